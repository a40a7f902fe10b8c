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

_REACH = 5
"""Maximum number of words from a number to what it counts."""
_DENIALS = frozenset("not no never without cannot لا لم لن ليس ما عدم بعدم دون غير وعدم ولم ولا ولن".split())  # noqa: SIM905
"""Denials that can precede a word of a group."""


class _Lists(NamedTuple):
    """The groups that words of the two languages belong to."""

    arabic: dict[str, frozenset[tuple[str, str]]]
    """The groups and members of a folded word, with its clitics."""
    english: dict[str, frozenset[tuple[str, str]]]
    units: frozenset[str]
    """The groups in which another member may express the same amount: two days are 48 hours."""


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag if the English has the opposite of what the Arabic has, or another unit."""
    lists = load()
    arabic = _members(pair.words_ar, lists.arabic)
    if not arabic:
        return
    english = _members(pair.words_en, lists.english)
    yield from _swapped(pair, lists)
    for group in arabic.keys() & english.keys():
        missing, extra = arabic[group] - english[group], english[group] - arabic[group]
        if not missing or not extra or (group in lists.units and _same_amount(pair)):
            continue
        yield Flag(check=CHECK, detail=f"The Arabic says “{min(missing)}”, the English “{min(extra)}”")


@cache
def load() -> _Lists:
    """Read the lists, once."""
    arabic: dict[str, set[tuple[str, str]]] = {}
    english: dict[str, set[tuple[str, str]]] = {}
    units = set[str]()
    for name in ("contrasts.tsv", "units.tsv"):
        for line in (DATA / name).read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            group, member, words_en, words_ar = line.split("\t")
            units |= {group} if name == "units.tsv" else set()
            for word in words_en.split():
                english.setdefault(word, set()).add((group, member))
            for clitic, word in product(BEFORE_NOUN, map(fold, words_ar.split())):
                arabic.setdefault(clitic + word, set()).add((group, member))
    return _Lists(
        {word: frozenset(found) for word, found in arabic.items()},
        {word: frozenset(found) for word, found in english.items()},
        frozenset(units),
    )


def _members(words: list[str], known: dict[str, frozenset[tuple[str, str]]]) -> dict[str, set[str]]:
    """Return the members of each group that are among `words`; groups with a denied member are left out."""
    found: dict[str, set[str]] = {}
    denied = set[str]()
    for before, word in pairwise(("", *words)):
        if (before, word) == ("من", "قبل"):  # by
            continue
        for group, member in (*known.get(word, ()), *known.get(f"{before}_{word}", ())):
            if before in _DENIALS or before.endswith(("n't", "n’t")):
                denied.add(group)
            found.setdefault(group, set()).add(member)
    return {group: members for group, members in found.items() if group not in denied}


def _swapped(pair: Pair, lists: _Lists) -> Iterable[Flag]:
    """Yield an error if two figures have changed places: 14 injured and 3 killed, 3 injured and 14 killed."""
    if min(len(pair.quantities_ar), len(pair.quantities_en)) < 2:
        return
    arabic = _counted(pair.quantities_ar, pair.words_ar, lists.arabic, first=-1)
    english = _counted(pair.quantities_en, pair.words_en, lists.english, first=1)
    for one, two in combinations(sorted(arabic.keys() & english.keys()), 2):
        said, other = arabic[one], arabic[two]
        if said != other and said[0] == other[0] and (english[one], english[two]) == (other, said):
            detail = (
                f"Figures have changed places: in the Arabic {one:g} goes with “{said[1]}”, {two:g} with “{other[1]}”"
            )
            yield Flag(check=CHECK, detail=detail, severity="error")


def _counted(
    quantities: list[Quantity], words: list[str], known: dict[str, frozenset[tuple[str, str]]], *, first: int
) -> dict[float, tuple[str, str]]:
    """Return for each number the nearest word of a group on either side, up to the next number.

    If two words are equally near, `first` selects the one before (-1) or after (1) the number.
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
                found[value] = next(iter(members))
                break
    return found


def _same_amount(pair: Pair) -> bool:
    """Return whether a number of one side is a number of the other side in a different unit."""
    return any(is_one_amount(one, other, pair) for one in pair.quantities_ar for other in pair.quantities_en)
