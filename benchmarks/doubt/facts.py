"""English in which a fact is another: a number, a month, a name, a negation, an opposite."""

import random
import re

from benchmarks.doubt.spoil import Pair, Spoil, once, put

_SMALL = "three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty forty fifty sixty"
_CARDINALS = tuple(_SMALL.split())
_ORDINALS = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBER = re.compile(rf"(?<![\w-])(?:\d+(?:[.,:]\d+)*|{'|'.join(_CARDINALS + _ORDINALS)})(?![\w-])", re.IGNORECASE)
_TWO = re.compile(r"\btwo\b(?!-)", re.IGNORECASE)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b")
_LATIN = re.compile(r"[A-Za-z][A-Za-z\d]+")
_NEGATIONS: tuple[tuple[str, str], ...] = (
    (r"\b(did|do|does|is|are|was|were|has|have|had|will|would|can|could|should|must|may|might) not\b", r"\1"),
    (r"\bcannot\b", "can"),
    (r"\b(did|do|does|is|are|was|were|has|have|had|would|could|should)n['’]t\b", r"\1"),
    (r"\bnot (?!(?:only|just|long|least|to mention)\b)(?=\w)", ""),
    (r"\bnever ", ""),
    (
        r"\bno (?!(?:less|fewer|more|longer|later|lower|greater|higher|sooner|better|worse|one|doubt|where)\b)(?=\w)",
        "some ",
    ),
    (r"\bwithout\b(?! saying)", "with"),
)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must)\b(?! (?:not|no|n['’]t))")
_LANDS = """
Egypt:Egyptian Syria:Syrian Lebanon:Lebanese Jordan:Jordanian Iraq:Iraqi Iran:Iranian Israel:Israeli Yemen:Yemeni
Libya:Libyan Tunisia:Tunisian Algeria:Algerian Morocco:Moroccan Sudan:Sudanese Kenya:Kenyan Russia:Russian
Ukraine:Ukrainian Turkey:Turkish France:French Germany:German Italy:Italian Spain:Spanish Greece:Greek China:Chinese
Japan:Japanese India:Indian Brazil:Brazilian Canada:Canadian Mexico:Mexican
"""
COUNTRIES, NATIONS = (tuple(land.split(":")[side] for land in _LANDS.split()) for side in (0, 1))
_TOWNS = (
    "Aleppo Homs Basra Mosul Tripoli Benghazi Sfax Oran Casablanca Fez Alexandria Aden Taiz Jeddah Dubai Nablus Hebron"
)
CITIES = (
    *_TOWNS.split(),
    "Istanbul",
    "Paris",
    "Berlin",
    "Rome",
    "Madrid",
    "Kyiv",
    "Moscow",
    "Geneva",
    "Nairobi",
    "Lagos",
)
_PEOPLE = ("Hulusi Akar", "Walter Steiner", "Pedro Morales", "Kenji Tanaka", "Ingrid Larsen", "Rashid Benmoussa")
_TITLED = re.compile(
    r"\b(?P<title>(?i:minister|president|spokesman|coach|actor|writer|novelist|lawyer|ambassador|mr|dr) )"
    r"[A-Z][a-z]+ (?:al-)?[A-Z][a-z]+\b"
)
_TIME_UNITS = ("minutes", "hours", "days", "weeks", "months", "years")
OPPOSITES: dict[str, tuple[tuple[str, str], ...]] = {
    "compass": (("northern", "southern"), ("eastern", "western"), ("north", "south"), ("east", "west")),
    "killed and injured": (
        ("killed", "injured"),
        ("killing", "wounding"),
        ("deaths", "injuries"),
        ("wounded", "killed"),
    ),
    "before and after": (("before", "after"),),
    "rise and fall": (
        ("rose", "fell"),
        ("increased", "decreased"),
        ("rise", "fall"),
        ("increase", "decrease"),
        ("rising", "falling"),
    ),
    "more and less": (("more than", "less than"),),
    "arrested and released": (("arrested", "released"), ("detained", "freed"), ("arrest", "release")),
    "win and lose": (("won", "lost to"), ("victory", "defeat")),
    "import and export": (("imports", "exports"), ("imported", "exported"), ("import", "export")),
    "accept and refuse": (("accepted", "rejected"), ("agreed", "refused"), ("approved", "rejected")),
}
_PAIRED_COUNTS = re.compile(
    r"\b(\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b([^.;]{1,60}?)\b(\d+|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve)\b"
)
_HARM = re.compile(r"killed|dead|deaths|wounded|injured|arrested", re.IGNORECASE)


def number_changed(pair: Pair, chance: random.Random) -> str | None:
    """Replace a number that is at least three or written in figures with another."""
    return put(pair[1], list(_NUMBER.finditer(pair[1])), _other_number, chance)


def number_dropped(pair: Pair, chance: random.Random) -> str | None:
    """Delete a number that occurs once and is at least three or written in figures."""
    return put(pair[1], once(_NUMBER, pair[1]), lambda _old, _chance: "", chance)


def two_dropped(pair: Pair, chance: random.Random) -> str | None:
    """Delete a "two"; Arabic often expresses it with a dual, and "the two sides" can also be "the sides"."""
    return put(pair[1], once(_TWO, pair[1]), lambda _old, _chance: "", chance)


def month_changed(pair: Pair, chance: random.Random) -> str | None:
    """Replace a month with another."""
    months = [
        month
        for month in _MONTH.finditer(pair[1])
        if month.group() not in {"May", "March"} or re.search(r"(?:\d|\bin) $", pair[1][: month.start()])
    ]
    others = [name for name in _MONTHS if name not in pair[1]]
    return put(pair[1], months, lambda _old, chance: chance.choice(others), chance)


def negation_removed(pair: Pair, chance: random.Random) -> str | None:
    """Remove a negation."""
    found = [(pattern, instead) for pattern, instead in _NEGATIONS if re.search(pattern, pair[1])]
    if not found:
        return None
    pattern, instead = chance.choice(found)
    return re.sub(pattern, instead, pair[1], count=1)


def negation_added(pair: Pair, chance: random.Random) -> str | None:
    """Negate a sentence that contains no negation."""
    if any(re.search(pattern, pair[1]) for pattern, _ in _NEGATIONS):
        return None
    return put(pair[1], list(_AUXILIARY.finditer(pair[1])), lambda old, _chance: f"{old} not", chance)


def latin_changed(pair: Pair, chance: random.Random) -> str | None:
    """Change a letter of a name that both sides write in Latin script."""
    shared = [name for name in _LATIN.findall(pair[0]) if re.search(rf"\b{re.escape(name)}\b", pair[1])]
    if not shared:
        return None
    name = chance.choice(shared)
    letters = list(name)
    at = chance.randrange(len(letters))
    letters[at] = chance.choice([letter for letter in "BDFGKLMNPRTVZ" if letter != letters[at].upper()])
    return re.sub(rf"\b{re.escape(name)}\b", "".join(letters), pair[1])


def person_changed(pair: Pair, chance: random.Random) -> str | None:
    """Replace the name of an official, a coach or a writer with another."""
    match = _TITLED.search(pair[1])
    return match and _TITLED.sub(rf"\g<title>{chance.choice(_PEOPLE)}", pair[1], count=1)


def one_of(names: tuple[str, ...]) -> Spoil:
    """Return what puts another of `names` in the place of one; names that are in the English already are not put."""
    pattern = re.compile(rf"\b(?:{'|'.join(names)})\b")

    def spoil(pair: Pair, chance: random.Random) -> str | None:
        others = [name for name in names if name not in pair[1]]
        return put(pair[1], list(pattern.finditer(pair[1])), lambda _old, chance: chance.choice(others), chance)

    return spoil


def opposite(pairs: tuple[tuple[str, str], ...]) -> Spoil:
    """Return what puts the opposite in the place of a word."""
    other = dict(pairs) | {two: one for one, two in pairs}
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(other, key=len, reverse=True))})\b")

    def spoil(pair: Pair, chance: random.Random) -> str | None:
        return put(pair[1], list(pattern.finditer(pair[1])), lambda old, _chance: other[old], chance)

    return spoil


def time_unit_changed(pair: Pair, chance: random.Random) -> str | None:
    """Turn weeks into months, where a number or "several" counts them."""
    counted = re.compile(rf"(?<=[\w,] )(?:{'|'.join(_TIME_UNITS)})\b")
    places = [
        place
        for place in counted.finditer(pair[1])
        if _NUMBER.search(pair[1][max(0, place.start() - 14) : place.start()])
    ]
    others = [unit for unit in _TIME_UNITS if unit not in pair[1]]
    return put(pair[1], places, lambda _old, chance: chance.choice(others), chance) if others else None


def figures_swapped(pair: Pair, _chance: random.Random) -> str | None:
    """Let two figures change places in a sentence about the killed, the injured and the arrested."""
    match = _PAIRED_COUNTS.search(pair[1])
    if not match or match[1] == match[3] or len(_HARM.findall(pair[1])) < 2:
        return None
    return f"{pair[1][: match.start()]}{match[3]}{match[2]}{match[1]}{pair[1][match.end() :]}"


def _other_number(old: str, chance: random.Random) -> str:
    if old[0].isdigit():
        at = chance.choice([index for index, char in enumerate(old) if char.isdigit()])
        digits = "123456789" if at == 0 else "0123456789"
        return old[:at] + chance.choice([digit for digit in digits if digit != old[at]]) + old[at + 1 :]
    words = _ORDINALS if old.lower() in _ORDINALS else _CARDINALS
    return chance.choice([word for word in words if word != old.lower()])
