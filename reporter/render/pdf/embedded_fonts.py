"""The font files that a PDF embeds: with the glyphs that are used, and with letters made of several of them.

In: OpenType files. Out: the same, smaller or larger.
Source: ISO 32000-1, 9.9 (embedded fonts); OpenType 1.9, glyf, composite glyphs.

Private to fontTools 4 and used here: ``TTFont.reader``, ``sfnt.SFNTWriter``. tests/test_insides.py names each of them.
"""

import struct
from collections.abc import Mapping
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple

_KEPT_TABLES = {"cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"}
"""The tables that ISO 32000-1, 9.9, requires of a TrueType font in a CIDFont."""

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
    return _assembled({tag: font.reader[tag] for tag in font.reader.keys() if tag in _KEPT_TABLES} | made)  # noqa: SIM118


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
