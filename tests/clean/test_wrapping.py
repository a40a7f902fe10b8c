"""Lines broken at a fixed width."""

import textwrap

import pytest

from reporter.clean.sentences import split_sentences
from reporter.clean.wrapping import is_hard_wrapped, unwrap, unwrapped

PARAGRAPHS = [
    "أعلنت هيئة النقل العام أمس أن الخط الرابع للمترو سيبدأ العمل في مطلع الشهر المقبل، بعد تجارب استمرت ستة أشهر.",
    "وقال مدير الهيئة إن الخط يربط المطار بوسط المدينة ويمر بتسع محطات، منها ثلاث تحت الأرض. وسعر التذكرة لن يتغير.",
    "وطول الخط 23.5 كيلومترا، وتقدر الهيئة عدد ركابه بنحو ثمانين ألفا في اليوم الواحد في السنة الأولى من تشغيله.",
]


@pytest.mark.parametrize("width", [40, 60, 72, 80])
def test_wrapped_paragraphs_become_whole_again(width):
    """Each paragraph is one line again."""
    wrapped = "مترو المدينة\n\n" + "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert is_hard_wrapped(wrapped)
    assert [line for line in unwrap(wrapped).split("\n") if line] == ["مترو المدينة", *PARAGRAPHS]


@pytest.mark.parametrize("width", [40, 60, 72, 80])
def test_sentences_become_whole_again_without_blank_lines(width):
    """Where nothing but a short last line ends a paragraph two may become one; their sentences do not."""
    wrapped = "\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert is_hard_wrapped(wrapped)
    text, whole = unwrap(wrapped), "\n".join(PARAGRAPHS)
    assert [span.of(text) for span in split_sentences(text)] == [span.of(whole) for span in split_sentences(whole)]


def test_lines_that_are_paragraphs_stay():
    """One paragraph per line, however many lines, is not a wrapped file."""
    assert not is_hard_wrapped("\n".join(PARAGRAPHS * 5))
    assert not is_hard_wrapped("")
    assert not is_hard_wrapped("سطر واحد")


def test_short_lines_of_any_length_stay():
    """A list or a poem has lines that had room for more."""
    assert not is_hard_wrapped("القاهرة\nبيروت وطرابلس\nالرباط\nتونس العاصمة والمدن القريبة منها\nعمان\nدمشق وحلب")


def test_list_items_are_not_joined():
    """An item begins a line, whatever fits before it."""
    text = (
        "تناول الاجتماع ثلاثة أمور هي الآتية:\n- ميزانية السنة المقبلة والديون كلها\n- خطة المباني الجديدة في الأحياء"
    )
    assert unwrap(text) == text


@pytest.mark.parametrize("width", [34, 40, 50, 60, 72, 80])
@pytest.mark.parametrize("above", ["", "مترو المدينة يبدأ رحلاته إلى المطار في مطلع الشهر المقبل بعد تجارب طويلة\n\n"])
def test_paragraphs_between_blank_lines_are_judged_each(width, above):
    """A headline longer than the width, and lines that happen to be short, do not keep paragraphs in pieces."""
    wrapped = above + "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert [line for line in unwrapped(wrapped).split("\n") if line] == [*above.split("\n")[: bool(above)], *PARAGRAPHS]


def test_a_line_that_sticks_out_does_not_widen_the_others():
    """A dateline put before wrapped text makes its first line longer than all others."""
    wrapped = "\n\n".join(textwrap.fill(paragraph, 50) for paragraph in PARAGRAPHS)
    whole = "\n\n".join(PARAGRAPHS)
    dateline = "العاصمة - وكالة المدينة للأنباء: "
    assert unwrapped(dateline + wrapped) == dateline + whole


def test_blocks_of_head_lines_and_of_paragraphs_stay():
    """Headline over deck, subheading over paragraph, paragraph over paragraph: nothing is joined."""
    head = "هيئة النقل تفتح الخط الرابع للمترو مطلع الشهر\nالتذكرة بالسعر القديم والرحلة بنصف ساعة فقط"
    section = "سعر التذكرة\n" + PARAGRAPHS[1]
    for text in (
        "\n\n".join([head, section, "\n".join(PARAGRAPHS)]),
        f"{head}\n{section}",
        "\n".join(PARAGRAPHS),
    ):
        assert unwrapped(text) == text
