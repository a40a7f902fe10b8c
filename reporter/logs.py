"""Logging for the command line.

ERROR    the run ended; reported once, as one sentence
WARNING  the run continues, but someone should look: a skipped article, a damaged cache
INFO     (-v) each decision: an encoding chosen, a package loaded, a stage's seconds
DEBUG    (-vv) details for developers

Libraries log at WARNING; their INFO does not concern users. A run also writes a log file with one line for each stage
and every warning and error.
"""

import logging
import os
import time
import warnings
from copy import copy
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from reporter.printable import printable, printable_lines

log = logging.getLogger(__name__)

LOG_NAME = "run.log"
STAGES = "reporter.workflows.report"
"""The logger for the stages of a run."""
FILE_BYTES = 500_000
OLD_FILES = 4


def set_up(level: int, handler: logging.Handler) -> None:
    """Send our records of at least `level`, and the libraries' warnings, to `handler`."""
    root = logging.getLogger()
    root.handlers[:] = [handler]
    handler.setFormatter(_Screen(traces=level <= logging.DEBUG))
    root.setLevel(logging.WARNING)
    handler.addFilter(lambda record: record.levelno >= level or not record.name.startswith("reporter"))
    logging.getLogger("reporter").setLevel(level)
    # fontTools logs each dropped table at INFO, WeasyPrint each ignored CSS rule at WARNING.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    logging.captureWarnings(capture=True)
    # filelock then uses a file that names its owner: as safe, and nothing that cron should mail.
    warnings.filterwarnings("ignore", message="flock not supported")


def keep_file(path: Path) -> None:
    """Log warnings, errors and one line per stage to the file `path`, which only its owner can read."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = _File(path, maxBytes=FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8")
    except OSError as e:
        log.warning("The log file %s cannot be written (%s); this run continues without it.", path, e.strerror)
        return
    file.addFilter(lambda record: record.levelno >= logging.WARNING or record.name == STAGES)
    formatter = OneLine("%(asctime)sZ %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    file.setFormatter(formatter)
    logger = logging.getLogger("reporter")
    logger.setLevel(min(logger.level, logging.INFO))
    logger.addHandler(file)


def traced(logger: logging.Logger, level: int, message: str, trace: str) -> logging.LogRecord:
    """Return a record of `message` with the traceback of another process."""
    record = logger.makeRecord(logger.name, level, __file__, 0, message, (), None)
    record.exc_text = behind_bars(trace)
    return record


def handle(record: logging.LogRecord) -> None:
    """Log a record that another process has made."""
    logger = logging.getLogger(record.name)
    if logger.isEnabledFor(record.levelno):
        logger.handle(record)


def behind_bars(trace: str) -> str:
    """Return a traceback whose lines cannot be taken for records."""
    return "\n".join(f"  | {line}" for line in printable_lines(trace.rstrip("\n")).split("\n"))


class OneLine(logging.Formatter):
    """Puts each record on one line, whatever names are in it, and each line of a traceback behind a bar."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (the standard library's name)
        """Return the record's line."""
        record.message = printable(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # noqa: ANN401, N802  (the standard library's name)
        """Return the traceback."""
        return behind_bars(super().formatException(ei))


class _Screen(OneLine):
    """Leaves the tracebacks of warnings to the log file, unless `traces` are asked for."""

    def __init__(self, *, traces: bool) -> None:
        super().__init__()
        self._traces = traces

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's text."""
        if not self._traces and record.levelno < logging.ERROR:
            record = copy(record)
            record.exc_info = record.exc_text = None
        return super().format(record)


class _File(RotatingFileHandler):
    """A private log file; if the disk is full, lines are lost without a message on standard error."""

    def _open(self) -> TextIOWrapper:
        return os.fdopen(
            os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8"
        )

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (the standard library's name)
        """Drop the line."""
