"""The shape of the record: the contents of ``briefing.json``, sentence by sentence.

Parts that are types of the pipeline use those types (``reporter.model``). ``data/record.schema.json`` describes the
same shape for other programs; a test checks that they are equal.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from reporter.model import (
    Edition,
    Engine,
    Heading,
    Health,
    Notice,
    Origin,
    Skipped,
    Source,
    Span,
    SummariserInfo,
    Translation,
)
from reporter.record.changes import Changes
from reporter.record.desk import NOTHING, NOTHING_ON_ENTRY, DecidedBy, Desk, EntryDesk
from reporter.record.stories import Story

SCHEMA_VERSION = 2

Arrival = Literal["new", "updated", "continued"]
"""``new``: in no earlier edition; ``updated``: another version of an article of an earlier edition; ``continued``:
printed again unchanged, or new in a story that goes on from an earlier edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A sentence as an edition printed it."""

    day: date
    """Of the edition."""
    id: str
    """Of the point in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One quoted sentence of an article and its English."""

    id: str
    """``1.2``: the second of entry 1."""
    rank: int
    """1 for the most representative sentence of its article."""
    sentence: int
    """Index among the article's sentences."""
    paragraph: int
    """Index of its paragraph, from 0."""
    span: Span
    """Its position in the entry's ``text_ar``."""
    text_ar: str
    english: Translation
    chosen_by: DecidedBy = "rule"
    """Whether it was selected by its rank or by a person."""
    cited: Cited | None = None
    """In a round-up, the first sentence of a daily edition that it is; otherwise None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The changes of an article since an earlier version of its edition."""

    since: datetime
    """When that version was issued, in the time zone of the edition."""
    words: tuple[tuple[str, str], ...]
    """Pairs of old and new Arabic words in the title, the deck and the quoted sentences."""
    more: bool
    """Whether there are more changes than `words`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place in an article where it has a word of a watch list."""

    watch: str
    """The name of the list."""
    part: Literal["title", "deck", "text"]
    span: Span
    """In ``title_ar``, ``deck_ar`` or ``text_ar``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An article that a watch list leaves out."""

    watch: str
    """The name of the list."""
    title_ar: str
    path: str
    sha256: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article of the edition."""

    id: str
    """Its number in this edition, from 1."""
    identity: str
    """The key that identifies the article in every edition (``reporter.identity``)."""
    title_ar: str
    title: Translation
    """The English of the title."""
    title_derived: bool
    """True if the article has no title and it was taken from its first sentence."""
    deck_ar: str | None
    deck: Translation | None
    """The English of the deck; None if there is no deck."""
    source: Source
    text_ar: str
    """The cleaned article; paragraphs separated by a newline."""
    headings: tuple[Heading, ...]
    sentence_count: int
    word_count: int
    points: tuple[Point, ...]
    """In document order; none if another entry of its story says what it says, or only its headline is printed."""
    added: bool = False
    """It came after the edition was first made."""
    changes: tuple[Change, ...] = ()
    """Its corrections since the edition was first made, latest last."""
    story: str | None = None
    """The id of its story; None if articles were not grouped."""
    change: Arrival | None = None
    """How it compares with earlier editions; None if that was not determined."""
    also: tuple[str, ...] = ()
    """The ids of other entries with the same text."""
    watch: tuple[str, ...] = ()
    """Names of the watch lists whose words it has."""
    hits: tuple[Hit, ...] = ()
    """Where it has them."""
    desk: EntryDesk = NOTHING_ON_ENTRY
    """What the desk has decided about it."""

    @property
    def translations(self) -> Iterator[Translation]:
        """The English of title, deck and sentences, in this order."""
        yield self.title
        if self.deck is not None:
            yield self.deck
        for point in self.points:
            yield point.english


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One of the editions that an edition leads to, which have all articles of the day between them."""

    name: str
    """Of its folder in ``shards``."""
    title_en: str
    title_ar: str
    articles: int
    headline_ar: str
    """Of its first entry."""
    headline_en: str | None
    headline_origin: Origin
    """Of the English."""
    content: str
    """SHA-256 of its content (``content_sha256``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much an edition holds; all but `articles` count points, not titles."""

    articles: int
    points: int
    machine: int
    memory: int
    untranslated: int
    """Without English, whatever the reason."""
    withheld: int
    """Part of `untranslated`."""
    flagged: int
    reviewed: int
    """Part of `memory`."""
    sources: int
    """Sources of fetched articles in the settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One edition; all documents are views of it."""

    generator: str
    """Program and version that made the edition."""
    edition: Edition
    entries: tuple[Entry, ...]
    skipped: tuple[Skipped, ...]
    engine: Engine | None
    """None if no sentence is machine English."""
    summariser: SummariserInfo
    counts: Counts
    degraded: tuple[str, ...]
    """Why the edition is less than it should be; empty if nothing is missing."""
    degraded_ar: tuple[str, ...]
    """The same in Arabic; not item by item, because one sentence can cover several reasons."""
    notes: tuple[Notice, ...]
    """What a reader should know first, for example that nothing is new or that the edition was made again."""
    sources: tuple[Health, ...] = ()
    """How the sources of fetched articles were when the edition was made."""
    stories: tuple[Story, ...] = ()
    """The stories in the order of the edition; empty if articles were not grouped, otherwise each entry is in one."""
    changes: Changes = field(default_factory=Changes)
    """What has changed since earlier editions."""
    watch: tuple[str, ...] = ()
    """Names of the watch lists, also of those without articles, but not of those that leave articles out."""
    desk: Desk = NOTHING
    """What the desk has decided."""
    left_out: tuple[LeftOut, ...] = ()
    """The new articles that watch lists leave out."""
    shards: tuple[Shard, ...] = ()
    """The editions with all articles of the day, if this one has only the most important of them."""
