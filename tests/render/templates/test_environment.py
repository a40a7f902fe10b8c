"""How templates are found, what they may do, and how their mistakes are reported."""

from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from builders import record

from reporter.config import LayoutSettings
from reporter.errors import ConfigError
from reporter.render import Documents
from reporter.render.templates import environment
from reporter.render.templates.environment import Templates

EXTENDING = '{% extends "shipped/briefing.html.j2" %}\n'


def own(folder, **files):
    """Write templates to `folder`; a double underscore in a name represents a full stop."""
    for name, text in files.items():
        path = folder / (name.replace("__", ".") + ".j2")
        path.write_text(text, encoding="utf-8")
    return LayoutSettings(templates=folder)


def html(settings, made=None):
    return Documents(settings).html(made or record())


def test_a_template_extends_ours_under_its_own_name(tmp_path):
    """Other blocks are ours, ``super`` prints our version, and the user's own parts still count."""
    settings = own(
        tmp_path,
        briefing__html=EXTENDING + "{% block masthead %}<p>Press desk</p>{{ super() }}{% endblock %}",
        skipped__html="<p>{{ counts.articles }} read</p>",
    )
    page = html(settings)
    assert page.index("Press desk") < page.index('class="masthead"')
    assert "Sources" in page
    assert "<p>1 read</p>" in page


def test_a_part_includes_ours_of_the_same_name(tmp_path):
    """The prefix also works for includes."""
    page = html(own(tmp_path, making__html='{% include "shipped/making.html.j2" %}<p>and by hand</p>'))
    assert page.index("How this was made") < page.index("and by hand")


def test_shipped_is_always_ours(tmp_path):
    """A user's folder of that name hides nothing."""
    (tmp_path / "shipped").mkdir()
    (tmp_path / "shipped/briefing.html.j2").write_text("mine", encoding="utf-8")
    assert "How this was made" in html(own(tmp_path, briefing__html=EXTENDING))


def test_a_template_can_require_its_version(tmp_path):
    """The right version prints nothing; another one is rejected with a message."""
    assert html(own(tmp_path, briefing__html="{{ made_for(2) -}}\n" + EXTENDING)).startswith("<!doctype html>")
    with pytest.raises(ConfigError, match=r"line 1 is wrong: it was written for version 7 .* CHANGELOG"):
        html(own(tmp_path, briefing__html="{{ made_for(7) -}}\n" + EXTENDING))


@pytest.mark.parametrize(
    "attempt",
    [
        "{{ record.__class__.__mro__ }}",
        "{{ layout.of.__globals__ }}",
        "{{ made_for.__globals__ }}",
        "{{ ''.__class__ }}",
        "{{ record.update({'entries': []}) }}",
        "{{ record.entries.clear() }}",
        "{{ dict.update(record.edition, {'title_en': 'Other'}) }}",
        "{{ dict.clear(record) }}",
        "{{ layout | attr('__class__') }}",
        "{{ '{0.__class__}'.format(layout) }}",
    ],
)
def test_a_template_reaches_neither_python_nor_the_record(tmp_path, attempt):
    """A letterhead is a document, not a program; it cannot change the record for the next document."""
    made = record()
    with pytest.raises(ConfigError, match=r"making\.html\.j2, line 1 is wrong: .*(unsafe|not safe|immutable)"):
        html(own(tmp_path, making__html=attempt), made)
    assert made == record()


@pytest.mark.parametrize(
    ("value", "attempt"),
    [
        (Path("/etc/hostname"), "{{ value.read_text() }}"),
        (Path("/etc"), "{{ value.joinpath('hostname').name }}"),
        (LayoutSettings(), "{{ value.parse_raw('') }}"),
        (LayoutSettings(), "{{ value | map(attribute='page') | list }}{{ value.page }}"),
        (partial(print), "{{ value.func }}"),
        (Decimal, "{{ value.from_float(1.0) }}"),
        (environment, "{{ value.wording }}"),
    ],
)
def test_objects_of_libraries_are_inaccessible(value, attempt):
    """If one is passed by mistake, nobody knows what its methods do."""
    with pytest.raises(ConfigError, match="is unsafe"):
        Templates(None, "western").rendered("making.html.j2", {"value": value}, source=attempt)


def test_a_subject_that_cannot_be_rendered_is_a_mistake():
    """This holds for any exception, as in a file."""
    for subject, reason in (("{{ 1 / 0 }}", "ZeroDivisionError"), ("{% if %}", "Expected"), ("{{ a b }}", "expected")):
        with pytest.raises(ConfigError, match=rf"groups\[\]\.subject is wrong: {reason}"):
            Documents(LayoutSettings()).letter(record(), lead="en", subject=subject, attached=False)


def test_a_subject_is_also_sandboxed():
    """Someone may paste one into the settings from elsewhere."""
    with pytest.raises(ConfigError, match=r"groups\[\]\.subject is wrong: .*unsafe"):
        Documents(LayoutSettings()).letter(record(), lead="en", subject="{{ ''.__class__ }}", attached=False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ok\n{{ record.entriez }}", "no attribute 'entriez'"),
        ("ok\n{% if %}", "Expected an expression"),
        ("ok\n{{ 1 | shiny }}", "No filter named 'shiny'"),
        ('ok\n{% include "nothing.j2" %}', "the template 'nothing.j2' does not exist"),
        ("ok\n{{ none | arabic }}", "AttributeError"),
        ("ok\n{{ 1 / 0 }}", "ZeroDivisionError"),
        ("ok\n{{ range(10**9) | length }}", "Range too big"),
        ('ok\n{% include "making.html.j2" %}', "includes itself; .* 'shipped/NAME'"),
        ("ok\n{{ pieces.entry(record) }}", "no attribute"),
    ],
)
def test_a_mistake_is_reported_with_file_line_and_reason(tmp_path, text, reason):
    """A mistake that surfaces in our template is reported where the user's template led there."""
    with pytest.raises(ConfigError, match=rf"making\.html\.j2, line 2 is wrong: .*{reason}"):
        html(own(tmp_path, making__html=text))


def test_a_template_that_extends_itself_is_explained(tmp_path):
    """Everyone makes this mistake first."""
    with pytest.raises(ConfigError, match=r"briefing\.html\.j2, line 1 is wrong: it extends .* 'shipped/NAME'"):
        html(own(tmp_path, briefing__html='{% extends "briefing.html.j2" %}'))


def test_a_file_in_another_encoding_is_reported_with_its_line(tmp_path):
    """An old Arabic editor may write cp1256; a byte order mark before UTF-8 is harmless."""
    settings = own(tmp_path)
    (tmp_path / "making.html.j2").write_bytes("ok\n<p>أعدّه المكتب</p>".encode("cp1256"))
    with pytest.raises(ConfigError, match=r"making\.html\.j2, line 2 is wrong: it is not UTF-8"):
        html(settings)
    (tmp_path / "making.html.j2").write_bytes("<p>أعدّه المكتب</p>".encode("utf-8-sig"))
    assert "\n<p>أعدّه المكتب</p>" in html(settings)


def test_a_mistake_of_ours_keeps_its_traceback():
    """A value that a document fails to pass is a bug in the program, not in a template."""
    edition = {"date": None, "title_en": "Briefing", "title_ar": "الموجز"}
    with pytest.raises(TypeError):
        Templates(None, "western").rendered(
            "mail.subject.txt.j2", {"record": {"degraded": []}, "edition": edition, "lead": "english"}
        )
