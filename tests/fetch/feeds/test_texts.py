"""Descriptions become text; teasers are recognised."""

import pytest
from feed_files import LONG, TEXT

from reporter.fetch.feeds.texts import as_page, escaped, is_teaser, line, tidy
from reporter.ingest.pages import read_page


@pytest.mark.parametrize(
    "end",
    [
        " اقرأ المزيد",
        "... إقرأ المزيد »",
        "… المزيد",
        " [...]",
        " [&hellip;]",
        " […] ظهرت المقالة سفينة القمح أولا على المرسى.",
        " تابع القراءة ←",
        " لقراءة الخبر كاملا اضغط هنا",
        " للمزيد: https://marsa.example/n/1",
        " | التفاصيل",
        " لقراءة المقال كاملا",
        " إقرأ الخبر من المصدر",
        " متابعة القراءة",
        " قراءة المزيد من التفاصيل",
        " Read more",
        " Continue reading سفينة القمح",
        "…",
        " وأضاف...",
    ],
)
def test_a_text_that_points_to_its_rest_is_a_teaser(end):
    """However long it is."""
    assert is_teaser(LONG + end)


@pytest.mark.parametrize("text", ["", TEXT, " ".join(["كلمة"] * 59)])
def test_a_short_text_is_a_teaser(text):
    """Under sixty words."""
    assert is_teaser(text)


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        " ".join(["كلمة"] * 60),
        f"قال: «لا أعرف... ربما» ثم مضى. {LONG}",
        f"اقرأ المزيد من الكتب، قال الوزير. {LONG}",
        f"{LONG} وطالب بمزيد من القراءة.",
        f"{LONG} كما عرض التقرير أرقاما جديدة.",
        f"{LONG} وصوت المجلس بعد قراءة التقرير.",
        f"{LONG} ونشرت الوزارة التفاصيل الكاملة للخطة.",
        f"{LONG} ويسعى النادي إلى تحقيق المزيد.",
        f"{LONG} وقال إن الميناء يحتاج للمزيد من الدعم.",
        f"ونقل عنه النص [...] كما ورد. {LONG}",
    ],
)
def test_a_full_text_is_not(text):
    """Also if it speaks of reading more, or elides words of a quotation."""
    assert not is_teaser(text)


@pytest.mark.parametrize(
    ("markup", "html", "text"),
    [
        ("", "", ""),
        ("خبر", "<p>خبر</p>", "خبر"),
        ("خبر\nآخر", "<p>خبر</p><p>آخر</p>", "خبر\nآخر"),
        ("3 < 5 & 7", "<p>3 &lt; 5 &amp; 7</p>", "3 < 5 & 7"),
        ("<p>خبر</p><p>آخر</p>", "<p>خبر</p><p>آخر</p>", "خبر\nآخر"),
        ("خبر<br>آخر", "خبر<br>آخر", "خبر\nآخر"),
        ("&lt;p&gt;خبر&lt;/p&gt;", "<p>خبر</p>", "خبر"),
        ("<p>خبر<script>x()</script> مهم</p>", "<p>خبر مهم</p>", "خبر مهم"),
        ("<p>خبر <b>مهم\n</b>جدا</p>", "<p>خبر <b>مهم\n</b>جدا</p>", "خبر مهم جدا"),
        ("<figure><img src=x><figcaption>صورة</figcaption></figure>خبر", "خبر", "خبر"),
        ("خبر<p class='wp-caption-text'>صورة</p> مهم", "خبر مهم", "خبر مهم"),
        ("خبر&#1;<p class='caption'>&#2;</p>&#3; مهم", "خبر مهم", "خبر مهم"),
        ("<div class='caption'>صورة</div><!-- x -->خبر", "خبر", "خبر"),
        ("<ul><li>أول</li><li>ثان</li></ul>", "<ul><li>أول</li><li>ثان</li></ul>", "أول\nثان"),
        ("ﻣﺮﺳﻰ\u202b&nbsp;البحر", "ﻣﺮﺳﻰ\u202b\u00a0البحر", "مرسى البحر"),
    ],
)
def test_markup_is_tidied(markup, html, text):
    """Clean HTML, and one line of text for each block."""
    assert tidy(markup) == (html, text)


def test_a_title_is_limited():
    """A title of a whole page is shortened."""
    assert len(line("كلمة " * 5000)) <= 500
    assert line(None) == line(7) == ""


@pytest.mark.parametrize("content", [f"<p>{LONG}</p><p>{TEXT}</p>", escaped(f"{LONG}\n{TEXT}"), f"{LONG}<br>{TEXT}"])
def test_a_full_text_is_read_like_a_page(content):
    """Title and paragraphs, and nothing else."""
    page = read_page(as_page("سفينة & <قمح>", content))
    assert page.metadata.title == "سفينة & <قمح>"
    assert page.text.split("\n")[-2:] == [LONG, TEXT]
