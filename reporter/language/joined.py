"""Combine two numbers of a sentence that belong together: a time of day, dollars and cents, a share, an ordinal.

In: the quantities of a sentence and their positions among its tokens, Arabic or English. Out: the quantities, with
those that belong together combined; a combined quantity keeps its parts, which match texts that state them separately.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from reporter.language.arabic.clitics import WAW
from reporter.language.quantity import Quantity, Reading, clock


class Two(NamedTuple):
    """Two consecutive quantities, and the tokens around them."""

    first: float
    second: float
    before: str
    between: list[str]
    start: str
    """The first token of the second."""
    after: str

    @property
    def joined(self) -> bool:
        """Whether و joins the second to the word before it."""
        return self.start.startswith("و") or self.between[-1:] == ["و"]


Rule = Callable[[Two], set[Reading]]

_HOUR = frozenset(waw + word for waw in WAW for word in ("الساعه", "بالساعه", "للساعه", "عند"))
_TOWARDS = frozenset(["في", "عند", "حتي", "الي", "منذ", "بحلول"])
_HALVES = {"ونصف": 0.5, "وربع": 0.25}
_CENTS = "سنت سنتا سنتات قرش قرشا قروش هلله هللات سنتيم سنتيما سنتيمات بنس بنسا كوبيك سنتيمتر سنتيمترا سنتيمترات سم"
_COINS = frozenset(_CENTS.split())
_FARTHEST = 3
"""Maximum number of tokens between two numbers that belong together."""
_OF_AR = (["من"], ["من", "كل"], ["من", "اصل"], ["من", "بين"], ["من", "بين", "كل"])
_OF_EN = (["in"], ["in", "every"], ["out", "of"], ["out", "of", "every"], ["of", "every"])


def _time_of_day(two: Two) -> set[Reading]:
    """Read الساعة العاشرة وعشر دقائق as 10:10, and الثالثة إلا ربعا as 2:45."""
    with_minutes = two.before in _TOWARDS and two.after.startswith(("دقيق", "دقاي"))
    if not (two.before in _HOUR or with_minutes) or not 1 <= two.first <= 24:
        return set()
    hour, minute = int(two.first), round(two.second if two.second >= 1 else 60 * (two.second % 0.5 or 0.5))
    if two.between == ["الا"] and minute <= 30:
        return {clock(hour - 1, 60 - minute)}
    if two.joined and two.between in ([], ["و"]) and 1 <= two.second <= 59:
        return {clock(hour, minute)}
    return set()


def _after_a_hundred(two: Two) -> set[Reading]:
    """Read الثالث بعد المئة as 103rd."""
    follows = two.between == ["بعد"] and two.first < 100 and two.second % 100 == 0 and two.start.startswith("ال")
    return {two.first + two.second} if follows else set()


def _with_coins(two: Two) -> set[Reading]:
    """Read 85 دولارا و30 سنتا as 85.30, and متران و20 سنتيمترا as 2.20."""
    is_one = two.joined and two.between and two.second < 100 and two.after in _COINS
    return {two.first + two.second / 100} if is_one else set()


def _around_a_noun(two: Two) -> set[Reading]:
    """Read ألفا دولار وسبعمئة as 2,700, and مليارا دولار ونصف المليار as 2.5 billion."""
    if len(two.between) == 1 and two.start in _HALVES:
        count = two.first // 1  # the half is already included, as in ثلاث سنوات ونصف
        scale = next((scale for scale in (1e9, 1e6, 1e3) if count >= scale and count % scale == 0), 0)
        return {count + _HALVES[two.start] * scale} if scale else set()
    is_one = two.joined and len(two.between) == 1 and two.first >= 1000 and two.first % 1000 == 0
    return {two.first + two.second} if is_one and 1 <= two.second < 1000 else set()


def _share(two: Two) -> set[Reading]:
    """Read اثنان من ثلاثة and "two in three" as two thirds, 67 percent."""
    if two.between not in (*_OF_AR, *_OF_EN) or not 1 <= two.first < two.second <= 1000:
        return set()
    return {two.first / two.second, 100 * two.first / two.second}


_RULES: tuple[Rule, ...] = (_time_of_day, _after_a_hundred, _with_coins, _around_a_noun, _share)


def join_two(found: list[Quantity], places: list[tuple[int, int, float]], tokens: list[str]) -> list[Quantity]:
    """Return the quantities `found`, with pairs that belong together combined.

    `places` are the first token of each quantity, the token after it, and its scale, which is not used here.
    """
    if len(found) < 2:
        return found
    joined: list[Quantity] = []
    at = 0
    while at < len(found):
        one = _one(found, places, tokens, at) if at + 1 < len(found) else None
        joined.append(one or found[at])
        at += 2 if one else 1
    return joined


def _one(found: list[Quantity], places: list[tuple[int, int, float]], tokens: list[str], at: int) -> Quantity | None:
    first, second = found[at], found[at + 1]
    if first.vague or second.vague or first.percent or second.percent:
        return None
    (start, end, _), (next_start, next_end, _) = places[at], places[at + 1]
    if next_start - end > _FARTHEST:
        return None
    two = Two(
        first=_value(first.readings),
        second=_value(second.readings),
        before=tokens[start - 1] if start else "",
        between=tokens[end:next_start],
        start=tokens[next_start],
        after=tokens[next_end] if next_end < len(tokens) else "",
    )
    readings = next(filter(None, (rule(two) for rule in _RULES)), None)
    if not readings:
        return None
    return Quantity(
        text=" ".join(tokens[start:next_end]),
        readings=frozenset(readings),
        required=first.required or second.required,
        parts=frozenset({two.first, two.second} - {1.0}),
    )


def _value(readings: Iterable[Reading]) -> float:
    """Return the largest value: خمس is five before it is a fifth."""
    return max((reading for reading in readings if not isinstance(reading, str)), default=0.0)
