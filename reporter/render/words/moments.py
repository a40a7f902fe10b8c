"""Dates and times in words, in both languages and both calendars (Babel, hijridate).

Arabic months have both of their names, as pan-Arab outlets print them: ``نوفمبر/تشرين الثاني``. Hijri dates follow the
Umm al-Qura calendar and are omitted outside its tables (1343-1500 AH).
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo


def date_en(day: date) -> str:
    """Return a day in English words.

    >>> date_en(date(2026, 11, 21))
    'Saturday, 21 November 2026'
    """
    from babel.dates import format_date

    return format_date(day, "EEEE, d MMMM y", locale="en_GB")


def date_ar(day: date) -> str:
    """Return a day in Arabic words, Western digits.

    >>> date_ar(date(2026, 11, 21))
    'السبت، 21 نوفمبر/تشرين الثاني 2026'
    """
    from babel.dates import format_date

    return f"{format_date(day, 'EEEE', locale='ar')}، {_day_ar(day)}"


def period_en(first: date, last: date) -> str:
    """Return some days in English words.

    >>> period_en(date(2026, 11, 21), date(2026, 11, 29)), period_en(date(2026, 12, 27), date(2027, 1, 2))
    ('21 November to 29 November 2026', '27 December 2026 to 2 January 2027')
    """
    start = moment_en(first)
    return f"{start.removesuffix(f' {last.year}')} to {moment_en(last)}" if first < last else start


def period_ar(first: date, last: date) -> str:
    """Return some days in Arabic words.

    >>> period_ar(date(2026, 11, 21), date(2026, 11, 29))
    '21 نوفمبر/تشرين الثاني إلى 29 نوفمبر/تشرين الثاني 2026'
    """
    start = moment_ar(first)
    return f"{start.removesuffix(f' {last.year}')} إلى {moment_ar(last)}" if first < last else start


def hijri_en(day: date) -> str:
    """Return a day in the Hijri calendar, in English; empty outside the range of the tables.

    >>> hijri_en(date(2026, 11, 21))
    '11 Jumada al-Akhirah 1448 AH'
    """
    return _hijri(day, "en", "AH")


def hijri_ar(day: date) -> str:
    """Return a day in the Hijri calendar, in Arabic; empty outside the range of the tables.

    >>> hijri_ar(date(2026, 11, 21))
    '11 جمادى الآخرة 1448 هـ'
    """
    return _hijri(day, "ar", "هـ")


def moment_en(moment: datetime | date | None, timezone: str | None = None) -> str:
    """Return a time, or a day if only that is known, in English, in its own time zone or in `timezone`.

    >>> moment_en(datetime.fromisoformat("2026-11-20T09:15:00+03:00")), moment_en(date(2026, 11, 20)), moment_en(None)
    ('20 November 2026, 09:15 UTC+3', '20 November 2026', 'date not given')
    >>> moment_en(datetime.fromisoformat("2026-11-20T21:00:00Z"), "Asia/Riyadh")
    '21 November 2026, 00:00 UTC+3'
    """
    from babel.dates import format_date

    if moment is None:
        return "date not given"
    day, clock = _day_and_clock(moment, timezone)
    return format_date(day, "d MMMM y", locale="en_GB") + (f", {clock}" if clock else "")


def moment_ar(moment: datetime | date | None, timezone: str | None = None) -> str:
    """Return a time, or a day if only that is known, in Arabic, in its own time zone or in `timezone`.

    >>> moment_ar(datetime.fromisoformat("2026-11-20T09:15:00+03:00"))
    '20 نوفمبر/تشرين الثاني 2026، 09:15 UTC+3'
    """
    if moment is None:
        return "التاريخ غير مذكور"
    day, clock = _day_and_clock(moment, timezone)
    return _day_ar(day) + (f"، {clock}" if clock else "")


def brief_moment_en(moment: datetime | date, today: date, zone: ZoneInfo) -> str:
    """Return a time by the clocks of `zone`, without what the reader of the edition of `today` knows, in English.

    >>> riyadh, at = ZoneInfo("Asia/Riyadh"), datetime.fromisoformat("2026-11-20T06:15:00Z")
    >>> brief_moment_en(at, date(2026, 11, 20), riyadh), brief_moment_en(at, date(2026, 11, 21), riyadh)
    ('09:15', '20 November, 09:15')
    >>> brief_moment_en(date(2025, 1, 2), date(2026, 11, 21), riyadh)
    '2 January 2025'
    """
    from babel.dates import format_date

    day, clock = _local(moment, zone)
    named = format_date(day, "d MMMM" if day.year == today.year else "d MMMM y", locale="en_GB")
    return clock if clock and day == today else ", ".join(filter(None, (named, clock)))


def brief_moment_ar(moment: datetime | date, today: date, zone: ZoneInfo) -> str:
    """Return a time by the clocks of `zone`, without what the reader of the edition of `today` knows, in Arabic.

    >>> brief_moment_ar(datetime.fromisoformat("2026-11-20T06:15:00Z"), date(2026, 11, 21), ZoneInfo("Asia/Riyadh"))
    '20 نوفمبر/تشرين الثاني، 09:15'
    """
    day, clock = _local(moment, zone)
    named = _day_ar(day) if day.year != today.year else _day_ar(day).removesuffix(f" {day.year}")
    return clock if clock and day == today else "، ".join(filter(None, (named, clock)))


def short_moment_en(moment: datetime | date, today: date, zone: ZoneInfo) -> str:
    """Return a time for a list in English: without commas, and without what the reader of the edition of `today` knows.

    >>> at = datetime.fromisoformat("2026-11-20T06:15:00Z")
    >>> short_moment_en(at, date(2026, 11, 21), ZoneInfo("Asia/Riyadh"))
    '20 Nov 09:15'
    """
    from babel.dates import format_date

    day, clock = _local(moment, zone)
    named = format_date(day, "d MMM" if day.year == today.year else "d MMM y", locale="en_GB")
    return clock if clock and day == today else " ".join(filter(None, (named, clock)))


def short_moment_ar(moment: datetime | date, today: date, zone: ZoneInfo) -> str:
    """Return the same in Arabic.

    >>> at = datetime.fromisoformat("2026-11-20T06:15:00Z")
    >>> short_moment_ar(at, date(2026, 11, 21), ZoneInfo("Asia/Riyadh"))
    '20 نوفمبر/تشرين الثاني 09:15'
    """
    return brief_moment_ar(moment, today, zone).replace("،", "")


def sortable(moment: datetime | date, zone: ZoneInfo) -> str:
    """Return what times and days are sorted by: by the clocks of `zone`, a day before all times in it."""
    return (moment.astimezone(zone) if isinstance(moment, datetime) else moment).isoformat()


def offset_of(moment: datetime) -> str:
    """Return the offset of an aware time, such as ``UTC+3``."""
    return _zone(moment.utcoffset() or timedelta())


def _local(moment: datetime | date, zone: ZoneInfo) -> tuple[date, str]:
    if not isinstance(moment, datetime):
        return moment, ""
    at = moment.astimezone(zone)
    return at.date(), f"{at:%H:%M}"


def _day_ar(day: date) -> str:
    from babel.dates import get_month_names

    names = [get_month_names("wide", locale=region)[day.month] for region in ("ar_EG", "ar_LB")]
    return f"{day.day} {'/'.join(dict.fromkeys(names))} {day.year}"


def _hijri(day: date, language: Literal["en", "ar"], era: str) -> str:
    from hijridate import Gregorian

    try:
        hijri = Gregorian.fromdate(day).to_hijri()
    except (OverflowError, ValueError):
        return ""
    return f"{hijri.day} {hijri.month_name(language)} {hijri.year} {era}"


def _day_and_clock(moment: datetime | date, timezone: str | None) -> tuple[date, str | None]:
    if not isinstance(moment, datetime):
        return moment, None
    at = moment if timezone is None else moment.astimezone(ZoneInfo(timezone))
    return at.date(), f"{at:%H:%M} {_zone(at.utcoffset() or timedelta())}"


def _zone(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" if not minutes else f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02}" if rest else "")


def _parsed(text: str | None) -> datetime | date | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


FILTERS: dict[str, Callable[..., object]] = {
    "date_en": lambda day: date_en(date.fromisoformat(day)),
    "date_ar": lambda day: date_ar(date.fromisoformat(day)),
    "hijri_en": lambda day: hijri_en(date.fromisoformat(day)),
    "hijri_ar": lambda day: hijri_ar(date.fromisoformat(day)),
    "moment_en": lambda moment, timezone=None: moment_en(_parsed(moment), timezone),
    "moment_ar": lambda moment, timezone=None: moment_ar(_parsed(moment), timezone),
}
"""The functions that templates call with the ISO days and times in the record's JSON."""
