"""The shape of the stories of a record: which articles tell the same story, and what each adds to it.

Entries and points are named by their ids. The number of a story is the id of the entry whose headline it has.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from reporter.language.arabic.letters import words
from reporter.model import Source, Span

TextKind = Literal["same-text", "passage"]
"""``same-text``: one text, printed by all of its entries; ``passage``: texts that share a passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """The article that came first."""

    entry: str
    at: datetime | date
    basis: Literal["published", "fetched"]
    """Whether `at` is when it was published or, because that is not stated, when it was fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedText:
    """Entries with the same text, or with a passage in common."""

    entries: tuple[str, ...]
    kind: TextKind
    containment: float
    """The smallest share, from 0 to 1, of the shorter text of a pair that is in the other, by weight."""
    run_words: int
    """Words in a row that they have in common."""
    agency: str | None
    """The agency that the text is from, if one of them names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Also:
    """A sentence of another entry that says what a printed one says."""

    entry: str
    span: Span
    """Its position in the entry's ``text_ar``."""
    containment: float
    """Share, from 0 to 1, of the content words of the shorter sentence that are in the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPoint:
    """A printed sentence of a story, and where else it stands."""

    entry: str
    point: str
    also: tuple[Also, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedValue:
    """A number that an entry states."""

    value: float
    entry: str
    span: Span
    """The sentence, in the entry's ``text_ar``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Different numbers of the same things; the latest last."""

    noun: str
    """What is counted, as written."""
    values: tuple[StatedValue, ...]
    printed: bool = True
    """False if it is too uncertain to be shown to readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why these articles are one story."""

    terms: tuple[str, ...]
    """The words that weigh most in all of them together."""
    similarity: tuple[tuple[str, float], ...]
    """For each entry, its cosine with the centre of the story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story, told by one or more entries; a single article is a story of its own."""

    id: str
    """``2026-11-22/2``: the date of the edition and the number of the story in it."""
    continues: str | None
    """The id of the story of an earlier edition that goes on in it."""
    entries: tuple[str, ...]
    """The earliest first, as far as that is known."""
    headline: str
    """The entry whose headline it has."""
    outlets: int
    """Distinct outlets that are named."""
    first: First | None
    """None if it is not known which was first."""
    texts: tuple[SharedText, ...]
    points: tuple[StoryPoint, ...]
    """What is printed, in order; empty if only its headline is."""
    differences: tuple[Difference, ...]
    why: Why
    watch: tuple[str, ...] = ()
    """Names of the watch lists whose words it has."""

    @property
    def number(self) -> str:
        """Its number in the edition."""
        return self.id.partition("/")[2]

    @property
    def distinct(self) -> int:
        """How many different texts tell it."""
        copies = sum(len(text.entries) - 1 for text in self.texts if text.kind == "same-text")
        return len(self.entries) - copies

    @property
    def cited(self) -> Iterator[tuple[str, Span]]:
        """The spans of sentences of its entries that it names without printing them."""
        for point in self.points:
            for also in point.also:
                yield also.entry, also.span
        for difference in self.differences:
            for value in difference.values:
                yield value.entry, value.span


def named_outlets(sources: Iterable[Source]) -> int:
    """Return the number of distinct outlets that `sources` name, however they spell them."""
    return len({" ".join(words(source.outlet)) for source in sources if source.outlet})
