"""What is written down of a delivery: before the first byte, for its owner only, and never made anew when it is damaged."""

import os
import sqlite3
import stat
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
    """It was killed between the first byte and the answer."""
    key = DeliveryKey(list_id="morning-briefing.example.org", edition=ABOUT.edition, recipient=A, content=ABOUT.content)
    with Ledger.open(ledger_path) as ledger:
        ledger.begin([key], "<1@example.org>")
    with Ledger.open(ledger_path) as ledger:
        assert ledger.cut_off == (key,)
    server = Counting()
    with serving(server) as port:
        assert states(deliver(email(port))) == {A: "unknown", B: "sent"}
    assert server.recipients == [B]


def test_each_message_is_written_down_before_its_first_byte(deliver, ledger_path):
    """While the server has the message and has not answered, the ledger says that it is being sent."""
    seen = []
    server = Counting(on_data=lambda _: seen.append(rows(ledger_path)))
    with serving(server) as port:
        deliver(email(port))
    assert seen == [{A: "sending", B: "failed"}, {A: "sent", B: "sending"}]


def test_a_ledger_that_cannot_be_written_stops_the_sending(deliver, ledger_path):
    """It breaks while the first message is under way: the second is not sent, and the first is not sent again."""

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
def test_a_damaged_ledger_is_never_made_anew(deliver, ledger_path, damage):
    """Nobody would know who has the edition; the file stays as it is, for whoever mends it."""
    ledger_path.parent.mkdir()
    ledger_path.write_bytes(damage)
    server = Counting()
    with serving(server) as port, pytest.raises(DeliveryError, match="nobody knows who already has the edition"):
        deliver(email(port))
    assert server.taken == []
    assert ledger_path.read_bytes() == damage


def test_a_ledger_in_a_place_that_is_no_folder_stops_the_sending(deliver, ledger_path):
    """One sentence, with the path and the reason."""
    ledger_path.parent.write_text("a file", encoding="utf-8")
    with pytest.raises(DeliveryError, match=r"deliveries\.sqlite3 cannot be used \((File exists|Not a directory)\)"):
        deliver(email(1))


def test_only_one_process_sends(deliver, ledger_path):
    """The second ends at once and says so; it would otherwise take the first one's rows for those of a dead process."""
    with Ledger.open(ledger_path), pytest.raises(AlreadyRunningError):
        deliver(email(1))


def test_the_ledger_is_for_its_owners_eyes(deliver, ledger_path):
    """It holds addresses: folder 700, files 600, whatever the umask."""
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
