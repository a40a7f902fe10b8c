"""The Gregorian months in Arabic: two sets of names (يناير, كانون الثاني) and those of the Maghreb (جانفي, غشت).

Names are folded; a name of two words is written with a low line.
"""

MONTHS_AR = {
    "January": "يناير كانون_الثاني جانفي",
    "February": "فبراير شباط فيفري",
    "March": "مارس اذار",
    "April": "ابريل نيسان افريل",
    "May": "مايو ايار ماي",
    "June": "يونيو حزيران جوان يونيه",
    "July": "يوليو تموز جويليه يوليوز يوليه",
    "August": "اغسطس اب اوت غشت",
    "September": "سبتمبر ايلول شتنبر",
    "October": "اكتوبر تشرين_الاول",
    "November": "نوفمبر تشرين_الثاني نونبر",
    "December": "ديسمبر كانون_الاول دجنبر",
}

_FIRST_WORDS = frozenset(form.split("_")[0] for forms in MONTHS_AR.values() for form in forms.split())


def may_be_month(word: str) -> bool:
    """Tell whether a folded word is, or begins, a month's name.

    >>> may_be_month("نيسان"), may_be_month("تشرين"), may_be_month("كتاب")
    (True, True, False)
    """
    return word in _FIRST_WORDS
