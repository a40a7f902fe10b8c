"""What is printed of a record: one block for each story, which is told by one or more articles.

In: a record. Out: its blocks in the order of the edition, the stories of which only the headline is printed, and every
printed text. If articles were not grouped, each of them is a block.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from reporter.model import Edition, Translation
from reporter.record.shape import Entry, Point, Record
from reporter.record.stories import Story

Kind = Literal["headline", "deck", "sentence"]


class Row(NamedTuple):
    """A printed sentence and the article that it is from."""

    entry: Entry
    point: Point


class Text(NamedTuple):
    """A printed text and its English."""

    kind: Kind
    place: str
    """The id of an entry or of a point."""
    text_ar: str
    english: Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What is printed of one story."""

    entry: Entry
    """The article whose headline it has."""
    story: Story | None
    """None if one article tells it."""
    entries: tuple[Entry, ...]
    """All articles that tell it, the earliest first as far as that is known."""
    rows: tuple[Row, ...]
    """Its sentences; none if only its headline is printed."""
    edition: Edition

    @property
    def texts(self) -> Iterator[Text]:
        """Its printed texts. The deck of one article is not printed for a story that several tell."""
        entry = self.entry
        yield Text("headline", entry.id, entry.title_ar, entry.title)
        whole = self.story is None and (self.rows or entry.story is None)
        if whole and entry.deck_ar is not None and entry.deck is not None:
            yield Text("deck", entry.id, entry.deck_ar, entry.deck)
        for _, point in self.rows:
            yield Text("sentence", point.id, point.text_ar, point.english)


def blocks(record: Record) -> tuple[Block, ...]:
    """Return the blocks of an edition in order."""
    if not record.stories:
        return tuple(_of_article(entry, record) for entry in record.entries)
    return tuple(block for block in _stories(record) if block.rows)


def also_reported(record: Record) -> tuple[Block, ...]:
    """Return the stories of which only the headline is printed, in the order of the edition."""
    return tuple(block for block in _stories(record) if not block.rows)


def printed(record: Record) -> Iterator[Text]:
    """Yield every text of `record` that its documents print with an English translation."""
    for block in (*blocks(record), *also_reported(record)):
        yield from block.texts


def is_grouped(record: Record) -> bool:
    """Return whether several articles tell one of the stories."""
    return any(len(story.entries) > 1 for story in record.stories)


def home(entry: Entry) -> str:
    """Return the id of the entry with the headline of the story that `entry` tells; its own if it is not grouped."""
    return entry.story.partition("/")[2] if entry.story else entry.id


def entries_of(record: Record, most: int) -> set[str]:
    """Return the ids of the articles that tell the first `most` stories."""
    return {entry.id for block in blocks(record)[:most] for entry in block.entries}


def shared(record: Record) -> dict[str, str]:
    """Return the number of the story of each entry that several tell, by the entry's id."""
    return {name: story.number for story in record.stories if len(story.entries) > 1 for name in story.entries}


def _stories(record: Record) -> Iterator[Block]:
    entries = {entry.id: entry for entry in record.entries}
    points = {point.id: point for entry in record.entries for point in entry.points}
    for story in record.stories:
        if len(story.entries) == 1:
            yield _of_article(entries[story.headline], record)
            continue
        yield Block(
            entry=entries[story.headline],
            story=story,
            entries=tuple(entries[name] for name in story.entries),
            rows=tuple(Row(entries[each.entry], points[each.point]) for each in story.points),
            edition=record.edition,
        )


def _of_article(entry: Entry, record: Record) -> Block:
    return Block(
        entry=entry,
        story=None,
        entries=(entry,),
        rows=tuple(Row(entry, point) for point in entry.points),
        edition=record.edition,
    )
