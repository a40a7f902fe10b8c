"""The printed page: shared baselines for both scripts, four editions, three sizes, heads and headings in place."""

import re
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
from builders import DOUBT, ENGINE, PAIRS, article, entry, human, machine, missing, record
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar
from pypdf import PdfReader

from reporter.config import LayoutSettings
from reporter.render import Documents
from reporter.render.picture import LANE, picture

ARABIC = re.compile(r"[\u0621-\u064a]")


def printed(*entries, notes=(), **layout):
    """Return the PDF of an edition, as bytes."""
    made = record(*entries, engine=ENGINE)
    return Documents(LayoutSettings(**layout)).render(made)["briefing.pdf"]


def pages(pdf):
    """Return the text of the pages, as extracted by Chromium's PDF engine."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def characters(pdf):
    """Return (page, baseline in pt from the bottom, x, size, text) of each character."""

    def within(item):
        if isinstance(item, LTChar):
            yield item
        elif hasattr(item, "__iter__"):
            for child in item:
                yield from within(child)

    for number, page in enumerate(extract_pages(BytesIO(pdf), laparams=LAParams(boxes_flow=None))):
        for char in within(page):
            yield number, char.matrix[5], char.x0, char.matrix[0] or char.size, char.get_text()


def many(count, **source):
    """Return entries of different lengths."""
    return [
        entry(
            str(n),
            article(*(f"{ar} {'وأضاف المصدر ذلك. ' * (n % 4)}" for ar, _ in PAIRS), name="a", **source),
            points=[human(en + " So the source added." * (n % 5)) for _, en in PAIRS],
        )
        for n in range(1, count + 1)
    ]


def lines(found):
    """Return the baselines of a page's lines of text, from the top."""
    return sorted({round(y, 1) for y in found}, reverse=True)


def test_both_scripts_share_their_baselines():
    """Each line of Arabic is on a baseline of the English next to it."""
    long = "وأعلنت الوزارة أن المشروع سيبدأ في مطلع العام المقبل وأن كلفته تبلغ نحو عشرين مليون دولار تقريبا."
    english = "The ministry announced that the project would start early next year and that it would cost some twenty."
    pdf = printed(entry("1", article(*[long] * 3, outlet="وكالة"), points=[human(english)] * 3))
    body = [c for c in characters(pdf) if c[0] == 0 and c[4].strip()]
    rows = {y: "".join(c[4] for c in body if abs(c[1] - y) < 0.1) for y in lines(c[1] for c in body)}
    first = next(y for y, text in rows.items() if text.startswith("Themin")) + 1
    last = next(y for y, text in rows.items() if text.startswith("Sources")) + 1
    latin = lines(y for _, y, x, _, text in body if x < 290 and text.isascii() and text.isalpha() and last < y < first)
    arabic = lines(y for _, y, x, _, text in body if x > 300 and ARABIC.search(text) and last < y < first)
    shared = [y for y in arabic if any(abs(y - other) < 0.35 for other in latin)]
    assert len(arabic) > 5
    assert len(shared) / len(arabic) > 0.9, (latin, arabic)


@pytest.mark.parametrize(
    ("languages", "heads"),
    [
        ("english-first", ["Page 1 of", "صفحة", "Sources", "striker", "المصادر"]),
        ("arabic-first", ["Page 1 of", "صفحة", "Sources", "striker", "المصادر"]),
        ("english-only", ["Page 1 of", "Sources", "striker"]),
        ("arabic-only", ["صفحة", "المصادر"]),
    ],
)
def test_editions_have_the_configured_languages(languages, heads):
    """Labels are in the leading language, headings in each, and nothing is in a language that is not wanted."""
    text = " ".join(pages(printed(entry("1", points=[human("A striker")] * 3), languages=languages)))
    every = {"Page 1 of", "صفحة", "Sources", "striker", "المصادر"}
    assert {head for head in every if head in text} == set(heads)


def test_english_only_prints_the_arabic_if_there_is_no_english():
    """English readers still see what was said, and can ask someone who reads it."""
    pdf = printed(entry("1", points=[human("First"), missing(), human("Third")]), languages="english-only")
    text = " ".join(pages(pdf))
    assert "المهاجم" in text
    assert "المدرب" not in text


def test_an_arabic_document_is_bound_on_the_right():
    """The wide binding margin is on the right of the first page and on the left of the second."""

    def margins(pdf):
        found = list(characters(pdf))
        return [min(x for page, _, x, _, text in found if page == number and text.strip()) for number in (0, 1)]

    english, arabic = (
        margins(printed(*many(6), languages=languages)) for languages in ("english-first", "arabic-first")
    )
    assert english[0] > english[1] + 5
    assert arabic[1] > arabic[0] + 5


def test_digits_follow_the_layout():
    """This applies to numbers in the Arabic column, dates and page numbers, but not to English."""
    text = " ".join(pages(printed(entry("1"), digits="arabic-indic")))
    assert "٢٠٢٦" in text
    assert re.search("صفحة ١ من|من ١ صفحة", text)
    assert "Page 1 of" in text
    assert "2-1 on Saturday" in text
    assert not re.search("[٠-٩]", " ".join(pages(printed(entry("1", article("عام ٢٠٢٦ وصل."), points=[human("x")])))))


def test_a_phone_sized_page_has_one_column():
    """The English sentence is above its Arabic, and both have the width of the page."""
    pdf = printed(entry("1"), page="phone")
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (90, 160)
    text = " ".join(pages(pdf))
    assert text.index("The striker scored twice within five minutes. [1.2]") < text.index("وسجل المهاجم")


def test_the_list_of_doubts_has_a_line_for_each_sentence():
    """It says what to check, not why, which is beside the sentence; three columns keep it short."""
    entries = [entry(str(n), points=[machine("Machine", DOUBT)] * 3) for n in range(1, 26)]
    found = [len(re.findall(r"\[\d+\.\d\] Numbers", text)) for text in pages(printed(*entries))]
    assert sum(found) == 75
    assert max(found) > 40


def test_no_headline_is_left_at_the_foot_of_a_page():
    """Each headline is followed by at least its first sentence on the same page, for texts of any length."""
    text = pages(printed(*many(30)))
    starts = [re.search(rf"(?<!\S){n} The team beats its visitors", page) for n in range(1, 31) for page in text]
    assert sum(found is not None for found in starts) >= 30
    for n in range(1, 31):
        page = [page for page in text if re.search(rf"(?<!\S){n} The team beats its visitors", page)][-1]
        assert f"[{n}.1]" in page.rsplit(f"{n} The team beats its visitors", 1)[1]


def test_the_picture_of_lengths_is_read_aloud():
    """The bars by outlet have a description; with only two articles there is no picture."""
    html = Documents(LayoutSettings()).html(record(*many(4, outlet="وكالة")))
    assert re.search(r"<title>Wakala: \[1\] \d+ words, \[2\] \d+ words", html)
    assert html.count('class="quoted"') == 4
    assert "<svg" not in Documents(LayoutSettings()).html(record(*many(2)))


def test_the_picture_has_room_for_hundreds_of_articles():
    """The bars of one outlet become thin, but never negative, and stay in their strip."""
    html = Documents(LayoutSettings()).html(record(*many(400)))
    bars = [
        (float(x), float(width))
        for x, width in re.findall(r'class="whole" x="([\d.-]+)" y="[\d.]+" width="([\d.-]+)"', html)
    ]
    assert len(bars) == 400
    assert all(width >= 0 and x >= 0 and x + width <= 1000.1 for x, width in bars)


def hours_of(first, last):
    """Return the page of three articles published between two hours of 21 November, UTC."""
    moments = [datetime(2026, 11, 21, hour, tzinfo=UTC) for hour in (first, first, last)]
    entries = [entry(str(n), article(name="a", published_at=moment)) for n, moment in enumerate(moments, 1)]
    return Documents(LayoutSettings()).html(record(*entries))


def test_simultaneous_articles_are_in_separate_lanes():
    """Four articles of one hour are stacked; the fifth, a day later, is next to the first; all fit in the strip."""
    moments = [datetime(2026, 11, 20, 8, tzinfo=UTC)] * 4 + [datetime(2026, 11, 21, 8, tzinfo=UTC)]
    entries = [
        entry(str(n), article(name="a", outlet="وكالة", published_at=moment)) for n, moment in enumerate(moments, 1)
    ]
    (row,) = picture(record(*entries)).rows
    assert [mark.y for mark in row.marks] == [LANE / 2 + LANE * lane for lane in (0, 1, 2, 3, 0)]
    assert len({mark.x for mark in row.marks}) == 2
    assert row.height == 4 * LANE


def test_articles_of_one_week_are_on_a_time_line():
    """Articles published close together are stacked, so that no number hides another."""
    moments = [datetime(2026, 11, day, hour, tzinfo=UTC) for day, hour in ((19, 8), (20, 8), (20, 9), (21, 1))]
    entries = [
        entry(str(n), article(name="a", outlet="وكالة", published_at=moment)) for n, moment in enumerate(moments, 1)
    ]
    html = Documents(LayoutSettings()).html(record(*entries))
    middles = [(float(x), float(y)) for x, y in re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', html)]
    assert [x for x, _ in middles] == sorted(x for x, _ in middles)
    assert middles[1][1] != middles[2][1]
    assert re.findall(r">(\d+/\d+)</text>", html) == ["20/11", "21/11"]
    assert re.findall(r">(\d\d:\d\d|\d+/\d+)</text>", hours_of(8, 20)) == ["09:00", "12:00", "15:00", "18:00", "21:00"]
    assert re.findall(r">(\d\d:\d\d|\d+/\d+)</text>", hours_of(20, 22)) == ["23:00", "22/11", "01:00"]
    mirrored = Documents(LayoutSettings(languages="arabic-first")).html(record(*entries))
    assert [float(x) for x in re.findall(r'cx="([\d.]+)"', mirrored)] == pytest.approx([1000 - x for x, _ in middles])
