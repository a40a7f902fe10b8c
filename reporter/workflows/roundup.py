"""Make a round-up and write its files to a folder of its own beside the editions."""

from datetime import UTC, datetime
from pathlib import Path

from reporter import archive, editions, record
from reporter.archive.roundup import Wanted
from reporter.config import Config
from reporter.errors import ReporterError
from reporter.render import Documents

FOLDER = "roundups"


def build_roundup(config: Config, wanted: Wanted, now: datetime | None = None) -> Path:
    """Make the round-up that is `wanted`; return its folder, ``<output>/roundups/<first>_<last>``.

    Raises:
        ReporterError: it could not be made; an earlier one is unchanged.

    """
    now = datetime.now(UTC) if now is None else now
    with editions.hold(config.output) as staging:
        made = archive.roundup(archive.Place.of(config), wanted, now)
        content = record.dumps(made)
        if broken := record.problems(record.loads(content)):
            raise AssertionError("the record is invalid: " + "; ".join(broken))
        files = {"briefing.json": content} | Documents(config.layout, config.front).render(made)
        folder = config.output / FOLDER / wanted.name
        try:
            folder.parent.mkdir(exist_ok=True)
        except OSError as e:
            raise ReporterError(f"The round-up could not be written to {folder} ({e.strerror}).") from e
        editions.write(folder, files, staging)
    return folder
