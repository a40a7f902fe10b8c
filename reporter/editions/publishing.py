"""What stands beside the editions, ``latest.pdf`` and ``index.html``, and the removal of old ones.

Each file is written whole in the staging folder and then moved into place; an old edition is moved out in one step.
"""

import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from reporter.editions.folders import RECORD, SEAL, edition_folders, exports, latest_day
from reporter.store.history import KeptEdition

log = logging.getLogger(__name__)

LONGEST_PAUSE = timedelta(days=31)


def publish(
    output: Path,
    staging: Path,
    editions: Sequence[KeptEdition],
    index: Callable[[list[dict[str, Any]]], bytes],
    *,
    today: date,
) -> None:
    """Make ``latest.pdf`` (a copy of the latest edition's) and ``index.html`` (by `index`) anew.

    An edition of a day after `today` is not the latest while there is another.

    Raises:
        OSError: one of them could not be written; the other, and what was there before, is whole.

    """
    shelf = edition_folders(output)
    if not shelf:
        return
    (staging / "index.html").write_bytes(index(list(_listed(editions, shelf))))
    (staging / "index.html").replace(output / "index.html")
    latest = shelf[latest_day(shelf, today)] / "briefing.pdf"
    shutil.copyfile(latest, staging / "latest.pdf")
    (staging / "latest.pdf").replace(output / "latest.pdf")


def remove_old(output: Path, staging: Path, day: date, keep_days: int | None) -> int:
    """Remove editions that are older than `day` by `keep_days` or more, never the latest; return how many.

    A folder in which anything lies that reporter did not put there is left alone. So is everything when the edition
    before the latest is more than ``LONGEST_PAUSE`` older: it may be the clock that is wrong.
    """
    if keep_days is None:
        return 0
    shelf = edition_folders(output)
    oldest_kept = (day - timedelta(days=keep_days)).isoformat()
    old = [name for name in shelf if name <= oldest_kept and name != max(shelf)]
    if old and date.fromisoformat(max(shelf)) - date.fromisoformat(sorted(shelf)[-2]) > LONGEST_PAUSE:
        log.warning("No old edition was removed, for %s came after a long pause: is the clock right?", max(shelf))
        return 0
    removed = 0
    ours = {RECORD, SEAL, "briefing.html", "briefing.pdf", "run.json", *exports()}
    for name in old:
        foreign = sorted(path.name for path in shelf[name].iterdir() if path.name not in ours)
        if foreign:
            log.info("The edition %s is old but stays, for %s lies in it", name, foreign[0])
            continue
        shelf[name].rename(staging / name)
        shutil.rmtree(staging / name)
        removed += 1
    return removed


def _listed(editions: Sequence[KeptEdition], shelf: dict[str, Path]) -> Iterator[dict[str, Any]]:
    """Yield what the index says of each edition on the shelf, the latest first."""
    for edition in reversed(editions):
        if edition.date in shelf:
            yield {
                "date": edition.date,
                "issued_at": edition.issued_at,
                "degraded": edition.degraded,
                "articles": len(edition.articles),
                "headlines": [{"text_ar": ar, "text_en": en} for ar, en in edition.headlines],
            }
