"""Where the archive of an output folder is, and what goes into it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from reporter.archive.records import Records
from reporter.config import Config

INDEX = "archive.sqlite3"
COPIES = "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The archive of one output folder; several may share an index and a store."""

    index: Path
    records: Records
    whole: bool = False
    """Whether whole articles are searched, or what was printed of them."""

    @classmethod
    def of(cls, config: Config) -> Self:
        """Return the archive that belongs to the settings."""
        beside = config.store.parent
        return cls(
            index=beside / INDEX,
            records=Records(beside / COPIES, config.output),
            whole=config.desk.archive.articles,
        )
