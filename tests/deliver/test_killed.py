"""Exactly once: the sender is killed at a hundred random moments, a real server counts what arrives."""

import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from mail_servers import Counting, serving

TESTS = Path(__file__).parents[1]
TURNS = 100
RECIPIENTS = [f"{n}@example.org" for n in range(8)]

# Imports once, then forks for each line of its input: a process that sends one edition and is killed, or not.
NURSERY = """
import os, signal, sys, time
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from letters import ABOUT, LETTER, email
from reporter.deliver import Order, Outbox
from reporter.store.ledger import Ledger
import smtplib, tenacity, filelock, css_inline, sqlite3, idna
def send(edition, port, bcc):
    groups = [{"name": "desk", "to": sys.argv[3:6]}, {"name": "rest", "to": sys.argv[6:], "bcc": bcc}]
    settings = email(port, groups=groups)
    with Ledger.open(Path(sys.argv[2])) as ledger:
        Outbox(settings, None, ledger, about=replace(ABOUT, edition=edition), order=Order()).deliver({"desk": LETTER, "rest": LETTER})
for line in sys.stdin:
    edition, port, bcc, delay_s = line.split()
    child = os.fork()
    if not child:
        send(edition, int(port), bcc == "True")
        os._exit(0)
    if delay_s != "-":
        time.sleep(float(delay_s))
        os.kill(child, signal.SIGKILL)
    print(os.waitpid(child, 0)[1], flush=True)
"""


@pytest.fixture
def sender(tmp_path):
    """Return a function that sends an edition in a process of its own and gives the signal that ended it, or 0."""
    command = [sys.executable, "-c", NURSERY, str(TESTS), str(tmp_path / "deliveries.sqlite3"), *RECIPIENTS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as nursery:

        def send(edition, port, *, bcc, delay_s=None):
            nursery.stdin.write(f"{edition} {port} {bcc} {'-' if delay_s is None else delay_s}\n")
            nursery.stdin.flush()
            return int(nursery.stdout.readline())

        yield send
        nursery.stdin.close()


@pytest.mark.slow
def test_killed_at_a_hundred_moments_nobody_is_sent_an_edition_twice(sender, tmp_path):
    """Each edition's sender is killed once and started again.

    Nobody has it twice, and only he whose message was under way at that moment may lack it, as `unknown`.
    """
    server, moments = Counting(on_data=lambda _: time.sleep(0.002)), random.Random(20261121)
    killed, unknown, turn = 0, 0, 0
    with serving(server) as port:
        sender("warm-up", port, bcc=False)
        started = time.monotonic()
        sender("measured", port, bcc=False)
        length_s = time.monotonic() - started
        while killed < TURNS:
            assert turn < 4 * TURNS, f"only {killed} of {turn} senders were killed before they ended"
            edition, bcc, before = f"edition-{turn}", turn % 4 == 3, len(server.taken)
            killed += sender(edition, port, bcc=bcc, delay_s=moments.uniform(0, length_s)) == 9
            turn += 1
            assert sender(edition, port, bcc=bcc) == 0
            arrived = Counter(address for item in server.taken[before:] for address in item.recipients)
            with closing(sqlite3.connect(tmp_path / "deliveries.sqlite3")) as ledger:
                rows = dict(ledger.execute("SELECT recipient, state FROM delivery WHERE edition = ?", (edition,)))
            assert set(rows) == set(RECIPIENTS)
            assert max(arrived.values()) == 1, f"turn {turn}: twice"
            assert all(arrived[address] == 1 for address, state in rows.items() if state == "sent"), (
                f"turn {turn}: lost"
            )
            doubtful = [address for address, state in rows.items() if state != "sent"]
            assert all(rows[address] == "unknown" for address in doubtful)
            assert len(doubtful) <= (len(RECIPIENTS) - 3 if bcc else 1)
            unknown += len(doubtful)
    assert unknown > 0
