"""What is known about earlier editions: from the records on disk, and from the store for those no longer there."""

import logging
from collections.abc import Iterator
from pathlib import Path

from reporter import record
from reporter.editions.changes import kept_corrections
from reporter.editions.folders import RECORD, edition_folders
from reporter.editions.versions import text_key
from reporter.errors import ReporterError
from reporter.files import stamp
from reporter.record import Record
from reporter.record.blocks import also_reported, blocks
from reporter.record.english_json import utc
from reporter.store.history import History, KeptArticle, KeptEdition, KeptHeadline

log = logging.getLogger(__name__)


def known(output: Path, history: History, made: Record | None = None) -> tuple[KeptEdition, ...]:
    """Return every edition that `output` has or had, oldest first; `made` is the one that was just written, if any.

    Records that the store does not know in their current version are read: after a run was killed before it could
    update the store, after the store was damaged, or after someone restored an older edition.
    """
    kept = {edition.date: edition for edition in history.editions()}
    for day, folder in edition_folders(output).items():
        try:
            present = stamp(folder / RECORD)
            if day not in kept or kept[day].stamp != present:
                is_made = made is not None and made.edition.date.isoformat() == day
                kept[day] = _kept(day, present, made if made and is_made else record.load(folder / RECORD))
                history.keep(kept[day])
        except (OSError, ReporterError) as e:
            log.warning("The record of the edition %s cannot be read (%s); its articles may be repeated.", day, e)
    return tuple(kept[day] for day in sorted(kept))


def _kept(day: str, version: str, made: Record) -> KeptEdition:
    return KeptEdition(
        date=day,
        stamp=version,
        headlines=tuple(_headlines(made)),
        issued_at=utc(made.edition.issued_at),
        degraded=bool(made.degraded),
        articles=tuple(
            KeptArticle(sha256=entry.source.sha256, url=entry.source.url or "", added=entry.added, text=text_key(entry))
            for entry in made.entries
        ),
        corrections=kept_corrections(made),
        left_out=tuple(
            KeptArticle(sha256=sha256, url=url or "", added=False)
            for sha256, url in (
                *((item.sha256, item.url) for item in made.left_out),
                *((item.sha256, item.url) for item in made.desk.excluded if not item.later),
            )
        ),
    )


def _headlines(made: Record) -> Iterator[KeptHeadline]:
    for block in (*blocks(made), *also_reported(made)):
        title = block.entry.title
        english = title.text_en if block.rows or title.reason else title.text_en or ""
        yield KeptHeadline(block.entry.title_ar, english, block.entry.id, title.origin == "machine")
