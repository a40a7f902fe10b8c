"""The names and terms of the glossary in the archive: in how many articles, by edition and by month.

In: a glossary, and where to look. Out: a ``NameCount`` for each term that occurs, the most frequent first.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reporter.archive.place import Place
from reporter.archive.queries import parse
from reporter.archive.searching import ANYWHERE, Json, Limits, entries_of
from reporter.archive.texts import printed
from reporter.archive.updating import using
from reporter.glossary import Glossary
from reporter.store.archive import ArchiveIndex, FoundArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCount:
    """In how many articles a term occurs."""

    ar: str
    en: str
    editions: tuple[tuple[date, int], ...]
    """The day of each edition that has it, oldest first, and in how many of its articles."""

    @property
    def articles(self) -> int:
        """In how many articles of all editions."""
        return sum(number for _, number in self.editions)

    @property
    def months(self) -> dict[str, int]:
        """In how many articles of each month, such as ``2026-11``, oldest first."""
        found = Counter[str]()
        for day, number in self.editions:
            found[f"{day:%Y-%m}"] += number
        return dict(found)


def names(place: Place, glossary: Glossary, text: str = "", limits: Limits = ANYWHERE) -> tuple[NameCount, ...]:
    """Return how often the terms of `glossary` occur in the articles in `limits` that `text` finds, or in all of them.

    Raises:
        ReporterError: the archive cannot be opened or made.

    """
    query, scope = parse(text), limits.scope(place)

    def chosen(index: ArchiveIndex) -> Sequence[FoundArticle]:
        return sorted(index.find(query.match, scope)) if query.wanted else index.all(scope)

    counted: dict[tuple[str, str], Counter[date]] = {}
    for article, entry in entries_of(place, using(place, chosen)):
        for term in set(_terms(entry, glossary, whole=place.whole)):
            counted.setdefault(term, Counter())[article.day] += 1
    found = (NameCount(ar=ar, en=en, editions=tuple(days.items())) for (ar, en), days in counted.items())
    return tuple(sorted(found, key=lambda name: (-name.articles, name.en, name.ar)))


def _terms(entry: Json, glossary: Glossary, *, whole: bool) -> Iterator[tuple[str, str]]:
    """Yield the Arabic and the English of the terms in an article."""
    texts = [text.ar for text in printed(entry)]
    if whole:
        texts.append(entry["text_ar"])
    for text in texts:
        for found in glossary.find(text):
            yield found.term.arabic[0], found.term.english[0]
