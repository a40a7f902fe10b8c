"""Decide where a row of two columns may break, so that no page ends with much blank space.

A sentence stays on one page, a heading keeps its first two sentences and the end of an entry its last two, as the style
sheet asks. CSS has no way to say "unless too much of the page stays blank". So a row whose cells have ``break-inside:
avoid-page`` is kept whole only if that leaves at most ``MOST_BLANK`` of the page; otherwise it breaks between two of
its lines, or the page between two rows. ``break-before: avoid`` on a cell says that its row stays with what is above.
Where rows are blocks, the same is true of a block with ``avoid-page``, and of what follows it with ``break-after:
avoid-page``.

Private to WeasyPrint 70 and used here: ``layout.block.block_container_layout`` and ``avoid_page_break``, and
``layout.table._find_earlier_page_break`` (replaced); ``context.page_bottom``; a box's ``position_y`` and
``padding_bottom``.
tests/test_insides.py names each of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

MOST_BLANK = 0.105
"""Of the height above the bottom margin: about 13 % of the area of the text, and a line more as it is seen."""
_FOR_BASELINES = 3
"""Pixels by which a cell moves down, so that the first lines of its row share a baseline."""
_KEPT = "avoid-page"
_WITH_ABOVE = "avoid"


class _Context(Protocol):
    """What is used of WeasyPrint's layout context."""

    page_bottom: float


class _Cell(Protocol):
    """What is used of WeasyPrint's boxes."""

    position_y: float
    padding_bottom: float
    style: dict[str, object]
    children: list[object]


class _Row:
    """The row whose cells are being laid out."""

    def __init__(self) -> None:
        self.y: float | None = None
        self.top = 0.0
        """Where the row starts, or what it must stay with."""
        self.lost = False
        """A cell has nothing on this page."""

    def begins_at(self, block: _Cell) -> None:
        """Note where `block` is, which is kept whole like a row, and with what follows it."""
        self.y, self.top, self.lost = None, block.position_y, False

    def starts(self, cell: _Cell) -> None:
        """Note where `cell` is; cells at the same height are in the same row."""
        if self.y == cell.position_y:
            return
        follows = self.y is not None and cell.position_y > self.y and cell.style["break_before"] == _WITH_ABOVE
        if not follows:
            self.top = cell.position_y
        self.y, self.lost = cell.position_y, False


@contextmanager
def full_pages() -> Iterator[None]:
    """Make WeasyPrint break rows as this module describes; only one thread at a time may do so."""
    from weasyprint.formatting_structure.boxes import BlockBox, TableCellBox
    from weasyprint.layout import block, table

    lay_out, avoid, find = block.block_container_layout, block.avoid_page_break, table._find_earlier_page_break  # noqa: SLF001
    row = _Row()

    def too_blank(top: float, context: _Context) -> bool:
        return bool(context.page_bottom - top > MOST_BLANK * context.page_bottom)

    def laid_out(context: _Context, box: _Cell, bottom_space: float, *rest: object, **named: object) -> object:
        if not isinstance(box, TableCellBox):
            if box.style["break_inside"] == _KEPT:
                row.begins_at(box)
            return lay_out(context, box, bottom_space, *rest, **named)
        row.starts(box)
        # What a cell gets afterwards would make the row too high, and the whole row would move to the next page.
        later = _FOR_BASELINES
        if any(isinstance(child, BlockBox) for child in box.children):
            later += box.padding_bottom
        made = lay_out(context, box, bottom_space + later, *rest, **named)
        row.lost = row.lost or made[0] is None
        return made

    def avoided(value: str, context: _Context) -> bool:
        return bool(avoid(value, context)) and not (value == _KEPT and not row.lost and too_blank(row.top, context))

    def found(context: _Context, failed: object, index: int, before: list[object], *rest: object) -> object:
        earlier = find(context, failed, index, before, *rest)
        if before and too_blank(row.top, context):
            return before, {index: None}
        return earlier

    block.block_container_layout, block.avoid_page_break, table._find_earlier_page_break = laid_out, avoided, found  # noqa: SLF001
    try:
        yield
    finally:
        block.block_container_layout, block.avoid_page_break = lay_out, avoid
        table._find_earlier_page_break = find  # noqa: SLF001
