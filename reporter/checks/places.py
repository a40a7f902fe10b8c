"""The countries, nationalities, cities and people of the English are those of the Arabic.

``places.tsv`` lists them in both languages. A name that only the English has is a doubt; a country in place of another
is an error. A town is doubted only if the Arabic names another. A name that only the Arabic has means nothing, because
English often writes "the country". People who are not listed are compared by sound if they have a title.
"""

import re
from collections.abc import Collection, Iterable
from functools import cache
from typing import NamedTuple

from reporter.checks.pair import WORD, Pair
from reporter.language import vocabulary
from reporter.language.arabic.clitics import ARTICLE_PATTERN, splits, with_particles
from reporter.language.arabic.letters import fold
from reporter.language.places import table
from reporter.language.transliteration import is_like_name, is_name
from reporter.model import Flag

CHECK = "places"

_ENDINGS = ("", "ه", "ا", "ين", "ون", "ات", "ان", "تين", "تان", "و", "تي")
_BEFORE_ARTICLE = ("", "ل")
"""The prefixes that are not simply put before a name with an article, or before one that begins like an article."""
_WORD = re.compile(r"[A-ZÀ-Þ][\w’'.-]*|[\w’'-]+")
_GENITIVE = re.compile(r"['’]s(?![\w’'-])")
_ARTICLE = re.compile(rf"(?<![ء-ي]){ARTICLE_PATTERN}(?=[ء-ي])")
_WITH_POINTS = frozenset(["U.S.", "U.K.", "U.S.A."])
_LONGEST = 4
"""Maximum number of words of a name."""
_OTHERWISE = re.compile(
    r"\b(?:(?:Indian|Atlantic) Ocean|Port Sudan|(?:Upper|Lower) Egypt|Syrian desert|"
    r"New Mexico|New England|Guinea pigs?|French (?:fries|windows?|Open|toast)|"
    r"Turkish (?:bath|delight)s?|German shepherds?|Jordan (?:River|Valley)|West Bank|Washington Post|New York Times|"
    r"Wall Street Journal|(?:English|British) Channel|English|Swiss (?:cheese|army)|(?:South|North|Latin|"
    r"Central) America\w*|the Americas|(?:South|North) Pole|Turkey (?:corona|meat|breast)\w*|Damascus Gate|Jaffa Gate|"
    r"African Americans?|Native Americans?|Paris Saint\S+|Real Madrid|Barcelona FC|Financial Times|Jerusalem Post|"
    r"(?:Grand )?(?:Ethiopian )?Renaissance Dam|"
    r"Michael Jordan|Panama hats?|China (?:plate|cup)s?|Persian Gulf|London Bridge|Los Angeles Times|Jakarta Post)\b"
)
"""Names and things that contain the name of a place."""


_OFFICES = """
mr mrs ms dr minister president secretary chancellor premier prince colonel judge ambassador envoy spokesman spokeswoman
spokesperson mayor governor director coach manager captain striker doctor professor lawyer analyst researcher actor
actress singer writer novelist journalist leader
"""
_TITLES = frozenset(_OFFICES.split())
_TITLED = re.compile(
    rf"\b(?i:{'|'.join(sorted(_TITLES))})[.,]? "
    r"(?P<names>[A-ZÀ-Þ][a-zß-ÿ]{2,} (?:al-)?[A-ZÀ-Þ][a-zß-ÿ-]{2,})(?![\w-])"
)
"""A title and two names."""
_CROWNS = frozenset("king queen sultan emir pope".split())  # noqa: SIM905
_CROWNED = re.compile(
    r"\b(?:King|Queen|Sultan|Emir|Pope) (?!Junior|John|Paul|Peter|James|Solomon|David)"
    r"(?P<names>[A-ZÀ-Þ][a-zß-ÿ]{3,})(?![\w-])"
)
"""A title for which one name is enough; some names are others in Arabic, as يوحنا is John."""
_SETTLED = re.compile(
    r"\b(?:city|town|village|province|governorate) of (?P<names>[A-ZÀ-Þ][a-zß-ÿ]{3,}(?: [A-ZÀ-Þ][a-zß-ÿ]+)*)(?![\w-])"
)
"""A place that is said to be one."""
_SETTLEMENTS = frozenset("city town village province governorate".split())  # noqa: SIM905


class _Known(NamedTuple):
    """The lists, by form."""

    english: dict[str, str]
    """The entity of each form, lower case for people and places alike: "Egyptians" is "Egypt"."""
    first_words: frozenset[str]
    """The words with which the forms begin, with a full stop and without."""
    longest_words: frozenset[str]
    """The longest word of each form, in lower case, as `Pair.set_en` has it."""
    arabic: dict[str, frozenset[str]]
    """The entities of each folded word, without clitics."""
    phrases: dict[str, frozenset[str]]
    """The entities of names of several words, folded, without articles."""
    kinds: dict[str, str]
    countries: dict[str, str]
    """The entities that are cities."""


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag for each country, city or person that only the English has."""
    known = load()
    if person := _stranger(pair, known):
        yield Flag(check=CHECK, detail=f"{person} is in the English; nothing in the Arabic has a name like that")
    english = {} if known.longest_words.isdisjoint(pair.set_en) else _in_english(pair.text_en, known)
    if not english:
        return
    arabic = _in_arabic(pair, known, english)
    implied = arabic | {known.countries[name] for name in arabic if name in known.countries}
    extra = {name: form for name, form in english.items() if name not in implied}
    if not _other_towns(arabic, english, known):
        extra = {name: form for name, form in extra.items() if known.kinds[name] != "town"}
    if not extra:
        return
    countries_ar = {name for name in arabic if known.kinds[name] == "country"}
    missing = countries_ar - english.keys() - {known.countries.get(name, "") for name in english}
    alone = [
        (name, form)
        for name, form in extra.items()
        if known.countries.get(name) not in arabic and form not in pair.text_ar and not _sounds(form, pair)
    ]
    if not alone:
        return
    name, form = alone[0]
    swapped = known.kinds[name] == "country" and form in _named(name) and len(missing) == 1 and len(extra) == 1
    verb = "is" if len(alone) == 1 else "are"
    yield Flag(
        check=CHECK,
        detail=f"{' and '.join(form for _, form in alone)} {verb} in the English, not in the Arabic",
        severity="error" if swapped else "doubt",
    )


def _other_towns(arabic: set[str], english: Iterable[str], known: _Known) -> bool:
    """Return whether the Arabic names a city or town that the English does not have."""
    return any(known.kinds[name] in {"city", "town"} for name in arabic.difference(english))


@cache
def load() -> _Known:
    """Read the list, once."""
    english: dict[str, str] = {}
    arabic: dict[str, set[str]] = {}
    phrases: dict[str, set[str]] = {}
    kinds: dict[str, str] = {}
    countries: dict[str, str] = {}
    for place in table():
        name = place.names[0]
        kinds[name] = place.kind
        if place.country:
            countries[name] = place.country
        for form in (*place.names, *place.adjectives):
            english |= {form: name, f"{form}s": name}
        for form in place.names_ar + place.adjectives_ar:
            folded, stem = fold(form), fold(form.removeprefix("ال"))
            if " " in folded:
                phrases.setdefault(_ARTICLE.sub("", folded), set()).add(name)
                continue
            endings = _ENDINGS if form in place.adjectives_ar else ("",)
            for word in {*(stem + ending for ending in endings), *with_particles(folded, _BEFORE_ARTICLE)}:
                arabic.setdefault(word, set()).add(name)
    return _Known(
        english,
        frozenset(form.split()[0].rstrip(".") + stop for form in english for stop in ("", ".")),
        frozenset(
            max(WORD.findall(form.lower()), key=len) + genitive for form in english for genitive in ("", "'s", "’s")
        ),
        {word: frozenset(found) for word, found in arabic.items()},
        {phrase: frozenset(found) for phrase, found in phrases.items()},
        kinds,
        countries,
    )


def unnamed_person(surname: str, pair: Pair) -> bool:
    """Return whether `surname` is that of somebody in the list or the glossary whom the Arabic does not name."""
    known = load()
    people = {name for name, kind in known.kinds.items() if kind == "person" and name.split()[-1] == surname}
    terms = pair.glossary.people(surname) if pair.glossary is not None else ()
    if not (people or terms) or people & _in_arabic(pair, known, people) or _sounds(surname, pair):
        return False
    return pair.glossary is None or not any(found.term in terms for found in pair.glossary.find(pair.text_ar))


def _stranger(pair: Pair, known: _Known) -> str:
    """Return a person of the English, named in full with a title, whose names sound like no word of the Arabic."""
    titled = [] if _TITLES.isdisjoint(pair.set_en) else [match["names"] for match in _TITLED.finditer(pair.text_en)]
    if not _CROWNS.isdisjoint(pair.set_en):
        titled += [match["names"] for match in _CROWNED.finditer(pair.text_en)]
    if not _SETTLEMENTS.isdisjoint(pair.set_en):
        titled += [match["names"] for match in _SETTLED.finditer(pair.text_en)]
    if not titled:
        return ""
    words = vocabulary.load()
    keys = words.keys(pair.words_en)
    meanings = {word: words.arabic_words[word] or frozenset() for word in pair.words_ar}
    translated = frozenset[str]().union(*meanings.values())
    others = [word for word, meant in meanings.items() if meant.isdisjoint(keys)]
    terms = pair.glossary.find(pair.text_ar) if pair.glossary is not None else ()
    given = {name for found in terms for phrase in found.term.english for name in phrase.split()}
    for person in titled:
        names = person.replace("al-", "").replace("-", " ").split()
        named = any(
            words.english_words[name.lower()] in translated or name in pair.text_ar or name in known.english
            for name in names
        )
        if (
            not named
            and given.isdisjoint(names)
            and not any(is_like_name(word, name) for word in others for name in names)
        ):
            return person
    return ""


@cache
def _named(name: str) -> frozenset[str]:
    """Return the forms of an entity that are its names, not its adjectives."""
    return next((frozenset(place.names) for place in table() if place.names[0] == name), frozenset())


def _in_english(text: str, known: _Known) -> dict[str, str]:
    """Return the entities of `text`, each with the form that is there; the longest names count."""
    found = _entities(text, known)
    return _entities(_OTHERWISE.sub(" ", text), known) if found and _OTHERWISE.search(text) else found


def _entities(text: str, known: _Known) -> dict[str, str]:
    words = _WORD.findall(_GENITIVE.sub("", text))
    found: dict[str, str] = {}
    past = 0
    for at in [at for at, word in enumerate(words) if word in known.first_words]:
        if at < past:
            continue
        near = [word if word in _WITH_POINTS else word.rstrip(".") for word in words[at : at + _LONGEST]]
        for size in range(len(near), 0, -1):
            form = " ".join(near[:size])
            if name := known.english.get(form):
                found.setdefault(name, form)
                past = at + size
                break
    return found


def _in_arabic(pair: Pair, known: _Known, english: Collection[str]) -> set[str]:
    """Return the entities of the Arabic; names of several words only if the words do not explain all the `english`."""
    found = {
        name for word in pair.words_ar for bare in splits(word) if bare in known.arabic for name in known.arabic[bare]
    }
    if found.issuperset(english):
        return found
    plain = _ARTICLE.sub("", pair.folded_ar)
    return found | {name for phrase, names in known.phrases.items() if phrase in plain for name in names}


def _sounds(form: str, pair: Pair) -> bool:
    """Return whether a word of the Arabic sounds like `form`: جوردان is the Jordan of a person's name.

    Words that are known to mean something else do not count: النور is not Norway.
    """
    table, least, beginning = vocabulary.load().arabic_words, 3 if " " in form else 2, form[:3].lower()
    return any(
        is_name(word, form, least=least) and any(key.startswith(beginning) for key in table[word] or (beginning,))
        for word in pair.words_ar
    )
