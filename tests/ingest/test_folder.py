"""Files, folders and globs."""

import logging
import os
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reporter.config import IngestSettings
from reporter.ingest import Folder
from reporter.model import RawArticle, Skipped

NOW = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)
NOBODY = 65534


def _text(number):
    return f"أعلنت البلدية أن الحديقة رقم {number} ستفتح أبوابها يوم السبت أمام جميع الزوار."


@pytest.fixture
def desk(tmp_path):
    """Make a desk's folder: articles in it and below it, and files that are none."""
    for name in (
        "b.txt",
        "a.txt",
        "news/c.md",
        "news/deep/d.HTML",
        "news/.hidden.txt",
        ".git/e.txt",
        "news/notes.docx",
        "a.yaml",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "place: عمان" if name == "a.yaml" else _text(name)
        path.write_text(
            f"<html><body><article><p>{text}</p></article></body></html>" if "HTML" in name else text, encoding="utf-8"
        )
    return tmp_path


def _read(root, *inputs):
    settings = IngestSettings()
    return list(Folder([str(item) for item in inputs], settings, root=root, now=NOW).read())


def _names(found):
    return [item.source.path if isinstance(item, RawArticle) else f"-{item.source}" for item in found]


def test_folder_is_read_with_its_subfolders_in_order(desk):
    """Hidden files and other kinds are passed over, a sidecar is no input."""
    found = _read(desk, desk)
    assert _names(found) == ["a.txt", "b.txt", "news/c.md", "news/deep/d.HTML"]
    assert found[0].source.place == "عمان"
    assert found[0].source.retrieved_at == NOW
    assert _read(desk, desk) == found


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("?.txt", ["a.txt", "b.txt"]),
        ("[b-z].txt", ["b.txt"]),
        ("news/*", ["news/c.md", "news/deep/d.HTML"]),
        ("news/*.md", ["news/c.md"]),
        ("*/c.md", ["news/c.md"]),
        ("n*/d??p/*", ["news/deep/d.HTML"]),
        ("**", ["a.txt", "b.txt", "news/c.md", "news/deep/d.HTML"]),
        ("**/*.md", ["news/c.md"]),
        ("news/**/d.*", ["news/deep/d.HTML"]),
        ("**/**/*.txt", ["a.txt", "b.txt"]),
    ],
)
def test_glob(desk, pattern, names):
    """Wildcards match within a part of the path, two stars any number of folders."""
    assert _names(_read(desk, desk / pattern)) == names


def test_file_whose_name_looks_like_a_glob_is_itself(desk):
    """What exists under the name is meant."""
    (desk / "[1].txt").write_text(_text(1), encoding="utf-8")
    assert _names(_read(desk, desk / "[1].txt")) == ["[1].txt"]


def test_the_same_file_is_read_once(desk):
    """By whatever ways it is reached: twice named, in its folder, by a link."""
    (desk / "z.txt").symlink_to(desk / "a.txt")
    os.link(desk / "a.txt", desk / "y.txt")
    assert _names(_read(desk, desk / "a.txt", desk / "news" / ".." / "a.txt", desk / "*.txt")) == ["a.txt", "b.txt"]


def test_the_same_bytes_are_an_article_once(desk, caplog):
    """The second file is named in the log."""
    caplog.set_level(logging.INFO, "reporter")
    (desk / "copy.txt").write_bytes((desk / "a.txt").read_bytes())
    assert _names(_read(desk, desk / "*.txt")) == ["a.txt", "b.txt"]
    assert "copy.txt has the same bytes as a.txt and is left out" in caplog.text


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere.txt", "it does not exist"),
        ("nowhere/*.txt", "it matches no files of a supported type"),
        ("*.pdf", "it matches no files of a supported type"),
        (".git/config", "it does not exist"),
        ("empty", "the folder contains no files of a supported type"),
        ("news/notes.docx", "its type is not one of .htm, .html, .md, .txt"),
    ],
)
def test_input_without_an_article_is_shown(desk, name, reason):
    """A mistyped name must not go unseen."""
    (desk / "empty").mkdir()
    (found,) = _read(desk, desk / name)
    assert isinstance(found, Skipped)
    assert (found.source, found.stage) == (name, "ingest")
    assert reason in found.reason


def test_loops_of_links_end(desk):
    """A folder that links to itself, or to the one above it, is read once."""
    (desk / "news" / "up").symlink_to(desk)
    (desk / "self").symlink_to(desk / "self")
    (desk / "broken.txt").symlink_to(desk / "nowhere")
    names = ["a.txt", "b.txt", "-broken.txt", "news/c.md", "news/deep/d.HTML"]
    assert _names(_read(desk, desk)) == names
    assert sorted(_names(_read(desk, desk / "**" / "*.*"))) == sorted(names)


def test_what_is_no_file_is_never_opened(desk):
    """A named pipe would block for ever, a device never end."""
    os.mkfifo(desk / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(desk / "socket.txt"))
    (desk / "zero.txt").symlink_to("/dev/zero")
    (desk / "folder.txt").mkdir()
    found = {item.source: item.reason for item in _read(desk, desk / "*.txt") if isinstance(item, Skipped)}
    assert found == {
        "pipe.txt": "it is a named pipe, not a file",
        "socket.txt": "it is a socket, not a file",
        "zero.txt": "it is a device, not a file",
    }


@pytest.fixture
def locked(desk):
    """Lock a file and a folder of the desk; root, whom nothing stops, becomes nobody."""
    (desk / "locked").mkdir()
    (desk / "locked" / "x.txt").write_text(_text("x"), encoding="utf-8")
    (desk / "locked").chmod(0)
    (desk / "b.txt").chmod(0)
    is_root = os.geteuid() == 0
    if is_root:
        for folder in (desk, *desk.parents):
            if folder.stat().st_mode & 0o005 != 0o005 and "pytest" in str(folder):
                folder.chmod(0o755)
        os.seteuid(NOBODY)
    yield desk
    if is_root:
        os.seteuid(0)
    (desk / "locked").chmod(0o755)


def test_unreadable_files_and_folders_are_shown(locked):
    """Each with its name; the others are read."""
    found = _read(locked, locked, locked / "locked" / "x.txt", locked / "locked" / "*.txt")
    reasons = [(item.source, item.reason) for item in found if isinstance(item, Skipped)]
    assert reasons == [
        ("b.txt", "it cannot be read: Permission denied"),
        ("locked", "the folder cannot be read"),
        ("locked/x.txt", "it cannot be read: permission denied"),
        ("locked", "the folder cannot be read"),
    ]
    assert "a.txt" in _names(found)


def test_printed_path_is_short(desk):
    """Relative to the config's folder in or beside it, the last two names elsewhere; nothing unprintable."""
    root = desk / "config"
    root.mkdir()
    far = root / "x" / "y" / "z"
    far.mkdir(parents=True)
    assert _names(_read(root, desk / "a.txt")) == ["../a.txt"]
    assert _names(_read(far, desk / "news" / "c.md")) == ["…/news/c.md"]
    assert _names(_read(far, desk / "a.txt")) == [f"…/{desk.name}/a.txt"]
    odd = desk / "news" / "a\u202eb\nc.txt"
    odd.write_text(_text("odd"), encoding="utf-8")
    assert _names(_read(desk, odd)) == ["news/a?b?c.txt"]
    raw = os.fsencode(desk) + b"/\xff.txt"
    Path(os.fsdecode(raw)).write_text(_text("raw"), encoding="utf-8")
    assert "?.txt" in _names(_read(desk, desk))
