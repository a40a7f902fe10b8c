"""The desk: decisions of two windows at once, killed while they are saved, and those on sixty articles (``decisions``).

In: a number of rounds. Out: printed figures, each with its limit. The windows are two journals of one process that
share a file of decisions; a decision is lost if it was accepted and is not in the file at the end.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks import decisions
from reporter.desk.decisions import EntryDecisions, Note, path_of, read
from reporter.desk.journal import ChangedMeanwhileError, Journal, Who, version_of

ROUNDS, KILLS = 100, 50
DAY = date(2026, 11, 29)
KEYS = tuple(f"url:https://paper.example/{number}" for number in range(5))
_SEED = 20261129


def desk(folder: Path, rounds: int = ROUNDS, kills: int = KILLS) -> None:
    """Print the figures, and fail if a decision was lost or a file is damaged."""
    wrong = [said for said, fits in figures(folder / "desk", rounds, kills) if not fits]
    if wrong:
        raise SystemExit(f"beyond the limits: {'; '.join(wrong)}")


def figures(folder: Path, rounds: int, kills: int) -> Iterator[tuple[str, bool]]:
    """Print and yield each figure, and whether it is within its limit."""
    lost, refused = interleaved(path_of(folder / "two", DAY), rounds)
    yield told(f"{rounds} interleavings of two windows: {lost} decisions lost, {refused} refused", lost == 0)
    damaged, forgotten = killed(path_of(folder / "kills", DAY), kills)
    said = f"{kills} kills while saving: {damaged} damaged files, {forgotten} confirmed decisions forgotten"
    yield told(said, damaged == forgotten == 0)
    for said, within in decisions.figures(folder / "decisions"):
        yield told(said, within)


def interleaved(path: Path, rounds: int) -> tuple[int, int]:
    """Return how many accepted decisions of two windows are lost, and how many were refused.

    In each round both windows read the article and decide in a random order, sometimes upon what they read before.
    """
    chance, lost, refused = random.Random(_SEED), 0, 0
    seen: dict[tuple[str, str], str] = {}
    accepted: dict[str, list[str]] = {key: [] for key in KEYS}
    windows = {window: Journal(path) for window in ("one", "two")}
    for number in range(rounds):
        key, order = chance.choice(KEYS), chance.sample(sorted(windows), 2)
        for window in order:
            if chance.random() < 0.7:  # otherwise it decides upon what it saw in an earlier round
                decided = windows[window].decisions().entries.get(key, EntryDecisions())
                seen[window, key] = version_of(decided)
        for window in order:
            text = f"{window} {number}"
            version = seen.get((window, key), version_of(EntryDecisions()))
            try:
                noted(windows[window], key, text, window, version)
                accepted[key].append(text)
            except ChangedMeanwhileError:
                refused += 1
    entries = read(path).entries
    for key, texts in accepted.items():
        kept = [note.en for note in entries.get(key, EntryDecisions()).notes]
        lost += len(set(texts) - set(kept))
    return lost, refused


def killed(path: Path, kills: int) -> tuple[int, int]:
    """Return how many files were damaged, and how many confirmed decisions forgotten, by killing who saves them."""
    chance, damaged, forgotten = random.Random(_SEED), 0, 0
    for number in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.desk", str(path), str(number)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        confirmed = [process.stdout.readline().strip() for _ in range(1 + chance.randrange(4))]
        time.sleep(chance.random() * 0.02)
        os.kill(process.pid, signal.SIGKILL)
        confirmed += process.communicate()[0].split("\n")[:-1]
        try:
            kept = {note.en for decided in read(path).entries.values() for note in decided.notes}
            lines = len(Journal(path).lines())
        except Exception as e:  # noqa: BLE001  (whatever is wrong with it)
            print(f"kill {number}: {e}")
            damaged += 1
            continue
        forgotten += len(set(filter(None, confirmed)) - kept) + (lines < len(kept))
    return damaged, forgotten


def noted(journal: Journal, key: str, text: str, window: str, version: str = "") -> None:
    """Add a note to the decisions on an article."""
    who = Who(by=window, at=datetime.now(UTC).replace(microsecond=0), window=window)
    note = Note.model_validate({"en": text, "by": who.by, "at": who.at, "for": "desk"})
    journal.entry(
        key, lambda decided: decided.model_copy(update={"notes": (*decided.notes, note)}), who, version=version
    )


def told(said: str, within: bool) -> tuple[str, bool]:  # noqa: FBT001
    """Print and return a figure."""
    print(said if within else f"{said}  BEYOND THE LIMIT", flush=True)
    return said, within


def _save_until_killed(path: Path, number: int) -> None:
    journal = Journal(path)
    for at in range(100_000):
        text = f"{number}.{at}"
        noted(journal, KEYS[at % len(KEYS)], text, "one")
        print(text, flush=True)


if __name__ == "__main__":
    _save_until_killed(Path(sys.argv[1]), int(sys.argv[2]))
