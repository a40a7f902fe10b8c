"""Sitemaps and JSON feeds."""

import gzip
import json
import tracemalloc
from datetime import datetime

import pytest
from feed_files import LONG, TEXT, read

from reporter.fetch.feeds import FeedError

MAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = (
    "<url><loc>https://marsa.example/n/1?a=1&amp;b=2</loc><lastmod>2026-11-21T10:00:00+02:00</lastmod><image:image><image:loc>p.jpg</image:loc>"
    "<image:caption>صورة</image:caption><image:title>لقطة</image:title></image:image><n:news><n:publication><n:name>المرسى</n:name>"
    "<n:language>ar</n:language></n:publication><n:publication_date>{date}</n:publication_date><n:title>{title}</n:title></n:news></url>"
)
NAMES = 'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'


def news(date="2026-11-21T09:00:00+02:00", title="سفينة القمح تصل"):
    return f"<?xml version='1.0'?><urlset {MAP} {NAMES}>{NEWS.format(date=date, title=title)}</urlset>"


@pytest.mark.parametrize(
    "content",
    [
        news(),
        news().replace("n:", "news:").replace("xmlns:n=", "xmlns:news="),
        news().replace(MAP, ""),
        news(title="<![CDATA[سفينة القمح تصل]]>"),
        news(title="&#1587;فينة &nbsp;القمح تصل"),
        "\ufeff\n<!-- made by hand -->" + news(),
        news().replace("&amp;b", "&b"),
        news().encode("utf-16"),
        news().encode("cp1256"),
        gzip.compress(news().encode()),
        news(date="٢٠٢٦-١١-٢١T٠٩:٠٠:٠٠+٠٢:٠٠"),
        news(date="21 تشرين الثاني 2026 09:00 +0200"),
    ],
)
def test_news_sitemaps(content):
    """Title, date and language are those of the news, not of its pictures."""
    feed = read(content)
    (found,) = feed.items
    assert (feed.kind, feed.title, found.title, found.language) == ("sitemap", "المرسى", "سفينة القمح تصل", "ar")
    assert found.link == "https://marsa.example/n/1?a=1&b=2"
    assert found.published_at == datetime.fromisoformat("2026-11-21T09:00:00+02:00")
    assert found.updated_at == datetime.fromisoformat("2026-11-21T10:00:00+02:00")
    assert found.date_basis == "stated"


def test_plain_sitemaps():
    """A change is not a publication; relative addresses are made absolute, others are left out."""
    urls = "<url><loc> /n/1 </loc><lastmod>2026-11-21</lastmod></url><url><loc>javascript:x</loc></url><url><loc>/n/2</loc></url>"
    feed = read(f"<urlset {MAP}>{urls}</urlset>")
    assert [(each.link, each.title, each.published_at) for each in feed.items] == [
        ("https://marsa.example/n/1", "", None),
        ("https://marsa.example/n/2", "", None),
    ]
    assert feed.items[0].updated_at is not None


def test_an_index_lists_its_newest_sitemaps_first():
    """Those without a date follow as they are."""
    children = "".join(
        f"<sitemap><loc>https://marsa.example/{name}.xml</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</sitemap>"
        for name, date in (
            ("a", "2026-01-01"),
            ("x", ""),
            ("b", "2026-11-20T10:00:00Z"),
            ("c", "2026-11-20"),
            ("y", ""),
        )
    )
    feed = read(f"<sitemapindex {MAP}>{children}</sitemapindex>")
    assert (feed.kind, feed.items) == ("sitemap-index", ())
    assert [child[-5] for child in feed.children] == ["b", "c", "a", "x", "y"]


def test_a_bomb_in_gzip_is_refused(monkeypatch):
    """Before it is unpacked."""
    bomb = gzip.compress(b" " * 30_000_000)
    monkeypatch.setattr("reporter.fetch.feeds.reading._MOST_BYTES", 1_000_000)
    tracemalloc.start()
    with pytest.raises(FeedError, match="larger than 1 MB after unpacking") as caught:
        read(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.kind == "too-large"
    assert peak < 5_000_000


ITEM = {
    "id": "n-1",
    "url": "/n/1",
    "title": "سفينة &quot;القمح&quot;",
    "content_html": f"<figure><figcaption>صورة</figcaption></figure><p>{LONG}</p>",
    "summary": TEXT,
    "date_published": "2026-11-21T09:00:00+02:00",
    "date_modified": "2026-11-21T10:00:00Z",
    "tags": ["اقتصاد", "مرفأ"],
    "authors": [{"name": "ليلى"}, {"name": "سعاد"}],
}


def feed(*items, **head):
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "المرسى", "language": "ar", "items": items} | head
    )


@pytest.mark.parametrize(
    "content",
    [
        feed(ITEM),
        feed(ITEM, version="https://jsonfeed.org/version/1"),
        feed({key: value for key, value in ITEM.items() if key != "authors"} | {"author": {"name": "ليلى، سعاد"}}),
        "\ufeff\n" + feed(ITEM),
        "<br />\n<b>Notice</b>: x in <b>/srv/feed.php</b><br />\n" + feed(ITEM),
        feed(ITEM).encode("utf-16"),
        json.dumps(json.loads(feed(ITEM)), ensure_ascii=False).encode("cp1256"),
        feed(ITEM) + "\n<!-- cached -->",
        feed(ITEM | {"title": 'سفينة\u202b \u0000"القمح"'}),
        feed(ITEM | {"url": None, "external_url": "/n/1"}),
        feed(ITEM, "not an item", None, 7),
    ],
)
def test_json_feeds(content):
    """Versions 1.0 and 1.1, with the damage that other formats have too."""
    found = read(content)
    assert (found.kind, found.title, found.cut, len(found.items)) == ("json", "المرسى", False, 1)
    (one,) = found.items
    assert (one.guid, one.link, one.title) == ("n-1", "https://marsa.example/n/1", 'سفينة "القمح"')
    assert (one.content, one.summary) == (f"<p>{LONG}</p>", TEXT)
    assert one.published_at == datetime.fromisoformat("2026-11-21T09:00:00+02:00")
    assert one.updated_at == datetime.fromisoformat("2026-11-21T10:00:00+00:00")
    assert (one.author, one.section, one.language) == ("ليلى، سعاد", "اقتصاد", "ar")


def test_poor_items_of_json_feeds():
    """A number as id, an address as id, plain text, wrong types."""
    items = [
        {"id": 17, "url": "/n/2", "content_text": f"{TEXT}\n{TEXT} <3"},
        {"id": "https://marsa.example/n/3", "title": 7, "tags": "x", "authors": "y", "date_published": 20261121},
        {"id": "n", "url": ["x"], "content_html": "\ud800<p>خبر</p>"},
        {"title": "لا شيء"},
    ]
    found = read(feed(*items)).items
    assert [(each.guid, each.link) for each in found] == [
        ("17", "https://marsa.example/n/2"),
        ("https://marsa.example/n/3", "https://marsa.example/n/3"),
        ("n", None),
    ]
    assert found[0].content == f"<p>{TEXT}</p><p>{TEXT} &lt;3</p>"
    assert found[2].content == "<p>خبر</p>"
