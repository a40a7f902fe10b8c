"""DOCX: the paragraphs of a document, its headings, its title.

In: the bytes of a file. Out: one paragraph per line. Footnotes, comments, deleted text and tables of figures are left
out; the creator of the file is not taken for the author.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from reporter.ingest.content import Content, UnreadableError
from reporter.ingest.formats.archive import require_small
from reporter.ingest.metadata import Metadata, one_line

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"heading|title|عنوان", re.IGNORECASE)
_TITLE = re.compile(r"title|heading 1|heading1|عنوان 1|العنوان", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!؟?…]\W*$")
_MOST_CELL = 80


def read_docx(data: bytes, limit: int) -> Content:
    """Return the article in a DOCX file; `limit` is the maximum size of a file in bytes.

    Raises:
        UnreadableError: it is damaged, too large, or contains no text.

    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    require_small(data, limit)
    try:
        document = docx.Document(io.BytesIO(data))
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile, etree.LxmlError) as e:
        raise UnreadableError("it is damaged, or not a Word document") from e
    names = {style.style_id: style.name or "" for style in document.styles}
    lines: list[str] = []
    headings: list[str] = []
    title = None
    body = document.element.body
    for paragraph in body.iter(f"{_W}p"):
        text, *more = _lines(paragraph) or [""]
        if not text or _in_figures(paragraph):
            continue
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = names.get(style.get(f"{_W}val", ""), "") if style is not None else ""
        if title is None and not lines and _TITLE.search(name) and "sub" not in name.lower():
            title = one_line(text)
        if _HEADING.search(name):
            headings.append(text)
        lines.append(f"- {text}" if paragraph.find(f"{_W}pPr/{_W}numPr") is not None else text)
        lines += more
    if not lines:
        raise UnreadableError("it contains no text")
    tables = any(_is_figures(table) for table in body.iter(f"{_W}tbl"))
    return Content(
        text="\n\n".join(lines),
        headings=tuple(headings),
        metadata=Metadata(title=title),
        remarks=("without its table",) if tables else (),
    )


def _lines(paragraph: object) -> list[str]:
    """Return the lines of a paragraph; a break inside it begins another only if sentences end at breaks."""
    lines = [" ".join(line.split()) for line in "".join(_texts(paragraph)).split("\n")]
    kept = list(filter(None, lines))
    ends = any(_SENTENCE.search(line) for line in kept[:-1])
    return kept if ends or "" in lines[1:-1] else list(filter(None, [" ".join(kept)]))


def _texts(paragraph: object) -> Iterator[str]:
    """Yield the pieces of text of a paragraph, without the copies that programs add for older versions."""
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):  # type: ignore[attr-defined]
        if any(above.tag == _FALLBACK for above in element.iterancestors()):
            continue
        if element.tag == f"{_W}t":
            yield element.text or ""
        else:
            yield {f"{_W}noBreakHyphen": "-", f"{_W}tab": " "}.get(element.tag, "\n")


def _in_figures(paragraph: object) -> bool:
    return any(_is_figures(table) for table in paragraph.iterancestors(f"{_W}tbl"))  # type: ignore[attr-defined]


def _is_figures(table: object) -> bool:
    """Return whether a table contains figures; a table with a paragraph in a cell is used for layout."""
    cells = ["".join(_texts(cell)) for cell in table.iter(f"{_W}tc")]  # type: ignore[attr-defined]
    return len(cells) >= 4 and all(len(cell) <= _MOST_CELL for cell in cells)
