"""Markdown is reduced to the lines of an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import growth

from reporter.ingest.markdown import reduce_markdown


@pytest.mark.parametrize(
    ("text", "lines", "headings"),
    [
        ("# عنوان\n\nنص.", ["عنوان", "نص."], ("عنوان",)),
        ("## عنوان ##\nنص.", ["عنوان", "نص."], ("عنوان",)),
        ("عنوان\n=====\n\nنص.", ["عنوان", "نص."], ("عنوان",)),
        ("عنوان\n---\nنص.", ["عنوان", "نص."], ("عنوان",)),
        ("نص.\n\n---\n\nنص.", ["نص.", "نص."], ()),
        ("نص طويل\nيتبع هنا.", ["نص طويل يتبع هنا."], ()),
        ("سطر أول.  \nسطر ثان.", ["سطر أول.", "سطر ثان."], ()),
        ("> قال:\n> نعم.", ["قال: نعم."], ()),
        ("- بند أول\n- بند ثان", ["- بند أول", "- بند ثان"], ()),
        ("1. بند أول\n2. بند ثان", ["1. بند أول", "2. بند ثان"], ()),
        ("قال **الوزير** إن _الخط_ ***جديد*** و`سريع`.", ["قال الوزير إن الخط جديد وسريع."], ()),
        (
            "في [الموقع](https://a.example/x) وفي [الأرشيف][1].\n\n[1]: https://b.example",
            ["في الموقع وفي الأرشيف."],
            (),
        ),
        ("![صورة](a.jpg)\n\nنص <b>مهم</b>.<!-- سر -->", ["نص مهم."], ()),
        ("```\nنص\n```", ["نص"], ()),
        ("بلغت 3 * 4 * 5 و file_name_x.", ["بلغت 3 * 4 * 5 و file_name_x."], ()),
        (r"نجمة \* وشرطة \_.", ["نجمة * وشرطة _."], ()),
        ("#وسم في أول السطر.", ["#وسم في أول السطر."], ()),
        ("", [""], ()),
    ],
)
def test_blocks_become_lines(text, lines, headings):
    """The meaning of mark-up is kept as lines and headings, and its formatting is removed."""
    found = reduce_markdown(text)
    assert found[0].split("\n\n") == lines
    assert found[1] == headings


@pytest.mark.parametrize(
    "unit", ["*", "**a", "[", "[a](", "![", "<!--", "<a", "`", "# ", "> ", "_a", "\\", "- ", "=\n", "a\n=\n", " "]
)
def test_time_is_linear(unit):
    """With a single character repeated up to a megabyte."""
    reduce_markdown(unit * (1_000_000 // len(unit)) + "x")
    assert growth(reduce_markdown, lambda size: unit * (size // len(unit)) + "x", 100_000) < 13


@given(st.text(alphabet="#*_`[]()<>!-=~\\ \nاب1.", max_size=200))
def test_nothing_raises_and_headings_are_lines(text):
    """This holds for any text."""
    found, headings = reduce_markdown(text)
    assert set(headings) <= set(found.split("\n\n"))
