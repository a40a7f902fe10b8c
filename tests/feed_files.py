"""Invented feeds for tests: RSS and Atom of any shape."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from reporter.fetch.feeds import read_feed

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ADDRESS = "https://marsa.example/feeds/all.xml"
TEXT = "رست السفينة في مرفأ المرسى فجر اليوم بعد رحلة استغرقت أسبوعين. وقال القبطان إن البحر كان هائجا."
LONG = " ".join(f"{TEXT} وأفرغت {number} حاوية من القمح." for number in range(3, 8))
"""More than sixty words."""
NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    ' xmlns:atom="http://www.w3.org/2005/Atom"'
)


def item(number=1, *, title="سفينة القمح تصل إلى المرسى", date="Sat, 21 Nov 2026 18:40:00 +0200", more=""):
    """Return an item of RSS."""
    return (
        f"<item><title>{title}</title><link>https://marsa.example/n/{number}</link><pubDate>{date}</pubDate>"
        f"<description>{TEXT}</description>{more}</item>"
    )


def rss(*items, prolog='<?xml version="1.0" encoding="utf-8"?>\n', head="", end="</channel></rss>"):
    """Return a feed in RSS 2.0 as text."""
    inside = "".join(items or (item(1), item(2)))
    return f'{prolog}<rss version="2.0" {NAMESPACES}><channel><title>جريدة المرسى</title>{head}{inside}{end}'


def atom(*entries, attributes="", head=""):
    """Return a feed in Atom 1.0 as text."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar" {attributes}>'
        f"<title>جريدة المرسى</title><id>tag:marsa.example,2026:feed</id>{head}{''.join(entries)}</feed>"
    )


def read(content, *, headers=None, encoding=None):
    """Read text or bytes as they would come from a server."""
    data = content.encode() if isinstance(content, str) else content
    return read_feed(data, address=ADDRESS, headers=headers, zone=ZoneInfo("Asia/Beirut"), encoding=encoding, now=NOW)
