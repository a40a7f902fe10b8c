"""A crontab line that fires at two hours, for summer and winter time: a skipped day stays skipped."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from editions import desk

from reporter.config import load
from reporter.interfaces import Silent
from reporter.schedule import Due
from reporter.workflows import daily

ARTICLE = "قرار جديد للطرق\n\nأعلن المجلس قرارا لإصلاح الطرق. وقال رئيسه إن العمل يبدأ يوم الأحد.\n"


class Clock(datetime):
    """A clock with the time that the test sets."""

    moment = None

    @classmethod
    def now(cls, tz=None):
        """Return that time."""
        return cls.moment.astimezone(tz)


@pytest.fixture
def at(tmp_path, monkeypatch):
    """Return a function that does the daily run at a moment and returns the editions that exist then."""
    monkeypatch.setattr(daily, "datetime", Clock)

    def run(moment, zone, due="06:30"):
        Clock.moment = moment
        config = load(tmp_path / "config.yaml")
        wanted = daily.Wanted(
            due=Due(at=time.fromisoformat(due), days=frozenset(range(7)), zone=ZoneInfo(zone)), send=False
        )
        daily.daily(config, wanted, progress=Silent(), tell=lambda _: None)
        return sorted(path.name for path in (tmp_path / "output").glob("2*"))

    return run


@pytest.mark.parametrize("zone", ["Africa/Cairo", "Asia/Beirut", "Asia/Gaza"])
@pytest.mark.parametrize("changes", ["spring", "autumn", "neither"])
def test_the_other_hour_makes_no_edition_of_yesterday(tmp_path, at, zone, changes):
    """After two quiet days, articles that arrive at night are in today's edition, once and at its own hour."""
    desk(tmp_path, timezone=zone, editions={"select": "new", "on_nothing_new": "skip"})
    first = night_of(zone, changes) - timedelta(days=3)
    days = [first + timedelta(days=n) for n in range(5)]
    hours = {datetime.combine(days[0], time(6, 30), ZoneInfo(zone)).utcoffset()}
    hours |= {offset + shift for offset in hours for shift in (timedelta(hours=1), -timedelta(hours=1))}
    made = []
    for day in days:
        if day == days[3]:
            (tmp_path / "articles/night.txt").write_text(ARTICLE, encoding="utf-8")
        crontab = (datetime.combine(day, time(6, 30), UTC) - offset for offset in sorted(hours, reverse=True))
        made += [(day, at(moment, zone)) for moment in crontab]
    wanted = [str(days[0]), str(days[3])]
    for day, editions in made:
        assert [name for name in editions if name not in wanted] == [], day
    assert made[-1][1] == wanted


def night_of(zone, changes):
    """Return a day of 2026 on which the clocks of `zone` change at night."""
    if changes == "neither":
        return date(2026, 7, 10)
    days = [date(2026, 1, 5) + timedelta(days=n) for n in range(350)]
    offset = {day: datetime.combine(day, time(12), ZoneInfo(zone)).utcoffset() for day in days}
    moved = [(day, offset[day] - offset[day - timedelta(days=1)]) for day in days[1:]]
    return next(day for day, by in moved if by and (by > timedelta()) == (changes == "spring"))
