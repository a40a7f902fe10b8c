"""Lists of feeds in OPML, as feed readers exchange them.

Source: http://opml.org/spec2.opml. Nested folders are sections; attributes are accepted in any case, because readers
write both ``xmlUrl`` and ``xmlurl``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from reporter.fetch.feeds.mending import mend
from reporter.fetch.feeds.shape import FeedError
from reporter.fetch.feeds.texts import line
from reporter.fetch.feeds.xml_tree import names_of, parse_xml
from reporter.identity import canonical_address
from reporter.ingest.encodings import decode
from reporter.ingest.metadata import web_address

if TYPE_CHECKING:
    from lxml.etree import _Element

_BETWEEN = " / "
"""Between the names of nested folders."""
_DEEPEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One feed in a list."""

    title: str
    feed: str
    """Its address."""
    site: str | None = None
    """The address of the pages that it belongs to."""
    section: str | None = None
    """The folder, with those around it: ``الصحف / سياسة``."""
    language: str | None = None


def read_opml(content: bytes) -> tuple[tuple[Subscription, ...], tuple[str, ...]]:
    """Return the feeds in `content`, each once, and a sentence for each outline that is left out.

    Raises:
        FeedError: it is not OPML.

    """
    text = decode(content).text
    if not text.strip("\ufeff\x00 \t\r\n"):
        raise FeedError("The file is empty.", kind="empty")
    mended = mend(text)
    if mended.root != "opml":
        raise FeedError(
            "The file is a feed, not a list of feeds (OPML); add its address as a source.", kind="not-a-feed"
        )
    found: dict[str, Subscription] = {}
    notes = list(mended.notes)
    for element in parse_xml(mended.text).iter():
        if names_of(element)[1] == "outline":
            _take(element, found, notes)
    return tuple(found.values()), tuple(notes)


def _take(element: "_Element", found: dict[str, Subscription], notes: list[str]) -> None:
    """Add the feed of an outline to `found`, or say in `notes` why not."""
    values = _values(element)
    title = _title(values)
    kind = values.get("type", "").lower()
    written = values.get("xmlurl", "") or (values.get("url", "") if kind in {"rss", "atom"} else "")  # url: OPML 1.0
    if not written:
        if kind in {"rss", "atom", "link", "include"} or not len(element):
            notes.append(f"'{title or 'an outline without a name'}' has no address of a feed and is left out.")
        return
    feed = _address(written)
    if feed is None:
        notes.append(f"'{title or written[:200]}' has an address that cannot be used and is left out: {written[:200]}")
        return
    key = canonical_address(feed)
    if key in found:
        notes.append(f"'{title or feed}' has the same address as '{found[key].title}' and is left out: {feed}")
        return
    folders = [name for above in element.iterancestors() if (name := _title(_values(above)))]
    found[key] = Subscription(
        title=title or feed,
        feed=feed,
        site=web_address(values.get("htmlurl", "")),
        section=_BETWEEN.join(reversed(folders[:_DEEPEST])) or None,
        language=values.get("language") or None,
    )


def _values(element: "_Element") -> dict[str, str]:
    return {str(name).lower(): str(value).strip() for name, value in element.attrib.items()}


def _title(values: dict[str, str]) -> str:
    return line(values.get("title")) or line(values.get("text"))


def _address(written: str) -> str | None:
    """Return the address of a feed, which some programs write as ``feed://`` or ``feed:https://``."""
    bare = written[5:] if written.lower().startswith("feed:") else written
    return web_address(f"https:{bare}" if bare.startswith("//") else bare)


def write_opml(subscriptions: Iterable[Subscription], *, title: str) -> bytes:
    """Return an OPML 2.0 file with a folder for each section."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = line(title)
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], _Element] = {(): body}
    for entry in subscriptions:
        path: tuple[str, ...] = ()
        for name in entry.section.split(_BETWEEN) if entry.section else ():
            parent, path = folders[path], (*path, name)
            if path not in folders:
                folders[path] = etree.SubElement(parent, "outline", text=name, title=name)
        given = {"type": "rss", "text": entry.title, "title": entry.title, "xmlUrl": entry.feed}
        given |= {"htmlUrl": entry.site} if entry.site else {}
        given |= {"language": entry.language} if entry.language else {}
        etree.SubElement(folders[path], "outline", given)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written
