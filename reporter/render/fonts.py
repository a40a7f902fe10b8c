"""The fonts of the documents: Amiri for Arabic, Spectral for Latin, cut to what a document uses and put inside it.

The machine's own fonts never decide the look, and a document opens the same everywhere. Both families come from PyPI
(OFL 1.1). ``unprintable`` says which characters neither family has.
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
"""Where a template's style sheet wants the ``@font-face`` rules."""


class Face(NamedTuple):
    """One font file of a family."""

    family: str
    weight: int
    style: str

    @property
    def path(self) -> Path:
        """Where the font package has put the file."""
        import fontpkg

        return Path(fontpkg.path(self.family, weight=self.weight, style=self.style))


FACES = (
    Face("Amiri", 400, "normal"),
    Face("Amiri", 700, "normal"),
    Face("Spectral", 300, "normal"),
    Face("Spectral", 400, "normal"),
    Face("Spectral", 400, "italic"),
    Face("Spectral", 600, "normal"),
)


def font_faces(html: str) -> str:
    """Return ``@font-face`` rules whose fonts hold the characters of `html` and no others.

    Raises:
        ReporterError: the body has a character that no font of ours has; it would be printed as an empty box.

    """
    printed = unescape(re.sub(r"<[^>]*>", "", html[html.find("<body") :]))  # attributes are not
    missing = sorted({char for char in printed if unprintable(char)})
    if missing:
        names = ", ".join(f"U+{ord(char):04X}" for char in missing)
        raise ReporterError(f"The fonts have no glyph for {names}; take it out of the template.")
    characters = {ord(char) for char in printed + _from_style_sheets(html)}
    return "\n".join(_rule(face, characters) for face in FACES)


def unprintable(char: str) -> bool:
    """Say whether no font of ours has `char`; spaces and joiners need no glyph."""
    return ord(char) not in _covered() and unicodedata.category(char) not in {"Zs", "Cf", "Cc"}


@cache
def _covered() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    covered: set[int] = set()
    for face in FACES:
        if face.weight == 400 and face.style == "normal":
            with TTFont(face.path, lazy=True) as font:
                covered.update(font.getBestCmap())
    return frozenset(covered)


def _from_style_sheets(html: str) -> str:
    """Return the characters that style sheets and page numbers add to those of the text."""
    sheets = "".join(re.findall(r"<style>(.*?)</style>", html, re.DOTALL))
    attributes = "".join(re.findall(r'data-[\w-]+="([^"]*)"', html))
    escapes = "".join(chr(int(code, 16)) for code in re.findall(r"\\([0-9a-fA-F]{2,5})\b", sheets))
    return "0123456789" + sheets + unescape(attributes) + escapes


def _rule(face: Face, characters: set[int]) -> str:
    data = base64.b64encode(_woff(face, characters)).decode()
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style}; '
        f'src: url("data:font/woff;base64,{data}") format("woff"); }}'
    )


def _woff(face: Face, characters: set[int]) -> bytes:
    """Return the face cut to `characters` and what they become in ligatures and joined forms."""
    import uharfbuzz
    from fontTools.ttLib import TTFont

    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).set(characters)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    whole = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path)))
    font = TTFont(BytesIO(uharfbuzz.subset(whole, wanted).blob.data), recalcTimestamp=False)
    font.flavor = "woff"
    packed = BytesIO()
    font.save(packed)
    return packed.getvalue()
