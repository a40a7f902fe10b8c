"""Find edition folders, which are named after a date and contain a record, and the names of their other files."""

import logging
import re
from collections.abc import Collection
from datetime import date
from pathlib import Path

from reporter.errors import ConfigError
from reporter.registry import EXPORTS

log = logging.getLogger(__name__)

RECORD = "briefing.json"
ROUNDUPS = "roundups"
"""The folder of the round-ups, beside the editions."""
SEAL = "edition.json"
"""The file with the SHA-256 hashes of the documents that were made together."""


def exports() -> tuple[str, ...]:
    """Return the names of the files that ``reporter export`` writes next to the record."""
    return tuple(f"briefing.{name}" for name in EXPORTS if name not in EXPORTS.choices or not EXPORTS.choices[name].own)


def edition_folders(output: Path) -> dict[str, Path]:
    """Return the folder of each edition in `output` by date, oldest first; symbolic links are ignored."""
    try:
        found = sorted(path for path in output.iterdir() if is_edition(path))
    except OSError:
        return {}
    return {path.name: path for path in found}


def find_edition(output: Path, day: date | None, *, today: date) -> Path:
    """Return the folder of the edition of `day`, or by default of the latest edition that is not dated in the future.

    Raises:
        ConfigError: there is none.

    """
    folders = edition_folders(output)
    if not folders:
        raise ConfigError(f"There is no edition in {output} yet; make one with 'reporter run'.")
    name = latest_day(folders, today) if day is None else day.isoformat()
    if day is None and name != max(folders):
        log.warning("Using the edition of %s, because the edition of %s is dated in the future.", name, max(folders))
    if name not in folders:
        raise ConfigError(f"There is no edition of {name} in {output}.")
    return folders[name]


def roundup_folders(output: Path) -> dict[str, Path]:
    """Return the folder of each round-up in `output` by its name, such as ``2026-11-22_2026-11-28``, oldest first."""
    try:
        found = sorted(path for path in (output / ROUNDUPS).iterdir() if is_roundup(path))
    except OSError:
        return {}
    return {path.name: path for path in found if not path.is_symlink() and (path / RECORD).is_file()}


def find_roundup(output: Path, name: str) -> Path:
    """Return the folder of the round-up `name`.

    Raises:
        ConfigError: there is none.

    """
    folders = roundup_folders(output)
    if name not in folders:
        known = f"there are {', '.join(folders)}" if folders else "make one with 'reporter roundup'"
        raise ConfigError(f"There is no round-up {name} in {output / ROUNDUPS}; {known}.")
    return folders[name]


def is_roundup(folder: Path) -> bool:
    """Return whether `folder` is that of a round-up, and not that of the edition of a day."""
    return folder.parent.name == ROUNDUPS and re.match(r"\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d", folder.name) is not None


def which(folder: Path) -> str:
    """Return the options of a command that name the edition in `folder`."""
    return f"--roundup {folder.name}" if is_roundup(folder) else f"--date {folder.name}"


def remaking(folder: Path) -> str:
    """Return the command that makes the edition in `folder` again without mailing it."""
    if is_roundup(folder):
        return f"reporter roundup --from {folder.name[:10]} --to {folder.name[11:21]}"
    return f"reporter run --date {folder.name} --no-send"


def latest_day(days: Collection[str], today: date) -> str:
    """Return the latest of `days` that is not after `today`, or the latest of all if every one is."""
    return max([day for day in days if day <= today.isoformat()] or days)


def is_edition(folder: Path) -> bool:
    """Return whether `folder` is an edition."""
    try:
        dated = date.fromisoformat(folder.name).isoformat() == folder.name
    except ValueError:
        return False
    return dated and not folder.is_symlink() and (folder / RECORD).is_file()
