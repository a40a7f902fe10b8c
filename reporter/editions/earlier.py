"""The records of earlier editions, each of which is read once in a run."""

import logging
from datetime import date
from pathlib import Path

from reporter import record
from reporter.editions.folders import RECORD
from reporter.errors import ReporterError
from reporter.record import Record

log = logging.getLogger(__name__)


class EarlierRecords:
    """The records of the editions in an output folder."""

    def __init__(self, output: Path) -> None:
        """Use the folder `output`; nothing is read yet."""
        self._output = output
        self._read: dict[date, Record | None] = {}

    def of(self, day: date) -> Record | None:
        """Return the record of the edition of `day`; None if there is none, or if it cannot be read."""
        if day not in self._read:
            path = self._output / day.isoformat() / RECORD
            try:
                self._read[day] = record.load(path) if path.is_file() else None
            except ReporterError as e:
                log.warning(
                    "The record of the edition %s cannot be read (%s); it is not compared with this one.", day, e
                )
                self._read[day] = None
        return self._read[day]
