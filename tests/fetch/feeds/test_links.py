"""Articles and feeds are found in pages."""

from zoneinfo import ZoneInfo

import pytest
from feed_files import NOW
from timing import growth

from reporter.fetch.feeds.links import alternates, guesses, page_links, robots_sitemaps

ADDRESS = "https://www.marsa.example/politics/"
PAGE = """<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>سياسة</title></head><body>
<nav><a href="/politics/">سياسة</a><a href="/2026/11/20/longtitle-in-a-menu">خبر طويل في القائمة الرئيسية هنا</a></nav>
<main>
<article><a href="/2026/11/21/ship"><img src="a.jpg" alt="صورة"></a><h2><a href="/2026/11/21/ship?utm_source=home">سفينة القمح تصل إلى المرسى</a></h2></article>
<h3><a href="news.aspx?id=20417">الوزير يفتتح الرصيف الجديد في المرفأ</a></h3>
<h3><a href="https://marsa.example/خبر/رصيف-جديد-يفتتح-في-المرفأ#comments">رصيف جديد يفتتح في المرفأ</a></h3>
<a href="/category/politics/2026">كل أخبار السياسة في عام كامل</a>
<a href="/author/20417-layla">كل مقالات ليلى حداد هنا</a>
<a href="/politics/page/20262">الصفحة التالية من أخبار السياسة</a>
<a href="/2026/11/21/photo.jpg">صورة كبيرة من المرفأ اليوم</a>
<a href="/about-us">من نحن وماذا نريد أن نقول</a>
<a href="https://other.example/2026/11/21/story">خبر في صحيفة أخرى لا نملكها</a>
<a href="javascript:void(0)">افتح قائمة الأخبار كلها الآن</a><a href="#top">إلى أعلى الصفحة من فضلك</a><a>بلا عنوان أبدا</a>
<a href="/2026/11/22/live">مباشر</a>
</main>
<div class="social-share"><a href="/2026/11/21/share-this">شارك هذا الخبر مع أصدقائك</a></div>
<footer><a href="/2026/01/01/terms">شروط الاستخدام وسياسة الخصوصية كاملة</a></footer></body></html>"""


def links(page=PAGE, include=(), exclude=(), address=ADDRESS):
    return page_links(page.encode(), address=address, include=include, exclude=exclude)


def test_articles_are_told_from_the_rest_of_a_page():
    """Each once, with the text of its link, without its fragment; not menus, lists, pictures, other sites."""
    assert [(each.link, each.title) for each in links()] == [
        ("https://www.marsa.example/2026/11/21/ship", "سفينة القمح تصل إلى المرسى"),
        ("https://www.marsa.example/politics/news.aspx?id=20417", "الوزير يفتتح الرصيف الجديد في المرفأ"),
        ("https://marsa.example/خبر/رصيف-جديد-يفتتح-في-المرفأ", "رصيف جديد يفتتح في المرفأ"),
    ]


@pytest.mark.parametrize(
    ("include", "exclude", "ends"),
    [
        (("/2026/11/22/*",), (), ["live"]),
        (("https://*/news.aspx[?]id=*",), (), ["20417"]),
        (("/خبر/*",), (), ["المرفأ"]),
        (("/%D8%AE*",), (), []),
        (("/2026/*",), ("*/ship*", "*.jpg"), ["menu", "live", "share-this", "terms"]),
        ((), ("*news.aspx*", "/خبر/*"), ["ship"]),
        (("/nothing/*",), (), []),
    ],
)
def test_globs_decide_instead(include, exclude, ends):
    """They are compared with the path and with the whole address; what is excluded is never taken."""
    found = [each.link for each in links(include=include, exclude=exclude)]
    assert len(found) == len(ends)
    assert all(link.endswith(end) for link, end in zip(found, ends, strict=True))


def test_pages_of_any_kind():
    """A base, another encoding, no article at all, not a page."""
    based = PAGE.replace("<head>", '<head><base href="https://marsa.example/ar/">')
    assert links(based)[1].link == "https://marsa.example/ar/news.aspx?id=20417"
    old = PAGE.replace("utf-8", "windows-1256").encode("cp1256")
    assert page_links(old, address=ADDRESS)[0].title == "سفينة القمح تصل إلى المرسى"
    for content in (b"", b"<p>x", b"\x00" * 100, b"%PDF-1.7", b"<a href='http://['>x</a>" * 10, b"<div>" * 100_000):
        assert page_links(content, address=ADDRESS) == ()
        assert alternates(content, ADDRESS) == ()


def test_feeds_that_a_page_names():
    """Those in its head first, those of comments last."""
    page = """<head><link rel="alternate" type="application/rss+xml" title="تعليقات" href="/comments/feed/">
    <link rel='ALTERNATE home' type='application/atom+xml' href='atom.xml'><link rel=alternate type=application/feed+json href=//marsa.example/feed.json>
    <link rel="alternate" hreflang="en" href="/en/"><link rel="alternate" type="application/rss+xml" href="javascript:x">
    <link rel="stylesheet" type="application/rss+xml" href="/x.css"><link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1"></head>
    <body><a href="/rss.xml">RSS</a><a href="/ar/rss/sport.xml">رياضة</a><a href="/feedback">رأيك</a><a href="https://feeds.example/rss">x</a></body>"""
    assert alternates(page.encode(), ADDRESS) == (
        "https://www.marsa.example/politics/atom.xml",
        "https://marsa.example/feed.json",
        "https://www.marsa.example/rss.xml",
        "https://www.marsa.example/ar/rss/sport.xml",
        "https://www.marsa.example/comments/feed/",
    )


def test_guesses_begin_at_the_section():
    """The root of the site follows; a page of a file has no folder below it."""
    found = guesses(ADDRESS)
    assert found[0] == "https://www.marsa.example/politics/feed"
    assert {f"https://www.marsa.example/{name}" for name in ("feed", "rss", "rss.xml", "feed.xml")} <= set(found)
    assert guesses("https://marsa.example/index.html")[0] == "https://marsa.example/feed"
    assert guesses("not an address") == ()


def test_sitemaps_of_robots():
    """In any case, each once, with an absolute address."""
    text = "\ufeffSitemap: https://a.example/1.xml\r\nUser-agent: *\nDisallow: /\n  sitemap:https://a.example/2.xml # x\nSITEMAP: /3.xml\nSitemap: https://a.example/1.xml"
    assert robots_sitemaps(text) == ("https://a.example/1.xml", "https://a.example/2.xml")


CARDS = """<body><main><div class=list>
<article><a href="/n/20401-a"><img></a><div><h2><a href="/n/20401-a">اليوم تفتتح الوزارة 3 أرصفة جديدة</a></h2><span class="meta">منذ ساعتين</span></div></article>
<li><a href="/n/20402-b">سفينة القمح تصل إلى المرسى</a><time datetime="2026-11-21T18:00:00+02:00">أمس</time></li>
<li><a href="/n/20403-c">الصيادون يعودون من رحلة طويلة</a><p class="news-date">20 تشرين الثاني 2026 - 10:15</p><p>وقع ذلك في 3 آذار 2020</p></li>
<li><a href="/n/20404-d">لا موعد لعودة العبارة القديمة</a><p>اقتصاد | 14 تعليقا</p></li>
<p><a href="/n/20405-e">خبر أول من المرفأ الصغير</a> <a href="/n/20406-f">خبر ثان من المرفأ الصغير</a> <span>منذ 3 ساعات</span></p>
<li><a href="/n/20407-g">خبر بتاريخ هجري من المرفأ</a><em>12 جمادى الآخرة 1448</em></li>
</div></main></body>"""


def test_dates_beside_links():
    """Each from the card of its article alone, in the words of the page; not from titles or neighbours."""
    found = page_links(CARDS.encode(), address=ADDRESS, zone=ZoneInfo("Asia/Beirut"), now=NOW)
    assert [(each.published_at and each.published_at.isoformat(), each.date_basis) for each in found] == [
        ("2026-11-22T07:00:00+00:00", "stated"),
        ("2026-11-21T18:00:00+02:00", "stated"),
        ("2026-11-20T10:15:00+02:00", "assumed-zone"),
        (None, None),
        (None, None),
        (None, None),
        ("2026-11-22T00:00:00+02:00", "hijri"),
    ]
    assert found[0].date_text == "منذ ساعتين"
    assert all(each.published_at is None for each in page_links(CARDS.encode(), address=ADDRESS))


def test_a_long_page_takes_linear_time():
    """Each element is looked at a few times."""
    card = "<li><div><a href='/n/{0}-a'>خبر من المرفأ الصغير هنا</a><b>منذ ساعتين</b></div></li>"

    def page(size):
        return "".join(card.format(10_000 + number) for number in range(size)).encode()

    assert growth(lambda content: page_links(content, address=ADDRESS, now=NOW), page, 150) < 10
