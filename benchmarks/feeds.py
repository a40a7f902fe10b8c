"""The processor time of reading feeds: items with a full text each, in every format."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from reporter.fetch.feeds import read_feed

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PARAGRAPH = "رست السفينة في مرفأ المرسى فجر اليوم بعد رحلة استغرقت أسبوعين، وقال القبطان إن البحر كان هائجا. " * 3
TEXT = "".join(f'<p class="text">{PARAGRAPH}<a href="/t/{number}">وسم</a></p>' for number in range(6))
MOST_SECONDS = 2.0
"""For 1,000 items."""


def rss(items: int) -> str:
    """RSS as WordPress writes it."""
    names = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    entries = "".join(
        f"<item><title>خبر {number} &#8211; المرسى</title><link>https://marsa.example/{number}</link><dc:creator>ليلى</dc:creator>"
        f"<pubDate>Sat, 21 Nov 2026 18:40:{number % 60:02} +0200</pubDate><category>اقتصاد</category>"
        f'<guid isPermaLink="false">n-{number}</guid><description><![CDATA[{PARAGRAPH} [&#8230;]]]></description>'
        f"<content:encoded><![CDATA[{TEXT}]]></content:encoded></item>"
        for number in range(items)
    )
    return f'<?xml version="1.0"?><rss version="2.0" {names}><channel><title>المرسى</title>{entries}</channel></rss>'


def atom(items: int) -> str:
    """Atom with XHTML."""
    entries = "".join(
        f"<entry><id>tag:{number}</id><title>خبر {number}</title><link href='/{number}'/>"
        "<published>2026-11-21T18:40:00+02:00</published>"
        f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{TEXT}</div></content></entry>"
        for number in range(items)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>المرسى</title>{entries}</feed>'


def json_feed(items: int) -> str:
    """JSON Feed 1.1."""
    entries = [
        {
            "id": str(number),
            "url": f"/{number}",
            "title": f"خبر {number}",
            "content_html": TEXT,
            "date_published": "2026-11-21T18:40Z",
        }
        for number in range(items)
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": entries}, ensure_ascii=False)


def sitemap(items: int) -> str:
    """Sitemap without news."""
    urls = "".join(
        f"<url><loc>https://marsa.example/{number}</loc><lastmod>2026-11-21</lastmod></url>" for number in range(items)
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def seconds(make: Callable[[int], str], items: int) -> float:
    """Return the processor time of reading one feed."""
    content = make(items).encode()
    begun = time.process_time()
    feed = read_feed(
        content, address="https://marsa.example/feed", zone=ZoneInfo("Asia/Beirut"), encoding=None, now=NOW
    )
    spent = time.process_time() - begun
    if len(feed.items) != items:
        raise SystemExit(f"{make.__name__}: {len(feed.items)} of {items} items were read")
    return spent


def feeds(_: Path) -> None:
    """Print the time for 1,000 and 5,000 items of each format; fail if 1,000 take more than two seconds."""
    slow = []
    for make in (rss, atom, json_feed, sitemap):
        thousand, many = min(seconds(make, 1000) for _ in range(3)), seconds(make, 5000)
        print(f"feeds       {make.__name__:10} 1,000 items {thousand:5.2f} s   5,000 items {many:5.2f} s")
        slow += [make.__name__] if thousand > MOST_SECONDS else []
    if slow:
        raise SystemExit(f"more than {MOST_SECONDS} s for 1,000 items: {', '.join(slow)}")
