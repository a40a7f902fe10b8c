"""One article of a source: get it, and decide whether it is new, a new version, or known.

In: an item of a feed. Out: what became of it; new pages are in the inbox and the store.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from reporter.config import FetchSettings, SourceSettings
from reporter.fetch.feeds.shape import Item
from reporter.fetch.feeds.texts import as_page, is_teaser, tidy
from reporter.fetch.inbox import Inbox
from reporter.fetch.known import digest, outlet_of, stamp, text_key, title_key
from reporter.fetch.web.answers import Answer
from reporter.fetch.web.client import Client
from reporter.fetch.web.failures import FetchError
from reporter.identity import canonical_address
from reporter.language.differ import share_text
from reporter.model import Article
from reporter.store.press import FetchedArticle, Names, Press, Version

log = logging.getLogger(__name__)

Fate = Literal["new", "updated", "known"]

_SAME_TITLE = timedelta(days=30)
"""An article with a new guid and a new address is compared with those of the same title that came within this time."""
_MOST_HEADERS = 40
_LONGEST_HEADER = 300
_LONGEST_SUMMARY = 2000
"""Characters; a sidecar is read only up to a limit."""
_HEAD = 200_000
"""Bytes of a page in which its own address is looked for."""
_TYPES: Mapping[str, str] = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What fetching needs."""

    client: Client
    inbox: Inbox
    press: Press
    settings: FetchSettings
    read: Callable[[Path], str | None]
    """Returns the text of the article in a page; None if there is none."""
    clean: Callable[[Path], Article | None]
    """Returns the article in a page as a run prints it; None if there is none."""
    now: Callable[[], datetime]
    """Returns the time, in UTC."""
    outlets: Mapping[str, Lock]
    """A lock for each outlet (see ``known.outlet_of``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How a source is asked: its headers and secrets, found beforehand."""

    headers: Mapping[str, str]
    login: tuple[str, str] | None = None
    cookies: Any = None
    """A cookie jar; None if there is no cookie file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What came for one article."""

    content: bytes
    suffix: str
    facts: Mapping[str, Any]
    """Entries for the sidecar."""
    canonical: str | None = None
    """The address that the page names as its own."""


class NotAPageError(Exception):
    """What came is not an article; the message says what it is."""


class Articles:
    """The articles of one source."""

    def __init__(self, source: SourceSettings, access: Access, means: Means) -> None:
        self._source = source
        self._access = access
        self._means = means
        self._outlet = outlet_of(source)
        self.guids_repeat = False
        """Whether a guid of this source was given to another article."""

    def take(self, item: Item, names: Names, answer: Answer | None = None) -> Fate:
        """Get the article of `item` unless it is known and its feed says nothing new about it.

        `answer` is its page, if that is there already.

        Raises:
            FetchError, NotAPageError: its page could not be had, and the feed does not contain its text.

        """
        with self._means.outlets[self._outlet]:  # another source of the outlet may have the same article
            return self._taken(item, names, answer)

    def _taken(self, item: Item, names: Names, answer: Answer | None) -> Fate:
        press = self._means.press
        known = press.article(names)
        if known and known.stamp == stamp(item) and answer is None and not self._is_lost(known):
            return "known"
        page, once_more = self._page(item) if answer is None else (page_of(answer, self._source.address), False)
        if known and self._is_another(item, names, page, known):
            self.guids_repeat = True
            names = names._replace(keys=names.keys[1:])
            known = press.article(names)
        if page.canonical and (key := self._canonical_key(page.canonical, item)):
            page = replace(page, facts={**page.facts, "canonical": page.canonical})
            names = names._replace(keys=(*names.keys, key))
            known = known or press.article(names)
        said = FetchedArticle(
            mark=digest((names.outlet, names.keys[0])),
            source=self._source.name,
            title=title_key(item.title),
            stamp="" if once_more else stamp(item),
        )
        moved = None if known else self._same_text(item, page)
        if article := known or moved:
            said = replace(said, id=article.id, mark=article.mark)
        versions = tuple(one for one in press.versions(said) if not self._is_removed(one)) if article else ()
        if article and versions:
            said = replace(said, source=article.source)
        sha256 = hashlib.sha256(page.content).hexdigest()
        same = any(version.sha256 == sha256 for version in versions)
        same = same or bool(article and versions and (moved or self._is_text_of(page, versions[-1], article)))
        version = None if same else self._kept(item, said, page, versions)
        press.add(names, said, version)
        return "known" if same else "updated" if versions else "new"

    def _is_another(self, item: Item, names: Names, page: Page, known: FetchedArticle) -> bool:
        """Return whether only its guid leads from `item` to `known`, which has another title, address and text."""
        means, (guid, *others) = self._means, names.keys
        if not (guid.startswith("guid:") and others) or known.title == title_key(item.title):
            return False
        by_address = means.press.article(names._replace(keys=tuple(others)))
        if by_address and by_address.id == known.id:
            return False
        paths = [means.inbox.folder / version.path for version in means.press.versions(known)[-1:]]
        before = " ".join(means.read(path) or "" for path in paths if path.is_file())
        unread = means.inbox.put_unread(self._source.name, page.content, page.suffix)
        return not share_text(means.read(unread) or "", before)

    def _is_lost(self, article: FetchedArticle) -> bool:
        """Return whether no run can read the newest version of `article`."""
        versions = self._means.press.versions(article)
        return bool(versions) and self._is_removed(versions[-1])

    def _is_removed(self, version: Version) -> bool:
        """Return whether a page is not where a run looks for it, and not because it is old.

        Somebody has removed its file, or renamed its source, or the settings name another inbox.
        """
        age = self._means.now().date() - version.fetched_at.date()
        return age.days <= self._means.settings.keep_days and not self._means.inbox.holds(version.path)

    def _page(self, item: Item) -> tuple[Page, bool]:
        """Return the page of `item`, or its text from the feed; and whether the page is to be asked for again.

        Raises:
            FetchError, NotAPageError: neither is there.

        """
        from_feed = _from_feed(item) if item.content else None
        if self._source.full_text == "feed" or item.link is None:
            if from_feed is None:
                raise NotAPageError(
                    "the feed contains at most its beginning" + "; set full_text: page" * bool(item.link)
                )
            return from_feed, False
        if is_teaser(tidy(item.content or "")[1]):
            from_feed = None
        try:
            return self._asked(item.link), False
        except FetchError as e:
            if from_feed is None:
                raise
            log.info("%s: %s The text is from the feed.", self._source.name, e)
            return from_feed, e.again
        except NotAPageError as e:
            if from_feed is None:
                raise
            log.info("%s: %s is not a page (%s); the text is from the feed.", self._source.name, item.link, e)
            return from_feed, False

    def _asked(self, address: str) -> Page:
        means = self._means
        answer = means.client.get(
            address,
            limit=round(means.settings.max_mb.page * 1_000_000),
            headers=self._access.headers,
            login=self._access.login,
            cookies=self._access.cookies,
            robots=(self._source.robots or means.settings.robots) == "respect",
        )
        return page_of(answer, address)

    def _canonical_key(self, canonical: str, item: Item) -> str | None:
        """Return the key of a page's own address; None if other articles have it too, as on a page made wrongly."""
        key = canonical_address(canonical)
        known = self._means.press.article(Names(self._outlet, (key,)))
        return key if known is None or known.title == title_key(item.title) else None

    def _same_text(self, item: Item, page: Page) -> FetchedArticle | None:
        """Return an article with the same title and the same text, under another guid and address."""
        title, press = title_key(item.title), self._means.press
        if not title:
            return None
        for other in press.titled(self._outlet, title, self._means.now() - _SAME_TITLE):
            versions = press.versions(other)
            if versions and self._is_text_of(page, versions[-1], other):
                return other
        return None

    def _is_text_of(self, page: Page, version: Version, article: FetchedArticle) -> bool:
        """Return whether `page` has the words of a `version` in the inbox."""
        means = self._means
        before = version.text
        if not before:
            before = text_key(means.read(means.inbox.folder / version.path) or "")
            means.press.set_text(article, version.sha256, before)
        if not before:
            return False
        unread = means.inbox.put_unread(self._source.name, page.content, page.suffix)
        return text_key(means.read(unread) or "") == before

    def _kept(self, item: Item, article: FetchedArticle, page: Page, versions: tuple[Version, ...]) -> Version:
        """Write a page to the inbox."""
        now = self._means.now()
        sha256 = hashlib.sha256(page.content).hexdigest()
        facts = {
            "source": self._source.name,
            "section": self._source.section or item.section,
            "article": article.mark,
            "version_of": versions[-1].path if versions else None,
            **page.facts,
            "fetched_at": now.isoformat(timespec="seconds"),
            "sha256": sha256,
            "guid": item.guid,
            "feed": self._feed_facts(item),
        }
        path = self._means.inbox.put(self._source.name, page.content, page.suffix, facts, now=now)
        return Version(sha256=sha256, path=path, fetched_at=now, text="")

    def _feed_facts(self, item: Item) -> dict[str, Any]:
        """Return what the source says about an article, without what is empty."""
        facts = {
            "outlet": self._source.outlet,
            "title": item.title,
            "summary": (item.summary or "")[:_LONGEST_SUMMARY],
            "author": item.author,
            "published_at": item.published_at and item.published_at.isoformat(),
            "updated_at": item.updated_at and item.updated_at.isoformat(),
            "date_basis": item.date_basis,
            "date_text": item.date_text if item.date_basis != "stated" else None,
        }
        return {name: fact for name, fact in facts.items() if fact}


def page_of(answer: Answer, address: str) -> Page:
    """Return what came when `address` was asked for.

    Raises:
        NotAPageError: it is neither a page nor a text nor a PDF.

    """
    suffix = _suffix(answer)
    facts = {
        "url": address,
        "final_url": answer.address,
        "redirects": [{"status": hop.status, "address": hop.address} for hop in answer.hops],
        "status": answer.status,
        "headers": kept_headers(answer.headers),
    }
    canonical = _canonical(answer.content, answer.address) if suffix == ".html" else None
    return Page(content=answer.content, suffix=suffix, facts=facts, canonical=canonical)


def _from_feed(item: Item) -> Page:
    """Return the text of `item` in its feed as a page."""
    page = as_page(item.title, item.content or "")
    return Page(content=page.encode(), suffix=".html", facts={"url": item.link, "text_from": "feed"})


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers for a sidecar, without very long ones."""
    short = [(name, value) for name, value in headers.items() if len(value) <= _LONGEST_HEADER]
    return dict(short[:_MOST_HEADERS])


def _suffix(answer: Answer) -> str:
    """Return the suffix for what came, by its first bytes and its declared type.

    Raises:
        NotAPageError: it is neither a page nor a text nor a PDF.

    """
    start = answer.content[:1024].lstrip()
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if start.startswith(b"%PDF-"):
        return ".pdf"
    if not start:
        raise NotAPageError("its page is empty")
    if b"\0" not in start and (start.startswith(b"<") or kind in {"", "text/html"}):
        return ".html"
    if kind in _TYPES:
        return _TYPES[kind]
    raise NotAPageError(f"its address leads to a file of the type {kind}")


def _canonical(content: bytes, address: str) -> str | None:
    """Return the address that a page names as its own; None if there is none, or it is that of the whole site."""
    try:
        head = html.fromstring(content[:_HEAD], parser=html.HTMLParser(no_network=True, recover=True))
    except (etree.LxmlError, ValueError):
        return None
    for link in head.iter("link"):
        if (link.get("rel") or "").strip().lower() == "canonical" and link.get("href"):
            try:
                named = urljoin(address, link.get("href").strip())
                parts = urlsplit(named)
            except ValueError:
                return None
            own = canonical_address(address).partition("/")[0] == canonical_address(named).partition("/")[0]
            return named if own and parts.path.strip("/") + parts.query else None
    return None
