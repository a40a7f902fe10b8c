"""A Dask cluster: the workers of the scheduler at an address, or some that are started on this machine.

In: the settings, and functions of ``remote`` with bytes. Out: bytes. Whatever goes wrong is one of three errors:
``KilledError``, ``LostError``, and ``FailedError`` for the rest. Workers that cannot work for the run are named and get
nothing to do.
"""

import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

from reporter.errors import ReporterError
from reporter.executors import remote
from reporter.printable import printable

if TYPE_CHECKING:
    from distributed import Future

    from reporter.config import ExecutorSettings

log = logging.getLogger(__name__)

_MOST_DEATHS = 3
"""Workers that may die with a task before it is given up, where we start them."""
_SECONDS_TO_CONNECT = 30.0
_SECONDS_TO_WAIT = 60.0
"""For a worker, or for a scheduler that is started again."""
_LOOK_EVERY = 3.0
"""Seconds after which to look whether the workers are still there."""

_CONFIGURATION = {
    "logging": {"version": 1, "incremental": True},
    "distributed.admin.large-graph-warning-threshold": "1 TB",  # one file may have a gigabyte
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}

Function = Callable[[bytes, bytes], bytes]
"""Of a pickled ``remote.Job`` and an argument."""


class KilledError(Exception):
    """Each worker that had the task died."""


class LostError(Exception):
    """There is no connection to the scheduler, or no worker that can be used."""


class FailedError(Exception):
    """The task failed, which is logged, or was refused."""


@dataclass(slots=True)
class Task:
    """A task and where it is."""

    cluster: "Cluster"
    function: Function
    job: bytes
    """A pickled ``remote.Job``."""
    argument: bytes
    future: "Future[bytes]"
    workers: tuple[str, ...] | None
    """Addresses of the workers that may do it; None: all."""


class Cluster:
    """A connection to a scheduler."""

    def __init__(self, settings: "ExecutorSettings", *, patient: bool = False) -> None:
        """Connect to the scheduler at the address in `settings`, or start one here; `patient`: it is about to start.

        Raises:
            ReporterError: Dask is not installed.
            LostError: there is no connection.

        """
        self._distributed = require_dask()
        self._verdicts: dict[tuple[str, bytes], str] = {}
        self._started: Any = None
        address, security = settings.address, _security(self._distributed, settings)
        try:
            if address is None:
                self._started = self._start(settings.workers or _cores(), security)
                address = self._started.scheduler_address
            self._client = self._distributed.Client(
                address,
                security=security,
                timeout=_SECONDS_TO_WAIT if patient else _SECONDS_TO_CONNECT,
                set_as_default=False,
            )
        except Exception as e:
            self.close()
            raise LostError(_one_line(e)) from e

    def close(self) -> None:
        """End the connection, and the workers that were started here."""
        client, started = getattr(self, "_client", None), self._started
        for each in (client, started):
            if each is not None:
                with suppress(Exception):
                    each.close(timeout=_SECONDS_TO_CONNECT)

    def workers(self, job: bytes) -> dict[str, int]:
        """Return the workers that can do `job`, by address, with the number of their threads.

        Raises:
            LostError: there is no connection.

        """
        try:
            threads: dict[str, int] = dict(self._client.nthreads())
            unknown = [address for address in threads if (address, job) not in self._verdicts]
            answers = self._client.run(remote.lacking, job, workers=unknown, on_error="return") if unknown else {}
        except Exception as e:
            raise LostError(_one_line(e)) from e
        for address, answer in answers.items():
            if isinstance(answer, OSError):  # it is gone
                threads.pop(address, None)
            else:
                self._judge(address, job, answer if isinstance(answer, str) else f"it failed ({_one_line(answer)})")
        refused = self.refused(job)
        return {address: number for address, number in threads.items() if address not in refused}

    def refused(self, job: bytes) -> dict[str, str]:
        """Return the workers that are known to be unable to do `job`, by address, and why."""
        return {address: why for (address, other), why in self._verdicts.items() if other == job and why}

    def refuse(self, answer: "remote.Refused", job: bytes) -> None:
        """Give a worker no more tasks of `job`."""
        self._judge(answer.worker, job, answer.why)

    def _judge(self, address: str, job: bytes, why: str) -> None:
        self._verdicts[address, job] = printable(why).rstrip(".")

    def wait_for_workers(self, job: bytes) -> dict[str, int]:
        """Return the workers that can do `job`, as soon as there is one.

        Raises:
            LostError: there is none for a minute, or no connection.

        """
        waited = 0.0
        while not (found := self.workers(job)):
            refused = self.refused(job)
            if waited >= (_LOOK_EVERY if refused else _SECONDS_TO_WAIT):
                raise LostError("it has no worker that can be used" if refused else "it has no workers")
            time.sleep(_LOOK_EVERY / 3)
            waited += _LOOK_EVERY / 3
        return found

    def submit(self, function: Function, job: bytes, argument: bytes) -> Task:
        """Hand over a task.

        Raises:
            LostError: nobody takes it.

        """
        workers = None
        if any(self._verdicts.values()):
            workers = tuple(self.wait_for_workers(job))
        try:
            future = self._client.submit(
                function, job, argument, pure=False, workers=workers, allow_other_workers=False
            )
        except Exception as e:
            raise LostError(_one_line(e)) from e
        return Task(self, function, job, argument, future, workers)

    def result(self, task: Task) -> bytes:
        """Return the result of `task`, which is then forgotten.

        Raises:
            KilledError, LostError, FailedError: see there.

        """
        while True:
            try:
                return task.future.result(timeout=_LOOK_EVERY)
            except TimeoutError:
                found = self.wait_for_workers(task.job)
                if task.workers is not None and found.keys().isdisjoint(task.workers):
                    task.future = self.submit(task.function, task.job, task.argument).future
            except self._distributed.KilledWorker as e:
                raise KilledError from e
            except self._distributed.CancelledError as e:
                raise LostError("the scheduler is gone") from e
            except OSError as e:
                raise LostError(_one_line(e)) from e
            except Exception as e:
                log.warning("A Dask worker failed: %s.", _one_line(e), exc_info=True)
                raise FailedError from e

    def settle(self, task: Task) -> None:
        """Wait until nothing more is done for `task`; its result can be had later."""
        with suppress(KilledError, LostError, FailedError):
            self.result(task)

    def everywhere(self, function: Callable[[], None]) -> None:
        """Call `function` in each worker."""
        with suppress(Exception):
            self._client.run(function, on_error="ignore")

    def _start(self, number: int, security: object) -> Any:  # noqa: ANN401  (Dask has no types)
        return self._distributed.LocalCluster(
            n_workers=number,
            threads_per_worker=1,
            host="127.0.0.1",
            security=security,
            memory_limit=0,
            dashboard_address=None,
            scheduler_kwargs={"dashboard_address": "127.0.0.1:0", "allowed_failures": _MOST_DEATHS - 1},
            silence_logs=logging.CRITICAL,
        )


def require_dask() -> ModuleType:
    """Import Dask, which then says nothing, and return it.

    Raises:
        ReporterError: it is not installed.

    """
    try:
        import dask

        dask.config.set(_CONFIGURATION)
        import cryptography  # noqa: F401  (for certificates)
        import distributed
    except ImportError as e:
        raise ReporterError(
            "executor.kind is dask, but Dask is not installed; install it with 'pip install "
            "reporter-briefing[cluster]', or set executor.kind to local."
        ) from e
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    return distributed


def _security(distributed: ModuleType, settings: "ExecutorSettings") -> Any:  # noqa: ANN401  (Dask has no types)
    """Return what proves who is who: the files in `settings`; new certificates for workers that are started here."""
    if settings.address is None:
        return distributed.Security.temporary()
    if settings.tls.ca is None:
        return None
    given = {"tls_ca_file": settings.tls.ca, "tls_client_cert": settings.tls.cert, "tls_client_key": settings.tls.key}
    for path in given.values():
        if path is not None and not os.access(path, os.R_OK):
            raise ReporterError(f"The file {path}, which executor.tls names, cannot be read.")
    return distributed.Security(require_encryption=True, **{name: str(path) for name, path in given.items()})


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _one_line(error: BaseException) -> str:
    return printable(" ".join(str(error).split())[:300]) or type(error).__name__
