"""The stories of the editions of the last days, which today's articles may continue.

In: the output folder and a day. Out: the stories with their articles, the latest edition first. Editions that cannot be
read, or were removed, have none.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from pathlib import Path

from reporter import record
from reporter.editions.folders import RECORD
from reporter.errors import ReporterError
from reporter.model import Article
from reporter.record import Entry, Record
from reporter.stories.grouping import EarlierStory


def told_before(output: Path, day: date, hours: float) -> tuple[EarlierStory, ...]:
    """Return the stories of the editions in `output` before `day` that are within so many hours."""
    days = [day - timedelta(days=back) for back in range(1, ceil(hours / 24) + 1)]
    return tuple(story for earlier in days for story in _stories(output / earlier.isoformat() / RECORD))


def _stories(path: Path) -> Iterator[EarlierStory]:
    try:
        made = record.load(path) if path.is_file() else None
    except ReporterError:
        return
    if made is not None:
        yield from _told(made)


def _told(made: Record) -> Iterator[EarlierStory]:
    """Yield the stories of a record; if its articles were not grouped, each is a story."""
    entries = {entry.id: entry for entry in made.entries}
    grouped = [(story.id, story.entries) for story in made.stories]
    for name, told in grouped or [(f"{made.edition.date.isoformat()}/{number}", (number,)) for number in entries]:
        yield EarlierStory(id=name, articles=tuple(article_of(entries[number]) for number in told))


def article_of(entry: Entry) -> Article:
    """Return the article of an entry, without its sentences."""
    return Article(
        source=entry.source,
        title_ar=entry.title_ar,
        title_derived=entry.title_derived,
        deck_ar=entry.deck_ar,
        text=entry.text_ar,
        headings=entry.headings,
        sentences=(),
    )
