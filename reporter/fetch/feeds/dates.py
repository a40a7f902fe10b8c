"""The dates of feeds: in ISO 8601, as in mail (RFC 822), or in Arabic words -> an aware time and how it was read.

The day comes before the month. A time without a zone, or with the name of a zone that means different things in
different places (AST, EET), is in the zone of the source.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from reporter.ingest.stated_times import clock_in, hijri_moment, plain_time, stated_moment
from reporter.language.arabic.number_words import atom
from reporter.model import DateBasis

_EARLIEST = 1990
_AHEAD = timedelta(hours=36)
"""How far a date may be ahead of the clock: zones differ by up to 26 hours."""
_LONGEST = 200

_ISO = re.compile(r"\d{4}-?\d\d-?\d\d(?:[t ]\d\d:?\d\d(?::?\d\d(?:[.,]\d{1,9})?)? ?(?:z|[+-]\d\d(?::?\d\d)?)?)?")
_SHORT_YEAR = re.compile(r"(?<=\d[ -][a-z]{3}[ -])(\d\d)(?=$| )")
_ASCTIME = re.compile(r"([a-z]{3}) +(\d{1,2}) (\d\d:\d\d(?::\d\d)?) (?:([a-z]{1,5}|[+-]\d{4}) )?(\d{4})$")
_ZONE_NAME = re.compile(r"(?<=\d) ?\(?(z|ut|e[sd]t|c[sd]t|m[sd]t|p[sd]t)\)?$")
_ZONE_HOURS = {"e": -5, "c": -6, "m": -7, "p": -8}
"""Standard time of the names that RFC 822 defines; those of other regions mean different things in different places."""

_UNITS = {
    "ثانيه": 1, "ثواني": 1, "ثوان": 1, "دقيقه": 60, "دقايق": 60, "دقيقتين": 120, "ساعه": 3600, "ساعات": 3600,
    "ساعتين": 7200, "يوم": 86400, "ايام": 86400, "يومين": 172_800, "اسبوع": 604_800, "اسابيع": 604_800,
    "اسبوعين": 1_209_600, "second": 1, "minute": 60, "min": 60, "hour": 3600, "day": 86400, "week": 604_800,
}  # fmt: skip
_AGO = re.compile(
    r"(?:منذ|قبل|مضي|من) (?:(?:نحو|حوالي|قرابه) )?(?:(?P<count>\d{1,4}|[^\W\d]{2,6}(?: عشره?)?) )?"
    rf"(?P<unit>{'|'.join(_UNITS)})(?: و(?P<more>نصف|ربع|ثلث)| واحده?)?(?!\w)"
    r"|(?<!\w)(?P<english>\d{1,4}|an?) (?P<english_unit>second|minute|min|hour|day|week)s? ago\b"
)
_NOW = re.compile(r"(?:(?:منذ|قبل) (?:قليل|لحظات|ثوان|ثواني)|الان|just now)(?!\w)")
_DAYS_AGO = (
    (2, re.compile(r"(?<!\w)(?:اول (?:ال)?امس|(?:ال)?امس الاول|قبل امس)(?!\w)")),
    (1, re.compile(r"(?<!\w)(?:(?:ال)?امس|البارحه|yesterday)(?!\w)")),
    (0, re.compile(r"(?<!\w)(?:اليوم|today)(?!\w)")),
)


def read_date(text: str | None, *, zone: ZoneInfo | None, now: datetime) -> tuple[datetime | None, DateBasis | None]:
    """Return the time in `text`, and how it was read; ``(None, None)`` if there is none that can be true.

    `zone` is that of the source (UTC if None), and `now` is when the text was received. A time before 1990, or more
    than 36 hours ahead of `now`, is not true.

    >>> now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    >>> read_date("22 تشرين الثاني 2026 08:15 +0300", zone=None, now=now)[0].isoformat()
    '2026-11-22T08:15:00+03:00'
    >>> read_date("Sun, 22 Nov 2026 08:15:00 AST", zone=ZoneInfo("Asia/Riyadh"), now=now)[1]
    'assumed-zone'
    """
    if not text or len(text) > _LONGEST:
        return None, None
    plain = plain_time(text)
    at, basis = _iso(plain, zone) or _stated(plain, zone) or _hijri(plain, zone) or _relative(plain, zone, now)
    try:
        plausible = at is not None and at.year >= _EARLIEST and at.astimezone(UTC) - now <= _AHEAD
    except OverflowError:
        plausible = False
    return (at, basis) if plausible else (None, None)


def _iso(plain: str, zone: ZoneInfo | None) -> tuple[datetime, DateBasis] | None:
    if not _ISO.fullmatch(plain):
        return None
    try:
        at = datetime.fromisoformat(re.sub(r" (?=[z+-])", "", plain).replace(",", ".").upper())
    except ValueError:
        return None
    return None if at.year < _EARLIEST else _in_zone(at.date(), at.time(), at.tzinfo, zone)


def _stated(plain: str, zone: ZoneInfo | None) -> tuple[datetime, DateBasis] | None:
    full = _ASCTIME.sub(lambda found: f"{found[2]} {found[1]} {found[5]} {found[3]} {found[4] or ''}", plain)
    full = _SHORT_YEAR.sub(r"20\1", full).strip()
    found = stated_moment(full)
    if found is None:
        return None
    stated = found.zone or (_named_zone(full) if found.clock else None)
    return _in_zone(found.day, found.clock, stated, zone)


def _named_zone(plain: str) -> tzinfo | None:
    """Return the zone that a name at the end means everywhere."""
    found = _ZONE_NAME.search(plain)
    if found is None:
        return None
    name = found[1]
    return UTC if name in {"z", "ut"} else timezone(timedelta(hours=_ZONE_HOURS[name[0]] + (name[1] == "d")))


def _hijri(plain: str, zone: ZoneInfo | None) -> tuple[datetime, DateBasis] | None:
    found = hijri_moment(plain)
    if found is None:
        return None
    return _in_zone(found.day, found.clock, found.zone or _named_zone(plain), zone)[0], "hijri"


def _relative(plain: str, zone: ZoneInfo | None, now: datetime) -> tuple[datetime | None, DateBasis | None]:
    if found := _AGO.search(plain):
        seconds = _UNITS.get(found["unit"] or found["english_unit"])
        count = _count(found["count"] or found["english"])
        if seconds and count is not None:
            more = _count(found["more"]) or 0 if found["more"] else 0
            return (now - timedelta(seconds=round(seconds * (count + more)))).replace(microsecond=0), "stated"
    if _NOW.search(plain):
        return now.replace(microsecond=0), "stated"
    for days, pattern in _DAYS_AGO:
        if pattern.search(plain):
            day = now.astimezone(zone or UTC).date() - timedelta(days=days)
            return _in_zone(day, clock_in(plain), None, zone)
    return None, None


def _count(words: str | None) -> float | None:
    """Return the number of units: of ``منذ ساعة`` one, of ``منذ خمس عشرة دقيقة`` 15, of ``منذ عدة ساعات`` none."""
    if words is None or words in {"a", "an"}:
        return 1
    if words.isdecimal():
        return int(words)
    first, *ten = words.split()
    found = atom("عشره" if first == "عشر" else first)
    return found[0].value + 10 * len(ten) if found and found[0].kind in {"unit", "teen", "ten", "fraction"} else None


def _in_zone(day: date, clock: time | None, stated: tzinfo | None, zone: ZoneInfo | None) -> tuple[datetime, DateBasis]:
    """Return a time in the zone that is stated with it, otherwise in that of the source."""
    return datetime.combine(day, clock or time(), stated or zone or UTC), "stated" if stated else "assumed-zone"
