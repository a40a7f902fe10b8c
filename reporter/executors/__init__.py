"""Where the work on articles and texts is done: on this machine, or by the workers of a Dask cluster.

In: calls of the methods of ``steps.Steps``, and batches of Arabic. Out: what becomes of each, in the same order and the
same to the last byte, whichever executor does it. An executor knows neither the store nor the edition: it gets what is
to be done and returns drafts.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from reporter.worker import Answer

if TYPE_CHECKING:
    from reporter.config import Config
    from reporter.packages.installed import InstalledPackage
    from reporter.translate import Drafter


class Call(NamedTuple):
    """A call of one step."""

    step: str
    """The name of a method of ``Steps``."""
    what: object
    """Its argument."""


class Executor(Protocol):
    """Does the work of a run; a context manager."""

    def __enter__(self) -> Self:
        """Return itself."""
        ...

    def __exit__(self, *_: object) -> None:
        """Free everything."""
        ...

    def map(self, calls: Iterable[Call]) -> Iterator[Answer]:
        """Yield the answer to each of `calls`, in their order; whatever crashes costs one of them.

        `calls` are taken as they are needed, or some time before.

        Raises:
            ReporterError: the steps cannot be taken at all.

        """
        ...

    def drafter(self, package: "InstalledPackage", sha256: str) -> "Drafter":
        """Return what translates with `package`, whose files have the hash `sha256`.

        Raises:
            ModelError: it cannot be loaded.

        """
        ...

    def rest(self) -> None:
        """Free what ``map`` needs; if it is called again, that is made again."""
        ...


def executor(config: "Config", now: datetime) -> Executor:
    """Return the executor that `config` names.

    Raises:
        ReporterError: it cannot be started.

    """
    if config.executor.kind == "dask":
        from reporter.executors.dask import Dask

        return Dask(config, now)
    from reporter.executors.local import Local

    return Local(config, now)
