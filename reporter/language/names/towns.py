"""Places of datelines in English (``data/places.tsv``).

In: a place as an article states it. Out: its English name, transliterated if it is not in the table.
"""

import re
from functools import cache

from reporter.language import places
from reporter.language.arabic.letters import clean_characters, fold, words
from reporter.language.names.romanization import romanized

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
"""Words around a place, and how English says them."""


def find(text: str) -> tuple[str, bool]:
    """Return the place `text` in English, and whether all of it is in the table; the rest is transliterated.

    A name of a city and of a country is the city's, as in datelines.

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
    if len(said) > 1 and fold(said[-1]) in _AFTER:
        name, known = find(" ".join(said[:-1]))
        return f"{_AFTER[fold(said[-1])]} {name[:1].lower() if name.startswith('Rural') else name[:1]}{name[1:]}", known
    if len(said) > 1 and fold(said[0]) in _BEFORE:
        name, known = find(" ".join(said[1:]))
        return _BEFORE[fold(said[0])].format(name), known
    return romanized(text), False


def country(text: str) -> str:
    """Return the country `text`, empty if it is none.

    >>> country("الجزائر"), country("وهران")
    ('Algeria', '')
    """
    return _countries().get(" ".join(words(text)), "")


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """Return the English names by folded Arabic name, and by the same without articles."""
    exact: dict[str, str] = {}
    for kinds in (("town",), ("city",), ("country",)):
        for place in places.table():
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
        " ".join(words(name)): place.names[0]
        for place in places.table()
        if place.kind == "country"
        for name in place.names_ar
    }
