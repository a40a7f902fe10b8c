"""The two kinds of work that a cluster does: taking the steps, and translating.

Each says how its items go out, how results come back, and how it is done on this machine.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeVar, cast

from reporter.executors import Call, remote, steps
from reporter.ingest.file import open_file
from reporter.model import Skipped
from reporter.worker import Answer, Order

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.config import IngestSettings
    from reporter.executors.cluster import Function
    from reporter.executors.local import Local
    from reporter.translate.argos import Argos, Draft

_CALLS = (5, 50)
"""In the first chunks, so that each worker soon has one, and in later ones, which cost less,"""
_SHARE = 4
"""which may have a fourth of what was sent before; and all have at most so many bytes:"""
_BYTES = 1_000_000

Item_contra = TypeVar("Item_contra", contravariant=True)
Result_co = TypeVar("Result_co", covariant=True)


class Work(Protocol[Item_contra, Result_co]):
    """One kind of work."""

    @property
    def job(self) -> bytes:
        """A pickled ``remote.Job``."""
        ...

    @property
    def function(self) -> "Function":
        """The function that does it there, given the job and packed items."""
        ...

    def packed(self, chunk: Sequence[Item_contra]) -> bytes:
        """Return the items of a task as they go out."""
        ...

    def unpacked(self, made: Any, chunk: Sequence[Item_contra]) -> Sequence[Result_co]:  # noqa: ANN401  (it was pickled)
        """Return what the task made, one result for each item."""
        ...

    def here(self, chunks: Iterable[Sequence[Item_contra]]) -> Iterator[Sequence[Result_co]]:
        """Do it on this machine."""
        ...

    def given_up(self) -> Result_co:
        """Return the result of an item with which each worker dies."""
        ...


class Posted(NamedTuple):
    """A call as it goes out."""

    call: Call
    packed: bytes
    """The pickled step and argument; empty if the answer is known."""
    answer: Answer | None


class StepsWork:
    """Taking the steps (see ``Work``)."""

    def __init__(self, order: Order, reading: "IngestSettings", root: "Path", here: Callable[[], "Local"]) -> None:
        """Take the steps of `order`; `reading` and `root` say how files are opened, `here` takes the steps here."""
        self.job = job_of("steps", steps.carried(order))
        self._reading = reading
        self._root = root
        self._here = here

    @property
    def function(self) -> "Function":
        """The function that does it there."""
        return remote.take_steps

    def chunks(self, calls: Iterable[Call]) -> Iterator[list[Posted]]:
        """Yield `calls` in chunks, as they come."""
        fewest, most = _CALLS
        chunk: list[Posted] = []
        sent = size = 0
        for call in calls:
            chunk.append(self._posted(call))
            size += len(chunk[-1].packed)
            if len(chunk) >= min(max(fewest, sent // _SHARE), most) or size >= _BYTES:
                yield chunk
                sent += len(chunk)
                chunk, size = [], 0
        if chunk:
            yield chunk

    def _posted(self, call: Call) -> Posted:
        """Return `call` with the bytes of its file in place of a path, because the workers do not have our files."""
        what = call.what
        if call.step == "read":
            what = open_file(cast("Path", what), self._reading, root=self._root)
            if isinstance(what, Skipped):
                return Posted(call, b"", Answer([what]))
        return Posted(call, pickle.dumps((call.step, what)), None)

    def packed(self, chunk: Sequence[Posted]) -> bytes:
        """Return the calls whose answers are not known."""
        return pickle.dumps([posted.packed for posted in chunk if posted.answer is None])

    def unpacked(self, made: list[Answer], chunk: Sequence[Posted]) -> list[Answer]:
        """Return the answer to each call."""
        answers = iter(made)
        return [posted.answer or _opened(next(answers)) for posted in chunk]

    def here(self, chunks: Iterable[Sequence[Posted]]) -> Iterator[list[Answer]]:
        """Take the steps on this machine."""
        for chunk in chunks:
            yield [posted.answer or next(self._here().map([posted.call])) for posted in chunk]

    def given_up(self) -> Answer:
        """Return why there is no result."""
        return Answer([], "the process that worked on it died each time")


def _opened(answer: Answer) -> Answer:
    return answer._replace(found=[pickle.loads(item) for item in answer.found])  # noqa: S301  (see ``steps.Carried``)


@dataclass(frozen=True, slots=True)
class DraftsWork:
    """Translating with one package (see ``Work``); a chunk is a batch."""

    job: bytes
    load: "Callable[[], Argos]"
    """Loads the package on this machine, once."""
    number: int
    """Of drafts of each text; 0: the first."""

    @property
    def function(self) -> "Function":
        """The function that does it there."""
        return remote.translate

    def packed(self, chunk: Sequence[str]) -> bytes:
        """Return the texts, and how many drafts of each to make."""
        return pickle.dumps((list(chunk), self.number))

    def unpacked(self, made: list[tuple["Draft", ...]], chunk: Sequence[str]) -> Sequence[tuple["Draft", ...] | None]:
        """Return the drafts of each text."""
        assert len(made) == len(chunk)
        return made

    def here(self, chunks: Iterable[Sequence[str]]) -> Iterator[Sequence[tuple["Draft", ...] | None]]:
        """Translate on this machine."""
        return self.load().drafts(tuple(chunks), self.number)

    def given_up(self) -> None:
        """Return that there are no drafts."""


def job_of(kind: Literal["steps", "engine"], order: Order | remote.EngineOrder | None) -> bytes:
    """Return a pickled ``remote.Job`` for workers with the versions of this machine."""
    return pickle.dumps(remote.Job(remote.own_versions(), kind, pickle.dumps(order)))
