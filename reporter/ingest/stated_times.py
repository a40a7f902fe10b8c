"""Times as pages, chats and mails state them, in Arabic or English words -> a time with its zone, or a day.

In: text such as ``الأحد، 29 تشرين الثاني/نوفمبر 2026، 14:21 (GMT+0400)``. Out: an aware ``datetime`` if a zone is
stated, a ``date`` if not, or None if no Gregorian date can be read without guessing. The day comes before the month, as
everywhere in the Arabic press; a weekday next to it must match.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from reporter.language.arabic.letters import clean_characters, fold
from reporter.language.arabic.months import MONTHS_AR, MONTHS_EN

_YEARS = range(1900, 2101)
_LONGEST = 300


def _folded(text: str) -> str:
    return " ".join(fold(word) for word in text.split())


_MONTHS = {_folded(name): number for number, names in enumerate(MONTHS_AR, start=1) for name in names}
_MONTHS |= {"يونية": 6, "يولية": 7, "يونيه": 6, "يوليه": 7}
_MONTHS |= {_folded(name): number for name, number in _MONTHS.items()}
_MONTHS |= {name.lower(): number for number, name in enumerate(MONTHS_EN, start=1)}
_MONTHS |= {name.lower()[:3]: number for number, name in enumerate(MONTHS_EN, start=1)} | {"sept": 9}
_NAME = "|".join(re.escape(name).replace(r"\ ال", " (?:ال)?") for name in sorted(_MONTHS, key=len, reverse=True))
_MONTH = rf"(?:من |شهر ){{{{0,2}}}}(?P<{{0}}>{_NAME})\.?(?![\w])(?: ?[/(-] ?(?:{_NAME})\)?(?!\w))?"
_WORDS = (
    re.compile(
        rf"(?<![\d/.-])(?P<d>\d{{1,2}})(?:st|nd|rd|th)? ?[-/،,.]? ?{_MONTH.format('m')}"
        r" ?[-/،,.]? ?(?:(?:عام|سنه|سنة) )?(?P<y>\d{4})(?!\d)"
    ),
    re.compile(rf"(?<!\w){_MONTH.format('m')} (?P<d>\d{{1,2}})(?:st|nd|rd|th)? ?[،,]? ?(?P<y>\d{{4}})(?!\d)"),
)
_YEAR_FIRST = re.compile(r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)\s?([-/.])\s?(?P<m>\d{1,2})\s?\2\s?(?P<d>\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<![\d/.-])(?P<d>\d{1,2})\s?([-/.])\s?(?P<m>\d{1,2})\s?\2\s?(?P<y>(?:19|20)\d\d)(?![\d/])")
_CLOCK = re.compile(
    r"(?<![\d:.+])(?P<h>\d{1,2})\s?:\s?(?P<min>\d\d)(?::\d\d)?(?:[.]\d+)?"
    r"(?:\s*(?P<half>ص|م|صباحا|مساء|ظهرا|am|pm|a\.m\.|p\.m\.)(?!\w))?",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"(?:gmt|utc|غرينتش|جرينتش|غرينيتش|جرينيتش) ?\)? ?(?P<sign>[+-]) ?(?P<h>\d{1,2}?)(?::?(?P<min>\d\d))?(?!\d)",
    re.IGNORECASE,
)
_BARE_OFFSET = re.compile(r"\s?(?P<sign>[+-])(?P<h>\d\d):?(?P<min>\d\d)(?!\d)")
"""``+03:00`` directly after the time."""
_UTC = re.compile(r"(?<!\w)(?:gmt|utc|(?:ب?توقيت\s+)?(?:غرينتش|جرينتش|غرينيتش|جرينيتش))(?!\w)", re.IGNORECASE)
_ZONES = {
    "مكه": "Asia/Riyadh", "الرياض": "Asia/Riyadh", "السعوديه": "Asia/Riyadh", "بغداد": "Asia/Baghdad",
    "القاهره": "Africa/Cairo", "مصر": "Africa/Cairo", "بيروت": "Asia/Beirut", "دمشق": "Asia/Damascus",
    "القدس": "Asia/Jerusalem", "ابوظبي": "Asia/Dubai", "دبي": "Asia/Dubai", "الامارات": "Asia/Dubai",
    "الدوحه": "Asia/Qatar", "الكويت": "Asia/Kuwait", "المنامه": "Asia/Bahrain", "مسقط": "Asia/Muscat",
    "صنعاء": "Asia/Aden", "الخرطوم": "Africa/Khartoum", "طرابلس": "Africa/Tripoli", "تونس": "Africa/Tunis",
    "الجزائر": "Africa/Algiers", "الرباط": "Africa/Casablanca",
}  # fmt: skip
_PLACE = re.compile(r"ب?توقيت\s+(?:مدينه\s+)?(\w+)(?:\s+(ظبي))?")
_WEEKDAYS = ("الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت", "الاحد")
_WEEKDAY = re.compile(rf"(?<!\w)(?:{'|'.join(_folded(name) for name in _WEEKDAYS)}|الإثنين)(?!\w)")


def stated_time(text: str) -> datetime | date | None:
    """Return the first time in `text`.

    >>> stated_time("الأحد، ٢٩ نوفمبر ٢٠٢٦ ٠٩:٢٣ ص"), stated_time("نشر في 5 أوت 2026 - 14:10 (GMT+0100)").isoformat()
    (datetime.date(2026, 11, 29), '2026-08-05T14:10:00+01:00')
    >>> stated_time("منذ ساعتين") is None
    True
    """
    plain = _plain(text)
    if len(plain) > _LONGEST:
        return None
    day = _day(plain)
    if day is None:
        return None
    clock, zone = _clock(plain), _zone(plain, day)
    return day if clock is None or zone is None else datetime.combine(day, clock, zone)


def is_only_a_time(text: str) -> bool:
    """Return whether `text` is hardly more than a time (``نُشر: الأحد 29 نوفمبر 2026، 09:23 ص``)."""
    return stated_time(text) is not None and sum(1 for word in re.findall(r"[^\W\d_]{2,}", text)) <= 14


def _plain(text: str) -> str:
    """Return `text` folded, with ASCII digits and one kind of dash."""
    clean = clean_characters(text)
    digits = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in clean)
    return _folded(re.sub(r"[‐-―−]", "-", digits)).lower()


def _day(plain: str) -> date | None:
    weekday = _WEEKDAY.search(plain)
    named = None if weekday is None else [_folded(name) for name in _WEEKDAYS].index(_folded(weekday[0]))
    for pattern in (*_WORDS, _YEAR_FIRST, _YEAR_LAST):
        for found in pattern.finditer(plain):
            month = found["m"]
            number = int(month) if month.isdecimal() else _MONTHS[_month_key(month)]
            first, year = int(found["d"]), int(found["y"])
            days = [_date(year, number, first)]
            if pattern is _YEAR_LAST:
                days.append(_date(year, first, number))  # the American order, only if the other is not a valid date
                if _american(plain):
                    days.reverse()
                    if number <= 12 and first <= 12 and number != first:
                        continue
            fitting = [day for day in days if day and (named is None or day.weekday() == named)]
            if fitting:
                return fitting[0]
    return None


def _month_key(month: str) -> str:
    spaced = " ".join(month.split())
    return next(name for name in (spaced, spaced.replace(" ", " ال", 1)) if name in _MONTHS)


def _american(plain: str) -> bool:
    """Return whether the time is written in English; then a numeric date may be in the American order."""
    return re.search(r"\d\s*[ap]\.?m\b", plain) is not None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _clock(plain: str) -> time | None:
    found = _CLOCK.search(plain)
    if found is None:
        return None
    hour, minute, half = int(found["h"]), int(found["min"]), (found["half"] or "").replace(".", "")
    if half in {"ص", "صباحا", "am"} and hour == 12:
        hour = 0
    elif half in {"م", "مساء", "ظهرا", "pm"} and 1 <= hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _zone(plain: str, day: date) -> timezone | ZoneInfo | None:
    """Return the zone that `plain` states; a place counts only if the time is explicitly local to it."""
    clock = _CLOCK.search(plain)
    found = _OFFSET.search(plain) or (_BARE_OFFSET.match(plain, clock.end()) if clock else None)
    if found:
        offset = timedelta(hours=int(found["h"]), minutes=int(found["min"] or 0))
        if offset > timedelta(hours=14):
            return None
        return timezone(-offset if found["sign"] == "-" else offset)
    if place := _PLACE.search(plain):
        name = _ZONES.get("ابوظبي" if place[1] == "ابو" else place[1])
        if name:
            zone = ZoneInfo(name)
            return timezone(datetime.combine(day, time(12), zone).utcoffset() or timedelta())
    return UTC if _UTC.search(plain) else None
