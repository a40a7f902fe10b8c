r"""CSV that a spreadsheet opens rightly: UTF-8 with a byte order mark, commas, CRLF (RFC 4180).

Without the mark Excel takes Arabic for a code page. A text that a spreadsheet would take for a formula gets an
apostrophe in front, so that none can calculate or fetch anything; ``restored`` takes it away again.

Source: OWASP, "CSV Injection": cells that begin with ``= + - @``, a tab or a carriage return.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

Cell = str | int | float | None
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def csv_file(columns: Sequence[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """Return the bytes of a CSV file: the names of its columns, then `rows`; numbers stay numbers, None is empty."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(columns)
    for row in rows:
        table.writerow(defused(cell) if isinstance(cell, str) else cell for cell in row)
    return text.getvalue().encode("utf-8-sig")


def defused(cell: str) -> str:
    """Return `cell` as text that no spreadsheet takes for a formula.

    >>> defused("=1+1"), defused("- said he"), defused("'='"), defused("'tis")
    ("'=1+1", "'- said he", "''='", "'tis")
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """Return what ``defused`` was given.

    >>> restored("'=1+1"), restored("''='"), restored("'tis")
    ('=1+1', "'='", "'tis")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
