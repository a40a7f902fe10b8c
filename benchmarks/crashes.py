"""Runs that are killed at every step of writing an edition, and what is then on the disk.

A child process writes an edition and publishes it, as a run does, and ends by SIGKILL before the n-th time it opens,
writes, synchronises, renames, links or removes a file, for every n. After that, an edition either is damaged, which
reporter notices, or holds the documents of one version; ``latest.pdf`` and ``index.html`` are whole; and the next run
ends well.
"""

import io
import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Self

from reporter import editions
from reporter.editions import writing
from reporter.files import write_whole

DAY, EARLIER = "2026-11-21", "2026-11-19"
NAMES = ("briefing.html", "briefing.pdf", "briefing.json")
CALLS = ("fsync", "rename", "replace", "link", "unlink", "rmdir", "mkdir", "chmod")
SCENARIOS = {
    "the first edition": {},
    "a new edition": {EARLIER: "sealed"},
    "the same day again": {DAY: "sealed", EARLIER: "sealed"},
    "the same day again, without exchange": {DAY: "sealed"},
    "the same day again, without exchange, after an upgrade": {DAY: "unsealed"},
    "a new edition, and an old one goes": {"2026-11-01": "sealed", EARLIER: "sealed"},
}
"""What is in the output folder before the run."""


def _documents(version: str) -> dict[str, bytes]:
    ends = {"briefing.html": b"</html>", "briefing.pdf": b"%%EOF", "briefing.json": b"{}"}
    return {name: version.encode() * 5000 + end for name, end in ends.items()}


def _prepare(output: Path, present: dict[str, str]) -> None:
    for day, kind in present.items():
        files = _documents(f"old {day}")
        for name, content in (files | {"run.json": b"{}"}).items():
            path = output / day / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if kind == "sealed":
            (output / day / "edition.json").write_bytes(writing._seal(files))  # noqa: SLF001


def _run(output: Path) -> None:
    """Do what a run does with the output folder."""
    files = _documents("new")
    with editions.hold(output) as staging:
        editions.write(output / DAY, files, staging)
        editions.remove_old(output, staging, date.fromisoformat(DAY), 10)
        editions.publish(output, (), lambda *_: b"<html>new</html>", today=date.fromisoformat(DAY))
        write_whole(output / DAY / "run.json", b'{"stages": []}')


class _Counted:
    """Counts the steps of this process, and ends it before one of them."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.steps = 0

    def step(self) -> None:
        self.steps += 1
        if self.steps == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def patch(self) -> None:
        for name in CALLS:
            setattr(os, name, self._before(getattr(os, name)))
        writing._exchange = self._before(writing._exchange)  # noqa: SLF001
        opened = io.open

        def counted(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
            if "w" not in mode:
                return opened(file, mode, *rest, **named)
            self.step()
            return _Halves(opened(file, mode, *rest, **named), self.step)

        io.open = counted

    def _before(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            self.step()
            return call(*arguments, **named)

        return counted


class _Halves:
    """A file whose content is written in two steps."""

    def __init__(self, file: Any, step: Callable[[], None]) -> None:
        self._file = file
        self._step = step

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, content: bytes) -> None:
        middle = len(content) // 2
        for part in (content[:middle], content[middle:]):
            self._file.write(part)
            self._file.flush()
            self._step()


def killed_at(output: Path, last: int, *, exchange: bool) -> bool:
    """Let a child process run until step `last`; return whether it was killed before its end."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if not exchange:
                writing._exchanged = lambda *_: False  # noqa: SLF001
            _Counted(last).patch()
            _run(output)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"a run failed at step {last}")
    return False


def broken(output: Path, present: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong in `output`."""
    folders = {path.name: path for path in output.iterdir() if editions.is_edition(path)}
    for day, folder in folders.items():
        if editions.damage(folder) is not None:
            continue  # noticed, and made again
        contents = {name: (folder / name).read_bytes() for name in NAMES if (folder / name).exists()}
        if contents not in (_documents("new"), _documents(f"old {day}")):
            yield f"the edition of {day} is half or mixed"
    for day in present.keys() - folders.keys() - {"2026-11-01"}:
        yield f"the edition of {day} is gone"
    latest, index = output / "latest.pdf", output / "index.html"
    if latest.exists() and latest.read_bytes() not in [
        _documents(version)["briefing.pdf"] for version in ("new", f"old {EARLIER}", f"old {DAY}")
    ]:
        yield "latest.pdf is half"
    if index.exists() and index.read_bytes() != b"<html>new</html>":
        yield "index.html is half"


def finished(output: Path) -> Iterator[str]:
    """Yield what is wrong after a run that ended well."""
    if editions.damage(output / DAY) or (output / DAY / NAMES[1]).read_bytes() != _documents("new")[NAMES[1]]:
        yield "the next run did not make the edition"
    yield from (
        f"{path.name} is left" for path in output.iterdir() if path.suffix == ".part" or path.name == ".staging"
    )


def crash(folder: Path, every: int = 1) -> tuple[Counter[str], list[str]]:
    """Kill a run at every step, or at each `every`-th; return the steps by scenario, and what broke."""
    points: Counter[str] = Counter()
    wrong: list[str] = []
    for name, present in SCENARIOS.items():
        step, killed = 1, True
        while killed:
            output = folder / "output"
            shutil.rmtree(output, ignore_errors=True)
            output.mkdir(parents=True)
            _prepare(output, present)
            killed = killed_at(output, step, exchange="without exchange" not in name)
            wrong += [f"{name}, killed before step {step}: {what}" for what in broken(output, present)]
            _run(output)
            wrong += [f"{name}, killed before step {step}: {what}" for what in finished(output)]
            points[name] += killed
            step += every
    return points, wrong
