"""An edition is a unit: its documents were made together, or it is not used."""

import errno
import subprocess
import sys

import pytest
from editions import desk, environment, reporter
from mail_servers import Counting, serving

from reporter import editions
from reporter.editions import writing

DAY = "2026-11-21"
FILES = {name: name.encode() for name in ("briefing.html", "briefing.pdf", "briefing.json")}
NEW = {name: content + b" new" for name, content in FILES.items()}


def write(output, files):
    with editions.hold(output) as staging:
        editions.write(output / DAY, files, staging)


def inside(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "edition.json"}


@pytest.fixture(params=[True, False], ids=["exchanged", "one by one"])
def exchanging(request, monkeypatch):
    """Provide a file system that can exchange folders, and one that cannot."""
    if not request.param:
        monkeypatch.setattr(writing, "_exchange", lambda *_: (_ for _ in ()).throw(OSError(errno.EINVAL, "cannot")))
    return request.param


def test_a_replaced_edition_keeps_other_files_in_its_folder(tmp_path, exchanging):
    """Exports and notes are kept; the documents are new and match their seal."""
    write(tmp_path, FILES)
    assert (inside(tmp_path / DAY), editions.damage(tmp_path / DAY)) == (FILES, None)
    (tmp_path / DAY / "note.txt").write_bytes(b"mine")
    (tmp_path / DAY / "link").symlink_to("nowhere")
    before = (tmp_path / DAY).stat().st_ino
    write(tmp_path, NEW)
    (tmp_path / DAY / "link").unlink()
    assert inside(tmp_path / DAY) == NEW | {"note.txt": b"mine"}
    assert editions.damage(tmp_path / DAY) is None
    assert ((tmp_path / DAY).stat().st_ino != before) == exchanging
    assert not (tmp_path / ".staging").exists()


def test_a_subfolder_of_an_edition_is_kept(tmp_path):
    """It cannot be linked into both, so the files are replaced one by one."""
    write(tmp_path, FILES)
    (tmp_path / DAY / "attachments").mkdir()
    write(tmp_path, NEW)
    assert (tmp_path / DAY / "attachments").is_dir()
    assert editions.damage(tmp_path / DAY) is None


@pytest.mark.parametrize("name", FILES)
def test_files_that_do_not_match_the_seal_are_named(tmp_path, name):
    """They are changed or missing, or the seal cannot be read."""
    write(tmp_path, FILES)
    (tmp_path / DAY / name).write_bytes(b"of another run")
    assert name in editions.damage(tmp_path / DAY)
    (tmp_path / DAY / name).unlink()
    assert name in editions.damage(tmp_path / DAY)
    for content in (b"", b"[]", b'{"sha256": 1}', b"\xff"):
        (tmp_path / DAY / "edition.json").write_bytes(content)
        assert "edition.json" in editions.damage(tmp_path / DAY)


def test_a_mixed_edition_is_neither_sent_nor_accepted(tmp_path):
    """`send` says what to do; `run --catch-up` makes it again, still held back, and then `send` mails it."""
    server = Counting()
    with serving(server) as port:
        email = {"host": "localhost", "port": port, "security": "none", "sender": "b@example.org", "backoff_s": 0}
        desk(tmp_path, delivery={"email": email | {"groups": [{"name": "desk", "to": ["a@example.org"]}]}})
        assert reporter(tmp_path, "run", "--no-send").returncode == 0
        (folder,) = (tmp_path / "output").glob("2*")
        (folder / "briefing.pdf").write_bytes(b"%PDF-1.7 of another run")
        result = reporter(tmp_path, "send")
        assert (result.returncode, server.taken) == (1, [])
        assert f"reporter run --date {folder.name}" in result.stderr
        result = reporter(tmp_path, "run", "--catch-up")
        assert (result.returncode, server.taken) == (0, []), result.stderr
        assert editions.damage(folder) is None
        assert reporter(tmp_path, "send").returncode == 0
    assert len(server.taken) == 1


def test_removing_the_lock_file_does_not_unlock(tmp_path):
    """Someone or a script removes `.lock` during a run."""
    desk(tmp_path)
    with editions.hold(tmp_path / "output"):
        (tmp_path / "output/.lock").unlink()
        result = reporter(tmp_path, "run")
        assert (result.returncode, "Another run" in result.stderr) == (75, True)
    assert reporter(tmp_path, "run").returncode == 0


def test_a_file_system_without_locks_is_used_by_one_run_at_a_time(tmp_path):
    """A file that names its owner replaces the lock, without a warning."""
    desk(tmp_path)
    program = (
        "import errno, fcntl\n"
        "def flock(*_): raise OSError(errno.ENOSYS, 'Function not implemented')\n"
        "fcntl.flock = flock\n"
        "from pathlib import Path\n"
        "from reporter import editions\n"
        "from reporter.cli import main\n"
        "assert main(['run']) == 0\n"
        "with editions.hold(Path('output')): raise SystemExit(main(['run']))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 75, result.stderr
    assert result.stderr.splitlines()[-1].startswith("reporter: Another run")
    assert len(list((tmp_path / "output").glob("2*"))) == 1
