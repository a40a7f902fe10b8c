"""Times as pages, chats and mails state them, in Arabic or English words -> a time with its zone, or a day.

In: text such as ``الأحد، 29 تشرين الثاني/نوفمبر 2026، 14:21 (GMT+0400)``. Out: an aware ``datetime`` if a zone is
stated, a ``date`` if not, or None if no Gregorian date can be read without guessing. The day comes before the month, as
everywhere in the Arabic press; a weekday next to it must match. ``stated_moment`` returns the parts, for readers that
know the zone of a time that states none; ``hijri_moment`` reads days of the Hijri calendar.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from reporter.language.arabic.letters import clean_characters, fold
from reporter.language.arabic.months import HIJRI_MONTHS_AR, MONTHS_AR, MONTHS_EN

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
    re.compile(rf"(?<![\d/.-])(?P<y>\d{{4}}) ?[-/،,.]? ?{_MONTH.format('m')} ?[-/،,.]? ?(?P<d>\d{{1,2}})(?![\d:])"),
)
_YEAR_FIRST = re.compile(r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)\s?([-/.])\s?(?P<m>\d{1,2})\s?\2\s?(?P<d>\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<![\d/.-])(?P<d>\d{1,2})\s?([-/.])\s?(?P<m>\d{1,2})\s?\2\s?(?P<y>(?:19|20)\d\d)(?![\d/])")
_HALF = r"ص|م|صباحا|مساء|بعد الظهر|قبل الظهر|ظهرا|عصرا|فجرا|ليلا|am|pm|a\.m\.|p\.m\."
_CLOCK = re.compile(
    rf"(?<![\d:.+])(?P<h>\d{{1,2}})\s?(?::|h)\s?(?P<min>\d\d)(?::(?P<s>\d\d?))?(?:[.]\d+)?(?:\s*(?P<half>{_HALF})(?!\w))?"
    rf"|(?<![\d:.+/-])(?:الساعه )?(?P<hour>\d{{1,2}}) (?P<part>{_HALF.replace('م|', '', 1)})(?!\w)",
    re.IGNORECASE,
)
_BEFORE_NOON = {"ص", "صباحا", "قبل الظهر", "فجرا", "am"}
_OFFSET = re.compile(
    r"(?:gmt|utc|غرينتش|جرينتش|غرينيتش|جرينيتش) ?\)? ?(?P<sign>[+-]) ?(?P<h>\d{1,2}?)(?::?(?P<min>\d\d))?(?!\d)",
    re.IGNORECASE,
)
_BARE_OFFSET = re.compile(r"\s?(?P<sign>[+-])(?:(?P<h>\d\d):?(?P<min>\d\d)(?!\d)|(?P<hours>\d\d?)$)")
"""``+03:00`` directly after the time, or ``+3`` at the end."""
_UTC = re.compile(r"(?<!\w)(?:gmt|utc|ت ?\.? ?غ|(?:ب?توقيت\s+)?(?:غرينتش|جرينتش|غرينيتش|جرينيتش))(?!\w)", re.IGNORECASE)
_ZONES = {
    "مكه": "Asia/Riyadh", "الرياض": "Asia/Riyadh", "السعوديه": "Asia/Riyadh", "بغداد": "Asia/Baghdad",
    "القاهره": "Africa/Cairo", "مصر": "Africa/Cairo", "بيروت": "Asia/Beirut", "دمشق": "Asia/Damascus",
    "القدس": "Asia/Jerusalem", "ابوظبي": "Asia/Dubai", "دبي": "Asia/Dubai", "الامارات": "Asia/Dubai",
    "الدوحه": "Asia/Qatar", "الكويت": "Asia/Kuwait", "المنامه": "Asia/Bahrain", "مسقط": "Asia/Muscat",
    "صنعاء": "Asia/Aden", "الخرطوم": "Africa/Khartoum", "طرابلس": "Africa/Tripoli", "تونس": "Africa/Tunis",
    "الجزائر": "Africa/Algiers", "الرباط": "Africa/Casablanca",
}  # fmt: skip
_PLACE = re.compile(r"ب?توقيت\s+(?:مدينه\s+)?(\w+)(?:\s+(ظبي))?")
_OF_TIMES = re.compile(
    r"(?<!\w)(?:نشرت?|تم|النشر|التحديث|تاريخ|تحديث|اخر|في|يوم|الساعه|الموافق|بتاريخ|published|updated|last|on|at)(?!\w)"
)
"""Words next to a time."""
_WEEKDAYS = ("الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت", "الاحد")
_WEEKDAY = re.compile(rf"(?<!\w)(?:{'|'.join(_folded(name) for name in _WEEKDAYS)}|الإثنين)(?!\w)")


_HIJRI_MONTHS = {_folded(name): number for number, names in enumerate(HIJRI_MONTHS_AR, start=1) for name in names}
_HIJRI_NAME = "|".join(sorted(_HIJRI_MONTHS, key=len, reverse=True))
_HIJRI = (
    re.compile(
        rf"(?<![\d/.-])(?P<d>\d{{1,2}}) ?[-/،,.]? ?(?:من |شهر ){{0,2}}(?P<m>{_HIJRI_NAME})(?!\w)"
        r" ?[-/،,.]? ?(?:(?:عام|سنه) )?(?P<y>1[345]\d\d)(?!\d)"
    ),
    re.compile(rf"(?<!\w)(?P<m>{_HIJRI_NAME}) (?P<d>\d{{1,2}}) ?[،,]? ?(?P<y>1[345]\d\d)(?!\d)"),
    re.compile(rf"(?<![\d/.-])(?P<y>1[345]\d\d) (?P<m>{_HIJRI_NAME}) (?P<d>\d{{1,2}})(?![\d:])"),
    re.compile(r"(?<![\d/.-])(?P<y>1[345]\d\d)\s?([-/.])\s?(?P<m>\d{1,2})\s?\2\s?(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<![\d/.-])(?P<d>\d{1,2})\s?([-/.])\s?(?P<m>\d{1,2})\s?\2\s?(?P<y>1[345]\d\d)(?!\d)"),
)


@dataclass(frozen=True, slots=True)
class StatedMoment:
    """The parts of a time."""

    day: date
    clock: time | None = None
    zone: timezone | ZoneInfo | None = None


def stated_moment(text: str) -> StatedMoment | None:
    """Return the parts of the first Gregorian day in `text`.

    >>> stated_moment("٢٢/١١/٢٠٢٦ ٠٨:١٥ م")
    StatedMoment(day=datetime.date(2026, 11, 22), clock=datetime.time(20, 15), zone=None)
    """
    plain = plain_time(text)
    day = _day(plain) if len(plain) <= _LONGEST else None
    return None if day is None else StatedMoment(day, clock_in(plain), _zone(plain, day))


def hijri_moment(text: str) -> StatedMoment | None:
    """Return the parts of the first day of the Hijri calendar (Umm al-Qura) in `text`, with the day converted.

    Where the new moon is sighted, a day may differ by one from the calendar; a weekday next to it decides.

    >>> hijri_moment("12 جمادى الآخرة 1448").day
    datetime.date(2026, 11, 22)
    """
    from hijridate import Hijri

    plain = plain_time(text)
    for pattern in _HIJRI if len(plain) <= _LONGEST else ():
        if found := pattern.search(plain):
            month = found["m"]
            number = int(month) if month.isdecimal() else _HIJRI_MONTHS[month]
            try:
                converted = Hijri(int(found["y"]), number, int(found["d"])).to_gregorian()
            except (ValueError, OverflowError):
                return None
            day = date(converted.year, converted.month, converted.day)
            named = _weekday(plain)
            days = [day, day - timedelta(days=1), day + timedelta(days=1)]
            fitting = next((day for day in days if named is None or day.weekday() == named), None)
            return None if fitting is None else StatedMoment(fitting, clock_in(plain), _zone(plain, fitting))
    return None


def stated_time(text: str) -> datetime | date | None:
    """Return the first time in `text`.

    >>> stated_time("الأحد، ٢٩ نوفمبر ٢٠٢٦ ٠٩:٢٣ ص"), stated_time("نشر في 5 أوت 2026 - 14:10 (GMT+0100)").isoformat()
    (datetime.date(2026, 11, 29), '2026-08-05T14:10:00+01:00')
    >>> stated_time("منذ ساعتين") is None
    True
    """
    found = stated_moment(text)
    if found is None:
        return None
    return (
        found.day if found.clock is None or found.zone is None else datetime.combine(found.day, found.clock, found.zone)
    )


def is_only_a_time(text: str) -> bool:
    """Return whether `text` is hardly more than a time (``نُشر: الأحد 29 نوفمبر 2026، 09:23 ص``)."""
    return stated_time(text) is not None and sum(1 for word in re.findall(r"[^\W\d_]{2,}", text)) <= 14


def is_nothing_but_a_time(text: str) -> bool:
    """Return whether all words of `text` belong to a time, so that it cannot name a person too.

    >>> is_nothing_but_a_time("نشر: الأحد 29 نوفمبر 2026"), is_nothing_but_a_time("الأحد 29 نوفمبر 2026 | نسرين كامل")
    (True, False)
    """
    rest = plain_time(text)
    for pattern in (*_WORDS, _WEEKDAY, _CLOCK, _PLACE, _UTC, _OF_TIMES):
        rest = pattern.sub(" ", rest)
    return len(re.findall(r"[^\W\d_]{2,}", rest)) < 2


def plain_time(text: str) -> str:
    """Return `text` folded, with ASCII digits, one kind of dash, and ف for ڤ (نوڤمبر)."""
    clean = clean_characters(text)
    digits = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in clean)
    return _folded(re.sub(r"[‐-―−]", "-", digits).replace("ڤ", "ف")).lower()


def _day(plain: str) -> date | None:
    named = _weekday(plain)
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


def _weekday(plain: str) -> int | None:
    """Return the weekday that is named, Monday being 0."""
    found = _WEEKDAY.search(plain)
    return None if found is None else _WEEKDAYS.index(_folded(found[0]))


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


def clock_in(plain: str) -> time | None:
    """Return the time of day in a text of ``plain_time``.

    >>> clock_in("الساعه 8 مساء"), clock_in("14h30"), clock_in("12:10 ليلا")
    (datetime.time(20, 0), datetime.time(14, 30), datetime.time(0, 10))
    """
    found = _CLOCK.search(plain)
    if found is None:
        return None
    hour, minute, second = int(found["h"] or found["hour"]), int(found["min"] or 0), int(found["s"] or 0)
    half = (found["half"] or found["part"] or "").replace(".", "")
    if half == "ليلا":
        half = "am" if hour == 12 or hour < 6 else "pm"
    if half in _BEFORE_NOON and hour == 12:
        hour = 0
    elif half and half not in _BEFORE_NOON and 1 <= hour < 12:
        hour += 12
    second = min(second, 59)  # a leap second
    return time(hour, minute, second) if hour < 24 and minute < 60 else None


def _zone(plain: str, day: date) -> timezone | ZoneInfo | None:
    """Return the zone that `plain` states; a place counts only if the time is explicitly local to it."""
    clock = _CLOCK.search(plain)
    found = _OFFSET.search(plain) or (_BARE_OFFSET.match(plain, clock.end()) if clock else None)
    if found:
        hours = found["h"] or found["hours"]
        offset = timedelta(hours=int(hours), minutes=int(found["min"] or 0))
        if offset > timedelta(hours=14):
            return None
        return timezone(-offset if found["sign"] == "-" else offset)
    if place := _PLACE.search(plain):
        name = _ZONES.get("ابوظبي" if place[1] == "ابو" else place[1])
        if name:
            zone = ZoneInfo(name)
            return timezone(datetime.combine(day, time(12), zone).utcoffset() or timedelta())
    return UTC if _UTC.search(plain) else None
