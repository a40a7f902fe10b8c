"""The documents are complete, self-contained and reproducible, as read back from the PDF itself."""

import re
from io import BytesIO

import pytest
from builders import DOUBT, ENGINE, NOW, altered, article, entry, human, machine, missing, put, record
from printing_ways import WAYS, printed
from pypdf import PdfReader

from reporter.config import LayoutSettings, Title
from reporter.errors import ConfigError, ReporterError
from reporter.model import Review, Skipped, Translation
from reporter.render import Documents
from reporter.render.templates.samples import samples
from reporter.render.words import wording
from reporter.render.words.wording import doubts

FULL = {
    "entries": (
        entry("1"),
        entry(
            "2",
            article(name="b", deck="عنوان فرعي", url="https://example.org/b", title="<b>{{ 7*7 }}</b> خبر"),
            points=[machine("Machine English", DOUBT), missing(), human('The third isn\'t "it" & so <on>')],
        ),
    ),
    "skipped": [Skipped(source="b.bin", stage="ingest", reason="It is empty.")],
    "engine": ENGINE,
}


def edition():
    return record(*FULL["entries"], skipped=FULL["skipped"], engine=ENGINE)


def made(**layout):
    return Documents(LayoutSettings(**layout)).render(edition())


@pytest.fixture(scope="module")
def documents():
    return made()


@pytest.fixture(scope="module", params=WAYS)
def pdf(documents, request):
    whole = request.param == "whole"
    return PdfReader(BytesIO(documents["briefing.pdf"] if whole else printed(edition(), request.param)))


@pytest.fixture(scope="module")
def text(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_html_is_self_contained(documents):
    """No script, style sheet, font or picture is fetched; the only URLs are links to the sources."""
    html = documents["briefing.html"].decode()
    assert not re.search(r"<(link|img|iframe|object)\b|<script [^>]*src|@import", html)
    assert (
        re.findall(r'(?:src|href)="(https?:[^"]*)"', html) == ["https://example.org/b"] * 2
    )  # in the list, and with all that is known
    assert all(url.startswith("data:") for url in re.findall(r'url\("?([^")]*)', html))


def test_the_text_of_an_article_is_never_markup(documents):
    """A headline with HTML and Jinja in it is printed as it is."""
    html = documents["briefing.html"].decode()
    assert "&lt;<bdi" in html
    assert "{{ 7*7 }}" in html
    assert ">49<" not in html


def test_pdf_contains_every_part(text):
    """English, doubts, reasons, sources, inputs left out, and how it was made are in the printed text."""
    for part in (
        "The team beat its visitors 2-1 on Saturday evening. [1.1]",
        "Machine English [2.1] ≈",
        "English marked ≈ was translated by a machine",
        "377 is in the Arabic, not in the English",
        "English not available: no Arabic-English model is installed",
        "This edition is incomplete",
        "1 input was left out",
        "It is empty.",
        "20 November 2026, 09:15 UTC+3",
        "Saturday, 21 November 2026",
        "11 Jumada al-Akhirah 1448 AH",
        "Argos",
        "Page 1 of",
    ):
        assert part in text, part


def test_arabic_can_be_extracted_from_the_pdf(text):
    """Joined letters are extracted as letters in logical order, and scores are not reversed."""
    for word in ("وسجل", "المهاجم", "المدرب", "المؤتمر", "2-1"):
        assert word in text, word


def test_pdf_can_be_navigated(pdf):
    """Bookmarks name the sections in order; citations lead to the source and back."""
    titles = [item.title for item in pdf.outline if not isinstance(item, list)]
    assert [title.split(" · ")[0] for title in titles] == [
        "Briefing", "At a glance", "1. The team beats its visitors", "2. The team beats its visitors", "To check before forwarding", "Sources", "Left out", "How this was made",
    ]  # fmt: skip
    links = [a.get_object() for page in pdf.pages for a in page.get("/Annots", [])]
    targets = {str(link.get("/Dest") or link["/A"].get("/D") or link["/A"].get("/URI")) for link in links}
    assert {"entry-1", "source-2", "point-2-1", "skipped", "https://example.org/b"} <= targets


def test_pdf_describes_itself(pdf):
    """Mail programs and archives can read the title, the dates and the generator."""
    assert pdf.metadata.title == "Briefing / الموجز, 2026-11-21"
    assert pdf.metadata["/CreationDate"].startswith("D:20261121")
    assert pdf.metadata.creator.startswith("reporter ")


@pytest.mark.parametrize(("page", "size_mm"), [("A4", (210, 297)), ("Letter", (216, 279))])
def test_paper_is_as_configured(page, size_mm):
    """Offices in the United States print on Letter."""
    box = PdfReader(BytesIO(made(page=page)["briefing.pdf"])).pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == size_mm


def test_the_same_record_makes_the_same_bytes(documents):
    """An edition that is made again can be compared byte for byte."""
    assert made() == documents


def test_only_our_fonts_are_used(pdf):
    """The machine's fonts never affect the look."""
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all(re.match(r"/?Reporter-(Amiri|Spectral|IBM-Plex-Sans)", name) for name in fonts), fonts


def test_a_glyph_that_is_missing_costs_no_edition(tmp_path):
    """The PDF names a word that no face has, as it does in an article; `reporter templates check` finds it before."""
    (tmp_path / "making.html.j2").write_text("<p>字</p>", encoding="utf-8")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(made(templates=tmp_path)["briefing.pdf"])).pages)
    assert "[name in Chinese]" in text


def test_an_article_with_an_unprintable_character_is_printed(tmp_path):
    """The page leaves the sign to the reader's machine, the PDF has a face for it."""
    html = Documents(LayoutSettings()).html(
        record(entry(article_=article("خبر عاجل \U0001f600 من هنا."), points=[human("x")]))
    )
    assert "خبر عاجل \U0001f600 من هنا" in html


def test_a_name_with_an_unprintable_character_is_printed():
    """An emoji in an outlet or in the briefing's title breaks neither the picture nor a running head."""
    entries = [
        entry(str(n), article("خبر عاجل.", name="a", outlet="新 قناة \U0001f600"), points=[human("x")])
        for n in (1, 2, 3)
    ]
    made = altered(record(*entries), put("edition", "title_ar", value="موجز 中"))
    documents = Documents(LayoutSettings()).render(made)
    assert "موجز 中" in documents["briefing.html"].decode()
    first, second = (page.extract_text() for page in PdfReader(BytesIO(documents["briefing.pdf"])).pages[:2])
    assert "[name in Chinese]" in first
    assert "اسم بالصينية" in second


def test_the_shekel_is_printed():
    """The fonts include a currency sign of the region."""
    assert "U+20AA" not in Documents(LayoutSettings()).html(
        record(entry(article_=article("دفع 50 ₪ عدا."), points=[human("50 ₪")]))
    )


def test_own_templates_come_first(tmp_path):
    """A file of the user replaces one of ours; the others are unchanged."""
    (tmp_path / "making.html.j2").write_text("<p>Made by hand</p>", encoding="utf-8")
    html = made(templates=tmp_path)["briefing.html"].decode()
    assert "Made by hand" in html
    assert "At a glance" in html


@pytest.mark.parametrize(
    ("template", "reason"), [("ok\n{% if %}", "Expected an expression"), ("ok\n{{ record.entriez }}", "entriez")]
)
def test_a_broken_template_is_reported_with_its_line(tmp_path, template, reason):
    """Someone who changes a letterhead sees where the mistake is."""
    (tmp_path / "making.html.j2").write_text(template, encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"making\.html\.j2, line 2 is wrong: .*{reason}"):
        made(templates=tmp_path)


def test_a_template_cannot_fetch(tmp_path):
    """Nothing is loaded from the network or the disk while a document is printed."""
    (tmp_path / "making.html.j2").write_text('<img src="file:///etc/hostname">', encoding="utf-8")
    with pytest.raises(ReporterError, match="outside itself"):
        made(templates=tmp_path)


def test_a_missing_template_folder_is_reported():
    """The error comes before the work, not after it."""
    with pytest.raises(ConfigError, match=r"layout\.templates"):
        made(templates="/nowhere/at/all")


def test_no_line_is_broken_early():
    """WeasyPrint breaks after the first word if only the last space of a text does not fit; we prevent that."""
    from weasyprint import HTML
    from weasyprint.formatting_structure import boxes

    from reporter.render.pdf.printing import _prepared

    text = "The national cup is scheduled to begin on the fifth of July next with some twelve participating {}national{} teams"
    widths = range(200, 420)

    def lines(html):
        blocks = "".join(f'<div style="width:{width}px">{html}</div>' for width in widths)
        document = HTML(string=_prepared(f"<body><style>div{{break-inside:avoid}}</style>{blocks}")).render()
        found = (box for page in document.pages for box in page._page_box.descendants())
        return [len(box.children) for box in found if isinstance(box, boxes.BlockBox) and box.element_tag == "div"]

    assert lines(text.format("<a>", "</a>")) == lines(text.format("", ""))


@pytest.mark.parametrize("languages", ["english-first", "english-only", "arabic-only"])
def test_every_class_has_a_style(languages):
    """A class without a rule is left over or lacks its style; the picture sets its own colours."""
    for sample in samples().values():
        html = Documents(LayoutSettings(languages=languages)).html(sample)
        style, body = html[html.index("<style>") : html.index("</style>")], html[html.index("<body") :]
        used = {name for found in re.findall(r'class="([^"]*)"', body) for name in found.split()}
        assert used - set(re.findall(r"\.([a-z][\w-]*)", style)) - {"quoted", "id"} == set()


def test_an_english_page_prints_the_arabic_if_there_is_no_english():
    """This holds for titles, decks and sentences, but not for those with English."""
    some = article("جملة بلا ترجمة.", "جملة بترجمة.", name="b", title="خبر بلا ترجمة", deck="عنوان فرعي بلا ترجمة")

    def articles(title, deck):
        made = record(entry("1", some, title=title, deck=deck, points=[missing(), human("Two")]))
        html = Documents(LayoutSettings(languages="english-only")).html(made)
        return re.sub("<[^>]*>", "\n", html[html.index("<main") : html.index("</main>")]).split("\n")

    texts = [some.title_ar, some.deck_ar, some.sentence_text(0), some.sentence_text(1)]
    assert [articles(missing(), missing()).count(text) for text in texts] == [1, 1, 1, 0]
    assert [articles(human("One"), human("Deck")).count(text) for text in texts] == [0, 0, 1, 0]


def test_an_english_list_prints_the_arabic_if_there_is_no_english():
    """The editions do the same; if both languages are on the page, the Arabic is there anyway."""
    edition = {
        "date": "2026-11-21",
        "issued_at": "2026-11-21T03:30:00Z",
        "degraded": True,
        "articles": 1,
        "erratum": None,
    }
    listed = [edition | {"headlines": [{"text_ar": "خبر", "text_en": None, "entry": "1", "machine": False}]}]

    def articles(languages):
        page = Documents(LayoutSettings(languages=languages)).index(listed, Title()).decode()
        return page[page.index("<main") :]

    assert '<bdi lang="ar" dir="rtl">خبر</bdi>' in articles("english-only")
    assert "English not available" not in articles("english-only")
    assert "English not available" in articles("english-first")
    assert articles("english-first").count("خبر") == 1


def test_the_mail_counts_the_items_to_check():
    """Doubtful titles and decks are included."""
    some = article(name="b", deck="عنوان فرعي")
    made = record(entry("1", some, title=machine("One", DOUBT), deck=machine("Deck", DOUBT)), engine=ENGINE)
    letter = Documents(LayoutSettings()).letter(made, lead="en", subject=None, attached=False)
    assert len(list(doubts(made))) == 2
    assert "2 to check before forwarding" in letter.html
    assert "2 to check before forwarding" in letter.text


def test_reviewed_sentences_are_counted_and_lose_the_mark():
    """The front page has the number of reviewed sentences; a machine's sentence that was reviewed is a person's."""
    by_a_person = Translation(text_en="One", origin="memory", reviewed=Review(by="Salma", at=NOW))
    looked_at = record(entry(points=[by_a_person, human("Two"), human("Three")]))
    html = Documents(LayoutSettings()).html(looked_at)
    assert "1 text was reviewed by a person" in html
    assert "≈" not in html[html.index("<main") :]


def test_inputs_left_out_without_loss_cause_no_notice():
    """A copy, or a file that is not an article, is listed at the end but not on the front page."""
    lost, aside = (
        wording.notices(record(skipped=[Skipped(source="a", stage=stage, reason="It is empty.")]))
        for stage in ("ingest", "aside")
    )
    assert len(list(lost)) == 1
    assert list(aside) == []
