"""Do the work of a run on this machine: the steps in one other process, the translation in this one."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Self

from reporter.executors import steps
from reporter.translate.argos import Argos
from reporter.worker import Answer, Worker

if TYPE_CHECKING:
    from reporter.config import Config
    from reporter.executors import Call
    from reporter.packages.installed import InstalledPackage
    from reporter.translate import Drafter


class Local:
    """Does the work here (see ``Executor``)."""

    def __init__(self, config: "Config", now: datetime) -> None:
        """Start the other process.

        Raises:
            ReporterError: that cannot be done, or a word list is wrong.

        """
        self._settings = config.translate
        self._worker = Worker(steps.order(config, now), copied=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.rest()

    def map(self, calls: "Iterable[Call]") -> Iterator[Answer]:
        """Yield the answer to each of `calls`, one after another."""
        for step, what in calls:
            yield self._worker.ask(step, what)

    def drafter(self, package: "InstalledPackage", sha256: str) -> "Drafter":  # noqa: ARG002  (it is where we found it)
        """Load `package`.

        Raises:
            ModelError: that cannot be done.

        """
        return Argos(package, self._settings)

    def rest(self) -> None:
        """End the other process; if another article comes, a new one is started."""
        self._worker.close()
