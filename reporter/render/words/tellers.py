"""The outlets that tell a story, by their names, for ``stories`` and ``differing``.

In: a block of the record or some of its entries. Out: text in both languages. An article whose outlet is not named is
named by its number: ``[7]``.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from reporter.model import Edition
from reporter.record import Entry
from reporter.record.blocks import Block
from reporter.render.words.attribution import attribution
from reporter.render.words.bilingual import BOTH, Bilingual
from reporter.render.words.moments import short_moment_ar, short_moment_en

MOST_NAMED = 3
"""Maximum number of outlets with the same text that are named for a sentence; if there are more, the heading of the
story names them. Of other outlets with a sentence or a number, one more is named."""


def entry_of(block: Block, name: str) -> Entry:
    """Return the entry of a block with the id `name`."""
    return next(entry for entry in block.entries if entry.id == name)


def outlet_key(entry: Entry) -> str:
    """Return what tells the outlet of an entry from others: its English name, because spellings differ."""
    return attribution(entry.source, "en").outlet or f"[{entry.id}]"


def outlet_of(entry: Entry) -> Bilingual:
    """Return the outlet of `entry`."""
    named = (attribution(entry.source, language).outlet or f"[{entry.id}]" for language in ("en", "ar"))
    return Bilingual(*named)


def distinct(entries: Iterable[Entry]) -> list[Entry]:
    """Return the first article of each outlet."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(outlet_key(entry), entry)
    return list(found.values())


def tellers_of(block: Block) -> list[Entry]:
    """Return the first article of each outlet that tells the story."""
    return distinct(block.entries)


def list_of(entries: Sequence[Entry]) -> Bilingual:
    """Return the outlets of `entries`, or some of them if they are many."""
    return some_of([outlet_of(entry) for entry in entries])


def some_of(names: Sequence[Bilingual]) -> Bilingual:
    """Return `names` in one line, or the first of them and how many more there are."""
    if len(names) <= MOST_NAMED + 1:
        return listed_after("", "", names)
    shown, more = listed_after("", "", names[:MOST_NAMED]), len(names) - MOST_NAMED
    return Bilingual(f"{shown.en} and {more} more", f"{shown.ar} و{more} غيرها")


def moment_of(at: datetime | date, edition: Edition) -> Bilingual:
    """Return a time, for a list."""
    zone = ZoneInfo(edition.timezone)
    return Bilingual(short_moment_en(at, edition.date, zone), short_moment_ar(at, edition.date, zone))


def told_at(entry: Entry, edition: Edition) -> Bilingual:
    """Return the outlet of `entry` and, if that is known, when it was published."""
    at = entry.source.published_at
    return joined(" ", [outlet_of(entry), moment_of(at, edition)]) if at else outlet_of(entry)


def joined(between: str, said: Sequence[Bilingual]) -> Bilingual:
    """Return `said` in one line; what is empty in a language is left out there."""
    return Bilingual(*(between.join(filter(None, (each.of(language) for each in said))) for language in BOTH))


def listed_after(en: str, ar: str, names: Sequence[Bilingual]) -> Bilingual:
    """Return `names` as a list after the words `en` and `ar`."""
    listed = Bilingual(", ".join(each.en for each in names), "، ".join(each.ar for each in names))
    return Bilingual(f"{en} {listed.en}".strip(), f"{ar} {listed.ar}".strip())


def in_brackets(said: Bilingual, more: Bilingual) -> Bilingual:
    """Return `said` with `more` in brackets after it."""
    return Bilingual(f"{said.en} ({more.en})", f"{said.ar} ({more.ar})")
