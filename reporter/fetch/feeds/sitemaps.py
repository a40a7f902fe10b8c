"""Sitemaps, those of Google News among them, and indexes of sitemaps.

Source: https://www.sitemaps.org/protocol.html; https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reporter.fetch.feeds.addresses import absolute
from reporter.fetch.feeds.dates import read_date
from reporter.fetch.feeds.mending import Mended
from reporter.fetch.feeds.shape import Feed, Item, Received
from reporter.fetch.feeds.texts import language_of, line
from reporter.fetch.feeds.xml_tree import names_of, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_sitemap(mended: Mended, received: Received) -> Feed:
    """Return the articles of a sitemap, or the sitemaps of an index.

    Raises:
        FeedError: no element can be read.

    """
    root = parse_xml(mended.text)
    entries = [_values(element) for element in root]
    if mended.root == "sitemapindex":
        dated = [
            (absolute([entry.get("loc")], received.address), _date(entry, "lastmod", received)) for entry in entries
        ]
        dated.sort(key=lambda child: child[1] or datetime.min.replace(tzinfo=UTC), reverse=True)
        children = tuple(dict.fromkeys(link for link, _ in dated if link))
        return Feed(kind="sitemap-index", cut=mended.cut, notes=mended.notes, children=children)
    items = tuple(_item(entry, received) for entry in entries)
    names = [name for entry in entries[:1] if (name := line(entry.get("name")))]
    return Feed(
        kind="sitemap",
        title="".join(names),
        items=items,
        cut=mended.cut,
        notes=mended.notes,
    )


def _values(entry: "_Element") -> dict[str, str]:
    """Return the names and texts of an entry, except those of its pictures and videos; the first of a name counts."""
    found: dict[str, str] = {}
    for element in entry.iter():
        namespace, name = names_of(element)
        text = (element.text or "").strip()
        if name and text and not any(kind in namespace for kind in ("sitemap-image", "sitemap-video")):
            found.setdefault(name, text)
    return found


def _item(entry: dict[str, str], received: Received) -> Item:
    date_text = entry.get("publication_date")
    published, basis = read_date(date_text, zone=received.zone, now=received.now)
    title = line(entry.get("title"))
    return Item(
        link=absolute([entry.get("loc")], received.address),
        title=title,
        published_at=published,
        updated_at=_date(entry, "lastmod", received),
        date_basis=basis,
        date_text=date_text,
        language=language_of(title, entry.get("language")),
    )


def _date(entry: dict[str, str], name: str, received: Received) -> datetime | None:
    return read_date(entry.get(name), zone=received.zone, now=received.now)[0]
