"""Files are written atomically, whatever happens to the writer."""

import errno
import fcntl
import os
import signal
import stat
import subprocess
import sys
import threading

import pytest

from reporter.errors import ReporterError
from reporter.files import NoLocksError, is_unfinished, locked, move, write_whole, writing

SLOWLY = """
import sys
from pathlib import Path
from reporter.files import writing

with writing(Path(sys.argv[1])) as file:
    for number in range(100_000):
        file.write(b"new " * 1000)
        file.flush()
        print(number, flush=True)
"""


@pytest.mark.parametrize("blocks", [1, 3, 20])
def test_a_killed_writer_leaves_the_old_file_intact(tmp_path, blocks):
    """A real process is killed with the new content half written."""
    path = tmp_path / "edition.csv"
    path.write_bytes(b"old " * 5000)
    with subprocess.Popen([sys.executable, "-c", SLOWLY, path], stdout=subprocess.PIPE) as process:
        for _ in range(blocks):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.stdout.read()
    assert process.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old " * 5000
    (left,) = [other for other in tmp_path.iterdir() if other != path]
    assert is_unfinished(left)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_reader_sees_the_old_file_or_the_new_one(tmp_path):
    """The file is replaced repeatedly during the test."""
    path = tmp_path / "index.html"
    contents = [letter * 200_000 for letter in (b"a", b"b")]
    write_whole(path, contents[0])
    seen, done = set(), threading.Event()

    def read():
        while not done.is_set():
            seen.add(path.read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(50):
        write_whole(path, contents[number % 2])
    done.set()
    reader.join()
    assert seen <= set(contents)


def test_an_exception_leaves_the_old_file_and_nothing_else(tmp_path):
    """It is raised unchanged; a disk failure becomes a sentence."""
    path = tmp_path / "a.tmx"
    path.write_bytes(b"old")
    with pytest.raises(TypeError), writing(path) as file:
        file.write("no bytes")
    (tmp_path / f".b.tmx.{os.getpid()}.part").mkdir()
    with pytest.raises(ReporterError, match=r"b\.tmx cannot be written \(Is a directory\)"):
        write_whole(tmp_path / "b.tmx", b"")
    with pytest.raises(ReporterError, match="No such file or directory"):
        write_whole(tmp_path / "nowhere" / "c.tmx", b"")
    assert path.read_bytes() == b"old"


def test_a_full_disk_is_reported_and_changes_nothing(tmp_path):
    """A limit on file sizes simulates it."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    code = (
        "import resource, signal, sys; from pathlib import Path; from reporter.files import write_whole\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "write_whole(Path(sys.argv[1]), bytes(5000))"
    )
    ended = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=False)
    assert "a.csv cannot be written (File too large); nothing was changed." in ended.stderr
    assert [other.name for other in tmp_path.iterdir()] == ["a.csv"]
    assert path.read_bytes() == b"old"


def test_the_mode_of_the_old_file_is_kept(tmp_path):
    """A new file follows the umask."""
    path = tmp_path / "private.csv"
    path.write_bytes(b"old")
    path.chmod(0o600)
    write_whole(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_file_and_folder_are_synchronised(tmp_path, monkeypatch):
    """First the content and then, after renaming, the folder."""
    done = []
    fsync = os.fsync

    def watched(descriptor):
        done.append(("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file", (tmp_path / "a").exists()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    write_whole(tmp_path / "a", b"x")
    assert done == [("file", False), ("folder", True)]


def test_a_folder_is_moved_whole_or_not_at_all(tmp_path):
    """It takes the place of an empty folder, of no other."""
    for name in ("finished", "empty", "full"):
        (tmp_path / name).mkdir()
    for name in ("finished", "full"):
        (tmp_path / name / f"{name}.j2").write_bytes(b"text")
    with pytest.raises(OSError, match="not empty"):
        move(tmp_path / "finished", tmp_path / "full")
    move(tmp_path / "finished", tmp_path / "empty")
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.j2")} == {
        "empty/finished.j2",
        "full/full.j2",
    }


@pytest.mark.parametrize("folder", [False, True])
def test_what_is_moved_is_on_disk_before_its_new_name_is(tmp_path, monkeypatch, folder):
    """Otherwise a power cut could leave the new name with nothing in it."""
    finished, path = tmp_path / "finished", tmp_path / "moved"
    file = finished / "a" if folder else finished
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"text")
    here, there, seen = file.stat().st_ino, tmp_path.stat().st_ino, []
    monkeypatch.setattr("os.fsync", lambda descriptor: seen.append((os.fstat(descriptor).st_ino, path.exists())))
    move(finished, path)
    assert seen == [(here, False), (there, True)]


def test_without_locks_a_file_that_names_its_owner_is_held(tmp_path, monkeypatch):
    """As on some network and user-space file systems; a second process is kept out all the same."""

    def flock(*_):
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", flock)
    with locked(tmp_path / "lock"), pytest.raises(TimeoutError), locked(tmp_path / "lock"):
        pass
    with locked(tmp_path / "lock"):
        pass


def test_locks_that_may_not_be_the_same_for_everyone_are_refused(tmp_path, monkeypatch):
    """One process may get such a lock and the next one not: a sentence says what to do."""

    def flock(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)
    sentence = r"cannot lock files \(No locks available\); use a folder on a local disk"
    with pytest.raises(NoLocksError, match=sentence), locked(tmp_path / "lock"):
        pass
