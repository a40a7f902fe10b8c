"""Rows as CSV, for a colleague with a spreadsheet.

Out: what ``exchange.spreadsheet`` writes; its apostrophe in front of formulas is removed when the file is read, so no
text is changed. In: the same, or with semicolons or tabs, UTF-16 and extra columns, as spreadsheets write them. Columns
are identified by their names.
"""

from collections.abc import Iterator, Sequence

from reporter.exchange.rows import Row, read_seal
from reporter.exchange.spreadsheet import csv_file, read_cells, restored

COLUMNS = ("id", "place", "arabic", "english", "reviewed", "notes", "before", "by", "at", "seal")
REQUIRED = ("arabic", "english")
_YES = {"yes", "y", "x", "1", "true", "ok", "نعم", "✓"}


def dumps(rows: Sequence[Row]) -> bytes:
    """Return the bytes of a CSV file."""
    return csv_file(COLUMNS, map(_cells, rows))


def loads(content: bytes) -> Iterator[Row]:
    """Yield the rows of a CSV file.

    Raises:
        ValueError: it is not CSV, or lacks a column; the message says what to do.

    """
    names: list[str] | None = None
    for _, cells in read_cells(content):
        if names is None:
            names = [name.strip().lower() for name in cells]
            missing = [name for name in REQUIRED if name not in names]
            if missing:
                raise ValueError(f"it has no column named {' or '.join(missing)}")
        else:
            yield _row({name: restored(cell) for name, cell in zip(names, cells, strict=False)})
    if names is None:
        raise ValueError(f"it has no column named {' or '.join(REQUIRED)}")


def _cells(row: Row) -> tuple[str, ...]:
    return (
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
