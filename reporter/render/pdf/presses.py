"""Print an edition: a small one here, a large one in parts and in other processes.

In: the HTML of an edition and its record. Out: its PDF. The parts of a large edition are printed by as many processes
as there are processor cores, each part by one of them, so that no process holds more than one part. A process that is
lost is replaced, and its part is printed again; if that fails too, whatever is printed from then on is printed in
another process, so that this one survives while the article at fault is looked for.
"""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from queue import SimpleQueue
from typing import Any, NamedTuple

from reporter.config import PartSize, PdfStandard
from reporter.errors import ReporterError
from reporter.record import Record
from reporter.render.pdf import printing, sheets
from reporter.render.pdf.joining import Section
from reporter.render.pdf.press import Failure, Press, Printed
from reporter.render.pdf.splitting import Divided, divided
from reporter.render.pdf.substitutes import special_characters
from reporter.worker import Order, Task, Worker

log = logging.getLogger(__name__)

_WHOLE_UP_TO = 60
"""Entries of the largest edition that ``auto`` prints whole."""
_USUAL = 20
"""Entries in a part, if the size is ``auto``."""
_MOST_PROCESSES = 8
_MARGINS_TOGETHER = 100
"""Pages."""
_MOST_ROUNDS = 5
"""How often parts are printed again because the numbers of the pages that they name have changed."""
_SECONDS = 300
"""Of processor time, for one part."""
_MEMORY = 4_000_000_000
"""Bytes of address space."""
_TASK = Task(does="prints the pages", work="printing")

Call = tuple[str, Callable[[], tuple[Any, ...]]]
"""A method of ``Press``, and what makes its arguments when they are needed."""


class LostError(ReporterError):
    """A process was lost twice with the same work."""


class Presses:
    """Prints the editions of one run."""

    def __init__(self, size: PartSize, standard: PdfStandard) -> None:
        self._size = size
        self._standard = standard
        self._elsewhere = False
        """Print nothing in this process."""

    def printed(self, html: bytes, record: Record) -> bytes:
        """Return the PDF of `html`; its dates and identifier come from `record`, so that equal input makes equal bytes.

        Raises:
            ReporterError: as ``print_html`` does; or a process was lost.

        """
        edition = self._edition(html, record)
        if edition is None and not self._elsewhere:
            return printing.print_html(html.decode(), record, self._standard)
        try:
            if edition is not None:
                return edition.printed()
            with _processes(partial(Press, "", "", record.edition.issued_at), 1) as calls:
                (pdf,) = calls([("whole", lambda: (html.decode(), record, self._standard))])
                return bytes(pdf)
        except LostError:
            self._elsewhere = True
            raise

    def _edition(self, html: bytes, record: Record) -> "_Edition | None":
        """Return the parts of an edition; None if it is printed whole."""
        number = parts_of(len(record.entries), self._size)
        if number == 1:
            return None
        text = printing.without_screen(html.decode())
        printing.refuse_footnotes(text)
        document = divided(text, number)
        return None if document is None else _Edition(document, special_characters(text), record, self._standard)


def parts_of(entries: int, size: PartSize) -> int:
    """Return in how many parts an edition with so many entries is printed."""
    most, usual = (_WHOLE_UP_TO, _USUAL) if size == "auto" else (size, size)
    return 1 if entries <= most else -(-entries // usual)


class _Edition:
    """The parts of one edition in the making."""

    def __init__(self, document: Divided, special: str, record: Record, standard: PdfStandard) -> None:
        self._document = document._replace(style="")
        self._record = record
        self._standard = standard
        self._font_files: dict[str, bytes] = {}
        """By hash. A process returns the file of a font once."""
        self._contents = sheets.Contents(document)
        self._make = partial(Press, sheets.with_total(document.style), special, record.edition.issued_at)

    def printed(self) -> bytes:
        """Return the PDF."""
        with _processes(self._make, len(self._document.parts)) as calls:
            parts, margins = self._settled(calls)
        sections = [
            Section(part, blank=self._contents.blank(i), again=self._document.parts[i].again)
            for i, part in enumerate(parts)
        ]
        bare = [Section(each, blank=i > 0, again=False) for i, each in enumerate(margins)]
        with _processes(self._make, 1) as calls:  # which has the memory for it
            (pdf,) = calls([("join", lambda: (sections, bare, self._font_files))])
        return bytes(pdf)

    def _settled(self, calls: "Calls") -> tuple[list[Printed], list[Printed]]:
        """Return the parts and the margins, after the numbers of pages in them are right."""
        number = len(self._document.parts)
        known: list[_Numbers] = [_Numbers(2 if i else 1, 1, {}) for i in range(number)]
        stale = list(range(number))
        parts: list[Printed] = [None] * number  # type: ignore[list-item]
        for _ in range(_MOST_ROUNDS):
            again = calls([("content", partial(self._content, i, known[i])) for i in stale])
            for i, made in zip(stale, again, strict=True):
                self._keep_fonts(made)
                parts[i] = self._without_aids(i, known[i], made)
            pages = [page for part in parts for page in part.pages]
            places, starts = dict(sheets.places(pages)), _starts(parts)
            now = [_Numbers(start, len(pages), places) for start in starts]
            stale = [i for i, part in enumerate(parts) if part.numbered and known[i] != now[i]]
            if not stale:
                margins = self._margins(calls, pages, parts)
                frames = [page for each in margins for page in each.pages]
                stale = [
                    i
                    for i, (start, part) in enumerate(zip(starts, parts, strict=True))
                    if known[i].start != start and not _fit(part, frames[start - 1 :])
                ]
                if not stale:
                    return parts, margins
            known = [now[i] if i in stale else known[i] for i in range(number)]
        raise ReporterError(
            "The document cannot be printed in parts, because its page numbers do not settle; set layout.part to a "
            "number that is not smaller than that of the articles."
        )

    def _content(self, number: int, known: "_Numbers") -> tuple[str]:
        """Return the HTML of a part."""
        return (self._contents.html(number, *known),)

    def _keep_fonts(self, made: Printed) -> None:
        for name, content in made.font_files.items():
            self._font_files.setdefault(name, content)
        made.font_files.clear()

    def _without_aids(self, number: int, known: "_Numbers", made: Printed) -> Printed:
        """Return a part without the pages that its HTML has only for printing it."""
        end = len(made.pages) - self._contents.after(number, known.places)
        return replace(made, pages=made.pages[self._contents.blank(number) : end])

    def _margins(self, calls: "Calls", pages: Sequence[sheets.Page], parts: Sequence[Printed]) -> list[Printed]:
        languages = tuple(sorted({language for part in parts for language in part.languages}))
        firsts = range(1, len(pages) + 1, _MARGINS_TOGETHER)

        def margins(first: int) -> tuple[Any, ...]:
            html = sheets.margins(self._document, pages, first, first + _MARGINS_TOGETHER - 1)
            return html, (self._record, self._standard, languages) if first == 1 else None

        made = calls([("margins", partial(margins, first)) for first in firsts])
        for each in made:
            self._keep_fonts(each)
        return [replace(each, pages=each.pages[first > 1 :]) for first, each in zip(firsts, made, strict=True)]


class _Numbers(NamedTuple):
    """What is said of pages in a part."""

    start: int
    total: int
    places: dict[str, int]


def _starts(parts: Iterable[Printed]) -> list[int]:
    """Return the number of each part's first page."""
    starts, following = [], 1
    for part in parts:
        starts.append(following)
        following += len(part.pages)
    return starts


def _fit(part: Printed, frames: Sequence[sheets.Page]) -> bool:
    """Return whether the content of a part has the size that its pages have, so that it need only be moved sideways."""
    return all(
        abs(ours - theirs) < 0.01
        for page, frame in zip(part.pages, frames, strict=False)
        for ours, theirs in zip(page.box[1:], frame.box[1:], strict=True)
    )


Calls = Callable[[Sequence[Call]], list[Any]]


@contextmanager
def _processes(make: Callable[[], Press], number: int) -> Iterator[Calls]:
    """Start processes for `number` parts; the value makes calls in them, and returns their results in order."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    idle: SimpleQueue[Worker] = SimpleQueue()
    order = Order(make=make, task=_TASK, seconds=_SECONDS, memory=_MEMORY)
    with ExitStack() as stack:
        workers = [stack.enter_context(Worker(order)) for _ in range(min(number, cores, _MOST_PROCESSES))]
        for worker in workers:
            idle.put(worker)
        threads = ThreadPoolExecutor(len(workers))
        stack.callback(threads.shutdown, cancel_futures=True)

        def call(what: Call) -> object:
            worker = idle.get()
            try:
                method, arguments = what
                return _answer(worker, method, arguments())
            finally:
                idle.put(worker)

        yield lambda calls: list(threads.map(call, calls))


def _answer(worker: Worker, method: str, arguments: tuple[Any, ...]) -> object:
    """Return the answer of `method`; a process that is lost gets a second chance.

    Raises:
        LostError: it was lost again.
        Exception: what was raised in the process.

    """
    for _ in range(2):
        found, lost = worker.call(method, *arguments)
        if found and lost is None:
            if isinstance(found[0], Failure):
                raise found[0].error
            return found[0]
    raise LostError(f"The process that prints the pages was lost twice: {lost}.")
