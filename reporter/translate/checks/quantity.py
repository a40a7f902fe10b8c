"""What a number in a text says, whatever the language: the values it may stand for, and how sure that is.

The readers of Arabic and of English both return these; ``numbers`` compares them.
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
    """As it stands in the sentence."""
    readings: frozenset[Reading]
    """Every value it may have; two quantities agree when they share one."""
    required: bool = True
    """False where the other language often says the same without a number; it may still answer a number there."""
    vague: bool = False
    """An unstated multiple: hundreds, tens of thousands; its only reading is the magnitude."""
    percent: bool = False
    parts: frozenset[float] = frozenset()
    """The values joined by "and" in it, for texts where they are two numbers after all."""

    @property
    def shown(self) -> str:
        """How a message names it: the text, and the value where the text is not the value's digits."""
        numbers = sorted(reading for reading in self.readings if not isinstance(reading, str))
        if self.vague or not numbers or any(char.isdigit() for char in self.text):
            return self.text
        return f"{self.text} ({numbers[-1]:,.10g})" if len(numbers) == 1 else self.text

    def scaled(self, scale: float) -> Self:
        """Return this quantity with its values times `scale` as further readings; large ones are whole already."""
        values = (reading * scale for reading in self.readings if not isinstance(reading, str) and reading < 1000)
        return replace(self, readings=self.readings | frozenset(values))


def value_of_digits(digits: str) -> frozenset[Reading]:
    """Return the readings of `digits`, which may hold points and commas.

    A comma before three digits groups thousands, any other is a decimal comma; a single point before three digits
    may be either.

    >>> sorted(value_of_digits("2,900")), sorted(value_of_digits("1,5")), sorted(value_of_digits("1.500"))
    ([2900.0], [1.5], [1.5, 1500.0])
    """
    head, *groups = digits.replace(",", ".").split(".")
    grouped = bool(groups) and all(len(group) == 3 for group in groups) and head not in {"", "0"} and len(head) <= 3
    if not groups:
        return frozenset({float(head)})
    if grouped and ("," in digits or len(groups) > 1):
        if "." in digits and "," in digits and digits.count(".") == 1 and digits.rindex(".") > digits.rindex(","):
            whole, _, decimals = digits.replace(",", "").partition(".")
            return frozenset({float(f"{whole}.{decimals}")})
        return frozenset({float(head + "".join(groups))})
    if len(groups) == 1:
        value = float(f"{head or 0}.{groups[0]}")
        return frozenset({value, float(head + groups[0])}) if grouped else frozenset({value})
    return frozenset({float(head + "".join(groups[:-1]) + "." + groups[-1])})


def join_thousands(text: str) -> str:
    """Return `text` with numbers whose thousands are set off by a space in one piece.

    In Arabic texts such a number may stand in the order in which it is seen, thousands last.

    >>> join_thousands("100 000"), join_thousands("لكل 000 100 عامل"), join_thousands("في 2020 000")
    ('100000', 'لكل 100000 عامل', 'في 2020 000')
    """
    if "000" not in text:
        return text
    return _SPACED.sub(lambda match: "".join(sorted(match.group().split(), key="000".__eq__)), text)


_SPACED = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:[ \u00a0\u202f]000)+|(?:000[ \u00a0\u202f])+\d{1,3})(?![\d.,])")


def clock(hour: int, minute: int) -> str:
    """Return the reading of a time of day; morning and evening are one, as texts seldom say which twice."""
    return f"{hour % 12}:{minute:02d}"
