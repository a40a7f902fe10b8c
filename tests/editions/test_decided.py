"""Editions that the desk has arranged: what is out, where it stands, what is quoted, and that it stays so."""

import json
import os
import random
from datetime import UTC, datetime

import pytest
import yaml

from reporter.config import with_flags
from reporter.desk.decisions import DecisionsError
from reporter.desk.sentences import sentence_keys
from reporter.errors import ReporterError
from reporter.record import content_sha256, problems
from reporter.workflows.make import build_edition

pytestmark = pytest.mark.usefixtures("unprinted")

SECTIONS = [
    {"name": "culture", "title": {"en": "Culture", "ar": "ثقافة"}, "words": ["متحف", "مكتبة"]},
    {"name": "sport", "title": {"en": "Sport", "ar": "رياضة"}, "words": ["فريق", "-متحف"]},
    {"name": "other", "title": {"en": "Other", "ar": "متفرقات"}, "rest": True},
]
MATCH, MUSEUM = "الفريق المحلي يفوز على ضيفه", "افتتاح متحف جديد على الساحل"
NOW = "2026-11-20T03:30"


@pytest.fixture
def desk(paper):
    paper.put("bridge")
    paper.put("library")
    return paper


def make(paper, decisions=None, now=NOW, **settings):
    """Make an edition with these decisions on it."""
    if decisions is not None:
        folder = paper.output.parent / "decisions"
        folder.mkdir(exist_ok=True)
        (folder / f"{now[:10]}.yaml").write_text(yaml.safe_dump(decisions, allow_unicode=True), encoding="utf-8")
    config = with_flags(paper.config(), settings)
    return build_edition(config, datetime.fromisoformat(now).replace(tzinfo=UTC))


def key(made, title):
    return f"sha256:{next(entry.source.sha256 for entry in made.record.entries if entry.title_ar == title)}"


def titles(made):
    entries = {entry.id: entry for entry in made.record.entries}
    return [entries[story.headline].title_ar for story in made.record.stories]


def entry(made, title):
    return next(entry for entry in made.record.entries if entry.title_ar == title)


def test_entries_are_under_their_sections(desk):
    """In the order of the settings; numbers follow it."""
    made = make(desk, desk={"sections": SECTIONS})
    assert problems(made.record) == ()
    sections = {section.name: list(section.entries) for section in made.record.desk.sections}
    assert sections == {"culture": ["1", "2"], "sport": ["3"], "other": ["4"]}
    assert entry(made, MATCH).desk.section_by == "rule"
    moved = make(desk, {"entries": {key(made, MATCH): {"section": "other"}}}, desk={"sections": SECTIONS})
    assert (entry(moved, MATCH).desk.section, entry(moved, MATCH).desk.section_by) == ("other", "person")
    assert [section.name for section in moved.record.desk.sections] == ["culture", "other"]


def test_what_is_out_stays_out(desk):
    """It is neither in this edition nor in the next, unless it is wanted later."""
    first = make(desk)
    gone, later = key(first, MATCH), key(first, MUSEUM)
    made = make(desk, {"entries": {gone: {"out": {"why": "old", "by": "Omar"}}, later: {"later": True}}})
    assert {MATCH, MUSEUM}.isdisjoint(titles(made))
    assert {(item.title_ar, item.why, item.later) for item in made.record.desk.excluded} == {
        (MATCH, "old", False), (MUSEUM, "", True),
    }  # fmt: skip
    assert titles(make(desk, now="2026-11-21T03:30")) == [MUSEUM]


def test_if_everything_is_out_the_error_says_where(desk):
    made = make(desk)
    out = {key(made, entry.title_ar): {"out": {"why": "old"}} for entry in made.record.entries}
    with pytest.raises(ReporterError, match=r"the desk leaves out every article.* see .*decisions/2026-11-20\.yaml"):
        make(desk, {"entries": out})


def test_a_lead_is_first_and_a_brief_has_only_its_headline(desk):
    first = make(desk)
    last = titles(first)[-1]
    made = make(desk, {"entries": {key(first, last): {"priority": "lead"}, key(first, MATCH): {"priority": "brief"}}})
    assert titles(made)[0] == last
    brief = entry(made, MATCH)
    assert (brief.points, brief.desk.priority) == ((), "brief")
    assert problems(made.record) == ()


def test_moved_articles_come_in_the_order_that_was_given(desk):
    first = make(desk)
    wanted = titles(first)[::-1]
    made = make(desk, {"order": [key(first, title) for title in wanted]})
    assert titles(made) == wanted
    assert titles(make(desk)) == wanted


def test_sentences_are_added_and_removed(desk):
    """An added one is translated and checked as any other."""
    first = make(desk)
    museum = entry(first, MUSEUM)
    keys = sentence_keys(point.text_ar for point in museum.points)
    made = make(
        desk, {"entries": {key(first, MUSEUM): {"sentences": {"remove": [keys[0]], "order": [keys[2], keys[1]]}}}}
    )
    assert [point.text_ar for point in entry(made, MUSEUM).points] == [point.text_ar for point in museum.points[1:]]
    story = next(story for story in made.record.stories if story.headline == entry(made, MUSEUM).id)
    assert story.points[0].point.endswith(".2")
    few = {"summary": {"sentences": 1}}
    short = make(desk, {}, **few)
    (quoted,) = entry(short, MUSEUM).points
    other = next(name for name, point in zip(keys, museum.points, strict=True) if point.text_ar != quoted.text_ar)
    added = make(desk, {"entries": {key(first, MUSEUM): {"sentences": {"add": [other]}}}}, **few)
    assert [point.chosen_by for point in entry(added, MUSEUM).points].count("person") == 1
    assert all(point.english.origin != "none" or point.english.reason for point in entry(added, MUSEUM).points)


def test_two_articles_are_told_together(desk):
    first = make(desk)
    made = make(desk, {"entries": {key(first, MATCH): {"with": key(first, MUSEUM)}}})
    assert problems(made.record) == ()
    assert entry(made, MATCH).story == entry(made, MUSEUM).story
    assert entry(made, MATCH).desk.under == entry(made, MUSEUM).id
    assert MUSEUM in titles(made)
    assert MATCH not in titles(made)


def test_decisions_that_find_nothing_are_listed(desk):
    """They cost nothing."""
    made = make(
        desk, {"order": ["url:https://gone.example/1"], "entries": {"url:https://gone.example/2": {"priority": "lead"}}}
    )
    report = json.loads((made.folder / "run.json").read_text(encoding="utf-8"))
    assert report["stale_decisions"] == ["url:https://gone.example/2", "order url:https://gone.example/1"]


def test_a_mistake_in_the_file_stops_the_run(desk):
    with pytest.raises(DecisionsError, match=r"2026-11-20\.yaml: line 3: entries"):
        make(desk, {"entries": {"a": {"priority": "first"}}})


def test_an_approval_holds_for_what_was_approved(desk):
    """A change of what is printed ends it."""
    first = make(desk)
    content = content_sha256((first.folder / "briefing.json").read_bytes())
    approved = {"edition": {"approved": {"by": "Omar", "at": "2026-11-20T04:00:00Z", "content": content}}}
    made = make(desk, approved)
    assert made.record.desk.approved.by == "Omar"
    assert content_sha256((made.folder / "briefing.json").read_bytes()) == content
    changed = make(desk, approved | {"entries": {key(first, MATCH): {"priority": "brief"}}})
    assert changed.record.desk.approved is None


def test_without_decisions_nothing_changes(desk):
    """Byte for byte."""
    first = (make(desk).folder / "briefing.json").read_bytes()
    assert (make(desk, {}).folder / "briefing.json").read_bytes() == first


def test_random_decisions_make_valid_editions(desk):
    """And the same edition each time."""
    first = make(desk)
    keys = [key(first, title) for title in titles(first)]
    chance = random.Random(7)
    for _ in range(3):
        decisions = {
            "order": chance.sample(keys, chance.randint(0, 4)),
            "entries": {
                name: chance.choice([{"priority": "lead"}, {"priority": "brief"}, {"section": "sport"}, {"later": True}, {"out": {}}])
                for name in chance.sample(keys, chance.randint(0, 3))
            },
        }  # fmt: skip
        made = make(desk, decisions, desk={"sections": SECTIONS})
        again = make(desk, decisions, desk={"sections": SECTIONS})
        assert problems(made.record) == ()
        assert made.record == again.record


def test_closing_time_and_late_articles(desk):
    """What arrives after the edition closes belongs to the next."""
    at = datetime(2026, 11, 20, 2, 0, tzinfo=UTC).timestamp()
    for file in desk.articles.iterdir():
        os.utime(file, (at, at))
    late, too_late = desk.put("harvest"), desk.articles / "bridge.txt"
    os.utime(late, (at + 3600, at + 3600))
    os.utime(too_late, (at + 7200, at + 7200))
    settings = {"late_after": "02:30", "closes": "03:30"}
    made = make(desk, desk=settings)
    assert "افتتاح الجسر الجديد" not in titles(made)
    assert [item.title_ar for item in made.record.entries if item.desk.late] == ["موسم الزيتون يبدأ مبكرا"]
    assert titles(make(desk, now="2026-11-21T03:30", desk=settings)) == ["افتتاح الجسر الجديد"]


def test_a_correction_that_comes_after_closing_time_stays_in_its_edition(desk):
    """It is as late as the article was."""
    at = datetime(2026, 11, 20, 2, 0, tzinfo=UTC).timestamp()
    for file in desk.articles.iterdir():
        os.utime(file, (at, at))
    settings = {"late_after": "02:30", "closes": "03:30"}
    before = titles(make(desk, desk=settings))
    bridge = desk.articles / "bridge.txt"
    bridge.write_text(bridge.read_text(encoding="utf-8") + "\nوقال مصدر إن الكلفة بلغت 7 ملايين.\n", encoding="utf-8")
    os.utime(bridge, (at + 7200, at + 7200))
    made = make(desk, now="2026-11-20T05:00", desk=settings)
    assert titles(made) == before
    assert [entry.text_ar for entry in made.record.entries if "7 ملايين" in entry.text_ar]
    assert not any(entry.desk.late for entry in made.record.entries)
