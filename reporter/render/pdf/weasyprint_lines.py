"""Draw lines of Arabic in a PDF so that programs can extract their words.

WeasyPrint shows glyphs one by one and moves the pen in between: back for a kerned pair, sideways and up for a mark,
slightly for the pieces of a ligature. This looks right, but programs that extract the text take these moves for gaps,
split words there, and reverse the letters of a ligature. This module turns each letter and the pieces that belong to it
into one glyph of the embedded font, with its width in this line and its own text, and each run of letters into one
plain string. The runs of a line are written in reading order, and so are quotation marks and the text between them,
which pypdf would otherwise put in the wrong order. The page looks the same to within a thousandth of an em.

In: WeasyPrint's text boxes as they are drawn. Out: its page streams, and the fonts that it embeds.
Source: ISO 32000-1, 9.4.4 (text space), 9.7.4 (CIDFonts), 9.10.3 (ToUnicode).

Private to WeasyPrint 70 and used here: ``draw.text.draw_first_line`` and ``pdf.fonts.Font.subset`` (replaced); of a
font ``hash``, ``upem``, ``bitmap``, ``glyph_count``, ``widths``, ``to_unicode``, ``file_content``; of a page's stream
``add_font``, ``_current_font`` and pydyf's ``set_font_size``, ``set_text_matrix``, ``show_text``; of a text box
``pango_layout`` with its ``layout``, ``text`` and ``get_first_line``; a matrix's ``values``; ``text.ffi`` and Pango's
structures as it declares them: an item's ``offset``, ``length``, ``analysis.level``, ``analysis.font``, and its glyphs'
``num_glyphs``, ``glyphs``, ``log_clusters``.
tests/test_insides.py names each of them.
"""

import re
import struct
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from reporter.render.pdf.embedded_fonts import Component, Composite, subset_of, with_letters

if TYPE_CHECKING:
    from weasyprint.formatting_structure.boxes import TextBox
    from weasyprint.pdf.fonts import Font
    from weasyprint.pdf.stream import Stream

QUOTATION_MARKS = {"«", "»"}
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

UNITS = 1024
"""Pango units per pixel (PANGO_SCALE)."""
NOTHING = 0x0FFFFFFF
"""The number of a glyph that draws nothing (PANGO_GLYPH_EMPTY)."""


class Shaped(NamedTuple):
    """A glyph as placed by the shaper: number, width, and offsets from the pen; y increases downwards."""

    glyph: int
    width: int
    x: int
    y: int


Cluster = tuple[str, tuple[Shaped, ...]]
"""A text, and the glyphs that represent it from left to right."""


@dataclass
class FontUse:
    """A font, and what a document uses of it."""

    file: bytes
    glyph_count: int
    letters: dict[Composite, int]
    """The glyph number assigned to each letter: `glyph_count` and following."""
    widths: dict[int, float] = field(default_factory=dict)
    """By glyph number, in thousandths of an em."""
    texts: dict[int, str] = field(default_factory=dict)
    """By glyph number."""


@contextmanager
def readable_lines(used: dict[str, FontUse] | None = None) -> Iterator[None]:
    """Make WeasyPrint draw lines of Arabic as this module describes; only one thread at a time may do so.

    If `used` is given, fonts are not embedded, but added to it by their hash.
    """
    from weasyprint.draw import text
    from weasyprint.pdf.fonts import Font

    fonts: dict[str, _Font] = {}
    draw, subset = text.draw_first_line, Font.subset

    def draw_line(stream: "Stream", box: "TextBox", *rest: Any) -> object:  # noqa: ANN401 (WeasyPrint has no types)
        blank = not box.text.strip()  # a space between two elements, which WeasyPrint would omit
        runs = _runs(stream, box, rest) if blank or RIGHT_TO_LEFT.search(box.text) else []
        if not blank and not any(run.right_to_left for run in runs):
            return draw(stream, box, *rest)
        *turn, x, y = rest[-1].values
        for run in sorted(runs, key=lambda run: run.start):
            ours = fonts.setdefault(run.font.hash, _Font())
            for left, clusters in _in_reading_order(run):
                stream._current_font = None  # noqa: SLF001 (pypdf ends a passage wherever a font is set)
                stream.set_font_size(run.font.hash, run.size)
                stream.set_text_matrix(*turn, x + left * turn[0], y + left * turn[1])
                stream.show_text(f"<{''.join(ours.code(run, cluster) for cluster in clusters)}>")
        return []

    def cut(font: "Font", to_unicode: Mapping[int, str], hinting: bool) -> None:  # noqa: ARG001, FBT001
        ours = fonts.get(font.hash, _Font()).letters
        if used is not None:
            used[font.hash] = FontUse(font.file_content, font.glyph_count, ours)
            font.file_content = font.file_content[:4]  # the kind of file
            return
        plain = {glyph for glyph in to_unicode if glyph < font.glyph_count}
        font.file_content = subset_of(
            font.file_content, plain | {piece.glyph for letter in ours for piece in letter.pieces}
        )
        if ours:
            font.file_content = with_letters(font.file_content, ours)

    text.draw_first_line, Font.subset = draw_line, cut
    try:
        yield
    finally:
        text.draw_first_line, Font.subset = draw, subset


class _Run(NamedTuple):
    """Glyphs of one font and one direction, from left to right, in Pango's units."""

    start: int
    x: float
    font: "Font"
    size: float
    right_to_left: bool
    clusters: list[Cluster]


class _Font:
    """The letters of one embedded font."""

    def __init__(self) -> None:
        self.letters: dict[Composite, int] = {}
        """The glyph number assigned to each letter."""
        self._codes: dict[tuple[Cluster, float, bool], str] = {}

    def code(self, run: _Run, cluster: Cluster) -> str:
        """Return the code that shows `cluster`, and record its width and text in the font."""
        key = (cluster, run.size, run.right_to_left)
        if key not in self._codes:
            scale, font = run.font.upem / UNITS / run.size, run.font
            text, glyphs = cluster
            shaped = [
                Shaped(glyph, round(width * scale), round(x * scale), round(-y * scale))
                for glyph, width, x, y in glyphs
            ]
            code = ""
            for letter in letters_of(text, shaped, right_to_left=run.right_to_left):
                number = self.letters.setdefault(letter, font.glyph_count + len(self.letters))
                font.widths[number] = round(letter.advance * 1000 / font.upem)
                font.to_unicode[number] = letter.text
                code += f"{number:04x}"
            self._codes[key] = code
        return self._codes[key]


def _runs(stream: "Stream", box: "TextBox", rest: tuple[object, ...]) -> list[_Run]:
    """Return the runs of a line from left to right; none if WeasyPrint should draw the line."""
    from weasyprint.text.ffi import ffi, pango

    text_overflow, block_ellipsis, _ = rest
    if not box.text or text_overflow == "ellipsis" or block_ellipsis != "none":
        return []
    pango.pango_layout_set_single_paragraph_mode(box.pango_layout.layout, True)
    line, _ = box.pango_layout.get_first_line()
    text, runs, x = box.pango_layout.text.encode(), [], 0.0
    node = line.runs[0]
    while node != ffi.NULL:
        item, node = node.data, node.next
        font, size = stream.add_font(item.item.analysis.font)
        clusters = list(_clusters(item, text))
        glyphs = [glyph for _, shaped in clusters for glyph in shaped]
        if font.bitmap or any(width < 0 or font.glyph_count <= glyph != NOTHING for glyph, width, _, _ in glyphs):
            return []
        right_to_left = bool(item.item.analysis.level % 2)
        runs.append(_Run(item.item.offset, x, font, size, right_to_left, clusters))
        x += sum(glyph.width for glyph in glyphs) / UNITS
    return runs


def _clusters(item: Any, text: bytes) -> Iterator[Cluster]:  # noqa: ANN401 (a C structure)
    """Yield the clusters of a Pango item in the order of its glyphs."""
    from weasyprint.text.ffi import ffi

    glyphs, offset, count = item.glyphs, item.item.offset, item.glyphs.num_glyphs
    size = ffi.sizeof("PangoGlyphInfo")
    shaped = [
        Shaped._make(struct.unpack_from("=Iiii", infos, i * size))
        for infos in [ffi.buffer(glyphs.glyphs, count * size)]
        for i in range(count)
    ]
    starts = ffi.unpack(glyphs.log_clusters, count)
    ends = dict(pairwise([*sorted(set(starts)), item.item.length]))
    first = 0
    for i, (start, after) in enumerate(zip(starts, [*starts[1:], None], strict=True), 1):
        if after != start:
            yield text[offset + start : offset + ends[start]].decode(), tuple(shaped[first:i])
            first = i


def _in_reading_order(run: _Run) -> list[tuple[float, list[Cluster]]]:
    """Split a run at quotation marks; return the parts and the marks in reading order, each with its left edge."""
    parts: list[tuple[float, list[Cluster]]] = []
    x, alone = run.x, True
    for cluster in run.clusters:
        mark = run.right_to_left and cluster[0] in QUOTATION_MARKS
        if alone or mark:
            parts.append((x, []))
        parts[-1][1].append(cluster)
        x += sum(glyph.width for glyph in cluster[1]) / UNITS
        alone = mark
    return parts[::-1] if run.right_to_left else parts


def letters_of(text: str, glyphs: Sequence[Shaped], *, right_to_left: bool) -> list[Composite]:
    """Return the letters of a cluster from left to right, all in font units.

    In right-to-left text each character becomes a letter of its own, because programs that extract text reverse the
    order of glyphs, not the text within a glyph. The leftmost letter draws the whole cluster, the others share its
    width, and marks have no width.

    >>> letters_of("في", [Shaped(370, 900, 0, 0)], right_to_left=True)
    ... # doctest: +NORMALIZE_WHITESPACE
    [Composite(pieces=(Component(glyph=370, x=0, y=0),), advance=450, text='ي'),
     Composite(pieces=(), advance=450, text='ف')]

    """
    pen, pieces = 0, []
    for glyph in glyphs:
        if glyph.glyph != NOTHING:
            pieces.append(Component(glyph.glyph, pen + glyph.x, glyph.y))
        pen += glyph.width
    if not right_to_left or len(text) == 1:
        return [Composite(tuple(pieces), pen, text)]
    wide = [char for char in text if unicodedata.category(char) != "Mn"] or list(text)
    letters, left = [], len(wide)
    for char in reversed(text):
        if char not in wide:
            letters.append(Composite((), 0, char))
            continue
        drawn = tuple(pieces) if left == len(wide) else ()
        letters.append(Composite(drawn, pen // len(wide) + (pen % len(wide) if drawn else 0), char))
        left -= 1
    return letters
