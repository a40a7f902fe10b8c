"""Draw lines of Arabic in a PDF so that programs can extract their words.

WeasyPrint shows glyphs one by one and moves the pen in between: back for a kerned pair, sideways and up for a mark,
slightly for the pieces of a ligature. This looks right, but programs that extract the text take these moves for gaps,
split words there, and reverse the letters of a ligature. This module turns each letter and the pieces that belong to it
into one glyph of the embedded font, with its width in this line and its own text, and each run of letters into one
plain string. The runs of a line are written in reading order, and so are quotation marks and the text between them,
which pypdf would otherwise put in the wrong order. The page looks the same to within a thousandth of an em.

In: WeasyPrint's text boxes as they are drawn. Out: its page streams, and the fonts that it embeds.
Source: ISO 32000-1, 9.4.4 (text space), 9.7.4 (CIDFonts), 9.10.3 (ToUnicode); OpenType 1.9, glyf, composite glyphs.

Private to WeasyPrint 70 and used here: ``draw.text.draw_first_line`` and ``pdf.fonts.Font.subset`` (replaced); of a
font ``hash``, ``upem``, ``bitmap``, ``glyph_count``, ``widths``, ``to_unicode``, ``file_content``; of a page's stream
``add_font``, ``_current_font`` and pydyf's ``set_font_size``, ``set_text_matrix``, ``show_text``; of a text box
``pango_layout`` with its ``layout``, ``text`` and ``get_first_line``; a matrix's ``values``; ``text.ffi`` and Pango's
structures as it declares them: an item's ``offset``, ``length``, ``analysis.level``, ``analysis.font``, and its glyphs'
``num_glyphs``, ``glyphs``, ``log_clusters``. Private to fontTools 4: ``TTFont.reader``, ``sfnt.SFNTWriter``.
tests/test_insides.py names each of them.
"""

import re
import struct
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from weasyprint.formatting_structure.boxes import TextBox
    from weasyprint.pdf.fonts import Font
    from weasyprint.pdf.stream import Stream

KEPT_TABLES = {"cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"}
"""The tables that ISO 32000-1, 9.9, requires of a TrueType font in a CIDFont."""

QUOTATION_MARKS = {"«", "»"}
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

UNITS = 1024
"""Pango units per pixel (PANGO_SCALE)."""
NOTHING = 0x0FFFFFFF
"""The number of a glyph that draws nothing (PANGO_GLYPH_EMPTY)."""

_ARGUMENTS_ARE_WORDS, _ARGUMENTS_ARE_OFFSETS, _MORE = 0x0001, 0x0002, 0x0020


class Component(NamedTuple):
    """A glyph of the font and its position, in font units from the pen."""

    glyph: int
    x: int
    y: int


class Composite(NamedTuple):
    """A glyph made of pieces, its advance in font units, and the text that it represents."""

    pieces: tuple[Component, ...]
    advance: int
    text: str


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


def subset_of(font_file: bytes, glyphs: set[int]) -> bytes:
    """Return the font with the outlines of `glyphs` only, under their numbers, as WeasyPrint embeds it."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).set(glyphs)
    unused = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")
    wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).set({int.from_bytes(tag.encode()) for tag in unused})
    wanted.flags = (
        uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.DESUBROUTINIZE
    )
    content: bytes = uharfbuzz.subset(uharfbuzz.Face(font_file), wanted).blob.data
    return content


def with_letters(font_file: bytes, letters: Mapping[Composite, int]) -> bytes:
    """Return a TrueType font with a composite glyph for each letter, and without the tables that a PDF does not use.

    `letters` maps each letter to its number; the numbers are consecutive and larger than those of the font's own
    glyphs.
    """
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(font_file), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    outlines, places = font.reader["glyf"], list(font["loca"].locations)
    known = [outlines[start:end] for start, end in pairwise(places)]
    metrics = [font["hmtx"].metrics[name] for name in font.getGlyphOrder()]
    first = min(letters.values())
    known += [b""] * (first - len(known))
    metrics += [(0, 0)] * (first - len(metrics))
    for letter in letters:
        known.append(_composite(letter, known))
        metrics.append((letter.advance, struct.unpack(">h", known[-1][2:4])[0] if known[-1] else 0))
    starts = [0]
    for outline in known:
        starts.append(starts[-1] + len(outline))
    head, hhea, maxp = (bytearray(font.reader[tag]) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">h", head, 50, 1)  # indexToLocFormat: long
    struct.pack_into(">H", hhea, 34, len(known))  # numberOfHMetrics
    struct.pack_into(">H", maxp, 4, len(known))  # numGlyphs
    struct.pack_into(">H", maxp, 28, max(len(letter.pieces) for letter in letters))  # maxComponentElements
    struct.pack_into(">H", maxp, 30, struct.unpack_from(">H", maxp, 30)[0] + 1)  # maxComponentDepth
    made = {
        "glyf": b"".join(known),
        "loca": struct.pack(f">{len(starts)}L", *starts),
        "hmtx": b"".join(struct.pack(">Hh", *metric) for metric in metrics),
        "head": bytes(head),
        "hhea": bytes(hhea),
        "maxp": bytes(maxp),
    }
    return _assembled({tag: font.reader[tag] for tag in font.reader.keys() if tag in KEPT_TABLES} | made)  # noqa: SIM118


def _composite(letter: Composite, outlines: list[bytes]) -> bytes:
    """Return the outline of `letter` as a composite of `outlines`; empty if nothing is drawn."""
    pieces = [piece for piece in letter.pieces if piece.glyph < len(outlines) and outlines[piece.glyph]]
    if not pieces:
        return b""
    boxes = [
        (left + piece.x, low + piece.y, right + piece.x, high + piece.y)
        for piece in pieces
        for left, low, right, high in [struct.unpack_from(">4h", outlines[piece.glyph], 2)]
    ]
    lefts, lows, rights, highs = zip(*boxes, strict=True)
    made = struct.pack(">5h", -1, *map(_word, (min(lefts), min(lows), max(rights), max(highs))))
    for i, piece in enumerate(pieces):
        more = _MORE if i + 1 < len(pieces) else 0
        flags = _ARGUMENTS_ARE_WORDS | _ARGUMENTS_ARE_OFFSETS | more
        made += struct.pack(">HHhh", flags, piece.glyph, _word(piece.x), _word(piece.y))
    return made + bytes(-len(made) % 4)


def _word(units: int) -> int:
    """Return the nearest number that a font can store; only marks stacked far above a letter are farther away."""
    return max(-32768, min(32767, units))


def _assembled(tables: Mapping[str, bytes]) -> bytes:
    """Return the font file that holds `tables`."""
    from fontTools.ttLib.sfnt import SFNTWriter

    packed = BytesIO()
    writer = SFNTWriter(packed, len(tables))
    for tag in sorted(tables):
        writer[tag] = tables[tag]
    writer.close()
    return packed.getvalue()
