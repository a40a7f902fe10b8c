"""One edition from the stages of a run: run them, write its files, and publish them beside the earlier ones."""

import logging
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path

from reporter import archive, editions, record
from reporter.config import Config
from reporter.desk.decisions import fingerprint
from reporter.errors import ReporterError
from reporter.heap import give_back
from reporter.model import Skipped
from reporter.render import Documents
from reporter.store import Store
from reporter.store.history import History
from reporter.workflows.pipeline import run
from reporter.workflows.report import RunReport
from reporter.workflows.tools import Tools

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


def make_edition(  # noqa: PLR0913  (an edition depends on all of these)
    tools: Tools, config: Config, store: Store, *, now: datetime, day: date, staging: Path
) -> RunResult:
    """Make the edition of `day` with `tools` and write its files; unfinished ones are in `staging`.

    Raises:
        NothingNewError: nothing has arrived since the last edition, and the settings ask for no edition in that case.
        ReporterError: no edition could be made; an earlier version of it is unchanged.

    """
    made, files = run(tools, config, now, day)
    folder = config.output / day.isoformat()
    with tools.report.stage("write"):
        facts = facts_about(made, fingerprint(tools.arrangement.decisions))
        editions.write(folder, {name: files[name] for name in FILES}, staging, facts)
    size = sum(map(len, files.values()))
    del files
    give_back(size)
    today = now.astimezone(config.zone).date()
    with tools.report.stage("publish") as counts:
        counts.update(publish(config, tools.documents, store, made, today=today, staging=staging))
    result = RunResult(folder=folder, record=made, report=tools.report)
    result.write_report()
    return result


def made_before(folder: Path, report: RunReport) -> RunResult | None:
    """Return the edition in `folder` if it is complete."""
    if not editions.is_edition(folder) or not all((folder / name).is_file() for name in FILES):
        return None
    if damage := editions.damage(folder):
        log.warning("The edition in %s is made again: %s", folder, damage)
        return None
    return RunResult(folder=folder, record=record.load(folder / "briefing.json"), made=False, report=report)


def facts_about(made: record.Record, decisions: str) -> dict[str, str]:
    """Return the facts that are written with the documents of an edition (``editions.writing.FACTS``)."""
    return {"decisions": decisions, "erratum": made.desk.erratum.kind if made.desk.erratum else ""}


def publish(  # noqa: PLR0913  (what is published, and where)
    config: Config, documents: Documents, store: Store, made: record.Record | None, *, today: date, staging: Path
) -> dict[str, int]:
    """Update the archive and the files next to the editions, and return what was done, in numbers.

    `made` is the edition, beside which others may be too old; None after a round-up. If this fails, the edition is not
    affected.
    """
    counts = {}
    try:
        counts["archived"] = archive.update(archive.Place.of(config), made)
    except (OSError, ReporterError) as e:
        log.warning("The archive could not be brought up to date, so no old edition is removed: %s", e)
    try:
        if "archived" in counts and made is not None:
            counts["removed"] = editions.remove_old(
                config.output, staging, made.edition.date, config.editions.keep_days
            )
        shelf = editions.known(config.output, History(store, str(config.output.absolute())), made)
        index = partial(documents.index, title=config.title)
        editions.publish(config.output, shelf, lambda listed, told: index(listed, roundups=told), today=today)
    except (OSError, ReporterError) as e:
        log.warning("latest.pdf and index.html could not be updated: %s", e)
    return counts
