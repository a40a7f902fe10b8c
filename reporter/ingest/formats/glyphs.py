"""The text of one row of a PDF page, from the places of its glyphs.

In: the glyphs of a page, row by row. Out: text in reading order. Programs store glyphs in different orders, and spaces
in different ways: with a width, without one between the letters, or without one where the next letter starts.
"""

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from reporter.language.arabic.letters import clean_characters

ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_LEFT_TO_RIGHT = re.compile(
    r"[A-Za-z](?:[^\u0600-\u06ff]*[A-Za-z0-9])?|[0-9\u0660-\u0669]+(?:[.,:/٫٬][0-9\u0660-\u0669]+)*"
)
_OPENING, _CLOSING = str.maketrans(")]}»›", "([{«‹"), str.maketrans("([{«‹", ")]}»›")
_OPENS = re.compile(r"(?:(?<=\s)|^)[()\[\]{}«»‹›]+(?=\w)")
_CLOSES = re.compile(r"(?<=[\w.؟!…%])[()\[\]{}«»‹›]+(?=[\s.،؛:؟!…-]|$)")
_ALEFS = "اأإآٱ"
_GAP, _TOUCHING = 0.18, 0.02
"""White between letters, as a share of the type size: more than the first is a space, less than the second is not."""
_SAME_PLACE = 0.01
"""Distance of two starting points that are the same, as a share of the type size."""
_MOSTLY = 0.8
"""Minimum share of the stored spaces of a row that are between letters, if they are used at all."""
_FEW = 0.2
"""Share of the stored spaces of a page below which those where a letter starts are parts of ligatures."""
_STACKED = 0.75
"""Share of the narrower of two letters that the other one covers if they are above one another."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and where it is; `x` and `y` are where it starts on its baseline."""

    char: str
    box: Box
    x: float
    y: float
    size: float
    guessed: bool
    """Whether it is a space that is not in the file."""

    @property
    def is_bare_space(self) -> bool:
        """Whether it is a space without width."""
        return self.char.isspace() and self.box[2] - self.box[0] < 0.05 * self.size


class _Unit(NamedTuple):
    """Text that has one place: a letter, or the letters of a ligature."""

    text: str
    box: Box
    x: float


class Rows:
    """The rows of a page, and how its program stores them."""

    def __init__(self, rows: Sequence[Sequence[Glyph]]) -> None:
        self.rows = [row for row in rows if row]
        self._reversed = _are_reversed(self.rows)
        self._spaces_at_letters = _are_at_letters(self.rows)

    def text(self, row: Sequence[Glyph]) -> str:
        """Return the text of `row`."""
        text = "".join(glyph.char for glyph in row)
        if ARABIC.search(text):
            read = "".join(self._right_to_left(row))
            text = _brackets(_LEFT_TO_RIGHT.sub(lambda found: found[0][::-1], read))
        return " ".join(clean_characters(text).split())

    def _right_to_left(self, row: Sequence[Glyph]) -> Iterator[str]:
        """Yield the letters of `row` from right to left, and the spaces between them.

        Letters above one another (لم and لح in many fonts) keep the order in which they are stored.
        """
        size = statistics.median(glyph.size for glyph in row)
        stacks = sorted(_stacks(_units(row)), key=_centre, reverse=True)
        stored = self._stored_spaces(row, stacks, size)
        by_gaps = any(glyph.is_bare_space for glyph in row)
        edge = float("inf")
        for at, stack in enumerate(stacks):
            gap = (edge - _right(stack)) / size if at and by_gaps else 0.0
            letters = at > 0 and all(ARABIC.search(unit.text) for unit in (*stacks[at - 1], *stack))
            if (gap > _GAP and not (stored and letters)) or (gap > _TOUCHING and at in stored):
                yield " "
            edge = min(edge, _left(stack))
            yield "".join(_ligature(unit.text, reverse=self._reversed) for unit in stack)

    def _stored_spaces(self, row: Sequence[Glyph], stacks: Sequence[Sequence[_Unit]], size: float) -> set[int]:
        """Return the stacks before which a space without width is stored; none if few of the spaces are between any."""
        places = [glyph.x for glyph in row if glyph.is_bare_space and not glyph.guessed]
        starts = {unit.x for stack in stacks for unit in stack if _are_near(unit.x, places, size)}
        between = [x for x in places if not _are_near(x, starts, size)]
        starts = starts if self._spaces_at_letters else set()
        stored = {
            at
            for at, (one, other) in enumerate(pairwise(stacks), start=1)
            if any(_centre(other) < x < _centre(one) for x in between) or any(unit.x in starts for unit in other)
        }
        return stored if len(stored) >= _MOSTLY * (len(between) + len(starts)) else set()


def _units(row: Sequence[Glyph]) -> list[_Unit]:
    units: list[_Unit] = []
    for glyph in row:
        if glyph.is_bare_space:
            continue
        if units and units[-1].box == glyph.box and not glyph.char.isspace():
            units[-1] = units[-1]._replace(text=units[-1].text + glyph.char)
        else:
            units.append(_Unit(glyph.char, glyph.box, glyph.x))
    return units


def _are_near(x: float, places: Sequence[float] | set[float], size: float) -> bool:
    return any(abs(place - x) < _SAME_PLACE * size for place in places)


def _centre(stack: Sequence[_Unit]) -> float:
    return (_left(stack) + _right(stack)) / 2


def _left(stack: Sequence[_Unit]) -> float:
    return min(unit.box[0] for unit in stack)


def _right(stack: Sequence[_Unit]) -> float:
    return max(unit.box[2] for unit in stack)


def _stacks(units: Sequence[_Unit]) -> list[list[_Unit]]:
    """Return `units` in stacks: Arabic letters above one another are one, in reading order."""
    stacks: list[list[_Unit]] = []
    leftwards = 0
    for unit in units:
        before = stacks[-1][-1] if stacks else None
        if before and ARABIC.search(unit.text) and ARABIC.search(before.text):
            (left, _, right, _), (start, _, end, _) = before.box, unit.box
            leftwards += 1 if left + right > start + end else -1
            if min(right, end) - max(left, start) >= _STACKED * min(right - left, end - start):
                stacks[-1].append(unit)
                continue
        stacks.append([unit])
    return stacks if leftwards >= 0 else [stack[::-1] for stack in stacks]


def _are_at_letters(rows: Sequence[Sequence[Glyph]]) -> bool:
    """Return whether spaces without width are stored where the next letter starts; a few are parts of ligatures."""
    spaces = at_letters = 0
    for row in rows:
        starts = {glyph.x for glyph in row if not glyph.char.isspace()}
        for glyph in row:
            if glyph.is_bare_space and not glyph.guessed:
                spaces += 1
                at_letters += _are_near(glyph.x, starts, glyph.size)
    return at_letters > _FEW * spaces


def _are_reversed(rows: Sequence[Sequence[Glyph]]) -> bool:
    """Return whether the letters of ligatures are stored in reverse, as shown by lam-alef, whose order is known."""
    right = wrong = 0
    for row in rows:
        for one, other in pairwise(row):
            if one.box == other.box:
                right += one.char == "ل" and other.char in _ALEFS
                wrong += other.char == "ل" and one.char in _ALEFS
    return wrong > right


def _ligature(unit: str, *, reverse: bool) -> str:
    if len(unit) == 2 and "ل" in unit and any(alef in unit for alef in _ALEFS):
        return unit if unit[0] == "ل" else unit[::-1]
    return unit[::-1] if reverse and len(unit) > 1 and ARABIC.search(unit) else unit


def _brackets(text: str) -> str:
    """Return `text` with brackets that open before words and close behind them, however the program mirrored them."""
    return _CLOSES.sub(_closed, _OPENS.sub(_opened, text))


def _opened(found: re.Match[str]) -> str:
    return found[0].translate(_OPENING)


def _closed(found: re.Match[str]) -> str:
    return found[0].translate(_CLOSING)
