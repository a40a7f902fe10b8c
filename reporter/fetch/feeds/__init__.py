"""Feeds: the bytes of a feed, a sitemap or a section page -> the articles they point to.

``reading`` recognises the format; ``mending`` repairs its text; ``syndication`` (RSS and Atom, with feedparser),
``jsonfeed`` and ``sitemaps`` read it; ``dates``, ``texts`` and ``addresses`` read the values; ``links`` finds articles
and feeds in pages, with ``cards`` for their dates. Nothing here opens a connection or a file.
"""

from reporter.fetch.feeds.reading import read_feed
from reporter.fetch.feeds.shape import Feed, FeedError, Item

__all__ = ["Feed", "FeedError", "Item", "read_feed"]
