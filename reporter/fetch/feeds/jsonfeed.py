"""JSON Feed 1.0 and 1.1.

Source: https://www.jsonfeed.org/version/1.1/
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from reporter.fetch.feeds.addresses import absolute
from reporter.fetch.feeds.dates import read_date
from reporter.fetch.feeds.mending import without_controls
from reporter.fetch.feeds.shape import Feed, FeedError, Item, Received
from reporter.fetch.feeds.texts import escaped, language_of, line, points_to_rest, tidy
from reporter.ingest.metadata import web_address

_VERSION = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version\\?/', re.IGNORECASE)
_ITEMS = re.compile(r'"items"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


def looks_like_json_feed(text: str) -> bool:
    """Return whether `text` is JSON, or says that it is a JSON Feed after a message of the server."""
    return text.lstrip("\ufeff \t\r\n").startswith("{") or _VERSION.search(text) is not None


def read_json_feed(text: str, received: Received) -> Feed:
    """Return the feed in `text`; if it was cut, the items before the cut.

    Raises:
        FeedError: it is not a JSON Feed.

    """
    text = text[max(text.find("{"), 0) :]
    notes: tuple[str, ...] = ()
    cut = False
    try:
        data, _ = json.JSONDecoder(strict=False).raw_decode(text)
    except RecursionError:
        raise FeedError("The objects of the feed are nested too deeply.", kind="too-deep") from None
    except ValueError:
        data, cut = {**_head(text), "items": list(_whole_items(text))}, True
        notes = ("It ends early; the items before the cut were read.",)
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        raise FeedError("It is JSON, but not a JSON Feed.", kind="not-a-feed")
    items = [_item(entry, data, received) for entry in data["items"] if isinstance(entry, dict)]
    return Feed(kind="json", title=line(data.get("title")), items=tuple(items), cut=cut, notes=notes)


def _head(text: str) -> dict[str, Any]:
    """Return the values before the items of a feed that was cut."""
    found = _ITEMS.search(text)
    try:
        data = json.JSONDecoder(strict=False).decode(text[: found.start()].rstrip().rstrip(",") + "}") if found else {}
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _whole_items(text: str) -> Iterator[object]:
    """Yield the items that are complete."""
    found = _ITEMS.search(text)
    decoder, at = json.JSONDecoder(strict=False), found.end() if found else len(text)
    while at < len(text):
        try:
            entry, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield entry
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at


def _item(entry: Mapping[str, Any], head: Mapping[str, Any], received: Received) -> Item:
    guid = entry.get("id")
    guid = _string(guid) if isinstance(guid, str) else str(guid) if isinstance(guid, int | float) else None
    own = guid if guid and web_address(guid) else None
    link = absolute((_string(entry.get("url")), _string(entry.get("external_url")), own), received.address)
    markup, full = tidy(_string(entry.get("content_html")) or escaped(_string(entry.get("content_text")) or ""))
    _, summary = tidy(escaped(_string(entry.get("summary")) or ""))
    date_text = _string(entry.get("date_published"))
    published, basis = read_date(date_text, zone=received.zone, now=received.now)
    updated, _ = read_date(_string(entry.get("date_modified")), zone=received.zone, now=received.now)
    title = line(entry.get("title"))
    tags = entry.get("tags")
    return Item(
        link=link,
        guid=guid,
        title=title,
        published_at=published,
        updated_at=updated,
        date_basis=basis,
        date_text=date_text,
        author=_authors(entry) or _authors(head),
        summary=summary or None,
        content=markup if full and not points_to_rest(full) else None,
        language=language_of(
            f"{title}\n{summary or full}", _string(entry.get("language")) or _string(head.get("language"))
        ),
        section=next((found for tag in tags if (found := line(tag))), None) if isinstance(tags, list) else None,
    )


def _authors(owner: Mapping[str, Any]) -> str | None:
    """Return the names of the authors (1.1) or the author (1.0)."""
    found = owner.get("authors")
    people = found if isinstance(found, list) else [owner.get("author")]
    names = [line(person.get("name")) for person in people if isinstance(person, dict)]
    return "، ".join(dict.fromkeys(name for name in names if name)) or None


def _string(value: object) -> str | None:
    """Return `value` without control characters if it is text with something in it."""
    return without_controls(value).strip() or None if isinstance(value, str) else None
