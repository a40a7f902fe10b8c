"""Which folders are editions: those named after a date that contain a record; and which other files they may have."""

from datetime import date
from pathlib import Path

from reporter.errors import ConfigError
from reporter.registry import EXPORTS

RECORD = "briefing.json"


def exports() -> tuple[str, ...]:
    """Return the names of the files that ``reporter export`` puts beside the record."""
    return tuple(f"briefing.{name}" for name in EXPORTS if name not in EXPORTS.entries or not EXPORTS.entries[name].own)


def edition_folders(output: Path) -> dict[str, Path]:
    """Return the folder of each edition in `output` by date, oldest first; symbolic links are ignored."""
    try:
        found = sorted(path for path in output.iterdir() if is_edition(path))
    except OSError:
        return {}
    return {path.name: path for path in found}


def find_edition(output: Path, day: date | None) -> Path:
    """Return the folder of the edition of `day`, or of the latest one.

    Raises:
        ConfigError: there is none.

    """
    folders = edition_folders(output)
    if not folders:
        raise ConfigError(f"There is no edition in {output} yet; make one with 'reporter run'.")
    name = max(folders) if day is None else day.isoformat()
    if name not in folders:
        raise ConfigError(f"There is no edition of {name} in {output}.")
    return folders[name]


def is_edition(folder: Path) -> bool:
    """Return whether `folder` is an edition."""
    try:
        dated = date.fromisoformat(folder.name).isoformat() == folder.name
    except ValueError:
        return False
    return dated and not folder.is_symlink() and (folder / RECORD).is_file()
