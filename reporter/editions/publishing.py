"""The files beside the editions, ``latest.pdf`` and ``index.html``, and the removal of old editions.

Each file is written atomically; an old edition is moved out in one step.
"""

import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from reporter.editions.folders import RECORD, SEAL, edition_folders, exports, latest_day, roundup_folders
from reporter.editions.writing import facts_of
from reporter.files import is_unfinished, write_whole
from reporter.store.history import KeptEdition

log = logging.getLogger(__name__)

LONGEST_PAUSE = timedelta(days=31)


def publish(
    output: Path,
    editions: Sequence[KeptEdition],
    index: Callable[[list[dict[str, Any]], list[dict[str, Any]]], bytes],
    *,
    today: date,
) -> None:
    """Update ``latest.pdf`` (a copy of the latest edition's) and ``index.html`` (made by `index`, with the round-ups).

    An edition dated after `today` counts as the latest only if there is no other.

    Raises:
        OSError, ReporterError: one of them could not be written; the other one, and any earlier version, is intact.

    """
    shelf = edition_folders(output)
    if not shelf:
        return
    write_whole(output / "index.html", index(list(_listed(editions, shelf)), list(_roundups(output))))
    write_whole(output / "latest.pdf", (shelf[latest_day(shelf, today)] / "briefing.pdf").read_bytes())


def remove_old(output: Path, staging: Path, day: date, keep_days: int | None) -> int:
    """Remove editions at least `keep_days` older than `day`, but never the latest; return how many.

    Folders that contain files not made by reporter are kept. Nothing is removed if the edition before the latest is
    more than ``LONGEST_PAUSE`` older, because the clock may be wrong.
    """
    if keep_days is None:
        return 0
    shelf = edition_folders(output)
    oldest_kept = (day - timedelta(days=keep_days)).isoformat()
    old = [name for name in shelf if name <= oldest_kept and name != max(shelf)]
    if old and date.fromisoformat(max(shelf)) - date.fromisoformat(sorted(shelf)[-2]) > LONGEST_PAUSE:
        log.warning("No old edition was removed because %s came after a long gap; check the clock.", max(shelf))
        return 0
    removed = 0
    ours = {RECORD, SEAL, "briefing.html", "briefing.pdf", "run.json", "fetch.json", *exports()}
    for name in old:
        found = sorted(path for path in shelf[name].iterdir() if not is_unfinished(path))
        foreign = [path.name for path in found if path.name not in ours]
        if foreign:
            log.info("The edition %s is old but is kept because it contains %s", name, foreign[0])
            continue
        shelf[name].rename(staging / name)
        shutil.rmtree(staging / name)
        removed += 1
    return removed


def _roundups(output: Path) -> Iterator[dict[str, Any]]:
    """Yield the index entry of each round-up, latest first."""
    for name, folder in reversed(roundup_folders(output).items()):
        facts = facts_of(folder)
        yield {
            "name": name,
            "first": name[:10],
            "last": name[11:21],
            "section": facts.get("section", ""),
            "priority": facts.get("priority", ""),
            "erratum": facts.get("erratum"),
        }


def _listed(editions: Sequence[KeptEdition], shelf: dict[str, Path]) -> Iterator[dict[str, Any]]:
    """Yield the index entry of each edition on disk, latest first."""
    for edition in reversed(editions):
        if edition.date in shelf:
            yield {
                "date": edition.date,
                "issued_at": edition.issued_at,
                "degraded": edition.degraded,
                "articles": len(edition.articles),
                "erratum": facts_of(shelf[edition.date]).get("erratum"),
                "headlines": [headline._asdict() for headline in edition.headlines],
            }
