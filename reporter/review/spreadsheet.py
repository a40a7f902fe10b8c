r"""Rows as CSV that a spreadsheet opens rightly, and as it comes back from one.

Out: UTF-8 with a byte order mark (without it Excel takes Arabic for a code page), commas, CRLF (RFC 4180). A cell that
a spreadsheet would take for a formula gets an apostrophe in front, and loses it on the way back: no text can calculate
or fetch anything, and none is changed. In: the same, or with the semicolons or tabs, UTF-16 and extra columns that
spreadsheets write. Columns are known by their names.

Source: OWASP, "CSV Injection": cells that begin with ``= + - @``, a tab or a carriage return.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from reporter.review.rows import Row, read_seal

COLUMNS = ("id", "place", "arabic", "english", "reviewed", "notes", "before", "by", "at", "seal")
REQUIRED = ("arabic", "english")
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_YES = {"yes", "y", "x", "1", "true", "ok", "نعم", "✓"}


def dumps(rows: Sequence[Row]) -> bytes:
    """Return the bytes of a CSV file."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for row in rows:
        table.writerow(
            defused(cell)
            for cell in (
                row.id,
                row.place,
                row.text_ar,
                row.text_en,
                "yes" if row.reviewed else "",
                "; ".join(row.notes),
                row.before_en,
                row.by,
                row.at,
                str(row.seal or ""),
            )
        )
    return text.getvalue().encode("utf-8-sig")


def loads(content: bytes) -> Iterator[Row]:
    """Yield the rows of a CSV file.

    Raises:
        ValueError: it is none, or lacks a column; the message says what to do.

    """
    text = _decoded(content)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        names = [name.strip().lower() for name in next(table, [])]
        missing = [name for name in REQUIRED if name not in names]
        if missing:
            raise ValueError(f"it has no column named {' or '.join(missing)}")
        for cells in table:
            if any(cell.strip() for cell in cells):
                yield _row({name: restored(cell) for name, cell in zip(names, cells, strict=False)})
    except csv.Error as e:
        raise ValueError(f"line {table.line_num} is no CSV ({e})") from e


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


def _row(cells: dict[str, str]) -> Row:
    return Row(
        id=cells.get("id", "").strip(),
        place=cells.get("place", ""),
        text_ar=cells.get("arabic", ""),
        text_en=cells.get("english", ""),
        before_en=cells.get("before", ""),
        notes=tuple(filter(None, [cells.get("notes", "")])),
        reviewed=cells.get("reviewed", "").strip().lower() in _YES,
        by=cells.get("by", ""),
        at=cells.get("at", ""),
        seal=read_seal(cells.get("seal", "")),
    )


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as e:
        raise ValueError("its Arabic is not in Unicode; save it as 'CSV UTF-8'") from e


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)
