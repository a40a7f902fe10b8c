"""Tell a chain of stories once: number its articles and sentences, and carry over what the editions say of them.

In: a chain, its articles, and the numbers that they get. Out: the entries of a round-up, and their story.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reporter.archive.chains import Part, Quoted
from reporter.language.arabic.content import containment, stems_of
from reporter.language.arabic.letters import words
from reporter.record import Cited, Entry, Story
from reporter.record.desk import EntryDesk
from reporter.record.stories import Also, Difference, SharedText, StatedValue, StoryPoint, Why, named_outlets


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A chain that is told once."""

    chain: Sequence[Part]
    articles: Mapping[str, Quoted]
    """By identity, the one with the headline first."""
    numbers: Mapping[str, str]
    """The id of each article in the round-up, by identity."""
    day: date
    """The last day of the round-up."""

    @property
    def id(self) -> str:
        """The id of the story."""
        return f"{self.day.isoformat()}/{self.headline}"

    @property
    def headline(self) -> str:
        """The id of the article whose headline it has."""
        return next(iter(self.numbers.values()))

    def entries(self, section: str | None, *, grouped: bool) -> Iterator[Entry]:
        """Yield its articles under a section."""
        kept = {point.point for point in self._points()}
        for identity, article in self.articles.items():
            number = self.numbers[identity]
            points = [
                replace(point, id=f"{number}.{place}", cited=Cited(day=day, id=point.id))
                for place, (day, point) in enumerate(article.points, start=1)
            ]
            yield replace(
                article.entry,
                id=number,
                points=tuple(point for point in points if point.id in kept),
                added=False,
                changes=(),
                change=None,
                story=self.id if grouped else None,
                also=tuple(filter(None, (self._number(article.day, name) for name in article.entry.also))),
                desk=self._desk(article, section),
            )

    def story(self) -> Story:
        """Return its story."""
        first_part, stories = self.chain[0], [part.story for part in self.chain if part.story]
        first = first_part.story and first_part.story.first
        number = first and self._number(first_part.day, first.entry)
        return Story(
            id=self.id,
            continues=first_part.story.continues if first_part.story else None,
            entries=tuple(self.numbers.values()),
            headline=self.headline,
            outlets=named_outlets(article.entry.source for article in self.articles.values()),
            first=replace(first, entry=number) if first and number else None,
            texts=tuple(self._texts()),
            points=tuple(self._points()),
            differences=self._differences(),
            why=Why(
                terms=stories[-1].why.terms if stories else (),
                similarity=tuple(
                    {
                        number: value
                        for part in self.chain
                        for name, value in (part.story.why.similarity if part.story else ())
                        if (number := self._number(part.day, name))
                    }.items()
                ),
            ),
            watch=tuple(dict.fromkeys(name for story in stories for name in story.watch)),
        )

    def _number(self, day: date, name: str) -> str | None:
        """Return the number of an entry of an edition; None if another version of it, or none, is told."""
        for part in self.chain:
            for entry in part.entries:
                if (part.day, entry.id) == (day, name):
                    told = self.articles.get(entry.identity)
                    return self.numbers[entry.identity] if told and told.entry.text_ar == entry.text_ar else None
        return None

    def _points(self) -> Iterator[StoryPoint]:
        """Yield what is printed: day by day, in the order of each; what is there word for word is only named."""
        places = {
            (day, point.id): (self.numbers[identity], f"{self.numbers[identity]}.{place}")
            for identity, article in self.articles.items()
            for place, (day, point) in enumerate(article.points, start=1)
        }
        found: dict[tuple[str, ...], StoryPoint] = {}
        for part in self.chain:
            also = {point.point: point.also for point in (part.story.points if part.story else ())}
            for _, point in part.quoted:
                said = tuple(words(point.text_ar))
                entry, name = places.get((part.day, point.id), ("", ""))
                if entry and said not in found:
                    others = tuple(self._also(part.day, also.get(point.id, ())))
                    found[said] = StoryPoint(entry=entry, point=name, also=others)
                elif entry and entry not in {found[said].entry, *(each.entry for each in found[said].also)}:
                    stems = stems_of(point.text_ar)
                    again = Also(entry=entry, span=point.span, containment=containment(stems, stems))
                    found[said] = replace(found[said], also=(*found[said].also, again))
        yield from found.values()

    def _also(self, day: date, also: Sequence[Also]) -> Iterator[Also]:
        for each in also:
            if number := self._number(day, each.entry):
                yield replace(each, entry=number)

    def _texts(self) -> Iterator[SharedText]:
        found: list[SharedText] = []
        for part in self.chain:
            for text in part.story.texts if part.story else ():
                names = tuple(filter(None, (self._number(part.day, name) for name in text.entries)))
                if len(names) > 1 and not any(
                    other.kind == text.kind and set(names) <= set(other.entries) for other in found
                ):
                    found.append(replace(text, entries=names))
        yield from found

    def _differences(self) -> tuple[Difference, ...]:
        """Return those of the last day that has any, as far as their articles are told."""
        for part in reversed(self.chain):
            found = []
            for difference in part.story.differences if part.story else ():
                values = [
                    StatedValue(value=each.value, entry=number, span=each.span)
                    for each in difference.values
                    if (number := self._number(part.day, each.entry))
                ]
                if len({value.value for value in values}) > 1:
                    found.append(replace(difference, values=tuple(values)))
            if found:
                return tuple(found)
        return ()

    def _desk(self, article: Quoted, section: str | None) -> EntryDesk:
        """Return what the desk has decided, of which only what is for readers is in a round-up."""
        versions = [entry for part in self.chain for entry in part.entries if entry.identity == article.entry.identity]
        notes = [note for entry in (*versions, article.entry) for note in entry.desk.notes if note.audience == "print"]
        return EntryDesk(
            section=section,
            section_by=None if section is None else article.entry.desk.section_by or "rule",
            priority=article.entry.desk.priority,
            our_headline=article.entry.desk.our_headline,
            notes=tuple(dict.fromkeys(notes)),
        )
