"""What every document shows of the decisions of the desk, and what it never shows."""

import io
import re
from dataclasses import replace
from zipfile import ZipFile

import pytest

from reporter.config import LayoutSettings
from reporter.model import Translation
from reporter.record import public
from reporter.record.blocks import also_reported, blocks
from reporter.record.desk import DeskNote, EntryDesk, Excluded, OwnHeadline, Section
from reporter.render.documents import Documents
from reporter.render.exports import export
from reporter.render.templates.samples import NOW, SHA256, samples
from reporter.render.words import desk, front

SECRET = "سرّ التحرير zq81"
FORMS = ("html", "md", "docx", "epub", "csv")


def note(en, ar, audience="print"):
    return DeskNote(en=en, ar=ar, by="Nadia", at=NOW, audience=audience)


@pytest.fixture
def told():
    return samples()["stories"]


@pytest.fixture
def decided(told):
    """Return an edition whose story leads under a headline by the desk, and whose other article is a late brief."""
    one, two, three, four = told.entries
    ours = OwnHeadline(en="Harbour reopened", ar="الميناء مفتوح من جديد")
    entries = (
        replace(
            one,
            desk=EntryDesk(
                section="coast",
                section_by="rule",
                priority="lead",
                our_headline=ours,
                notes=(note("Seen by our own reporter.", "رآه مراسلنا."), note(SECRET, None, "desk")),
            ),
        ),
        replace(two, points=(), desk=EntryDesk(section="money", section_by="person", priority="brief", late=True)),
        replace(three, desk=EntryDesk(section="coast", section_by="rule", late=True, notes=(note(None, "ملحق"),))),
        replace(four, desk=EntryDesk(section="coast", section_by="rule")),
    )
    story, other = told.stories
    sections = (
        Section(name="coast", title_en="Coast & sea", title_ar="الساحل والبحر", entries=("1", "3", "4")),
        Section(name="money", title_en="Money", title_ar="مال وأعمال", entries=("2",)),
    )
    secret = Excluded(
        title_ar=SECRET, outlet=SECRET, identity=SECRET, sha256=SHA256, url=None, why=SECRET, by=SECRET, at=NOW
    )
    notes = (note("A day of storms.", None), note(SECRET, SECRET, "desk"))
    return replace(
        told,
        entries=entries,
        stories=(story, replace(other, points=())),
        desk=replace(told.desk, sections=sections, notes=notes, excluded=(secret,)),
    )


def texts(record, layout=None):
    """Return what each document says, by its name; of a ZIP file, what its parts say."""
    layout = layout or LayoutSettings()
    made = {form: _text(export(record, form, layout)) for form in FORMS}
    letter = Documents(layout).letter(record, lead="en", subject=None, attached=True)
    return made | {"mail html": letter.html, "mail text": letter.text, "subject": letter.subject}


def _text(content):
    if not content.startswith(b"PK"):
        return content.decode()
    with ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


def plain(text):
    """Return `text` without tags and invisible marks."""
    return re.sub(
        r"\s+", " ", re.sub(r"<style.*?</style>|<[^>]*>|[\u200e\u200f\u2066-\u2069]", "", text, flags=re.DOTALL)
    )


def test_every_document_shows_sections_headlines_and_notes(decided):
    made = {name: plain(text) for name, text in texts(decided).items()}
    for name in set(made) - {"csv", "subject"}:
        said = made[name].replace("\\", "").replace("&amp;", "&")
        assert re.search("coast & sea", said, re.IGNORECASE), name
        assert "الساحل والبحر" in said, name
        assert "Harbour reopened" in said, name
        assert "الميناء مفتوح من جديد" in said, name
        assert "headline by the desk; Al-Wadi: “The navy takes back the port of Ras al-Wadi”" in said, name
        assert "العنوان من التحرير؛ الوادي: «القوات البحرية تستعيد ميناء رأس الوادي»" in said, name
        assert "headline from" not in said, name
        assert "Lead · 3 outlets" in said, name
        assert "خبر رئيس · 3 وسائل" in said, name
        assert "Al-Qala 08:40 (late)" in said, name
        assert "Note by the desk (Nadia): Seen by our own reporter." in said, name
        assert "ملاحظة من التحرير (Nadia): رآه مراسلنا." in said, name
        assert "ملاحظة من التحرير (Nadia) عن [3]: ملحق" in said, name
        assert "Note by the desk (Nadia): A day of storms." in said, name
        assert "Also reported" not in said, name
        assert name.startswith("mail") or "they are not the words of an outlet." in said, name
        assert said.lower().index("coast & sea") < said.lower().index("money"), name
    assert made["subject"].endswith(": Harbour reopened ")


def test_nothing_that_is_only_for_the_desk_is_in_any_document(decided):
    for name, text in texts(decided).items():
        assert "zq81" not in text, name
    made = Documents(LayoutSettings()).render(decided)
    assert b"zq81" not in made["briefing.html"]
    import pikepdf

    with pikepdf.open(io.BytesIO(made["briefing.pdf"])) as pdf:
        attached = [pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments]
        outline = [(item.title, [child.title for child in item.children]) for item in pdf.open_outline().root]
    assert len(attached) == 2
    assert b"Seen by our own reporter" in attached[0] + attached[1]
    assert all(b"zq81" not in content for content in attached)
    assert ("Coast & sea · الساحل والبحر", ["1. Harbour reopened"]) in outline


def test_what_is_only_for_the_desk_changes_no_byte(told, decided):
    """Apart from the record in it, so does no document of an edition without decisions."""
    noted = replace(
        told,
        entries=tuple(replace(entry, desk=EntryDesk(notes=(note(SECRET, None, "desk"),))) for entry in told.entries),
        desk=replace(told.desk, notes=(note(SECRET, None, "desk"),), excluded=decided.desk.excluded),
    )
    assert public(noted) == told
    assert texts(noted) == texts(told)
    for name, text in texts(told).items():
        assert not re.search(r"desk-note|begins|<h3|h3\.heading|our_headline|Lead", text), name


def test_a_brief_is_one_line_in_its_section(decided):
    (first, second) = blocks(decided)
    assert (first.section.name, first.is_short, second.section.name, second.is_short) == ("coast", False, "money", True)
    assert also_reported(decided) == ()
    assert front.in_front(decided) == (first,)
    apart = replace(decided, desk=replace(decided.desk, sections=()))
    assert [block.is_short for block in blocks(apart)] == [False, True]
    by_rule = replace(
        apart, entries=(apart.entries[0], replace(apart.entries[1], desk=EntryDesk()), *apart.entries[2:])
    )
    assert ([block.entry.id for block in blocks(by_rule)], [block.entry.id for block in also_reported(by_rule)]) == (
        ["1"],
        ["2"],
    )


def test_a_story_without_sentences_keeps_its_notes_where_there_are_no_sections(decided):
    one, two, *others = decided.entries
    ours = OwnHeadline(en="Bread is dearer", ar="الخبز أغلى")
    changed = replace(two, desk=EntryDesk(our_headline=ours, notes=(note("From the market.", "من السوق."),)))
    entries = tuple(replace(entry, desk=EntryDesk()) for entry in (one, *others))
    apart = replace(decided, entries=(entries[0], changed, *entries[1:]), desk=samples()["stories"].desk)
    assert [block.entry.id for block in also_reported(apart)] == ["2"]
    for name, text in texts(apart).items():
        if name not in {"csv", "subject"}:
            said = plain(text)
            assert "Also reported" in said, name
            assert "Bread is dearer" in said, name
            assert "headline by the desk; Al-Suq: “The price of wheat rises”" in said, name
            assert "Note by the desk (Nadia): From the market." in said, name


def test_headings_of_articles_are_below_those_of_their_sections(decided):
    html = Documents(LayoutSettings()).html(decided)
    levels = re.findall(r'<(h[1-6]) class="heading[^>]*data-bookmark="([^"]*)"', html)
    assert levels[2:4] == [("h2", "Coast &amp; sea · الساحل والبحر"), ("h3", "1. Harbour reopened")]
    markdown = export(decided, "md").decode()
    assert re.search(r"\n## Coast .{0,3}& sea · [^\n]*\n\n### 1\. Harbour reopened\n", markdown)


def test_sources_have_the_headline_of_the_outlet(decided):
    html = Documents(LayoutSettings()).html(decided)
    sources = html[html.index('id="sources"') :]
    assert "القوات البحرية تستعيد" in sources
    assert "الميناء مفتوح من جديد" not in sources


def test_the_table_has_the_decisions(decided):
    head, *rows = export(decided, "csv").decode("utf-8-sig").splitlines()
    assert head.endswith(",watch,section,priority,our_headline_ar,our_headline_en")
    assert all(row.endswith(",coast,lead,الميناء مفتوح من جديد,Harbour reopened") for row in rows)
    assert len(rows) == 4


def test_a_headline_in_one_language_leaves_the_other_to_the_outlet(decided):
    one, *others = decided.entries
    ours = replace(one.desk, our_headline=OwnHeadline(en=None, ar="الميناء مفتوح"))
    (block, _) = blocks(replace(decided, entries=(replace(one, desk=ours), *others)))
    assert (block.entry.title_ar, block.entry.title.text_en) == ("الميناء مفتوح", one.title.text_en)
    assert desk.their_headline(block)[0].en == ""


def test_the_english_of_a_replaced_headline_keeps_its_origin_and_doubts(decided):
    one, *others = decided.entries
    doubted = samples()["full"].entries[1].title
    (block, _) = blocks(replace(decided, entries=(replace(one, title=doubted), *others)))
    said = desk.their_headline(block)[0].en
    assert said.startswith(f"headline by the desk; Al-Wadi: “{doubted.text_en}” ≈ (1,200 is in the Arabic")
    none = Translation(text_en=None, origin="none", reason="English not available")
    (block, _) = blocks(replace(decided, entries=(replace(one, title=none), *others)))
    assert desk.their_headline(block)[0].en == f"headline by the desk; Al-Wadi: “{one.title_ar}”"


@pytest.mark.parametrize("languages", ["english-only", "arabic-only"])
def test_a_note_in_the_other_language_alone_is_printed_on_a_page_with_one(decided, languages):
    html = plain(Documents(LayoutSettings(languages=languages, page="phone")).html(decided))
    assert "A day of storms." in html
    assert "ملحق" in html
