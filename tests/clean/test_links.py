"""Headlines of other articles between the paragraphs, and lines there that belong to the article."""

import pytest

from reporter.clean.lines import Line
from reporter.clean.noise import without_links

PARAGRAPHS = (
    "أعلنت هيئة الأنهار أن السد الصغير عند القرية القديمة سيخضع لصيانة تمتد شهرين كاملين.",
    "وقال مهندس الهيئة إن منسوب الماء سيخفض مترين حتى يتمكن العمال من فحص البوابات.",
    "وأضاف أن المزارعين أبلغوا بمواعيد الري الجديدة قبل بدء العمل بثلاثة أسابيع.",
    "وتقول الهيئة إن الصيانة السابقة جرت قبل تسع سنوات ولم تستغرق سوى عشرة أيام.",
)
LINK = "الفريق الوطني للسباحة يحرز ثلاث ميداليات ذهبية في اليوم الأول من البطولة المقامة في العاصمة"
"""Fourteen words, a noun first, no final mark."""

LONG = (
    "وجاء في بيان أصدرته الهيئة أمس أن لجنة من المهندسين والمزارعين ستجتمع كل أسبوع في مبنى البلدية حتى تنتهي أعمال "
    "الصيانة وأن محاضر هذه الاجتماعات ستنشر على موقعها لمن أراد الاطلاع عليها"
)
"""A paragraph by its length alone."""


def between(*lines):
    """Return whether `lines`, put between the paragraphs, are kept: all or none."""
    article = [Line(text) for text in PARAGRAPHS]
    kept = without_links([*article[:2], *lines, *article[2:]])
    assert [line for line in kept if line not in lines] == article
    left = [line for line in kept if line in lines]
    assert left in ([], list(lines))
    return bool(left)


def test_a_headline_of_another_article_is_left_out():
    """One that is too long for a heading, or two that are shorter."""
    assert not between(Line(LINK))
    short = " ".join(LINK.split()[:10])
    assert not between(Line(short), Line(f"اليوم {short}"))


@pytest.mark.parametrize(
    "line",
    [
        Line(f"{LINK}."),
        Line(f"{LINK}:"),
        Line(LINK, marked=True),
        Line(LINK, bullet="• "),
        Line(f"و{LINK}"),
        Line(f"قال {LINK}"),
        Line(f"تأهل {LINK}"),
        Line(f"{LINK} {LINK}"),
    ],
    ids=["finished", "introduces", "marked", "a list item", "goes on", "says", "a verb", "longer than a headline"],
)
def test_a_line_of_the_article_is_kept(line):
    """Whatever else its length says."""
    assert between(line)


def test_a_line_under_an_announcement_or_at_the_end_is_kept():
    """Nothing says that it belongs to another article."""
    article = [Line(text) for text in PARAGRAPHS]
    assert without_links([*article, Line(LINK)]) == [*article, Line(LINK)]
    announced = [*article[:3], Line(f"{LONG}:"), Line(LINK), article[3]]
    assert without_links(announced) == announced


def test_where_paragraphs_have_no_final_mark_nothing_is_left_out():
    """Then the missing mark tells nothing."""
    lines = [Line(LONG), Line(LINK), Line(LONG.replace("أمس", "اليوم")), Line(PARAGRAPHS[0])]
    assert without_links(lines) == lines
