"""Interviews and fragments: text that is never quoted alone."""

import pytest

from reporter.config import SummarySettings
from reporter.language.arabic.letters import words
from reporter.summarise import build
from reporter.summarise.interviews import turns
from reporter.summarise.weakness import factor, is_piece

INTRODUCTION = [
    "التقينا مدير المكتبة العامة في مكتبه المطل على الميناء القديم.",
    "وتحدث المدير عن خطط المكتبة للعام المقبل وعن قاعة الأطفال الجديدة.",
]
QUESTIONS = ["ما الجديد في المكتبة هذا العام؟", "وهل يكفي ذلك زوار المكتبة؟"]
ANSWERS = [
    "سنفتح قاعة للأطفال تتسع لمئة قارئ في الصيف المقبل.",
    "قطعا لا، فعدد الزوار يزيد كل شهر ونحتاج إلى قاعتين أخريين.",
]


def _interview(made, mark_question, mark_answer):
    asked = [mark_question + text for text in QUESTIONS]
    answered = [mark_answer + text for text in ANSWERS]
    return made("\n".join([*INTRODUCTION, asked[0], answered[0], asked[1], answered[1]]))


@pytest.mark.parametrize(
    ("question", "answer"), [("*", "-"), ("س: ", "ج: "), ("– ", "– "), ("المحرر: ", "المدير: "), ("", "- ")]
)
def test_turns_of_an_interview_are_not_quoted(article, question, answer):
    """Neither questions nor answers are, but the introduction is."""
    found = _interview(article, question, answer)
    assert turns(found) == (False, False, True, True, True, True)
    picks = build(SummarySettings()).summarise(found).picks
    assert [pick.sentence for pick in picks] == [0, 1]


def test_an_interview_without_an_introduction_still_has_a_summary(article):
    """An entry is never empty."""
    found = article("\n".join([f"*{QUESTIONS[0]}", f"-{ANSWERS[0]}", f"*{QUESTIONS[1]}", f"-{ANSWERS[1]}"]))
    assert build(SummarySettings(sentences=1)).summarise(found).picks


def test_questions_as_headings_do_not_make_an_interview(article):
    """Explanatory articles use them too, and their text can be quoted."""
    found = article(
        "\n".join([*INTRODUCTION, QUESTIONS[0], "لا تزال القاعة مغلقة أمام الزوار.", QUESTIONS[1], INTRODUCTION[1]])
    )
    assert not any(turns(found))


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("، كما قال المدير في ختام اللقاء.", True),
        ("» بحسب ما جاء في البيان الختامي.", True),
        ("وقال المدير في ختام اللقاء:", True),
        ("سكان الحي القديم يحتجون على إغلاق المكتبة", True),
        ("احتج سكان الحي القديم على إغلاق المكتبة.", False),
        ("«المكتبة لنا»، قال سكان الحي.", False),
    ],
)
def test_fragments_are_recognised(text, piece):
    """They begin in the middle, or end without a mark although the other sentences have one."""
    assert is_piece(text, others_stopped=True) is piece


def test_a_headline_among_sentences_is_not_picked(article):
    """It may resemble them; in a text without marks every line is a sentence."""
    lines = [f"افتتحت البلدية مكتبة الحي رقم {n} بحضور السكان أمس" for n in range(5)]
    found = article("\n".join([lines[0], *(f"{line}." for line in lines[1:])]))
    assert 0 not in [pick.sentence for pick in build(SummarySettings(sentences=2)).summarise(found).picks]
    assert build(SummarySettings(sentences=1)).summarise(article("\n".join(lines))).picks


@pytest.mark.parametrize(
    "text", ["هذا، وقد حضر الافتتاح عدد من السكان والطلاب.", "هذا وحضر الافتتاح عدد من السكان والطلاب."]
)
def test_a_sentence_that_depends_on_the_previous_one_loses_score(text):
    """It continues that sentence."""
    assert factor(text, words(text)) < 1
