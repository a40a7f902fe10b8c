"""Make an edition or a round-up again by its folder, for the pages on which people work on it."""

from datetime import date
from pathlib import Path

from reporter import record
from reporter.config import Config
from reporter.editions.folders import RECORD, is_roundup
from reporter.record import Record
from reporter.workflows.make import build_edition, preview_edition
from reporter.workflows.roundup import build_roundup, preview_roundup, wanted_of


def made_again(config: Config, folder: Path) -> Record:
    """Make the edition in `folder` again and return its record.

    Raises:
        ReporterError: it could not be made.

    """
    if is_roundup(folder):
        return record.load(build_roundup(config, wanted_of(folder)) / RECORD)
    return build_edition(config, day=date.fromisoformat(folder.name)).record


def preview(config: Config, folder: Path) -> dict[str, bytes]:
    """Return the documents of the edition in `folder` as they would be made now; nothing is changed.

    Raises:
        ReporterError: it could not be made.

    """
    if is_roundup(folder):
        return preview_roundup(config, folder)
    return preview_edition(config, date.fromisoformat(folder.name))
