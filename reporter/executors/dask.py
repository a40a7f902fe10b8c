"""Do the work of a run with the workers of a Dask cluster; what they cannot do is done on this machine.

Work goes out in chunks, and comes back in their order. If the connection is lost, or a worker dies or lacks something,
the chunk is handed over again, and done here if that does not help. A chunk with which workers die is done again item
by item, while the cluster does nothing else for this run. An item with which they still die is given up: here it would
end the run.
"""

import logging
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from reporter.executors import Call, remote, steps
from reporter.executors.cluster import Cluster, FailedError, KilledError, LostError, Task
from reporter.executors.local import Local
from reporter.executors.work import DraftsWork, StepsWork, Work, job_of
from reporter.translate.argos import Argos
from reporter.worker import Answer

if TYPE_CHECKING:
    from reporter.config import Config
    from reporter.packages.installed import InstalledPackage
    from reporter.translate import Drafter
    from reporter.translate.argos import Draft

log = logging.getLogger(__name__)

_CHUNKS_A_THREAD = 3
"""Handed over at the same time."""
_TIMES = 3
"""How often a chunk is handed over."""


Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(slots=True)
class _Sent(Generic[Item]):
    """A chunk that was handed over; without a task, it is done here."""

    chunk: Sequence[Item]
    task: Task | None


class Dask:
    """Does the work with a cluster (see ``Executor``)."""

    def __init__(self, config: "Config", now: datetime) -> None:
        """Connect to the cluster, or start it; if that fails, all work is done here.

        Raises:
            ReporterError: Dask is not installed, a certificate cannot be read, or a word list is wrong.

        """
        self._config = config
        self._now = now
        self._steps = StepsWork(steps.order(config, now), config.ingest, config.root, lambda: self._here)
        self._where = f"at {config.executor.address}" if config.executor.address else "on this machine"
        self._told: set[tuple[str, str]] = set()
        """Workers that are not used, and why."""
        self._done_without: set[bytes] = set()
        """Jobs for which no worker came while the run waited."""
        self._cluster: Cluster | None = None
        try:
            self._cluster = Cluster(config.executor)
        except LostError as e:
            log.warning("There is no Dask cluster %s (%s); this machine does all the work.", self._where, e)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.rest()
        if self._cluster:
            self._cluster.everywhere(remote.rest)
            self._cluster.close()

    def map(self, calls: Iterable[Call]) -> Iterator[Answer]:
        """Yield the answer to each of `calls`."""
        for answers in self.each(self._steps, self._steps.chunks(calls)):
            yield from answers

    def drafter(self, package: "InstalledPackage", sha256: str) -> "Drafter":
        """Return what translates with the workers that have `package`."""
        settings = self._config.translate
        job = job_of("engine", remote.EngineOrder(package.name, sha256, settings))
        return _Drafter(self, job, cache(partial(Argos, package, settings)))

    def rest(self) -> None:
        """End the process that takes the steps here; those of the workers go on until the end."""
        if "_here" in self.__dict__:
            self._here.rest()

    @cached_property
    def _here(self) -> Local:
        return Local(self._config, self._now)

    def each(self, work: Work[Item, Result], chunks: Iterable[Sequence[Item]]) -> Iterator[Sequence[Result]]:
        """Yield the results of each of `chunks`, in order."""
        most = self._most(work)
        if not most:
            yield from work.here(chunks)
            return
        sent: deque[_Sent[Item]] = deque()
        for chunk in chunks:
            sent.append(_Sent(chunk, self._hand_over(work, chunk)))
            if len(sent) > most:
                yield self._results(work, sent)
        while sent:
            yield self._results(work, sent)

    def _most(self, work: Work[Item, Result]) -> int:
        """Return how many chunks may be out at the same time; 0 if the work is done here."""
        if self._cluster is None:
            return 0
        find = self._cluster.workers if work.job in self._done_without else self._cluster.wait_for_workers
        try:
            threads = sum(find(work.job).values())
        except LostError as e:
            self._done_without.add(work.job)
            self._tell_refused(self._cluster, work.job)
            log.warning("The Dask cluster %s cannot be used (%s); this machine does the work.", self._where, e)
            return 0
        self._tell_refused(self._cluster, work.job)
        return _CHUNKS_A_THREAD * threads

    def _tell_refused(self, cluster: Cluster, job: bytes) -> None:
        """Log once for each worker why it gets nothing to do."""
        for refused in cluster.refused(job).items():
            if refused not in self._told:
                self._told.add(refused)
                log.warning("The Dask worker %s is not used: %s.", *refused)

    def _hand_over(self, work: Work[Item, Result], chunk: Sequence[Item]) -> Task | None:
        """Hand a chunk over; return None if nobody takes it."""
        while self._cluster is not None:
            try:
                return self._cluster.submit(work.function, work.job, work.packed(chunk))
            except LostError as e:
                self._connect_again(e, work.job)
        return None

    def _results(self, work: Work[Item, Result], sent: deque[_Sent[Item]]) -> Sequence[Result]:
        """Return the results of the first of the chunks that were sent."""
        first = sent.popleft()
        for _ in range(_TIMES):
            if first.task is None:
                break
            try:
                return self._results_of(work, first.task, first.chunk)
            except KilledError:
                for each in sent:
                    if each.task:
                        each.task.cluster.settle(each.task)
                return [self._alone(work, item) for item in first.chunk]
            except FailedError:
                pass
            except LostError as e:
                if first.task.cluster is self._cluster:
                    self._connect_again(e, work.job)
                for each in sent:
                    each.task = self._hand_over(work, each.chunk)
            first.task = self._hand_over(work, first.chunk)
        return next(iter(work.here([first.chunk])))

    def _alone(self, work: Work[Item, Result], item: Item) -> Result:
        """Return the result of one item of a chunk with which workers died."""
        for _ in range(_TIMES):
            task = self._hand_over(work, [item])
            if task is None:
                break
            try:
                return self._results_of(work, task, [item])[0]
            except KilledError:
                break
            except FailedError:
                continue
            except LostError as e:
                self._connect_again(e, work.job)
        log.warning("Each process that worked on one of the articles or texts died; it is given up.")
        return work.given_up()

    def _results_of(self, work: Work[Item, Result], task: Task, chunk: Sequence[Item]) -> Sequence[Result]:
        """Return the results of one task.

        Raises:
            KilledError, LostError, FailedError: see there.

        """
        made = pickle.loads(task.cluster.result(task))  # noqa: S301  (from our own workers)
        if isinstance(made, remote.Refused):
            task.cluster.refuse(made, work.job)
            self._tell_refused(task.cluster, work.job)
            raise FailedError
        return work.unpacked(made, chunk)

    def _connect_again(self, error: LostError, job: bytes) -> None:
        """Connect to the cluster, or start it, again; without workers for `job`, the rest of the work is done here."""
        log.warning("The connection to the Dask cluster %s was lost (%s).", self._where, error)
        assert self._cluster is not None
        self._cluster.close()
        self._cluster = None
        again = None
        try:
            again = Cluster(self._config.executor, patient=True)
            again.wait_for_workers(job)
            self._cluster = again
        except LostError as e:
            if again is not None:
                again.close()
            log.warning("There is no Dask cluster %s any more (%s); this machine does the rest.", self._where, e)


class _Drafter:
    """Translates with the workers that have a package (see ``Drafter``)."""

    def __init__(self, executor: Dask, job: bytes, load: "Callable[[], Argos]") -> None:
        self._executor = executor
        self._job = job
        self._load = load

    def drafts(self, batches: Sequence[Sequence[str]], number: int) -> "Iterator[Sequence[tuple[Draft, ...] | None]]":
        """Yield for each of `batches` the drafts of each text."""
        return self._executor.each(DraftsWork(self._job, self._load, number), batches)
