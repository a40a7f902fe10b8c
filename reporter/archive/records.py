"""The records of an output folder: those of its editions, and a compressed copy of each that outlives its documents.

In: a day. Out: the bytes of its ``briefing.json``. The copies are beside the store, in a folder for each output folder,
and are authoritative for editions whose folder is gone.
"""

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from reporter.editions.folders import RECORD, edition_folders
from reporter.files import write_whole
from reporter.store.database import make_private_folders

PAGE = "briefing.html"
_ENDING = ".json.gz"
_LEVEL = 6


class Records:
    """The records of the editions in `output`, with the copies in `folder`."""

    def __init__(self, folder: Path, output: Path) -> None:
        self._folder = folder
        self._output = output

    @property
    def name(self) -> str:
        """What identifies the output folder, also after both folders were moved together."""
        return label(self._output, self._folder)

    def copy(self, day: date, output: str | None = None) -> Path:
        """Return where the copy of the record of `day` is, or would be."""
        return self._folder / (output or self.name) / f"{day.isoformat()}{_ENDING}"

    def copies(self) -> Iterator[tuple[str, date]]:
        """Yield the name of the output folder and the day of each copy, also of other output folders."""
        for path in sorted(self._folder.glob(f"*/*{_ENDING}")):
            try:
                yield path.parent.name, date.fromisoformat(path.name.removesuffix(_ENDING))
            except ValueError:
                continue

    def editions(self) -> dict[date, Path]:
        """Return the files of the records in the output folder by day."""
        return {date.fromisoformat(day): folder / RECORD for day, folder in edition_folders(self._output).items()}

    def days(self) -> tuple[date, ...]:
        """Return the day of every record, oldest first."""
        copies = {day for output, day in self.copies() if output == self.name}
        return tuple(sorted(copies | self.editions().keys()))

    def kept(self, day: date, output: str | None = None) -> bytes | None:
        """Return the copy of the record of `day`; None if there is none that can be read."""
        try:
            return gzip.decompress(self.copy(day, output).read_bytes())
        except (OSError, EOFError, zlib.error):
            return None

    def keep(self, day: date, content: bytes) -> None:
        """Replace the copy of the record of `day`.

        Raises:
            OSError, ReporterError: it cannot be written; an earlier one is unchanged.

        """
        path = self.copy(day)
        make_private_folders(path)
        write_whole(path, gzip.compress(content, _LEVEL, mtime=0))

    def page(self, day: date) -> Path:
        """Return the page of the edition of `day`, or the copy of its record if that is what is left."""
        page = self._output / day.isoformat() / PAGE
        return page if page.is_file() else self.copy(day)

    def versions(self, day: date) -> Iterator[bytes]:
        """Yield the record of `day` and then its copy, as far as they can be read."""
        with suppress(OSError):
            yield (self._output / day.isoformat() / RECORD).read_bytes()
        if (copy := self.kept(day)) is not None:
            yield copy


def label(output: Path, folder: Path) -> str:
    """Return the name of the folder for the copies of `output` within `folder`."""
    path = os.path.relpath(output, folder)
    return f"{output.name or 'output'}-{hashlib.sha256(path.encode(errors='surrogateescape')).hexdigest()[:8]}"
