"""What is printed of a record: one block for each story, which is told by one or more articles.

In: a record. Out: its blocks in the order of the edition, the stories of which only the headline is printed, and every
printed text. If articles were not grouped, each of them is a block. In an edition with sections, the blocks of a
section follow each other, and those with only a headline are among them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from reporter.model import Edition, Translation
from reporter.record.desk import Section
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
    """The article whose headline it has; its headline is that of the desk if the desk has written one."""
    article: Entry
    """The same article with the headline of its outlet, as it is in the record."""
    section: Section | None
    """The section that it is in; None if the edition has no sections."""
    story: Story | None
    """None if one article tells it."""
    entries: tuple[Entry, ...]
    """All articles that tell it, the earliest first as far as that is known."""
    rows: tuple[Row, ...]
    """Its sentences; none if only its headline is printed."""
    edition: Edition

    @property
    def is_short(self) -> bool:
        """Whether only headline and source are printed."""
        return not self.rows and (self.article.story is not None or self.article.desk.priority == "brief")

    @property
    def texts(self) -> Iterator[Text]:
        """Its printed texts. The deck of one article is not printed for a story that several tell."""
        entry = self.article
        yield Text("headline", entry.id, entry.title_ar, entry.title)
        whole = self.story is None and not self.is_short
        if whole and entry.deck_ar is not None and entry.deck is not None:
            yield Text("deck", entry.id, entry.deck_ar, entry.deck)
        for _, point in self.rows:
            yield Text("sentence", point.id, point.text_ar, point.english)


def blocks(record: Record) -> tuple[Block, ...]:
    """Return the blocks of an edition in order."""
    if record.desk.sections:
        places = {section.name: place for place, section in enumerate(record.desk.sections)}
        return tuple(sorted(_blocks(record), key=lambda block: places[block.section.name] if block.section else -1))
    return tuple(block for block in _blocks(record) if not _is_apart(block))


def also_reported(record: Record) -> tuple[Block, ...]:
    """Return the stories of which only the headline is printed after all blocks, in the order of the edition."""
    return () if record.desk.sections else tuple(block for block in _blocks(record) if _is_apart(block))


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


def _is_apart(block: Block) -> bool:
    """Return whether a block without sentences is so by rule, not because the desk wants it where it is."""
    return block.is_short and block.article.desk.priority != "brief"


def _blocks(record: Record) -> Iterator[Block]:
    """Yield a block for each story, or for each article if they are not grouped, in the order of the record."""
    sections = {section.name: section for section in record.desk.sections}
    if not record.stories:
        yield from (_of_article(entry, record, sections) for entry in record.entries)
        return
    entries = {entry.id: entry for entry in record.entries}
    points = {point.id: point for entry in record.entries for point in entry.points}
    for story in record.stories:
        entry = entries[story.headline]
        if len(story.entries) == 1:
            yield _of_article(entry, record, sections)
            continue
        quoted = () if entry.desk.priority == "brief" else story.points
        yield Block(
            entry=_headed(entry),
            article=entry,
            section=sections.get(entry.desk.section or ""),
            story=story,
            entries=tuple(entries[name] for name in story.entries),
            rows=tuple(Row(entries[each.entry], points[each.point]) for each in quoted),
            edition=record.edition,
        )


def _of_article(entry: Entry, record: Record, sections: Mapping[str, Section]) -> Block:
    quoted = () if entry.desk.priority == "brief" else entry.points
    return Block(
        entry=_headed(entry),
        article=entry,
        section=sections.get(entry.desk.section or ""),
        story=None,
        entries=(entry,),
        rows=tuple(Row(entry, point) for point in quoted),
        edition=record.edition,
    )


def _headed(entry: Entry) -> Entry:
    """Return `entry` with the headline of the desk in the languages in which the desk has written one."""
    ours = entry.desk.our_headline
    if ours is None:
        return entry
    entry = replace(entry, title_derived=False)
    if ours.ar is not None:
        entry = replace(entry, title_ar=ours.ar, hits=tuple(hit for hit in entry.hits if hit.part != "title"))
    if ours.en is not None:
        entry = replace(entry, title=Translation(text_en=ours.en, origin="memory"))
    return entry
