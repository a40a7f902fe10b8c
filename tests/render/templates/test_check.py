"""Templates are checked with invented editions that contain everything an edition can contain."""

import json

import pytest
from jsonschema import Draft202012Validator

from reporter.assets import DATA, template_folders
from reporter.config import LayoutSettings
from reporter.record import document, dumps, loads, problems
from reporter.render.templates.check import mistakes
from reporter.render.templates.samples import samples


def found(folder, **files):
    for name, text in files.items():
        (folder / (name.replace("__", ".") + ".j2")).write_text(text, encoding="utf-8")
    return [line.removeprefix(f"{folder}/") for line in mistakes(LayoutSettings(templates=folder))]


def test_the_samples_are_valid_records():
    """They conform to the schema and its rules."""
    assert {name: problems(loads(dumps(made))) for name, made in samples().items()} == {
        "full": (),
        "changed": (),
        "empty": (),
        "degraded": (),
        "stories": (),
        "decided": (),
    }


@pytest.mark.parametrize("kind", ["entry", "point"])
def test_the_samples_have_every_field_filled_and_empty(kind):
    """A template that forgets that a value can be missing fails here, not on a Sunday."""
    schemas = json.loads((DATA / "record.schema.json").read_text(encoding="utf-8"))["$defs"]
    entries = [entry for made in samples().values() for entry in document(made)["entries"]]
    items = entries if kind == "entry" else [point for entry in entries for point in entry["points"]]
    for name, described in schemas[kind]["properties"].items():
        values = [item[name] for item in items]
        assert any(value not in (None, [], "") for value in values), f"{name} is never filled"
        if Draft202012Validator({"$defs": schemas, **described}).is_valid(None):
            assert None in values, f"{name} is never missing"


def test_each_mistake_is_reported_with_file_and_line(tmp_path):
    """This includes files that no run would use, and several mistakes at once."""
    assert found(
        tmp_path,
        briefing__html='{% extends "shipped/briefing.html.j2" %}\n{% block mast_head %}x{% endblock %}',
        making__html="a\n\n{% if %}",
        mail__txt="{{ record.entriez }}",
        breifing__html="x",
        index__html="{{ made_for(2) -}}\n{{ layout.papier }}",
    ) == [
        "making.html.j2, line 3: Expected an expression, got 'end of statement block'",
        "breifing.html.j2: no document uses a template of this name",
        "briefing.html.j2, line 2: shipped/briefing.html.j2 has no block 'mast_head'; it has style, controls, front, masthead, summary, notice, desk_notes, corrections, glance, entries, shards, more_corrections, to_check, sources, picture, skipped, making",
        "index.html.j2, line 2: 'reporter.render.templates.context.Layout object' has no attribute 'papier'",
        "mail.txt.j2, line 1: 'mapping' has no attribute 'entriez'",
    ]  # fmt: skip


def test_an_incomplete_edition_reveals_more_mistakes(tmp_path):
    """It has an unnamed outlet, no articles, or Arabic first."""
    assert found(
        tmp_path, skipped__html="{% for entry in record.entries %}\n{{ entry.source.outlet.upper() }}{% endfor %}"
    ) == ["skipped.html.j2, line 2: 'None' has no attribute 'upper'"]
    assert found(tmp_path, skipped__html="{{ record.entries[0].id }}")[0].endswith("has no element 0")
    assert found(tmp_path, skipped__html="{% if layout.lead == 'ar' %}{{ nothing }}{% endif %}") == [
        "skipped.html.j2, line 1: 'nothing' is undefined"
    ]


def test_mistakes_that_only_printing_shows_are_found(tmp_path):
    """An external picture, a character without a glyph, a page of the e-book."""
    assert "outside itself" in found(tmp_path, making__html='<img src="https://example.org/logo.png">')[0]
    assert found(tmp_path, making__html="\U0001f600") == []
    assert "U+5B57" in found(tmp_path, making__html="字")[0]
    assert found(
        tmp_path,
        making__html="",
        epub__about__xhtml='{% extends "epub.page.xhtml.j2" %}\n{% block body %}{{ nix }}{% endblock %}',
    ) == ["epub.about.xhtml.j2, line 2: 'nix' is undefined"]


def test_a_character_without_a_glyph_is_located(tmp_path):
    """It is in a template or an included file; if it is written as a number, only the page has it."""
    assert found(
        tmp_path, desk="\n{% set name = '字' %}", making__html="{% import 'desk.j2' as desk %}\n{{ desk.name }}"
    ) == ["desk.j2, line 2: the fonts have no glyph for U+5B57"]
    assert found(tmp_path, desk="", making__html="{% include 'desk.j2' %}&#x5b57;") == [
        "The fonts have no glyph for U+5B57; remove it from the template."
    ]


def test_a_picture_next_to_the_template_is_reported(tmp_path, caplog):
    """It would not be loaded, so the PDF would lack it."""
    assert "logo.png" in found(tmp_path, making__html='<img src="logo.png" alt="Logo">')[0]
    assert "logo.png" in caplog.text


def test_a_style_that_breaks_printing_is_a_mistake(tmp_path, monkeypatch):
    """Without templates of the user it is our bug, and keeps its traceback."""

    def stumble(*arguments, **options):
        raise IndexError("no box")

    monkeypatch.setattr("weasyprint.HTML.write_pdf", stumble)
    assert found(tmp_path, making__html="") == [
        f"{tmp_path}: a document cannot be printed (IndexError: no box); check the styles you changed last"
    ]
    with pytest.raises(IndexError):
        mistakes(LayoutSettings())


def test_a_template_without_articles_is_reported(tmp_path):
    """Nobody wants a blank edition."""
    assert any(
        "the PDF lacks" in line
        for line in found(
            tmp_path, briefing__html="<html><head><style></style></head><body><p>Nothing</p></body></html>"
        )
    )


def test_leftovers_of_an_editor_are_not_templates(tmp_path):
    """Emacs locks are dangling links; a folder may end in .j2; a folder 'shipped' does not replace ours."""
    (tmp_path / ".#making.html.j2").symlink_to("salma@desk.4711:1")
    (tmp_path / "old.j2").mkdir()
    (tmp_path / "shipped").mkdir()
    (tmp_path / "shipped/mine.j2").write_text("", encoding="utf-8")
    assert found(tmp_path, making__html="") == ["shipped/mine.j2: no document uses a template of this name"]


def test_subjects_are_checked():
    """They are templates in the settings."""
    subjects = ["{{ edition.date | date_en }}", "{{ edition.day }}"]
    assert mistakes(LayoutSettings(), subjects) == (
        "delivery.email.groups[].subject: 'dict object' has no attribute 'day'",
    )


def test_our_own_templates_have_no_mistakes():
    """All of them are checked in the user's place."""
    assert mistakes(LayoutSettings(templates=template_folders(None)[0])) == ()
