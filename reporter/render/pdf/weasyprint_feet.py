"""Let pages end at about the same height: WeasyPrint leaves what does not fit, blank, at the foot of the page.

What stays blank is distributed among the rows and sources of the page, at most ``MOST_BETWEEN`` for each. If the last
page would be nearly empty, the page before it is laid out again with less room. A page is left as it is if the next one
is to begin a new page.

Private to WeasyPrint 70 and used here: ``layout.make_all_pages`` and ``layout.block.block_container_layout``
(replaced), ``layout.page.remake_page``; ``context.page_maker``; of a page ``children``, ``content_box_y``, ``height``;
of a box ``element``, ``is_for_root_element``, ``children``, ``descendants``, ``translate``, ``position_y``, ``height``,
``padding_top`` and ``padding_bottom``; ``formatting_structure.boxes`` (``LineBox``, ``TableRowBox``).
tests/test_insides.py names each of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

MOST_BETWEEN = 20.0
"""Pixels, as much as a line: further apart, rows of one article no longer seem to belong together."""
_UNNOTICED = 0.05
"""Share of the page that may stay blank at its foot; nothing is moved for less."""
FULL_ENOUGH = 0.25
"""Share of the page that the last one should fill."""
_OF_A_LINE = 0.04
"""Share of the page by which its text may end above the last line that it has room for."""
_MOST_FREED = 0.16
"""Share of the page before it that may become blank for that."""

Box = Any
"""WeasyPrint has no types."""


@contextmanager
def even_feet() -> Iterator[None]:
    """Make WeasyPrint lay out pages as this module describes; only one thread at a time may do so."""
    from weasyprint import layout
    from weasyprint.layout import block

    make, lay_out = layout.make_all_pages, block.block_container_layout
    kept_free = [0.0]

    def laid_out(context: Box, box: Box, bottom_space: float, *rest: object, **named: object) -> object:
        return lay_out(context, box, bottom_space + kept_free[0] * box.is_for_root_element, *rest, **named)

    def made(context: Box, root: Box, html: Box, pages: list[Box]) -> list[Box]:
        pages = list(make(context, root, html, pages))
        forced = [breaks["break"] != "any" or bool(breaks["page"]) for _, breaks, *_ in context.page_maker[1:]]
        if len(pages) > 1 and not forced[len(pages) - 2] and _filled(pages[-1]) < FULL_ENOUGH:
            kept_free[0] = min(FULL_ENOUGH + _OF_A_LINE - _filled(pages[-1]), _MOST_FREED) * pages[-1].height
            pages = pages[:-2] + _again(context, root, html, len(pages) - 2, kept_free)
        for page, ends in zip(pages[:-1], forced, strict=False):
            if not ends:
                _stretch(page)
        return pages

    layout.make_all_pages, block.block_container_layout = made, laid_out
    try:
        yield
    finally:
        layout.make_all_pages, block.block_container_layout = make, lay_out


def _again(context: Box, root: Box, html: Box, index: int, kept_free: list[float]) -> list[Box]:
    """Return the pages from `index` on, the first of them laid out with some of it kept free."""
    from weasyprint.layout.page import remake_page

    pages: list[Box] = []
    unfinished = True
    while unfinished:
        page, resume_at = remake_page(index + len(pages), context, root, html)
        pages.append(page)
        unfinished, kept_free[0] = resume_at is not None, 0.0
    context.page_maker = context.page_maker[: index + len(pages) + 1]
    for *_, state in context.page_maker[index:]:
        state["content_changed"] = False
    return pages


def _filled(page: Box) -> float:
    """Return how much of the height of `page` has text or rules."""
    from weasyprint.formatting_structure.boxes import LineBox, TableRowBox

    shown = (box for box in page.children[0].descendants() if isinstance(box, LineBox | TableRowBox))
    ends = [box.position_y + box.height for box in shown]
    return float((max(ends, default=0) - page.content_box_y()) / page.height)


def _stretch(page: Box) -> None:
    """Distribute what is blank at the foot of `page` among its rows."""
    blank = (1 - _filled(page)) * page.height
    rows = list(_rows(page.children[0]))
    if len(rows) < 2 or blank < _UNNOTICED * page.height or getattr(page, "is_stretched", False):
        return
    page.is_stretched = True
    spaces = {id(row): [0.5, 0.5] for row in rows}
    spaces[id(rows[-1])][1] = 0
    if rows[0].position_y < page.content_box_y() + 1:
        spaces[id(rows[0])][0] = 0
    between = min(MOST_BETWEEN, blank / sum(map(sum, spaces.values())))
    _grow(page.children[0], {row: (above * between, below * between) for row, (above, below) in spaces.items()})


def _rows(box: Box) -> Iterator[Box]:
    """Yield the rows of a page in their order."""
    for child in _stacked(box):
        if "source" in _classes(child) or ("row" in _classes(child) and "rows" in _classes(box)):
            yield child
        else:
            yield from _rows(child)


def _grow(box: Box, padding: dict[int, tuple[float, float]]) -> float:
    """Add the space above and below the text of each row, and return by how much `box` is higher then."""
    if id(box) in padding:
        above, below = padding[id(box)]
        for cell in _cells(box):
            cell.padding_top += above
            cell.padding_bottom += below
            for child in cell.children:
                child.translate(dy=above)
        grown = above + below
    else:
        grown = 0.0
        for child in _stacked(box):
            child.translate(dy=grown)
            grown += _grow(child, padding)
    box.height += grown
    return grown


def _stacked(box: Box) -> list[Box]:
    """Return the blocks of which `box` is made, one below the other."""
    from weasyprint.formatting_structure.boxes import LineBox, TableRowBox

    found = [] if isinstance(box, TableRowBox) else getattr(box, "children", [])
    return [child for child in found if not isinstance(child, LineBox)]


def _cells(row: Box) -> list[Box]:
    """Return the boxes that have the padding of `row`: its cells, or itself where it is not part of a table."""
    from weasyprint.formatting_structure.boxes import TableRowBox

    return list(row.children) if isinstance(row, TableRowBox) else [row]


def _classes(box: Box) -> list[str]:
    return [] if box.element is None else (box.element.get("class") or "").split()
