"""The Word document: directions, headings, tables and links as Word and LibreOffice need them."""

import io
import re
import shutil
import subprocess
from datetime import UTC, datetime

import docx
import pytest
from builders import altered, led_by, put

from reporter.config import LayoutSettings
from reporter.render.exports import export
from reporter.render.exports.runs import runs

SOFFICE = shutil.which("soffice")
ARABIC = re.compile("[\u0621-\u064a]")
MARKS = str.maketrans(dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\ufeff"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(record, **more):
    return docx.Document(io.BytesIO(export(record, "docx", **more)))


def parts(document):
    section = document.sections[0]
    return document.element.body, section.header._element, section.footer._element


def text_of(element):
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def language_of(paragraph):
    """Return the script of the majority of the letters."""
    letters = re.sub(r"[\W\d_]", "", text_of(paragraph))
    return "arabic" if len(ARABIC.findall(letters)) > len(letters) / 2 else "english"


@pytest.mark.parametrize("lead", ["english", "arabic"])
def test_arabic_runs_have_their_direction_font_and_language(full, lead):
    """Each run with Arabic letters has w:rtl, w:cs and w:lang, and no run with Latin letters does."""
    seen = 0
    for part in parts(opened(full, layout=led_by(lead))):
        for run in part.iter(f"{W}r"):
            text, properties = text_of(run), run.find(f"{W}rPr")
            if ARABIC.search(text) and "://" not in text:
                seen += 1
                assert properties.find(f"{W}rtl") is not None, text
                assert properties.find(f"{W}rFonts").get(f"{W}cs")
                assert properties.find(f"{W}lang").get(f"{W}bidi") == "ar-SA"
            elif re.search("[A-Za-z]", text):
                assert properties.find(f"{W}rtl") is None, text
    assert seen > 20


def test_only_arabic_paragraphs_have_w_bidi(full):
    """This applies to quoted sentences and titles everywhere."""
    quoted = {point.text_ar for entry in full.entries for point in entry.points}
    english = {"The team beat its visitors 377.", "The striker scored twice."}
    seen = set()
    for paragraph in opened(full).element.body.iter(f"{W}p"):
        text = text_of(paragraph).translate(MARKS)
        for sentence in quoted | english:
            if text.startswith(sentence):
                seen.add(sentence)
                assert (paragraph.find(f"{W}pPr/{W}bidi") is not None) == (sentence in quoted), text
    assert seen == quoted | english


def test_a_score_in_arabic_is_a_left_to_right_run_after_a_mark(full):
    """Otherwise programs that use the Unicode algorithm would show 2-1 as 1-2."""
    scores = [each for each in opened(full).element.body.iter(f"{W}t") if "2-1" in (each.text or "")]
    assert [score.text for score in scores] == ["2-1"] * 2  # in a sentence and in a deck
    for score in scores:
        run = score.getparent()
        assert run.find(f"{W}rPr/{W}rtl") is None
        assert run.find(f"{W}rPr/{W}cs") is not None
        assert text_of(run.getprevious()) == "\u200f"


def test_figures_after_arabic_in_english_keep_their_place(full):
    """A mark separates the date in a doubt from the Arabic name before it."""
    said = "سلمى · 20 November 2026 is not in the Arabic"
    full = altered(full, put("entries", 0, "points", 0, "flags", 0, "detail", value=said))
    texts = [text_of(each) for each in opened(full).element.body.iter(f"{W}p")]
    assert any("سلمى\u200f\u200e · 20 November 2026" in text for text in texts)


@pytest.mark.parametrize("lead", ["english", "arabic"])
def test_the_leading_language_determines_the_direction_of_the_tables(full, lead):
    """English is always on the left and Arabic on the right; only the reading order differs."""
    document = opened(full, layout=led_by(lead))
    for part in parts(document):
        for table in part.iter(f"{W}tbl"):
            assert (table.find(f"{W}tblPr/{W}bidiVisual") is not None) == (lead == "arabic")
    for table in document.tables:
        if [cell.text for cell in table.rows[0].cells] in (["English", "العربية"], ["العربية", "English"]):
            for row in table.rows:
                first, second = row.cells
                assert language_of(first._tc) == lead, first.text
                assert language_of(second._tc) != lead
    section = document.sections[0]._sectPr
    assert (section.find(f"{W}bidi") is not None) == (lead == "arabic")


def test_header_rows_are_repeated_and_rows_are_not_split(full):
    """Only a row that is higher than a page may be split."""
    full = altered(full, put("entries", 1, "points", 0, "text_ar", value="كلمة " * 2000))
    tables = [table for table in opened(full).tables if table.rows[0].cells[0].text == "English"]
    assert len(tables) == 2
    for table in tables:
        head, *rows = table._tbl.tr_lst
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        for row in rows:
            whole = row.find(f"{W}trPr/{W}cantSplit") is not None
            assert whole == (len(text_of(row)) < 2000)


@pytest.mark.parametrize(
    ("lead", "title"), [("english", "1  The team beats its visitors\u00a0≈"), ("arabic", "1  الفريق يفوز على ضيفه")]
)
def test_the_navigation_pane_lists_every_article_and_section(full, lead, title):
    """Word ignores headings in tables, so no heading may be in one."""
    document = opened(full, layout=led_by(lead))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert len(headings) == 7
    assert headings[1].translate(MARKS) == title
    assert {"Heading 1", "Title"}.isdisjoint(
        p.style.name for t in document.tables for c in t._cells for p in c.paragraphs
    )
    assert any("Sources" in heading and "المصادر" in heading for heading in headings)


def test_every_citation_has_a_target(full):
    """Each internal link has exactly one bookmark; the source's URL is also a link."""
    document = opened(full)
    body = document.element.body
    names = [each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")]
    numbers = [each.get(f"{W}id") for each in body.iter(f"{W}bookmarkStart")]
    assert len(set(names)) == len(names)
    assert len(set(numbers)) == len(numbers)
    targets = {each.get(f"{W}anchor") for each in body.iter(f"{W}hyperlink")} - {None}
    assert targets <= set(names)
    assert {"source_1", "source_2", "point_1_1", "entry_1"} <= targets
    outside = [to.target_ref for to in document.part.rels.values() if to.is_external]
    assert outside == ["https://example.org/%D8%AE%D8%A8%D8%B1?a=1&b=2"]


def test_every_style_used_is_defined(full):
    """Word would silently use its own Normal style."""
    document = opened(full)
    known = {style.style_id for style in document.styles}
    for part in parts(document):
        used = {each.get(f"{W}val") for tag in ("pStyle", "rStyle") for each in part.iter(f"{W}{tag}")}
        assert used <= known


def test_the_properties_describe_the_document(full):
    """They have the title, the languages and the edition's time rather than the current time."""
    properties = opened(full).core_properties
    assert properties.title == "Briefing / الموجز, 2026-11-21"
    assert properties.language == "en, ar"
    assert properties.created == properties.modified == datetime(2026, 11, 21, 3, 30, tzinfo=UTC)
    assert opened(full, layout=led_by("arabic")).core_properties.language == "ar, en"


@pytest.mark.parametrize(("page", "inches"), [("A4", (8.27, 11.69)), ("Letter", (8.5, 11))])
def test_the_paper_follows_the_layout(full, page, inches):
    """Each page has its number in both languages."""
    document = opened(full, layout=LayoutSettings(page=page))
    section = document.sections[0]
    assert (round(section.page_width.inches, 2), round(section.page_height.inches, 2)) == inches
    fields = [each.get(f"{W}instr") for each in section.footer._element.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"] * 2
    assert "صفحة" in text_of(section.footer._element)


def test_hostile_text_stays_text(hostile):
    """Control characters and mark-up do not change the structure or the links."""
    document = opened(hostile)
    text = text_of(document.element.body)
    assert "</w:t><script>alert(1)</script>" in text
    assert "\u202e" not in text
    assert "\ufffd" in text
    assert text.count(" كلمة") == 4000
    assert not [to.target_ref for to in document.part.rels.values() if to.is_external]


def converted(folder, target):
    """Return LibreOffice's conversion of briefing.docx in `folder`."""
    if SOFFICE is None:
        pytest.skip("no LibreOffice here (Debian: apt install libreoffice-writer-nogui)")
    profile = (folder / "profile").as_uri()
    arguments = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", target, "briefing.docx"]
    done = subprocess.run(arguments, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return (folder / f"briefing.{target.partition(':')[0]}").read_bytes()


def drawn_lines(pdf):
    """Yield the characters of each line of a PDF in visual order, from left to right."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTChar, LTTextContainer

    def characters(item):
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTTextContainer):
            for child in item:
                yield from characters(child)

    lines = {}
    for number, page in enumerate(extract_pages(io.BytesIO(pdf))):
        for box in page:
            for char in characters(box):
                lines.setdefault((number, round(char.matrix[5])), []).append(char)
    for chars in lines.values():
        yield "".join(char.get_text() for char in sorted(chars, key=lambda char: char.x0))


def test_brackets_around_arabic_belong_to_its_run():
    """This includes the closing bracket, as on the pages."""
    found = runs("الشرق (الأوسط) said", "en")
    assert [tuple(run) for run in found] == [("الشرق (الأوسط)", "ar"), (" said", "en")]


def test_what_runs_from_the_left_inside_an_arabic_title_stays_in_it():
    """A score keeps its order, and a name does not part the title in two."""
    assert runs("«الفريق يفوز 2-1 على ضيفه» is old", "en")[1].text == "الفريق يفوز \u200f2-1 على ضيفه"
    assert runs("«شركة NASA الأميركية» is old", "en")[1].text == "\u202bشركة \u202aNASA\u202c الأميركية\u202c"


@pytest.mark.slow
def test_libreoffice_draws_outlet_place_and_author_in_order(full, tmp_path):
    """In the English line all names are English and read from the left."""
    (tmp_path / "briefing.docx").write_bytes(export(full, "docx"))
    (line,) = (line for line in drawn_lines(converted(tmp_path, "pdf")) if "source [1]" in line)
    assert line.split(" · ")[:3] == ["Nashra", "Doha", "Salma"], line


@pytest.mark.parametrize("lead", ["english", "arabic"])
def test_libreoffice_reads_the_text_in_order(full, tmp_path, lead):
    """Every title and sentence of both languages is read word for word in reading order."""
    (tmp_path / "briefing.docx").write_bytes(export(full, "docx", layout=led_by(lead)))
    text = converted(tmp_path, "txt:Text (encoded):UTF8").decode().translate(MARKS)
    body, order = text[text.index("This edition is incomplete") :], 1 if lead == "english" else -1
    wanted = []
    for entry in full.entries:
        wanted += [entry.title.text_en, entry.title_ar][::order]
        for point in entry.points:
            texts = [point.english.text_en or point.english.reason, point.text_ar][::order]
            wanted += [f"{words} [{point.id}]" for words in texts]
    assert len(wanted) > 8
    for words in wanted:
        before, found, body = body.partition(words)
        assert found, (words, before[:200])


@pytest.mark.slow
def test_libreoffice_draws_numbers_and_arabic_in_their_directions(full, tmp_path):
    """Arabic text contains scores, ranges, times, telephone numbers and addresses, also side by side."""
    # Each is short enough for one line in any font.
    texts = ["فاز 2-1، 3-4 أمس.", "بلغت 10–15% عند 10:30.", "هاتف +966-55-123-4567.", "في www.example.org/a-1."]
    places = [(e, p) for e, entry in enumerate(full.entries) for p in range(len(entry.points))]
    for (e, p), text in zip(places, texts, strict=True):
        full = altered(full, put("entries", e, "points", p, "text_ar", value=text))
    (tmp_path / "briefing.docx").write_bytes(export(full, "docx"))
    lines = list(drawn_lines(converted(tmp_path, "pdf")))
    for figure in ("2-1", "3-4", "10–15", "+966-55-123-4567", "10:30", "www.example.org/a-1"):
        assert any(figure in line for line in lines), (figure, lines)
    (line,) = {line for line in lines if "3-4" in line and "2-1" in line}
    assert line.index("3-4") < line.index("2-1")


def test_a_source_is_one_line(full):
    """Outlet, title, address and the first digits of the hash; the rest is printed if the layout asks for it."""
    compact, whole = (opened(full, layout=LayoutSettings(appendix=appendix)) for appendix in ("compact", "full"))
    first = full.entries[0].source
    (line,) = (said for each in compact.paragraphs if first.url in (said := each.text.translate(MARKS)))
    assert line.endswith(first.sha256[:8])
    assert full.entries[0].title_ar in line
    assert len(compact.tables) == len(whole.tables) - len(full.entries)
