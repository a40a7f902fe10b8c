"""The English has the numbers of the Arabic, and no others."""

import re
from collections.abc import Iterable

from reporter.checks.pair import Pair
from reporter.checks.units import is_given_twice, is_one_amount, is_one_of_the_larger, is_same_figure, make_one
from reporter.language.arabic.clitics import bare
from reporter.language.arabic.duals import may_have_dual
from reporter.language.quantity import Quantity
from reporter.language.transliteration import is_name
from reporter.model import Flag

CHECK = "numbers"

_STOPWATCH = re.compile(r"\d+(?:[:.]\d+){1,3}")
_PART = re.compile(r"\d+")
_SECONDS = re.compile("(?<![ء-ي])[وب]?ال?ثاني[هت]|(?<![ء-ي])[وب]?ثاني[هت]|ثواني?")
_OTHER_SENSE = {
    word: re.compile(rf"\b(?:{english})\b", re.IGNORECASE)
    for word, english in {
        "الفا": r"alph?a\w*|wr(?:ote|itten)|author\w*|compos\w+",
        "الف": r"wr(?:ote|itten|ites|iter)|author\w*|compos\w+|penned|famil\w+|form(?:s|ed)|alif|aleph",
        "الفت": r"wr(?:ote|itten|ites)|author\w*|compos\w+|penned",
        "ست": r"lady|ladies|mrs|madam|woman|women|housew\w+",
        "خمس": r"quintiles?|khums",
        "سبع": r"lions?|beasts?",
        "ثمان": r"prices?|values?",
        "واحدا": r"one|single|only|united|unified",
    }.items()
}
"""Other translations of words that look like numbers: ألفا is also alpha, ألّف "wrote", ست "lady"."""


_MOST = 200
"""Numbers on one side; each is compared with each of the other side, and a sentence has a few."""


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag for each number that only one side has; an error if the other side has a different one instead."""
    arabic, english = pair.quantities_ar, pair.quantities_en
    if not arabic and not english:
        return
    if max(len(arabic), len(english)) > _MOST:
        if agree(pair):
            return
        yield Flag(check=CHECK, detail=f"not compared, because there are more than {_MOST} numbers")
        return
    missing = [quantity for quantity in _unanswered(arabic, english) if not _is_name(quantity, pair)]
    extra = [quantity for quantity in _unanswered(english, arabic) if not _answered_by_dual(quantity, pair)]
    if is_same_figure(missing, extra):
        return
    missing, extra = _not_converted(*_not_on_a_stopwatch(missing, extra, pair), pair)
    changed = _are_changed(missing, extra, pair)
    for quantity in missing:
        yield Flag(
            check=CHECK,
            detail=f"{quantity.shown} is in the Arabic, not in the English",
            severity="error" if changed and not quantity.vague else "doubt",
        )
    for quantity in extra:
        yield Flag(
            check=CHECK,
            detail=f"{quantity.shown} is in the English, not in the Arabic",
            severity="error" if changed and not quantity.vague else "doubt",
        )
    if not missing and not extra:
        yield from _percent(arabic, english)


def agree(pair: Pair) -> bool:
    """Return whether both sides have the same numbers."""
    return not _unanswered(pair.quantities_ar, pair.quantities_en) and not _unanswered(
        pair.quantities_en, pair.quantities_ar
    )


def _not_converted(missing: list[Quantity], extra: list[Quantity], pair: Pair) -> tuple[list[Quantity], list[Quantity]]:
    """Return both without the amounts that the English states in different units: 1,600 كم and 1,000 miles."""
    same = [(one, other) for one in missing for other in extra if is_one_amount(one, other, pair)]
    loose = [other for other in pair.quantities_en if not other.required]
    shared = [other for other in pair.quantities_en if all(other is not new for new in extra)]
    lost = [
        one
        for one in missing
        if all(one is not found for found, _ in same)
        and not any(_is_share(one, other) for other in loose)
        and not any(is_one_amount(one, other, pair) for other in shared)
        and not is_one_of_the_larger(one, pair)
    ]
    new = [
        other
        for other in extra
        if all(other is not found for _, found in same)
        and not any(is_one_amount(one, other, pair) for one in pair.quantities_ar if not one.required)
        and not is_given_twice(other, shared, pair)
    ]
    return lost, new


def _not_on_a_stopwatch(
    missing: list[Quantity], extra: list[Quantity], pair: Pair
) -> tuple[list[Quantity], list[Quantity]]:
    """Return both without a time that the Arabic spells out: a minute, 41 seconds and 50 hundredths are 1:41.50."""
    if not extra or not _SECONDS.search(pair.folded_ar):
        return missing, extra
    said = {1.0}.union(*map(_figures, pair.quantities_ar))  # a minute
    for time in extra:
        parts = _figures(time)
        if _STOPWATCH.fullmatch(time.text) and parts <= said:
            hundredths = {100.0, 1000.0} if "جز" in pair.folded_ar else set()
            rest = [one for one in missing if not _figures(one) <= parts | hundredths]
            return rest, [other for other in extra if other is not time]
    return missing, extra


def _is_share(percent: Quantity, fraction: Quantity) -> bool:
    """Return whether 50 percent is a half."""
    return percent.percent and any(
        abs(one - 100 * other) < 1 for one in _values(percent) for other in _values(fraction) if other < 1
    )


def _figures(quantity: Quantity) -> set[float]:
    """Return the values of a number, and the parts of a time: 2, 7 and 33 of 2:07:33."""
    times = [reading for reading in quantity.readings if isinstance(reading, str)]
    return {*_values(quantity), *(float(part) for time in (quantity.text, *times) for part in _PART.findall(time))}


def _values(quantity: Quantity) -> list[float]:
    return [reading for reading in quantity.readings if not isinstance(reading, str)]


def _are_changed(missing: list[Quantity], extra: list[Quantity], pair: Pair) -> bool:
    """Return whether the English has different numbers that are not the same amounts in other units or added up."""
    lost = [quantity for quantity in missing if not quantity.vague]
    new = [quantity for quantity in extra if not quantity.vague]
    if not lost or not new or make_one(lost, new, 0, pair) or make_one(new, lost, 1, pair):
        return False
    return not (
        all(any(is_one_amount(one, other, pair) for other in new) for one in lost)
        or all(any(is_one_amount(other, one, pair) for other in lost) for one in new)
    )


def _unanswered(these: list[Quantity], others: list[Quantity]) -> list[Quantity]:
    """Return the required quantities in `these` that match none of `others`, each once."""
    values = {reading for other in others if not other.vague for reading in other.readings}
    values |= {part for other in others for part in other.parts}
    magnitudes = {reading for other in others if other.vague for reading in other.readings}
    found: dict[frozenset[object], Quantity] = {}
    for quantity in these:
        if not quantity.required:
            continue
        if quantity.vague:
            answered = bool(quantity.readings & (magnitudes | values))
        else:
            answered = (
                bool(quantity.readings & values)
                or (bool(quantity.parts) and quantity.parts <= values)
                or bool(quantity.readings & magnitudes)
            )
        if not answered:
            found.setdefault(frozenset(quantity.readings), quantity)
    return list(found.values())


def _is_name(quantity: Quantity, pair: Pair) -> bool:
    """Return whether an Arabic word that looks like a number is a name in the English: رايان, ستون."""
    word = quantity.text
    if not word.isalpha():
        return False
    other = _OTHER_SENSE.get(bare(word)) or _OTHER_SENSE.get(word)
    if other is not None and other.search(pair.text_en):
        return True
    return is_name(word, pair.text_en, least=2 if 2.0 in quantity.readings or word.startswith("و") else 3)


def _answered_by_dual(quantity: Quantity, pair: Pair) -> bool:
    """Return whether "two" may represent an Arabic dual."""
    return 2.0 in quantity.readings and may_have_dual(pair.folded_ar)


def _percent(arabic: list[Quantity], english: list[Quantity]) -> Iterable[Flag]:
    """Yield a flag for each number that is a percentage on one side only."""
    for quantity in arabic:
        twins = [other for other in english if other.readings & quantity.readings and other.required]
        twins = [twin for twin in twins if not any(value < 1 for value in _values(twin))]  # three in five
        if twins and quantity.required and all(twin.percent != quantity.percent for twin in twins):
            sides = ("Arabic", "English") if quantity.percent else ("English", "Arabic")
            yield Flag(check=CHECK, detail=f"{quantity.shown} is a percentage in the {sides[0]}, not in the {sides[1]}")
