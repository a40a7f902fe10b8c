"""What documents say of articles that changed after an earlier edition had quoted them."""

import io
import re
from dataclasses import replace
from html import unescape
from zipfile import ZipFile

import pytest
from builders import human, machine

from reporter.config import LayoutSettings
from reporter.record import Quote
from reporter.render.documents import Documents
from reporter.render.exports import export
from reporter.render.pdf import legibility
from reporter.render.templates.samples import samples
from reporter.render.words import changes, front

SAID_EN = (
    "[2.1] edition of 19 November · outlet not named: the article was taken down (410)",
    "[4.2] edition of 20 November · Al-Wadi: 900 became 1200; its stated date is unchanged",
    "[4.3] edition of 20 November · Al-Wadi: the article no longer has this sentence",
    "updated since the edition of 20 November: 900 became 1200; “قريبا” was added; and more",
)
SAID_AR = (
    "حُذف المقال من موقعه (410)",
    "[4.2] نشرة 20 نوفمبر/تشرين الثاني · صحيفة الوادي: 900 صارت 1200؛ تاريخه المعلن لم يتغيّر",
    "لم تعد هذه الجملة في المقال",
    "حُدّث بعد نشرة 20 نوفمبر/تشرين الثاني: 900 صارت 1200",
)
STRUCK = {
    "html": ("<del>900</del> <ins>1,200</ins> cars", "<del>900</del> <ins>1200</ins> سيارة"),
    "mail": ("<del>900</del> <ins><b>1,200</b></ins> cars", "<del>900</del> <ins><b>1200</b></ins> سيارة"),
    "text": ("was: 900 cars will cross it every day. / now: 1,200 cars", "كان: وستعبره 900 سيارة يوميا. / صار: وستعبره 1200 سيارة"),
    "epub": ("<del>900</del> <ins>1,200</ins> cars", "<del>900</del> <ins>1200</ins> سيارة"),
    "md": ("~~900~~ **1,200** cars", "~~900~~ **1200** سيارة"),
}  # fmt: skip


@pytest.fixture(scope="module")
def changed():
    return samples()["changed"]


def documents_of(record):
    """Return every document as text, by its name."""
    documents = Documents(LayoutSettings())
    letter = documents.letter(record, lead="en", subject=None, attached=True)
    epub = ZipFile(io.BytesIO(export(record, "epub")))
    return {
        "html": documents.html(record),
        "mail": letter.html,
        "text": letter.text,
        "docx": ZipFile(io.BytesIO(export(record, "docx"))).read("word/document.xml").decode(),
        "epub": "".join(epub.read(name).decode() for name in epub.namelist() if name.endswith(".xhtml")),
        "md": export(record, "md").decode(),
    }


@pytest.fixture(scope="module")
def made(changed):
    return documents_of(changed)


def plain(text):
    """Return what a reader sees, on one line."""
    text = re.sub(r"<w:rPr>.*?</w:rPr>", "", re.sub(r"<(style|script)\b.*?</\1>", " ", text, flags=re.DOTALL))
    text = unescape(re.sub(r"</?(?:span|bdi|a|b|del|ins|w:[rt])\b[^>]*>|<wbr/?>", "", text))
    text = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069\\\\]", "", re.sub(r"<[^>]*>", " ", text))
    return " ".join(text.replace("\xa0", " ").split())


@pytest.mark.parametrize("name", ["html", "mail", "text", "docx", "epub", "md"])
def test_every_document_says_what_changed_in_both_languages(made, name):
    text = plain(made[name])
    for said in (*SAID_EN, *SAID_AR):
        assert said in text, said


@pytest.mark.parametrize("name", STRUCK)
def test_old_words_are_struck_and_new_ones_set_off(made, name):
    text = " ".join(re.sub("[\u2066-\u2069]|</?bdi[^>]*>", "", made[name]).split())
    for said in STRUCK[name]:
        assert said in text, said


def test_word_strikes_and_sets_off_too(made):
    runs = re.findall(r'<w:rStyle w:val="(Deleted|Inserted)"/>.*?<w:t[^>]*>([^<]*)</w:t>', made["docx"])
    found = {(style, re.sub("[\u200e\u200f]", "", text)) for style, text in runs}
    assert {("Deleted", "900"), ("Inserted", "1,200"), ("Inserted", "1200")} <= found


@pytest.mark.parametrize("languages", ["english-only", "arabic-only", "arabic-first"])
def test_pages_in_other_languages_say_it_too(changed, languages):
    text = plain(Documents(LayoutSettings(languages=languages)).html(changed))
    assert all(said in text for said in SAID_EN) is (languages != "arabic-only")
    assert all(said in text for said in SAID_AR) is (languages != "english-only")


@pytest.mark.parametrize("page", ["A4", "phone"])
def test_the_pdf_has_the_box_on_page_one(changed, page):
    pdf = Documents(LayoutSettings(page=page)).render(changed)["briefing.pdf"]
    read = legibility.read(pdf)
    wanted = [said for said in (*SAID_EN, *SAID_AR) if "updated since" not in said]
    assert legibility.compare(wanted, read).missing == ()
    first = pages_of(pdf)[0]
    assert "Corrections" in first
    assert "taken down (410)" in " ".join(first.split())


def pages_of(pdf):
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_hostile_text_stays_text(changed):
    """In every document, also where words are struck out."""
    hostile = '<script>alert(1)</script> </del><img src=x onerror=alert(1)> **x** ~~y~~ {{ 7*7 }} & "'
    (first, *others), updated = changed.changes.updated[0].quotes, changed.changes.updated[0]
    quote = replace(
        first, text_ar=hostile, text_en=hostile, today_ar=f"قال {hostile}", today=human(f"He {hostile}"),
        diff=(("insert", "قال "), ("delete", hostile), ("equal", hostile)),
    )  # fmt: skip
    updated = replace(
        updated, outlet=hostile, words=((hostile, "x"),), quotes=(quote, *others), diff=(("delete", hostile),)
    )
    made = documents_of(replace(changed, changes=replace(changed.changes, updated=(updated,))))
    for name, text in made.items():
        assert "49" not in re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL) or "7*7" in text, name
        if name not in {"text", "md"}:
            assert "<script>alert" not in text, name
            assert "<img src=x" not in text, name
        if name == "md":
            assert "\\<script\\>" in text
            assert "\\~\\~y\\~\\~" in text


def test_only_so_many_are_on_page_one(changed):
    """The others follow the articles, so that headlines stay on page one; a mail has all of them in one place."""
    updated = changed.changes.updated[0]
    quotes = tuple(replace(updated.quotes[0], point=f"4.{number}") for number in range(1, 21))
    many = replace(changed, changes=replace(changed.changes, updated=(replace(updated, quotes=quotes),)))
    assert [item.point for item in changes.in_front(many)] == ["2.1", "4.1", "4.2", "4.3", "4.4"]
    html = Documents(LayoutSettings()).html(many)
    assert html.index("[4.4]") < html.index("At a glance") < html.index("More corrections") < html.index("[4.20]")
    layout = changes_layout()
    assert 1 <= front.headlines(many, layout) < front.headlines(samples()["full"], layout)


def changes_layout():
    from reporter.render.templates.context import Layout

    return Layout.of(LayoutSettings())


@pytest.mark.parametrize(
    ("before", "after", "en"),
    [
        ("One.", human("Two."), (("delete", "One."), ("insert", "Two."))),
        (None, human("Two."), (("insert", "Two."),)),
        ("One.", None, (("delete", "One."), ("equal", "English not available"))),
    ],
)
def test_missing_english_is_said(changed, before, after, en):
    quote = replace(changed.changes.updated[0].quotes[0], text_en=before, today=after)
    updated = replace(changed.changes.updated[0], quotes=(quote,))
    (_, made) = changes.corrections(replace(changed, changes=replace(changed.changes, updated=(updated,))))
    assert made.en == en


def test_machine_english_is_marked(changed):
    quote = changed.changes.updated[0].quotes[0]
    assert isinstance(quote, Quote)
    assert [item.machine for item in changes.corrections(changed)] == [False, True, False]
    reviewed = replace(changed.changes.updated[0], quotes=(replace(quote, today=machine("x")),))
    assert changes.corrections(replace(changed, changes=replace(changed.changes, updated=(reviewed,))))[1].machine


def test_long_changes_are_cut(changed):
    """Only changes are shown, with a few words around them."""
    long = " ".join(f"كلمة{number}" for number in range(400))
    updated = replace(
        changed.changes.updated[0], diff=(("equal", long), ("delete", "420 "), ("insert", "240 "), ("equal", long))
    )
    entry = changed.entries[0]
    made = replace(changed, entries=(entry,), changes=replace(changed.changes, updated=(updated,)))
    from reporter.record.blocks import blocks

    (update,) = changes.updates(made, blocks(made)[0])
    assert [kind for kind, _ in update.ar] == ["equal", "delete", "insert", "equal"]
    assert update.ar[0][1].split() == ["…", *long.split()[-6:]]
    assert update.ar[3][1].split() == [*long.split()[:6], "…"]
    huge = replace(updated, diff=(("insert", long),))
    (update,) = changes.updates(replace(made, changes=replace(made.changes, updated=(huge,))), blocks(made)[0])
    assert len(update.ar[0][1].split()) == 121
