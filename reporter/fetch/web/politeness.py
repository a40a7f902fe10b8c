"""Politeness: a host is asked a few things at a time (usually one), with a pause between them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from reporter.fetch.web.clock import Clock

MOST_CRAWL_DELAY_S = 60.0
"""A longer ``Crawl-delay`` in robots.txt counts as this one."""


class _Host:
    """One host's places, and the time before which it is not asked."""

    def __init__(self, at_once: int, pause_s: float) -> None:
        self.places = threading.BoundedSemaphore(at_once)
        self.pause_s = pause_s
        self.not_before = float("-inf")
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
        """Wait for a turn to ask `host`, and hold it."""
        state = self._host(host)
        with state.places:
            self._wait(state)
            try:
                yield
            finally:
                self._rest(state, state.pause_s)

    def slow_down(self, host: str, crawl_delay_s: float) -> None:
        """Pause at least `crawl_delay_s` between requests to `host`."""
        state = self._host(host)
        state.pause_s = max(self._pause_s, min(crawl_delay_s, MOST_CRAWL_DELAY_S))

    def rest(self, host: str, seconds: float) -> None:
        """Ask `host` nothing for `seconds`: it asked for that."""
        self._rest(self._host(host), seconds)

    def _host(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host(self._at_once, self._pause_s))

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
