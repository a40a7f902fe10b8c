"""From the articles of a story to its part of the record: its order, who was first, its texts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import article, entry

from reporter.stories.differences import Differing, Stated
from reporter.stories.grouping import Group
from reporter.stories.passages import Match
from reporter.stories.telling import story, tellings

DAY = date(2026, 11, 21)
EIGHT = datetime(2026, 11, 20, 8, tzinfo=UTC)
SENTENCE = "أعلنت الوزارة افتتاح الميناء أمام السفن."


def told(*times, similarity=None, matches=()):
    """Return the story of articles that were published at `times`, and its part of the record."""
    articles = [
        article(SENTENCE, name=name, outlet=f"صحيفة {name}", published_at=at)
        for name, at in zip("abcdef", times, strict=False)
    ]
    group = Group(
        articles=tuple(range(len(times))), similarity=tuple(similarity or [1.0] * len(times)), terms=(), continues=None
    )
    (telling,) = tellings(articles, [group], matches)
    entries = [entry(str(n), each, points=[entry().title]) for n, each in enumerate(telling.articles, 1)]
    return telling, story(telling, entries, DAY)


def names(telling):
    return [each.source.path[9] for each in telling.articles]


def test_the_headline_is_that_nearest_to_the_centre_and_the_others_follow_by_time():
    times = [EIGHT + timedelta(hours=n) for n in (2, 0, 1)]
    telling, made = told(*times, similarity=[0.5, 0.5, 0.9])
    assert names(telling) == ["c", "b", "a"]
    assert made.headline == "1"
    assert made.entries == ("2", "1", "3")
    assert (made.first.entry, made.first.at) == ("2", EIGHT)


@pytest.mark.parametrize(
    ("times", "first"),
    [
        ((EIGHT, EIGHT + timedelta(hours=1)), EIGHT),
        ((EIGHT, None), None),
        ((None, None), None),
        ((EIGHT, date(2026, 11, 20)), None),
        ((EIGHT, date(2026, 11, 21)), EIGHT),
        ((date(2026, 11, 20), date(2026, 11, 21)), date(2026, 11, 20)),
        ((date(2026, 11, 20), date(2026, 11, 20)), None),
    ],
)
def test_who_was_first_is_said_only_if_it_is_certain(times, first):
    """An article without a time, or with only a day, may have been before any other of that day."""
    made = told(*times)[1]
    assert (made.first and made.first.at) == first


def match(one, other, kind="same-text", containment=0.876):
    return Match(one=one, other=other, kind=kind, containment=containment, run_words=30)


def test_articles_with_the_same_text_are_one_text_and_passages_are_told_once_for_two_texts():
    """Indices are those of the articles in the order in which they are told."""
    times = [EIGHT + timedelta(hours=n) for n in (3, 2, 1, 0)]
    matches = [match(0, 1), match(0, 2, "passage", 0.25), match(1, 2, "passage", 0.3)]
    telling, made = told(*times, similarity=[0.5, 0.5, 0.5, 0.9], matches=matches)
    assert names(telling) == ["d", "c", "b", "a"]
    same, passage = made.texts
    assert (same.entries, same.kind, same.containment) == (("3", "4"), "same-text", 0.88)
    assert (passage.kind, passage.containment) == ("passage", 0.25)
    assert made.distinct == 3
    assert telling.texts == ((0,), (1,), (2, 3))


def test_of_several_copies_the_smallest_share_is_said():
    """Passages that one of them shares with another text do not count."""
    times = [EIGHT + timedelta(hours=n) for n in range(4)]
    matches = [match(0, 1, containment=0.9), match(0, 2, containment=0.7), match(0, 3, "passage", 0.2)]
    (same, _) = told(*times, matches=matches)[1].texts
    assert (same.entries, same.containment) == (("1", "2", "3"), 0.7)


def test_of_numbers_that_differ_the_latest_comes_last():
    """Those without a time come first."""
    telling, _ = told(EIGHT + timedelta(hours=1), None, EIGHT)
    stated = [Stated(article=at, sentence=0, value=value) for at, value in enumerate([3.0, 2.0, 1.0])]
    differing = Differing(noun="سفن", values=tuple(stated), certain=True)
    entries = [entry(str(n), each, points=[entry().title]) for n, each in enumerate(telling.articles, 1)]
    (difference,) = story(replace(telling, differing=(differing,)), entries, DAY).differences
    latest = [entries[int(value.entry) - 1].source.published_at for value in difference.values]
    assert latest == [None, EIGHT, EIGHT + timedelta(hours=1)]


def test_texts_of_other_stories_do_not_count():
    articles = [article(SENTENCE, name=name, outlet=name) for name in "ab"]
    groups = [Group(articles=(n,), similarity=(1.0,), terms=()) for n in (0, 1)]
    assert [each.matches for each in tellings(articles, groups, [match(0, 1)])] == [(), ()]
