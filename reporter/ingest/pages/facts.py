"""The metadata that a web page states about its article, outside the article's text.

In: the parsed page and its blocks. Out: ``Metadata`` from JSON-LD, then ``meta``, ``link`` and ``itemprop``, then the
text between the headline and the first paragraph. The time keeps its zone. ``PageFacts.spoken_for`` are the elements
that state these facts, which are not part of the article's text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any

from lxml import etree

from reporter.ingest.metadata import Metadata, one_line, point_in_time, web_address
from reporter.ingest.pages import headline as heads
from reporter.ingest.pages.blocks import Block, between_headline_and_body
from reporter.ingest.pages.data import listed
from reporter.ingest.stated_times import is_nothing_but_a_time, is_only_a_time, stated_time
from reporter.language.arabic.letters import arabic_share, words

_OFFSET = re.compile(r"\s{1,9}([+-]\d\d:?\d\d)$")
_BY = re.compile(r"^(?:كتبت?|بقلم|بواسطة|إعداد|تقرير|تحقيق|حوار|by)\s*[:/ـ–-]?\s+", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:(?:كتبت?|بقلم|بواسطة|إعداد)\s*[:/ـ–-]|(?:بقلم|بواسطة|كتبت?)(?=\s))\s*[^\d.؟!]{5,60}$"
    r"|(?:تقرير|تحقيق|حوار|متابعة|تغطية)\s*[:/ـ–-]\s*[^\W\d]{2,20}(?:\s[^\W\d]{2,20}){1,3}$"
)
_AUTHOR_CLASS = re.compile(r"auth[oe]r|writer|write-?by|byline|by-line|reporter-name|journalist", re.IGNORECASE)
_MOST_NAMES = 8
"""Maximum number of words of a line that names authors."""
_HANDLE = re.compile(r"@|[a-z0-9_.-]+$")
_DATE_NAMES = (
    "parsely-pub-date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "date",
    "dc.date",
    "dc.date.issued",
    "dc.date.created",
    "dcterms.date",
    "dcterms.issued",
    "dcterms.created",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
)
"""Names under which pages state their date, in addition to those of Open Graph and schema.org."""
_STATE_AUTHORS = ("author", "authors", "writer", "authorname", "byline")
_STATE_TIMES = ("publishedat", "datepublished", "publishdate", "publicationdate", "publishedon", "pubdate", "createdat")
"""Names in the data of pages that are built by scripts, in lower case and without underscores."""
_PUBLISHED = re.compile(r"نشر|published", re.IGNORECASE)
_TIME_CLASS = re.compile(r"date|time|publish|posted|stamp", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The facts, and the elements of the page that contain nothing else."""

    metadata: Metadata
    headline: Block | None
    spoken_for: tuple[etree._Element, ...]
    lead: str | None = None
    """The first paragraph, if it is in a separate block above the body."""


def read_page_facts(page: etree._Element, blocks: Sequence[Block], data: Mapping[str, Any]) -> PageFacts:
    """Return the facts that `page` states about its article; `data` is its JSON-LD article."""
    headline = heads.find_headline(page, blocks, data)
    between = between_headline_and_body(blocks, headline)
    outlet = _name(data.get("publisher")) or heads.meta(page, "og:site_name", "application-name")
    title = heads.title_of(page, blocks, headline, data, outlet)
    outlet = outlet or heads.outlet_beside_title(page, title)
    if title and headline is None and heads.is_outlet(title):
        title, outlet = None, outlet or title
    deck = heads.deck_of(page, blocks, headline, data, title)
    shown = _shown_author(between)
    lead = heads.lead_of(page, blocks, headline)
    return PageFacts(
        metadata=Metadata(
            title=title,
            deck=deck if deck != lead else None,
            outlet=outlet,
            author=_author(page, data, outlet, _named_by(shown) if shown else _beside_time(between)),
            url=_address(page, data),
            published_at=_published(page, data, between, blocks, headline),
        ),
        headline=headline,
        spoken_for=tuple(block.element for block in between if block is shown or _is_time(block)),
        lead=lead,
    )


def facts_in_state(owner: Mapping[str, Any], outlet: str | None) -> Metadata:
    """Return author and time from the object that contains the article's text in the data of a page."""
    named = {key.lower().replace("_", ""): value for key, value in owner.items()}
    authors = [
        _name({"name": item.get("name") or item.get("title")} if isinstance(item, dict) else item)
        for item in listed(next((named[key] for key in _STATE_AUTHORS if named.get(key)), None))
    ]
    people = [person for name in authors if name and (person := _person(name, outlet))]
    times = [moment for key in _STATE_TIMES if (moment := _time(named.get(key)))]
    return Metadata(author=one_line("، ".join(people)), published_at=times[0] if times else None)


def _is_time(block: Block) -> bool:
    return is_only_a_time(block.text) or _time(block.element.get("datetime")) is not None


def _name(value: object) -> str | None:
    """Return the name of a person or an organisation, given as text or as an object."""
    for item in listed(value):
        found = heads.text_of(item.get("name") if isinstance(item, dict) else item)
        if found and not web_address(found):
            return found
    return None


def _author(page: etree._Element, data: Mapping[str, Any], outlet: str | None, shown: str | None) -> str | None:
    """Return the people named as authors; organisations and accounts are not authors."""
    stated = [
        _name(item)
        for item in listed(data.get("author"))
        if not (isinstance(item, dict) and "Organization" in str(item.get("@type")))
    ]
    if not data.get("author"):
        stated = [heads.meta(page, "author", "article:author", "dc.creator", "sailthru.author"), *_marked_authors(page)]
    names = list(dict.fromkeys(found for name in stated if name and (found := _person(name, outlet))))
    if not names and shown and (found := _person(shown, outlet)):
        names = [found]
    return one_line("، ".join(names))


def _marked_authors(page: etree._Element) -> list[str]:
    """Return the names that the page marks as those of its authors (microdata of schema.org)."""
    marked = page.xpath("//*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author'][not(*)]")
    return [heads.text_of(element.get("content") or "".join(element.itertext())) or "" for element in marked]


def _person(name: str, outlet: str | None) -> str | None:
    """Return `name` without introductory words; None if it names nobody."""
    bare = _BY.sub("", name).strip()
    same = outlet and " ".join(words(bare)) == " ".join(words(outlet))
    if not bare or same or bare.startswith(("(", "@")) or web_address(bare) or _HANDLE.fullmatch(bare):
        return None
    return bare


def _shown_author(between: Sequence[Block]) -> Block | None:
    """Return the line between headline and body that only states the author."""
    short = [block for block in between if 2 <= len(block.words) <= _MOST_NAMES and not block.is_caption]
    named = (block for block in short if _is_author(block) or _linked_author(block))
    return next((block for block in short if _BYLINE.match(block.text)), next(named, None))


def _beside_time(between: Sequence[Block]) -> str | None:
    """Return a line that states the time and something else, perhaps the author."""
    return next((block.text for block in between if _is_time(block) and not is_nothing_but_a_time(block.text)), None)


def _named_by(block: Block) -> str:
    """Return the author in a line that only states the author, perhaps with the time."""
    return _linked_author(block) or block.text


def _linked_author(block: Block) -> str | None:
    """Return the text of a link in `block` that leads to its author (HTML, ``rel=author``)."""
    links = (block.element, *block.element.iter("a"))
    return next((one_line("".join(link.itertext())) for link in links if link.get("rel") == "author"), None)


def _is_author(block: Block) -> bool:
    """Return whether the page marks a line as its author."""
    near = (block.element, *islice(block.element.iterancestors(), 2))
    called = any(_AUTHOR_CLASS.search(element.get("class") or "") for element in near if element.tag != "body")
    return called and not any(char.isdigit() for char in block.text) and arabic_share(block.text) > 0.5


def _address(page: etree._Element, data: Mapping[str, Any]) -> str | None:
    main = data.get("mainEntityOfPage")
    candidates = (
        *(link.get("href") for link in page.iter("link") if (link.get("rel") or "").lower() == "canonical"),
        heads.meta(page, "og:url"),
        data.get("url"),
        main.get("@id") if isinstance(main, dict) else main,
    )
    return next((address for candidate in candidates if (address := web_address(candidate))), None)


def _published(
    page: etree._Element,
    data: Mapping[str, Any],
    between: Sequence[Block],
    blocks: Sequence[Block],
    headline: Block | None,
) -> datetime | date | None:
    """Return when the article was published, preferably with time and zone rather than only the day."""
    stated = [
        data.get("datePublished"),
        heads.meta(page, "article:published_time", "og:article:published_time", "datepublished"),
        *(element.get("datetime") for element in page.iter("time") if _is_publication(element)),
        *(heads.meta(page, name) for name in _DATE_NAMES),
    ]
    found = [moment for value in stated if (moment := _time(value))]
    found = found or [moment for value in _shown_times(page) if (moment := _time(value))]
    found = found or [moment for text in _shown_days(between, blocks, headline) if (moment := stated_time(text))][:1]
    return next((moment for moment in found if isinstance(moment, datetime)), found[0] if found else None)


def _shown_times(page: etree._Element) -> list[str | None]:
    """Return the first time in the ``article`` element, or the only time of a page without that element."""
    inside = page.xpath("(//article//time[@datetime] | //main//time[@datetime])[1]")
    times = inside or list(page.iter("time"))
    return [times[0].get("datetime")] if len(times) == 1 else []


def _shown_days(between: Sequence[Block], blocks: Sequence[Block], headline: Block | None) -> Iterator[str]:
    """Yield the lines that may state in words when the article was published, the most likely first."""
    lines = [block.text for block in between]
    yield from sorted(lines, key=lambda text: not _PUBLISHED.search(" ".join(words(text))))
    if headline is None:
        return
    near = list(headline.element.iterancestors())[:3]
    for block in blocks:
        ancestors = list(block.element.iterancestors())
        beside = any(element in near for element in ancestors[:4] if element.tag not in {"body", "html"})
        marked = any(_TIME_CLASS.search(element.get("class") or "") for element in (block.element, *ancestors[:1]))
        if beside and marked and len(block.text) <= 120 and not block.is_frame and not block.link_share:
            yield block.text


def _is_publication(element: etree._Element) -> bool:
    return element.get("pubdate") is not None or "datePublished" in (element.get("itemprop") or "")


def _time(value: object) -> datetime | date | None:
    """Return the time in `value`, which may be in ISO 8601, as in mail (RFC 2822), or in words."""
    if not isinstance(value, str) or len(value) > 100:
        return None
    if moment := point_in_time(_OFFSET.sub(r"\1", value.strip())):
        return moment
    try:
        return point_in_time(parsedate_to_datetime(value))
    except (ValueError, TypeError, OverflowError):
        return stated_time(value)
