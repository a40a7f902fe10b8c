"""Compiled templates are kept between runs, in a folder that only the user can write to."""

import os
from importlib.metadata import version

import pytest

from reporter import caches
from reporter.render.templates import compiled
from reporter.render.templates.environment import Templates


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return where compiled templates are kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def rendered(own, text):
    own.mkdir(exist_ok=True)
    (own / "mail.txt.j2").write_text(text, encoding="utf-8")
    return Templates(own, "western")


def kept(folder):
    return [path for path in folder.rglob("*") if path.is_file() and "templates-" in str(path)]


def counted(templates, monkeypatch):
    """Return the names of the templates that `templates` compiles from now on."""
    names, compile_ = [], templates.environment.compile
    monkeypatch.setattr(
        templates.environment,
        "compile",
        lambda source, name=None, *rest: names.append(name) or compile_(source, name, *rest),
    )
    return names


def test_a_template_is_compiled_once(folder, monkeypatch):
    """The next run loads it; a changed one is compiled again."""
    own = folder / "own"
    assert rendered(own, "{{ word }}!").rendered("mail.txt.j2", {"word": "one"}) == "one!"
    assert kept(folder)
    again = rendered(own, "{{ word }}!")
    names = counted(again, monkeypatch)
    assert again.rendered("mail.txt.j2", {"word": "two"}) == "two!"
    assert names == []
    changed = rendered(own, "{{ word }}?")
    names = counted(changed, monkeypatch)
    assert changed.rendered("mail.txt.j2", {"word": "three"}) == "three?"
    assert names == ["mail.txt.j2"]


@pytest.mark.parametrize("damage", [b"", b"nothing", None])
def test_a_damaged_file_costs_only_time(folder, damage):
    """The template is compiled again."""
    own = folder / "own"
    rendered(own, "{{ word }}").rendered("mail.txt.j2", {"word": "one"})
    for path in kept(folder):
        path.write_bytes(path.read_bytes()[:-20] if damage is None else damage)
    assert rendered(own, "{{ word }}").rendered("mail.txt.j2", {"word": "two"}) == "two"


@pytest.mark.parametrize("mode", [0o775, 0o757, 0o777])
def test_a_folder_of_others_is_not_used(folder, mode):
    """What it contains would be run as Python."""
    found = caches.folder(f"templates-{version('jinja2')}")
    found.chmod(mode)
    assert compiled.cache() is None
    assert rendered(folder / "own", "{{ word }}").rendered("mail.txt.j2", {"word": "one"}) == "one"
    assert not kept(folder)


def test_without_a_folder_templates_are_compiled_each_time(folder):
    """A service may have no home, or one that it cannot write to."""
    (folder / "cache").write_text("a file")
    assert compiled.cache() is None
    assert Templates(None, "western").environment.bytecode_cache is None


def test_a_full_disk_costs_only_time(folder, monkeypatch):
    """What cannot be kept is used all the same."""

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", full)
    assert rendered(folder / "own", "{{ word }}").rendered("mail.txt.j2", {"word": "one"}) == "one"


def test_the_folder_is_the_users_own(folder):
    """Nobody else reads it by accident, whatever the umask is."""
    umask = os.umask(0)
    try:
        assert not caches.folder(f"templates-{version('jinja2')}").stat().st_mode & 0o077
    finally:
        os.umask(umask)
