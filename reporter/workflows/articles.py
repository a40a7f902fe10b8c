"""What is done with each article by itself, as the rest of a run sees it; one that fails costs nothing but itself.

Whatever goes wrong becomes a ``Skipped``, and the log has the traceback.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar, cast

from reporter.executors import Call, Executor
from reporter.executors.steps import Sentences, Told
from reporter.ingest.file import printed_path
from reporter.model import Article, RawArticle, Skipped, Summary
from reporter.worker import Answer

Item = TypeVar("Item")


class Articles:
    """The steps, whichever executor takes them. All results come in the order of what they are made of."""

    def __init__(self, executor: Executor, root: Path) -> None:
        """Take the steps with `executor`; printed paths are relative to `root`."""
        self._executor = executor
        self._root = root

    def read(self, found: Iterable[Path | Skipped]) -> Iterator[RawArticle | Skipped]:
        """Yield every article in the files `found`, and what they hold that is none; at least one item for each."""
        for path, answer in self._each(found, _reading):
            if isinstance(path, Skipped):
                yield path
                continue
            yield from answer.found
            if answer.lost is not None:
                yield Skipped(source=printed_path(path, self._root), stage="ingest", reason=answer.lost)

    def clean(self, found: Iterable[RawArticle | Article | Skipped]) -> Iterator[Article | Skipped]:
        """Yield the articles `found`, without page noise and with its parts told apart; clean ones as they are."""
        for raw, answer in self._each(found, _cleaning):
            if not isinstance(raw, RawArticle):
                yield raw
            else:
                yield cast("Article | Skipped", _one(answer, "clean", raw.source.path))

    def summarise(self, told: Iterable[Article | Told]) -> Iterator[Summary | Sentences | Skipped]:
        """Yield the sentences that represent an article, or those that tell a story and where its articles differ."""
        for what, answer in self._each(told, lambda what: Call(_step(what), what)):
            article = what if isinstance(what, Article) else what[0][0]
            yield cast("Summary | Sentences | Skipped", _one(answer, _step(what), article.source.path))

    def _each(self, items: Iterable[Item], call: Callable[[Item], Call | None]) -> Iterator[tuple[Item, Answer]]:
        """Yield each item with the answer to its call; one without a call keeps its place."""
        waiting: deque[tuple[Item, bool]] = deque()

        def calls() -> Iterator[Call]:
            for item in items:
                made = call(item)
                waiting.append((item, made is not None))
                if made is not None:
                    yield made

        for answer in self._executor.map(calls()):
            while not waiting[0][1]:
                yield waiting.popleft()[0], Answer([])
            yield waiting.popleft()[0], answer.told()
        for item, _ in waiting:
            yield item, Answer([])


def _reading(found: Path | Skipped) -> Call | None:
    return None if isinstance(found, Skipped) else Call("read", found)


def _cleaning(found: RawArticle | Article | Skipped) -> Call | None:
    return Call("clean", found) if isinstance(found, RawArticle) else None


def _step(what: Article | Told) -> str:
    return "summarise" if isinstance(what, Article) else "tell"


def _one(answer: Answer, step: str, source: str) -> object:
    return Skipped(source=source, stage=step, reason=answer.lost) if answer.lost is not None else answer.found[0]
