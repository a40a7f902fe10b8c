r"""CSV and TSV, as spreadsheets write them and open them correctly.

Read: UTF-8 or UTF-16, commas, semicolons or tabs, with or without ``sep=;`` in the first line. Written: UTF-8 with a
byte order mark, without which Excel assumes a code page; commas, CRLF (RFC 4180). Text that a spreadsheet would
interpret as a formula is prefixed with an apostrophe, so that it cannot calculate or fetch anything; ``restored``
removes the apostrophe.

Source: OWASP, "CSV Injection": cells that begin with ``= + - @``, a tab or a carriage return.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

Cell = str | int | float | None
_SEPARATOR = re.compile(r"sep=([,;\t|])\r?\n?", re.IGNORECASE)
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def csv_file(columns: Sequence[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """Return a CSV file with the names of its columns and `rows`; numbers stay numbers, None becomes empty."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(columns)
    for row in rows:
        table.writerow(defused(cell) if isinstance(cell, str) else cell for cell in row)
    return text.getvalue().encode("utf-8-sig")


def read_cells(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the line number, counted from 1, and the cells of each row that is not empty.

    Raises:
        ValueError: it is not a table in Unicode; the message says where and what to do.

    """
    text = _decoded(content)
    stated = _SEPARATOR.match(text)
    body = text[stated.end() :] if stated else text
    delimiter = stated[1] if stated else _delimiter(body)
    lines = io.StringIO(body, newline="")
    if delimiter == "\t" and _has_loose_quotes(body):
        table = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        table = csv.reader(lines, delimiter=delimiter, strict=delimiter != "\t")
    before = 1 if stated else 0
    try:
        for cells in table:
            if any(cell.strip() for cell in cells):
                yield before + table.line_num, cells
    except csv.Error as e:
        raise ValueError(f"line {before + table.line_num}: this is not valid CSV ({e})") from e


def _decoded(content: bytes) -> str:
    encoding = "utf-8-sig"
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        encoding = "utf-16"
    elif b"\0" in content[:200]:
        encoding = "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as e:
        raise ValueError("it is not in Unicode; save it as 'CSV UTF-8'") from e


def _has_loose_quotes(text: str) -> bool:
    """Return whether quotation marks in a table with tabs are text, since a cell would run on over the next tab."""
    return any("\t" in cell for cells in csv.reader(io.StringIO(text, newline=""), delimiter="\t") for cell in cells)


def _delimiter(text: str) -> str:
    """Return the delimiter of the first line that is not a comment."""
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    return max("\t;,", key=first.count)


def defused(cell: str) -> str:
    """Return `cell` as text that spreadsheets do not interpret as a formula.

    >>> defused("=1+1"), defused("- said he"), defused("'='"), defused("'tis")
    ("'=1+1", "'- said he", "''='", "'tis")
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """Undo ``defused``.

    >>> restored("'=1+1"), restored("''='"), restored("'tis")
    ('=1+1', "'='", "'tis")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
