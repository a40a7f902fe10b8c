"""The terminal: sentences, and progress bars that are never shown under cron."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from reporter.interfaces import Advance, Progress, Silent
from reporter.printable import printable_lines


def say(text: object, *, error: bool = False) -> None:
    """Print `text` on standard output, or on standard error; nothing in it acts on the terminal."""
    print(printable_lines(text), file=sys.stderr if error else sys.stdout, flush=True)


def counted(number: int, noun: str) -> str:
    """Return `number` with `noun` in the singular or plural.

    >>> counted(1, "text"), counted(0, "text")
    ('1 text', '0 texts')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


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
