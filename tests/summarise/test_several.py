"""Which sentences tell a story, and where else they stand."""

from builders import article
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.language.arabic.content import containment, stems_of
from reporter.summarise.several import MOST_SHARED, select

COMMON = "استعادت القوات البحرية فجر السبت ميناء رأس الوادي بعد حصار دام ثلاثة أيام."
REWORDED = "بعد حصار دام ثلاثة أيام استعادت القوات البحرية ميناء رأس الوادي يوم السبت."
SHIPS = "وشاركت في العملية ست سفن حربية وطائرتان مروحيتان."
WHEAT = "ولم تصب حاويات القمح المخزنة في المستودعات بأضرار."
RETURN = "وبدأ السكان بالعودة إلى منازلهم القريبة من الرصيف."
LAWYER = "وقال محام إن التجار سيطالبون بتعويضات أمام المحكمة."


def told(*texts, most=5):
    articles = [article(*text, name="abcdefgh"[number], outlet=f"منبر{number}") for number, text in enumerate(texts)]
    return articles, select(articles, most)


def printed(articles, selected):
    return [articles[pick.article].sentence_text(pick.sentence) for pick in selected]


def test_what_all_say_is_printed_once():
    """The others are named, word for word or not."""
    articles, selected = told((COMMON, SHIPS), (COMMON, RETURN), (REWORDED, WHEAT))
    assert printed(articles, selected)[0] == COMMON
    assert REWORDED not in printed(articles, selected)
    assert [(also.article, also.sentence) for also in selected[0].also] == [(1, 0), (2, 0)]
    assert selected[0].also[0].containment == 1.0
    assert {SHIPS, RETURN, WHEAT} <= set(printed(articles, selected))


def test_what_one_outlet_has_alone_is_preferred_to_more_of_the_same_text():
    """With little room, each text is heard."""
    articles, selected = told((COMMON, SHIPS, RETURN), (COMMON, SHIPS, RETURN), (REWORDED, WHEAT), most=3)
    assert WHEAT in printed(articles, selected)


def test_sentences_whose_numbers_contradict_are_not_the_same():
    """They are where the articles differ."""
    four = "وشاركت في العملية أربع سفن حربية وطائرتان مروحيتان."
    articles, selected = told((COMMON, SHIPS), (COMMON, four))
    (ships,) = (pick for pick in selected if articles[pick.article].sentence_text(pick.sentence) in {SHIPS, four})
    assert ships.also == ()


def test_the_preferred_article_is_quoted_for_what_several_have():
    articles, selected = told((COMMON, WHEAT), (COMMON, SHIPS))
    assert [pick.article for pick in selected if articles[pick.article].sentence_text(pick.sentence) == COMMON] == [0]


def test_many_copies_are_one_text():
    _, selected = told(*[(COMMON, SHIPS, WHEAT)] * 8)
    assert len(selected) == 3
    assert all(len(pick.also) == 7 for pick in selected)


def test_a_story_has_at_least_one_sentence():
    _, selected = told(("نعم.",), ("لا.",))
    assert len(selected) >= 1


SENTENCES = st.lists(st.sampled_from([COMMON, REWORDED, SHIPS, WHEAT, RETURN, LAWYER]), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=5), st.integers(1, 6))
def test_no_two_printed_sentences_share_much(texts, most):
    """And every restatement contains what it is said to."""
    articles, selected = told(*texts, most=most)
    texts = [stems_of(text) for text in printed(articles, selected)]
    assert 1 <= len(selected) <= most
    assert all(containment(one, other) < MOST_SHARED for at, one in enumerate(texts) for other in texts[at + 1 :])
    for mine, pick in zip(texts, selected, strict=True):
        for also in pick.also:
            theirs = stems_of(articles[also.article].sentence_text(also.sentence))
            assert also.article != pick.article
            assert round(containment(mine, theirs), 2) == also.containment
