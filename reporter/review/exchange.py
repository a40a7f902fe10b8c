"""Exchange corrections as files with a colleague, a spreadsheet or a translation program.

In and out: ``Row``s, written and read by the modules of ``exchange`` that ``registry.SHEETS`` names. Each row has the
id of its Arabic. A row is rejected with a message if its Arabic was changed, or if someone has corrected the same text
in the meantime; the other rows are imported.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from reporter.errors import ConfigError, ReporterError, StoreError
from reporter.exchange.rows import Row, sealed
from reporter.files import write_whole
from reporter.registry import SHEETS
from reporter.review.sheet import Item, Sheet, item_id, one_line
from reporter.store.corrections import Corrections, OutdatedError

log = logging.getLogger(__name__)

MAX_FILE_BYTES = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The result of importing a file."""

    taken: int
    unchanged: int
    refused: tuple[str, ...]
    """Each rejected row, and why."""


def rows_of_sheet(sheet: Sheet) -> tuple[Row, ...]:
    """Return every text of the edition in its current state."""
    return tuple(
        Row(
            id=item.id,
            place=_place(item),
            text_ar=item.text_ar,
            text_en=item.text_en,
            before_en=item.before_en or "",
            notes=tuple(flag.detail for flag in sheet.flags(item)) or ((item.reason,) if item.reason else ()),
            reviewed=item.state == "reviewed",
            by=item.correction.by if item.correction else "",
            at=item.correction.at if item.correction else "",
            seal=sealed(item.version, item.text_en, reviewed=item.state == "reviewed"),
        )
        for item in sheet.items()
    )


def keep_copy(corrections: Corrections, path: Path) -> None:
    """Write all accepted corrections to the TMX file `path` as a backup of the store.

    Log a warning if it cannot be written.
    """
    rows = rows_of_corrections(corrections)
    if not rows:
        return
    try:
        write(path, rows)
    except ReporterError as e:
        log.warning("The corrections could not be copied: %s", e)


def rows_of_corrections(corrections: Corrections) -> tuple[Row, ...]:
    """Return all accepted corrections of all editions."""
    return tuple(
        Row(
            id=item_id(item.text_ar),
            place="",
            text_ar=item.text_ar,
            text_en=item.text_en,
            before_en=item.before_en or "",
            notes=(),
            reviewed=True,
            by=item.by,
            at=item.at,
            seal=sealed(item.version, item.text_en, reviewed=True),
        )
        for item in corrections.accepted()
    )


def write(path: Path, rows: Sequence[Row]) -> None:
    """Write `rows` in the format given by the suffix of `path`.

    Raises:
        ConfigError: it is unknown.
        ReporterError: it cannot be written; an existing file is unchanged.

    """
    write_whole(path, _format(path).dumps(rows))


def read(path: Path) -> tuple[Row, ...]:
    """Return the rows of the file at `path`.

    Raises:
        ConfigError: the file does not exist, or its format is unknown.
        StoreError: the file does not have the format of its suffix.

    """
    form = _format(path)
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise StoreError(f"{path} is larger than {MAX_FILE_BYTES // 1_000_000} MB; split it.")
        content = path.read_bytes()
    except OSError as e:
        raise ConfigError(f"{path} cannot be read ({e.strerror or e}).") from e
    try:
        return tuple(form.loads(content))
    except ValueError as e:
        raise StoreError(f"{path} cannot be imported: {e}.") from e


def take(rows: Sequence[Row], sheet: Sheet, *, window: str) -> Taken:
    """Store as reviewed the English in `rows` that differs from that of `sheet` or is marked as reviewed."""
    items = {item.id: item for item in sheet.items()}
    by_arabic = {one_line(item.text_ar): item for item in items.values()}
    taken = unchanged = 0
    refused: list[str] = []
    for number, row in enumerate(rows, start=1):
        try:
            item = _its_item(row, items, by_arabic, sheet)
            if _says_nothing_new(row, item):
                unchanged += 1
                continue
            version = row.seal.version if row.seal and item.version else item.version
            sheet.write(item, version, row.text_en, accept=True, window=window)
            taken += 1
        except OutdatedError as e:
            meanwhile = (
                f"{e.current.by} has changed it since: {e.current.text_en}" if e.current else "it was made again"
            )
            refused.append(f"{_named(number, row)}: {meanwhile}")
        except ReporterError as e:
            refused.append(f"{_named(number, row)}: {e}")
    return Taken(taken=taken, unchanged=unchanged, refused=tuple(refused))


def _its_item(row: Row, items: dict[str, Item], by_arabic: dict[str, Item], sheet: Sheet) -> Item:
    """Return the item of `row`: from this edition, or from another one if the id of `row` matches its Arabic."""
    if row.problem:
        raise ReporterError(f"it {row.problem}.")
    named, found = items.get(row.id), by_arabic.get(one_line(row.text_ar))
    if named is not None and found is not named:
        raise ReporterError("its Arabic was changed.")
    if found is not None:
        return found
    if row.id and row.id == item_id(row.text_ar):
        return sheet.elsewhere(row.text_ar, row.before_en)
    raise ReporterError(f"its Arabic was changed, or is not in the edition of {sheet.folder.name} (see --date).")


def _says_nothing_new(row: Row, item: Item) -> bool:
    """Return whether `row` is unchanged since it was exported, or equal to the current state of the item."""
    text = one_line(row.text_en)
    if row.seal:
        same = row.seal.print == sealed(0, text, reviewed=row.reviewed).print
        as_written = same and row.seal.version <= item.version  # a correction made on another machine is new here
    else:  # missing from the file: text equal to the machine's own is not a correction
        as_written = not row.reviewed and text in {"", item.before_en, one_line(row.before_en)}
    return as_written or (text == item.text_en and (item.state == "reviewed" or not row.reviewed))


def _named(number: int, row: Row) -> str:
    beginning = row.text_ar[:40] + ("…" if len(row.text_ar) > 40 else "")
    return f"row {number} {row.place or row.id} ({beginning})".replace("  ", " ")


def _place(item: Item) -> str:
    kind = "" if item.kind == "sentence" else f"{item.kind} "
    return " ".join(f"[{kind}{place}]" for place in item.places)


def _format(path: Path) -> ModuleType:
    if path.suffix.lower() not in SHEETS:
        raise ConfigError(f"{path}: unknown format; the name must end in one of {', '.join(SHEETS)}.")
    return import_module(SHEETS[path.suffix.lower()])
