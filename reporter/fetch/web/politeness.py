"""Politeness: a host is asked a few things at a time (usually one), with a pause between them.

A host that fails several times in a row, or asks for a long wait, is left alone: whoever wants its next page is told so
at once, and a fetch ends in time even if a site has many pages and none of them answers.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from reporter.fetch.web.clock import Clock
from reporter.fetch.web.failures import FetchError
from reporter.fetch.web.retries import LONGEST_WAIT_S

MOST_CRAWL_DELAY_S = 60.0
"""A longer ``Crawl-delay`` in robots.txt counts as this one."""
MOST_FAILURES = 3
"""After so many failures in a row a host is left alone for ``LEFT_ALONE_S``."""
LEFT_ALONE_S = 900.0


class LeftAloneError(FetchError):
    """The host is not asked at the moment, for the reason that the message gives."""


class _Host:
    """One host's places, and the time before which it is not asked."""

    def __init__(self, at_once: int, pause_s: float) -> None:
        self.places = threading.BoundedSemaphore(at_once)
        self.pause_s = pause_s
        self.not_before = float("-inf")
        self.failures = 0
        self.closed_until = float("-inf")
        self.closed_by: FetchError | None = None
        self.lock = threading.Lock()


class Turns:
    """Who may ask which host when. Thread-safe."""

    def __init__(self, at_once: int, pause_s: float, clock: Clock) -> None:
        self._at_once = at_once
        self._pause_s = pause_s
        self._clock = clock
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for a turn to ask `host`, and hold it.

        Raises:
            FetchError: the host is left alone at the moment.

        """
        state = self._host(host)
        with state.places:
            self._check(host, state)
            self._wait(state)
            try:
                yield
            finally:
                self._rest(state, state.pause_s)

    def slow_down(self, host: str, crawl_delay_s: float) -> None:
        """Pause at least `crawl_delay_s` between requests to `host`."""
        state = self._host(host)
        state.pause_s = max(self._pause_s, min(crawl_delay_s, MOST_CRAWL_DELAY_S))

    def answered(self, host: str) -> None:
        """Note that `host` works."""
        self._host(host).failures = 0

    def rest(self, host: str, seconds: float) -> None:
        """Ask `host` nothing for `seconds`: it asked for that. Whoever wants it waits, unless it is long."""
        if seconds <= LONGEST_WAIT_S:
            self._rest(self._host(host), seconds)

    def failed(self, host: str, failure: FetchError) -> None:
        """Note that a request to `host` failed in spite of its repeats; `host` may have named a wait."""
        state = self._host(host)
        with state.lock:
            state.failures += 1
            wait = failure.pause_s or (LEFT_ALONE_S if state.failures >= MOST_FAILURES else 0)
            if wait:
                state.closed_until, state.closed_by = self._clock.monotonic() + wait, failure

    def _host(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host(self._at_once, self._pause_s))

    def _check(self, host: str, state: _Host) -> None:
        """Raise the failure for which `host` is left alone, if it is."""
        seconds, failure = state.closed_until - self._clock.monotonic(), state.closed_by
        if failure is not None and seconds > 0:
            raise LeftAloneError(
                failure.kind,
                f"{host} is left alone for {seconds / 60:.0f} minutes: {failure}",
                status=failure.status,
                retry_at=self._clock.now() + timedelta(seconds=seconds),
            )

    def _wait(self, state: _Host) -> None:
        """Wait for the start that is free, and move the next one; several may wait if several are asked at once."""
        with state.lock:
            start = max(state.not_before, self._clock.monotonic())
            state.not_before = start + (state.pause_s if self._at_once > 1 else 0)
        wait = start - self._clock.monotonic()
        if wait > 0:
            self._clock.sleep(wait)

    def _rest(self, state: _Host, seconds: float) -> None:
        with state.lock:
            state.not_before = max(state.not_before, self._clock.monotonic() + seconds)
