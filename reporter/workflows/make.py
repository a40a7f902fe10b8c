"""Make an edition, preview it, or make its documents again; one run at a time writes to an output folder."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from reporter import editions, executors, record
from reporter.config import Config
from reporter.editions.folders import RECORD
from reporter.errors import ReporterError
from reporter.interfaces import Progress, Silent
from reporter.render import Documents
from reporter.store import Store
from reporter.workflows.edition import FILES, RunResult, facts_about, made_before, make_edition, publish
from reporter.workflows.pipeline import run
from reporter.workflows.report import RunReport
from reporter.workflows.shards import Again, front_settings, make_shards
from reporter.workflows.tools import assemble


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
    if config.whole is not None:
        return _shard_again(config, config.whole, now, day)
    return _built(config, now, day, lambda _: not if_missing, if_missing=if_missing, progress=progress or Silent())


def _built(  # noqa: PLR0913  (as build_edition)
    config: Config, now: datetime, day: date, again: Again, *, if_missing: bool, progress: Progress
) -> RunResult:
    """Make an edition and, of its shards, those that are missing or to be made `again`."""
    report = RunReport(now)
    with report.listening(), editions.hold(config.output) as staging:
        if if_missing and (result := made_before(config.output / day.isoformat(), report)):
            return result
        with executors.executor(config, now) as executor, Store.open(config.store) as store:
            tools = assemble(config, store, executor, now, day, progress=progress, report=report)
            if config.editions.shard is not None:
                tools = make_shards(tools, config, store, now=now, day=day, staging=staging, again=again)
                config = front_settings(config, tools)
            return make_edition(tools, config, store, now=now, day=day, staging=staging)


def _shard_again(config: Config, whole: Config, now: datetime, day: date) -> RunResult:
    """Make a shard and the edition that leads to it again."""
    name = config.output.name
    _built(whole, now, day, name.__eq__, if_missing=False, progress=Silent())
    if (result := made_before(config.output / day.isoformat(), RunReport(now))) is None:
        raise ReporterError(f"The shard {name} has no edition of {day}, because no new article belongs to it.")
    return result


def preview_edition(config: Config, day: date) -> dict[str, bytes]:
    """Return the documents of the edition of `day` as a run would make them now; no file and no edition is changed.

    Raises:
        ReporterError: no edition could be made.

    """
    if config.editions.shard or config.whole:
        raise ReporterError("An edition with shards has no preview; make it again to see what has changed.")
    now = datetime.now(UTC)
    report = RunReport(now)
    with executors.executor(config, now) as executor, Store.open(config.store) as store:
        tools = assemble(config, store, executor, now, day, progress=Silent(), report=report)
        _, files = run(tools, config, now, day)
    return files


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
        known = editions.facts_of(folder)
        facts = known | facts_about(made, known.get("decisions", ""))
        editions.write(folder, {name: files[name] for name in FILES}, staging, facts)
        with Store.open(config.store) as store:
            edition = None if made.edition.kind == "roundup" else made
            publish(config, documents, store, edition, today=now.astimezone(config.zone).date(), staging=staging)
        return made
