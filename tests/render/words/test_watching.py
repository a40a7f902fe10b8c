"""Watch lists in documents: their words are marked in the Arabic, and their articles counted."""

import re
from dataclasses import replace
from io import BytesIO

import docx
import pdf_readers
import pytest
from builders import article, entry, record
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from reporter.config import FrontSettings, LayoutSettings
from reporter.deliver.message import inlined
from reporter.model import Span
from reporter.record import Hit, LeftOut
from reporter.render import Documents
from reporter.render.exports import export
from reporter.render.templates.context import Layout
from reporter.render.words.direction import Marked, arabic, for_mail
from reporter.render.words.front import headlines, in_one_line
from reporter.render.words.watching import marked

PORT = article(
    "وصلت 3 سفن إلى الميناء مساء السبت.", "وقال المدير إن ميناءنا مفتوح.", "ولم يحضر أحد.", title="الميناء يعمل"
)
STARS = LeftOut(watch="noise", title_ar="حظك اليوم", path="a/stars.txt", sha256="0" * 64, url=None)


def hits(made, *words, watch="ports"):
    """Return the hits of `words` in title and text."""
    parts = {"title": made.title_ar, "text": made.text_ar}
    return tuple(
        Hit(watch=watch, part=part, span=Span(*found.span()))
        for part, text in parts.items()
        for word in words
        for found in re.finditer(word, text)
    )


def watched():
    made = entry(article_=PORT)
    return replace(made, watch=("ports",), hits=hits(made, "الميناء", "ميناءنا"))


def edition():
    return record(watched(), watch=("ports", "economy"), left_out=(STARS, replace(STARS, path="a/moon.txt")))


def documents(**layout):
    return Documents(LayoutSettings(pdf="plain", **layout), FrontSettings())


def test_the_words_of_a_part_are_marked():
    """In title and sentences, each relative to its own beginning."""
    made = watched()
    said = [marked(made, "title"), *(marked(made, point) for point in made.points)]
    assert [[text[slice(*mark.span)] for mark in text.marks] for text in said] == [
        ["الميناء"],
        ["الميناء"],
        ["ميناءنا"],
        [],
    ]


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("في OPEC Fund أمس", [(3, 7, "oil")], 'في <mark title="oil"><bdi dir="ltr">OPEC Fund</bdi></mark> أمس'),
        ("ا < ب", [(0, 1, '"x"')], '<mark title="&#34;x&#34;">ا</mark> &lt; ب'),
        ("سعر القمح 3.5٪", [(0, 9, "a"), (4, 9, "b")], '<mark title="a, b">سعر القمح</mark> 3.5%'),
        ("الشر\u00adق أمس", [(0, 6, "a"), (7, 10, "b")], '<mark title="a">الشرق</mark> <mark title="b">أمس</mark>'),
    ],
)
def test_marks_keep_directions_digits_and_escapes(text, spans, expected):
    """A run in the other direction is marked as a whole, and overlapping marks become one."""
    assert str(arabic(Marked.of(text, spans))) == expected


def test_a_text_without_marks_is_printed_as_before():
    """Marks change nothing but what they mark."""
    text = "فاز الفريق 2-1 أمام 44,198 متفرجا (Al Ahly 3-0)"
    assert arabic(Marked.of(text, [])) == arabic(text)
    assert re.sub("</?mark[^>]*>", "", str(arabic(Marked.of(text, [(4, 10, "x")]), "arabic-indic"))) == str(arabic(text, "arabic-indic"))  # fmt: skip
    assert "<mark" not in for_mail(arabic(Marked.of(text, [(4, 10, "x")])))


WORDS = st.lists(
    st.sampled_from(["الميناء", "2-1", "OPEC", "(UK)", "3.5٪", "،", "«قال»", "+971 4 555 0100", "<b>", "من"]),
    max_size=9,
)


@settings(max_examples=60, deadline=None)
@given(
    WORDS,
    st.lists(st.tuples(st.integers(0, 8), st.integers(1, 3)), max_size=4),
    st.sampled_from(["western", "arabic-indic"]),
)
def test_marks_change_nothing_else(words, hits, digits):
    """Whatever is marked: without the marks, it is what it would be."""
    text = " ".join(words)
    places = [found.span() for found in re.finditer(r"\S+", text)]
    spans = [(places[at][0], places[min(at + size, len(places)) - 1][1], "x") for at, size in hits if at < len(places)]
    made = str(arabic(Marked.of(text, spans), digits))
    assert re.sub(r"</?mark[^>]*>", "", made) == str(arabic(text, digits))
    html.fragment_fromstring(made, create_parent="p")


@pytest.mark.parametrize("lead", ["english-first", "arabic-first"])
def test_documents_mark_and_count(lead):
    """The HTML with an element that screen readers know; all say how many articles a list has and leaves out."""
    made = edition()
    files = documents(languages=lead).render(made)
    page = files["briefing.html"].decode()
    body = page[page.index('<main id="articles"') : page.index("</main>")]
    assert re.findall('<mark title="ports">([^<]+)</mark>', body) == ["الميناء", "الميناء", "ميناءنا"]
    text = " ".join(pdf_readers.by_pypdf(files["briefing.pdf"]).split())
    assert "2 articles left out by watch list noise" in text
    for said in ("watch lists: ports 1, economy 0", "watch list ports", "ports (1 article), economy (0 articles)"):
        assert said in page


def test_a_mail_marks_with_a_line_that_needs_no_style_sheet():
    """Mail programs take the style from the element."""
    letter = documents().letter(edition(), lead="english", subject=None, attached=False)
    assert re.search(
        r'<span class="hit" title="ports" style="border-bottom: ?2px solid [^"]+">الميناء</span>', inlined(letter.html)
    )
    assert "watch list ports" in letter.text
    assert "2 articles left out by watch list noise" in letter.text


def test_exports_mark_in_their_own_way():
    """Word with an underlined style, Markdown in bold; the text is what it is without marks."""
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    body = docx.Document(BytesIO(export(edition(), "docx"))).element.body
    styled = [
        style.getparent().getparent() for style in body.iter(f"{word}rStyle") if style.get(f"{word}val") == "Watched"
    ]
    assert [run.findtext(f"{word}t") for run in styled] == ["الميناء", "الميناء", "ميناءنا"]
    markdown = export(edition(), "md").decode()
    assert "سفن إلى **الميناء** مساء السبت. [[1.1]]" in markdown
    plain = replace(watched(), hits=())
    without = export(replace(edition(), entries=(plain,)), "md").decode()
    assert markdown.replace("إلى **الميناء**", "إلى الميناء").replace("**ميناءنا**", "ميناءنا") == without


def test_many_lists_take_a_few_words():
    """Those with most articles are named; page one gives them the room of its headlines."""
    made = watched()
    names = [f"قائمة {n}" for n in range(9)]
    many = record(made, watch=(*names, "ports"))
    assert "ports 1" in in_one_line(many).en
    assert "and 4 more" in in_one_line(many).en
    plain = [replace(made, id=str(n), watch=(), hits=()) for n in range(1, 31)]
    layout = Layout.of(LayoutSettings(), FrontSettings(items=30))
    assert headlines(record(*plain, watch=names), layout) < headlines(record(*plain), layout)
