"""The date that a section page shows beside the link to an article.

In: the links of a parsed page. Out: for each, the card that belongs to it alone, and the date in it, which may be in
words (``منذ ساعتين``) and then refers to the time at which the page was received.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reporter.fetch.feeds.dates import read_date
from reporter.fetch.feeds.shape import Item

if TYPE_CHECKING:
    from lxml.etree import _Element

_HIGHEST = 6
"""Number of elements around a link in which its card is looked for."""
_LONGEST = 60
"""Maximum number of characters of an element that shows a date."""
_TITLES = ("a", "h1", "h2", "h3", "h4")
_DATE_CLASS = re.compile(r"date|time|ago|publish|posted", re.IGNORECASE)
_MAY_BE_DATE = re.compile(r"\d|منذ|قبل|أمس|امس|اليوم|الآن|ago|yesterday|today")


def cards_of(links: Iterable[tuple[str, "_Element"]]) -> dict[str, "_Element"]:
    """Return the card of each article: the largest element around one of its links that has links to no other."""
    links = list(links)
    inside: dict[_Element, set[str]] = {}
    for key, link in links:
        for element in (link, *_above(link)):
            inside.setdefault(element, set()).add(key)
    cards: dict[str, _Element] = {}
    for key, link in links:
        own = [element for element in _above(link) if len(inside[element]) == 1]
        if own and key not in cards:
            cards[key] = own[-1]
    return cards


def with_date(item: Item, card: "_Element", *, zone: ZoneInfo | None, now: datetime) -> Item:
    """Return `item` with the date that its card shows."""
    for text in _candidates(card):
        at, basis = read_date(text, zone=zone, now=now)
        if at:
            return replace(item, published_at=at, date_basis=basis, date_text=text)
    return item


def _above(link: "_Element") -> list["_Element"]:
    """Return the elements around a link, the closest first; the whole page is nobody's card."""
    found: list[_Element] = []
    for element in link.iterancestors():
        if element.tag in {"body", "html", "main"} or len(found) == _HIGHEST:
            break
        found.append(element)
    return found


def _candidates(card: "_Element") -> list[str]:
    """Return the texts of a card that may be its date, the likeliest first; titles are not among them."""
    marked: list[str] = []
    named: list[str] = []
    others: list[str] = []
    for element in card.iter():
        if element.tag in _TITLES or _any(element.iterancestors(*_TITLES)) or _any(element.iter(*_TITLES)):
            continue
        text = " ".join("".join(element.itertext()).split()) if len(element) <= 3 else ""
        shown = [text] if 0 < len(text) <= _LONGEST and _MAY_BE_DATE.search(text) else []
        if element.tag == "time":
            marked += [element.get("datetime") or "", *shown]
        elif _DATE_CLASS.search(element.get("class") or ""):
            named += shown
        else:
            others += shown
    return [text for text in (*marked, *named, *others) if text]


def _any(elements: Iterable["_Element"]) -> bool:
    """Return whether there is an element; one without children counts as false."""
    return next(iter(elements), None) is not None
