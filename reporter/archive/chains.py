"""Which stories of several editions are one, and what may still be quoted of their articles.

In: the records of some days, and of later ones. Out: chains of stories, and articles as they were last quoted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reporter.record import Entry, Point, Record, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One story in one edition."""

    day: date
    story: Story | None
    """None if the articles of the edition were not grouped."""
    entries: tuple[Entry, ...]
    """The one with the headline first."""

    @property
    def id(self) -> str:
        """The id of the story."""
        return self.story.id if self.story else f"{self.day.isoformat()}/{self.entries[0].id}"

    @property
    def quoted(self) -> Iterator[tuple[Entry, Point]]:
        """Its sentences in the order in which they were printed."""
        points = {point.id: (entry, point) for entry in self.entries for point in entry.points}
        yield from (points[each.point] for each in self.story.points) if self.story else points.values()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What may not be quoted any longer."""

    articles: Mapping[str, date]
    """The last day on which an edition said that an article was taken down, by its identity."""
    points: frozenset[tuple[date, str]]
    """Sentences that an article no longer has as they were quoted: the day of the edition, and the id in it."""
    entries: frozenset[tuple[date, str]]
    """Entries that the desk has withdrawn."""

    @classmethod
    def by(cls, records: Iterable[Record]) -> "Withdrawn":
        """Return what the records withdraw, of their own editions or of earlier ones."""
        articles: dict[str, date] = {}
        points: set[tuple[date, str]] = set()
        entries: set[tuple[date, str]] = set()
        for made in records:
            day, erratum = made.edition.date, made.desk.erratum
            for item in made.changes.dropped:
                articles[item.identity] = max(day, articles.get(item.identity, day))
            points |= {(quote.edition, quote.point) for _, quote in made.changes.corrections}
            if erratum and erratum.kind == "withdrawn":
                entries |= {(day, name) for name in erratum.entries or [entry.id for entry in made.entries]}
        return cls(articles=articles, points=frozenset(points), entries=frozenset(entries))

    def has(self, day: date, entry: Entry) -> bool:
        """Return whether an article of the edition of `day` was withdrawn."""
        return (day, entry.id) in self.entries or self.articles.get(entry.identity, day) > day


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """An article as it was last quoted."""

    day: date
    """Of the edition that has it."""
    entry: Entry
    points: tuple[tuple[date, Point], ...]
    """What editions quoted of this version of it, and the day of the first that did, in the order of the text."""


def chains(records: Mapping[date, Record]) -> list[list[Part]]:
    """Return the stories of all days, those that are one together: it goes on, or has an article again."""
    found: list[list[Part]] = []
    home: dict[str, list[Part]] = {}
    for part in (part for day in sorted(records) for part in _parts(day, records[day])):
        keys = [part.id, *(f"article {entry.identity}" for entry in part.entries)]
        continued = [part.story.continues] if part.story and part.story.continues else []
        own: list[Part] | None = None
        for key in (*continued, *keys):
            earlier = home.get(key)
            if earlier is None or earlier is own:
                continue
            if own is not None:  # this part leads from one chain to another
                earlier += own
                found = [chain for chain in found if chain is not own]
                home |= {name: earlier for name, chain in home.items() if chain is own}
            own = earlier
        if own is None:
            own = []
            found.append(own)
        own.append(part)
        home |= dict.fromkeys(keys, own)
    return [sorted(chain, key=lambda part: part.day) for chain in found]


def articles(chain: Sequence[Part], withdrawn: Withdrawn) -> dict[str, Quoted]:
    """Return the articles of a chain by identity, each as it was last quoted, without what was withdrawn."""
    versions: dict[str, list[tuple[date, Entry]]] = {}
    for part in chain:
        for entry in part.entries:
            if not withdrawn.has(part.day, entry):
                versions.setdefault(entry.identity, []).append((part.day, entry))
    return {identity: _quoted(each, withdrawn) for identity, each in versions.items()}


def _quoted(versions: Sequence[tuple[date, Entry]], withdrawn: Withdrawn) -> Quoted:
    left = [(day, entry, _left(day, entry, withdrawn)) for day, entry in versions]
    day, chosen, _ = next((each for each in reversed(left) if each[2]), left[-1])
    found: list[tuple[date, Point]] = []
    for earlier, entry, points in left:
        if entry.text_ar == chosen.text_ar:
            found += [(earlier, point) for point in points if not any(_overlap(point, other) for _, other in found)]
    return Quoted(day=day, entry=chosen, points=tuple(sorted(found, key=lambda each: each[1].span)))


def _left(day: date, entry: Entry, withdrawn: Withdrawn) -> list[Point]:
    return [point for point in entry.points if (day, point.id) not in withdrawn.points]


def _overlap(one: Point, other: Point) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end


def _parts(day: date, made: Record) -> Iterator[Part]:
    entries = {entry.id: entry for entry in made.entries}
    if not made.stories:
        yield from (Part(day=day, story=None, entries=(entry,)) for entry in made.entries)
    for story in made.stories:
        others = [name for name in story.entries if name != story.headline]
        yield Part(day=day, story=story, entries=tuple(entries[name] for name in (story.headline, *others)))
