"""The fonts of the documents, reduced to the characters that a document uses and embedded in it.

Text is set in Amiri (Arabic) and Spectral (Latin), headings in IBM Plex Sans for both scripts. The fonts installed on
the machine are never used, so a document looks the same everywhere. All families come from PyPI (OFL 1.1).
``unprintable`` tells which characters no text family has. HTML leaves those to the reader's machine; a PDF takes them
from ``SPARE_FACES`` if one of these has them.
"""

import base64
import re
import struct
import unicodedata
import zlib
from functools import cache
from html import unescape
from pathlib import Path
from typing import NamedTuple

PLACEHOLDER = "/* fonts */"
"""The place for the ``@font-face`` rules in a template's style sheet."""


class Face(NamedTuple):
    """One font file of a family."""

    family: str
    weight: int
    style: str

    @property
    def name(self) -> str:
        """The name of its family in style sheets.

        The name is never that of an installed font: WeasyPrint 70 confuses two fonts of the same name, so an Amiri
        installed on the machine made digits appear as letters.
        """
        return f"Reporter {self.family}"

    @property
    def path(self) -> Path:
        """The path of the file in the font package."""
        if self in SPARE_FACES:
            import manimgx_fonts

            return Path(manimgx_fonts.__file__).with_name(f"{self.family.replace(' ', '')}[wght].ttf")
        import fontpkg

        return Path(fontpkg.path(self.family, weight=self.weight, style=self.style))


FACES = (
    Face("Amiri", 400, "normal"),
    Face("Spectral", 300, "normal"),
    Face("Spectral", 400, "normal"),
    Face("Spectral", 400, "italic"),
    Face("IBM Plex Sans", 400, "normal"),
    Face("IBM Plex Sans", 600, "normal"),
    Face("IBM Plex Sans Arabic", 600, "normal"),
)
TEXT_FAMILIES = ("Amiri", "Spectral", "IBM Plex Sans")
"""Together they have every character of the text, so a style sheet that names them last has a glyph for each."""
SIGNS = Face("Noto Emoji", 400, "normal")
SPARE_FACES = (
    SIGNS,
    Face("Noto Sans Symbols", 400, "normal"),
    Face("Noto Sans", 400, "normal"),
    *(
        Face(f"Noto Sans {script}", 400, "normal")
        for script in (
            "Hebrew", "Armenian", "Georgian", "Ethiopic", "Devanagari", "Bengali", "Gujarati", "Gurmukhi", "Kannada",
            "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Tamil", "Telugu", "Thai",
        )
    ),
)  # fmt: skip
"""The first of these that has a character is used in a PDF if no text family has it."""
_TEXT = re.compile(r"(?:^|(?<=>))[^<]+")
_OF_BOTH_SCRIPTS = "".join(map(chr, (*range(0x20, 0x7F), *range(0x621, 0x653))))
"""The characters of what replaces a character that cannot be printed."""


def font_faces(html: str) -> str:
    """Return ``@font-face`` rules with fonts reduced to the characters of `html`.

    Families that its style sheets do not name are left out.
    """
    printed = _printed(html)
    if any(map(unprintable, printed)):
        printed |= set(_OF_BOTH_SCRIPTS)
    sheets = "".join(re.findall(r"<style>(.*?)</style>", html, re.DOTALL))
    characters = set(map(ord, printed | _from_style_sheets(html, sheets)))
    return "\n".join(rule(face, characters) for face in FACES if _names(sheets, face.name))


def without_glyph(html: str) -> tuple[str, ...]:
    """Return the characters of `html` that neither a text family nor a spare face has."""
    return tuple(sorted(char for char in _printed(html) if unprintable(char) and not spare_face(char)))


def _printed(html: str) -> set[str]:
    """Return the characters of the text of `html`, without those of attributes."""
    found: set[str] = set()
    for text in _TEXT.finditer(html, max(0, html.find("<body"))):
        found.update(unescape(text[0]) if "&" in text[0] else text[0])
    return found


def _names(sheets: str, family: str) -> bool:
    """Return whether `sheets` name `family` exactly: IBM Plex Sans is not IBM Plex Sans Arabic."""
    return re.search(rf"(?<![\w-]){family}(?![\w-]| \w)", sheets) is not None


def unprintable(char: str) -> bool:
    """Return whether no text family has `char`; spaces, joiners and selectors need no glyph."""
    if ord(char) in _of_text_families() or 0xFE00 <= ord(char) <= 0xFE0F:
        return False
    return unicodedata.category(char) not in {"Zs", "Cf", "Cc"}


def spare_face(char: str) -> Face | None:
    """Return the first of ``SPARE_FACES`` that has `char`, or None."""
    return next((face for face in SPARE_FACES if ord(char) in _covered(face)), None)


@cache
def _of_text_families() -> frozenset[int]:
    return frozenset().union(*(_covered(Face(family, 400, "normal")) for family in TEXT_FAMILIES))


@cache
def _covered(face: Face) -> frozenset[int]:
    import uharfbuzz

    return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path))).unicodes)


def _from_style_sheets(html: str, sheets: str) -> set[str]:
    """Return the characters that `sheets` and page numbers add to the text."""
    attributes = set[str]()
    for attribute in re.finditer(r'data-[\w-]+="([^"]*)"', html):
        attributes.update(unescape(attribute[1]))
    escapes = "".join(chr(int(code, 16)) for code in re.findall(r"\\([0-9a-fA-F]{2,5})\b", sheets))
    return attributes.union("0123456789", sheets, escapes)


def rule(face: Face, characters: set[int]) -> str:
    """Return the ``@font-face`` rule of a face that holds `characters`."""
    data = base64.b64encode(_woff(face, characters)).decode()
    return (
        f'@font-face {{ font-family: "{face.name}"; font-weight: {face.weight}; font-style: {face.style}; '
        f'src: url("data:font/woff;base64,{data}") format("woff"); }}'
    )


def _woff(face: Face, characters: set[int]) -> bytes:
    """Return the font reduced to `characters` with their ligatures and joined forms."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).set(characters)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    whole = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path)))
    wanted.pin_all_axes_to_default(whole)
    wanted.pin_axis_location(whole, "wght", face.weight)
    return packed(uharfbuzz.subset(whole, wanted).blob.data)


def packed(font: bytes) -> bytes:
    """Return an OpenType font as WOFF: each table compressed, unless that makes it larger.

    fontTools could do this too, but reads the whole font for it. Source: W3C, WOFF File Format 1.0, 3 to 5.
    """
    number = int.from_bytes(font[4:6])
    place, size = 44 + 20 * number, 12 + 16 * number
    directory, tables = b"", b""
    for tag, checksum, start, length in sorted(struct.iter_unpack(">4s3L", font[12:size])):
        table = font[start : start + length]
        kept = min(table, zlib.compress(table), key=len)
        directory += struct.pack(">4s4L", tag, place + len(tables), len(kept), length, checksum)
        tables += kept + bytes(-len(kept) % 4)
        size += length + -length % 4
    header = struct.pack(">4s4sL2HL2H5L", b"wOFF", font[:4], place + len(tables), number, 0, size, 1, 0, *[0] * 5)
    return header + directory + tables


def unpacked(woff: bytes) -> bytes:
    """Return the OpenType font that is packed as `woff`; ``struct.error`` or ``zlib.error`` if it is damaged."""
    number = int.from_bytes(woff[12:14])
    power = 1 << number.bit_length() - 1
    directory = struct.pack(">4s4H", woff[4:8], number, 16 * power, power.bit_length() - 1, 16 * (number - power))
    place, tables = 12 + 16 * number, b""
    for tag, start, kept, length, checksum in struct.iter_unpack(">4s4L", woff[44 : 44 + 20 * number]):
        table = woff[start : start + kept]
        table = zlib.decompress(table) if kept < length else table
        directory += struct.pack(">4s3L", tag, checksum, place + len(tables), length)
        tables += table + bytes(-length % 4)
    return directory + tables
