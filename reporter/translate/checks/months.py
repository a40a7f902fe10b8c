"""The Arabic names of the Gregorian months beside their English names, folded as the checks compare words."""

from reporter.arabic import fold
from reporter.calendars import MONTHS_AR

MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
ARABIC_OF = {english: tuple(map(fold, names)) for english, names in zip(MONTHS_EN, MONTHS_AR, strict=True)}
"""The folded Arabic names of each English month."""

_FIRST_WORDS = frozenset(name.split()[0] for names in ARABIC_OF.values() for name in names)


def may_be_month(word: str) -> bool:
    """Tell whether a folded word is, or begins, a month's name.

    >>> may_be_month("نيسان"), may_be_month("تشرين"), may_be_month("كتاب")
    (True, True, False)
    """
    return word in _FIRST_WORDS
