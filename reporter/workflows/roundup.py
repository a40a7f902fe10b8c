"""Make a round-up, with what the desk has decided on it, and write it to a folder of its own beside the editions."""

from datetime import UTC, datetime
from pathlib import Path

from reporter import archive, editions, record
from reporter.archive.decided import Decided
from reporter.archive.roundup import Wanted
from reporter.config import Config
from reporter.desk.decisions import fingerprint, path_of, read
from reporter.editions.folders import RECORD, ROUNDUPS
from reporter.errors import ReporterError
from reporter.record import Record
from reporter.render import Documents
from reporter.store import Store
from reporter.workflows.edition import facts_about, publish
from reporter.workflows.report import RunReport


def build_roundup(config: Config, wanted: Wanted, now: datetime | None = None) -> Path:
    """Make the round-up that is `wanted`; return its folder, ``<output>/roundups/<first>_<last>``.

    Raises:
        ReporterError: it could not be made; an earlier one is unchanged.

    """
    now = datetime.now(UTC) if now is None else now
    report = RunReport(now)
    with report.listening(), editions.hold(config.output) as staging:
        made, decided = _made(config, wanted, now)
        content = record.dumps(made)
        if broken := record.problems(record.loads(content)):
            raise AssertionError("the record is invalid: " + "; ".join(broken))
        documents = Documents(config.layout, config.front)
        files = {RECORD: content} | documents.render(made)
        folder = _folder(config, wanted)
        try:
            folder.parent.mkdir(exist_ok=True)
        except OSError as e:
            raise ReporterError(f"The round-up could not be written to {folder} ({e.strerror}).") from e
        facts = facts_about(made, fingerprint(decided.decisions)) | {
            "section": wanted.section,
            "priority": wanted.priority or "",
        }
        editions.write(folder, files, staging, facts)
        report.stale = decided.stale()
        report.write(folder, made)
        with Store.open(config.store) as store:
            publish(config, documents, store, None, today=now.astimezone(config.zone).date(), staging=staging)
    return folder


def preview_roundup(config: Config, folder: Path) -> dict[str, bytes]:
    """Return the documents of the round-up in `folder` as they would be made now; no file is changed.

    Raises:
        ReporterError: it could not be made.

    """
    made, _ = _made(config, wanted_of(folder), datetime.now(UTC))
    return Documents(config.layout, config.front).render(made)


def wanted_of(folder: Path) -> Wanted:
    """Return what the round-up in `folder` was asked for.

    Raises:
        ReporterError: its record cannot be read.

    """
    edition, facts = record.load(folder / RECORD).edition, editions.facts_of(folder)
    priority = facts.get("priority")
    return Wanted(
        first=edition.first or edition.date,
        last=edition.date,
        section=facts.get("section", ""),
        priority="lead" if priority == "lead" else "normal" if priority == "normal" else None,
    )


def _made(config: Config, wanted: Wanted, now: datetime) -> tuple[Record, Decided]:
    decided = Decided(read(path_of(config.desk.decisions, wanted.name)))
    place = archive.Place.of(config)
    made = archive.roundup(place, wanted, now, decided=decided, sections=config.desk.sections)
    return editions.Corrections(_folder(config, wanted), ()).stated(made), decided


def _folder(config: Config, wanted: Wanted) -> Path:
    return config.output / ROUNDUPS / wanted.name
