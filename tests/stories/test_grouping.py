"""Which articles are one story."""

from datetime import UTC, date, datetime, timedelta

import pytest
from builders import article
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.identity import identity
from reporter.stories.background import Background
from reporter.stories.decisions import Decisions
from reporter.stories.grouping import EarlierStory, group
from reporter.stories.passages import matches

DAY = datetime(2026, 11, 20, 8, tzinfo=UTC)
PORT = (
    (
        "عودة الملاحة إلى ميناء رأس الوادي",
        "أعلنت سلطة الموانئ استئناف الملاحة في ميناء رأس الوادي بعد العاصفة التي أغلقته أربعة أيام.",
    ),
    (
        "ميناء رأس الوادي يستأنف الملاحة بعد العاصفة",
        "دخلت أولى السفن ميناء رأس الوادي صباح اليوم بعد أن أغلقته العاصفة أربعة أيام، بحسب سلطة الموانئ.",
    ),
    (
        "سفن القمح تدخل ميناء رأس الوادي",
        "قال مدير ميناء رأس الوادي إن سفن القمح دخلت الميناء مع استئناف الملاحة بعد العاصفة.",
    ),
)
SCHOOL = (
    ("افتتاح مدرسة البستان بعد ترميمها", "افتتح وزير التعليم مدرسة البستان في حي الزيتون بعد ترميم دام عامين."),
    (
        "مدرسة البستان تفتح أبوابها من جديد بعد الترميم",
        "عاد تلاميذ حي الزيتون إلى مدرسة البستان التي افتتحها وزير التعليم بعد الترميم.",
    ),
)
OTHER = ("فوز فريق النخيل بكأس المدينة", "أحرز فريق النخيل كأس المدينة للمرة الثالثة بعد فوزه على جاره بهدفين.")


def make(title, text, hours=0, **source):
    return article(text, title=title, **{"outlet": title, "published_at": DAY + timedelta(hours=hours)} | source)


def edition():
    return [make(*each, hours) for hours, each in enumerate((*PORT, *SCHOOL, OTHER))]


def grouped(articles, **more):
    return [each.articles for each in group(articles, matches(articles), **more)]


def own(each):
    return identity(each.source.url, each.source.outlet, each.text)


def test_reports_of_one_event_are_one_story():
    assert grouped(edition()) == [(0, 1, 2), (3, 4), (5,)]


def test_a_story_says_why():
    port, _, single = group(edition(), ())
    assert len(port.terms) == 6
    assert {"ميناء", "رأس"} <= set(port.terms)  # as they are spelled, not stems
    assert all(0.5 < each < 1 for each in port.similarity)
    assert single.similarity == (1.0,)


def test_articles_with_the_same_text_are_one_story_whatever_their_headlines():
    text = " ".join(body for _, body in (*PORT, *SCHOOL))
    assert grouped([make("الميناء يعود إلى العمل", text), make("يوم في المدينة", text, outlet="القلعة")]) == [(0, 1)]


def test_a_digest_does_not_join_the_reports_that_it_quotes():
    more = (
        "وسجل المهاجم الهدف الأول من ركلة حرة",
        "وخرج الآلاف إلى الشوارع حاملين أعلام النادي حتى ساعة متأخرة من الليل",
    )
    stories = (PORT, SCHOOL, (OTHER, more))
    bodies = [" ".join(f"{title}، {body}" for title, body in story * (4 // len(story))) for story in stories]
    reports = [make(story[0][0], body, outlet="القلعة") for story, body in zip(stories, bodies, strict=True)]
    articles = [make("حصاد اليوم", " ".join(bodies)), *reports]
    assert len(matches(articles)) == 3
    assert len(grouped(articles)) > 2


def test_reports_that_are_too_far_apart_are_different_stories():
    late = [make(*PORT[0]), make(*PORT[1], 49)]
    assert grouped(late) == [(0,), (1,)]
    assert grouped(late, window_hours=72) == [(0, 1)]
    assert grouped([make(*PORT[0]), make(*PORT[2], 25), make(*PORT[1], 49)]) == [(0, 1, 2)]


def test_a_day_without_a_time_is_the_whole_day():
    assert grouped([make(*PORT[0], published_at=date(2026, 11, 18)), make(*PORT[1], hours=12)]) == [(0, 1)]
    assert grouped([make(*PORT[0], published_at=date(2026, 11, 17)), make(*PORT[1], hours=17)]) == [(0,), (1,)]


def test_an_undated_article_has_the_time_at_which_it_was_retrieved():
    undated = {"published_at": None, "retrieved_at": DAY + timedelta(days=5)}
    assert grouped([make(*PORT[0]), make(*PORT[1], **undated)]) == [(0,), (1,)]


def test_a_story_of_yesterday_continues():
    before = EarlierStory(id="2026-11-19/4", articles=(make(*PORT[0], -20), make(*PORT[2], -22)))
    other = EarlierStory(id="2026-11-19/5", articles=(make(*OTHER, -90),))
    stories = group([make(*PORT[1]), make(*SCHOOL[0]), make(*OTHER)], (), earlier=[other, before])
    assert [(each.articles, each.continues) for each in stories] == [((0,), "2026-11-19/4"), ((1,), None), ((2,), None)]


def test_an_earlier_article_counts_once():
    """It may also be part of the background."""
    before = EarlierStory(id="2026-11-19/1", articles=(make(*PORT[0], -20), make(*SCHOOL[0], -20)))
    background = Background.of(article.text for article in before.articles)
    today = [make(*PORT[1]), make(*OTHER)]
    assert group(today, (), earlier=[before], background=background) == group(today, (), earlier=[before])


def test_what_was_decided_is_so():
    articles = edition()
    part = frozenset({frozenset({own(articles[0]), own(articles[2])})})
    join = frozenset({frozenset({own(articles[3]), own(articles[5])})})
    assert grouped(articles, decided=Decisions(part=part)) == [(0, 1), (2,), (3, 4), (5,)]
    assert grouped(articles, decided=Decisions(join=join)) == [(0, 1, 2), (3, 4, 5)]
    part = frozenset({frozenset({own(articles[4]), own(articles[5])})})
    assert grouped(articles, decided=Decisions(part=part, join=join)) == [(0, 1, 2), (3, 5), (4,)]


def test_copies_can_be_parted_too():
    text = " ".join(body for _, body in (*PORT, *SCHOOL))
    articles = [make("الميناء", text, outlet=outlet) for outlet in ("الوادي", "القلعة", "الساحل")]
    part = frozenset({frozenset(map(own, articles[1:]))})
    assert sorted(map(len, grouped(articles, decided=Decisions(part=part)))) == [1, 2]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_decisions_hold_and_nothing_is_lost(data):
    """Each article is in one story; parted ones are not together, and joined ones are unless that parts others."""
    articles = edition()
    pair = st.lists(st.integers(0, 5), min_size=2, max_size=2, unique=True).map(frozenset)
    part = data.draw(st.sets(pair, max_size=4))
    join = data.draw(st.sets(pair, max_size=2)) - part

    def named(pairs):
        return frozenset(frozenset(own(articles[index]) for index in pair) for pair in pairs)

    found = grouped(articles, decided=Decisions(part=named(part), join=named(join)))
    assert sorted(index for each in found for index in each) == list(range(6))
    assert not any(pair <= set(each) for pair in part for each in found)
    if not part:
        assert all(any(pair <= set(each) for each in found) for pair in join)


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_equal_articles_are_one_story(count):
    articles = [make(*PORT[0], outlet=f"صحيفة {number}") for number in range(count)]
    assert grouped(articles) == ([tuple(range(count))] if count else [])


@pytest.mark.parametrize("title", ["", "ولكن", "2026"])
def test_articles_without_content_are_alone(title):
    assert grouped([make(title, "", outlet="الوادي"), make(title + " ", "", outlet="القلعة"), make(*PORT[0])])[-1] == (
        2,
    )


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_articles_does_not_matter(order):
    articles = [edition()[number] for number in order]
    found = {
        frozenset(order[index] for index in each.articles): each.terms for each in group(articles, matches(articles))
    }
    assert found == {frozenset(each.articles): each.terms for each in group(edition(), matches(edition()))}


def test_a_footer_makes_no_story():
    """Two outlets print the same note under all their articles."""
    note = "تنشر هذه المواد بالتعاون مع مؤسسة الجسر للإعلام، ولا يجوز إعادة نشرها كليا أو جزئيا دون موافقة خطية مسبقة من المؤسسة."
    bodies = [*PORT, *SCHOOL, OTHER]
    articles = [
        make(title, f"{text}\n{note}", outlet=f"صحيفة {number % 2}", url=f"{number}")
        for number, (title, text) in enumerate(bodies)
    ]
    assert grouped(articles) == [(0, 1, 2), (3, 4), (5,)]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 6), st.text("qwertyuiop ", min_size=1))
def test_an_unrelated_article_changes_nothing(position, text):
    articles = edition()
    articles.insert(position, make(text, text, outlet="q"))
    others = [tuple(index - (index > position) for index in each) for each in grouped(articles) if position not in each]
    assert others == grouped(edition())
