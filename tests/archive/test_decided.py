"""What the desk decides on a round-up is applied when it is made, as in editions."""

from datetime import UTC, datetime, timedelta

import pytest
from archives import (
    MARKET,
    STORM_MONDAY,
    STORM_OTHER,
    STORM_TUESDAY,
    days,
    grouped,
    place_in,
    print_edition,
    quotations,
)  # fmt: skip
from archives import made as edition

from reporter.archive import Wanted, roundup
from reporter.archive.decided import Decided
from reporter.config.desk import SectionSettings
from reporter.desk.decisions import Decisions, key_of
from reporter.desk.sentences import sentence_keys
from reporter.record import dumps, loads, problems

NOW = datetime(2026, 11, 30, 6, tzinfo=UTC)
MONDAY, TUESDAY = days(2)
WEEK = Wanted(first=MONDAY, last=MONDAY + timedelta(days=6))
STORM, WIND, POWER, WHEAT = (key_of(each.source) for each in (STORM_MONDAY, STORM_OTHER, STORM_TUESDAY, MARKET))
SECTIONS = [
    SectionSettings.model_validate({"name": name, "title": {"en": name, "ar": name}, "words": [name]})
    for name in ("economy", "weather")
]


@pytest.fixture
def folder(tmp_path):
    """Return a folder with a story of two days, and one of one."""
    print_edition(tmp_path, grouped(edition(MONDAY, STORM_MONDAY, STORM_OTHER), ["1", "2"]))
    later = edition(TUESDAY, STORM_TUESDAY, MARKET)
    print_edition(tmp_path, grouped(later, ["1"], ["2"], continues={"1": f"{MONDAY}/1"}))
    return tmp_path


def made(folder, **decisions):
    """Return the record with these decisions, and those that found nothing."""
    decided = Decided(Decisions.model_validate(decisions))
    record = roundup(place_in(folder), WEEK, NOW, decided=decided, sections=SECTIONS)
    assert problems(loads(dumps(record))) == ()
    return record, decided.stale()


def titles(record):
    return [entry.title_ar.removeprefix("عنوان ") for entry in record.entries]


def test_without_decisions_nothing_changes(folder):
    assert made(folder)[0] == roundup(place_in(folder), WEEK, NOW)
    assert titles(made(folder)[0]) == ["after", "market", "storm", "wind"]


def test_what_is_moved_comes_first_and_what_is_out_is_not_told(folder):
    """A story of which everything is out is gone; what was left out is in the record for the desk."""
    assert titles(made(folder, order=[WHEAT])[0])[:2] == ["market", "after"]
    record, stale = made(folder, entries={WHEAT: {"out": {"why": "old", "by": "Lina"}}, WIND: {"later": True}})
    assert (titles(record), stale) == (["after", "storm"], ())
    assert [(each.title_ar, each.why) for each in record.desk.excluded] == [("عنوان wind", ""), ("عنوان market", "old")]


def test_sections_priorities_headlines_and_notes(folder):
    note = {"en": "Confirmed.", "by": "Lina", "at": "2026-11-29T06:00:00Z"}
    own = {
        "priority": "lead",
        "our_headline": {"en": "Wheat"},
        "notes": [note, note | {"en": "Secret.", "for": "desk"}],
    }
    record, _ = made(folder, entries={WHEAT: own}, edition={"notes": [note]})
    first = record.entries[0]
    assert (first.desk.priority, first.desk.our_headline.en) == ("lead", "Wheat")
    assert [each.en for each in (*first.desk.notes, *record.desk.notes)] == ["Confirmed.", "Confirmed."]
    record, _ = made(folder, entries={WHEAT: {"section": "economy", "priority": "brief"}})
    assert [(each.name, each.entries) for each in record.desk.sections] == [
        ("economy", ("1",)),
        ("other", ("2", "3", "4")),
    ]
    assert (record.entries[0].points, record.entries[0].desk.section_by) == ((), "person")


def test_sentences_are_removed_and_stories_told_together(folder):
    """What was never quoted cannot be added, because nothing is translated again."""
    (key,) = sentence_keys([MARKET.points[0].text_ar])
    record, stale = made(folder, entries={WHEAT: {"sentences": {"remove": [key], "add": ["k:000000000000"]}}})
    assert stale == (f"{WHEAT} k:000000000000",)
    assert "ارتفعت أسعار القمح عالميا." not in {text for text, _, _ in quotations(record)}
    record, _ = made(folder, entries={WHEAT: {"with": STORM}})
    (story,) = record.stories
    assert record.entries[0].title_ar == "عنوان after"
    assert len(story.entries) == 4
    record, _ = made(folder, entries={POWER: {"with": WHEAT}, WHEAT: {"with": WIND}})
    assert (len(record.stories), record.entries[0].title_ar) == (1, "عنوان after")
    circle = {POWER: {"with": WHEAT}, WIND: {"with": POWER}}
    record, stale = made(folder, entries=circle, order=["url:https://gone.example/"])
    assert record.entries[0].title_ar == "عنوان market"
    assert stale == ("order url:https://gone.example/",)
