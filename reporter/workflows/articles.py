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
        for path, answer in self._each(found, lambda path: Call("read", path)):
            if isinstance(path, Skipped):
                yield path
                continue
            yield from answer.found
            if answer.lost is not None:
                yield Skipped(source=printed_path(path, self._root), stage="ingest", reason=answer.lost)

    def clean(self, found: Iterable[RawArticle | Skipped]) -> Iterator[Article | Skipped]:
        """Yield each of the articles `found`, without page noise and with its parts told apart."""
        for raw, answer in self._each(found, lambda raw: Call("clean", raw)):
            if isinstance(raw, Skipped):
                yield raw
            else:
                yield cast("Article | Skipped", _one(answer, "clean", raw.source.path))

    def summarise(self, told: Iterable[Article | Told]) -> Iterator[Summary | Sentences | Skipped]:
        """Yield the sentences that represent an article, or those that tell a story and where its articles differ."""
        for what, answer in self._each(told, lambda what: Call(_step(what), what)):
            article = what if isinstance(what, Article) else what[0][0]
            yield cast("Summary | Sentences | Skipped", _one(answer, _step(what), article.source.path))

    def _each(self, items: Iterable[Item], call: Callable[[Item], Call]) -> Iterator[tuple[Item, Answer]]:
        """Yield each item with the answer to its call; what is already ``Skipped`` keeps its place."""
        waiting: deque[Item] = deque()

        def calls() -> Iterator[Call]:
            for item in items:
                waiting.append(item)
                if not isinstance(item, Skipped):
                    yield call(item)

        for answer in self._executor.map(calls()):
            while isinstance(waiting[0], Skipped):
                yield waiting.popleft(), Answer([])
            yield waiting.popleft(), answer.told()
        for item in waiting:
            yield item, Answer([])


def _step(what: Article | Told) -> str:
    return "summarise" if isinstance(what, Article) else "tell"


def _one(answer: Answer, step: str, source: str) -> object:
    return Skipped(source=source, stage=step, reason=answer.lost) if answer.lost is not None else answer.found[0]
