"""The record of a delivery: written before the first byte, private, and never replaced if damaged."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing

import pytest
from letters import ABOUT, email, states
from mail_servers import Counting, serving

from reporter.errors import AlreadyRunningError, DeliveryError
from reporter.store.ledger import DeliveryKey, Ledger

A, B, C = "a@example.org", "b@example.org", "c@example.org"


def rows(path):
    with closing(sqlite3.connect(path)) as database:
        return dict(database.execute("SELECT recipient, state FROM delivery"))


def test_a_row_that_a_dead_process_left_is_unknown(deliver, ledger_path):
    """The process was killed between the first byte and the reply."""
    key = DeliveryKey(list_id="morning-briefing.example.org", edition=ABOUT.edition, recipient=A, content=ABOUT.content)
    with Ledger.open(ledger_path) as ledger:
        ledger.begin([key], "<1@example.org>")
    with Ledger.open(ledger_path) as ledger:
        assert ledger.cut_off == (key,)
    server = Counting()
    with serving(server) as port:
        assert states(deliver(email(port))) == {A: "unknown", B: "sent"}
    assert server.recipients == [B]


def test_each_message_is_recorded_before_its_first_byte(deliver, ledger_path):
    """While the server has the message and has not replied, the ledger says that it is being sent."""
    seen = []
    server = Counting(on_data=lambda _: seen.append(rows(ledger_path)))
    with serving(server) as port:
        deliver(email(port))
    assert seen == [{A: "sending", B: "failed"}, {A: "sent", B: "sending"}]


def test_a_ledger_that_cannot_be_written_stops_the_sending(deliver, ledger_path):
    """It fails during the first message: the second is not sent, and the first is not sent again."""

    def break_it(_):
        with closing(sqlite3.connect(ledger_path)) as database:
            database.execute("ALTER TABLE delivery RENAME TO gone")
        server.on_data = None

    server = Counting(on_data=break_it)
    with serving(server) as port:
        with pytest.raises(DeliveryError, match="ledger"):
            deliver(email(port))
        with pytest.raises(DeliveryError, match="ledger"):
            deliver(email(port))
        assert server.recipients == [A]
        with closing(sqlite3.connect(ledger_path)) as database:
            database.execute("ALTER TABLE gone RENAME TO delivery")
        assert states(deliver(email(port))) == {A: "unknown", B: "sent"}
    assert server.recipients == [A, B]


@pytest.mark.parametrize(
    "damage", [b"no database at all, but long enough to be read as one" * 99, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_damaged_ledger_is_never_replaced(deliver, ledger_path, damage):
    """Nobody would know who has the edition; the file is left for whoever repairs it."""
    ledger_path.parent.mkdir()
    ledger_path.write_bytes(damage)
    server = Counting()
    with serving(server) as port, pytest.raises(DeliveryError, match="nobody knows who already has the edition"):
        deliver(email(port))
    assert server.taken == []
    assert ledger_path.read_bytes() == damage


def test_a_ledger_whose_folder_is_a_file_stops_the_sending(deliver, ledger_path):
    """There is one sentence with the path and the reason."""
    ledger_path.parent.write_text("a file", encoding="utf-8")
    with pytest.raises(DeliveryError, match=r"deliveries\.sqlite3 cannot be used \((File exists|Not a directory)\)"):
        deliver(email(1))


def test_only_one_process_sends(deliver, ledger_path):
    """The second one ends immediately, or it would mistake the first one's rows for those of a dead process."""
    with Ledger.open(ledger_path), pytest.raises(AlreadyRunningError):
        deliver(email(1))


def test_the_ledger_is_private(deliver, ledger_path):
    """It contains addresses: folder mode 700, file mode 600, regardless of the umask."""
    before = os.umask(0)
    try:
        with serving(Counting()) as port:
            deliver(email(port))
        with Ledger.open(ledger_path):
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in ledger_path.parent.iterdir()}
    finally:
        os.umask(before)
    assert stat.S_IMODE(ledger_path.parent.stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}, modes


def test_an_empty_ledger_is_damaged(deliver, ledger_path):
    """A power cut or a full disk leaves one: nothing is sent, and the message says what to do."""
    server = Counting()
    with serving(server) as port:
        deliver(email(port))
        for suffix in ("-wal", "-shm"):
            ledger_path.with_name(ledger_path.name + suffix).unlink(missing_ok=True)
        ledger_path.write_bytes(b"")
        for _ in range(2):
            with pytest.raises(DeliveryError, match=r"is empty.*--new-ledger"):
                deliver(email(port))
    assert len(server.recipients) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE delivery",
        "ALTER TABLE delivery DROP COLUMN detail",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = 9",
    ],
)
def test_a_ledger_with_an_incomplete_schema_is_damaged(deliver, ledger_path, statement):
    """It is an intact database, but not the one that was written."""
    with Ledger.open(ledger_path):
        pass
    with closing(sqlite3.connect(ledger_path)) as database:
        database.execute(statement)
    with pytest.raises(DeliveryError, match="ledger"):
        deliver(email(1))


def test_a_missing_ledger_is_replaced_only_on_request(ledger_path):
    """If there was one before, nobody knows who has what."""
    with pytest.raises(DeliveryError, match="it is missing"):
        Ledger.open(ledger_path, new=False)
    assert not ledger_path.exists()
    with Ledger.open(ledger_path):
        assert ledger_path.stat().st_size


def test_a_new_ledger_keeps_what_can_be_read_from_the_old(ledger_path):
    """If its end was damaged, recipients in the rest have the edition."""
    keys = [
        DeliveryKey(list_id="l.example.org", edition=ABOUT.edition, recipient=f"{n}@example.org", content="c" * 64)
        for n in range(500)
    ]
    with Ledger.open(ledger_path) as ledger:
        ledger.owe(keys)
    content = ledger_path.read_bytes()
    whole = len(content) // 4096 * 2 // 3 * 4096
    ledger_path.write_bytes(content[:whole] + bytes(len(content) - whole))
    with pytest.raises(DeliveryError):
        Ledger.open(ledger_path)
    with Ledger.renew(ledger_path) as ledger:
        kept = ledger.deliveries("l.example.org", ABOUT.edition)
    assert ledger_path.with_name(f"{ledger_path.name}.damaged-1").exists()
    assert 0 < len(kept) < len(keys)
    ledger_path.write_bytes(b"")
    with Ledger.renew(ledger_path) as ledger:
        assert ledger.deliveries("l.example.org", ABOUT.edition) == ()


def test_removing_the_lock_file_lets_no_second_process_send(ledger_path):
    """The ledger itself is locked too; once it is closed, the next process opens it."""
    other = (
        f"from pathlib import Path; from reporter.store.ledger import Ledger; Ledger.open(Path({str(ledger_path)!r}))"
    )
    with Ledger.open(ledger_path):
        ledger_path.with_name(f"{ledger_path.name}.lock").unlink()
        refused = subprocess.run([sys.executable, "-c", other], capture_output=True, text=True, check=False)
        assert "AlreadyRunningError: Another process is sending mail" in refused.stderr
    assert subprocess.run([sys.executable, "-c", other], capture_output=True, check=False).returncode == 0
