"""Find the feed of a website, given any of its addresses.

In: an address. Out: what could be a source, best first. Each candidate has been asked and read.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Literal
from urllib.parse import urljoin

from reporter.config import Config
from reporter.errors import ReporterError
from reporter.fetch.feeds.links import alternates, guesses, robots_sitemaps
from reporter.fetch.feeds.reading import read_feed
from reporter.fetch.feeds.shape import FeedError
from reporter.fetch.naming import source_name
from reporter.fetch.web.answers import Answer
from reporter.fetch.web.client import Client
from reporter.fetch.web.failures import FetchError
from reporter.workflows.fetch import web_settings

_MOST_TRIED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One possible source."""

    kind: Literal["feed", "site"]
    """The setting that its address belongs to."""
    address: str
    title: str
    items: int
    full_text: bool
    """Whether the feed contains whole articles."""

    def as_source(self, taken: Collection[str]) -> dict[str, Any]:
        """Return the settings of a source with a name that is not among `taken`."""
        source: dict[str, Any] = {"name": source_name(self.address, taken)}
        if self.title:
            source["outlet"] = self.title[:200]
        source[self.kind] = self.address
        return source | ({"full_text": "feed"} if self.full_text else {})


def discover(config: Config, address: str) -> tuple[Candidate, ...]:
    """Return the possible sources of the website at `address`: feeds first, then sitemaps.

    Raises:
        FetchError: the site cannot be reached.
        ReporterError: nothing was found.

    """
    with Client(web_settings(config.fetch)) as client:
        search = _Search(config, client)
        found = search.feeds(address) or search.sitemaps(address)
    if not found:
        raise ReporterError(
            f"There is no feed or sitemap at {address}; to take the links of a section page, set it as 'site'."
        )
    return found


class _Search:
    """One search."""

    def __init__(self, config: Config, client: Client) -> None:
        self._config = config
        self._client = client

    def feeds(self, address: str) -> tuple[Candidate, ...]:
        """Return the feed at `address`, or those that its page names, or those at usual places.

        Raises:
            FetchError: `address` cannot be reached.

        """
        answer = self._ask(address)
        if candidate := self._read(answer):
            return (candidate,)
        named = alternates(answer.content, answer.address)
        return tuple(self._tried(named)) or tuple(islice(self._tried(guesses(answer.address)), 1))

    def sitemaps(self, address: str) -> tuple[Candidate, ...]:
        """Return a sitemap that robots.txt names."""
        try:
            robots = self._ask(urljoin(address, "/robots.txt")).content.decode("utf-8", "replace")
        except FetchError:
            return ()
        return tuple(islice(self._tried(robots_sitemaps(robots)), 1))

    def _tried(self, addresses: Iterable[str]) -> Iterator[Candidate]:
        for address in islice(addresses, _MOST_TRIED):
            try:
                candidate = self._read(self._ask(address))
            except FetchError:
                continue
            if candidate is not None:
                yield candidate

    def _ask(self, address: str) -> Answer:
        return self._client.get(address, limit=round(self._config.fetch.max_mb.feed * 1_000_000))

    def _read(self, answer: Answer) -> Candidate | None:
        try:
            feed = read_feed(
                answer.content,
                address=answer.address,
                headers=answer.headers,
                zone=self._config.zone,
                encoding=None,
                now=datetime.now(UTC),
            )
        except FeedError:
            return None
        if not feed.items and not feed.children:
            return None
        return Candidate(
            kind="site" if feed.kind.startswith("sitemap") else "feed",
            address=answer.address,
            title=feed.title or "",
            items=len(feed.items),
            full_text=bool(feed.items) and all(item.content for item in feed.items),
        )
