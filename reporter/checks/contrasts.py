"""Nothing has become its opposite or a related thing: north for south, killed for injured, weeks for months.

``contrasts.tsv`` and ``units.tsv`` list groups of words in both languages. A pair is flagged if each side has a member
of a group that the other lacks: only the Arabic has "rise", only the English has "fall".
"""

from collections.abc import Iterable
from functools import cache
from itertools import combinations, product, takewhile
from typing import NamedTuple

from reporter.assets import DATA
from reporter.checks.pair import WORD, Pair
from reporter.checks.units import is_one_amount
from reporter.language.arabic.clitics import BEFORE_NOUN
from reporter.language.arabic.letters import fold
from reporter.language.quantity import Quantity
from reporter.model import Flag

CHECK = "contrasts"

_ANSWERS = "~"
"""Before a word of the lists that is too ambiguous to claim anything, and may only answer what the other side says."""
_NEAR = 2
"""Maximum number of words from a number to its unit."""
_COUNTABLE = frozenset(["harm", "custody", "trend"])
"""The groups whose members go with figures: 57 killed, 57 arrested, up 57 percent."""
_REACH = 5
"""Maximum number of words from a number to what it counts."""
_DENIALS = frozenset("not no never without cannot لا لم لن ليس ما عدم بعدم دون غير وعدم ولم ولا ولن".split())  # noqa: SIM905
"""Denials that can precede a word of a group."""


_Words = dict[str, frozenset[tuple[str, str, bool]]]
"""The groups and members of a word, and whether it says so for certain."""


_NOTHING: frozenset[tuple[str, str, bool]] = frozenset()


class _Found(NamedTuple):
    """What the words of one side say, by group."""

    said: dict[str, set[str]]
    """The members that are certain."""
    meant: dict[str, set[str]]
    """These, and those that may be meant."""
    denied: set[str]
    """The groups of which a member is denied; it says something only if the other side denies one as well."""


class _Lists(NamedTuple):
    """The groups that words of the two languages belong to."""

    arabic: _Words
    """By folded word, with its clitics."""
    english: _Words
    phrases: frozenset[str]
    """The last words of the phrases in either language; each is in both lists, perhaps without a group."""
    units: frozenset[str]
    """The groups in which another member may express the same amount: two days are 48 hours."""


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag if the English has the opposite of what the Arabic has, or another unit."""
    lists = load()
    arabic = _members(pair.words_ar, lists.arabic, lists.phrases)
    if not arabic.said and (lists.units.isdisjoint(arabic.meant) or not pair.quantities_ar):
        return
    english = _members(pair.words_en, lists.english, lists.phrases)
    told = set[str]()
    yield from _counts(pair, lists, arabic, english, told)
    for group in sorted(arabic.said.keys() & english.said.keys()):
        if (group in arabic.denied) != (group in english.denied):
            continue
        missing, extra = arabic.said[group] - english.meant[group], english.said[group] - arabic.meant[group]
        if group in told or not missing or not extra or (group in lists.units and _same_amount(pair)):
            continue
        told.add(group)
        yield Flag(check=CHECK, detail=f"The Arabic says “{min(missing)}”, the English “{min(extra)}”")
    if pair.quantities_ar and pair.quantities_en and not lists.units.isdisjoint(arabic.meant.keys() & english.meant):
        yield from _other_unit(pair, lists, told)


@cache
def load() -> _Lists:
    """Read the lists, once."""
    arabic: dict[str, set[tuple[str, str, bool]]] = {}
    english: dict[str, set[tuple[str, str, bool]]] = {}
    units = set[str]()
    for name in ("contrasts.tsv", "units.tsv"):
        for line in (DATA / name).read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            group, member, words_en, words_ar = line.split("\t")
            units |= {group} if name == "units.tsv" else set()
            for given in words_en.split():
                word = given.removeprefix(_ANSWERS)
                english.setdefault(word, set()).add((group, member, word == given))
            for given in words_ar.split():
                word = given.removeprefix(_ANSWERS)
                folded, meaning = fold(word), (group, member, word == given)
                for clitic in BEFORE_NOUN:
                    arabic.setdefault(clitic + folded, set()).add(meaning)
    phrases = frozenset(word.rpartition("_")[2] for word in (*arabic, *english) if "_" in word)
    without_group = dict.fromkeys(phrases, _NOTHING)
    return _Lists(
        without_group | {word: frozenset(found) for word, found in arabic.items()},
        without_group | {word: frozenset(found) for word, found in english.items()},
        phrases,
        frozenset(units),
    )


def _members(words: list[str], known: _Words, phrases: frozenset[str]) -> _Found:
    """Return the members of each group that `words` say, may mean and deny."""
    found = _Found({}, {}, set())
    for at in [at for at, word in enumerate(words) if word in known]:
        word, before = words[at], words[at - 1] if at else ""
        members = known[word]
        if word in phrases:
            members = known.get(f"{before}_{word}", members)
        if at + 1 < len(words) and words[at + 1] in phrases and f"{word}_{words[at + 1]}" in known:
            continue  # it says what the phrase says: "more than" is not "more"
        if not members or (before, word) == ("من", "قبل"):  # by
            continue
        for group, member, certain in members:
            if before in _DENIALS or before.endswith(("n't", "n’t")):
                found.denied.add(group)
            found.meant.setdefault(group, set()).add(member)
            if certain:
                found.said.setdefault(group, set()).add(member)
    return found


def _counts(pair: Pair, lists: _Lists, arabic: _Found, english: _Found, told: set[str]) -> Iterable[Flag]:
    """Yield a flag if a figure counts others than in the Arabic, an error if two figures have changed places.

    The groups of which this speaks are added to `told`.

    3 injured and 14 killed for 14 injured and 3 killed; 57 wounded and 90 wounded for 57 killed and 90 wounded.
    """
    both_count = not (_COUNTABLE.isdisjoint(arabic.said) or _COUNTABLE.isdisjoint(english.said))
    if not (pair.quantities_ar and pair.quantities_en and (both_count or arabic.said.keys() & english.said.keys())):
        return
    counted_ar = _counted(pair.quantities_ar, pair.words_ar, lists.arabic, lists.units, first=-1)
    if not counted_ar:
        return
    counted_en = _counted(pair.quantities_en, pair.words_en, lists.english, lists.units, first=1)
    both = sorted(counted_ar.keys() & counted_en.keys())
    for one, two in combinations(both, 2):
        said, other = counted_ar[one], counted_ar[two]
        if said != other and (counted_en[one], counted_en[two]) == (other, said):
            detail = (
                f"Figures have changed places: in the Arabic {one:g} goes with “{said[1]}”, {two:g} with “{other[1]}”"
            )
            told |= {said[0], other[0]}
            yield Flag(check=CHECK, detail=detail, severity="error")
            return
    for number in both:
        (group, said_ar), (group_en, said_en) = counted_ar[number], counted_en[number]
        only_ar, only_en = said_ar not in english.meant.get(group, ()), said_en not in arabic.meant.get(group_en, ())
        differs = said_ar != said_en and (only_ar or only_en) if group == group_en else only_ar and only_en
        if differs and {group, group_en} <= _COUNTABLE:
            told |= {group, group_en}
            yield Flag(
                check=CHECK, detail=f"{number:g} goes with “{said_ar}” in the Arabic, with “{said_en}” in the English"
            )


def _counted(
    quantities: list[Quantity], words: list[str], known: _Words, units: frozenset[str], *, first: int
) -> dict[float, tuple[str, str]]:
    """Return for each number the nearest word of a group on either side, up to the next number.

    Of two that are equally near the one before counts where `first` is -1, as in Arabic, the one after where it is 1.
    A unit always follows its number, and an Arabic word with و belongs to what follows.
    """
    places: dict[int, float] = {}
    ends: dict[int, int] = {}
    for quantity in quantities:
        values = [reading for reading in quantity.readings if not isinstance(reading, str)]
        number = WORD.findall(quantity.text)
        is_name = not quantity.required and any(map(str.isdigit, quantity.text))  # COVID-19
        if len(values) == 1 and number and not is_name and (at := _place(number, words)) is not None:
            places |= dict.fromkeys(range(at, at + len(number)), values[0])
            ends[at] = at + len(number) - 1
    found: dict[float, tuple[str, str]] = {}
    for at, end in ends.items():
        value, blocked = places[at], set[int]()
        for distance, sign in product(range(1, _REACH + 1), (first, -first)):
            place = at - distance if sign < 0 else end + distance
            if (
                place in places
                or not 0 <= place < len(words)
                or (first < 0 < sign and _begins_anew(words[place], known))
            ):
                blocked.add(sign)
            members = known.get(words[place], ()) if sign not in blocked else ()
            if len(members) == 1:
                group, member, certain = next(iter(members))
                if certain and (group not in units or sign == 1):
                    found[value] = (group, member)
                    break
    return found


def _place(number: list[str], words: list[str]) -> int | None:
    """Return where the words of `number` first follow each other in `words`."""
    places = (at for at, word in enumerate(words) if word == number[0] and words[at : at + len(number)] == number)
    return next(places, None)


def _begins_anew(word: str, known: _Words) -> bool:
    """Return whether an Arabic word is و and a word of a group, which goes with what follows."""
    return word.startswith("و") and word[1:] in known


def _other_unit(pair: Pair, lists: _Lists, told: set[str]) -> Iterable[Flag]:
    """Yield a flag if a number that both sides have counts different units, for groups that are not `told` already."""
    arabic = _units(pair.quantities_ar, pair.words_ar, lists.arabic, lists.units)
    if not arabic:
        return
    english = _units(pair.quantities_en, pair.words_en, lists.english, lists.units)
    for value in sorted(arabic.keys() & english.keys()):
        groups = {group for group, _ in arabic[value]} & {group for group, _ in english[value]}
        if arabic[value].isdisjoint(english[value]) and groups - told and not _same_amount(pair):
            one, other = min(arabic[value])[1], min(english[value])[1]
            yield Flag(check=CHECK, detail=f"{value:g} goes with “{one}” in the Arabic, with “{other}” in the English")
            return


def _units(
    quantities: list[Quantity], words: list[str], known: _Words, units: frozenset[str]
) -> dict[float, set[tuple[str, str]]]:
    """Return the units that follow each number, with their groups: 24 hours, three full days, يومين."""
    found: dict[float, set[tuple[str, str]]] = {}
    numbers = [WORD.findall(quantity.text) for quantity in quantities]
    others = {number[0] for number in numbers if number}
    for quantity, number in zip(quantities, numbers, strict=True):
        values = [reading for reading in quantity.readings if not isinstance(reading, str)]
        if len(values) != 1 or values == [1] or not number:  # one follows what it counts, in Arabic
            continue
        for at in range(len(words) - len(number) + 1):
            if words[at] != number[0] or words[at : at + len(number)] != number:
                continue
            end = at + len(number)
            for word in (words[end - 1], *takewhile(lambda word: word not in others, words[end : end + _NEAR])):
                members = {(group, member) for group, member, _ in known.get(word, ()) if group in units}
                if members and not word.startswith("ال"):
                    found.setdefault(values[0], set()).update(members)
                    break
    return found


def _same_amount(pair: Pair) -> bool:
    """Return whether a number of one side is a number of the other side in a different unit."""
    return any(is_one_amount(one, other, pair) for one in pair.quantities_ar for other in pair.quantities_en)
