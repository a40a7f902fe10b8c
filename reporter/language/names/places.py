"""Places of datelines in English (``data/places.tsv``).

In: a place as an article states it. Out: its English name, transliterated if it is not in the table.
"""

import re
from functools import cache

from reporter.language.arabic.letters import clean_characters, fold, words
from reporter.language.names.romanization import romanized
from reporter.language.places import table

_LONGEST = 8
"""Words of a name in which another is looked for."""
_ARTICLE = re.compile(r"\bال(?=\w{2})")
_OMAN = re.compile("عُم")
"""عُمان, the country; without diacritics the city of عمّان is meant in a dateline."""
_AFTER = {
    "الشمالي": "Northern", "الشماليه": "Northern", "الجنوبي": "Southern", "الجنوبيه": "Southern",
    "الشرقي": "Eastern", "الشرقيه": "Eastern", "الغربي": "Western", "الغربيه": "Western", "المحتله": "Occupied",
}  # fmt: skip
_BEFORE = {
    "مدينه": "{}", "بلده": "{}", "قريه": "{}", "العاصمه": "{}", "شمال": "Northern {}", "جنوب": "Southern {}",
    "شرق": "Eastern {}", "غرب": "Western {}", "وسط": "Central {}", "محافظه": "{} governorate", "ولايه": "{} province",
    "اقليم": "{} region", "منطقه": "{} region", "ريف": "Rural {}", "مخيم": "{} camp", "مطار": "{} airport",
}  # fmt: skip
"""Words around a place, with their English."""


def find(text: str) -> tuple[str, bool]:
    """Return the place `text` in English, and whether all of it is in the table; the rest is transliterated.

    A name of both a city and a country means the city, as in datelines.

    >>> find("رام الله"), find("عُمان"), find("عمان"), find("ريف حلب الشمالي"), find("قرية الزيتونات")
    (('Ramallah', True), ('Oman', True), ('Amman', True), ('Northern rural Aleppo', True), ('Al-Zitunat', False))
    """
    said = text.split()
    key = " ".join(words(text))
    exact, loose = _tables()
    if key == "عمان" and _OMAN.search(clean_characters(text)):
        return "Oman", True
    if found := exact.get(key) or loose.get(_ARTICLE.sub("", key)):
        return found, True
    if 1 < len(said) <= _LONGEST:
        first, last = fold(said[0]), fold(said[-1])
        if last in _AFTER:
            name, known = find(" ".join(said[:-1]))
            return f"{_AFTER[last]} {name.replace('Rural', 'rural', 1)}", known
        if first in _BEFORE:
            name, known = find(" ".join(said[1:]))
            return _BEFORE[first].format(name), known
    return romanized(text), False


def country(text: str) -> str:
    """Return the country `text`; empty if it is not a country.

    >>> country("الجزائر"), country("وهران")
    ('Algeria', '')
    """
    return _countries().get(" ".join(words(text)), "")


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """Return the English names by folded Arabic name, with and without articles."""
    exact: dict[str, str] = {}
    for kinds in (("town",), ("city",), ("country",)):
        for place in table():
            if place.kind in kinds:
                for name in place.names_ar:
                    exact.setdefault(" ".join(words(name)), place.names[0])
    loose: dict[str, str] = {}
    for name, english in exact.items():
        loose.setdefault(_ARTICLE.sub("", name), english)
    return exact, loose


@cache
def _countries() -> dict[str, str]:
    return {
        " ".join(words(name)): place.names[0] for place in table() if place.kind == "country" for name in place.names_ar
    }
