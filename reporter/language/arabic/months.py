"""The names of the Gregorian months in the Arabic press, with their English names.

January is يناير from Egypt to the Gulf, كانون الثاني in the Levant and Iraq, and جانفي in Algeria and Tunisia; Morocco
uses other forms (غشت, شتنبر).
"""

from reporter.language.arabic.letters import fold

MONTHS_AR: tuple[tuple[str, ...], ...] = (
    ("يناير", "كانون الثاني", "جانفي"),
    ("فبراير", "شباط", "فيفري"),
    ("مارس", "آذار"),
    ("أبريل", "إبريل", "نيسان", "أفريل"),
    ("مايو", "أيار", "ماي"),
    ("يونيو", "يونيه", "حزيران", "جوان"),
    ("يوليو", "يوليه", "يوليوز", "تموز", "جويلية"),
    ("أغسطس", "آب", "أوت", "غشت"),
    ("سبتمبر", "أيلول", "شتنبر"),
    ("أكتوبر", "تشرين الأول"),
    ("نوفمبر", "تشرين الثاني", "نونبر"),
    ("ديسمبر", "كانون الأول", "دجنبر"),
)
"""From January to December, with all spellings of each name."""

MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
ARABIC_OF = {english: tuple(map(fold, names)) for english, names in zip(MONTHS_EN, MONTHS_AR, strict=True)}
"""The folded Arabic names of each English month."""

_FIRST_WORDS = frozenset(name.split()[0] for names in ARABIC_OF.values() for name in names)


def may_be_month(word: str) -> bool:
    """Return whether a folded word is the name of a month or its first word.

    >>> may_be_month("نيسان"), may_be_month("تشرين"), may_be_month("كتاب")
    (True, True, False)
    """
    return word in _FIRST_WORDS
