"""What all exports have in common: they are complete, reproducible, and safe for any record."""

import html
import io
import re
import zipfile
from dataclasses import replace

import pytest
from builders import led_by

from reporter.config import LayoutSettings
from reporter.editions.folders import exports
from reporter.errors import ConfigError
from reporter.record import dumps, loads
from reporter.registry import EXPORTS
from reporter.render import Documents
from reporter.render.exports import export
from reporter.render.words import wording
from reporter.render.words.colophon import making

EXPORT_FORMATS = [form.name for form in EXPORTS.choices.values() if not form.own]
DOCUMENT_FORMATS = [form.name for form in EXPORTS.choices.values() if form.own]


def words_of(content, form):
    """Return all the text in a file, including the files in a container."""
    if form in ("md", "csv", "html"):
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(
            archive.read(name).decode() for name in archive.namelist() if not name.endswith((".woff", ".jpeg"))
        )


def squeezed(text):
    """Return the visible text of a file without spaces and directional marks."""
    text = re.sub(r"<[^>]*>|\\|[\u200e\u200f\u2066-\u2069]", "", text).replace("[[", "[").replace("]]", "]")
    return "".join(html.unescape(text).split())


@pytest.mark.parametrize("form", EXPORT_FORMATS)
@pytest.mark.parametrize("lead", ["english", "arabic"])
def test_the_same_record_makes_the_same_bytes(full, form, lead):
    """This holds at any time, and for a record read from its file."""
    assert export(full, form, layout=led_by(lead)) == export(loads(dumps(full)), form, layout=led_by(lead))


@pytest.mark.parametrize("form", EXPORT_FORMATS)
def test_each_format_has_citations_doubts_origins_and_sources(full, form):
    """Every format contains everything that a reader of the briefing can see."""
    text = words_of(export(full, form, LayoutSettings(appendix="full")), form)
    source = full.entries[0].source
    for words in (
        "[1.1]",
        "377 is in the Arabic, not in the English",
        "English withheld: 3 is in the Arabic",
        "no Arabic-English model is installed",
        "machine" if form == "csv" else "≈",
        "Lina",
        "سلمى",
        source.path.replace("/", "") if form == "epub" else source.path,
        source.sha256,
    ):
        assert words in (text.replace("<wbr/>", "").replace("articles/", "articles") if form == "epub" else text), words


@pytest.mark.parametrize("form", ["docx", "epub", "md"])
def test_a_document_says_what_is_missing_and_how_it_was_made(full, form):
    """It has the notices, the inputs left out, the engine, and what to check."""
    text = words_of(export(full, form), form)
    for words in (
        "Nothing is new.",
        "لا جديد.",
        "This edition is incomplete.",
        "هذه النشرة غير مكتملة.",
        "it is no text",
        "translate-ar\\_en" if form == "md" else "translate-ar_en",
        "To check before forwarding",
        "The engine was unsure of this sentence",
    ):
        assert words in text, words


@pytest.mark.parametrize("form", ["docx", "epub", "md", "html"])
def test_the_front_page_counts_the_items_to_check(full, form):
    """Every format counts each title, deck and sentence once."""
    text = words_of(export(full, form), form)
    said = squeezed(text)
    assert re.search(r"(?<!\d)4tocheck", said)
    listed = said[said.rindex("Tocheckbeforeforwarding") :]
    for place, reason in (
        ("[1]", "Engine unsure"),
        ("[1]", "deck: Numbers"),
        ("[1.1]", "Numbers"),
        ("[1.3]", "English withheld"),
    ):
        assert squeezed(f"{place} {reason}") in listed


@pytest.mark.parametrize("form", ["docx", "epub", "md", "html"])
def test_every_format_has_the_same_colophon(full, form):
    """It matches that of the edition, because each sentence is written in one place."""
    said = squeezed(words_of(export(full, form), form))
    passages = [*making(full), *wording.notices(full)]
    assert len(passages) == 7
    for passage in passages:
        for language in ("en", "ar"):
            for piece in getattr(passage, language):
                assert squeezed(piece.text) in said, piece


@pytest.mark.parametrize("form", DOCUMENT_FORMATS)
def test_a_document_is_exported_in_another_layout(full, form):
    """It equals the document of an edition made in that layout."""
    layout = LayoutSettings(languages="arabic-only", page="phone")
    made = Documents(layout).render(full)
    assert export(full, form, layout) == made[f"briefing.{form}"]


@pytest.mark.parametrize("form", ["docx", "epub", "md"])
def test_arabic_has_the_digits_of_the_layout(full, form):
    """English digits are unchanged."""
    text = words_of(export(full, form, layout=LayoutSettings(digits="arabic-indic")), form)
    assert "٢-١" in text
    assert "The team beat its visitors 377." in text


@pytest.mark.parametrize("form", EXPORT_FORMATS)
def test_an_edition_without_articles_can_be_exported(empty, form):
    """The export says that it has no articles."""
    text = words_of(export(empty, form), form)
    assert ("This edition has no articles." in text) == (form != "csv")


def test_the_editions_know_every_file_that_can_be_exported():
    """An unknown file would keep an old edition from being deleted."""
    assert [f"briefing.{form}" for form in EXPORT_FORMATS] == list(exports())


def test_a_broken_template_of_the_book_is_reported(full, tmp_path):
    """The message names the line."""
    (tmp_path / "epub.front.xhtml.j2").write_text(
        "{% block body %}\n{{ nobody.knows }}\n{% endblock %}", encoding="utf-8"
    )
    with pytest.raises(ConfigError, match=r"epub.front.xhtml.j2, line 2 is wrong: .nobody. is undefined"):
        export(full, "epub", layout=LayoutSettings(templates=tmp_path))


@pytest.mark.parametrize("form", ["docx", "epub", "md"])
def test_opening_words_are_not_told_twice(full, form):
    """Where they are quoted as a sentence too, the article has no headline."""
    first, *others = full.entries
    opening = first.points[0]
    quoted = replace(opening, sentence=0)
    made = replace(full, entries=(replace(first, title_derived=True, points=(quoted, *first.points[1:])), *others))
    assert "No headline" in words_of(export(made, form), form)
    assert "No headline" not in words_of(export(full, form), form)
