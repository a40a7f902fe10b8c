"""Dates and times in words, in both languages and both calendars (Babel, hijridate).

Arabic months carry both of their names, as pan-Arab outlets print them: ``نوفمبر/تشرين الثاني``. The Hijri date is
that of the Umm al-Qura calendar and is left out where the calendar's tables end (1343-1500 AH).
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo


def date_en(day: str) -> str:
    """Return an ISO day in English words.

    >>> date_en("2026-11-21")
    'Saturday, 21 November 2026'
    """
    from babel.dates import format_date

    return format_date(date.fromisoformat(day), "EEEE, d MMMM y", locale="en_GB")


def date_ar(day: str) -> str:
    """Return an ISO day in Arabic words, Western digits.

    >>> date_ar("2026-11-21")
    'السبت، 21 نوفمبر/تشرين الثاني 2026'
    """
    from babel.dates import format_date

    return f"{format_date(date.fromisoformat(day), 'EEEE', locale='ar')}، {_day_ar(date.fromisoformat(day))}"


def hijri_en(day: str) -> str:
    """Return an ISO day in the Hijri calendar, in English; empty where the calendar's tables end.

    >>> hijri_en("2026-11-21")
    '11 Jumada al-Akhirah 1448 AH'
    """
    return _hijri(day, "en", "AH")


def hijri_ar(day: str) -> str:
    """Return an ISO day in the Hijri calendar, in Arabic; empty where the calendar's tables end.

    >>> hijri_ar("2026-11-21")
    '11 جمادى الآخرة 1448 هـ'
    """
    return _hijri(day, "ar", "هـ")


def moment_en(moment: str | None, timezone: str | None = None) -> str:
    """Return an ISO time in English, in the zone it was given in, or in `timezone`.

    >>> moment_en("2026-11-20T09:15:00+03:00"), moment_en("2026-11-20"), moment_en(None)
    ('20 November 2026, 09:15 UTC+3', '20 November 2026', 'date not given')
    >>> moment_en("2026-11-20T21:00:00Z", "Asia/Riyadh")
    '21 November 2026, 00:00 UTC+3'
    """
    from babel.dates import format_date

    if moment is None:
        return "date not given"
    day, clock = _parsed(moment, timezone)
    return format_date(day, "d MMMM y", locale="en_GB") + (f", {clock}" if clock else "")


def moment_ar(moment: str | None, timezone: str | None = None) -> str:
    """Return an ISO time in Arabic, in the zone it was given in, or in `timezone`.

    >>> moment_ar("2026-11-20T09:15:00+03:00")
    '20 نوفمبر/تشرين الثاني 2026، 09:15 UTC+3'
    """
    if moment is None:
        return "التاريخ غير مذكور"
    day, clock = _parsed(moment, timezone)
    return _day_ar(day) + (f"، {clock}" if clock else "")


def _day_ar(day: date) -> str:
    from babel.dates import get_month_names

    names = [get_month_names("wide", locale=region)[day.month] for region in ("ar_EG", "ar_LB")]
    return f"{day.day} {'/'.join(dict.fromkeys(names))} {day.year}"


def _hijri(day: str, language: Literal["en", "ar"], era: str) -> str:
    from hijridate import Gregorian

    try:
        hijri = Gregorian.fromisoformat(day).to_hijri()
    except (OverflowError, ValueError):
        return ""
    return f"{hijri.day} {hijri.month_name(language)} {hijri.year} {era}"


def _parsed(moment: str, timezone: str | None = None) -> tuple[date, str | None]:
    if "T" not in moment:
        return date.fromisoformat(moment), None
    at = datetime.fromisoformat(moment)
    if timezone is not None:
        at = at.astimezone(ZoneInfo(timezone))
    return at.date(), f"{at:%H:%M} {_zone(at.utcoffset() or timedelta())}"


def _zone(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" if not minutes else f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02}" if rest else "")


FILTERS: dict[str, Callable[..., object]] = {
    "date_en": date_en,
    "date_ar": date_ar,
    "hijri_en": hijri_en,
    "hijri_ar": hijri_ar,
    "moment_en": moment_en,
    "moment_ar": moment_ar,
}
