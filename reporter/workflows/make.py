"""Make an edition: lock the output folder, run the pipeline, write the files, and publish them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from reporter import archive, editions, executors, record
from reporter.config import Config
from reporter.desk.decisions import fingerprint
from reporter.editions.folders import RECORD
from reporter.errors import ReporterError
from reporter.interfaces import Progress, Silent
from reporter.model import Skipped
from reporter.render import Documents
from reporter.store import Store
from reporter.store.history import History
from reporter.workflows.pipeline import assemble, run
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
        with executors.executor(config, now) as executor, Store.open(config.store) as store:
            tools = assemble(config, store, executor, now, day, progress=progress or Silent(), report=report)
            made, files = run(tools, config, now, day)
            folder = config.output / day.isoformat()
            with report.stage("write"):
                editions.write(
                    folder,
                    {name: files[name] for name in FILES},
                    staging,
                    _facts(made, fingerprint(tools.arrangement.decisions)),
                )
            del files  # which are large
            today = now.astimezone(config.zone).date()
            with report.stage("publish") as counts:
                counts.update(_publish(config, tools.documents, store, day, today=today, staging=staging))
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
    with executors.executor(config, now) as executor, Store.open(config.store) as store:
        tools = assemble(config, store, executor, now, day, progress=Silent(), report=report)
        _, files = run(tools, config, now, day)
    return files["briefing.pdf"]


def restate(
    config: Config, folder: Path, change: Callable[[record.Record], record.Record], *, now: datetime
) -> record.Record:
    """Change what the record of the edition in `folder` says about the edition, and make its documents again from it.

    No article is read again.

    Raises:
        AlreadyRunningError: a run is writing to the output folder.
        ReporterError: the record is damaged, or the documents cannot be made; they are unchanged.

    """
    with editions.hold(config.output) as staging:
        if damage := editions.damage(folder):
            raise ReporterError(f"The edition in {folder} is damaged ({damage}); make it again with 'reporter run'.")
        before = record.load(folder / RECORD)
        made = change(before)
        if made == before:
            return made
        documents = Documents(config.layout, config.front)
        files = {RECORD: record.dumps(made)} | documents.render(made)
        if broken := record.problems(record.loads(files[RECORD])):
            raise ReporterError(f"The edition in {folder} has an invalid record: {broken[0]}.")
        facts = _facts(made, editions.facts_of(folder).get("decisions", ""))
        editions.write(folder, {name: files[name] for name in FILES}, staging, facts)
        with Store.open(config.store) as store:
            _publish(
                config, documents, store, made.edition.date, today=now.astimezone(config.zone).date(), staging=staging
            )
        return made


def _facts(made: record.Record, decisions: str) -> dict[str, str]:
    return {"decisions": decisions, "erratum": made.desk.erratum.kind if made.desk.erratum else ""}


def _publish(  # noqa: PLR0913  (what is published, and where)
    config: Config, documents: Documents, store: Store, day: date, *, today: date, staging: Path
) -> dict[str, int]:
    """Update the archive and the files next to the editions, and return what was done, in numbers.

    If that fails, the edition is not affected.
    """
    counts = {}
    try:
        counts["archived"] = archive.update(archive.Place.of(config))
    except (OSError, ReporterError) as e:
        log.warning("The archive could not be brought up to date, so no old edition is removed: %s", e)
    try:
        if "archived" in counts:
            counts["removed"] = editions.remove_old(config.output, staging, day, config.editions.keep_days)
        shelf = editions.known(config.output, History(store, str(config.output.absolute())))
        editions.publish(config.output, shelf, lambda listed: documents.index(listed, config.title), today=today)
    except (OSError, ReporterError) as e:
        log.warning("latest.pdf and index.html could not be updated: %s", e)
    return counts


def _made_before(folder: Path, report: RunReport) -> RunResult | None:
    """Return the edition in `folder` if it is complete."""
    if not editions.is_edition(folder) or not all((folder / name).is_file() for name in FILES):
        return None
    if damage := editions.damage(folder):
        log.warning("The edition in %s is made again: %s", folder, damage)
        return None
    return RunResult(folder=folder, record=record.load(folder / "briefing.json"), made=False, report=report)
