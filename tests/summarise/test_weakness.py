"""Sentences that make poor quotations."""

import pytest

from reporter.clean.sentences import split_sentences
from reporter.language.arabic.letters import words
from reporter.summarise import rank_text
from reporter.summarise.weakness import factor


@pytest.mark.parametrize(
    "weak",
    [
        "هل ينجح المجلس في إقرار الميزانية قبل نهاية الشهر؟",
        "وكتب يقول: «لماذا نصمت على ما يحدث في هذه القرى؟»",
        "صورة أرشيفية لميناء المدينة في الشتاء الماضي",
        "جنود قرب الحدود الشمالية للبلاد صباح اليوم (رويترز)",
        "المصدر: وكالات",
        "نعم، هكذا.",
        "وأضاف أن ذلك لم يكن متوقعا قبل الاجتماع الأخير.",
        "وقال إنه لا يعرف متى تعود الكهرباء إلى الحي.",
        "وأضاف: «لن نغادر أرضنا مهما طال هذا الحصار».",
        'وتابعت، "هذا أصعب شتاء عرفناه منذ سنوات طويلة".',
        "وهو ما لم يحدث في أي سنة من السنوات السابقة.",
    ],
)
def test_poor_quotations_lose_score(weak):
    """Questions, captions, fragments, and sentences whose subject is in the previous one."""
    assert factor(weak, words(weak)) < 1


@pytest.mark.parametrize(
    "sound",
    [
        "وأضاف الوزير أن السد لم يتضرر من الفيضان الأخير.",
        "وقالت منظمة الصحة العالمية إن عدد الإصابات انخفض.",
        "وأكد رئيس البلدية أن العمل مستمر.",
        "تساءل النائب هل تكفي الأموال ثم انسحب من الجلسة.",
        "صورة الاقتصاد في العام المقبل أفضل مما كانت عليه.",
    ],
)
def test_good_sentences_keep_their_score(sound):
    """A named subject and a full sentence."""
    assert factor(sound, words(sound)) == 1


def test_a_question_loses_to_its_neighbour():
    """The same words as a statement rank above the question."""
    text = "تصل المياه إلى البلدات قبل حلول الصيف؟\nتصل المياه إلى البلدات قبل حلول الصيف."
    assert rank_text(text, split_sentences(text)) == (1, 0)


def test_factor_of_nothing():
    """A sentence without words is a fragment."""
    assert factor("***", []) < 1
