"""The stories of the editions of the last days, which today's articles may continue.

In: the records of the editions and a day. Out: the stories with their articles, the latest edition first. Editions that
cannot be read, or were removed, have none.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from reporter.editions.earlier import EarlierRecords
from reporter.model import Article
from reporter.record import Entry, Record
from reporter.stories.grouping import EarlierStory


def told_before(records: EarlierRecords, day: date, hours: float) -> tuple[EarlierStory, ...]:
    """Return the stories of the editions before `day` that are within so many hours."""
    days = [day - timedelta(days=back) for back in range(1, ceil(hours / 24) + 1)]
    return tuple(story for made in map(records.of, days) if made is not None for story in _told(made))


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
