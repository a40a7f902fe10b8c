"""Thirty nights in which everything goes wrong: ``python -m benchmarks.simulation --help``.

Each night a run is due, at an hour that comes twice on one of them; up to two more follow in the course of the day, as
after a restart or by hand. Articles come in at random. Each run meets a fault of ``FAULTS`` or none. The clock is the
run's own ``now``; the run itself, its store, ledger, files and mail server are real, each run in a process of its own.
At the end the nights are held against what was promised (``broken_promises``).
"""

import argparse
import os
import random
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from reporter import record
from reporter.config import Config, load, with_flags
from reporter.errors import NothingNewError, ReporterError
from reporter.schedule import Due
from reporter.workflows.daily import send_everything
from reporter.workflows.make import build_edition

HOURS = {
    "Europe/Berlin": clock(2, 30),
    "Africa/Cairo": clock(23, 30),
    "Asia/Beirut": clock(23, 30),
    "Asia/Gaza": clock(1, 30),
}
"""When a run is due in each zone; on one night of the simulation the clocks there show that hour twice."""
FIRST_DAY = datetime(2026, 10, 5, tzinfo=UTC)
RECIPIENTS = ("desk@mail.test", "analyst@mail.test", "editor@mail.test", "archive@mail.test")
LONGEST_JUMP = 3
"""Days by which a clock can be wrong."""
FAULTS = {
    "none": 8,
    "killed": 6,
    "mail server off": 3,
    "greylisting": 2,
    "cut before taking": 2,
    "cut after taking": 2,
    "an input missing": 2,
    "all inputs missing": 2,
    "clock ahead": 2,
    "clock back": 2,
    "disk full": 3,
    "ledger empty": 2,
}
"""Each fault, and its number of cards in the deck; each run draws one, and an empty deck is reshuffled."""
ARTICLE = "الخبر رقم {0}\n\nوصل الوفد رقم {0} إلى المدينة صباح اليوم. واستقبله محافظ المنطقة في مكتبه رقم {0}.\n"
MOODS = {"greylisting": "greylisting", "cut before taking": "cut-before", "cut after taking": "cut-after"}


@dataclass
class Tally:
    """What happened in the simulation."""

    runs: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often each fault ended in each way."""
    sentences: list[str] = field(default_factory=list)
    bugs: list[str] = field(default_factory=list)
    good_days: set[str] = field(default_factory=set)
    """Dates of editions whose run, or a later one, succeeded."""


class Newsroom:
    """A desk in a folder, its mail server, and the runs that it makes."""

    def __init__(self, folder: Path, chance: random.Random, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self.due = Due(at=HOURS[zone], days=frozenset(range(7)), zone=self.zone)
        self.folder = folder
        self.chance = chance
        self.tally = Tally()
        self.articles = 0
        self.length_s = 2.0
        self.output = folder / "output"
        for name in ("inbox", "wire", "mail"):
            (folder / name).mkdir()
        self._mood("well")
        settings = {
            "timezone": self.zone.key,
            "inputs": ["inbox", "wire"],
            "editions": {"select": "new", "keep_days": 365},
            "translate": {"models_dir": "models"},
        }
        (folder / "config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")

    def receive(self, number: int) -> None:
        """Put `number` new articles in the two inboxes."""
        for _ in range(number):
            self.articles += 1
            n = self.articles
            text = ARTICLE.format(n)
            (self.folder / self.chance.choice(["inbox", "wire"]) / f"{n:04}.txt").write_text(text, encoding="utf-8")

    def run(self, now: datetime, fault: str) -> None:
        """Run once at `now` with `fault`."""
        jump = self.chance.randint(1, LONGEST_JUMP) * {"clock ahead": 1, "clock back": -1}.get(fault, 0)
        now += timedelta(days=jump)
        self._mood(MOODS.get(fault, "well"))
        limit = self.chance.choice([0, 4096, 30_000, 90_000]) if fault == "disk full" else None
        hidden = {"an input missing": ["wire"], "all inputs missing": ["inbox", "wire"]}.get(fault, [])
        with self._hidden(hidden), self._emptied(self.config().delivery.ledger if fault == "ledger empty" else None):
            started = time.monotonic()
            process = os.fork()
            if process == 0:
                os._exit(self._in_child(now, limit, mail=fault != "mail server off"))
            if fault == "killed":
                time.sleep(self.length_s * self.chance.uniform(0, 1.1))
                os.kill(process, signal.SIGKILL)
            _, status = os.waitpid(process, 0)
        code = os.waitstatus_to_exitcode(status)
        if code == 0:
            self.length_s = 0.7 * self.length_s + 0.3 * (time.monotonic() - started)
            self.tally.good_days.add(self.due.latest(now).astimezone(self.zone).date().isoformat())
        self.tally.runs[fault, {0: "done", 4: "not delivered", -9: "killed"}.get(code, "one sentence")] += 1

    def _in_child(self, now: datetime, limit: int | None, *, mail: bool) -> int:
        """Do what ``reporter run --catch-up`` does, at `now`; return the exit code."""
        try:
            if limit is not None:
                # To everything that writes, a file that cannot grow looks like a full disk.
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
            config = self.config(mail=mail)
            day = self.due.latest(now).astimezone(self.zone).date()
            try:
                folder = build_edition(config, now, day=day, if_missing=True).folder
            except NothingNewError:
                folder = None
            send_everything(config, folder)
        except ReporterError as e:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            with (self.folder / "said").open("a", encoding="utf-8") as file:
                file.write(f"{e}\n")
            return e.exit_code
        except BaseException:  # noqa: BLE001  (anything else is a bug)
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            (self.folder / f"bug-{time.monotonic_ns()}").write_text(traceback.format_exc(), encoding="utf-8")
            return 99
        return 0

    def config(self, *, mail: bool = True) -> Config:
        """Return the desk's settings; without `mail`, the port is one on which nothing listens."""
        port = int((self.folder / "mail/port").read_text(encoding="utf-8"))
        if not mail:
            with closing(socket.create_server(("127.0.0.1", 0))) as free:
                port = free.getsockname()[1]
        email = {
            "host": "127.0.0.1",
            "port": port,
            "security": "none",
            "sender": "briefing@mail.test",
            "list_id": "briefing.mail.test",
            "timeout_s": 5,
            "acceptance_timeout_s": 5,
            "attempts": 2,
            "backoff_s": 0.01,
            "groups": [{"name": "all", "to": list(RECIPIENTS)}],
        }
        config = load(self.folder / "config.yaml")
        ledger = config.delivery.ledger
        return with_flags(config, {"delivery": {"email": email, "ledger": ledger}})

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Run the mail server."""
        line = [sys.executable, "-m", "benchmarks.mail_counter", str(self.folder / "mail")]
        with subprocess.Popen(line, stderr=subprocess.DEVNULL) as server:
            try:
                while not (self.folder / "mail/port").exists():
                    time.sleep(0.05)
                yield
            finally:
                server.terminate()

    @contextmanager
    def _hidden(self, names: list[str]) -> Iterator[None]:
        for name in names:
            (self.folder / name).rename(self.folder / f"{name}-away")
        try:
            yield
        finally:
            for name in names:
                (self.folder / f"{name}-away").rename(self.folder / name)

    @contextmanager
    def _emptied(self, ledger: Path | None) -> Iterator[None]:
        """Leave nothing in the file `ledger`, as a power cut can; afterwards somebody brings it back from a backup."""
        if ledger is None or not ledger.exists():
            yield
            return
        with closing(sqlite3.connect(ledger)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = ledger.read_bytes()
        for name in ("-wal", "-shm"):
            ledger.with_name(ledger.name + name).unlink(missing_ok=True)
        ledger.write_bytes(b"")
        yield
        for name in ("-wal", "-shm"):
            ledger.with_name(ledger.name + name).unlink(missing_ok=True)
        ledger.write_bytes(whole)

    def _mood(self, mood: str) -> None:
        (self.folder / "mail/mood").write_text(mood, encoding="utf-8")


def simulate(newsroom: Newsroom, days: int) -> None:
    """Simulate `days` nights, and a last one, out of reach of wrong clocks, on which nothing goes wrong."""
    chance = newsroom.chance
    deck: list[str] = []
    with newsroom.serving():
        for number in range(days + 1):
            day = (FIRST_DAY + timedelta(days=number + (LONGEST_JUMP if number == days else 0))).date()
            newsroom.receive(chance.choice([0, 1, 2, 4]) if number else 4)
            later = sorted(chance.sample([20, 60, 240, 600], chance.choice([0, 1, 2])))
            quiet = number in {0, days}
            for minutes in (0, *later):
                if not deck:
                    deck = [fault for fault, cards in FAULTS.items() for _ in range(cards)]
                    chance.shuffle(deck)
                fault = "none" if quiet else deck.pop()
                newsroom.run(newsroom.due.on(day) + timedelta(minutes=minutes), fault)
    newsroom.tally.bugs = [path.read_text(encoding="utf-8") for path in newsroom.folder.glob("bug-*")]
    said = newsroom.folder / "said"
    newsroom.tally.sentences = said.read_text(encoding="utf-8").splitlines() if said.exists() else []


def broken_promises(newsroom: Newsroom) -> list[str]:
    """Return the broken promises; empty if all were kept."""
    broken = [f"a bug: {bug.splitlines()[-1]}" for bug in newsroom.tally.bugs]
    editions = {path.parent.name: path.parent for path in sorted(newsroom.output.glob("*/briefing.json"))}
    printed: Counter[str] = Counter()
    for day, folder in editions.items():
        made = record.load(folder / "briefing.json")
        broken += [f"{day}: {problem}" for problem in record.problems(made)]
        whole = (folder / "briefing.pdf").read_bytes().rstrip().endswith(b"%%EOF")
        if made.edition.date.isoformat() != day or not whole:
            broken.append(f"{day}: its files are not whole")
        printed.update(entry.source.sha256 for entry in made.entries)
    broken += [
        f"{day}: a run ended well, and there is no edition" for day in newsroom.tally.good_days - editions.keys()
    ]
    if len(printed) != newsroom.articles:
        broken.append(f"{newsroom.articles} articles came, {len(printed)} were printed")
    broken += [f"an article was printed {times} times" for times in printed.values() if times > 1]
    latest = (newsroom.output / "latest.pdf").read_bytes()
    if latest != (editions[max(editions)] / "briefing.pdf").read_bytes():
        broken.append("latest.pdf is not the latest edition")
    index = (newsroom.output / "index.html").read_text(encoding="utf-8")
    broken += [f"{day} is not in index.html" for day in editions if f'"{day}/briefing.pdf"' not in index]
    return broken + broken_mail(newsroom, editions)


def broken_mail(newsroom: Newsroom, editions: dict[str, Path]) -> list[str]:
    """Return the deliveries that break a promise: at most once, and exactly once unless the outcome is unknown."""
    taken, ledger = taken_mail(newsroom), ledger_states(newsroom)
    broken = [f"{who} has {day} {times} times" for (day, who), times in taken.items() if times > 1]
    for day in editions:
        for who in RECIPIENTS:
            states = ledger.get((day, who), set())
            if taken[day, who] != 1 and "unknown" not in states:
                broken.append(
                    f"{who} has {day} {taken[day, who]} times ({', '.join(states) or 'nothing'} in the ledger)"
                )
    return broken


def taken_mail(newsroom: Newsroom) -> Counter[tuple[str, str]]:
    """Return how often the server accepted each edition for each recipient."""
    path = newsroom.folder / "mail/taken"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return Counter((line.split("\t")[0], line.split("\t")[1]) for line in lines)


def ledger_states(newsroom: Newsroom) -> dict[tuple[str, str], set[str]]:
    """Return the ledger's state of each edition and recipient."""
    states: dict[tuple[str, str], set[str]] = {}
    with closing(sqlite3.connect(newsroom.config().delivery.ledger)) as database:
        for day, who, state in database.execute("SELECT edition, recipient, state FROM delivery"):
            states.setdefault((day, who), set()).add(state)
    return states


def show(newsroom: Newsroom, days: int, seed: int, broken: list[str]) -> None:
    """Print the table."""
    tally, taken, ledger = newsroom.tally, taken_mail(newsroom), ledger_states(newsroom)
    ends = ("done", "not delivered", "one sentence", "killed")
    print(f"{days} days and a quiet last one in {newsroom.zone}, seed {seed}: {sum(tally.runs.values())} runs\n")
    print(f"  {'fault':20}{'runs':>6}" + "".join(f"{end:>15}" for end in ends))
    for fault in FAULTS:
        row = [tally.runs[fault, end] for end in ends]
        print(f"  {fault:20}{sum(row):>6}" + "".join(f"{number or '':>15}" for number in row))
    editions = len(list(newsroom.output.glob("*/briefing.json")))
    unknown = [key for key, states in ledger.items() if "unknown" in states]
    print(f"\n  editions {editions}, dates with a run that ended well {len(tally.good_days)}")
    print(f"  articles {newsroom.articles}, each printed once unless said below")
    print(f"  editions times recipients {editions * len(RECIPIENTS)}, taken by the server {sum(taken.values())},")
    print(f"  twice {sum(times > 1 for times in taken.values())}, fate unknown {len(unknown)} ", end="")
    print(f"(of these it had {sum(bool(taken[key]) for key in unknown)})")
    print(f"  bugs {len(tally.bugs)}; promises broken: {len(broken)}")
    for sentence in broken[:20]:
        print(f"    {sentence}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulation", description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--seed", type=int, default=20261005)
    parser.add_argument("--zone", choices=HOURS, default="Europe/Berlin")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep all files in this new folder")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp()) if arguments.keep is None else arguments.keep
    folder.mkdir(exist_ok=True)
    try:
        newsroom = Newsroom(folder, random.Random(arguments.seed), arguments.zone)
        simulate(newsroom, arguments.days)
        broken = broken_promises(newsroom)
        show(newsroom, arguments.days, arguments.seed, broken)
    finally:
        if arguments.keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
