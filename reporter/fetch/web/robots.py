"""robots.txt: which pages a site asks programs to leave alone, and how slowly it wants to be asked.

The rules of an origin are kept for a day (RFC 9309, 2.4). If the site answers with a status of 4xx there are no rules;
if it cannot be reached, or answers with 429 or 5xx, its pages wait (2.3.1). A feed that somebody subscribed to is asked
for in any case: that is the caller's choice.
"""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import httpx2
from protego import Protego

from reporter.fetch.web.clock import Clock
from reporter.fetch.web.failures import FetchError
from reporter.fetch.web.politeness import LeftAloneError

MOST_BYTES = 500 * 1024
"""The rest of a longer robots.txt is not read."""
KEPT = timedelta(days=1)
KEPT_UNREACHABLE = timedelta(minutes=15)

_PRODUCT = re.compile(r"(?:compatible;\s*)?([A-Za-z_][A-Za-z_-]*)")


@dataclass(frozen=True, slots=True)
class RobotsText:
    """What an origin answered when it was asked for robots.txt."""

    fetched_at: datetime
    text: str | None
    """Empty if there are no rules; None if the site could not be reached."""


class RobotsCache(Protocol):
    """Where answers are kept, by origin such as ``https://alwadi.example``. Called from several threads."""

    def get(self, origin: str) -> RobotsText | None:
        """Return what is kept for `origin`."""

    def put(self, origin: str, robots: RobotsText) -> None:
        """Keep `robots` for `origin`."""


class MemoryCache:
    """Keeps answers for as long as the program runs."""

    def __init__(self) -> None:
        self._kept: dict[str, RobotsText] = {}

    def get(self, origin: str) -> RobotsText | None:
        """Return what is kept for `origin`."""
        return self._kept.get(origin)

    def put(self, origin: str, robots: RobotsText) -> None:
        """Keep `robots` for `origin`."""
        self._kept[origin] = robots


def product(user_agent: str) -> str:
    """Return the name by which robots.txt knows us.

    >>> product("reporter/1.4 (+https://example.org/contact)"), product("Mozilla/5.0 (compatible; reporter/1.4)")
    ('reporter', 'reporter')
    """
    start = user_agent.find("compatible;")
    found = _PRODUCT.search(user_agent, max(start, 0))
    return found[1] if found else "reporter"


class Robots:
    """The rules of all origins that were asked. Thread-safe."""

    def __init__(
        self,
        user_agent: str,
        cache: RobotsCache,
        clock: Clock,
        *,
        ask: Callable[[str], bytes],
        slow: Callable[[str, float], None],
    ) -> None:
        """`ask` returns the content of an address or raises FetchError; `slow` is told a host and its crawl-delay."""
        self._product = product(user_agent)
        self._cache = cache
        self._clock = clock
        self._ask = ask
        self._slow = slow
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._rules: dict[str, tuple[RobotsText, Protego]] = {}

    def check(self, url: httpx2.URL) -> None:
        """Let `url` pass if the rules of its origin do.

        Raises:
            FetchError: they exclude it, or cannot be read at the moment (``robots``).

        """
        if not self._rules_of(url).can_fetch(str(url), self._product):
            raise FetchError("robots", f"{url.host} asks programs in its robots.txt not to read this page.")

    def _rules_of(self, url: httpx2.URL) -> Protego:
        origin = str(url.copy_with(raw_path=b"/", query=None)).rstrip("/")
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            robots = self._cache.get(origin)
            if robots is None or self._expired(robots):
                robots = self._asked(origin)
                self._cache.put(origin, robots)
            if robots.text is None:
                raise FetchError(
                    "robots",
                    f"{url.host} could not be asked for its robots.txt, so its pages wait.",
                    retry_at=robots.fetched_at + KEPT_UNREACHABLE,
                )
            known = self._rules.get(origin)
            if known is None or known[0] != robots:
                known = self._rules[origin] = (robots, Protego.parse(robots.text))
                self._slow(url.host, known[1].crawl_delay(self._product) or 0)
        return known[1]

    def _expired(self, robots: RobotsText) -> bool:
        return self._clock.now() - robots.fetched_at > (KEPT_UNREACHABLE if robots.text is None else KEPT)

    def _asked(self, origin: str) -> RobotsText:
        try:
            content = self._ask(f"{origin}/robots.txt")
        except LeftAloneError:
            raise
        except FetchError as e:
            if e.status is not None and 400 <= e.status < 500 and e.status != 429:
                return RobotsText(self._clock.now(), "")
            return RobotsText(self._clock.now(), None)
        return RobotsText(self._clock.now(), content.decode("utf-8-sig", "replace"))
