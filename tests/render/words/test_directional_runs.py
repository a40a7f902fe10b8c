"""Runs of the other direction are set as an editor sets them: a real implementation of Unicode's algorithm judges."""

from pathlib import Path

import pytest
from bidi import get_display

from reporter.render.words.direction import arabic_plain, english_plain

HERE = Path(__file__).parent


def sentences(name):
    """Return the sentences of a file, each with its braces."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def seen(text, direction):
    """Return `text` from left to right as it is seen."""
    shown = get_display(text, base_dir=direction)
    return shown.translate(dict.fromkeys([0x2066, 0x2067, 0x2068, 0x2069]))


def by_hand(marked, outer, inner):
    """Return the text with the runs that its braces mark isolated, the inner ones in the other direction."""
    made, depth = "", 0
    for char in marked:
        if char == "{":
            made += inner if depth else outer
            depth += 1
        elif char == "}":
            depth -= 1
            made += "\u2069"
        else:
            made += char
    return made


@pytest.mark.parametrize("marked", sentences("mixed_arabic.txt"))
def test_latin_and_numbers_in_arabic_are_set_as_an_editor_sets_them(marked):
    """Brackets, colons, commas, quotation marks and signs stay with the name that they belong to."""
    text = marked.translate(dict.fromkeys(map(ord, "{}")))
    assert seen(arabic_plain(text), "R") == seen(by_hand(marked, "\u2066", "\u2067"), "R")


@pytest.mark.parametrize("marked", sentences("mixed_english.txt"))
def test_arabic_in_english_is_set_as_an_editor_sets_it(marked):
    """The same from the other side."""
    text = marked.translate(dict.fromkeys(map(ord, "{}")))
    assert seen(english_plain(text), "L") == seen(by_hand(marked, "\u2067", "\u2066"), "L")
