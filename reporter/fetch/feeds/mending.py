"""The text of an XML feed, repaired before it is parsed.

In: text as a server sent it. Out: the same feed from its root element to its end, without what stops a parser or
misleads it: text before the prolog, control characters, entities, comments, descriptions of pictures, and the item that
was cut off. No entity that a feed declares is ever expanded.
"""

import html
import re
from dataclasses import dataclass
from html.entities import html5

from reporter.fetch.feeds.shape import FeedError

_ROOT = re.compile(
    r"<(?P<name>(?:[\w.-]{1,40}:)?(?P<local>rss|feed|rdf|channel|urlset|sitemapindex|opml))(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_PAGE = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)
_ITEMS = {"feed": "entry", "urlset": "url", "sitemapindex": "sitemap", "opml": "outline"}
_BEFORE = re.compile(r"<\?.*?(?:\?>|\Z)|<!--.*?(?:-->|\Z)|<!DOCTYPE.*|[\s\ufeff]+", re.DOTALL | re.IGNORECASE)
"""What may be before the root element."""
_DECLARED_ENTITY = re.compile(r"<!ENTITY\s+(?:%\s+)?([\w.:-]{1,60})", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_NAMESPACE = re.compile(r"""\bxmlns:([\w.-]{1,40})\s*=\s*["'](http://[^"'<>\s]{1,100})["']""")
_ASIDE = {"http://search.yahoo.com/mrss", "http://www.itunes.com/dtds/podcast-1.0.dtd"}
"""Namespaces of what is said about pictures and recordings, which feedparser takes for texts of the article."""
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1"
_MOST_ITEMS = 50_000
"""Maximum number of items, that of the protocol of sitemaps; feeds of newspapers have 20 to 200."""
_DEEPEST = 500
"""Maximum number of elements around an element of an item; articles have about ten."""
_EMPTY = {"br", "img", "hr", "input", "meta", "link", "wbr", "source"}
_TAG = re.compile(r"<(/?)((?:[\w.-]{1,40}:)?[\w.-]{1,60})(?:\s[^<>]*?)?(/?)>")


@dataclass(frozen=True, slots=True)
class Mended:
    """A feed whose markup is as good as it gets."""

    text: str
    root: str
    """The root element without its prefix, in lower case."""
    cut: bool
    notes: tuple[str, ...]


def find_root(text: str) -> re.Match[str] | None:
    """Return the first tag of a feed in `text`, or None if it is a page or something else."""
    found = _ROOT.search(text)
    if found is None:
        return None
    page = _PAGE.search(text, 0, found.start())
    return found if page is None or re.search(r"<\?xml[^<>]{0,200}\?>\s*$", text[: found.start()][-300:]) else None


def without_controls(text: str) -> str:
    """Return `text` without characters that XML does not allow or that print nothing."""
    return _CONTROL.sub("", text)


def mend(text: str) -> Mended:
    """Return the feed in `text`, repaired.

    Raises:
        FeedError: there is no feed in it, or it is too large or too deep.

    """
    root = find_root(text)
    if root is None:
        raise FeedError("It is neither a feed nor a sitemap.", kind="not-a-feed")
    before = text[: root.start()]
    declared = frozenset(_DECLARED_ENTITY.findall(before))
    notes = _about(before, declared)
    clean = without_controls(text[root.start() :])
    if len(clean) < len(text) - root.start():
        notes.append("It contains control characters, which were removed.")
    clean = _well_marked(clean, declared)
    empty = root[0].endswith("/>")
    clean, cut = (root[0], False) if empty else _whole(clean, root["name"], _ITEMS.get(root["local"].lower(), "item"))
    if cut:
        notes.append("It ends early; the items before the cut were read.")
    _check_size(clean)
    return Mended(clean, root["local"].lower(), cut, tuple(notes))


def _about(before: str, declared: frozenset[str]) -> list[str]:
    """Return what there is to say about the text before the root element."""
    notes = []
    if declared:
        notes.append("It declares entities, which were not expanded.")
    prolog = _BEFORE.sub("", before)
    if prolog:
        notes.append("There is text before its prolog, perhaps an error message of the server.")
    return notes


def _well_marked(text: str, declared: frozenset[str]) -> str:
    """Return `text` with CDATA and entities as plain XML, without comments and descriptions of pictures."""
    prefixes = {prefix: address.rstrip("/") for prefix, address in _NAMESPACE.findall(text)}
    aside = [re.escape(prefix) for prefix, address in prefixes.items() if address.lower() in _ASIDE] or ["media"]
    dates = [re.escape(prefix) for prefix, address in prefixes.items() if address == _DUBLIN_CORE] or ["dc"]
    tokens = re.compile(
        r"<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<![^<>\[]*>"
        r"|&(?!(?:lt|gt|amp|quot|apos);)(?P<reference>(?:#\d{1,8}|#[xX][\da-fA-F]{1,7}|\w{1,32});)?"
        rf"|<(?P<end>/?)(?:{'|'.join(aside)}):[\w.-]{{1,40}}(?:\s[^<>]*?)?(?P<empty>/?)>"
        rf"|<(?P<date>/?)(?:{'|'.join(dates)}):date(?=[\s>])"
        r"|(?P<item></?(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s>]))",
        re.DOTALL | re.IGNORECASE,
    )
    pieces: list[str] = []
    done = inside = 0
    for found in tokens.finditer(text):
        if not inside:
            pieces.append(text[done : found.start()])
        done = found.end()
        if found["item"]:
            inside = 0
            pieces.append(found[0])
        elif found["end"] is not None:
            inside = max(inside - 1, 0) if found["end"] else inside + (not found["empty"])
        elif not inside:
            pieces.append(_plain(found, declared))
    if not inside:
        pieces.append(text[done:])
    return "".join(pieces)


def _plain(found: re.Match[str], declared: frozenset[str]) -> str:
    """Return what replaces a token."""
    if found["cdata"] is not None:
        return html.escape(found["cdata"], quote=False)
    if found["date"] is not None:
        return f"<{found['date']}created"  # feedparser takes the date of Dublin Core for one of a change
    return _reference(found["reference"], declared) if found[0].startswith("&") else ""


def _reference(name: str | None, declared: frozenset[str]) -> str:
    """Return the character of a reference such as ``nbsp;`` or ``#160;``; an ampersand alone is only that."""
    if name is None:
        return "&amp;"
    if name.startswith("#"):
        return html.escape(without_controls(html.unescape(f"&{name}")).replace("\ufffd", ""), quote=False)
    if name in html5:
        return html.escape(html5[name], quote=False)
    return "" if name[:-1] in declared else f"&amp;{name}"


def _whole(text: str, root: str, item: str) -> tuple[str, bool]:
    """Return `text` up to the end of its root, or of its last whole item, and whether it was cut."""
    last = 0
    for found in re.finditer(rf"</(?:[\w.-]{{1,40}}:)?{item}\s*>", text, re.IGNORECASE):
        last = found.end()
    if end := re.search(rf"</{re.escape(root)}\s*>", text[last:], re.IGNORECASE):
        return text[: last + end.end()], False
    if root.lower() == "opml":
        return text, True
    if not last:
        begun = re.search(rf"<(?:[\w.-]{{1,40}}:)?{item}(?=[\s>])", text, re.IGNORECASE)
        last = begun.start() if begun else text.rfind("<") if text.rfind("<") > text.rfind(">") else len(text)
    whole = text[:last]
    channel = "</channel>" if root.lower() == "rss" and "<channel" in whole and "</channel" not in whole else ""
    return f"{whole}{channel}</{root}>", True


def _check_size(text: str) -> None:
    """Check the number and the depth of elements; end tags that are missing add up only within an item.

    Raises:
        FeedError: there are too many.

    """
    depth = items = 0
    for found in _TAG.finditer(text):
        name = found[2].lower()
        if name in {"item", "entry", "url"}:
            depth = 0
            items += not found[1]
            if items > _MOST_ITEMS:
                raise FeedError(f"The feed has more than {_MOST_ITEMS:,} items.", kind="too-large")
        elif found[1]:
            depth -= depth > 0
        elif not found[3] and name not in _EMPTY:
            depth += 1
            if depth > _DEEPEST:
                raise FeedError(f"The elements of the feed are nested more than {_DEEPEST} deep.", kind="too-deep")
