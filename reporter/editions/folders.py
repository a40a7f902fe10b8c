"""Which folders are editions: those named by a date that hold a record."""

from datetime import date
from pathlib import Path

RECORD = "briefing.json"


def edition_folders(output: Path) -> dict[str, Path]:
    """Return the folder of each edition below `output` by its date, oldest first; links are none of ours."""
    try:
        found = sorted(path for path in output.iterdir() if is_edition(path))
    except OSError:
        return {}
    return {path.name: path for path in found}


def is_edition(folder: Path) -> bool:
    """Tell whether `folder` is an edition."""
    try:
        dated = date.fromisoformat(folder.name).isoformat() == folder.name
    except ValueError:
        return False
    return dated and not folder.is_symlink() and (folder / RECORD).is_file()
