"""Random days of a newsroom that approves its editions: nothing unapproved is mailed, nothing twice, nothing forgotten.

Each sequence is a folder with two editions and real commands in processes of their own, some of which are killed at a
random moment: runs, runs that make up for others, edits, approvals, withdrawals, `send` and `send --due`. A mail server
in another process keeps every message. After each command, what was mailed is compared with what is approved according
to a model. Documents are made by a stand-in, because what they look like does not matter here.
"""

import asyncio
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import yaml

from reporter import record
from reporter.cli import main
from reporter.config import load
from reporter.desk.decisions import path_of
from reporter.desk.journal import Journal, Who
from reporter.render import Documents
from reporter.workflows import approval, pipeline

RECIPIENTS = ("a@example.org", "b@example.org")
ARTICLES = {
    "bridge": "افتتاح الجسر الجديد\n\nافتتحت البلدية الجسر الجديد صباح الأحد أمام السيارات والمشاة.\n",
    "harvest": "موسم الزيتون يبدأ مبكرا\n\nبدأ المزارعون قطف الزيتون قبل موعده بأسبوعين هذا العام.\n",
}
COMMANDS = ("run", "held run", "catch-up", "edit", "approve", "withdraw", "send", "due")
Approved = Mapping[date, str | None]
"""The approved content of each edition."""
WEIGHTS = (2, 1, 3, 3, 4, 1, 2, 3)


@dataclass
class Outcome:
    """What went wrong in all sequences, and what was done."""

    done: Counter[str] = field(default_factory=Counter)
    mailed: int = 0
    killed: int = 0
    wrong: list[str] = field(default_factory=list)


class _Keeping:
    """Keeps every message in a file of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802
        """Keep a message, and answer after it is on disk."""
        self._number += 1
        part = self._folder / f"{self._number:04}.part"
        part.write_bytes(envelope.content)  # type: ignore[attr-defined]
        part.rename(part.with_suffix(".eml"))
        return "250 taken"


@contextmanager
def _server(folder: Path) -> Iterator[int]:
    """Run the mail server in a process of its own; the value is its port."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        asyncio.run(_serve(folder, writer))
    os.close(writer)
    try:
        yield int(os.read(reader, 20))
    finally:
        os.close(reader)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


async def _serve(folder: Path, writer: int) -> None:
    from aiosmtpd.smtp import SMTP

    loop = asyncio.get_running_loop()
    keeping = _Keeping(folder)
    server = await loop.create_server(lambda: SMTP(keeping, hostname="mail.test", loop=loop), "127.0.0.1", 0)
    os.write(writer, str(server.sockets[0].getsockname()[1]).encode())
    await server.serve_forever()


def _stand_in(self: Documents, made: record.Record) -> dict[str, bytes]:  # noqa: ARG001
    return {"briefing.html": b"<!doctype html>", "briefing.pdf": b"%PDF-1.7"}


class _Newsroom:
    """One folder, and a model of what is approved in it."""

    def __init__(self, folder: Path, port: int, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance
        self.today = datetime.now(UTC).date()
        self.days = (self.today - timedelta(days=1), self.today)
        (folder / "articles").mkdir(parents=True)
        for name, text in ARTICLES.items():
            (folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
        email = {
            "host": "localhost", "port": port, "security": "none", "sender": "Briefing <briefing@example.org>",
            "attempts": 1, "backoff_s": 0,
            "groups": [{"name": "desk", "to": list(RECIPIENTS), "format": "text", "record": True}],
        }  # fmt: skip
        wanted = {"needed": True, "otherwise": "hold", "by": chance.choice(["00:00", "23:59", None])}
        settings = {
            "inputs": ["articles"], "timezone": "UTC", "translate": {"models_dir": "models"},
            "delivery": {"email": email}, "desk": {"approval": wanted},
        }  # fmt: skip
        (folder / "config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
        self.config = load(folder / "config.yaml")

    def journal(self, day: date) -> Journal:
        return Journal(path_of(self.config.desk.decisions, day))

    def approved(self, day: date) -> str | None:
        """Return the approved content of an edition if no decision was made after it, by looking at the files."""
        decided = self.journal(day).decisions()
        given = decided.edition.approved
        lines = self.journal(day).lines()
        if given is None:
            return None
        at = max(n for n, line in enumerate(lines) if line["what"] == "edition")
        before, now = {}, {}
        for n, line in enumerate(lines):
            if line["what"] != "edition":
                if n < at:
                    before[line["what"]] = line["after"]
                now[line["what"]] = line["after"]
        said = [{key: (value or {}).get("priority") for key, value in each.items()} for each in (before, now)]
        same = {k: v for k, v in said[0].items() if v} == {k: v for k, v in said[1].items() if v}
        return given.content if same else None

    def content(self, day: date) -> str | None:
        """Return the content of the edition on disk."""
        path = self.config.output / day.isoformat() / "briefing.json"
        return record.content_sha256(path.read_bytes()) if path.exists() else None

    def command(self, what: str, day: date) -> list[str]:
        """Return the command line of `what` for the edition of `day`."""
        due = "23:59" if day < self.today else "00:00"
        return {
            "run": ["run", "--date", day.isoformat()],
            "held run": ["run", "--date", day.isoformat(), "--no-send"],
            "catch-up": ["run", "--catch-up", "--at", due],
            "approve": ["approve", "--date", day.isoformat(), "--by", "Omar"],
            "withdraw": ["approve", "--date", day.isoformat(), "--withdraw", "--by", "Omar"],
            "send": ["send", "--date", day.isoformat()],
            "due": ["send", "--due", "--at", due],
        }[what]

    def edit(self, day: date) -> None:
        """Change, or change back, a decision that is printed, or let an article arrive."""
        if self.chance.random() < 0.3:
            path = self.folder / "articles" / "late.txt"
            path.write_text(
                f"خبر متأخر\n\nوصل الوفد مساء اليوم ومعه {self.chance.randrange(99)} صحفيا.\n", encoding="utf-8"
            )
            return
        path = self.config.output / day.isoformat() / "briefing.json"
        if not path.exists():
            return
        entry = self.chance.choice(record.load(path).entries)

        def changed(decided: object) -> object:
            other = "brief" if decided.priority == "normal" else "normal"  # type: ignore[attr-defined]
            return decided.model_copy(update={"priority": other})  # type: ignore[attr-defined]

        who = Who(by="Lina", at=datetime.now(UTC))
        self.journal(day).entry(f"sha256:{entry.source.sha256}", changed, who)  # type: ignore[arg-type]

    def do(self, line: list[str], *, kill_after_s: float | None) -> bool:
        """Run a command in a process of its own; return whether it was killed."""
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.chdir(self.folder)
                null = os.open(os.devnull, os.O_WRONLY)
                os.dup2(null, 1)
                os.dup2(null, 2)
                Documents.render = _stand_in  # type: ignore[method-assign]
                pipeline._read_pdf_back = lambda *_: None  # type: ignore[assignment]  # noqa: SLF001
                code = main(line)
            finally:
                os._exit(code)
        if kill_after_s is not None:
            time.sleep(kill_after_s)
            os.kill(child, signal.SIGKILL)
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])


class _Received:
    """What the mail server has taken."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.number = 0
        self.contents: dict[tuple[str, str], list[str]] = {}
        """By edition and recipient, in order."""

    def _new(self) -> Iterator[tuple[str, str, str]]:
        """Yield edition, recipient and content of each new message."""
        for path in sorted(self._folder.glob("*.eml"))[self.number :]:
            message = message_from_bytes(path.read_bytes(), policy=policy.default)
            attached = next(part for part in message.walk() if (part.get_filename() or "").endswith(".json"))
            content = attached.get_payload(decode=True)
            self.number += 1
            yield record.loads(content).edition.date.isoformat(), str(message["To"]), record.content_sha256(content)

    def judged(self, what: str, before: Approved, after: Approved) -> Iterator[str]:
        """Yield what is wrong with the new messages; `before` and `after` the command `what`, this was approved."""
        for edition, recipient, content in self._new():
            day = date.fromisoformat(edition)
            earlier = self.contents.setdefault((edition, recipient), [])
            if content not in {before[day], after[day]}:
                yield f"{what} mailed the edition of {edition} unapproved"
            if content in earlier:
                yield f"{what} mailed the edition of {edition} twice"
            elif earlier and what != "send":
                yield f"{what} mailed another version of {edition} without being asked"
            earlier.append(content)


def sequence(folder: Path, chance: random.Random, outcome: Outcome, steps: int) -> None:
    """Do a random sequence of commands in `folder`, and add what was done and went wrong to `outcome`."""
    mails = folder / "mails"
    mails.mkdir(parents=True)
    received = _Received(mails)
    with _server(mails) as port:
        room = _Newsroom(folder / "desk", port, chance)
        held: set[date] = set()
        took: dict[str, float] = {}
        """How long each command took last, so that kills are spread over it."""

        def step(what: str, day: date, kill_after_s: float | None) -> None:
            before = {each: room.approved(each) for each in room.days}
            if what == "edit":
                room.edit(day)
            else:
                started = time.monotonic()
                outcome.killed += room.do(room.command(what, day), kill_after_s=kill_after_s)
                if kill_after_s is None:
                    took[what] = time.monotonic() - started
            outcome.done[what] += 1
            if what == "held run":
                held.add(day)
            elif what in {"approve", "send", "due"}:
                held.discard(day)
            after = {each: room.approved(each) for each in room.days}
            outcome.wrong += received.judged(what, before, after)

        step("run", room.days[0], None)
        for _ in range(steps):
            what = chance.choices(COMMANDS, WEIGHTS)[0]
            kill_after_s = chance.uniform(0, took.get(what, 1.0)) if chance.random() < 0.25 else None
            step(what, chance.choice(room.days), kill_after_s)
        _finish(room, step)
        outcome.wrong += _forgotten(room, received, held)
    outcome.mailed += received.number


def _finish(room: _Newsroom, step: Callable[[str, date, float | None], None]) -> None:
    """Let the schedule do what it does on the next morning."""
    step("catch-up", room.today, None)
    step("due", room.today, None)


def _forgotten(room: _Newsroom, received: _Received, held: set[date]) -> Iterator[str]:
    """Yield which editions are approved and due but did not reach somebody, unless it is unknown whether they did."""
    for day in room.days:
        folder = room.config.output / day.isoformat()
        approved = room.approved(day)
        if day in held or approved is None or approved != room.content(day):
            continue
        if approval.is_open(room.config, folder, datetime.now(UTC)):
            continue
        for recipient in RECIPIENTS:
            if (day.isoformat(), recipient) not in received.contents and not _unknown(room, day, recipient):
                yield f"the edition of {day} was approved and is forgotten for {recipient}"


def _unknown(room: _Newsroom, day: date, recipient: str) -> bool:
    from reporter.deliver.message import list_identity
    from reporter.workflows.send import email_settings, open_ledger

    with open_ledger(room.config) as ledger:
        rows = ledger.deliveries(list_identity(email_settings(room.config), room.config.title.en), day.isoformat())
    return any(row.state == "unknown" for row in rows if row.key.recipient == recipient)


def sequences(folder: Path, number: int, seed: int = 1, steps: int = 9) -> Outcome:
    """Do `number` random sequences in `folder`."""
    outcome = Outcome()
    for index in range(number):
        where = folder / f"sequence-{index}"
        wrong = len(outcome.wrong)
        sequence(where, random.Random(seed * 10_000 + index), outcome, steps)
        outcome.wrong[wrong:] = [f"sequence {index}: {what}" for what in outcome.wrong[wrong:]]
        shutil.rmtree(where, ignore_errors=True)
    return outcome


def approvals(folder: Path) -> None:
    """Print what became of 200 random sequences."""
    found = sequences(folder, int(os.environ.get("SEQUENCES", "200")))
    done = ", ".join(f"{what} {times}" for what, times in found.done.most_common())
    print(f"{sum(found.done.values())} commands ({done}), {found.killed} killed, {found.mailed} mails")
    print(f"{len(found.wrong)} mailed unapproved, twice or forgotten")
    for what in found.wrong:
        print(f"  {what}")
    if found.wrong:
        sys.exit(1)
