"""How a source is, from its state and its arrivals; and what a reader is told."""

from datetime import UTC, datetime, timedelta

import pytest

from reporter.config import SourceSettings
from reporter.editions import fetch_failed, source_notes
from reporter.fetch.health import health
from reporter.store.press import SourceState

NOW = datetime(2026, 11, 29, 8, tzinfo=UTC)
FEED = "https://alwadi.example/rss"


def judged(*, hours=(), expect=None, asked=True, **state):
    """Return the health of a source whose articles arrived so many hours ago."""
    source = SourceSettings(name="alwadi", feed=FEED, outlet="صحيفة الوادي", expect_every_hours=expect)
    known = {"address": FEED, "first_asked_at": NOW - timedelta(days=60), "succeeded_at": NOW} | state
    arrivals = [NOW - timedelta(hours=hour) for hour in sorted(hours, reverse=True)]
    return health(source, SourceState(**known) if asked else None, arrivals, NOW)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({}, "ok"),
        ({"kind": "connection", "reason": "alwadi.example cannot be reached."}, "broken"),
        ({"kind": "status", "status": 500}, "broken"),
        ({"kind": "status", "status": 403}, "refused"),
        ({"kind": "robots"}, "refused"),
        ({"kind": "refused-address"}, "refused"),
        ({"kind": "asks-for-a-person"}, "asks-for-a-person"),
        ({"kind": "gone", "status": 410}, "gone"),
        ({"kind": "paused", "status": 404}, "paused"),
        ({"moved_to": "https://b.example/", "moved_times": 2}, "ok"),
        ({"moved_to": "https://b.example/", "moved_times": 3}, "moved"),
        ({"kind": "connection", "address": "https://former.example/"}, "ok"),
    ],
)
def test_the_state_of_a_source(state, expected):
    """What is known about another address says nothing about this one."""
    assert judged(**state).state == expected


@pytest.mark.parametrize(
    ("hours", "expect", "expected"),
    [
        ([25], 24, "quiet"),
        ([23], 24, "ok"),
        ([], 24, "quiet"),
        (range(30, 200, 10), None, "ok"),  # every ten hours, and silent for thirty
        (range(70, 200, 10), None, "quiet"),
        (range(20, 60, 1), None, "ok"),  # a busy source may sleep for a night
        ([300, 400], None, "ok"),  # too few to know a pace
    ],
)
def test_a_source_is_quiet_by_its_own_pace(hours, expect, expected):
    """Or by what the settings expect."""
    assert judged(hours=hours, expect=expect).state == expected


def test_a_new_source_is_not_quiet_before_its_time():
    """It has not been silent for longer than it has been asked."""
    assert judged(expect=24, first_asked_at=NOW - timedelta(hours=2)).state == "ok"


def test_the_week_is_counted_beside_the_usual_number():
    """Of the three weeks before."""
    found = judged(hours=[1, 2, 24 * 8, 24 * 9, 24 * 20])
    assert (found.week, found.usual) == (2, 1.0)
    assert judged(hours=[1, 2]).usual is None


def test_the_front_page_names_who_gave_nothing_and_why():
    """Those with a reason by name, the others by number; nothing if all gave something."""
    silent = judged(hours=[30])
    broken = judged(hours=[30], kind="connection")
    gave = judged(hours=[1])
    since = NOW - timedelta(hours=24)
    (note,) = source_notes([silent, broken, gave], since)
    assert note.text_en == "Nothing new from Al-Wadi (could not be fetched), 1 other source"
    assert note.text_ar == "لا جديد من: صحيفة الوادي (تعذّر جلبه)، مصادر أخرى عددها 1"
    assert not list(source_notes([gave], since))


@pytest.mark.parametrize(
    ("hours", "said"), [(1, ""), (37, "No source has been fetched since 2026-11-27 19:00 UTC; run 'reporter fetch'")]
)
def test_an_edition_without_a_fetch_is_incomplete(hours, said):
    """A fetch that does not run any more must not look like a quiet day."""
    found = [judged(succeeded_at=NOW - timedelta(hours=hours))]
    assert [notice.text_en for notice in fetch_failed(found, NOW)] == ([said] if said else [])
    assert not list(fetch_failed([], NOW))
    assert [notice.text_en for notice in fetch_failed([judged(succeeded_at=None)], NOW)] == [
        "No source has been fetched yet; run 'reporter fetch'"
    ]
