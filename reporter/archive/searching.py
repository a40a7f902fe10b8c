"""Search the archive: articles of all editions, the best first, with the places of what was found.

In: a query, and where to search. Out: ``Results``. Every text in them is verbatim from the record of its edition.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from reporter.archive.place import Place
from reporter.archive.queries import Query, parse
from reporter.archive.records import Records
from reporter.archive.texts import compared, key_of, printed
from reporter.archive.updating import using
from reporter.errors import ReporterError
from reporter.model import Span
from reporter.record.reading import parsed
from reporter.store.archive import ArchiveIndex, FoundArticle, Scope, marked_english

USUAL_RESULTS = 20
_MOST_RECORDS = 40
"""Records in memory at once."""
_AROUND = 160
"""Characters of a whole article to show before and after what was found."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text of an article with something that was found in it."""

    place: str
    """``title``, ``our headline`` (the desk's), ``deck``, the id of a quoted sentence, or ``text`` for a part of an
    article that was not printed."""
    ar: str
    en: str | None
    marks_ar: tuple[Span, ...]
    marks_en: tuple[Span, ...] = ()
    machine: bool = False
    """Whether a machine made the English, and nobody reviewed it."""
    changed: date | None = None
    """The day of the last edition that says that the article no longer has this sentence as it was quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found."""

    day: date
    """Of its edition."""
    entry: str
    """Its number in the edition."""
    title_ar: str
    title_en: str | None
    title_machine: bool
    """Whether a machine made this English, and nobody reviewed it."""
    outlet: str | None
    url: str | None
    path: str
    """Where the article was read."""
    file: Path
    """The page of the edition, or what is left of it: its record."""
    passages: tuple[Passage, ...]
    withdrawn: date | None = None
    """The day of the last edition that says that the article was taken down; of its own if the desk withdrew it."""

    @property
    def anchor(self) -> str:
        """The id, in the page of the edition, of the first quoted sentence that was found, or of the article."""
        points = (passage.place for passage in self.passages if "." in passage.place)
        point = next(points, None)
        return f"point-{point.replace('.', '-')}" if point else f"entry-{self.entry}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a search has found."""

    query: Query
    hits: tuple[Hit, ...]
    """The best first; of equally good ones, the latest."""
    more: bool
    """Whether there are more than were asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Where to search."""

    first: date | None = None
    last: date | None = None
    outlet: str = ""
    """A part of the outlet's name, in Arabic or English, or of the name of its source in the settings."""
    section: str = ""

    def scope(self, place: Place) -> Scope:
        """Return it in the form of the index."""
        return Scope(
            outputs=(place.records.name, *place.shards),
            first=self.first,
            last=self.last,
            outlet=compared(self.outlet),
            section=compared(self.section),
        )


ANYWHERE = Limits()


def search(place: Place, text: str, limits: Limits = ANYWHERE, *, most: int = USUAL_RESULTS) -> Results:
    """Return the articles that have what `text` asks for (see ``queries``); none if it has no word to search for.

    Raises:
        ReporterError: the archive cannot be opened or made.

    """
    query = parse(text)
    if not query.wanted:
        return Results(query=query, hits=(), more=False)

    def results(index: ArchiveIndex) -> Results:
        twice = 2 if place.shards else 1  # what leads to the shards has articles of theirs
        found = index.find(query.match, limits.scope(place), twice * most + 1)
        hits = _hits(place, query, found, index)
        return Results(query=query, hits=tuple(_with_english(hits[:most], query)), more=len(hits) > most)

    return using(place, results)


def entries_of(place: Place, found: Iterable[FoundArticle]) -> Iterator[tuple[FoundArticle, Json]]:
    """Yield the entries that were found, without those that lead to shards, where they are found again."""

    @lru_cache(_MOST_RECORDS)
    def record_of(output: str, day: date) -> Json:
        return _record(place.of_output(output), day) or {"entries": ()}

    for article in found:
        made = record_of(article.output, article.day)
        if not made.get("shards"):
            yield from ((article, entry) for entry in made["entries"][article.position : article.position + 1])


def _record(records: Records, day: date) -> Json | None:
    """Return the record of the edition of `day` as JSON; None if it is gone or cannot be read."""
    for content in records.versions(day):
        with suppress(ReporterError):
            made = parsed(content)
            if isinstance(made, dict) and isinstance(made.get("entries"), list):
                return made
    return None


def _hits(place: Place, query: Query, found: Sequence[FoundArticle], index: ArchiveIndex) -> list[Hit]:
    entries = list(entries_of(place, found))
    withdrawn: dict[str, Mapping[str, date]] = {}
    for output in {article.output for article, _ in entries}:
        keys = [key for article, entry in entries if article.output == output for key in _keys(article.day, entry)]
        withdrawn[output] = index.withdrawn(output, keys)
    return [_hit(place, article, entry, query, withdrawn[article.output]) for article, entry in entries]


def _keys(day: date, entry: Json) -> Iterator[str]:
    """Yield the keys under which an article or its sentences may have been withdrawn."""
    yield entry.get("identity", "")
    yield from (key_of(day.isoformat(), item["id"]) for item in (entry, *entry["points"]))


def _hit(place: Place, found: FoundArticle, entry: Json, query: Query, withdrawn: Mapping[str, date]) -> Hit:
    """Return an article with all its printed texts as passages."""
    day = found.day
    source = entry["source"]
    passages = [
        Passage(
            place=text.place,
            ar=text.ar,
            en=text.en,
            marks_ar=query.places(text.ar),
            machine=text.machine,
            changed=withdrawn.get(key_of(day.isoformat(), text.place)),
        )
        for text in printed(entry)
    ]
    if place.whole and not any(passage.marks_ar for passage in passages):
        passages += _around(entry["text_ar"], query)
    taken_down = withdrawn.get(entry.get("identity", ""), day)
    return Hit(
        day=day,
        entry=entry["id"],
        title_ar=entry["title_ar"],
        title_en=entry.get("title_en"),
        title_machine=entry.get("title_origin") == "machine",
        outlet=source.get("outlet"),
        url=source.get("url"),
        path=source["path"],
        file=place.of_output(found.output).page(day),
        passages=tuple(passages),
        withdrawn=taken_down if taken_down > day else withdrawn.get(key_of(day.isoformat(), entry["id"])),
    )


def _around(text_ar: str, query: Query) -> Iterator[Passage]:
    """Yield the first part of an article with something that was found, in whole words."""
    for paragraph in text_ar.split("\n"):
        if found := query.places(paragraph):
            start = paragraph.rfind(" ", 0, max(0, found[0].start - _AROUND)) + 1
            end = paragraph.find(" ", found[0].end + _AROUND)
            part = paragraph[start : end if end >= 0 else len(paragraph)]
            yield Passage(place="text", ar=part, en=None, marks_ar=query.places(part))
            return


def _with_english(hits: Sequence[Hit], query: Query) -> Iterator[Hit]:
    """Yield the hits with the places of what was found in English, and without the texts in which nothing was."""
    texts = [passage.en or "" for hit in hits for passage in hit.passages]
    places = iter(marked_english(texts, query.match_english) if query.match_english else [()] * len(texts))
    for hit in hits:
        passages = [replace(passage, marks_en=tuple(Span(*pair) for pair in next(places))) for passage in hit.passages]
        yield replace(hit, passages=tuple(each for each in passages if each.marks_ar or each.marks_en))
