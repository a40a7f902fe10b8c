"""Nothing has become its opposite or a related thing: north for south, killed for injured, weeks for months.

``contrasts.tsv`` and ``units.tsv`` list groups of words in both languages. A pair is flagged if each side has a member
of a group that the other lacks: only the Arabic has "rise", only the English has "fall".
"""

from collections.abc import Iterable
from functools import cache
from itertools import combinations, pairwise, product
from typing import NamedTuple

from reporter.assets import DATA
from reporter.checks.pair import Pair
from reporter.checks.units import is_one_amount
from reporter.language.arabic.clitics import BEFORE_NOUN
from reporter.language.arabic.letters import fold
from reporter.language.quantity import Quantity
from reporter.model import Flag

CHECK = "contrasts"

_ANSWERS = "~"
"""Before a word of the lists that is too ambiguous to claim anything, and may only answer what the other side says."""
_REACH = 5
"""Maximum number of words from a number to what it counts."""
_DENIALS = frozenset("not no never without cannot لا لم لن ليس ما عدم بعدم دون غير وعدم ولم ولا ولن".split())  # noqa: SIM905
"""Denials that can precede a word of a group."""


_Words = dict[str, frozenset[tuple[str, str, bool]]]
"""The groups and members of a word, and whether it says so for certain."""


_NOTHING: frozenset[tuple[str, str, bool]] = frozenset()


class _Lists(NamedTuple):
    """The groups that words of the two languages belong to."""

    arabic: _Words
    """By folded word, with its clitics."""
    english: _Words
    units: frozenset[str]
    """The groups in which another member may express the same amount: two days are 48 hours."""


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag if the English has the opposite of what the Arabic has, or another unit."""
    lists = load()
    said_ar, any_ar = _members(pair.words_ar, lists.arabic)
    if not said_ar:
        return
    said_en, any_en = _members(pair.words_en, lists.english)
    yield from _swapped(pair, lists)
    for group in said_ar.keys() & said_en.keys():
        missing, extra = said_ar[group] - any_en[group], said_en[group] - any_ar[group]
        if not missing or not extra or (group in lists.units and _same_amount(pair)):
            continue
        yield Flag(check=CHECK, detail=f"The Arabic says “{min(missing)}”, the English “{min(extra)}”")


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
            for clitic, given in product(BEFORE_NOUN, words_ar.split()):
                word = given.removeprefix(_ANSWERS)
                arabic.setdefault(clitic + fold(word), set()).add((group, member, word == given))
    return _Lists(
        {word: frozenset(found) for word, found in arabic.items()},
        {word: frozenset(found) for word, found in english.items()},
        frozenset(units),
    )


def _members(words: list[str], known: _Words) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return the members of each group that `words` say, and those that they say or may mean.

    A group with a denied member says nothing.
    """
    said: dict[str, set[str]] = {}
    meant: dict[str, set[str]] = {}
    denied = set[str]()
    for before, word in pairwise(("", *words)):
        if (before, word) == ("من", "قبل"):  # by
            continue
        for group, member, certain in known.get(f"{before}_{word}", known.get(word, _NOTHING)):
            if before in _DENIALS or before.endswith(("n't", "n’t")):
                denied.add(group)
            meant.setdefault(group, set()).add(member)
            if certain:
                said.setdefault(group, set()).add(member)
    return {group: members for group, members in said.items() if group not in denied}, meant


def _swapped(pair: Pair, lists: _Lists) -> Iterable[Flag]:
    """Yield an error if two figures have changed places: 14 injured and 3 killed, 3 injured and 14 killed."""
    if min(len(pair.quantities_ar), len(pair.quantities_en)) < 2:
        return
    arabic = _counted(pair.quantities_ar, pair.words_ar, lists.arabic, lists.units, first=-1)
    english = _counted(pair.quantities_en, pair.words_en, lists.english, lists.units, first=1)
    for one, two in combinations(sorted(arabic.keys() & english.keys()), 2):
        said, other = arabic[one], arabic[two]
        if said != other and (english[one], english[two]) == (other, said):
            detail = (
                f"Figures have changed places: in the Arabic {one:g} goes with “{said[1]}”, {two:g} with “{other[1]}”"
            )
            yield Flag(check=CHECK, detail=detail, severity="error")


def _counted(
    quantities: list[Quantity], words: list[str], known: _Words, units: frozenset[str], *, first: int
) -> dict[float, tuple[str, str]]:
    """Return for each number the nearest word of a group on either side, up to the next number.

    Of two that are equally near the one before counts where `first` is -1, the one after where it is 1. A unit
    always follows its number.
    """
    places: dict[int, float] = {}
    for quantity in quantities:
        values = [reading for reading in quantity.readings if not isinstance(reading, str)]
        if len(values) == 1 and quantity.text in words:
            places[words.index(quantity.text)] = values[0]
    found: dict[float, tuple[str, str]] = {}
    for at, value in places.items():
        blocked = set[int]()
        for distance, sign in product(range(1, _REACH + 1), (first, -first)):
            place = at + sign * distance
            if place in places or not 0 <= place < len(words):
                blocked.add(sign)
            members = known.get(words[place], ()) if sign not in blocked else ()
            if len(members) == 1:
                group, member, certain = next(iter(members))
                if certain and (group not in units or sign == 1):
                    found[value] = (group, member)
                    break
    return found


def _same_amount(pair: Pair) -> bool:
    """Return whether a number of one side is a number of the other side in a different unit."""
    return any(is_one_amount(one, other, pair) for one in pair.quantities_ar for other in pair.quantities_en)
