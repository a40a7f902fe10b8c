"""What a Dask worker does: take the steps, translate, and say what it lacks.

In and out: bytes, so that neither Dask nor this process looks into what it carries. As on the machine of the run, the
steps are taken in a process of their own. A worker keeps what its present run needs: a process for each of its threads,
and one engine.
"""

import pickle
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Literal, NamedTuple

from reporter import plugins
from reporter.errors import ModelError, ReporterError
from reporter.versions import versions
from reporter.worker import Worker

if TYPE_CHECKING:
    from reporter.config import TranslateSettings
    from reporter.packages.installed import InstalledPackage
    from reporter.translate.argos import Argos

Versions = dict[str, str]


class Job(NamedTuple):
    """What the tasks of one kind have in common."""

    versions: Versions
    """Those of the machine of the run."""
    kind: Literal["steps", "engine"]
    given: bytes
    """Pickled: a ``worker.Order`` or an ``EngineOrder``."""


class EngineOrder(NamedTuple):
    """The package to translate with."""

    name: str
    """For messages."""
    sha256: str
    """The hash of its files."""
    settings: "TranslateSettings"


class Refused(NamedTuple):
    """The answer of a worker that cannot do what it was asked to."""

    worker: str
    """Its address."""
    why: str
    """As in "it has reporter 1.0 (here 1.1)"."""


@cache
def own_versions() -> Versions:
    """Return the versions that must be the same on all machines; among them those of plug-ins that summarise."""
    found = versions()
    found["python"] = ".".join(found["python"].split(".")[:2])
    return found | {
        f"the plug-in {plugin.name}": plugin.distribution for plugin in plugins.installed(plugins.SUMMARISERS)
    }


def differences(there: Versions, here: Versions) -> str:
    """Return how the versions of a worker differ from those of the machine of the run; empty if they do not.

    >>> differences({"reporter": "1.0", "sumy": "0.13"}, {"reporter": "1.1", "sumy": "0.13"})
    'it has reporter 1.0 (here 1.1)'
    """
    wrong = [
        f"{name} {there.get(name, 'not installed')} (here {here.get(name, 'not installed')})"
        for name in here | there
        if there.get(name) != here.get(name)
    ]
    return f"it has {', '.join(wrong)}" if wrong else ""


def lacking(job: bytes) -> str:
    """Return what this worker lacks for a pickled ``Job``; empty if it lacks nothing."""
    versions, kind, given = _job(job)
    if wrong := differences(own_versions(), versions):
        return wrong
    try:
        if kind == "engine":
            _package(given)
    except ModelError as e:
        return str(e)
    return ""


def take_steps(job: bytes, calls: bytes) -> bytes:
    """Return the answers to a pickled list of calls (see ``steps.Carried``), or ``Refused``; pickled."""
    if wrong := lacking(job):
        return _refused(wrong)
    try:
        with _processes.lent(_job(job).given) as worker:
            return pickle.dumps([worker.ask("take", call) for call in pickle.loads(calls)])  # noqa: S301
    except ReporterError as e:
        return _refused(str(e))


def translate(job: bytes, batch: bytes) -> bytes:
    """Return the drafts of a batch, a pickled list of texts and their number of drafts, or ``Refused``; pickled."""
    if wrong := lacking(job):
        return _refused(wrong)
    texts, number = pickle.loads(batch)  # noqa: S301
    try:
        (drafts,) = _engine(_job(job).given).drafts([texts], number)
    except ModelError as e:
        return _refused(str(e))
    return pickle.dumps(drafts)


def rest() -> None:
    """End the processes that take the steps."""
    _processes.drop()


def _refused(why: str) -> bytes:
    from distributed import get_worker

    return pickle.dumps(Refused(get_worker().address, why))


@lru_cache(maxsize=2)
def _job(job: bytes) -> Job:
    made: Job = pickle.loads(job)  # noqa: S301  (from our own run)
    return made


class _Processes:
    """The processes that take the steps, each lent to one thread at a time; all of them take those of one run."""

    def __init__(self) -> None:
        self._given = b""
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._lock = threading.Lock()

    @contextmanager
    def lent(self, given: bytes) -> Iterator[Worker]:
        """Lend a process that was started with the pickled order `given`."""
        with self._lock:
            if given != self._given:
                self._drop()
                self._given = given
            worker = self._next()
        try:
            yield worker or (worker := Worker(pickle.loads(given)))  # noqa: S301
        finally:
            with self._lock:
                if worker and given == self._given:
                    self._idle.put(worker)
                elif worker:
                    worker.close()

    def drop(self) -> None:
        """End those that are not lent, now, and the others when they come back."""
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        self._given = b""
        while worker := self._next():
            worker.close()

    def _next(self) -> Worker | None:
        try:
            return self._idle.get_nowait()
        except Empty:
            return None


_processes = _Processes()
_loading = threading.Lock()


def _engine(given: bytes) -> "Argos":
    """Return the engine for the pickled order `given`; it is loaded once.

    Raises:
        ModelError: this machine has no such package, or it cannot be loaded.

    """
    with _loading:
        return _loaded(given)


@lru_cache(maxsize=1)
def _loaded(given: bytes) -> "Argos":
    from distributed import get_worker

    from reporter.translate.argos import Argos

    order: EngineOrder = pickle.loads(given)  # noqa: S301
    threads = order.settings.threads or get_worker().state.nthreads
    return Argos(_package(given), order.settings.model_copy(update={"threads": threads}))


@lru_cache(maxsize=1)
def _package(given: bytes) -> "InstalledPackage":
    """Return the package on this machine whose files have the hash in `given`.

    Raises:
        ModelError: there is none.

    """
    from reporter.packages import installed, manifest

    order: EngineOrder = pickle.loads(given)  # noqa: S301
    for package in installed.installed(order.settings):
        with suppress(OSError):
            if manifest.package_sha256(manifest.files_of(package.folder)) == order.sha256:
                return package
    raise ModelError(f"it does not have the package {order.name} with the hash {order.sha256[:12]}…")
