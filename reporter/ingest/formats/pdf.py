"""PDF with a text layer: the lines of its pages in reading order.

In: the bytes of a file. Out: one line of text per line of the page, and a blank line where the page has additional
space. A PDF stores the position of each glyph, and programs write them in different orders. Therefore Arabic lines are
rebuilt from the positions of their glyphs, from right to left, with numbers and Latin text from left to right.
"""

import ctypes
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reporter.ingest.content import Content, UnreadableError
from reporter.ingest.formats.glyphs import ARABIC, Glyph, Rows
from reporter.ingest.metadata import Metadata, one_line

_MOST_PAGES = 30
_MOST_CHARACTERS = 200_000
_LONGEST_RUNNING_TITLE = 60
"""Characters."""
_PAGE_NUMBER = re.compile(r"\d+\s*(?:من|/)\s*\d+|^[\d\W]+|[\d\W]+$")
_MARGIN = 0.06
"""Share of the page height at top and bottom in which smaller type is not part of the text."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    y: float
    """The height of its baseline, in points from the bottom of the page."""
    size: float


def read_pdf(data: bytes) -> Content:
    """Return the article in a PDF.

    Raises:
        UnreadableError: it is damaged, encrypted, too long, or a scan without text.

    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as e:
        locked = "password" in str(e).lower()
        raise UnreadableError("it is protected with a password" if locked else "it is damaged, or not a PDF") from e
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableError(f"it has {len(document)} pages, at most {_MOST_PAGES} are read")
        pages = [_without_frame(_lines(page), page.get_height()) for page in document]
    except pypdfium2.PdfiumError as e:
        raise UnreadableError("it is damaged") from e
    finally:
        document.close()
    lines = [line for page in _without_running_titles(pages) for line in page]
    if not lines:
        raise UnreadableError("it is a scan without a text layer")
    title, rest = _title(lines)
    return Content(text=_paragraphs(list(_spaced(rest))), metadata=Metadata(title=title), remarks=("from a PDF",))


def _lines(page: Any) -> list[_Line]:  # noqa: ANN401 - pypdfium2 has no types
    """Return the lines of `page`, rebuilt from its glyphs."""
    from pypdfium2 import raw

    textpage = page.get_textpage()
    number = textpage.count_chars()
    if number > _MOST_CHARACTERS:
        raise UnreadableError("one of its pages has too much text for an article")
    rows: list[list[Glyph]] = [[]]
    for index in range(number):
        char = chr(raw.FPDFText_GetUnicode(textpage, index))
        if char in "\r\n":
            if rows[-1]:
                rows.append([])
        elif char.isprintable() and unicodedata.category(char) != "Mn":
            x, y = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(textpage, index, x, y)
            size = raw.FPDFText_GetFontSize(textpage, index)
            guessed = raw.FPDFText_IsGenerated(textpage, index) == 1
            rows[-1].append(Glyph(char, textpage.get_charbox(index), x.value, y.value, size, guessed))
    found = Rows(rows)
    return [
        _Line(text, statistics.median(glyph.y for glyph in row), statistics.median(glyph.size for glyph in row))
        for row in found.rows
        if (text := found.text(row))
    ]


def _without_frame(lines: list[_Line], height: float) -> list[_Line]:
    """Return the lines of a page without header and footer: page numbers, URLs, print dates."""
    if not lines:
        return []
    body = statistics.median(line.size for line in lines for _ in line.text)
    edge = _MARGIN * height
    lines = [line for line in lines if line.size >= 0.9 * body or edge < line.y < height - edge]
    while lines and not ARABIC.search(lines[0].text):
        lines = lines[1:]
    while lines and not ARABIC.search(lines[-1].text):
        lines = lines[:-1]
    return lines


def _without_running_titles(pages: Sequence[list[_Line]]) -> list[list[_Line]]:
    """Return the pages without the lines at the top and bottom that most of them have, apart from page numbers."""
    left = [page for page in pages if page]
    for at in (0, 0, -1, -1):
        texts = Counter(_key(page[at]) for page in left if page and len(page[at].text) <= _LONGEST_RUNNING_TITLE)
        text, times = texts.most_common(1)[0] if texts else ("", 0)
        if times >= 2 and times > len(left) / 2:
            left = [_without(page, at) if page and _key(page[at]) == text else page for page in left]
    return left


def _key(line: _Line) -> str:
    return _PAGE_NUMBER.sub("", line.text)


def _without(page: list[_Line], at: int) -> list[_Line]:
    return page[1:] if at == 0 else page[:-1]


def _title(lines: Sequence[_Line]) -> tuple[str | None, Sequence[_Line]]:
    """Return the first lines in larger type, joined, and the other lines."""
    body = statistics.median(line.size for line in lines for _ in line.text)
    large = 0
    while large < min(len(lines), 4) and lines[large].size > 1.15 * body:
        large += 1
    title = one_line(" ".join(line.text for line in lines[:large])) if 0 < large < len(lines) else None
    return title, lines[large:] if title else lines


def _spaced(lines: Sequence[_Line]) -> Iterator[str]:
    """Yield the lines, with an empty line wherever the space between two lines is larger than usual."""
    steps = [above.y - below.y for above, below in pairwise(lines)]
    usual = min((step for step, line in zip(steps, lines, strict=False) if step > 0.8 * line.size), default=0.0)
    for index, line in enumerate(lines):
        if index and steps[index - 1] > 1.25 * usual:
            yield ""
        yield line.text


def _paragraphs(lines: Sequence[str]) -> str:
    """Return the lines of each paragraph joined, if empty lines separate the paragraphs."""
    if "" not in lines:
        return "\n".join(lines)
    return "\n\n".join(" ".join(block.split("\n")) for block in "\n".join(lines).split("\n\n"))
