"""One source: ask it, read what it lists, and take its articles.

In: its settings and its state after the last fetch. Out: a ``Visit`` with the new state. Nothing is raised: what goes
wrong is part of the visit.
"""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Literal
from zoneinfo import ZoneInfo

from reporter.config import SourceSettings
from reporter.fetch.articles import Access, Articles, Fate, Means, NotAPageError
from reporter.fetch.feeds.links import alternates, matches, page_links
from reporter.fetch.feeds.reading import read_feed
from reporter.fetch.feeds.shape import Feed, FeedError, Item
from reporter.fetch.known import names_of, outlet_of, usable_guids
from reporter.fetch.web.answers import Answer, Validators
from reporter.fetch.web.failures import FetchError
from reporter.language.arabic.letters import arabic_share
from reporter.store.press import SourceState

log = logging.getLogger(__name__)

STOPPED = frozenset({"gone", "paused"})
"""Kinds of failure after which a source is not asked again by itself."""
LONGEST_WAIT = timedelta(hours=12)
_FIRST_WAIT = timedelta(minutes=15)
_WAIT_FOR_A_PERSON = timedelta(hours=6)
_GONE_AFTER = timedelta(days=3)
"""A source that is not found for so long is paused."""
_MOST_SITEMAPS = 3
"""Sitemaps of an index to read, newest first."""
_UNDATED = datetime.min.replace(tzinfo=UTC)
_MOST_FAILURES = 3
"""Pages that fail one after another, after which the others of the source wait for the next fetch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One article that could not be had."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a fetch did at one source."""

    source: str
    state: SourceState
    outcome: Literal["asked", "waited", "failed"]
    """``waited``: it was not to be asked yet."""
    fates: Mapping[Fate, int] = field(default_factory=dict)
    """How many articles were new, had a new version, or were known."""
    left_out: int = 0
    """Listed articles that are too old, excluded, or beyond ``newest``."""
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would be taken from a source."""

    title: str | None
    kind: str
    """Format of what lists the articles."""
    listed: int
    items: tuple[Item, ...]
    """Those that would be taken, newest first."""
    notes: tuple[str, ...]
    """What is wrong with it, although it can be read."""


class Source:
    """One source of the settings."""

    def __init__(
        self, settings: SourceSettings, access: Access, means: Means, *, zone: ZoneInfo, since: datetime | None = None
    ) -> None:
        """Take no article published before `since`, or else before what the settings say."""
        self._settings = settings
        self._access = access
        self._means = means
        self._zone = settings.zone(zone)
        self._since = since

    def visit(self, state: SourceState | None, *, force: bool = False) -> Visit:
        """Take what is new; unless `force`, wait until the source may be asked again."""
        now, address = self._means.now(), self._settings.address
        if state is None or state.address != address:
            state = SourceState(address=address)
        waits = state.next_at and now < state.next_at <= now + LONGEST_WAIT  # later only if the clock was wrong
        if not force and (state.kind in STOPPED or waits):
            return self._visit(state, "waited")
        state = replace(state, asked_at=now, first_asked_at=state.first_asked_at or now)
        try:
            answer = self._ask(address, state)
            state = _moved(state, answer)
            if answer.not_modified:
                return self._visit(self._succeeded(state, answer, None), "asked")
            if self._settings.kind != "page":
                self._means.inbox.keep_feed(self._settings.name, answer.content, _feed_suffix(answer.content), now=now)
            feed = self._read(answer)
            items = self._items(feed)
        except (FetchError, FeedError) as e:
            return self._visit(_failed_with(state, e, now), "failed")
        if any(item.guid for item in feed.items) and not usable_guids(feed.items):
            state = replace(state, guids_repeat=True)
        return self._take(feed, items, answer, state)

    def preview(self) -> Preview:
        """Return what would be taken if nothing were known; write nothing.

        Raises:
            FetchError, FeedError: it cannot be read.

        """
        feed = self._read(self._ask(self._settings.address))
        items = self._items(feed)
        return Preview(
            title=feed.title, kind=feed.kind, listed=len(items), items=tuple(self._chosen(items)), notes=feed.notes
        )

    def _visit(self, state: SourceState, outcome: Literal["asked", "waited", "failed"]) -> Visit:
        return Visit(source=self._settings.name, state=state, outcome=outcome)

    def _ask(self, address: str, state: SourceState | None = None) -> Answer:
        """Get the feed or page at `address`; only if it has changed, given the `state` of the source."""
        settings, page = self._means.settings, self._settings.kind == "page"
        known = None
        if state and state.answered_by and self._means.inbox.has_folder(self._settings.name):
            known = Validators(address=state.answered_by, etag=state.etag, last_modified=state.last_modified)
        return self._means.client.get(
            address,
            limit=round((settings.max_mb.page if page else settings.max_mb.feed) * 1_000_000),
            headers=self._access.headers,
            login=self._access.login,
            cookies=self._access.cookies,
            validators=known,
        )

    def _read(self, answer: Answer) -> Feed:
        """Return what the source lists."""
        source = self._settings
        if source.kind == "page":
            return Feed(kind="page", items=(Item(link=source.address, title=""),))
        try:
            return read_feed(
                answer.content,
                address=answer.address,
                headers=answer.headers,
                zone=self._zone,
                encoding=source.encoding,
                now=self._means.now(),
            )
        except FeedError as e:
            if source.kind != "site" or e.kind != "html":
                raise
            links = page_links(
                answer.content,
                address=answer.address,
                include=source.include,
                exclude=source.exclude,
                zone=self._zone,
                now=self._means.now(),
            )
            if not links:
                raise FeedError("The page has no links that look like articles; set include.", kind="html") from e
            return Feed(kind="page", items=links)

    def _items(self, feed: Feed) -> tuple[Item, ...]:
        """Return the items of a feed, or those of the newest sitemaps of an index."""
        items = list(feed.items)
        for address in feed.children[:_MOST_SITEMAPS]:
            items += self._read(self._ask(address)).items
        return tuple(items)

    def _chosen(self, items: Sequence[Item]) -> list[Item]:
        """Return the items to take, newest first, those without a date after them in the order of the feed."""
        oldest = self._since or self._means.now() - timedelta(days=self._settings.max_age_days)
        chosen = [
            item
            for item in items
            if not (item.published_at and max(item.published_at, item.updated_at or item.published_at) < oldest)
            and (item.link is None or self._wanted(item.link))
            and self._in_language(item)
        ]
        chosen.sort(key=lambda item: item.published_at or item.updated_at or _UNDATED, reverse=True)
        return chosen[: self._settings.newest]

    def _in_language(self, item: Item) -> bool:
        wanted = self._settings.language
        if wanted is None or item.language:
            return wanted is None or str(item.language).lower().partition("-")[0] == wanted
        return wanted != "ar" or not item.title or arabic_share(item.title) > 0

    def _wanted(self, link: str) -> bool:
        """Return whether the settings include an address."""
        include, exclude = self._settings.include, self._settings.exclude
        return (not include or matches(link, include)) and not matches(link, exclude)

    def _take(self, feed: Feed, items: tuple[Item, ...], answer: Answer, state: SourceState) -> Visit:
        """Take the articles; what fails for the moment makes the feed be read again next time."""
        articles = Articles(self._settings, self._access, self._means)
        chosen = self._chosen(items)
        known = dict(
            zip(items, names_of(items, outlet_of(self._settings), use_guids=not state.guids_repeat), strict=True)
        )
        page = answer if self._settings.kind == "page" else None
        fates: Counter[Fate] = Counter()
        missing: list[Missing] = []
        failures, again = 0, False
        for item in chosen:
            try:
                fates[articles.take(item, known[item], page)] += 1
                failures = 0
            except NotAPageError as e:
                missing.append(Missing(address=item.link or item.title, reason=str(e)))
            except FetchError as e:
                missing.append(Missing(address=item.link or item.title, reason=str(e)))
                asks = e.kind == "asks-for-a-person"
                again = again or e.again or asks
                failures = failures + 1 if e.again else 0
                if asks or failures == _MOST_FAILURES:
                    state = replace(_failed_with(state, e, self._means.now()), answered_by=None)
                    break
        else:
            state = self._succeeded(state, None if again else answer, feed)
        if articles.guids_repeat:
            state = replace(state, guids_repeat=True)
        return Visit(
            source=self._settings.name,
            state=state,
            outcome="asked" if state.kind == "ok" else "failed",
            fates=fates,
            left_out=len(items) - len(chosen),
            missing=tuple(missing),
        )

    def _succeeded(self, state: SourceState, answer: Answer | None, feed: Feed | None) -> SourceState:
        """Return the state after a success.

        The validators of `answer` are kept. None means that some of its articles are still missing, so the next fetch
        must read the feed again.
        """
        now = self._means.now()
        seconds = max(answer.quiet_s if answer else 0, (feed.wait_s or 0) if feed else 0)
        wait = min(timedelta(seconds=seconds), LONGEST_WAIT)
        if answer is None:
            state = replace(state, answered_by=None)
        elif not answer.not_modified:
            found = answer.validators
            state = replace(state, answered_by=found.address, etag=found.etag, last_modified=found.last_modified)
        return replace(
            state,
            succeeded_at=now,
            next_at=now + wait if wait else None,
            failures=0,
            failed_since=None,
            kind="ok",
            status=None,
            reason="",
            notes=feed.notes if feed else state.notes,
        )


def _feed_suffix(content: bytes) -> str:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return (
        ".json"
        if start.startswith(b"{")
        else ".html"
        if start[:14].lower().startswith((b"<html", b"<!doctype html"))
        else ".xml"
    )


def _moved(state: SourceState, answer: Answer) -> SourceState:
    """Return the state with where permanent redirects have led, and how often running."""
    if answer.moved_to is None:
        return replace(state, moved_to=None, moved_times=0)
    times = state.moved_times + 1 if answer.moved_to == state.moved_to else 1
    return replace(state, moved_to=answer.moved_to, moved_times=times)


def failed(  # noqa: PLR0913
    state: SourceState,
    kind: str,
    reason: str,
    now: datetime,
    *,
    status: int | None = None,
    retry_at: datetime | None = None,
) -> SourceState:
    """Return the state after a failure: what came before stays, and the wait doubles from 15 minutes to 12 hours."""
    failures = state.failures + 1
    wait = min(_FIRST_WAIT * 2 ** min(failures - 1, 10), LONGEST_WAIT)
    since = state.failed_since or now
    if kind == "asks-for-a-person":
        wait = _WAIT_FOR_A_PERSON
    elif status == HTTPStatus.NOT_FOUND and now - since >= _GONE_AFTER:
        kind = "paused"
    return replace(
        state,
        failures=failures,
        failed_since=since,
        kind=kind,
        status=status,
        reason=reason,
        next_at=max(filter(None, (now + wait, retry_at))),
    )


def _failed_with(state: SourceState, error: FetchError | FeedError, now: datetime) -> SourceState:
    reason = why(error, state.address)
    if isinstance(error, FeedError):
        return failed(state, error.kind, reason, now)
    return failed(state, error.kind, reason, now, status=error.status, retry_at=error.retry_at)


def why(error: FetchError | FeedError, address: str) -> str:
    """Return as a sentence why the feed at `address` gave nothing."""
    page = error.page if isinstance(error, FetchError) else None
    named = alternates(page[1], page[0]) if page else ()
    return f"{error} Its page names the feed {named[0]}." if named and named[0] != address else str(error)
