"""The log of the decisions on an edition: ``decisions/<date>.log``, one JSON object a line.

Each change is on disk in the log before the file of decisions is replaced. A file that was changed by hand, for example
by ``git pull``, is noticed by its hash, and the log says so. Undoing takes the last state from the log.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reporter.desk.decisions import (
    Decisions,
    EditionDecisions,
    EntryDecisions,
    contradiction_in,
    dumps,
    name_of,
    read,
    write,
)
from reporter.errors import ReporterError
from reporter.files import locked
from reporter.record.english_json import utc

BY_HAND = "by hand"
_LONGEST_WAIT_S = 10
"""Seconds to wait for another decision to be kept, which takes some milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who decides, when, and in which window of the browser."""

    by: str
    at: datetime
    window: str = ""


class ChangedMeanwhileError(ReporterError):
    """Somebody else has decided on the same article since it was read."""


class ImpossibleDecisionError(ReporterError):
    """A decision that contradicts others, so that the file would have a mistake."""


class Journal:
    """The decisions on one edition, with their log."""

    def __init__(self, path: Path) -> None:
        """Use the file of decisions at `path`; nothing is read or written yet."""
        self._path = path
        self._log = path.with_suffix(".log")
        self._known: tuple[bytes, Decisions] | None = None
        """The last contents of the file that were read or written, and what they say."""
        self._read = _Lines()

    def decisions(self) -> Decisions:
        """Return the decisions as they are now.

        Raises:
            DecisionsError: the file has a mistake.

        """
        return self._decisions(self.content())

    def content(self) -> bytes | None:
        """Return the contents of the file; None if it is not there or cannot be read."""
        try:
            return self._path.read_bytes()
        except OSError:
            return None

    def _decisions(self, content: bytes | None) -> Decisions:
        known = self._known
        if content is None or known is None or known[0] != content:
            found = read(self._path)  # which says what is wrong
            if content is None:
                return found
            self._known = known = content, found
        return known[1]

    def entry(
        self, key: str, update: Callable[[EntryDecisions], EntryDecisions], who: Who, *, version: str = ""
    ) -> str:
        """Change the decisions on the article `key`, and return their new version.

        `version` is the one that the change was made upon (``version_of``); empty means any.

        Raises:
            ChangedMeanwhileError: there is another version by now; nothing is changed.
            ImpossibleDecisionError: it contradicts another decision.
            ReporterError: the file has a mistake, or cannot be written.

        """
        with self._held() as before:
            known = next((each for each in before.entries if name_of(each) == name_of(key)), key)
            old = before.entries.get(known, EntryDecisions())
            if version and version != version_of(old):
                raise ChangedMeanwhileError("Somebody else has decided on this article meanwhile.")
            new = update(old)
            entries = {**before.entries, known: new}
            if new == EntryDecisions(headline=new.headline):
                del entries[known]
            self._replace(before, before.model_copy(update={"entries": entries}), known, who)
            return version_of(new)

    def whole(self, update: Callable[[Decisions], Decisions], who: Who, what: str) -> None:
        """Change the order, the notes or the approval of the edition; `what` says which.

        Raises:
            ReporterError: the file has a mistake, or cannot be written.

        """
        with self._held() as before:
            self._replace(before, update(before), what, who)

    def undo(self, who: Who) -> str | None:
        """Take back the last change in the window of `who`, and return what it was about; None if there is none.

        Raises:
            ChangedMeanwhileError: there is another decision on the same since then.
            ImpossibleDecisionError: what was before contradicts another decision.
            ReporterError: the file has a mistake, or cannot be written.

        """
        with self._held() as before:
            lines = [line for line in self.lines() if line["window"] == who.window and line["what"] != BY_HAND]
            undone = {line["undoes"] for line in lines if "undoes" in line}
            last = next((line for line in reversed(lines) if line["n"] not in undone and "undoes" not in line), None)
            if last is None:
                return None
            if _part(before, last["what"]) != last["after"]:
                raise ChangedMeanwhileError("Somebody else has decided on this meanwhile, so it is not taken back.")
            self._replace(before, _with(before, last["what"], last["before"]), last["what"], who, undoes=last["n"])
            return str(last["what"])

    def lines(self) -> list[dict[str, Any]]:
        """Return the changes so far, oldest first; a line that was cut off by a crash is left out."""
        try:
            return self._read.of(self._log)
        except OSError as e:
            raise ReporterError(f"The log {self._log} cannot be read: {e}.") from e

    @contextmanager
    def _held(self) -> Iterator[Decisions]:
        """Lock the file against other processes and yield the decisions in it."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with locked(self._path.with_suffix(".lock"), timeout_s=_LONGEST_WAIT_S, mode=0o644):
                decisions = self.decisions()
                self._notice_changes_by_hand()
                yield decisions
        except (OSError, TimeoutError) as e:
            raise ReporterError(f"The decisions in {self._path} cannot be changed ({e}).") from e

    def _notice_changes_by_hand(self) -> None:
        lines = self.lines()
        present = _hash(self.content() or b"")
        if lines and lines[-1]["file"] != present:
            line = {"n": len(lines) + 1, "at": "", "by": "", "window": "", "what": BY_HAND, "file": present}
            self._append(line)

    def _replace(self, before: Decisions, after: Decisions, what: str, who: Who, **more: int) -> None:
        if before == after:
            return
        if contradiction := contradiction_in(after):
            raise ImpossibleDecisionError(f"This decision contradicts another one: {contradiction}.")
        line = {
            "n": len(self.lines()) + 1,
            "at": utc(who.at),
            "by": who.by,
            "window": who.window,
            "what": what,
            "before": _part(before, what),
            "after": _part(after, what),
            "file": _hash(content := dumps(after)),
            **more,
        }
        self._append(line)
        write(self._path, content)
        self._known = content, after

    def _append(self, line: dict[str, Any]) -> None:
        """Add a line, and wait until it is on disk."""
        with self._log.open("a+b") as file:
            file.seek(0, os.SEEK_END)
            if file.tell():
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":  # cut off by a crash
                    file.write(b"\n")
            file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


class _Lines:
    """The lines of a log that only grows; those that are known are not read again."""

    def __init__(self) -> None:
        self._known: tuple[int, int, list[dict[str, Any]]] = (0, 0, [])
        """The inode of the log, how many of its bytes are known, and their lines."""

    def of(self, path: Path) -> list[dict[str, Any]]:
        """Return the lines of the log at `path`, oldest first; one that was cut off by a crash is left out.

        Raises:
            OSError: it cannot be read.

        """
        try:
            with path.open("rb") as file:
                status = os.fstat(file.fileno())
                inode, size, lines = self._known
                if inode != status.st_ino or status.st_size < size:
                    size, lines = 0, []
                file.seek(size)
                whole, newline, _ = file.read().rpartition(b"\n")
        except FileNotFoundError:
            return []
        lines = [*lines, *filter(None, map(_line, whole.split(b"\n")))]
        self._known = status.st_ino, size + len(whole) + len(newline), lines
        return lines


def _line(text: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def version_of(decided: EntryDecisions) -> str:
    """Return a version of the decisions on an article, which changes with them."""
    return _hash(decided.model_dump_json(by_alias=True, exclude={"headline"}).encode())[:16]


def _part(decisions: Decisions, what: str) -> Any:  # noqa: ANN401  (any JSON)
    if what == "order":
        return list(decisions.order)
    if what == "edition":
        return decisions.edition.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    found = decisions.entries.get(what)
    return None if found is None else found.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _with(decisions: Decisions, what: str, part: Any) -> Decisions:  # noqa: ANN401  (any JSON)
    """Return `decisions` with an earlier state of a part; whether it fits the other parts is not checked."""
    if what == "order":
        return decisions.model_copy(update={"order": tuple(part)})
    if what == "edition":
        return decisions.model_copy(update={"edition": EditionDecisions.model_validate(part)})
    entries = {key: decided for key, decided in decisions.entries.items() if key != what}
    if part is not None:
        entries[what] = EntryDecisions.model_validate(part)
    return decisions.model_copy(update={"entries": entries})


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
