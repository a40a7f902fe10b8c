"""A desk with files of all kinds, and a lock file of two small wheels that pip finds in a folder."""

import shutil
import tarfile
from datetime import UTC, datetime

import pytest
import yaml
from bundle_fixtures import SECRETS, write_wheel
from editions import desk

from reporter.bundle.making import Order, make_bundle
from reporter.bundle.target import target
from reporter.config import load
from reporter.interfaces import Silent

NOW = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)


@pytest.fixture
def lock(tmp_path, monkeypatch):
    """Write the lock file."""
    return _lock(tmp_path, monkeypatch)


def _lock(folder, monkeypatch):
    """Write a lock file; a third release in it is for another system, and is nowhere."""
    here = write_wheel(folder / "index", "palmtree") + write_wheel(folder / "index", "lantern")
    elsewhere = here.partition(" \\")[2].partition("\n    #")[0]
    file = folder / "small.lock"
    file.write_text(f"# by hand\n{here}oasis==2.0 ; sys_platform == 'win32' \\{elsewhere}\n", encoding="utf-8")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder / "index"))
    return file


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Create the desk, and work in it."""
    return _home(tmp_path, monkeypatch)


def _home(parent, monkeypatch):
    """Create a desk with templates, a glossary, a memory, secrets, and other things that stay where they are."""
    folder = parent / "desk"
    settings = {
        "glossary": ["terms/own.yaml"],
        "layout": {"templates": "letterhead"},
        "delivery": {
            "email": {
                "host": "localhost", "sender": "desk@example.org", "user": "desk", "password_file": SECRETS[0],
                "groups": [{"name": "desk", "to": ["a@example.org"]}],
            },
            "telegram": {"token_file": f"letterhead/{SECRETS[1]}", "chat": "@desk_channel"},
        },
        "sources": [{"name": "a", "outlet": "الوادي", "feed": "https://a.example/", "cookie_file": SECRETS[2]}],
    }  # fmt: skip
    config = desk(folder, **settings)
    (folder / "terms").mkdir()
    (folder / "terms/own.yaml").write_text("terms: []\n", encoding="utf-8")
    (folder / "letterhead/.git").mkdir(parents=True)
    (folder / "letterhead/.git/config").write_text("private", encoding="utf-8")
    (folder / "letterhead/colours.j2").write_text("{# none #}", encoding="utf-8")
    for name in (SECRETS[0], f"letterhead/{SECRETS[1]}", SECRETS[2]):
        (folder / name).write_text("hunter2", encoding="utf-8")
        (folder / name).chmod(0o600)
    (folder / "letterhead/logo.svg").symlink_to(folder / SECRETS[0])
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_DATA_HOME", str(parent))
    monkeypatch.setenv("HOME", str(parent))
    assert yaml.safe_load(config.read_text(encoding="utf-8"))
    return folder


@pytest.fixture
def make(home, lock, tmp_path):
    """Return a function that makes the bundle of the desk and unpacks it; it returns the folder and the notices."""
    return lambda **more: _make(home, lock, tmp_path, **more)


def _make(home, lock, folder, **more):
    order = Order(target=target(None, None), config_file=home / "config.yaml", lock=lock, **more)
    file = folder / "carried.tar"
    notices = make_bundle(file, load(home / "config.yaml"), order, NOW, Silent())
    with tarfile.open(file) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # new in Python 3.11.4
        archive.extractall(folder)
    return folder / "reporter-bundle", notices


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    """Make the bundle, unsigned and without a translation package."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as monkeypatch:
        lock = _lock(folder, monkeypatch)
        return _make(_home(folder, monkeypatch), lock, folder)


@pytest.fixture
def bundle(made_once, tmp_path):
    """Return a copy of the bundle's folder, for this test alone."""
    return shutil.copytree(made_once[0], tmp_path / "copy")
