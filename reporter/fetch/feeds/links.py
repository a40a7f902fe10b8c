"""The articles that a section page links to, and the feeds that a page names.

In: the bytes of a page and its address. Out: absolute addresses, in the order of the page. Whether a link is an article
is decided by globs or, without them, by what addresses and titles of articles look like.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit
from zoneinfo import ZoneInfo

from lxml import etree

from reporter.fetch.feeds.addresses import absolute
from reporter.fetch.feeds.cards import cards_of, with_date
from reporter.fetch.feeds.shape import Item
from reporter.fetch.feeds.texts import line
from reporter.identity import canonical_address
from reporter.ingest.encodings import decode, without_long_runs
from reporter.ingest.metadata import web_address

if TYPE_CHECKING:
    from lxml.etree import _Element

_FEED_TYPE = re.compile(
    r"application/(?:rss|atom|rdf)\+xml|application/feed\+json|text/(?:rss|atom)\+?xml", re.IGNORECASE
)
_FEED_PATH = re.compile(
    r"(?:^|/)(?:rss|feeds?|atom)(?:\.xml|\.php|\.aspx)?/?$|\.(?:rss|atom)$|/(?:rss|feed)/[\w-]+\.xml$", re.IGNORECASE
)
_COMMENTS = re.compile(r"comments?\b|تعليق", re.IGNORECASE)
_FRAME = ("nav", "footer", "aside", "form", "header")
_FRAME_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|footer|breadcrumbs?|share|social|tags?|pagination|pager)(?:$|[\s_-])", re.IGNORECASE
)
_NO_ARTICLE = re.compile(
    r"/(?:tags?|categor(?:y|ies)|authors?|writers?|page|search|login|register|about(?:-us)?|contact(?:-us)?|privacy[\w-]*|"
    r"terms[\w-]*|advertise|archive|rss|feed|subscribe|wp-(?:admin|login|content|json)|user|account)(?:[/.]|$)"
    r"|\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|zip|xml|css|js)$",
    re.IGNORECASE,
)
_DATED = re.compile(r"/20\d\d[/-]\d{1,2}(?:[/-]|$)|/20\d{6}(?:[/_-]|$)")
_NUMBERED = re.compile(r"\d{4,}")
_GUESSES = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json", "rss.php", "rss.aspx")
_MOST_LINKS = 5_000


def page_links(  # noqa: PLR0913  (what was received, and what the settings say about it)
    html: bytes,
    *,
    address: str,
    include: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
    zone: ZoneInfo | None = None,
    now: datetime | None = None,
) -> tuple[Item, ...]:
    """Return the articles of its own site that the page `html` links to, each once, with its longest link text.

    With `now`, the time at which the page was received, they have the dates that the page shows beside them.
    Globs are compared with the path and with the full address, with and without percent-encoding. Without `include`,
    links that look like articles are taken.

    >>> html = '<main><a href="/news/20417-bridge">وزارة النقل تفتتح جسر الوادي</a></main>'.encode()
    >>> [item.link for item in page_links(html, address="https://a.example/news")]
    ['https://a.example/news/20417-bridge']
    """
    page = _parsed(html)
    if page is None:
        return ()
    base, home = _base(page, address), canonical_address(address)
    seen: dict[str, tuple[str, str]] = {}
    articles: set[str] = set()
    links: list[tuple[str, _Element]] = []
    for element in page.iter("a"):
        link = _absolute(element.get("href"), base)
        if link is None or not _same_site(link, address) or matches(link, exclude):
            continue
        key = canonical_address(link)
        title = line(" ".join(element.itertext())) or line(element.get("title"))
        links.append((key, element))
        known = seen.get(key, (link, title))
        seen[key] = (min(known[0], link, key=len), max(known[1], title, key=len))
        if key != home and (matches(link, include) if include else _looks_like_article(element, link, title)):
            articles.add(key)
        if len(seen) >= _MOST_LINKS:
            break
    items = {key: Item(link=seen[key][0], title=seen[key][1]) for key in seen if key in articles}
    cards = cards_of((key, element) for key, element in links if key in items) if now else {}
    return tuple(
        with_date(item, cards[key], zone=zone, now=now) if now and key in cards else item for key, item in items.items()
    )


def alternates(html: bytes, address: str) -> tuple[str, ...]:
    """Return the feeds that the page `html` names: in its head, then in its links; those of comments last."""
    page = _parsed(html)
    if page is None:
        return ()
    base = _base(page, address)
    found: list[tuple[int, str]] = []
    for element in page.iter("link"):
        rel = (element.get("rel") or "").lower().split()
        link = _absolute(element.get("href"), base)
        if link and (("alternate" in rel and _FEED_TYPE.match((element.get("type") or "").strip())) or "feed" in rel):
            comments = _COMMENTS.search(f"{element.get('title') or ''} {urlsplit(link).path}")
            found.append((2 if comments else 0, link))
    for element in page.iter("a"):
        link = _absolute(element.get("href"), base)
        if link and _same_site(link, address) and _FEED_PATH.search(urlsplit(link).path):
            found.append((2 if _COMMENTS.search(link) else 1, link))
    found.sort(key=lambda each: each[0])
    return tuple(dict.fromkeys(link for _, link in found))[:20]


def guesses(address: str) -> tuple[str, ...]:
    """Return the addresses at which the site of `address` may have a feed, the likeliest first.

    >>> guesses("https://a.example/politics/")[:2]
    ('https://a.example/politics/feed', 'https://a.example/politics/rss')
    """
    if web_address(address) is None:
        return ()
    folder = urlsplit(address).path.strip("/")
    below = [f"/{folder}/{name}" for name in _GUESSES[:3]] if folder and "." not in folder.rsplit("/", 1)[-1] else []
    return tuple(urljoin(address, path) for path in (*below, *(f"/{name}" for name in _GUESSES)))


def robots_sitemaps(text: str) -> tuple[str, ...]:
    r"""Return the sitemaps that a robots.txt names.

    >>> robots_sitemaps("User-agent: *\nSITEMAP : https://a.example/news.xml # news")
    ('https://a.example/news.xml',)
    """
    lines = re.findall(r"^[ \t\ufeff]*sitemap[ \t]*:[ \t]*([^\s#]+)", text, re.IGNORECASE | re.MULTILINE)
    return tuple(dict.fromkeys(found for found in lines if web_address(found)))


def _parsed(html: bytes) -> "_Element | None":
    from lxml.html import HTMLParser

    text = re.sub(r"^\s*<\?xml[^<>]*\?>", "", without_long_runs(decode(html).text).replace("\x00", ""))
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _base(page: "_Element", address: str) -> str:
    stated = next((element.get("href") for element in page.iter("base") if element.get("href")), None)
    return _absolute(stated, address) or address


def _absolute(href: str | None, base: str) -> str | None:
    """Return the address of a link without its fragment; None if it is not that of a page."""
    if not href or href.strip().startswith("#"):
        return None
    found = absolute([href], base)
    if found is None:
        return None
    return found if "#!" in found or "#/" in found else found.partition("#")[0]


def _same_site(link: str, address: str) -> bool:
    """Return whether two addresses belong to one site: equal hosts without ``www``, or one below the other."""
    one, other = (canonical_address(url).partition("/")[0].partition("?")[0] for url in (link, address))
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def matches(link: str, globs: tuple[str, ...]) -> bool:
    """Return whether one of `globs` fits an address or its path, with or without its query, also unquoted."""
    return any(fnmatchcase(form, glob) for glob in globs for form in _forms(link))


def _forms(link: str) -> Iterator[str]:
    parts = urlsplit(link)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    for form in (link, path, parts.path):
        yield form
        yield unquote(form)


def _looks_like_article(element: "_Element", link: str, title: str) -> bool:
    """Return whether a link leads to an article: by its address, its text, and its place in the page."""
    parts = urlsplit(link)
    path = unquote(parts.path)
    if _NO_ARTICLE.search(path) or any(_is_frame(above) for above in (element, *element.iterancestors())):
        return False
    last = path.rstrip("/").rsplit("/", 1)[-1]
    address = bool(
        _DATED.search(path)
        or _NUMBERED.search(path)
        or _NUMBERED.search(parts.query)
        or last.count("-") >= 3
        or re.search(r"(?:^|&)(?:id|p|aid|newsid|article)=\d", parts.query, re.IGNORECASE)
    )
    words = len(title.split())
    return words >= 4 if address else words >= 5 and path.strip("/").count("/") >= 1


def _is_frame(element: "_Element") -> bool:
    if element.tag in {"body", "html"}:
        return False
    return element.tag in _FRAME or _FRAME_CLASS.search(element.get("class") or "") is not None
