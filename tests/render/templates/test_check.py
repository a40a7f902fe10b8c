"""Templates are tried on made-up editions that hold everything an edition can hold."""

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


def test_the_samples_are_records():
    """They hold their schema and its invariants."""
    assert {name: problems(loads(dumps(made))) for name, made in samples().items()} == {
        "full": (),
        "empty": (),
        "degraded": (),
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


def test_each_mistake_is_named_with_its_file_and_line(tmp_path):
    """Also of files that no run would ask for, and several at once."""
    assert found(
        tmp_path,
        briefing__html='{% extends "shipped/briefing.html.j2" %}\n{% block mast_head %}x{% endblock %}',
        making__html="a\n\n{% if %}",
        mail__txt="{{ record.entriez }}",
        breifing__html="x",
        index__html="{{ made_for(1) -}}\n{{ layout.papier }}",
    ) == [
        "making.html.j2, line 3: Expected an expression, got 'end of statement block'",
        "breifing.html.j2: no document uses a template of this name",
        "briefing.html.j2, line 2: shipped/briefing.html.j2 has no block 'mast_head'; it has style, controls, front, masthead, figures, notice, glance, entries, to_check, sources, skipped, making",
        "index.html.j2, line 2: 'reporter.render.templates.context.Layout object' has no attribute 'papier'",
        "mail.txt.j2, line 1: 'mapping' has no attribute 'entriez'",
    ]  # fmt: skip


def test_an_edition_that_lacks_something_finds_what_a_full_one_hides(tmp_path):
    """An outlet that is not named, an edition without articles, Arabic in front."""
    assert found(
        tmp_path, skipped__html="{% for entry in record.entries %}\n{{ entry.source.outlet.upper() }}{% endfor %}"
    ) == ["skipped.html.j2, line 2: 'None' has no attribute 'upper'"]
    assert found(tmp_path, skipped__html="{{ record.entries[0].id }}")[0].endswith("has no element 0")
    assert found(tmp_path, skipped__html="{% if layout.lead == 'ar' %}{{ nothing }}{% endif %}") == [
        "skipped.html.j2, line 1: 'nothing' is undefined"
    ]


def test_what_only_print_shows_is_found(tmp_path):
    """A picture from elsewhere, a character without a glyph, a page of the e-book."""
    assert "outside itself" in found(tmp_path, making__html='<img src="https://example.org/logo.png">')[0]
    assert "U+1F600" in found(tmp_path, making__html="\U0001f600")[0]
    assert found(
        tmp_path,
        making__html="",
        epub__about__xhtml='{% extends "epub.page.xhtml.j2" %}\n{% block body %}{{ nix }}{% endblock %}',
    ) == ["epub.about.xhtml.j2, line 2: 'nix' is undefined"]


def test_a_character_without_a_glyph_is_found_where_it_stands(tmp_path):
    """In a template or in what it includes; the page alone has it where it is written as a number."""
    assert found(
        tmp_path, desk="\n{% set name = '字' %}", making__html="{% import 'desk.j2' as desk %}\n{{ desk.name }}"
    ) == ["desk.j2, line 2: the fonts have no glyph for U+5B57"]
    assert found(tmp_path, desk="", making__html="{% include 'desk.j2' %}&#x5b57;") == [
        "The fonts have no glyph for U+5B57; remove it from the template."
    ]


def test_a_picture_beside_the_template_is_found(tmp_path, caplog):
    """Nothing is read from there; the PDF would be without it."""
    assert "logo.png" in found(tmp_path, making__html='<img src="logo.png" alt="Logo">')[0]
    assert "logo.png" in caplog.text


def test_whatever_a_style_makes_the_printer_stumble_over_is_a_mistake(tmp_path, monkeypatch):
    """Not a traceback; without templates of the user's it is one, because the bug is ours then."""

    def stumble(*arguments, **options):
        raise IndexError("no box")

    monkeypatch.setattr("weasyprint.HTML.write_pdf", stumble)
    assert found(tmp_path, making__html="") == [
        f"{tmp_path}: a document cannot be printed (IndexError: no box); check the styles you changed last"
    ]
    with pytest.raises(IndexError):
        mistakes(LayoutSettings())


def test_a_template_that_prints_no_articles_is_found(tmp_path):
    """A blank edition is never what someone meant."""
    assert any(
        "the PDF lacks" in line
        for line in found(
            tmp_path, briefing__html="<html><head><style></style></head><body><p>Nothing</p></body></html>"
        )
    )


def test_what_an_editor_leaves_behind_is_no_template(tmp_path):
    """The lock of Emacs is a link to nowhere; a folder may end in .j2; ours are not replaced from a folder 'shipped'."""
    (tmp_path / ".#making.html.j2").symlink_to("salma@desk.4711:1")
    (tmp_path / "old.j2").mkdir()
    (tmp_path / "shipped").mkdir()
    (tmp_path / "shipped/mine.j2").write_text("", encoding="utf-8")
    assert found(tmp_path, making__html="") == ["shipped/mine.j2: no document uses a template of this name"]


def test_subjects_are_tried_too():
    """They are templates in the settings."""
    subjects = ["{{ edition.date | date_en }}", "{{ edition.day }}"]
    assert mistakes(LayoutSettings(), subjects) == (
        "delivery.email.groups[].subject: 'dict object' has no attribute 'day'",
    )


def test_our_own_templates_are_right():
    """In the user's place, all of them."""
    assert mistakes(LayoutSettings(templates=template_folders(None)[0])) == ()
