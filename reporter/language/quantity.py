"""The meaning of a number in a text of either language: its possible values, and how certain they are.

The readers of Arabic and English numbers return quantities; the check ``numbers`` compares them.
"""

import re
from dataclasses import dataclass, replace
from typing import Self

Reading = float | str
"""A value, a time of day on the twelve-hour clock (``"10:30"``), or a month written as a figure (``"month 7"``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One number of a sentence."""

    text: str
    """Its text in the sentence."""
    readings: frozenset[Reading]
    """All its possible values; two quantities agree if they have one in common."""
    required: bool = True
    """False if the other language often expresses it without a number; it may still match a number there."""
    vague: bool = False
    """An indefinite multiple: hundreds, tens of thousands; its only reading is the magnitude."""
    percent: bool = False
    parts: frozenset[float] = frozenset()
    """The values that "and" joins in it, for texts that have them as two numbers."""

    @property
    def shown(self) -> str:
        """Its form in messages: the text, and the value if the text is not that value in digits."""
        numbers = sorted(reading for reading in self.readings if not isinstance(reading, str))
        if self.vague or not numbers or any(char.isdigit() for char in self.text):
            return self.text
        return f"{self.text} ({numbers[-1]:,.10g})" if len(numbers) == 1 else self.text

    def scaled(self, scale: float) -> Self:
        """Return this quantity with additional readings multiplied by `scale`, except for large values."""
        values = (reading * scale for reading in self.readings if not isinstance(reading, str) and reading < 1000)
        return replace(self, readings=self.readings | frozenset(values))


def value_of_digits(digits: str) -> frozenset[Reading]:
    """Return the readings of `digits`, which may contain points, commas and `THIN_SPACE`.

    A comma before three digits groups thousands, any other is a decimal comma; a single point before three digits
    may be either.

    >>> sorted(value_of_digits("2,900")), sorted(value_of_digits("1,5")), sorted(value_of_digits("1.500"))
    ([2900.0], [1.5], [1.5, 1500.0])
    """
    spaced = THIN_SPACE in digits
    head, *groups = digits.replace(THIN_SPACE, "").replace(",", ".").split(".")
    grouped = bool(groups) and all(len(group) == 3 for group in groups) and head not in {"", "0"} and len(head) <= 3
    if not groups:
        return frozenset({float(head)})
    if _POINTED_TIME.fullmatch(digits):
        return frozenset({float(digits), clock(int(head), int(groups[0]))})
    if grouped and not spaced and ("," in digits or len(groups) > 1):
        if "." in digits and "," in digits and digits.count(".") == 1 and digits.rindex(".") > digits.rindex(","):
            whole, _, decimals = digits.replace(",", "").partition(".")
            return frozenset({float(f"{whole}.{decimals}")})
        return frozenset({float(head + "".join(groups))})
    if len(groups) == 1:
        value = float(f"{head or 0}.{groups[0]}")
        return frozenset({value, float(head + groups[0])}) if grouped and not spaced else frozenset({value})
    return frozenset({float(head + "".join(groups[:-1]) + "." + groups[-1])})


def parts_of_digits(digits: str) -> frozenset[float]:
    """Return the numbers in `digits` if their spaces do not separate thousands: 12 and 250 for 12 250.

    >>> sorted(parts_of_digits(join_thousands("12 250"))), sorted(parts_of_digits("2,900"))
    ([12.0, 250.0], [])
    """
    groups = digits.split(THIN_SPACE)
    if len(groups) == 1 or "000" in groups:
        return frozenset()
    return frozenset(float(value) for group in groups for value in value_of_digits(group))


_POINTED_TIME = re.compile(r"(?:[01]?[0-9]|2[0-3])\.[0-5][0-9]")
"""17.15 may be a time."""
THIN_SPACE = "\u202f"
"""The separator that `join_thousands` puts between thousands."""
_BETWEEN = "[ \u00a0\u2009\u202f]"
_SPACED = re.compile(
    rf"(?<![\d.,])(?:(?:000{_BETWEEN})+\d{{1,3}}|[1-9]\d{{0,2}}(?:{_BETWEEN}\d{{3}})+)(?![.,]?\d)"
    rf"|(?<![\d.,])[1-9]\d{{0,2}}(?:{_BETWEEN}\d{{3}})+(?=[.,]\d{{1,2}}(?!\d))"
)


def join_thousands(text: str) -> str:
    r"""Return `text` with thin spaces instead of spaces that separate thousands, so that each number is one token.

    In Arabic texts, such a number may be stored in visual order, with the thousands last. A year is not joined to a
    number after it.

    >>> ascii(join_thousands("1 250 000.")), ascii(join_thousands("000 100"))
    ("'1\\u202f250\\u202f000.'", "'100\\u202f000'")
    >>> join_thousands("في 2020 000")
    'في 2020 000'
    """
    return _SPACED.sub(lambda match: THIN_SPACE.join(sorted(match.group().split(), key="000".__eq__)), text)


def share_ranges(found: list[Quantity], places: list[tuple[int, int, float]], tokens: list[str]) -> None:
    """Complete ranges: 15 in "15 to 20 thousand" can be 15,000, and 24 in 2023/24 can be 2024.

    `places` are the first token of each quantity, the token after it, and its scale (0 for none).
    """
    for index in range(len(found) - 1):
        _, end, scale = places[index]
        start, next_end, next_scale = places[index + 1]
        between = tokens[end:start]
        if scale and not next_scale and between in _OF:
            found[index + 1] = found[index + 1].scaled(scale)
        if len(between) > 1 or not _RANGE.issuperset(between):
            continue
        if not scale and next_scale:
            found[index] = found[index].scaled(next_scale)
        year, short = tokens[end - 1], tokens[start]
        if between and next_end == start + 1 and _YEAR.fullmatch(year) and _SHORT_YEAR.fullmatch(short):
            found[index + 1] = replace(found[index + 1], readings=found[index + 1].readings | {float(year[:2] + short)})


_RANGE = frozenset({"و", "او", "الي", "حتي", "to", "and", "or", "-", "–", "—", "/"})
_OF = (["من", "اصل"], ["من"], ["of"], ["out", "of"])
_YEAR, _SHORT_YEAR = re.compile("1[0-9]{3}|20[0-9]{2}"), re.compile("[0-9]{2}")


def plain_figures(text: str) -> str:
    """Return `text` with split numbers, dates with points and hours with h in the forms that the readers know.

    >>> plain_figures("بتاريخ 03.12.2023"), plain_figures("على 15h30"), plain_figures("الساعه 20.30")
    ('بتاريخ 03/12/2023', 'على 15:30', 'الساعه 20:30')
    """
    if not _IN_PIECES.search(text):
        return text
    text = _ARABIC_COMMA.sub(",", text)
    text = _POINTED_DATE.sub(r"\1/\2/\3", join_thousands(text))
    return _HOUR.sub(lambda match: ":".join(filter(None, match.groups())), text)


_ARABIC_COMMA = re.compile(r"(?<=[0-9])،(?=[0-9]{3}(?![0-9]))")
_IN_PIECES = re.compile(r"[0-9](?: ?[hس] ?|[.,،]|[ \u00a0\u2009\u202f]+)[0-9]")
_POINTED_DATE = re.compile(r"(?<![\d.,])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?![.,]?\d)")
_HOUR = re.compile(r"(?<![\d.,:])(\d{1,2}) ?[hس] ?([0-5]\d)(?!\d)|(?<=الساعه )(\d{1,2})[.,]([0-5]\d)(?![.,]?\d)")


def time_of_digits(digits: str) -> frozenset[Reading]:
    """Return the readings of a time of day or of a race time; a full hour is also a number.

    >>> sorted(time_of_digits("14:30")), sorted(time_of_digits("2:01:09")), sorted(map(str, time_of_digits("20:00")))
    (['2:30'], ['2:01:09'], ['20.0', '8.0', '8:00'])
    """
    hour, minute, *seconds = re.split("[:.]", digits)
    if ":" in digits and digits.count(":") > 1:
        return frozenset({f"{int(hour)}:{minute}:{seconds[0]}"})
    readings: set[Reading] = {clock(int(hour), int(minute))}
    if int(minute) == 0:
        readings |= {float(hour), float(int(hour) % 12)}
    return frozenset(readings)


def clock(hour: int, minute: int) -> str:
    """Return the reading of a time of day on the 12-hour clock, because texts rarely repeat morning or evening."""
    return f"{hour % 12}:{minute:02d}"
