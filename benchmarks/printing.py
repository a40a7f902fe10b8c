"""Printing alone: our document of an edition compared with the naive script's document of the same edition.

Both print in this process, in turn, with their libraries loaded, so that only templates, layout and writing count.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import naive, package, processes
from benchmarks.articles import write_articles
from benchmarks.table import Ratio, show
from reporter import record
from reporter.config import LayoutSettings
from reporter.record import Record
from reporter.render import Documents
from reporter.render.pdf import printing as printer

ROUNDS = 5


def printing(folder: Path) -> None:
    """Print the table: processor time against the script's, layouts a page, elements an entry."""
    articles, home = folder / "printed", folder / "homes" / "printed"
    write_articles(articles, 12)
    home.mkdir(parents=True)
    processes.reporter(articles, package.small(folder / "small"), home)
    made = record.load(processes.edition(home) / "briefing.json")
    documents = Documents(LayoutSettings())

    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_seconds(lambda: documents.render(made)))
        theirs.append(_seconds(lambda: _naively(made)))
    html = documents.html(made)
    with counted_layouts() as laid_out:
        printer.print_html(html, made)
    pages = len(set(laid_out))
    show(
        f"Printing an edition of 12 articles on {pages} pages",
        ("reporter", "naive"),
        [Ratio(what="processor time", ours=min(ours), other=min(theirs), unit="s", at_most=2.5)],
    )
    show(
        "What is laid out",
        ("amount", "for"),
        [
            Ratio(what="layouts a page", ours=len(laid_out), other=pages, unit="", at_most=1.05),
            Ratio(what="elements an entry", ours=printed_elements(html), other=len(made.entries), unit="", at_most=90),
        ],
    )


def printed_elements(html: str) -> int:
    """Return the number of elements in the body of `html` that reach the PDF."""
    printed = re.sub(r"<!-- on screen -->.*?<!-- end of screen -->", "", html, flags=re.DOTALL)
    return len(re.findall(r"<[a-z]", printed.partition("<body")[2]))


@contextmanager
def counted_layouts() -> Iterator[list[int]]:
    """Collect the index of each page whenever WeasyPrint lays it out."""
    from weasyprint.layout import page

    laid_out: list[int] = []
    remake = page.remake_page

    def counted(index: int, *arguments: object) -> object:
        laid_out.append(index)
        return remake(index, *arguments)

    page.remake_page = counted
    try:
        yield laid_out
    finally:
        page.remake_page = remake


def _naively(made: Record) -> bytes | None:
    from weasyprint import HTML

    articles = [
        (entry.title_ar, entry.title.text_en, [(point.text_ar, point.english.text_en) for point in entry.points])
        for entry in made.entries
    ]
    pdf: bytes | None = HTML(string=naive.PAGE.render(articles=articles)).write_pdf()
    return pdf


def _seconds(action: Callable[[], object]) -> float:
    started = time.process_time()
    action()
    return time.process_time() - started
