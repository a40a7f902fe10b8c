"""RSS and Atom in all their versions, read by feedparser from text that was mended before."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from threading import Lock
from types import ModuleType
from typing import Any

from reporter.fetch.feeds.addresses import absolute
from reporter.fetch.feeds.dates import read_date
from reporter.fetch.feeds.mending import Mended
from reporter.fetch.feeds.shape import Feed, FeedError, Item, Received
from reporter.fetch.feeds.texts import escaped, is_teaser, language_of, line, points_to_rest, tidy
from reporter.ingest.metadata import web_address

_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_FIRST = Lock()
_MAIL = re.compile(r"[^\s@<>()]{1,100}@[^\s@<>()]{1,100}")


def read_syndication(mended: Mended, received: Received) -> Feed:
    """Return the feed in the text of `mended`.

    Raises:
        FeedError: feedparser finds no feed in it.

    """
    parsed = _parsed(mended.text, received.address)
    head: dict[str, Any] = parsed["feed"]
    language = _text(head, "language")
    if mended.root != "feed":  # addresses in RSS are relative to the site
        received = replace(received, address=absolute([_text(head, "link")], received.address) or received.address)
    items = [_item(entry, received, language) for entry in parsed["entries"]]
    return Feed(
        kind="atom" if mended.root == "feed" else "rss",
        title=line(head.get("title")),
        items=tuple(items),
        cut=mended.cut,
        notes=mended.notes,
        wait_s=_wait(head),
    )


def _feedparser() -> ModuleType:
    """Return the library, ready for several threads: with its first feed it fills a table that all feeds need."""
    with _FIRST:
        return _filled()


@cache
def _filled() -> ModuleType:
    import feedparser

    module: ModuleType = feedparser
    module.parse(BytesIO(b"<rss/>"))
    return module


def _parsed(text: str, address: str) -> dict[str, Any]:
    headers = {"content-type": "application/xml; charset=utf-8"}
    if "xml:base" in text:  # otherwise feedparser would make a guid such as `n-17` absolute
        headers["content-location"] = address
    source = BytesIO(f'<?xml version="1.0" encoding="utf-8"?>{text}'.encode("utf-8", "replace"))
    try:
        parsed: dict[str, Any] = _feedparser().parse(
            source,  # a stream: a string could be taken for an address or a path
            response_headers=headers,
            sanitize_html=False,  # ingest reads the text of pages, and needs their classes
            resolve_relative_uris=False,
        )
    except Exception as e:
        raise FeedError(f"The feed cannot be parsed ({type(e).__name__}).", kind="not-a-feed") from e
    return parsed


def _item(entry: dict[str, Any], received: Received, language: str | None) -> Item:
    guid = _text(entry, "id")
    title = line(entry.get("title"))
    summary, content = _texts(entry)
    texts = [text for name in ("published", "created") if (text := _text(entry, name))]
    dates = [(text, *read_date(text, zone=received.zone, now=received.now)) for text in texts]
    date_text, published, basis = next((date for date in dates if date[1]), dates[0] if dates else (None, None, None))
    updated, _ = read_date(_text(entry, "updated"), zone=received.zone, now=received.now)
    stated = _stated_language(entry) or language
    return Item(
        link=_link(entry, guid, received.address),
        guid=guid,
        title=title,
        published_at=published,
        updated_at=updated,
        date_basis=basis,
        date_text=date_text[:200] if date_text else None,
        author=_author(entry),
        summary=summary or None,
        content=content,
        language=language_of(f"{title}\n{summary}", stated),
        section=next(
            (found for tag in entry.get("tags", ()) if (found := line(tag.get("label") or tag.get("term")))), None
        ),
    )


def _text(entry: dict[str, Any], key: str) -> str | None:
    """Return a value that the feed states; feedparser would return another date for one that is missing."""
    value = dict.get(entry, key)
    return value.strip() or None if isinstance(value, str) else None


def _stated_language(entry: dict[str, Any]) -> str | None:
    own = _text(entry, "language")
    details = [*entry.get("content", ()), entry.get("title_detail") or {}, entry.get("summary_detail") or {}]
    return own or next((detail["language"] for detail in details if detail.get("language")), None)


def _link(entry: dict[str, Any], guid: str | None, address: str) -> str | None:
    """Return the address of the article: the original one behind a counter, the Arabic one of several."""
    alternates = [link for link in entry.get("links", ()) if link.get("rel", "alternate") == "alternate"]
    pages = [link for link in alternates if (link.get("type") or "text/html") in {"text/html", "application/xhtml+xml"}]

    def rank(link: Mapping[str, Any]) -> int:
        language = str(link.get("hreflang") or "").lower()
        return 0 if language.startswith("ar") else 1 if not language else 2

    found = [str(link.get("href") or "") for link in sorted(pages or alternates, key=rank)]
    candidates = [_text(entry, "feedburner_origlink"), *found, _text(entry, "link")]
    if guid and web_address(guid):
        candidates.append(guid)
    return absolute(candidates, address)


def _texts(entry: dict[str, Any]) -> tuple[str, str | None]:
    """Return the description as plain text, and the full text as HTML."""
    description = entry.get("summary") or ""
    plain_description = (entry.get("summary_detail") or {}).get("type") == "text/plain"
    short, summary = tidy(escaped(description) if plain_description else description)
    full, words = "", ""
    for part in entry.get("content", ()):
        value = part.get("value") or ""
        markup, plain = tidy(escaped(value) if part.get("type") == "text/plain" else value)
        if len(plain) > len(words):
            full, words = markup, plain
    if not is_teaser(summary) and len(summary) > len(words):
        full, words = short, summary
    return summary, full if words and not points_to_rest(words) else None


def _author(entry: dict[str, Any]) -> str | None:
    """Return the names of the authors; an address for mail is not a name."""
    single = _text(entry, "author") or ""
    stated = (
        [single] if "@" in single else [author.get("name") or "" for author in entry.get("authors", ())] or [single]
    )
    names = (line(_MAIL.sub("", name)).strip("()<> ") for name in stated)
    return "، ".join(dict.fromkeys(name for name in names if name)) or None


def _wait(head: dict[str, Any]) -> int | None:
    """Return the number of seconds that the feed asks to wait; it may say so in two ways, and the longer one counts."""
    minutes = _number(_text(head, "ttl"))
    period = _PERIODS.get((_text(head, "sy_updateperiod") or "").lower())
    frequency = _number(_text(head, "sy_updatefrequency")) or 1
    waits = [minutes * 60 if minutes else 0, period // frequency if period else 0]
    return max(waits) or None


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text) else None
