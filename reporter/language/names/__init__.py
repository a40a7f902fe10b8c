"""Names of outlets, places and authors in English.

In: a name as an article states it. Out: the established English name, which its bearer uses or which is common in
English, or else the Arabic in Latin letters (see ``romanization``); and which of the two it is. Names in other scripts
are unchanged. The data are three tables in ``data/``: outlets, places, and the usual spellings of words in names.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from reporter.language.arabic.letters import clean_characters, fold
from reporter.language.names import outlets, places
from reporter.language.names.romanization import romanized, spellings

Kind = Literal["outlet", "place", "author"]

_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_BETWEEN = re.compile(
    r"\s{0,9}[،,/|()\[\]]{1,9}\s{0,9}|\s{1,9}[-–—]{1,9}\s{0,9}|\s{0,9}[-–—]{1,9}\s{1,9}|(?<=[ء-ي])[-–—](?=[ء-ي])"
)
_AND = re.compile(r"\s{0,9}[،,/|]{1,9}\s{0,9}|\s{1,9}[-–—]{1,9}\s{1,9}")
_TITLE = re.compile(r"\b([دم])\s{0,9}/\s{0,9}")
_MEDIA = {"agency": "{} news agency", "tv": "{} TV", "radio": "{} radio", "magazine": "{} magazine"}
"""Words for the kind of an outlet that is not in the table."""
_LATIN = {
    fold(arabic): latin
    for arabic, latin in (("دوت كوم", ".com"), ("تي في", "TV"), ("إف إم", "FM"), ("أون لاين", "Online"))
}
_BORROWED = re.compile(r"(?:(?<=\s)|^)(?:دوت كوم|تي في|[إاأ]ف [إاأ]م|[أا]ون لاين)(?=\s|$)")


class Name(NamedTuple):
    """A name in English."""

    text: str
    established: bool
    """False if it was transliterated, at least in part."""


@lru_cache(maxsize=4096)
def english(text: str, kind: Kind, host: str = "") -> Name:
    """Return the name `text` of an outlet, place or author in English; `host` is the host of the article's URL.

    >>> english("صحيفة القدس العربي", "outlet"), english("رويترز - دبي", "outlet").text
    (Name(text='Al-Quds Al-Arabi', established=True), 'Reuters, Dubai')
    >>> english("غزة، القاهرة", "place").text, english("سلمى قرداش", "author")
    ('Gaza, Cairo', Name(text='Salma Qardash', established=False))
    """
    text = " ".join(clean_characters(text).split())
    if not _ARABIC.search(text):
        return Name(text, established=True)
    if kind == "outlet":
        return _outlet(text, host)
    if kind == "place":
        return _joined(map(_place, _parts(text, _BETWEEN)))
    return _joined(map(_author, _parts(_TITLE.sub(r"\1. ", text), _AND)))


def _outlet(text: str, host: str) -> Name:
    if found := outlets.find(text, host) or outlets.find_with_abbreviation(text):
        return Name(found.english, established=True)
    parts = _parts(text, _BETWEEN)
    country = next(filter(None, map(places.country, parts[1:])), "")
    named = [outlets.find(part, host, country) or outlets.find(part, host) for part in parts]
    if not any(named):
        return _joined([_unknown_outlet(parts[0]), *map(_place, parts[1:])])
    is_said = any(outlet and outlet.country == country for outlet in named)
    names = [
        Name(outlet.english, established=True) if outlet else _place(part)
        for part, outlet in zip(parts, named, strict=True)
        if outlet or not (is_said and places.country(part) == country)
    ]
    return _joined(names)


def _unknown_outlet(text: str) -> Name:
    """Return an outlet that is not in the table: the name in Latin letters, its kind and country in English."""
    *_, said = outlets.readings(text)
    if broadcaster := outlets.broadcaster(said):
        return Name(broadcaster, established=True)
    words = _BORROWED.sub(lambda found: f" {_LATIN[fold(found[0])]}", " ".join(said.words))
    name = _MEDIA.get(said.medium, "{}").format(romanized(words))
    return Name(f"{name} ({said.country})" if said.country else name, established=False)


def _place(text: str) -> Name:
    if not _ARABIC.search(text):
        return Name(text, established=True)
    return Name(*places.find(text))


def _author(text: str) -> Name:
    """Return an author, who may be an agency or a newsroom; a word that is also a personal name is a person."""
    if not _ARABIC.search(text):
        return Name(text, established=True)
    found = outlets.find(text)
    if found and (found.is_nobody or ("agency" in found.media and fold(text) not in spellings())):
        return Name(found.english, established=True)
    return Name(romanized(text), established=False)


def _parts(text: str, between: re.Pattern[str]) -> list[str]:
    return list(filter(None, between.split(text))) or [text]


def _joined(names: Iterable[Name]) -> Name:
    different = list(dict.fromkeys(names))
    return Name(", ".join(name.text for name in different), all(name.established for name in different))
