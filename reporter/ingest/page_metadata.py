"""What a web page says about its article, outside the article's text.

In: the parsed page. Out: ``Metadata`` from JSON-LD, then ``meta``, ``link`` and ``itemprop``, then the visible
heading. The time keeps its zone. A description is no deck unless the page shows it as a block of its own.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from reporter.ingest.metadata import Metadata, one_line, point_in_time, web_address

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report)$")
_LONGEST_SCRIPT = 1_000_000
_DECK_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:deck|dek|standfirst|sub-?title|sub-?head(?:line|ing)?|alternative-?headline)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LOWER = "translate(@{0},'ABCDEFGHIJKLMNOPQRSTUVWXYZ','abcdefghijklmnopqrstuvwxyz')"
_OFFSET = re.compile(r"\s+([+-]\d\d:?\d\d)$")
_BY = re.compile(r"^(?:كتبت?|بقلم|إعداد|تقرير|by)\s*[:/-]?\s+", re.IGNORECASE)
_BYLINE = re.compile(r"(?:(?:كتبت?|بقلم)\s*[:/-]|بقلم(?=\s))\s*(?P<name>[^\W\d]+(?: [^\W\d]+){1,3})$")
_TITLE_TAIL = re.compile(r"\s+[|–—-]\s+")
_CUT = ("...", "…")


def read_page_metadata(page: etree._Element) -> Metadata:
    """Return the facts that `page` states about its article."""
    data = _linked_data(page)
    outlet = _name(data.get("publisher")) or _meta(page, "og:site_name", "application-name")
    title = _title(page, data, outlet)
    return Metadata(
        title=title,
        deck=_deck(page, data, title),
        outlet=outlet,
        author=_author(page, data, outlet),
        url=_address(page, data),
        published_at=_published(page, data),
    )


def _linked_data(page: etree._Element) -> dict[str, Any]:
    """Return the page's first schema.org article with its people and organisations, empty where there is none."""
    nodes = list(_stated_nodes(page))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    for node in nodes:
        if any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in _listed(node.get("@type"))):
            return node | {key: _resolved(node[key], by_id) for key in ("author", "publisher") if key in node}
    return {}


def _resolved(value: object, by_id: Mapping[str, dict[str, Any]]) -> list[Any]:
    """Return the items of `value`, each that only refers to another object (``{"@id": "#p"}``) as that object."""
    items = _listed(value)
    keys = [item.get("@id") if isinstance(item, dict) and "name" not in item else None for item in items]
    return [by_id.get(key, item) if isinstance(key, str) else item for key, item in zip(keys, items, strict=True)]


def _stated_nodes(page: etree._Element) -> Iterator[dict[str, Any]]:
    """Yield the objects of all JSON-LD blocks of `page`."""
    for script in page.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads((script.text or "")[:_LONGEST_SCRIPT], strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _nodes(data)


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    """Yield the objects that a JSON-LD block states side by side, and those that a page is said to be about."""
    for node in _listed(data):
        if isinstance(node, dict):
            yield node
            for inner in (*_listed(node.get("@graph")), *_listed(node.get("mainEntity"))):
                if isinstance(inner, dict):
                    yield inner


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: object) -> str | None:
    """Return `value` as one line; entities are resolved, since many sites escape twice."""
    return one_line(html.unescape(value)) if isinstance(value, str) else None


def _name(value: object) -> str | None:
    """Return the name of a person or an organisation, given as text or as an object."""
    for item in _listed(value):
        found = _text(item.get("name") if isinstance(item, dict) else item)
        if found and not web_address(found):
            return found
    return None


def _meta(page: etree._Element, *names: str) -> str | None:
    """Return the content of the first ``meta`` element with one of `names`, in the order of `names`."""
    for name in names:
        for attribute in ("property", "name", "itemprop"):
            for element in page.xpath(f"//meta[{_LOWER.format(attribute)}=$name]", name=name.lower()):
                if found := _text(element.get("content")):
                    return found
    return None


def _visible(page: etree._Element, *tags: str) -> Iterator[str]:
    """Yield the text of each element of `tags` that has some."""
    for element in page.iter(*tags):
        if found := _content(element):
            yield found


def _content(element: etree._Element) -> str | None:
    return one_line(" ".join(element.itertext()))


def _title(page: etree._Element, data: dict[str, Any], outlet: str | None) -> str | None:
    stated = _text(data.get("headline")) or _meta(page, "og:title", "twitter:title")
    headings = list(_visible(page, "h1"))
    if stated is None:
        window = next(_visible(page, "title"), "")
        inside = [heading for heading in headings if heading in window]
        stated = max(inside or headings[:1], key=len, default=None) or one_line(window.split(" | ")[0])
    if stated is None:
        return None
    # Search engines ask for short headlines: the heading on the page is the whole one.
    begun = stated.removesuffix(_CUT[0]).removesuffix(_CUT[1]).rstrip()
    whole = next((heading for heading in headings if heading.startswith(begun)), None)
    return whole or _without_outlet(stated, outlet)


def _without_outlet(title: str, outlet: str | None) -> str:
    """Return `title` without the name of the site that is often put behind it."""
    parts = _TITLE_TAIL.split(title)
    if outlet and len(parts) > 1 and (parts[-1] in outlet or outlet in parts[-1]):
        return title[: title.rindex(parts[-1])].rstrip(" |–—-\t")
    return title


def _deck(page: etree._Element, data: dict[str, Any], title: str | None) -> str | None:
    """Return the line that the page sets under its headline."""
    found = _text(data.get("alternativeHeadline"))
    if not found:
        marked = (
            _content(element)
            for element in page.iter("h2", "h3", "h4", "p", "div", "span")
            if _DECK_CLASSES.search(element.get("class") or "") or element.get("itemprop") == "alternativeHeadline"
        )
        found = next((text for text in marked if text and len(text.split()) > 3), None)
    if not found:
        described = {_text(data.get("description")), _meta(page, "og:description", "description")} - {None}
        shown = (text for text in _visible(page, "h2", "h3", "p") if text in described)
        # A description that ends with a full stop and stands in the page is its first paragraph.
        found = next((text for text in shown if not text.endswith((".", *_CUT))), None)
    return found if found != title else None


def _author(page: etree._Element, data: dict[str, Any], outlet: str | None) -> str | None:
    """Return the people who are named as authors; an organisation is no author."""
    stated = [
        _name(item)
        for item in _listed(data.get("author"))
        if not (isinstance(item, dict) and "Organization" in str(item.get("@type")))
    ]
    if not data.get("author"):
        stated = [_meta(page, "author", "article:author", "dc.creator", "sailthru.author") or _byline(page)]
    names = [_BY.sub("", name) for name in stated if name and not web_address(name) and not name.startswith("@")]
    return one_line("، ".join(dict.fromkeys(name for name in names if name not in (outlet, "admin"))))


def _byline(page: etree._Element) -> str | None:
    """Return whom a line of the page such as ``كتبت: منى سالم`` names."""
    for element in page.iter("p", "address", "span"):
        found = _BYLINE.match(_content(element) or "")
        if found:
            return found["name"]
    return None


def _address(page: etree._Element, data: dict[str, Any]) -> str | None:
    main = data.get("mainEntityOfPage")
    candidates = (
        *(link.get("href") for link in page.iter("link") if (link.get("rel") or "").lower() == "canonical"),
        _meta(page, "og:url"),
        data.get("url"),
        main.get("@id") if isinstance(main, dict) else main,
    )
    return next((address for candidate in candidates if (address := web_address(candidate))), None)


def _published(page: etree._Element, data: dict[str, Any]) -> datetime | date | None:
    """Return when the article was published; one with a time and a zone is preferred to a day."""
    stated = [
        data.get("datePublished"),
        _meta(page, "article:published_time", "og:article:published_time", "datepublished"),
        *(element.get("datetime") for element in page.iter("time") if _is_publication(element)),
        _meta(page, "parsely-pub-date", "pubdate", "publishdate", "date", "dc.date", "dc.date.issued"),
    ]
    found = [moment for value in stated if (moment := _time(value))]
    found = found or [moment for value in _shown_times(page) if (moment := _time(value))]
    return next((moment for moment in found if isinstance(moment, datetime)), found[0] if found else None)


def _shown_times(page: etree._Element) -> list[str | None]:
    """Return the first time that the article shows; of a page without ``article``, the only one."""
    inside = page.xpath("(//article//time[@datetime] | //main//time[@datetime])[1]")
    times = inside or list(page.iter("time"))
    return [times[0].get("datetime")] if len(times) == 1 else []


def _is_publication(element: etree._Element) -> bool:
    return element.get("pubdate") is not None or "datePublished" in (element.get("itemprop") or "")


def _time(value: object) -> datetime | date | None:
    """Return the time that `value` states, in ISO 8601 or as in mail (RFC 2822)."""
    if not isinstance(value, str) or len(value) > 100:
        return None
    if moment := point_in_time(_OFFSET.sub(r"\1", value.strip())):
        return moment
    try:
        return point_in_time(parsedate_to_datetime(value))
    except (ValueError, TypeError, OverflowError):
        return None
