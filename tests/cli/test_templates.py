"""``reporter templates``: starting and checking the user's own templates."""

import re

import pytest
import yaml
from editions import desk, reporter

from reporter.assets import EXAMPLES_FOLDER, template_folders
from reporter.cli.options.installing import EXAMPLES

(SHIPPED,) = template_folders(None)


def test_a_letterhead_is_copied_named_and_printed(tmp_path):
    """Copy it, add the printed line, check it and run: the page has the desk's name."""
    config = desk(tmp_path)
    copied = reporter(tmp_path, "templates", "copy", "look", "--example", "letterhead")
    assert copied.returncode == 0, copied.stderr
    setting = yaml.safe_load(re.search(r"^layout:\n  templates: .*$", copied.stdout, re.MULTILINE)[0])
    assert setting == {"layout": {"templates": "look"}}
    config.write_text(yaml.safe_dump(yaml.safe_load(config.read_text(encoding="utf-8")) | setting), encoding="utf-8")
    words = tmp_path / "look/desk.j2"
    words.write_text(words.read_text(encoding="utf-8").replace("For internal use", "Embargoed"), encoding="utf-8")
    checked = reporter(tmp_path, "templates", "check")
    assert checked.returncode == 0, checked.stdout
    assert "no mistakes found" in checked.stdout
    made = reporter(tmp_path, "run", "--date", "2026-11-21")
    assert made.returncode == 0, made.stderr
    assert "Embargoed" in (tmp_path / "output/2026-11-21/briefing.html").read_text(encoding="utf-8")


def test_exactly_the_existing_examples_are_offered():
    """There are no others."""
    assert sorted(path.name for path in (SHIPPED / EXAMPLES_FOLDER).iterdir()) == sorted(EXAMPLES)


def test_all_templates_can_be_copied(tmp_path):
    """They are copied byte for byte, without the examples; the folder may exist if it is empty."""
    folder = tmp_path / "my look"
    folder.mkdir()
    copied = reporter(tmp_path, "templates", "copy", folder)
    assert copied.returncode == 0, copied.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in SHIPPED.glob("*.j2")
    }
    assert 'templates: "my look"' in copied.stdout
    assert "delete the others" in copied.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["my look"]


@pytest.mark.parametrize("name", ["null", "2026", "yes", "1e3", "قالب", 'a "b" #c'])
def test_the_setting_is_the_name_of_the_folder(tmp_path, name):
    """This holds even for names that YAML would not read as text."""
    copied = reporter(tmp_path, "templates", "copy", f"./{name}", "--example", "letterhead")
    setting = yaml.safe_load(re.search(r"^layout:\n  templates: .*$", copied.stdout, re.MULTILINE)[0])
    assert setting == {"layout": {"templates": name}}


@pytest.mark.parametrize("target", ["look", "look/briefing.html.j2", "."])
def test_no_file_of_the_user_is_overwritten(tmp_path, target):
    """A folder with a file in it, a file, or the current folder."""
    (tmp_path / "look").mkdir()
    mine = tmp_path / "look/briefing.html.j2"
    mine.write_text("mine", encoding="utf-8")
    result = reporter(tmp_path, "templates", "copy", target, "--example", "letterhead")
    assert result.returncode == 2
    assert "Nothing was copied" in result.stderr
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["look", "look/briefing.html.j2"]
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_created_is_reported(tmp_path):
    """Nothing is left behind."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = reporter(tmp_path, "templates", "copy", "file/look")
    assert result.returncode == 1
    assert "cannot be created (Not a directory); nothing was copied" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_mistakes_are_printed_one_per_line(tmp_path):
    """The exit code is that of a wrong configuration; `reporter check` reports them too."""
    desk(tmp_path, layout={"templates": "look"})
    (tmp_path / "look").mkdir()
    (tmp_path / "look/making.html.j2").write_text("ok\n{{ record.entriez }}", encoding="utf-8")
    (tmp_path / "look/notes.j2").write_text("", encoding="utf-8")
    result = reporter(tmp_path, "templates", "check", "look")
    assert result.returncode == 2
    assert [line.removeprefix(f"{tmp_path}/") for line in result.stdout.splitlines()] == [
        "look/notes.j2: no document uses a template of this name",
        "look/making.html.j2, line 2: 'mapping' has no attribute 'entriez'",
    ]
    assert re.search(
        r"^WRONG  templates: .*notes\.j2: .*; .*line 2: ", reporter(tmp_path, "check").stdout, re.MULTILINE
    )


def test_subjects_in_the_settings_are_checked(tmp_path):
    """`reporter check` finds what would stop a mail."""
    group = {"name": "desk", "to": ["a@example.org"], "subject": "{{ edition.day }}"}
    desk(
        tmp_path,
        delivery={"email": {"host": "localhost", "security": "none", "sender": "b@example.org", "groups": [group]}},
    )
    assert "WRONG  templates: delivery.email.groups[].subject: " in reporter(tmp_path, "check").stdout


def test_without_own_templates_there_is_nothing_to_check(tmp_path):
    """The message says what to name."""
    result = reporter(tmp_path, "templates", "check")
    assert result.returncode == 2
    assert "set layout.templates" in result.stderr
    assert reporter(tmp_path, "templates", "check", "nowhere").returncode == 2
