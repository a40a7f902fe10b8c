"""Bytes of a feed in any format -> ``Feed``."""

import re
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from reporter.fetch.feeds.jsonfeed import looks_like_json_feed, read_json_feed
from reporter.fetch.feeds.links import alternates
from reporter.fetch.feeds.mending import find_root, mend
from reporter.fetch.feeds.shape import Feed, FeedError, Received
from reporter.fetch.feeds.sitemaps import read_sitemap
from reporter.fetch.feeds.syndication import read_syndication
from reporter.ingest.encodings import decode, without_long_runs
from reporter.ingest.pages import looks_like_page
from reporter.printable import printable

_MOST_BYTES = 50_000_000
"""Maximum size of a feed after it was unpacked; the protocol of sitemaps allows as much."""
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|div|p|title)\b", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)


def read_feed(  # noqa: PLR0913  what a server sent, and what the settings say about it
    content: bytes,
    *,
    address: str,
    headers: Mapping[str, str] | None = None,
    zone: ZoneInfo | None,
    encoding: str | None,
    now: datetime,
) -> Feed:
    """Return the feed in `content`, which was received from `address` at `now`.

    `zone` is that of dates without one, and `encoding` overrides what the bytes and the `headers` say.

    Raises:
        FeedError: it is not a feed; the message says what it is.

    """
    text = _text(_unpacked(content), headers or {}, encoding)
    if not text.strip("\ufeff\x00 \t\r\n"):
        raise FeedError("The feed is empty.", kind="empty")
    received = Received(address=address, zone=zone, now=now)
    root = find_root(text)
    if root is None and looks_like_json_feed(text):
        return _checked(read_json_feed(text, received))
    if root is None and (looks_like_page(text.lstrip("\ufeff")) or _MARKUP.search(text, 0, 5000)):
        found = alternates(content, address)
        hint = f"; the page names the feed {printable(found[0])}" if found else ""
        raise FeedError(f"The address leads to a web page, not to a feed{hint}.", kind="html", alternates=found)
    mended = mend(text)
    if mended.root == "opml":
        raise FeedError("It is a list of feeds (OPML), not a feed; use `reporter sources import`.", kind="not-a-feed")
    read = read_sitemap if mended.root in {"urlset", "sitemapindex"} else read_syndication
    return _checked(read(mended, received))


def _checked(feed: Feed) -> Feed:
    """Return `feed` without items that say nothing, and with notes on those and on dates that cannot be used."""
    useful = tuple(item for item in feed.items if item.link or item.content or item.summary)
    notes = list(feed.notes)
    if missing := len(feed.items) - len(useful):
        notes.append(f"{_items(missing)} neither an address nor a text.")
    unread = [item.date_text for item in useful if item.date_text and item.published_at is None]
    if unread:
        notes.append(f"{_items(len(unread))} a date that cannot be used: {printable(unread[0])[:80]}")
    return replace(feed, items=useful, notes=tuple(notes))


def _items(number: int) -> str:
    return "1 item has" if number == 1 else f"{number:,} items have"


def _unpacked(content: bytes) -> bytes:
    """Return `content` without gzip, in which sitemaps are stored.

    Raises:
        FeedError: it is too large.

    """
    if content.startswith(b"\x1f\x8b"):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            content = unpacker.decompress(content, _MOST_BYTES)
        except zlib.error as e:
            raise FeedError("The feed is a damaged gzip file.", kind="not-a-feed") from e
        if not content:
            raise FeedError("The feed is a damaged gzip file.", kind="not-a-feed")
        if unpacker.unconsumed_tail:
            raise FeedError(f"The feed is larger than {_MOST_BYTES // 1_000_000} MB after unpacking.", kind="too-large")
    if len(content) > _MOST_BYTES:
        raise FeedError(f"The feed is larger than {_MOST_BYTES // 1_000_000} MB.", kind="too-large")
    return content


def _text(content: bytes, headers: Mapping[str, str], encoding: str | None) -> str:
    """Return the decoded text, with short runs of white space, which would slow down regular expressions."""
    stated = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    charset = _CHARSET.search(stated)
    if encoding:
        try:
            return without_long_runs(content.decode(encoding, "replace"))
        except LookupError:  # the settings are checked elsewhere; the bytes speak for themselves
            pass
    return without_long_runs(decode(content, declared=charset[1] if charset else None).text)
