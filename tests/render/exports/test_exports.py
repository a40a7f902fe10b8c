"""What all exports have in common: whole, repeatable, unharmed by what a record may hold."""

import html
import io
import re
import zipfile

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

EXPORT_FORMATS = [form.name for form in EXPORTS.entries.values() if not form.own]
DOCUMENT_FORMATS = [form.name for form in EXPORTS.entries.values() if form.own]


def words_of(content, form):
    """Return all the text of a file, its containers opened."""
    if form in ("md", "csv", "html"):
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(
            archive.read(name).decode() for name in archive.namelist() if not name.endswith((".woff", ".jpeg"))
        )


def squeezed(text):
    """Return what is read of a file's text, without spaces and without what only directs it."""
    text = re.sub(r"<[^>]*>|\\|[\u200e\u200f\u2066-\u2069]", "", text).replace("[[", "[").replace("]]", "]")
    return "".join(html.unescape(text).split())


@pytest.mark.parametrize("form", EXPORT_FORMATS)
@pytest.mark.parametrize("lead", ["english", "arabic"])
def test_the_same_record_gives_the_same_bytes(full, form, lead):
    """Whenever it is exported, and from its file as when it was made."""
    assert export(full, form, layout=led_by(lead)) == export(loads(dumps(full)), form, layout=led_by(lead))


@pytest.mark.parametrize("form", EXPORT_FORMATS)
def test_each_format_has_citations_doubts_origins_and_sources(full, form):
    """Nothing that a reader of the briefing can see is lost in another format."""
    text = words_of(export(full, form), form)
    source = full.entries[0].source
    for words in (
        "[1.1]",
        "377 is in the Arabic, not in the English",
        "English withheld: 3 is in the Arabic",
        "no Arabic-English model is installed",
        "machine",
        "Lina",
        "سلمى",
        source.path.replace("/", "") if form == "epub" else source.path,
        source.sha256,
    ):
        assert words in (text.replace("<wbr/>", "").replace("articles/", "articles") if form == "epub" else text), words


@pytest.mark.parametrize("form", ["docx", "epub", "md"])
def test_a_document_says_what_is_missing_and_how_it_was_made(full, form):
    """Notices, inputs that were left out, the engine, what to check."""
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
def test_the_front_page_counts_what_is_listed_to_check(full, form):
    """Titles, decks and sentences, each once, in every format."""
    text = words_of(export(full, form), form)
    said = squeezed(text)
    assert re.search(r"(?<!\d)4tocheck", said)
    listed = said[said.rindex("Tocheckbeforeforwarding") :]
    for place, reason in (
        ("[1]", "The engine was unsure of this sentence"),
        ("[1]", "deck: 3 is in the Arabic, not in the English"),
        ("[1.1]", "377 is in the Arabic, not in the English"),
        ("[1.3]", "English withheld: 3 is in the Arabic, not in the English"),
    ):
        assert squeezed(f"{place} {reason}") in listed


@pytest.mark.parametrize("form", ["docx", "epub", "md", "html"])
def test_every_format_says_the_same_of_how_the_edition_was_made(full, form):
    """And of the edition itself: each sentence is written once."""
    said = squeezed(words_of(export(full, form), form))
    passages = [*making(full), *wording.notices(full)]
    assert len(passages) == 7
    for passage in passages:
        for language in ("en", "ar"):
            for piece in getattr(passage, language):
                assert squeezed(piece.text) in said, piece


@pytest.mark.parametrize("form", DOCUMENT_FORMATS)
def test_a_document_is_exported_in_another_layout(full, form):
    """The same as that of an edition made so."""
    layout = LayoutSettings(languages="arabic-only", page="phone")
    made = Documents(layout).render(full)
    assert export(full, form, layout) == made[f"briefing.{form}"]


@pytest.mark.parametrize("form", ["docx", "epub", "md"])
def test_arabic_has_the_digits_that_the_layout_asks_for(full, form):
    """English keeps its own."""
    text = words_of(export(full, form, layout=LayoutSettings(digits="arabic-indic")), form)
    assert "٢-١" in text
    assert "The team beat its visitors 377." in text


@pytest.mark.parametrize("form", EXPORT_FORMATS)
def test_an_edition_without_articles_is_exported_too(empty, form):
    """It says so."""
    text = words_of(export(empty, form), form)
    assert ("This edition has no articles." in text) == (form != "csv")


def test_the_editions_know_every_file_that_can_be_exported():
    """What they do not know would keep an old edition for ever."""
    assert [f"briefing.{form}" for form in EXPORT_FORMATS] == list(exports())


def test_a_broken_template_of_the_book_is_named(full, tmp_path):
    """With its line."""
    (tmp_path / "epub.front.xhtml.j2").write_text(
        "{% block body %}\n{{ nobody.knows }}\n{% endblock %}", encoding="utf-8"
    )
    with pytest.raises(ConfigError, match=r"epub.front.xhtml.j2, line 2 is wrong: .nobody. is undefined"):
        export(full, "epub", layout=LayoutSettings(templates=tmp_path))
