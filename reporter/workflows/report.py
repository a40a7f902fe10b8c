"""The report of one run (``run.json``): its stages with durations and counts, its warnings, and the versions used.

Each finished stage is one line in the log. Nothing here reads the calendar; the start of the run is passed in.
"""

import json
import logging
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reporter.errors import ReporterError
from reporter.files import write_whole
from reporter.printable import printable
from reporter.record import Record
from reporter.versions import versions

log = logging.getLogger(__name__)

NAME = "run.json"
Counts = dict[str, int]


class RunReport:
    """Collects information about a run while it is in progress."""

    def __init__(self, started_at: datetime) -> None:
        self._started_at = started_at
        self._stages: list[dict[str, Any]] = []
        self._warnings: list[str] = []
        self.stale: tuple[str, ...] = ()
        """Decisions of the desk that found no article or sentence."""

    @contextmanager
    def stage(self, name: str) -> Iterator[Counts]:
        """Time the stage `name`; put its counts in the value."""
        counts: Counts = {}
        started = time.perf_counter()
        try:
            yield counts
        except BaseException as e:
            log.info("%s failed after %.2f s (%s)", name, time.perf_counter() - started, type(e).__name__)
            raise
        seconds = time.perf_counter() - started
        self._stages.append({"name": name, "seconds": round(seconds, 3), **counts})
        log.info("%s: %.2f s%s", name, seconds, "".join(f", {number} {what}" for what, number in counts.items()))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Collect the warnings logged in the block."""
        logger, ear = logging.getLogger("reporter"), _Ear(self._warnings)
        logger.addHandler(ear)
        try:
            yield
        finally:
            logger.removeHandler(ear)

    def write(self, folder: Path, record: Record) -> None:
        """Write ``run.json`` to `folder` atomically; `record` is the edition's record.

        A report that cannot be written only logs a warning, because the edition exists.
        """
        try:
            write_whole(folder / NAME, self._as_json(record))
        except ReporterError as e:
            log.warning("The report of the run could not be written: %s", e)

    def _as_json(self, record: Record) -> bytes:
        report = {
            "schema_version": 1,
            "edition": record.edition.date.isoformat(),
            "started_at": self._started_at.astimezone(UTC).isoformat(timespec="seconds"),
            "seconds": round(sum(stage["seconds"] for stage in self._stages), 3),
            "stages": self._stages,
            "counts": {**asdict(record.counts), "skipped": len(record.skipped)},
            "degraded": record.degraded,
            "watch": _watched(record),
            "skipped": [asdict(item) for item in record.skipped],
            "warnings": self._warnings,
            "stale_decisions": self.stale,
            "versions": versions(),
        }
        return (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode()


def _watched(record: Record) -> dict[str, Counts]:
    """Return how many articles each watch list has, and how many it left out."""
    counts = {name: {"articles": sum(name in entry.watch for entry in record.entries)} for name in record.watch}
    return counts | {name: {"left_out": n} for name, n in Counter(each.watch for each in record.left_out).items()}


class _Ear(logging.Handler):
    """Collects the text of warnings."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self._heard.append(printable(record.getMessage()))
