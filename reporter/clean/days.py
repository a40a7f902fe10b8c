"""Dates as the Arabic press writes them.

In: text. Out: matches, and the day of a match if it is unambiguous.
"""

import re
from datetime import date

from reporter.language.arabic.letters import fold, words
from reporter.language.arabic.months import MONTHS_AR

_MONTHS = {fold(name): number for number, names in enumerate(MONTHS_AR, start=1) for name in names}
_MONTHS |= {name.replace(" ال", " "): number for name, number in _MONTHS.items()}  # تشرين أول
_SPELLED = str.maketrans({"ا": "[اأإآ]", "ي": "[يى]", "ه": "[هة]", "ف": "[فڤ]", " ": r"\s{1,9}"})
"""Outlets may omit the hamza: اغسطس, ابريل."""
_MONTH = "(?:" + "|".join(name.translate(_SPELLED) for name in sorted(_MONTHS, key=len, reverse=True)) + r")(?!\w)"

DAY = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\s{{1,9}}(?P<month>{_MONTH})(?:\s{{0,9}}[/(]?\s{{0,9}}{_MONTH}\)?)?"
    r"(?:\s{0,9}[,،]?\s{0,9}(?P<year>(?:19|20|١٩|٢٠)\d\d)(?:\s{0,9}م(?!\w))?)?(?!\d)"
    r"|(?<!\d)(?P<numbers>\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})(?!\d)"
)
"""A day of the Gregorian calendar: ``18 ديسمبر 2025``, ``7 تشرين الأول/أكتوبر``, ``18-12-2025``."""
HIJRI_DAY = re.compile(
    r"(?<!\d)\d{1,2}\s+(?:محرم|صفر|ربيع|جمادى|جمادي|رجب|شعبان|رمضان|شوال|ذو|ذي)\s+(?:\w{2,7}\s+)?\d{4}\s*(?:هـ|ه\b)?"
    r"(?:\s*الموافق)?"
)
"""A day of the Hijri calendar with its year, and the word that introduces the Gregorian date."""


def day_of(match: re.Match[str]) -> date | None:
    """Return the day of a match of ``DAY``; None if it has no year. The Arabic press writes the day before the month.

    >>> day_of(DAY.search("نشر في 18 ديسمبر 2025")), day_of(DAY.search("05/06/2025"))
    (datetime.date(2025, 12, 18), datetime.date(2025, 6, 5))
    """
    try:
        if match["numbers"] is None:
            return (
                date(int(match["year"]), _MONTHS[" ".join(words(match["month"]))], int(match["day"]))
                if match["year"]
                else None
            )
        first, second, third = (int(part) for part in re.split(r"[-/.]", match["numbers"]))
        if first > 1900:
            return date(first, second, third)
        return date(third, second, first) if third > 1900 else None
    except ValueError:
        return None


def ends_with_day(text: str) -> bool:
    """Return whether `text` ends with a day of the Gregorian calendar including its year.

    >>> ends_with_day("سكان يتفقدون السوق بعد الأمطار. 20 نوفمبر 2025")
    True
    """
    ends = [found.end() for found in DAY.finditer(text[-60:]) if found["year"] or found["numbers"]]
    return bool(ends) and ends[-1] == len(text[-60:])
