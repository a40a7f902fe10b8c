"""Files, folders and globs."""

import os
import shutil
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import reading

from reporter.ingest import Folder
from reporter.model import ASIDE, RawArticle, Skipped

NOW = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)
NOBODY = 65534


def _text(number):
    return f"أعلنت البلدية أن الحديقة رقم {number} ستفتح أبوابها يوم السبت أمام جميع الزوار."


@pytest.fixture
def desk(tmp_path):
    """Create a folder with articles in it and below it, and with other files."""
    for name in (
        "b.txt",
        "a.txt",
        "news/c.md",
        "news/deep/d.HTML",
        "news/.hidden.txt",
        ".git/e.txt",
        "news/notes.doc",
        "a.yaml",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "place: عمان" if name == "a.yaml" else _text(name)
        path.write_text(
            f"<html><body><article><p>{text}</p></article></body></html>" if "HTML" in name else text, encoding="utf-8"
        )
    return tmp_path


def _read(root, *inputs, own=()):
    return list(Folder([str(item) for item in inputs], reading(root, NOW), root=root, own=own).read())


def _names(found):
    return [
        item.source.path if isinstance(item, RawArticle) else f"-{item.source}"
        for item in found
        if isinstance(item, RawArticle) or item.stage != ASIDE
    ]


def _aside(found):
    return {item.source: item.reason for item in found if isinstance(item, Skipped) and item.stage == ASIDE}


def test_folder_is_read_with_its_subfolders_in_order(desk):
    """Hidden files and other types are passed over, and sidecars are not inputs."""
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
    """A wildcard matches within one part of the path, and two asterisks match any number of folders."""
    assert _names(_read(desk, desk / pattern)) == names


def test_existing_file_takes_precedence_over_a_glob(desk):
    """A file whose name looks like a glob can be named."""
    (desk / "[1].txt").write_text(_text(1), encoding="utf-8")
    assert _names(_read(desk, desk / "[1].txt")) == ["[1].txt"]


def test_the_same_file_is_read_once(desk):
    """It may be named twice, be in a folder that is named, or be linked."""
    (desk / "z.txt").symlink_to(desk / "a.txt")
    os.link(desk / "a.txt", desk / "y.txt")
    assert _names(_read(desk, desk / "a.txt", desk / "news" / ".." / "a.txt", desk / "*.txt")) == ["a.txt", "b.txt"]


def test_the_same_bytes_are_an_article_once(desk):
    """The second file is listed."""
    (desk / "copy.txt").write_bytes((desk / "a.txt").read_bytes())
    found = _read(desk, desk / "*.txt")
    assert _names(found) == ["a.txt", "b.txt"]
    assert _aside(found) == {"copy.txt": "it is the same as a.txt"}


def test_many_copies_of_a_file_are_listed_together(desk):
    """A list of hundreds would fill pages of the briefing."""
    for number in range(30):
        shutil.copy(desk / "a.txt", desk / f"z{number:02}.txt")
    copies = {name: reason for name, reason in _aside(_read(desk, desk / "*.txt")).items() if "same as a.txt" in reason}
    assert copies == {"z00.txt": "it is the same as a.txt", "29 other files": "they are the same as a.txt, too"}


def test_files_that_are_not_read_are_listed(desk):
    """Individually, or many of a type together, except hidden files and sidecars."""
    (desk / "b.yaml.bak").write_text("x")
    (desk / "~$c.docx").write_text("open in Word")
    (desk / "page.html.crdownload").write_text("half a page")
    (desk / "881").write_text("a page without a suffix")
    (desk / "alone.yaml").write_text("place: عمان")
    pictures = desk / "pictures"
    pictures.mkdir()
    for number in range(12):
        (pictures / f"{number}.jpg").write_bytes(b"\xff\xd8\xff")
    assert _aside(_read(desk, desk)) == {
        "881": "files without a suffix are not read; add .html, .txt or what else it is to its name",
        "alone.yaml": "files of type .yaml are not read",
        "b.yaml.bak": "files of type .bak are not read",
        "news/notes.doc": "files of type .doc are not read; save it as .docx",
        "page.html.crdownload": "files of type .crdownload are not read; it is an unfinished download",
        "pictures/*.jpg": "12 files: files of type .jpg are not read",
    }


@pytest.mark.parametrize("name", ["p_files", "p-Dateien", "p_fichiers", "p.html_files", "p_ملفات"])
@pytest.mark.parametrize("given", [".", "*"])
def test_the_folder_saved_with_a_page_belongs_to_it(tmp_path, name, given):
    """This holds in any language of the browser; a folder with another name is read."""
    page = f"<html><body><article><p>{_text(1)}</p></article></body></html>"
    (tmp_path / "p.html").write_text(page, encoding="utf-8")
    for folder, number in ((name, 2), ("p_news", 3)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frame.html").write_text(page.replace("رقم 1", f"رقم {number}"), encoding="utf-8")
    found = _read(tmp_path, tmp_path / given)
    assert sorted(_names(found)) == ["p.html", "p_news/frame.html"]
    assert _aside(found) == {name: "it belongs to p.html"}


def test_own_files_are_never_inputs(desk):
    """The output folder may be among the inputs, or be named as one by mistake."""
    output = desk / "output"
    output.mkdir()
    (output / "index.html").write_text(f"<html><body><p>{_text(9)}</p></body></html>", encoding="utf-8")
    for given in (desk, desk / "**", output):
        found = _read(desk, given, own=[output, desk / "nowhere"])
        assert not [name for name in _names(found) if name.startswith("output/")]
        assert [item.reason for item in found if getattr(item, "source", "") == "output"] == ["it is reporter's own"]


def test_a_url_is_rejected(desk):
    """The message says what to do."""
    (found,) = _read(desk, "https://www.example.com/news/1")
    assert (found.source, found.stage) == ("https://www.example.com/news/1", "ingest")
    assert "save the page in a browser" in found.reason
    (found,) = _read(desk, "file:///srv/a.txt")
    assert found.reason == "it is an address; write the path of the file without file://"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere.txt", "it does not exist"),
        ("www.wadi.example/news/1", "reporter does not fetch pages; save the page"),
        ("nowhere/*.txt", "it matches no files of a supported type"),
        ("*.png", "it matches no files of a supported type"),
        (".git/config", "it does not exist"),
        ("empty", "the folder contains no files of a supported type"),
        ("news/notes.doc", "files of type .doc are not read; save it as .docx"),
    ],
)
def test_input_without_an_article_is_reported(desk, name, reason):
    """A mistyped name must not go unnoticed."""
    (desk / "empty").mkdir()
    (found,) = _read(desk, desk / name)
    assert isinstance(found, Skipped)
    assert (found.source, found.stage) == (name, "ingest")
    assert reason in found.reason


def test_a_folder_may_be_empty_beside_an_inbox(desk):
    """What sources bring is enough; a folder that does not exist is still a mistake."""
    (desk / "empty").mkdir()
    inputs = [str(desk / "empty"), str(desk / "missing")]
    found = list(Folder(inputs, reading(desk, NOW), root=desk, fetched=()).read())
    assert [(item.source, item.stage) for item in found] == [("empty", ASIDE), ("missing", "ingest")]


def test_loops_of_links_end(desk):
    """A folder that links to itself or to its parent is read once."""
    (desk / "news" / "up").symlink_to(desk)
    (desk / "self").symlink_to(desk / "self")
    (desk / "broken.txt").symlink_to(desk / "nowhere")
    names = ["a.txt", "b.txt", "-broken.txt", "news/c.md", "news/deep/d.HTML"]
    assert _names(_read(desk, desk)) == names
    assert sorted(_names(_read(desk, desk / "**" / "*.*"))) == sorted(names)


def test_pipes_and_devices_are_never_opened(desk):
    """A named pipe would block forever, and a device would never end."""
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
    """Make a file and a folder unreadable; root, who can read everything, becomes nobody.

    Everything is read once before, because nobody may not be able to read the libraries.
    """
    _read(desk, desk)
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


def test_unreadable_files_and_folders_are_reported(locked):
    """Each is named, and the others are read."""
    found = _read(locked, locked, locked / "locked" / "x.txt", locked / "locked" / "*.txt")
    reasons = [(item.source, item.reason) for item in found if isinstance(item, Skipped) and item.stage != ASIDE]
    assert reasons == [
        ("b.txt", "it cannot be read: Permission denied"),
        ("locked", "the folder cannot be read"),
        ("locked/x.txt", "it cannot be read: permission denied"),
        ("locked", "the folder cannot be read"),
    ]
    assert "a.txt" in _names(found)


def test_printed_path_is_short(desk):
    """Relative to the config's folder if it is in or near it, otherwise the last two names; nothing is unprintable."""
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
