"""Recognise the same amount in two units: 48 hours and two days, 20 years and two decades.

In: the Arabic with its number, and the English with its own. Out: whether they are the same amount; if they are, the
different numbers are not a contradiction.
"""

import re
from collections.abc import Iterable
from functools import cache

from reporter.checks.pair import Pair
from reporter.language.arabic.clitics import PATTERN
from reporter.language.quantity import THIN_SPACE, Quantity

_UNITS = {
    "second": (r"ثاني[هت][ء-ي]*|ثوان[ء-ي]*", r"seconds?|secs?"),
    "minute": (r"دقيق[هت][ء-ي]*|دقاي?ق", r"minutes?|mins?"),
    "hour": (r"ساع[هت][ء-ي]*|ساعات", r"hours?|hrs?"),
    "day": (r"يوم[ء-ي]*|ايام[ء-ي]*", r"days?|nights?|fortnight"),
    "week": (r"اسبوع[ء-ي]*|اسابيع", r"weeks?"),
    "month": (r"شهر[ء-ي]*|اشهر|شهور", r"months?"),
    "year": (r"عام[اي]?ن?|اعوام|سن[هت][ء-ي]*|سنوات|سنين", r"years?|year-old|annual"),
    "decade": (r"عقد[اي]?ن?|عقود", r"decades?"),
    "century": (r"قرن[اي]?ن?|قرون", r"centur(?:y|ies)"),
    "centimetre": (r"سنتي?متر[ء-ي]*|سنتيمترات|سم", r"centimet(?:re|er)s?|cm"),
    "metre": (r"متر[ء-ي]*|امتار", r"met(?:re|er)s?|m"),
    "kilometre": (r"كيلومتر[ء-ي]*|كيلو|كلم|كم", r"kilomet(?:re|er)s?|km|kph"),
    "mile": (r"ميل[ء-ي]*|اميال", r"miles?|mph"),
    "foot": (r"قدم[ء-ي]*|اقدام", r"feet|foot|ft"),
    "gram": (r"غرام[ء-ي]*|جرام[ء-ي]*", r"gram(?:me)?s?"),
    "kilogram": (r"كيلو[ء-ي]*|كغ|كلغ|كجم", r"kilos?|kilogram(?:me)?s?|kg"),
    "tonne": (r"طن[ء-ي]*|اطنان", r"tonnes?|tons?"),
    "pound": (r"رطل[ء-ي]*|ارطال", r"pounds?|lbs?"),
    "coin": (r"سنت[ء-ي]*|قرش[ء-ي]*|قروش|هلل[ء-ي]*|سنتيم[ء-ي]*", r"cents?|piast(?:re|er)s?|halalas?|centimes?|pence|p"),
    "fils": (r"فلس[ء-ي]*|فلوس|بيسه", r"fils|baisas?"),
    "dinar": (r"دينار[ء-ي]*|دنانير|ريال[ء-ي]*|درهم[ء-ي]*", r"dinars?|rials?|riyals?|dirhams?"),
    "currency": (r"دولار[ء-ي]*|يورو|جنيه[ء-ي]*|ريال[ء-ي]*|درهم[ء-ي]*", r"dollars?|euros?|pounds?|riyals?|dirhams?"),
    "basis point": (r"نقط[هت][ء-ي]* اساس|نقاط اساس", r"basis points?|bps?"),
    "percentage point": (r"نقط[هت][ء-ي]*|نقاط|بالمي?ه|ميويه", r"points?|percent|per cent|percentage|%"),
    "ten": (r"عشر[هت]?", r"ten"),
    "hundred": (r"مي?ه|مايه|بالميه|بالمايه|%", r"percent|per cent|hundred|%"),
}
"""The spellings of each unit, in folded Arabic and in English."""
_RELATIONS = (
    ("minute", "second", 60), ("hour", "minute", 60), ("day", "hour", 24), ("week", "day", 7), ("year", "month", 12),
    ("year", "day", 365), ("month", "day", 30), ("month", "week", 4), ("year", "week", 52), ("decade", "year", 10),
    ("century", "year", 100), ("century", "decade", 10), ("metre", "centimetre", 100), ("kilometre", "metre", 1000),
    ("mile", "kilometre", 1.609), ("metre", "foot", 3.281), ("kilogram", "gram", 1000), ("tonne", "kilogram", 1000),
    ("kilogram", "pound", 2.205), ("currency", "coin", 100),
    ("dinar", "fils", 1000), ("dinar", "fils", 100), ("percentage point", "basis point", 100),
    ("ten", "hundred", 10),
)  # fmt: skip
"""The larger unit, the smaller unit, and the number of smaller units in the larger one."""
_ABOUT = 0.06
"""Share; what is converted to foreign units is rounded, small numbers to a whole one."""
_LONG_ROW = 4


def is_one_amount(quantity_ar: Quantity, quantity_en: Quantity, pair: Pair) -> bool:
    """Return whether two quantities, one from each side of `pair`, are the same amount in different units."""
    values_ar, values_en = _values(quantity_ar), _values(quantity_en)
    for larger, smaller, times in _RELATIONS:
        if _has_unit(0, larger, pair) and _has_unit(1, smaller, pair):
            found = _is_multiple(values_en, values_ar, times)
        elif _has_unit(0, smaller, pair) and _has_unit(1, larger, pair):
            found = _is_multiple(values_ar, values_en, times)
        else:
            continue
        if found:
            return True
    return False


def is_one_of_the_larger(quantity_ar: Quantity, pair: Pair) -> bool:
    """Return whether the English says "a day" for the 24 hours of the Arabic."""
    return any(
        float(times) in quantity_ar.readings and _has_unit(0, smaller, pair) and _single(larger).search(pair.lower_en)
        for larger, smaller, times in _RELATIONS
    )


def is_given_twice(quantity_en: Quantity, others: Iterable[Quantity], pair: Pair) -> bool:
    """Return whether the English gives one of `others`, numbers of its own, in another unit too: "10km (6 miles)"."""
    told = [
        times
        for larger, smaller, times in _RELATIONS
        if times % 1 and _has_unit(1, larger, pair) and _has_unit(1, smaller, pair)
    ]
    values = _values(quantity_en)
    for other in others:
        if _is_temperature(quantity_en, other) or _is_temperature(other, quantity_en):
            return True
        other_values = _values(other)
        if any(
            _is_multiple(values, other_values, times) or _is_multiple(other_values, values, times) for times in told
        ):
            return True
    return False


def make_one(parts: list[Quantity], whole: list[Quantity], side: int, pair: Pair) -> bool:
    """Return whether the number `whole` is the sum of `parts`, which are on side 0 or 1 of `pair`.

    Ten and five are fifteen; two hours and 20 minutes are 140; an hour and 20 minutes are 80 minutes.
    """
    if len(whole) != 1 or len(parts) > 2:
        return False
    numbers = [max(_values(quantity), default=0.0) for quantity in parts]
    sums = {sum(numbers)} if len(numbers) == 2 else set()
    count, rest = numbers if len(numbers) == 2 else (1.0, numbers[0])
    for larger, smaller, times in _RELATIONS:
        if _has_unit(side, larger, pair) and _has_unit(side, smaller, pair):
            sums |= {count * times + rest, count + rest / times}
    return not sums.isdisjoint(whole[0].readings)


def is_same_figure(first: list[Quantity], second: list[Quantity]) -> bool:
    """Return whether both are the same long sequence of digits, grouped or not, such as a telephone number."""
    rows = ["".join(quantity.text for quantity in side).replace(THIN_SPACE, "") for side in (first, second)]
    if not all(row.isdigit() and len(row) >= _LONG_ROW for row in rows):
        return False
    return rows[0].lstrip("0") == rows[1].lstrip("0")


def _values(quantity: Quantity) -> list[float]:
    return [reading for reading in quantity.readings if not isinstance(reading, str)]


def _is_multiple(many: Iterable[float], few: Iterable[float], times: float) -> bool:
    allowed, rounded = (_ABOUT, 0.5) if times % 1 else (1e-6, 0)
    return any(
        abs(one - other * times) <= max(allowed * one, rounded * times if other % 1 == 0 else rounded)
        for one in many
        for other in few
    )


def _is_temperature(fahrenheit: Quantity, celsius: Quantity) -> bool:
    """Return whether 113F is the 45C that stands beside it."""
    if not (fahrenheit.text.endswith("f") and celsius.text.endswith("c")):
        return False
    return any(abs(one - (other * 1.8 + 32)) <= 1 for one in _values(fahrenheit) for other in _values(celsius))


@cache
def _single(unit: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:an?|one|single)[ -](?:{_UNITS[unit][1]})(?![a-z])")


def _has_unit(side: int, unit: str, pair: Pair) -> bool:
    return _pattern(side, unit).search(pair.lower_en if side else pair.folded_ar) is not None


@cache
def _pattern(side: int, unit: str) -> re.Pattern[str]:
    written = _UNITS[unit][side]
    return re.compile(rf"(?<![a-z])(?:{written})(?![a-z])" if side else rf"(?<![ء-ي]){PATTERN}(?:{written})(?![ء-ي])")
