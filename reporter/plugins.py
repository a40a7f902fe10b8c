"""Plug-ins: additions by other installed distributions, found through their entry points.

In: the name of an entry-point group. Out: its plug-ins, not yet loaded; ``load`` imports one. A plug-in that fails
raises ``PluginError``; the caller continues without it and calls ``failed``, so that the edition can say so.

Source: Python Packaging User Guide, "Entry points specification".
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from reporter.errors import ReporterError
from reporter.model import Notice
from reporter.printable import printable

SUMMARISERS = "reporter.summarisers"
EXPORTERS = "reporter.exporters"
CHECKS = "reporter.checks"

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

log = logging.getLogger(__name__)


class PluginError(ReporterError):
    """A plug-in cannot be imported, raised an exception, or is or returned something of the wrong type."""

    def __init__(self, plugin: "Plugin", what: str) -> None:
        super().__init__(f"{plugin} {what}")
        self.what = what


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point of an installed distribution."""

    group: str
    name: str
    """Its name in settings and flags."""
    target: str
    """``module:attribute``."""
    distribution: str
    """Name and version, for messages: ``reporter-brackets 1.0``."""

    def __str__(self) -> str:
        return f"the plug-in '{self.name}' ({self.distribution})"

    def load(self) -> object:
        """Return the object that the plug-in provides, importing it on the first call.

        Raises:
            PluginError: the import fails.

        """
        loaded = _loaded(self)
        if isinstance(loaded, Exception):
            raise PluginError(self, f"cannot be imported ({reason(loaded)})") from loaded
        return loaded


@cache
def installed(group: str) -> tuple[Plugin, ...]:
    """Return the plug-ins of `group`, ordered by name; if several share a name, that of the first distribution."""
    from importlib.metadata import entry_points

    named = [
        Plugin(group, point.name, point.value, f"{point.dist.name} {point.dist.version}" if point.dist else "unnamed")
        for point in entry_points(group=group)
    ]
    found: dict[str, Plugin] = {}
    for plugin in sorted(named, key=lambda plugin: (plugin.name, plugin.distribution)):
        if not _NAME.fullmatch(plugin.name):
            log.warning("%s is not used: its name may contain only a-z, 0-9 and hyphens.", plugin)
        elif found.setdefault(plugin.name, plugin) != plugin:
            log.warning("%s is not used: %s has the same name.", plugin, found[plugin.name])
    return tuple(found.values())


@cache
def _loaded(plugin: Plugin) -> object:
    """Return what the plug-in provides, or the exception that its import raised."""
    from importlib.metadata import EntryPoint

    try:
        return EntryPoint(plugin.name, plugin.target, plugin.group).load()
    except Exception as e:  # noqa: BLE001 (somebody else's code may raise anything)
        return e


class Failure(NamedTuple):
    """One failure of a plug-in."""

    plugin: Plugin
    what: str
    """How it failed, in words."""
    without: str
    """What happens instead."""


class Failures:
    """The plug-ins that failed during one run, each once, with the number of failures."""

    def __init__(self) -> None:
        self._times: Counter[Plugin] = Counter()
        self._first: dict[Plugin, Failure] = {}
        self._untold: list[Failure] = []

    def add(self, failure: Failure) -> bool:
        """Record `failure`; return whether it is the first of its plug-in."""
        self._times[failure.plugin] += 1
        self._first.setdefault(failure.plugin, failure)
        self._untold.append(failure)
        return self._times[failure.plugin] == 1

    def untold(self) -> list[Failure]:
        """Return the failures since the last call, for another process (``tell``)."""
        failures, self._untold = self._untold, []
        return failures

    def notices(self) -> tuple[Notice, ...]:
        """Return one sentence per failed plug-in, for the front page."""
        notices = []
        for plugin, first in self._first.items():
            times = f", {self._times[plugin]} times" if self._times[plugin] > 1 else ""
            text_en = f"{plugin} {first.what}{times}; {first.without}"
            notices.append(Notice(text_en=text_en, text_ar="تعطّلت إضافة برمجية فلم تُستخدم"))
        return tuple(notices)


_failures: ContextVar[Failures | None] = ContextVar("failures", default=None)


@contextmanager
def watched() -> Iterator[Failures]:
    """Collect the plug-ins that fail in the block."""
    failures = Failures()
    token = _failures.set(failures)
    try:
        yield failures
    finally:
        _failures.reset(token)


def failed(plugin: Plugin, error: Exception, without: str) -> None:
    """Log that `plugin` failed, with a traceback the first time in a run; `without` says what happens instead."""
    failures, failure = _failures.get(), Failure(plugin, _what(error), without)
    if failures is None or failures.add(failure):
        log.warning("%s %s; %s.", plugin, failure.what, without, exc_info=error)


def tell(failure: Failure) -> None:
    """Record a failure in another process, which has logged it."""
    if (failures := _failures.get()) is not None:
        failures.add(failure)


def reason(error: Exception) -> str:
    """Return an exception as words on one line.

    >>> reason(ValueError("no such file"))
    'ValueError: no such file'
    """
    words = printable(" ".join(str(error).split())[:200])
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _what(error: Exception) -> str:
    return error.what if isinstance(error, PluginError) else f"failed ({reason(error)})"
