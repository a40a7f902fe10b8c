"""Progress bars, shown on a terminal and never under cron."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from reporter.interfaces import Advance, Progress, Silent


def progress(*, quiet: bool) -> Progress:
    """Return visible progress if standard error is a terminal, otherwise silent progress."""
    return Silent() if quiet or not sys.stderr.isatty() else Drawn()


class Drawn:
    """Progress bars on standard error that disappear when their stage ends."""

    @contextmanager
    def stage(self, name: str, total: int | None) -> Iterator[Advance]:
        """Draw a bar for the stage `name` while it runs."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        count = MofNCompleteColumn() if total is not None else TextColumn("{task.completed:,}")
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), count, TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
            task = bars.add_task(name, total=total)
            yield lambda steps=1: bars.advance(task, steps)
