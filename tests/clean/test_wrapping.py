"""Lines that were hard-wrapped at a fixed width."""

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
def test_wrapped_paragraphs_are_rejoined(width):
    """Each paragraph is one line again."""
    wrapped = "مترو المدينة\n\n" + "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert is_hard_wrapped(wrapped)
    assert [line for line in unwrap(wrapped).split("\n") if line] == ["مترو المدينة", *PARAGRAPHS]


@pytest.mark.parametrize("width", [40, 60, 72, 80])
def test_sentences_are_rejoined_without_blank_lines(width):
    """If only a short last line ends a paragraph, two may be joined, but their sentences are not."""
    wrapped = "\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert is_hard_wrapped(wrapped)
    text, whole = unwrap(wrapped), "\n".join(PARAGRAPHS)
    assert [span.of(text) for span in split_sentences(text)] == [span.of(whole) for span in split_sentences(whole)]


def test_lines_that_are_paragraphs_are_unchanged():
    """A file with one paragraph per line is not hard-wrapped, however many lines it has."""
    assert not is_hard_wrapped("\n".join(PARAGRAPHS * 5))
    assert not is_hard_wrapped("")
    assert not is_hard_wrapped("سطر واحد")


def test_short_lines_of_various_lengths_are_unchanged():
    """The lines of a list or a poem had room for more."""
    assert not is_hard_wrapped("القاهرة\nبيروت وطرابلس\nالرباط\nتونس العاصمة والمدن القريبة منها\nعمان\nدمشق وحلب")


def test_list_items_are_not_joined():
    """An item begins a line, even if it would fit on the previous one."""
    text = (
        "تناول الاجتماع ثلاثة أمور هي الآتية:\n- ميزانية السنة المقبلة والديون كلها\n- خطة المباني الجديدة في الأحياء"
    )
    assert unwrap(text) == text


@pytest.mark.parametrize("width", [34, 40, 50, 60, 72, 80])
@pytest.mark.parametrize("above", ["", "مترو المدينة يبدأ رحلاته إلى المطار في مطلع الشهر المقبل بعد تجارب طويلة\n\n"])
def test_paragraphs_between_blank_lines_are_judged_separately(width, above):
    """A headline longer than the width, and lines that happen to be short, do not prevent rejoining."""
    wrapped = above + "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert [line for line in unwrapped(wrapped).split("\n") if line] == [*above.split("\n")[: bool(above)], *PARAGRAPHS]


def test_a_single_long_line_does_not_affect_the_width():
    """A dateline put before hard-wrapped text makes its first line longer than all others."""
    wrapped = "\n\n".join(textwrap.fill(paragraph, 50) for paragraph in PARAGRAPHS)
    whole = "\n\n".join(PARAGRAPHS)
    dateline = "العاصمة - وكالة المدينة للأنباء: "
    assert unwrapped(dateline + wrapped) == dateline + whole


def test_blocks_of_headlines_and_paragraphs_are_unchanged():
    """Headline over deck, heading over paragraph, paragraph over paragraph: nothing is joined."""
    head = "هيئة النقل تفتح الخط الرابع للمترو مطلع الشهر\nالتذكرة بالسعر القديم والرحلة بنصف ساعة فقط"
    section = "سعر التذكرة\n" + PARAGRAPHS[1]
    for text in (
        "\n\n".join([head, section, "\n".join(PARAGRAPHS)]),
        f"{head}\n{section}",
        "\n".join(PARAGRAPHS),
    ):
        assert unwrapped(text) == text
