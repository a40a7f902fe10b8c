"""How many sentences are selected, and which."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.config import SummarySettings
from reporter.language.arabic.content import content_stems
from reporter.language.arabic.letters import words
from reporter.summarise import build
from reporter.summarise.material import Material
from reporter.summarise.picking import says_the_same

SUBJECTS = ["المصنع", "الميناء", "المطار", "السوق", "الجامعة", "المتحف", "الملعب", "المسرح", "القطار", "الجسر"]
TEN = "\n".join(f"افتتح {subject} أبوابه للزوار رقم {number} صباح أمس." for number, subject in enumerate(SUBJECTS))


def summary(article, **length):
    return build(SummarySettings(**length)).summarise(article)


def indices(found):
    return [pick.sentence for pick in found.picks]


def test_four_sentences_when_no_length_is_given(article):
    """In document order, ranked from 1."""
    found = summary(article(TEN))
    assert len(found.picks) == 4
    assert indices(found) == sorted(indices(found))
    assert sorted(pick.rank for pick in found.picks) == [1, 2, 3, 4]


@pytest.mark.parametrize(("ratio", "count"), [(0.01, 1), (0.3, 3), (0.5, 5), (1, 10)])
def test_a_ratio_is_a_share_of_the_sentences(article, ratio, count):
    """At least one."""
    assert len(summary(article(TEN), ratio=ratio, method="lead").picks) == count


def test_only_the_first_sentence_may_exceed_the_words(article):
    """Of sentences with 8 words, 30 words allow three and 10 allow one, even if the first is too long."""
    assert len(summary(article(TEN), words=30).picks) == 3
    assert len(summary(article(TEN), words=10).picks) == 1
    assert len(summary(article(TEN.replace(".\n", " ")), words=10).picks) == 1


def test_a_shorter_sentence_may_fill_the_remaining_words(article):
    """A sentence that does not fit is passed over."""
    text = "وصل الوفد إلى العاصمة صباح أمس.\n" + TEN.replace(".\n", "، ") + "\nوغادر السفير مدينة الساحل ليلا."
    assert indices(summary(article(text), words=13, method="lead")) == [0, 2]


def test_only_one_of_two_equivalent_sentences_is_selected(article):
    """A copy, or one nearly contained in another, is replaced by the next best."""
    first = "أعلنت وزارة المياه تشغيل محطة التحلية الجديدة على الساحل الشرقي."
    again = "وكانت وزارة المياه أعلنت أمس تشغيل محطة التحلية على الساحل الشرقي للبلاد."
    other = "ودعا رئيس البلدية السكان إلى حفل يقام مساء الجمعة."
    found = summary(article(f"{first}\n{again}\n{first}\n{other}"), sentences=2, method="lead")
    assert indices(found) == [0, 3]
    assert len(summary(article("\n".join([first] * 5))).picks) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("فاز الفريق", "فاز الفريق", True),
        ("فاز الفريق", "خسر الفريق", False),
        ("ارتفع سعر برميل النفط", "ارتفع سعر برميل النفط بعد الاجتماع", True),
        ("ارتفع سعر برميل النفط", "انخفض سعر برميل النفط", False),
        ("ارتفع سعر برميل النفط الخام 70 دولارا", "ارتفع سعر برميل النفط الخام 80 دولارا", False),
        ("ارتفع سعر برميل النفط الخام 70 دولارا", "ارتفع سعر برميل النفط الخام دولارا", True),
    ],
)
def test_sentences_are_equivalent_if_one_nearly_contains_the_other(one, other, same):
    """A different verb or number is a different fact."""
    stems, others = (frozenset(content_stems(words(text))) for text in (one, other))
    assert says_the_same(stems, others) is same
    assert says_the_same(others, stems) is same


def test_long_sentences_with_half_their_words_in_common_are_equivalent():
    """Ten common stems are not a coincidence; seven of fourteen may be."""
    shared, rest = [f"كلمه{n}" for n in range(10)], [f"غير{n}" for n in range(20)]
    assert says_the_same(frozenset(shared + rest[:8]), frozenset(shared + rest[10:18]))
    assert not says_the_same(frozenset(shared[:7] + rest[:7]), frozenset(shared[:7] + rest[10:17]))


def test_an_article_of_one_weak_sentence_has_a_summary(article):
    """There is one sentence if the article has any, otherwise none."""
    assert indices(summary(article("هل؟"))) == [0]
    assert indices(summary(article(""))) == []


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.sampled_from(["وصل الوفد.", "هل وصل؟", "***", "قال الوزير إن العمل بدأ في الميناء أمس."]), min_size=1)
)
def test_a_summary_is_never_empty_nor_out_of_order(article, lines):
    """For any sentences, the picks are in order, distinct and ranked without gaps."""
    made = article("\n".join(lines))
    found = summary(made)
    assert found.article is made
    assert found.picks
    assert indices(found) == sorted(set(indices(found)))
    assert sorted(pick.rank for pick in found.picks) == list(range(1, len(found.picks) + 1))


def test_material_of_an_article_and_of_its_text_agree(article):
    """Paragraphs, sections and words are the same in both cases."""
    made = article("وصل الوفد أمس. ثم غادر.\nلم يعلق أحد.", "بدأ العمل في المصنع.")
    spans = [sentence.span for sentence in made.sentences]
    text = Material.of_text(made.text, spans, [sentence.section for sentence in made.sentences])
    whole = Material.of_article(made)
    assert (text.words, text.paragraphs, text.sections) == (whole.words, whole.paragraphs, whole.sections)
    assert whole.paragraphs == (0, 0, 1, 2)
    assert whole.headings == ("عنوان المقال",)


def test_importing_the_stage_loads_no_engine():
    """numpy, sumy and pydantic are loaded on first use."""
    code = (
        "import sys, reporter.summarise; print([m for m in ('numpy', 'sumy', 'nltk', 'pydantic') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "[]\n"
