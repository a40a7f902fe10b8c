"""Marks that are for programs never reach the page; those that shape what is seen stay."""

import pytest
import regex

from reporter.render.words.signs import printable


def test_no_default_ignorable_character_is_printed_by_itself():
    """The list is Unicode's own."""
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
    ignorable = "".join(regex.findall(r"\p{Default_Ignorable_Code_Point}", every))
    assert len(ignorable) > 4000
    assert printable("\n".join(ignorable)).strip("\n") == ""
    others = regex.sub(r"\p{Default_Ignorable_Code_Point}", "", every)
    assert printable(others) == others


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",
        "هـ\u200d",
        "✔\ufe0f",
        "👩\u200d⚕\ufe0f",
        "1\ufe0f\u20e3",
        "🏴\U000e0067\U000e0062\U000e0065\U000e007f",
    ],
)
def test_what_shapes_a_word_or_an_emoji_stays(text):
    """Without its joiner a word looks wrong; without its tags a flag is another."""
    assert printable(f"كلمة {text} أخرى") == f"كلمة {text} أخرى"


@pytest.mark.parametrize(
    "text", ["\ufeffكلمة", "كل\u00adمة", "\u202eكلمة\u202c", "كلمة\u200c", "ك\u200bلمة", "كلمة\ufe0f", "كلمة\U000e0041"]
)
def test_what_shapes_nothing_goes(text):
    """A mark of an editor's program, a joiner at the end of a word, a selector without a sign."""
    assert printable(text) == "كلمة"
