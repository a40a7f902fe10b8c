"""Where the articles of a story differ."""

import pytest
from builders import article

from reporter.stories.differences import differences

SHIPS = "وشاركت في العملية {} قرب الرصيف الشمالي للميناء."
OTHER = "قال شاهد إن {} شاركت في العملية قرب الرصيف الشمالي."


def found(*sentences):
    articles = [
        article(text, name="abcdefgh"[number], outlet=outlet) for number, (outlet, text) in enumerate(sentences)
    ]
    return [
        (differing.noun, [stated.value for stated in differing.values], differing.certain)
        for differing in differences(articles)
    ]


def test_different_numbers_of_the_same_things_are_found():
    """Digits and words are compared by value, singular and plural as one noun."""
    assert found(("الوادي", SHIPS.format("6 سفن")), ("الساحل", OTHER.format("أربع سفن"))) == [("سفن", [6, 4], True)]
    assert found(("الوادي", SHIPS.format("11 سفينة")), ("الساحل", OTHER.format("أربع سفن"))) == [
        ("سفينة", [11, 4], True)
    ]


def test_all_who_state_it_are_named():
    """Also those who agree with one of the others."""
    assert found(
        ("الوادي", SHIPS.format("6 سفن")), ("القلعة", SHIPS.format("ست سفن")), ("الساحل", OTHER.format("4 سفن"))
    ) == [("سفن", [6, 6, 4], True)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("44 سفينة", "أربعا وأربعين سفينة"),
        ("6 سفن", "4 طائرات"),
        ("أكثر من 40 سفينة", "44 سفينة"),
        ("40 سفينة على الأقل", "52 سفينة"),
        ("نحو 40 سفينة", "44 سفينة"),
        ("1200 سفينة", "1,230 سفينة"),
        ("2.3 مليار دولار", "2.28 مليار دولار"),
        ("12.345.678 سفينة", "12345678 سفينة"),
        ("عشرات السفن", "6 سفن"),
        ("6 سفن ثم 9 سفن", "4 سفن"),
    ],
)
def test_what_does_not_contradict_is_no_difference(one, other):
    """Spellings, other things, bounds, approximations, roundings, and things that are counted twice."""
    assert found(("الوادي", SHIPS.format(one)), ("الساحل", OTHER.format(other))) == []


def test_sentences_must_be_about_the_same():
    """And of different outlets: one outlet corrects itself."""
    assert (
        found(("الوادي", SHIPS.format("6 سفن")), ("الساحل", "وصلت إلى المرفأ الجنوبي مساء 4 سفن محملة بالقمح.")) == []
    )
    assert found(("الوادي", SHIPS.format("6 سفن")), ("الوادي", OTHER.format("أربع سفن"))) == []


def test_percentages_are_kept_off_the_page():
    """They are in the record."""
    text = "ارتفعت أسعار القمح في سوق الجملة بنسبة {} خلال الأسبوع."
    assert found(("الوادي", text.format("4%")), ("الساحل", text.format("7%"))) == [("%", [4, 7], False)]
