"""What is done with each article by itself: reading, cleaning, summarising; one that fails costs nothing but itself.

It is done in another process, so that a library that crashes, goes on for ever or fills the memory costs one article
too. Whatever goes wrong becomes a ``Skipped``, and the log has the traceback.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from reporter import clean, summarise
from reporter.ingest.file import printed_path, read_files
from reporter.model import Article, RawArticle, Selected, Skipped, Summary
from reporter.stories.differences import Differing, differences
from reporter.summarise.several import select
from reporter.worker import Task, Worker
from reporter.workflows.failures import attempt

if TYPE_CHECKING:
    from reporter.config import Config, IngestSettings, SummarySettings

_MEMORY = 2_000_000_000
"""Bytes that the other process may use, and as many again as the largest file has, so many times:"""
_MEMORY_PER_BYTE = 60


Told = tuple[tuple[Article, ...], int]
"""The articles of a story, and how many sentences to select."""
Telling = tuple[tuple[Selected, ...], tuple[Differing, ...]]


class Steps:
    """The steps, in the process in which they are done."""

    def __init__(self, reading: "IngestSettings", summary: "SummarySettings", root: Path, now: datetime) -> None:
        """Load the word lists.

        Raises:
            ConfigError: one of them is wrong.

        """
        self._reading = reading
        self._root = root
        self._now = now
        self._noise = clean.load(reading.word_lists)
        self._summariser = summarise.build(summary)

    def read(self, path: Path) -> Iterator[RawArticle | Skipped]:
        """Yield every article in the file `path`, and what it holds that is none."""
        yield from read_files(path, self._reading, root=self._root, now=self._now)

    def clean(self, raw: RawArticle) -> Iterator[Article | Skipped]:
        """Yield the article in `raw`."""
        yield attempt(partial(clean.clean, raw, self._noise), raw.source.path, "clean")

    def summarise(self, article: Article) -> Iterator[Summary | Skipped]:
        """Yield the summary of `article`."""
        yield attempt(partial(self._summariser.summarise, article), article.source.path, "summarise")

    def tell(self, story: Told) -> Iterator[Telling | Skipped]:
        """Yield the sentences that tell a story, and where its articles differ."""
        articles, most = story

        def told() -> Telling:
            return select(articles, most), differences(articles)

        yield attempt(told, articles[0].source.path, "tell")


class Articles:
    """The steps, as the rest of a run sees them."""

    def __init__(self, config: "Config", now: datetime) -> None:
        """Start the other process.

        Raises:
            ReporterError: that cannot be done.

        """
        self._root = config.root
        self._worker = Worker(
            partial(Steps, _plain(config.ingest), _plain(config.summary), config.root, now),
            task=Task(does="reads articles", work="reading"),
            seconds=config.ingest.max_seconds,
            memory=_MEMORY + round(_MEMORY_PER_BYTE * config.ingest.max_file_mb * 1_000_000),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the other process; if another article comes, a new one is started."""
        self._worker.close()

    def read(self, path: Path) -> Iterator[RawArticle | Skipped]:
        """Yield every article in the file `path`, and what it holds that is none; at least one of either.

        Raises:
            ConfigError: a word list is wrong.

        """
        found, lost = self._worker.call("read", path)
        yield from found
        if lost is not None:
            yield Skipped(source=printed_path(path, self._root), stage="ingest", reason=lost)

    def clean(self, raw: RawArticle) -> Article | Skipped:
        """Return the article in `raw`, without page noise and with its parts told apart."""
        cleaned: Article | Skipped = self._one("clean", raw, raw.source.path)
        return cleaned

    def summarise(self, article: Article) -> Summary | Skipped:
        """Return the sentences that represent `article`."""
        summary: Summary | Skipped = self._one("summarise", article, article.source.path)
        return summary

    def tell(self, articles: tuple[Article, ...], most: int) -> Telling | Skipped:
        """Return at most so many sentences that tell the story of `articles`, and where these differ."""
        told: Telling | Skipped = self._one("tell", (articles, most), articles[0].source.path)
        return told

    def _one(self, step: str, what: RawArticle | Article | Told, source: str) -> Any:  # noqa: ANN401  (what the step gives)
        found, lost = self._worker.call(step, what)
        return Skipped(source=source, stage=step, reason=lost) if lost is not None else found[0]


Settings = TypeVar("Settings", "IngestSettings", "SummarySettings")


def _plain(settings: Settings) -> Settings:
    """Return the values alone: with their class the other process would have to import pydantic, which takes long."""
    return cast("Settings", SimpleNamespace(**dict(settings)))
