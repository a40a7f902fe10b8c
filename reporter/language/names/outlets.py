"""News outlets: the English name that each uses for itself (``data/outlets.tsv``).

In: an outlet's name as an article states it, and the host of the article's URL. Out: the English name, or None if the
outlet is not in the table, or if several outlets have the name and nothing identifies one.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from reporter.assets import DATA
from reporter.language import places
from reporter.language.arabic.letters import clean_characters, fold, words

_LETTER_AND_DIGIT = re.compile(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])")
_QUOTES = re.compile("[«»\"“”„‟‘’']")
_ARTICLE = re.compile(r"\bال(?=\w{2})")
_MEDIA = {
    "صحيفه": "paper", "جريده": "paper", "يوميه": "paper", "مجله": "magazine", "وكاله": "agency", "قناه": "tv",
    "فضائيه": "tv", "تلفزيون": "tv", "تليفزيون": "tv", "تلفزه": "tv", "اذاعه": "radio", "راديو": "radio",
    "موقع": "", "شبكه": "", "منصه": "", "بوابه": "",
}  # fmt: skip
"""The medium of a word before an outlet's name; all kinds of outlets have sites and networks."""
_MOST_MEDIA = 2
"""Maximum number of words for the kind before a name: موقع قناة الميادين."""
_ONLINE = frozenset(map(fold, ("الإلكتروني", "الإلكترونية")))
_DESCRIPTIONS = frozenset(
    fold(word + ending)
    for word in ("للأنباء", "الإخباري", "الإعلامي", "الفضائي", "اليومي", "الرسمي", "الدولي")
    for ending in ("", "ة")
)
"""Words after a name that repeat the kind stated before it."""


class Outlet(NamedTuple):
    """One line of the table."""

    english: str
    country: str
    media: frozenset[str]
    hosts: tuple[str, ...]
    arabic: str
    """The first of its Arabic names."""

    @property
    def is_nobody(self) -> bool:
        """Whether the line is not a particular outlet: "news agencies"."""
        return not self.country and not self.media

    def has(self, host: str) -> bool:
        """Return whether `host` is a host of the outlet, or below one."""
        return any(f".{host}".endswith(f".{own}") for own in self.hosts)


class _Entry(NamedTuple):
    """An Arabic name of an outlet."""

    outlet: Outlet
    written: str
    alone: bool
    """Whether the name alone means this outlet."""


class Said(NamedTuple):
    """The parts of a name: its own words, and the kind and country of the outlet, which are empty if not stated."""

    words: tuple[str, ...]
    medium: str = ""
    country: str = ""

    @property
    def key(self) -> str:
        """A form that is equal for all spellings of the name."""
        return _key(" ".join(self.words))


def find(text: str, host: str = "", country: str = "") -> Outlet | None:
    """Return the outlet that `text` names, perhaps with its kind before and its country after it.

    Articles make no difference, but a single word without one is a name only if the table has it so: نهار is a day.

    >>> find("صحيفة الشرق الأوسط").english, find("«القدس» دوت كوم").english, find("الشروق الجزائرية").english
    ('Asharq Al-Awsat', 'Al-Quds', 'Echorouk')
    >>> find("النهار").english, find("النهار", host="www.ennaharonline.com").english, find("الشروق")
    ('An-Nahar', 'Ennahar', None)
    """
    exact, loose = _tables()
    for said in readings(text):
        entries = exact.get(said.key)
        if not entries and (said.medium or len(said.words) > 1 or said.key.startswith("ال")):
            entries = loose.get(_ARTICLE.sub("", said.key))
        if entries:
            return _chosen(
                entries, said._replace(country=said.country or country), host, clean_characters(text).strip()
            )
    return None


def agency(text: str) -> str | None:
    """Return the usual Arabic name of the news agency that `text` names; None if it names something else.

    >>> agency("وكالة الأنباء السعودية"), agency("AFP"), agency("الأهرام")
    ('واس', 'فرانس برس', None)
    """
    found = find(text) or find_with_abbreviation(text)
    return found.arabic if found and "agency" in found.media else None


def find_with_abbreviation(text: str) -> Outlet | None:
    """Return the outlet whose name and abbreviation `text` is.

    >>> find_with_abbreviation("وكالة الأنباء القطرية قنا").english
    'QNA (Qatar News Agency)'
    """
    name, _, abbreviation = text.rpartition(" ")
    found = find(name) if name else None
    return found if found and found == find(abbreviation) else None


def broadcaster(said: Said) -> str | None:
    """Return the English of a country's television or radio without a name of its own, or None.

    >>> [broadcaster(said) for said in readings("التلفزيون الجزائري")]
    [None, 'Algerian TV']
    """
    medium = _MEDIA.get(fold(said.words[0]).removeprefix("ال")) if len(said.words) == 1 else None
    if not said.country or medium not in {"tv", "radio"}:
        return None
    adjective = next(place.adjectives[0] for place in places.table() if place.names[0] == said.country)
    return f"{adjective} {'TV' if medium == 'tv' else 'radio'}"


def readings(text: str) -> Iterator[Said]:
    """Yield the readings of `text`: a whole name, then a name with words for its kind, its country, or both.

    >>> [tuple(said) for said in readings("قناة النهار المصرية")][-1]
    (('النهار',), 'tv', 'Egypt')
    """
    named = [Said(tuple(_QUOTES.sub(" ", text).split()))]
    while len(named) <= _MOST_MEDIA and (found := _without_medium(named[-1])):
        named.append(found)
    if len(named) > 1:
        while found := _without_description(named[-1]):
            named.append(found)
    yield from named
    for said in named:
        if len(said.words) > 1 and (country := _adjectives().get(fold(said.words[-1]).removeprefix("ال"))):
            yield said._replace(words=said.words[:-1], country=country)


def _without_medium(said: Said) -> Said | None:
    """Return the name without a word for its kind before it, or None if there is none."""
    medium = _MEDIA.get(fold(said.words[0])) if len(said.words) > 1 else None
    return Said(said.words[1:], medium or said.medium) if medium is not None else None


def _without_description(said: Said) -> Said | None:
    """Return the name without words that only repeat its kind (موقع سبق الإلكتروني, وكالة أنباء هاوار), or None."""
    first, last = fold(said.words[0]), fold(said.words[-1])
    if len(said.words) < 2:
        return None
    if said.medium == "agency" and first == "انباء":
        return said._replace(words=said.words[1:])
    if last in _ONLINE:
        return said._replace(words=said.words[:-1])
    if last in _DESCRIPTIONS:
        return said._replace(words=said.words[:-1], medium=said.medium or "site")
    return None


@cache
def _tables() -> tuple[dict[str, list[_Entry]], dict[str, list[_Entry]]]:
    """Read the table, once: by name, and by name without articles."""
    exact: defaultdict[str, list[_Entry]] = defaultdict(list)
    loose: defaultdict[str, list[_Entry]] = defaultdict(list)
    for line in (DATA / "outlets.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        english, country, media, hosts, names = line.split("\t")
        outlet = Outlet(
            english,
            country,
            frozenset(media.split()),
            tuple(filter(None, hosts.split(","))),
            names.split(", ")[0].lstrip("~"),
        )
        for name in names.split(", "):
            entry = _Entry(outlet, name.lstrip("~"), alone=not name.startswith("~"))
            exact[_key(entry.written)].append(entry)
    for key, entries in exact.items():
        loose[_ARTICLE.sub("", key)] += entries
    return dict(exact), dict(loose)


def _chosen(entries: list[_Entry], said: Said, host: str, written: str) -> Outlet | None:
    """Return the only outlet in `entries` that matches the statement, or None."""
    if here := [entry.outlet for entry in entries if host and entry.outlet.has(host)]:
        return here[0]
    fitting = [
        entry
        for entry in entries
        if (not said.medium or said.medium in entry.outlet.media) and said.country in {"", entry.outlet.country}
    ]
    alone = [entry for entry in fitting if entry.alone]
    spelled_so = [entry for entry in alone if entry.written == written]
    for narrower in (fitting if said.medium or said.country else alone, alone, spelled_so):
        if len(found := {entry.outlet for entry in narrower}) == 1:
            return found.pop()
    return None


def _key(name: str) -> str:
    """Return a form that is equal for all spellings of an outlet's name: folded words, with figures separated."""
    return " ".join(words(_LETTER_AND_DIGIT.sub(" ", name)))


@cache
def _adjectives() -> dict[str, str]:
    """Return the countries by their folded Arabic adjectives without the article, masculine and feminine."""
    found = {"لندني": "United Kingdom", "لندنيه": "United Kingdom", "عبري": "Israel", "عبريه": "Israel"}
    for place in places.table():
        if place.kind == "country":
            for adjective in place.adjectives_ar:
                found |= dict.fromkeys((fold(adjective), f"{fold(adjective)}ه"), place.names[0])
    return found
