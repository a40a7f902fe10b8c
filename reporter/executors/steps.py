"""What is done with each article by itself: reading, cleaning, summarising, telling a story.

The steps are taken in another process, so that a library that crashes, goes on for ever or fills the memory costs one
article.
"""

import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, TypeVar, cast

from reporter import clean, summarise
from reporter.failures import attempt
from reporter.ingest.file import Opened, read_files, read_opened
from reporter.model import Article, RawArticle, Selected, Skipped, Summary
from reporter.stories.differences import Differing, differences
from reporter.summarise.several import select
from reporter.worker import Order, Packed, Task, levels

if TYPE_CHECKING:
    from reporter.config import Config, IngestSettings, SummarySettings

_MEMORY = 2_000_000_000
"""Bytes that the process may use, and as many again as the largest file has, so many times:"""
_MEMORY_PER_BYTE = 60

Told = tuple[tuple[Article, ...], int]
"""The articles of a story, and how many sentences to select."""
Sentences = tuple[tuple[Selected, ...], tuple[Differing, ...]]
"""Those that tell a story, and where its articles differ."""


class Steps:
    """The steps, in the process in which they are taken. Each yields what it makes, or why it cannot."""

    def __init__(
        self,
        reading: "IngestSettings",
        summary: "SummarySettings",
        noise: clean.Boilerplate,
        root: Path,
        now: datetime,
    ) -> None:
        """Load the summariser.

        Raises:
            ReporterError: it is a plug-in that cannot be loaded.

        """
        self._reading = reading
        self._noise = noise
        self._root = root
        self._now = now
        self._summariser = summarise.build(summary)

    def read(self, file: Path | Opened) -> Iterator[RawArticle | Skipped]:
        """Yield every article in `file`, and what it holds that is none."""
        if isinstance(file, Opened):
            yield from read_opened(file, self._reading, now=self._now)
        else:
            yield from read_files(file, self._reading, root=self._root, now=self._now)

    def clean(self, raw: RawArticle) -> Iterator[Article | Skipped]:
        """Yield the article in `raw`, without page noise and with its parts told apart."""
        yield attempt(partial(clean.clean, raw, self._noise), raw.source.path, "clean")

    def summarise(self, article: Article) -> Iterator[Summary | Skipped]:
        """Yield the sentences that represent `article`."""
        yield attempt(partial(self._summariser.summarise, article), article.source.path, "summarise")

    def tell(self, story: Told) -> Iterator[Sentences | Skipped]:
        """Yield the sentences that tell a story, and where its articles differ."""
        articles, most = story

        def told() -> Sentences:
            return select(articles, most), differences(articles)

        yield attempt(told, articles[0].source.path, "tell")


class Carried:
    """The steps with bytes for arguments and results, so that a process in between need not know what is in them."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._steps = make()

    def take(self, call: bytes) -> Iterator[bytes]:
        """Take the step in `call`, a pickled name and argument, and yield what it makes, pickled."""
        step, what = pickle.loads(call)  # noqa: S301  (from our own run)
        for item in getattr(self._steps, step)(what):
            yield pickle.dumps(item)


def order(config: "Config", now: datetime) -> Order:
    """Return the order for a process that takes the steps.

    Raises:
        ConfigError: a word list is wrong.

    """
    reading = config.ingest
    noise = clean.load(reading.word_lists)
    return Order(
        make=partial(Steps, _plain(reading), _plain(config.summary), noise, config.root, now),
        task=Task(does="reads articles", work="reading"),
        seconds=reading.max_seconds,
        memory=_MEMORY + round(_MEMORY_PER_BYTE * reading.max_file_mb * 1_000_000),
    )


def carried(given: Order) -> Order:
    """Return the same order for another machine: its steps are ``Carried``."""
    return replace(given, make=Packed(partial(Carried, given.make)), levels=levels())


Settings = TypeVar("Settings", "IngestSettings", "SummarySettings")


def _plain(settings: Settings) -> Settings:
    """Return the values alone: with their class the other process would have to import pydantic, which takes long."""
    return cast("Settings", SimpleNamespace(**dict(settings)))
