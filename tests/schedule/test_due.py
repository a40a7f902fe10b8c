"""When editions are due, including nights when clocks change."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from reporter.schedule import Due
from reporter.schedule.due import parse_days, parse_time, print_days


def due(at, zone, days="daily"):
    return Due(at=parse_time(at), days=parse_days(days), zone=ZoneInfo(zone))


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now", "latest", "following"),
    [
        # Berlin, 25 October 2026: 02:30 occurs twice; the first one counts, and the second makes no other edition.
        ("Europe/Berlin", "2026-10-25T00:31", "2026-10-25T00:30", "2026-10-26T01:30"),
        ("Europe/Berlin", "2026-10-25T01:31", "2026-10-25T00:30", "2026-10-26T01:30"),
        # Berlin, 29 March 2026: 02:30 does not occur; the edition is due when the clocks show 03:30.
        ("Europe/Berlin", "2026-03-29T01:29", "2026-03-28T01:30", "2026-03-29T01:30"),
        ("Europe/Berlin", "2026-03-29T01:30", "2026-03-29T01:30", "2026-03-30T00:30"),
        ("Asia/Riyadh", "2026-11-20T23:29", "2026-11-19T23:30", "2026-11-20T23:30"),
    ],
)
def test_one_edition_a_day_when_clocks_change(zone, now, latest, following):
    """At 02:30 in the nights of clock changes, and in zones without them."""
    schedule = due("02:30", zone)
    assert schedule.latest(utc(now)) == utc(latest)
    assert schedule.following(utc(now)) == utc(following)


def test_every_day_of_a_year_is_due_once():
    """Hour by hour through two years with four changes, there are as many due times as days."""
    schedule = due("02:30", "America/New_York")
    moments = {schedule.latest(datetime.fromtimestamp(hour * 3600, UTC)) for hour in range(490_000, 490_000 + 2 * 8760)}
    dates = [moment.astimezone(schedule.zone).date() for moment in sorted(moments)]
    assert len(dates) == len(set(dates))
    assert 730 <= len(dates) <= 732


def test_other_days_are_skipped():
    """On Saturday the latest is Friday's and the next is Monday's."""
    schedule = due("06:30", "UTC", "mon-fri")
    assert schedule.latest(utc("2026-11-21T12:00")) == utc("2026-11-20T06:30")
    assert schedule.following(utc("2026-11-21T12:00")) == utc("2026-11-23T06:30")


def test_days_are_read_and_printed():
    """Ranges may cross the end of the week; the error for an unknown day shows how to write one."""
    assert parse_days("Sun-Thu") == {6, 0, 1, 2, 3}
    assert parse_days("mon,wednesday") == {0, 2}
    for days in ("daily", "mon", "fri,sat", "tue,wed,thu"):
        assert print_days(parse_days(days)) == days
    for wrong in ("", "mo", "someday", "mon-", "mon,,tue"):
        with pytest.raises(ValueError, match=r"mon-fri|is no day"):
            parse_days(wrong)
    with pytest.raises(ValueError, match="does not match"):
        parse_time("6.30")
    assert parse_time("06:30") == time(6, 30)
