"""Where the archive of an output folder is, and what goes into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from reporter.archive.records import Records
from reporter.config import Config
from reporter.editions.sharding import FOLDER, shards_in

INDEX = "archive.sqlite3"
COPIES = "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The archive of one output folder; several may share an index and a store."""

    index: Path
    records: Records
    whole: bool = False
    """Whether whole articles are searched, or what was printed of them."""
    shards: Mapping[str, Records] = field(default_factory=dict)
    """The records of the shards by the names of their output folders."""

    def of_output(self, name: str) -> Records:
        """Return the records of the output folder `name`."""
        return self.shards.get(name, self.records)

    @classmethod
    def of(cls, config: Config) -> Self:
        """Return the archive that belongs to the settings."""
        beside = config.store.parent
        shards = (Records(beside / COPIES, config.output / FOLDER / name) for name in shards_in(config.output))
        return cls(
            index=beside / INDEX,
            records=Records(beside / COPIES, config.output),
            whole=config.desk.archive.articles,
            shards={each.name: each for each in shards},
        )
