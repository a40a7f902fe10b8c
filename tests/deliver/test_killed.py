"""Exactly once: the sender is killed at every call that leaves the process, and a real server counts the messages."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from mail_servers import Counting, serving

TESTS = Path(__file__).parents[1]
RECIPIENTS = [f"{n}@example.org" for n in range(4)]

# Imports once, then forks a process for each line of its input. The process sends one edition, and is killed before its
# n-th call of a socket or SQLite. Between two such calls nothing changes outside the process.
NURSERY = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from letters import ABOUT, LETTER, email
from reporter.deliver import Order, Outbox
from reporter.store.ledger import Ledger
import smtplib, tenacity, filelock, css_inline, sqlite3, idna
def send(edition, port, bcc):
    groups = [{"name": "desk", "to": sys.argv[3:4]}, {"name": "rest", "to": sys.argv[4:], "bcc": bcc}]
    settings = email(port, groups=groups)
    with Ledger.open(Path(sys.argv[2])) as ledger:
        Outbox(settings, None, ledger, about=replace(ABOUT, edition=edition), order=Order()).deliver({"desk": lambda: LETTER, "rest": lambda: LETTER})
def killer(moment):
    def watch(frame, event, function):
        nonlocal moment
        if event == "c_call" and type(getattr(function, "__self__", None)).__module__ in ("socket", "sqlite3"):
            moment -= 1
            if moment == 0:
                os.kill(os.getpid(), signal.SIGKILL)
    return watch
for line in sys.stdin:
    edition, port, bcc, moment = line.split()
    child = os.fork()
    if not child:
        if moment != "-":
            sys.setprofile(killer(int(moment)))
        send(edition, int(port), bcc == "True")
        os._exit(0)
    print(os.waitpid(child, 0)[1], flush=True)
"""


@pytest.fixture
def ledger(tmp_path):
    """Return the path of the ledger, in memory if possible, because a killed process loses nothing there."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else tmp_path) as folder:
        yield Path(folder) / "deliveries.sqlite3"


@pytest.fixture
def sender(ledger):
    """Return a function that sends an edition in a separate process and returns the signal that ended it, or 0."""
    command = [sys.executable, "-c", NURSERY, str(TESTS), str(ledger), *RECIPIENTS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as nursery:

        def send(edition, port, *, bcc, moment=None):
            nursery.stdin.write(f"{edition} {port} {bcc} {'-' if moment is None else moment}\n")
            nursery.stdin.flush()
            return int(nursery.stdout.readline())

        yield send
        nursery.stdin.close()


@pytest.mark.slow
@pytest.mark.parametrize("bcc", [False, True])
def test_nobody_gets_an_edition_twice_after_a_kill(sender, ledger, bcc):
    """For each edition, the sender is killed one call later than before, and started again.

    Nobody has it twice, and only the recipient of the current message may lack it, as `unknown`.
    """
    server, unknown = Counting(), 0
    with serving(server) as port:
        for moment in count(1):
            edition, before = f"edition-{moment}", len(server.taken)
            killed = sender(edition, port, bcc=bcc, moment=moment) == 9
            assert sender(edition, port, bcc=bcc) == 0
            arrived = Counter(address for item in server.taken[before:] for address in item.recipients)
            with closing(sqlite3.connect(ledger)) as database:
                rows = dict(database.execute("SELECT recipient, state FROM delivery WHERE edition = ?", (edition,)))
            assert set(rows) == set(RECIPIENTS)
            assert max(arrived.values()) == 1, f"moment {moment}: twice"
            assert all(arrived[address] == 1 for address, state in rows.items() if state == "sent"), (
                f"moment {moment}: lost"
            )
            doubtful = [address for address, state in rows.items() if state != "sent"]
            assert all(rows[address] == "unknown" for address in doubtful)
            assert len(doubtful) <= (len(RECIPIENTS) - 1 if bcc else 1)
            unknown += len(doubtful)
            if not killed:  # it had already ended
                break
    assert moment > 50
    assert unknown > 0
