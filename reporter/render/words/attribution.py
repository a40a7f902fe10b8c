"""Where an article was published and who wrote it, in the language of the line.

In: a source of the record. Out: its names, in Arabic as the source states them, or in English. The record contains only
the former; the latter are made for each document.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from reporter.language.names import Kind, Name, english
from reporter.model import Language, Source
from reporter.record import Entry, Record
from reporter.render.words.bilingual import Bilingual

KINDS: dict[Kind, Bilingual] = {
    "outlet": Bilingual("outlets", "وسائل الإعلام"),
    "place": Bilingual("places", "الأماكن"),
    "author": Bilingual("authors", "الكتّاب"),
}
"""Kinds of names, and their plurals in documents."""


class Attribution(NamedTuple):
    """The names of a source in one language; None: the source does not state it."""

    outlet: str | None
    place: str | None
    author: str | None


def attribution(source: Source, language: Language) -> Attribution:
    """Return the outlet, place and author of `source` in `language`; names in Latin letters are unchanged."""
    if language == "ar":
        return Attribution(source.outlet, source.place, source.author)
    names = _in_english(source)
    return Attribution(*((name.text or None) if (name := names.get(kind)) else None for kind in KINDS))


def outlet_name(outlet: str | None, url: str | None, language: Language) -> str | None:
    """Return the name of an outlet whose article is at `url`; None if it is not known."""
    if language == "ar" or outlet is None:
        return outlet
    return english(outlet, "outlet", _host(url)).text or None


def number_of_outlets(entries: Iterable[Entry]) -> int:
    """Return how many outlets `entries` name; spellings of one outlet count once."""
    return len({attribution(entry.source, "en").outlet for entry in entries} - {None})


def transliterated(record: Record) -> Iterator[Kind]:
    """Yield the kinds of names of which at least one has no established English form."""
    names = [_in_english(entry.source) for entry in record.entries]
    yield from (kind for kind in KINDS if any(kind in each and not each[kind].established for each in names))


def _in_english(source: Source) -> dict[Kind, Name]:
    stated: dict[Kind, str | None] = {"outlet": source.outlet, "place": source.place, "author": source.author}
    host = _host(source.url)
    return {kind: english(name, kind, host) for kind, name in stated.items() if name}


def _host(url: str | None) -> str:
    """Return the host of `url`, empty if it has none."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
