"""The order of the articles: events that several outlets report, words to watch for, then the latest."""

from datetime import UTC, date, datetime

from builders import article

from reporter.editions import by_importance


def told(name, title, **source):
    return article("وصل الوفد إلى المدينة صباح اليوم.", name=name, title=title, **source)


def order(*articles, watch=()):
    return "".join(each.source.path.removeprefix("articles/")[0] for each in by_importance(articles, watch))


BRIDGE = "افتتاح الجسر الجديد فوق نهر الوادي"


def test_without_reasons_the_order_stays():
    """Articles that state no time and share no event keep the order in which they were read."""
    assert order(told("a", "خبر عن الزراعة"), told("b", "خبر عن الطقس"), told("c", "مقال عن الفن")) == "abc"


def test_an_event_that_more_outlets_report_comes_first():
    """Its articles stand together, although another article is newer."""
    late = datetime(2026, 11, 21, 5, tzinfo=UTC)
    one = told("a", BRIDGE, outlet="الساحل", published_at=date(2026, 11, 19))
    other = told("c", "افتتاح جسر جديد فوق نهر الوادي", outlet="الميناء", published_at=date(2026, 11, 20))
    assert order(one, told("b", "أسعار القمح ترتفع", published_at=late), other) == "cab"


def test_one_outlet_that_repeats_itself_counts_once():
    """Two articles of the same outlet on one event do not make it more important."""
    late = datetime(2026, 11, 21, 5, tzinfo=UTC)
    early = date(2026, 11, 19)
    repeated = [told(name, BRIDGE, outlet="الساحل", published_at=early) for name in "ac"]
    assert order(repeated[0], told("b", "أسعار القمح ترتفع", published_at=late), repeated[1]) == "bac"


def test_headlines_that_share_a_common_word_are_different_events():
    """Two words in common are not enough."""
    first, second = told("a", "وزير المالية يزور الميناء الشرقي"), told("b", "وزير المالية يعرض موازنة العام المقبل")
    assert order(first, told("c", "خبر عن الطقس"), second) == "acb"


def test_words_to_watch_for_move_an_article_up():
    """They are found in headline and text, however they are spelt, as whole words only."""
    plain, watched = told("a", "أسعار القمح ترتفع"), told("b", "السفن تعبر قناة السويس")
    assert order(plain, watched, watch=["قناه السويس"]) == "ba"
    assert order(plain, watched, watch=["سويس"]) == "ab"
    assert order(plain, told("b", "خبر"), watch=["المدينة"]) == "ab"  # in both


def test_the_latest_comes_first_and_undated_articles_last():
    """A day without a time is its beginning."""
    dated = [
        told("a", "خبر عن الزراعة"),
        told("b", "خبر عن الطقس", published_at=date(2026, 11, 20)),
        told("c", "مقال عن الفن", published_at=datetime(2026, 11, 20, 9, 15, tzinfo=UTC)),
    ]
    assert order(*dated) == "cba"


def test_an_undated_article_that_was_fetched_has_the_time_of_its_fetch():
    """It came when it was found."""
    found = {"retrieved_at": datetime(2026, 11, 20, 5, tzinfo=UTC), "fetched_from": "alwadi"}
    undated = told("a", "خبر عن الزراعة", **found)
    earlier = told("b", "خبر عن الطقس", published_at=datetime(2026, 11, 20, 4, tzinfo=UTC))
    later = told("c", "مقال عن الفن", published_at=datetime(2026, 11, 20, 9, 15, tzinfo=UTC))
    assert order(undated, earlier, later) == "cab"
