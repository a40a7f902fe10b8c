"""Markdown: readable as it is, and safe when it is rendered."""

import html
import re

import pytest
from builders import led_by
from hypothesis import example, given
from hypothesis import strategies as st

from reporter.render.exports import export
from reporter.render.exports.markdown import escaped, inline

markdown_it = pytest.importorskip("markdown_it")


def rendered(text):
    """Return the HTML that GitHub would make, as far as mark-up is concerned."""
    return markdown_it.MarkdownIt("gfm-like", {"linkify": False}).render(text)


def seen(page):
    """Return the visible text of HTML on one line."""
    return " ".join(html.unescape(re.sub("<[^>]*>", "", page)).split())


@pytest.mark.parametrize("lead", ["english", "arabic"])
def test_both_languages_are_in_order_with_their_citations(full, lead):
    """In the source, each Arabic passage is between two lines that set its direction."""
    text = export(full, "md", layout=led_by(lead)).decode()
    page = seen(rendered(text)).translate(dict.fromkeys([0x2066, 0x2067, 0x2069]))
    place = 0
    for entry in full.entries:
        for point in entry.points:
            pair = [point.english.text_en or point.english.reason, point.text_ar]
            for words in pair if lead == "english" else pair[::-1]:
                place = page.index(f"{words} [{point.id}]", place)
    assert text.count('<div dir="rtl" lang="ar">\n\n') == text.count("\n\n</div>") > 10


def test_citations_lead_to_the_headings_of_their_sources(full):
    """The links work in common Markdown renderers."""
    page = rendered(export(full, "md").decode())
    assert '[<a href="#source-1">1.1</a>]' in page
    assert '[<a href="#source-2">2.1</a>]' in page
    headings = re.findall(r"<h3>(.*?)</h3>", page)
    assert headings == ["Source 1", "Source 2"]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("قالت AT&T أمس", ["AT&T"]),
        ("مؤشر S&P 500 اليوم", ["S&P 500"]),
        ("الملف foo_bar", ["foo_bar"]),
        ("راسلوا a_b@example.org", ["a_b@example.org"]),
        ("-5 درجات", ["-5"]),
        ("+962 6 123 4567 هاتف", ["+962 6 123 4567"]),
    ],
)
def test_left_to_right_runs_in_arabic_are_isolated_completely(text, runs):
    """This holds despite escapes, and no backslash is visible."""
    shown = seen(rendered(inline(text, "ar")))
    assert re.findall("\u2066([^\u2069]*)\u2069", shown) == runs
    assert shown.translate(dict.fromkeys([0x2066, 0x2069])) == text


def test_names_in_a_line_in_english_are_english(full):
    """Outlet, place and author; the Arabic line has them as the source does."""
    line = next(line for line in export(full, "md").decode().splitlines() if line.endswith("· source [[1]]"))
    assert line.startswith("Nashra · Doha · Salma · ")
    assert "نشرة، الدوحة، سلمى" in export(full, "md").decode()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("see https://e.org/a", r"see https\://e.org/a"),
        ("WWW.e.org, www.e.org", r"WWW\.e.org, www\.e.org"),
        ("a@b.org", r"a\@b.org"),
    ],
)
def test_an_address_does_not_become_a_link_automatically(text, written):
    """GitHub and other sites look for the characters that are escaped here."""
    assert escaped(text) == written
    assert rendered(escaped(text)) == f"<p>{text}</p>\n"


def test_hostile_text_stays_text(hostile):
    """The record adds no tags, links or emphasis."""
    page = rendered(export(hostile, "md").decode())
    assert "<script" not in page
    assert "javascript:alert(1)" in seen(page)
    assert set(re.findall(r'href="([^"]*)"', page)) == {"#source-1", "#source-2"}
    assert "<code>" not in page
    assert "*b* `c` |" in seen(page)


@example("<!-- all that follows")
@example("<a@b.org> &amp; [1]: /x")
@given(st.text(alphabet="abw1 .)(-+=#*_`~<>[]!&|\\$:/@\n\tنم", max_size=40))
def test_escaped_text_is_rendered_unchanged(text):
    """It becomes one paragraph with only the text."""
    page = rendered(f"{escaped(text)}\n")
    assert page.count("<") == (2 if text.split() else 0), page
    assert seen(page) == " ".join(text.split())
