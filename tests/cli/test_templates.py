"""``reporter templates``: to start the user's templates, and to know what is wrong with them."""

import re

import pytest
import yaml
from editions import desk, reporter

from reporter.assets import EXAMPLES_FOLDER, template_folders
from reporter.cli.parser import EXAMPLES

(SHIPPED,) = template_folders(None)


def test_a_letterhead_is_copied_named_and_printed(tmp_path):
    """From nothing to a page with the desk's words on it: copy, the line that is printed, check, run."""
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


def test_every_example_that_is_there_is_offered():
    """And no other."""
    assert sorted(path.name for path in (SHIPPED / EXAMPLES_FOLDER).iterdir()) == sorted(EXAMPLES)


def test_all_templates_can_be_copied(tmp_path):
    """Byte for byte, without the examples; the folder may be there already if nothing is in it."""
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
    """Whatever YAML would take it for by itself."""
    copied = reporter(tmp_path, "templates", "copy", f"./{name}", "--example", "letterhead")
    setting = yaml.safe_load(re.search(r"^layout:\n  templates: .*$", copied.stdout, re.MULTILINE)[0])
    assert setting == {"layout": {"templates": name}}


@pytest.mark.parametrize("target", ["look", "look/briefing.html.j2", "."])
def test_nothing_of_the_users_is_overwritten(tmp_path, target):
    """A folder with a file in it, a file, or the folder one is in."""
    (tmp_path / "look").mkdir()
    mine = tmp_path / "look/briefing.html.j2"
    mine.write_text("mine", encoding="utf-8")
    result = reporter(tmp_path, "templates", "copy", target, "--example", "letterhead")
    assert result.returncode == 2
    assert "Nothing was copied" in result.stderr
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["look", "look/briefing.html.j2"]
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    """And leaves nothing behind."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = reporter(tmp_path, "templates", "copy", "file/look")
    assert result.returncode == 1
    assert "cannot be created (Not a directory); nothing was copied" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_mistakes_are_printed_one_a_line(tmp_path):
    """With the exit code of a wrong configuration; `reporter check` names them too."""
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


def test_subjects_of_the_settings_are_checked_as_well(tmp_path):
    """`reporter check` finds what a mail would have stopped at."""
    group = {"name": "desk", "to": ["a@example.org"], "subject": "{{ edition.day }}"}
    desk(
        tmp_path,
        delivery={"email": {"host": "localhost", "security": "none", "sender": "b@example.org", "groups": [group]}},
    )
    assert "WRONG  templates: delivery.email.groups[].subject: " in reporter(tmp_path, "check").stdout


def test_without_templates_of_ones_own_there_is_nothing_to_check(tmp_path):
    """It says what to name."""
    result = reporter(tmp_path, "templates", "check")
    assert result.returncode == 2
    assert "set layout.templates" in result.stderr
    assert reporter(tmp_path, "templates", "check", "nowhere").returncode == 2
