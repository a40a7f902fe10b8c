"""XML that was mended -> a tree, for the formats that feedparser does not read. Nothing is fetched or expanded."""

from typing import TYPE_CHECKING

from lxml import etree

from reporter.fetch.feeds.shape import FeedError

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse_xml(text: str) -> "_Element":
    """Return the root element of `text`, read as far as possible.

    Raises:
        FeedError: no element can be read.

    """
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as e:
        raise FeedError("Its XML cannot be read.", kind="not-a-feed") from e
    if root is None:
        raise FeedError("Its XML cannot be read.", kind="not-a-feed")
    return root


def names_of(element: "_Element") -> tuple[str, str]:
    """Return the namespace and the lower-case local name of `element`; empty for a comment."""
    if not isinstance(element.tag, str):
        return "", ""
    namespace, _, name = element.tag.rpartition("}")  # recovered elements may have names that a QName refuses
    return namespace.lstrip("{"), name.rpartition(":")[2].lower()
