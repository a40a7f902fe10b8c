"""Saved web pages: the article, its headings and its metadata."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.ingest.pages import read_page

TITLE = "افتتاح خط قطار جديد بين المدينتين"
DECK = "الرحلة تستغرق أربعين دقيقة فقط بدلا من ساعتين"
FIRST = "افتتحت وزارة النقل صباح اليوم خط القطار الجديد الذي يربط بين المدينتين، بعد عمل استمر ثلاث سنوات."
SECOND = "وقال الوزير إن الخط سينقل عشرين ألف راكب كل يوم، وأضاف أن التذكرة ستكون رخيصة."
THIRD = "ويضم الخط سبع محطات، أكبرها محطة الميدان التي تتسع لثلاثة آلاف راكب في الساعة."
PLUS_3 = timezone(timedelta(hours=3))


def _page(head="", top=f"<h1>{TITLE}</h1>", body=""):
    body = body or f"<p>{FIRST}</p><p>{SECOND}</p><h2>محطات جديدة</h2><p>{THIRD}</p>"
    return (
        f"<!doctype html><html lang=ar dir=rtl><head><meta charset=utf-8>{head}</head><body>"
        f"<nav><a href=/>الرئيسية</a><a href=/e>اقتصاد</a></nav><article>{top}{body}</article>"
        "<aside><a href=/x>خبر آخر عن الطقس في العاصمة</a></aside><footer>جميع الحقوق محفوظة</footer></body></html>"
    )


def _linked(**data):
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def _facts(head="", top=f"<h1>{TITLE}</h1>"):
    return read_page(_page(head, top)).metadata


def test_article_is_extracted_from_the_page():
    """One block per line, with marked headings and nothing from the navigation."""
    found = read_page(_page())
    assert [line for line in found.text.split("\n") if line != TITLE] == [FIRST, SECOND, "محطات جديدة", THIRD]
    assert "محطات جديدة" in found.headings


def test_line_breaks_and_lists_make_lines():
    """As on the page; list items keep a marker."""
    found = read_page(
        _page(body=f"<p>{FIRST}<br>{SECOND}</p><ul><li>محطة الميدان</li><li>محطة الجامعة</li></ul><p>{THIRD}</p>")
    )
    assert [line for line in found.text.split("\n") if line != TITLE] == [
        FIRST,
        SECOND,
        "- محطة الميدان",
        "- محطة الجامعة",
        THIRD,
    ]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda node: node,
        lambda node: [{"@type": "WebSite", "name": "غيره"}, node],
        lambda node: {"@context": "https://schema.org", "@graph": [{"@type": "Organization"}, node]},
        lambda node: {"@type": "WebPage", "mainEntity": node},
        lambda node: {**node, "@type": ["ReportageNewsArticle", "Thing"]},
    ],
)
def test_linked_data_is_read(wrap):
    """JSON-LD is found in all the ways in which sites nest it."""
    node = {
        "@type": "NewsArticle",
        "headline": TITLE,
        "alternativeHeadline": DECK,
        "datePublished": "2026-11-20T09:15:00+03:00",
        "author": [{"@type": "Person", "name": "سلمى حداد"}, {"@type": "Person", "name": "سعيد عمر"}],
        "publisher": {"@type": "Organization", "name": "صحيفة النهر"},
        "mainEntityOfPage": {"@id": "https://nahr.example/1"},
    }
    data = wrap(node)
    found = _facts(f'<script type="application/ld+json">{json.dumps(data)}</script>')
    assert (found.title, found.deck, found.outlet, found.author) == (TITLE, DECK, "صحيفة النهر", "سلمى حداد، سعيد عمر")
    assert found.url == "https://nahr.example/1"
    assert found.published_at == datetime(2026, 11, 20, 9, 15, tzinfo=PLUS_3)


def test_meta_elements_are_read():
    """They are used if there is no JSON-LD."""
    found = _facts(
        f'<title>{TITLE} - صحيفة النهر</title><meta property="og:title" content="{TITLE} | صحيفة النهر">'
        '<meta property="og:site_name" content="صحيفة النهر"><meta name="Author" content="بقلم: سلمى حداد">'
        '<meta property="article:published_time" content="2026-11-20T06:15:00Z"><link rel=canonical href="https://nahr.example/1">',
        top="",
    )
    assert (found.title, found.outlet, found.author) == (TITLE, "صحيفة النهر", "سلمى حداد")
    assert (found.url, found.published_at) == ("https://nahr.example/1", datetime(2026, 11, 20, 6, 15, tzinfo=UTC))


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        ("2026-11-20T09:15:00+03:00", datetime(2026, 11, 20, 9, 15, tzinfo=PLUS_3)),
        ("2026-11-20T09:15:00.000+0300", datetime(2026, 11, 20, 9, 15, tzinfo=PLUS_3)),
        ("2026-11-20 09:15:00 +0300", datetime(2026, 11, 20, 9, 15, tzinfo=PLUS_3)),
        ("Fri, 20 Nov 2026 06:15:00 GMT", datetime(2026, 11, 20, 6, 15, tzinfo=UTC)),
        ("2026-11-20T09:15:00", date(2026, 11, 20)),
        ("2026-11-20", date(2026, 11, 20)),
        ("11/20/2026 9:15 AM", date(2026, 11, 20)),
        ("05/06/2026 9:15 AM", None),
        ("", None),
    ],
)
def test_time_keeps_its_zone(stated, wanted):
    """Without a zone, only the day is known."""
    assert (
        _facts(_linked(**{"@type": "NewsArticle", "headline": TITLE, "datePublished": stated})).published_at == wanted
    )


def test_time_with_a_zone_is_preferred():
    """It may be anywhere on the page."""
    head = _linked(**{"@type": "Article", "datePublished": "2026-11-20"})
    top = f'<h1>{TITLE}</h1><time itemprop="datePublished" datetime="2026-11-20T09:15:00+03:00">أمس</time>'
    assert _facts(head, top).published_at == datetime(2026, 11, 20, 9, 15, tzinfo=PLUS_3)


def test_references_inside_a_graph_are_followed():
    """Author and publisher may be given by the id of another object; an unknown id names nobody."""
    people = [{"@type": "Organization", "@id": "#o", "name": "صحيفة النهر"}, {"@id": "#p", "name": "سلمى حداد"}]
    story = {"@type": "NewsArticle", "headline": TITLE, "author": {"@id": "#p"}, "publisher": {"@id": "#o"}}
    found = _facts(_linked(**{"@graph": [*people, story]}))
    assert (found.outlet, found.author) == ("صحيفة النهر", "سلمى حداد")
    found = _facts(_linked(**{"@graph": [story | {"author": [{"@id": "#x"}, {"@id": ["#p"]}]}, *people]}))
    assert (found.outlet, found.author) == ("صحيفة النهر", None)


def test_a_visible_byline_and_time_are_the_last_resort():
    """A paragraph names the author, a ``time`` element the day; stated facts come first."""
    top = f'<h1>{TITLE}</h1><p>كتبت: منى سالم</p><time datetime="2026-11-18T14:30:00+03:00">18 نوفمبر</time>'
    found = _facts(top=top)
    assert (found.author, found.published_at) == ("منى سالم", datetime(2026, 11, 18, 14, 30, tzinfo=PLUS_3))
    found = _facts(_linked(**{"@type": "NewsArticle", "author": "سعيد عمر", "datePublished": "2026-11-19"}), top)
    assert (found.author, found.published_at) == ("سعيد عمر", date(2026, 11, 19))


def test_times_outside_the_article_are_ignored():
    """Of several times near the text, nobody knows which belongs to the article."""
    top = (
        f'<h1>{TITLE}</h1></article><time datetime="2026-11-17">17</time><time datetime="2026-11-18">18</time><article>'
    )
    assert _facts(top=top).published_at is None


@pytest.mark.parametrize(
    "author",
    [
        "صحيفة النهر",
        {"@type": "Organization", "name": "وكالات"},
        "https://nahr.example/a",
        "@nahr",
        {"name": None},
        [],
        7,
    ],
)
def test_only_people_are_authors(author):
    """The outlet, a URL and an account are not."""
    data = {"@type": "NewsArticle", "author": author, "publisher": {"name": "صحيفة النهر"}}
    assert _facts(_linked(**data)).author is None


@pytest.mark.parametrize(
    ("top", "description", "deck"),
    [
        (f'<h1>{TITLE}</h1><p class="article-subtitle">{DECK}</p>', "", DECK),
        (f"<h1>{TITLE}</h1><h2>{DECK}</h2>", DECK, DECK),
        (f"<h1>{TITLE}</h1>", DECK, None),  # for search engines alone
        (f"<h1>{TITLE}</h1>", FIRST, None),  # the first paragraph
        (f"<h1>{TITLE}</h1>", FIRST[:60] + "...", None),
    ],
)
def test_description_is_a_deck_only_if_the_page_shows_it(top, description, deck):
    """Otherwise it is written for search engines."""
    assert _facts(f'<meta name="description" content="{description}">', top).deck == deck


def test_short_headline_is_completed_by_the_page():
    """Search engines ask for at most 110 characters."""
    assert _facts(_linked(**{"@type": "NewsArticle", "headline": TITLE[:20] + "..."})).title == TITLE


def test_outlet_after_the_title_is_removed():
    """This happens only if the page says that it is the outlet."""
    site = '<meta property="og:site_name" content="النهر">'
    assert _facts(f"<title>{TITLE} - النهر</title>{site}", top="").title == TITLE
    assert _facts(f"<title>{TITLE} - الجزء الثاني</title>", top="").title == f"{TITLE} - الجزء الثاني"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/news/1", "file:///etc/passwd", "//nahr.example"])
def test_only_web_addresses_are_used(address):
    """Nothing else becomes a link in the briefing."""
    assert _facts(f'<link rel="canonical" href="{address}">').url is None


@pytest.mark.parametrize(
    "script", ["{", "[" * 100_000, '{"@type": "NewsArticle", "headline": "\\ud800"}', "null", '"x"', '{"@graph": 1}']
)
def test_broken_linked_data_is_ignored(script):
    """The visible heading is the title."""
    assert _facts(f'<script type="application/ld+json">{script}</script>').title == TITLE


def test_a_page_that_does_not_mark_its_body_is_read():
    """HTML allows that; what belongs to the head may come before it, in any order."""
    told = "<p>وصل القطار الأول إلى المحطة الجديدة صباح اليوم، وكان في استقباله مئات السكان.</p>" * 3
    head = "<!doctype html><html lang=ar><meta charset=utf-8><!-- <p>x</p> --><script>var a='<article>';</script>"
    read = read_page(f"{head}<title>القطار</title><link rel=x><article><h1>القطار يصل</h1>{told}</article>")
    assert read.text.startswith("القطار يصل\nوصل القطار الأول")


def test_mark_up_in_a_headline_is_text():
    """It is printed, not interpreted."""
    found = _facts(
        _linked(**{"@type": "NewsArticle", "headline": "خبر &lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}"})
    )
    assert found.title == "خبر <script>alert(1)</script> {{ 7*7 }}"


@settings(max_examples=150, deadline=None)
@given(cut=st.integers(0, 1200), junk=st.text(max_size=30), at=st.integers(0, 1200))
def test_no_page_raises(cut, junk, at):
    """Pages are cut off anywhere and contain anything."""
    page = _page(_linked(**{"@type": "NewsArticle", "headline": TITLE, "author": junk}))
    found = read_page((page[:at] + junk + page[at:])[:cut])
    assert "\x00" not in found.text
    found.text.encode("utf-8")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "</",
                "<h1>",
                "<table><tr><td>",
                "<li>",
                "<!--",
                "]]>",
                "<script>",
                "<a href='",
                "نص. ",
            ]
        )
        | st.text(max_size=8),
        max_size=30,
    ).map("".join)
)
def test_no_tag_soup_raises(soup):
    """This holds for random tags."""
    read_page(soup).text.encode("utf-8")
