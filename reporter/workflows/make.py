"""Make an edition: lock the output folder, run the pipeline, write the files, and publish them."""

import logging
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from reporter import archive, editions, record
from reporter.config import Config
from reporter.errors import ReporterError
from reporter.interfaces import Progress, Silent
from reporter.model import Skipped
from reporter.store import Store
from reporter.workflows.articles import Articles
from reporter.workflows.pipeline import Tools, assemble, run
from reporter.workflows.report import RunReport

log = logging.getLogger(__name__)

FILES = ("briefing.html", "briefing.pdf", "briefing.json")
"""An edition exists if all of these files do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """The result of a run."""

    folder: Path
    """``<output>/<date>``, which contains briefing.json, briefing.html and briefing.pdf."""
    record: record.Record
    """The contents of briefing.json."""
    made: bool = True
    """False if the edition already existed and only a missing one was to be made."""
    report: RunReport = field(repr=False, compare=False)
    """The stages and warnings of the run; later steps, such as sending, can be added before it is written again."""

    @property
    def pdf(self) -> Path:
        """The document to forward."""
        return self.folder / "briefing.pdf"

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Every input that is not in the edition, with the reason."""
        return self.record.skipped

    @property
    def degraded(self) -> tuple[str, ...]:
        """Why the edition is incomplete; empty if nothing is missing."""
        return self.record.degraded

    def write_report(self) -> None:
        """Write ``run.json`` next to the edition that this run made."""
        if self.made:
            self.report.write(self.folder, self.record)


def build_edition(
    config: Config,
    now: datetime | None = None,
    *,
    day: date | None = None,
    if_missing: bool = False,
    progress: Progress | None = None,
) -> RunResult:
    """Make the edition of `day`, or of the day of `now` in the configured time zone, and write its files.

    `now` is an aware datetime; the same inputs, configuration and `now` make byte-identical documents. With
    `if_missing`, an existing edition is left unchanged and returned.

    Raises:
        NothingNewError: nothing has arrived since the last edition, and the settings ask for no edition in that case.
        ReporterError: no edition could be made; the message says what to do. ``output`` has no partial files.

    """
    now = datetime.now(UTC) if now is None else now
    day = day or now.astimezone(config.zone).date()
    report = RunReport(now)
    with report.listening(), editions.hold(config.output) as staging:
        if if_missing and (result := _made_before(config.output / day.isoformat(), report)):
            return result
        with Articles(config, now) as articles, Store.open(config.store) as store:
            tools = assemble(config, store, articles, now, day, progress=progress or Silent(), report=report)
            made, files = run(tools, config, now, day)
            folder = config.output / day.isoformat()
            with report.stage("write"):
                editions.write(folder, {name: files[name] for name in FILES}, staging)
            _publish(tools, config, day, now.astimezone(config.zone).date(), staging)
        result = RunResult(folder=folder, record=made, report=report)
        result.write_report()
    return result


def preview_edition(config: Config, day: date) -> bytes:
    """Return the PDF of the edition of `day` as a run would make it now; no file and no edition is changed.

    Raises:
        ReporterError: no edition could be made.

    """
    now = datetime.now(UTC)
    report = RunReport(now)
    with Articles(config, now) as articles, Store.open(config.store) as store:
        tools = assemble(config, store, articles, now, day, progress=Silent(), report=report)
        _, files = run(tools, config, now, day)
    return files["briefing.pdf"]


def _publish(tools: Tools, config: Config, day: date, today: date, staging: Path) -> None:
    """Update the archive and the files next to the editions; if that fails, the edition is not affected."""
    with tools.report.stage("publish") as counts:
        try:
            counts["archived"] = archive.update(archive.Place.of(config))
        except (OSError, ReporterError) as e:
            log.warning("The archive could not be brought up to date, so no old edition is removed: %s", e)
        try:
            if "archived" in counts:
                counts["removed"] = editions.remove_old(config.output, staging, day, config.editions.keep_days)
            shelf = editions.known(config.output, tools.history)
            editions.publish(
                config.output, shelf, lambda listed: tools.documents.index(listed, config.title), today=today
            )
        except (OSError, ReporterError) as e:
            log.warning("latest.pdf and index.html could not be updated: %s", e)


def _made_before(folder: Path, report: RunReport) -> RunResult | None:
    """Return the edition in `folder` if it is complete."""
    if not editions.is_edition(folder) or not all((folder / name).is_file() for name in FILES):
        return None
    if damage := editions.damage(folder):
        log.warning("The edition in %s is made again: %s", folder, damage)
        return None
    return RunResult(folder=folder, record=record.load(folder / "briefing.json"), made=False, report=report)
