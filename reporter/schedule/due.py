"""When editions are due: a time of day, days of the week, a time zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = tuple(name[:3] for name in NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Editions are due at the time `at` on each of `days`, in the time zone `zone`."""

    at: time
    days: frozenset[int]
    """0 is Monday."""
    zone: ZoneInfo

    def on(self, day: date) -> datetime:
        """Return the moment at which the edition of `day` is due, in UTC.

        If the clocks skip the time on that day, it is read as if they had not yet been put forward. If the time occurs
        twice, the first occurrence counts.
        """
        return datetime.combine(day, self.at, self.zone).astimezone(UTC)

    def latest(self, now: datetime) -> datetime:
        """Return the latest due moment not after `now`, in UTC."""
        today = now.astimezone(self.zone).date()
        days = (today - timedelta(days=back) for back in range(9))
        return next(moment for day in days if day.weekday() in self.days and (moment := self.on(day)) <= now)

    def following(self, now: datetime) -> datetime:
        """Return the first due moment after `now`, in UTC."""
        today = now.astimezone(self.zone).date()
        days = (today + timedelta(days=ahead) for ahead in range(-1, 9))
        return next(moment for day in days if day.weekday() in self.days and (moment := self.on(day)) > now)


def parse_days(text: str) -> frozenset[int]:
    """Return the days of ``mon-fri``, ``sun-thu``, ``mon,wed,sat`` or ``daily``; 0 is Monday.

    >>> sorted(parse_days("sun-tue,thu"))
    [0, 1, 3, 6]

    Raises:
        ValueError: a day is unknown.

    """
    if text.strip().lower() == "daily":
        return frozenset(range(7))
    days: set[int] = set()
    for part in text.lower().split(","):
        first, dash, last = part.strip().partition("-")
        start, end = _day(first), _day(last if dash else first)
        days.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    return frozenset(days)


def print_days(days: Iterable[int]) -> str:
    """Return `days` in the form that ``parse_days`` reads.

    >>> print_days({0, 1, 2, 3, 4}), print_days({6, 0}), print_days(range(7))
    ('mon,tue,wed,thu,fri', 'mon,sun', 'daily')
    """
    found = sorted(days)
    return "daily" if len(found) == 7 else ",".join(DAYS[day] for day in found)


def parse_time(text: str) -> time:
    """Return the time written as ``06:30``.

    Raises:
        ValueError: it is not a time.

    """
    return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007  (a time of day has no zone)


def _day(text: str) -> int:
    for number, name in enumerate(NAMES):
        if len(text) >= 3 and name.startswith(text):
            return number
    raise ValueError(f"'{text}' is not a day; write mon-fri, mon,wed,sat or daily")
