"""Which articles print the same text, and which share a passage."""

import pytest
from builders import article
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.stories.background import Background
from reporter.stories.passages import matches

WIRE = (
    "أعلنت سلطة الموانئ في رأس الوادي اليوم الاثنين استئناف حركة الملاحة في الحوض الشمالي بعد توقف دام أربعة أيام.",
    "وأوضح مدير الميناء حاتم السلماني أن فرق الغطس انتهت من إزالة حطام الرافعة التي سقطت خلال العاصفة.",
    "وقال إن ست سفن محملة بالقمح والزيت دخلت الحوض منذ الفجر، وإن الشاحنات بدأت تنقل حمولتها إلى مخازن المدينة.",
    "وكانت العاصفة قد أغلقت الطريق الساحلي وقطعت الكهرباء عن ثلاثة أحياء، قبل أن تعيدها فرق الصيانة مساء السبت.",
    "ومن المنتظر أن تزور لجنة من وزارة النقل الميناء غدا لتقدير الأضرار وتحديد كلفة إصلاح الرصيف.",
)
OWN = (
    "في مقهى صغير مقابل بوابة الميناء يجلس عشرات السائقين منذ الصباح في انتظار أن تنادى أرقام شاحناتهم.",
    "يقول السائق عبد الرحيم إن أيام التوقف كلفته أجرة شهر كامل، وإن أحدا من المسؤولين لم يسأل عنهم.",
    "وتغلي إبريق الشاي للمرة الثالثة على موقد الغاز، بينما ترتفع أصوات الباعة في السوق القريبة.",
)


def found(*articles):
    return [(match.one, match.other, match.kind) for match in matches(articles)]


def test_copies_with_another_dateline_and_another_number_are_the_same_text():
    altered = [sentence.replace("ست سفن", "سبع سفن").replace("اليوم الاثنين", "أمس") for sentence in WIRE]
    (match,) = matches([article(*WIRE, outlet="الوادي"), article(*altered, outlet="القلعة")])
    assert match.kind == "same-text"
    assert 0.7 < match.containment < 1
    assert match.run_words > 40


@pytest.mark.parametrize(
    "altered",
    [WIRE[:2], WIRE[::2], WIRE[::-1], (*OWN, *WIRE[:3]), WIRE[1:]],
    ids=["beginning only", "sentences left out", "order changed", "inside an own text", "first sentence missing"],
)
def test_a_changed_copy_is_the_same_text(altered):
    assert found(article(*altered, outlet="القلعة"), article(*WIRE, outlet="الوادي")) == [(0, 1, "same-text")]


def test_spelling_and_digits_do_not_matter():
    altered = [sentence.replace("أ", "ا").replace("ة ", "ه ").replace("عشرات", "عشراتٍ") for sentence in WIRE]
    (match,) = matches([article(*WIRE), article(*altered)])
    assert match.containment == 1


def test_a_passage_has_at_least_twenty_words_in_a_row():
    quoted = f"{WIRE[1]} {WIRE[2]}".split()
    (match,) = matches([article(*WIRE), article(*OWN, " ".join(quoted))])
    assert match.kind == "passage"
    assert match.run_words == len(quoted)
    in_pieces = [" ".join(quoted[start : start + 10]) + f" قطعة {start}." for start in range(0, len(quoted), 10)]
    assert found(article(*WIRE), article(*OWN, *in_pieces)) == []


def test_different_texts_share_nothing():
    assert found(article(*WIRE), article(*OWN)) == []


def test_short_texts_are_the_same_only_if_they_are_equal():
    short, longer = "أغلقت السلطات الجسر الشرقي حتى إشعار آخر.", "أغلقت السلطات الجسر الشرقي حتى إشعار آخر بسبب الريح."
    assert found(article(short), article(short), article(longer)) == [(0, 1, "same-text")]


def test_texts_of_two_words_need_equal_titles_too():
    assert found(article("صورة اليوم", title="الميناء"), article("صورة اليوم", title="السوق")) == []


def test_boilerplate_of_an_outlet_does_not_count():
    footer = (
        "تصدر هذه النشرة عن مركز الأخبار في مدينة الوادي ويشرف عليها فريق من المحررين المتطوعين منذ عشرين عاما، "
        "ولا تتحمل المؤسسة أي مسؤولية عن استعمال المعلومات الواردة فيها لأغراض تجارية أو قانونية دون إذن مكتوب."
    )
    titles = (
        "عودة الملاحة",
        "حطام الرافعة",
        "قمح وزيت",
        "بعد العاصفة",
        "لجنة لتقدير الأضرار",
        "المقهى",
        "السائق",
        "الشاي",
    )
    bodies = [*WIRE, *OWN]
    articles = [article(text, footer, title=title, outlet="النشرة") for title, text in zip(titles, bodies, strict=True)]
    assert found(*articles) == []


def test_three_versions_of_one_article_are_not_boilerplate():
    """A small outlet prints its own report three times."""
    versions = [article(*WIRE, sentence, title="عودة الملاحة", outlet="النشرة") for sentence in OWN]
    assert found(*versions, article(*WIRE, outlet="الوادي"))[-1] == (2, 3, "same-text")


def test_three_hundred_copies_are_one_text():
    copies = [article(*WIRE, outlet=f"صحيفة {number}") for number in range(300)]
    assert len(found(*copies)) == 300 * 299 // 2


def test_many_changed_copies_are_one_text():
    """The weight of a passage does not fall because many outlets print it."""
    copies = [
        article(*WIRE[: 3 + number % 3], f"تقرير المراسل {number} من الميناء.", outlet=f"صحيفة {number}")
        for number in range(60)
    ]
    assert len(found(*copies)) == 60 * 59 // 2


def test_what_is_usual_weighs_less():
    formula = "بحضور عدد من أصحاب السمو والمعالي الوزراء وكبار المسؤولين في الدولة ورؤساء البعثات الدبلوماسية المعتمدين لديها وجمع من الأهالي"
    one, other = article(WIRE[0], f"جرى ذلك {formula}."), article(OWN[0], f"جرى ذلك {formula}.")
    background = Background.of(f"{sentence} {formula}" for sentence in (*WIRE, *OWN) for _ in "ab")
    (before,) = matches([one, other])
    after = matches([one, other], background)
    assert not after or after[0].containment < before.containment


@pytest.mark.parametrize(
    "articles",
    [
        (),
        (
            article(
                "",
            ),
        ),
        (article(""), article("")),
        (article("كلمة"),),
    ],
)
def test_editions_with_nothing_to_compare(articles):
    assert len(matches(articles)) == len(articles) // 2


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(8)))
def test_the_order_of_articles_does_not_matter(order):
    texts = [WIRE, WIRE[:3], OWN, (*OWN, *WIRE[:3]), WIRE[::-1], OWN[:2], WIRE[3:], (*WIRE[:2], *OWN)]
    articles = [article(*text, outlet=str(number)) for number, text in enumerate(texts)]
    usual = {(frozenset((m.one, m.other)), m.kind, m.containment, m.run_words) for m in matches(articles)}
    shuffled = matches([articles[number] for number in order])
    assert {(frozenset((order[m.one], order[m.other])), m.kind, m.containment, m.run_words) for m in shuffled} == usual
