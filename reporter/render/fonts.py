"""The fonts of the documents, reduced to the characters that a document uses and embedded in it.

Text is set in Amiri (Arabic) and Spectral (Latin), headings in IBM Plex Sans for both scripts. The fonts installed on
the machine are never used, so a document looks the same everywhere. All families come from PyPI (OFL 1.1).
``unprintable`` tells which characters no text family has.
"""

import base64
import re
import unicodedata
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from reporter.errors import ReporterError

PLACEHOLDER = "/* fonts */"
"""The place for the ``@font-face`` rules in a template's style sheet."""


class GlyphError(ReporterError):
    """None of our fonts has some of `characters`, which would be printed as empty boxes."""

    def __init__(self, characters: list[str]) -> None:
        names = ", ".join(f"U+{ord(char):04X}" for char in characters)
        super().__init__(f"The fonts have no glyph for {names}; remove it from the template.")
        self.characters = characters


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
"""Together they have every character, so a style sheet that names them last has a glyph for each."""


def font_faces(html: str) -> str:
    """Return ``@font-face`` rules whose fonts hold the characters of `html` and no others.

    Families that its style sheets do not name are left out.

    Raises:
        GlyphError: the body has a character that none of our fonts has.

    """
    printed = unescape(re.sub(r"<[^>]*>", "", html[html.find("<body") :]))  # attributes are not
    missing = sorted({char for char in printed if unprintable(char)})
    if missing:
        raise GlyphError(missing)
    sheets = "".join(re.findall(r"<style>(.*?)</style>", html, re.DOTALL))
    characters = {ord(char) for char in printed + _from_style_sheets(html, sheets)}
    return "\n".join(_rule(face, characters) for face in FACES if _names(sheets, face.name))


def _names(sheets: str, family: str) -> bool:
    """Return whether `sheets` name `family` exactly: IBM Plex Sans is not IBM Plex Sans Arabic."""
    return re.search(rf"(?<![\w-]){family}(?![\w-]| \w)", sheets) is not None


def unprintable(char: str) -> bool:
    """Return whether none of our fonts has `char`; spaces and joiners need no glyph."""
    return ord(char) not in _covered() and unicodedata.category(char) not in {"Zs", "Cf", "Cc"}


@cache
def _covered() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    covered: set[int] = set()
    for family in TEXT_FAMILIES:
        with TTFont(Face(family, 400, "normal").path, lazy=True) as font:
            covered.update(font.getBestCmap())
    return frozenset(covered)


def _from_style_sheets(html: str, sheets: str) -> str:
    """Return the characters that `sheets` and page numbers add to the text."""
    attributes = "".join(re.findall(r'data-[\w-]+="([^"]*)"', html))
    escapes = "".join(chr(int(code, 16)) for code in re.findall(r"\\([0-9a-fA-F]{2,5})\b", sheets))
    return "0123456789" + sheets + unescape(attributes) + escapes


def _rule(face: Face, characters: set[int]) -> str:
    data = base64.b64encode(_woff(face, characters)).decode()
    return (
        f'@font-face {{ font-family: "{face.name}"; font-weight: {face.weight}; font-style: {face.style}; '
        f'src: url("data:font/woff;base64,{data}") format("woff"); }}'
    )


def _woff(face: Face, characters: set[int]) -> bytes:
    """Return the font reduced to `characters` with their ligatures and joined forms."""
    import uharfbuzz
    from fontTools.ttLib import TTFont

    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).set(characters)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    whole = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path)))
    wanted.pin_all_axes_to_default(whole)
    wanted.pin_axis_location(whole, "wght", face.weight)
    font = TTFont(BytesIO(uharfbuzz.subset(whole, wanted).blob.data), recalcTimestamp=False)
    font.flavor = "woff"
    packed = BytesIO()
    font.save(packed)
    return packed.getvalue()
