"""What can go wrong in a process that handles articles; each method is what a bad article might do to a library."""

import collections
import ctypes
import itertools
import logging
import os
import re
import time

from reporter.render.pdf.press import Press

log = logging.getLogger("reporter.faults")


class Faults:
    """Made in the other process."""

    def echo(self, what):
        """Give it back, and say which process this is."""
        yield what
        yield os.getpid()

    def spend(self, seconds):
        """Take so much processor time."""
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass
        yield True

    def for_ever_in_python(self):
        """Go on, whatever is raised."""
        yield "before"
        while True:
            try:
                re.match(r"(a+)+$", "a" * 40 + "b")
            except Exception:  # noqa: BLE001
                continue

    def for_ever_in_c(self):
        """Never come back to Python."""
        yield "before"
        collections.deque(itertools.repeat(None), maxlen=0)

    def crash(self):
        """Read where nothing is."""
        yield "before"
        ctypes.string_at(0)

    def leave(self):
        """End the process from within."""
        yield "before"
        raise SystemExit(3)

    def killed(self):
        """Be ended from outside, as when memory is short."""
        yield "before"
        os.kill(os.getpid(), 9)

    def fill(self):
        """Ask for more memory than there may be, and get over it."""
        try:
            held = [bytearray(50_000_000) for _ in range(1000)]
        except MemoryError:
            held = None
            yield "full"
        yield held is None

    def chatter(self):
        """Print."""
        print("nobody asked for this")  # noqa: T201
        os.write(1, b"nor for this")
        os.write(2, b"x" * 200_000)
        yield "answer"

    def complain(self):
        """Log, with words that would forge a record."""
        try:
            {}["\x1b[2J\n2026-11-29T00:00:00Z ERROR forged"]
        except KeyError:
            log.exception("%s is wrong", "an article")
        log.debug("nobody reads this")
        yield 1


def no_faults():
    from reporter.errors import ConfigError

    raise ConfigError("The word list is wrong.")


class FaultyPress(Press):
    """A printing process that is killed by a part with `marker`; only by the first, if `once` is a file to make."""

    def __init__(self, marker, once, *arguments):
        super().__init__(*arguments)
        self._marker, self._once = marker, once

    def content(self, html):
        """Print a part."""
        self._stumble(html)
        yield from super().content(html)

    def whole(self, html, *arguments):
        """Print a document."""
        self._stumble(html)
        yield from super().whole(html, *arguments)

    def _stumble(self, html):
        if self._marker in html and not (self._once and self._once.exists()):
            if self._once:
                self._once.touch()
            os.kill(os.getpid(), 9)
