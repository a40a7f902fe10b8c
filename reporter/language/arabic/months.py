"""The names of the Gregorian and Hijri months in the Arabic press, the Gregorian ones with their English names.

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
    ("يوليو", "يوليه", "يوليوز", "تموز", "جويلية", "جويليه"),
    ("أغسطس", "آب", "أوت", "غشت", "أغشت"),
    ("سبتمبر", "أيلول", "شتنبر"),
    ("أكتوبر", "أوكتوبر", "تشرين الأول"),
    ("نوفمبر", "تشرين الثاني", "نونبر"),
    ("ديسمبر", "كانون الأول", "دجنبر"),
)
"""From January to December, with all spellings of each name."""
HIJRI_MONTHS_AR: tuple[tuple[str, ...], ...] = (
    ("محرم", "المحرم", "محرم الحرام"),
    ("صفر", "صفر الخير"),
    ("ربيع الأول",),
    ("ربيع الآخر", "ربيع الثاني", "ربيع ثاني"),
    ("جمادى الأولى", "جمادى الأول", "جماد الأولى", "جماد الأول"),
    ("جمادى الآخرة", "جمادى الثانية", "جمادى الآخر", "جمادى الثاني", "جماد الآخرة", "جماد الثانية", "جماد الثاني"),
    ("رجب",),
    ("شعبان",),
    ("رمضان", "رمضان المبارك"),
    ("شوال",),
    ("ذو القعدة", "ذي القعدة", "ذو القعده", "ذوالقعدة"),
    ("ذو الحجة", "ذي الحجة", "ذوالحجة"),
)
"""From Muharram to Dhu al-Hijja, with all spellings of each name."""

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
