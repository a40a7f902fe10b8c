"""Give the parts of a joined document one subset of each font.

In: what each part uses of its fonts. Out: the fonts with what all parts use, and for each part the new codes of its
letters. A letter (``weasyprint_lines``) has a code that depends on the letters before it, so those of the second part
and the later ones change.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from reporter.render.pdf.embedded_fonts import subset_of, with_letters
from reporter.render.pdf.weasyprint_lines import FontUse

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

Codes = dict[str, dict[str, str]]
"""By font hash: new codes by old ones, as they stand in page streams (four hexadecimal digits)."""

_SHOWN = re.compile(rb"/([A-Z]{6}) [\d.]+ Tf|\[<([0-9a-f]+)>\] TJ")
_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class SharedFonts:
    """The fonts of a document: what its parts use of them, and the codes of their letters."""

    def __init__(self) -> None:
        self.fonts: dict[str, FontUse] = {}
        """By hash."""

    def codes(self, part: Mapping[str, FontUse]) -> Codes:
        """Add what `part` uses, and return the codes that change in it."""
        changed: Codes = {}
        for name, use in part.items():
            font = self.fonts.setdefault(name, FontUse(b"", use.glyph_count, {}))
            if font.glyph_count != use.glyph_count:
                raise AssertionError(f"the parts have different fonts called {name}")
            numbers = {
                old: font.letters.setdefault(letter, font.glyph_count + len(font.letters))
                for letter, old in use.letters.items()
            }
            font.widths |= {numbers.get(glyph, glyph): width for glyph, width in use.widths.items()}
            font.texts |= {numbers.get(glyph, glyph): text for glyph, text in use.texts.items()}
            if different := {f"{old:04x}": f"{new:04x}" for old, new in numbers.items() if old != new}:
                changed[name] = different
        return changed


def recoded(stream: bytes, codes: Codes) -> bytes:
    """Return the page stream with new codes."""
    current: dict[str, str] = {}

    def code(found: re.Match[bytes]) -> bytes:
        nonlocal current
        if found[1]:
            current = codes.get(found[1].decode(), {})
            return found[0]
        if not current:
            return found[0]
        shown = found[2].decode()
        changed = [current.get(shown[i : i + 4], shown[i : i + 4]) for i in range(0, len(shown), 4)]
        return b"[<" + "".join(changed).encode() + b">] TJ"

    return _SHOWN.sub(code, stream) if codes else stream


def embedded(
    pdf: "Pdf", fonts: Mapping[str, FontUse], files: Mapping[str, bytes], described: Mapping[str, "Object"]
) -> "Object":
    """Add `fonts` to `pdf`, and return the dictionary of them.

    `files` and `described` are their files and their dictionaries. All are by hash.
    """
    from pikepdf import Dictionary

    return pdf.make_indirect(
        Dictionary({f"/{name}": _font(pdf, use, files[name], described[name]) for name, use in fonts.items()})
    )


def _font(pdf: "Pdf", use: FontUse, file: bytes, font: "Object") -> "Object":
    from pikepdf import Name, Object

    pieces = {piece.glyph for letter in use.letters for piece in letter.pieces}
    file = subset_of(file, {glyph for glyph in use.texts if glyph < use.glyph_count} | pieces)
    if use.letters:
        file = with_letters(file, use.letters)
    kind = Name.FontFile3 if file[:4] == b"OTTO" else Name.FontFile2
    font.ToUnicode = pdf.make_stream(_CMAP.format("\n".join(_mapped(use.texts))).encode())
    (descendant,) = font.DescendantFonts
    descendant.W = Object.parse(f"[{' '.join(_widths(use.widths))}]".encode())
    descriptor = descendant.FontDescriptor
    stream = pdf.make_stream(file)
    if kind == Name.FontFile3:
        stream.Subtype = Name.OpenType
    else:
        stream.Length1 = len(file)
    descriptor[kind] = stream
    _, low, _, high = map(float, descriptor.FontBBox)
    descriptor.FontBBox = [0, low, max(use.widths.values()), high]
    fixed = len(use.widths) > 1 and len(set(use.widths.values())) == 1
    descriptor.Flags = int(descriptor.Flags) & ~1 | fixed
    return font


def _mapped(texts: Mapping[int, str]) -> Iterable[str]:
    items = sorted(texts.items())
    for start in range(0, len(items), 100):
        some = items[start : start + 100]
        yield f"{len(some)} beginbfchar"
        yield from (f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in some)
        yield "endbfchar"


def _widths(widths: Mapping[int, float]) -> Iterable[str]:
    """Yield the parts of a ``W`` array: first glyph, and the widths of it and those that follow it."""
    run: list[str] = []
    for glyph in sorted(widths):
        if glyph - 1 not in widths and run:
            yield f"[{' '.join(run)}]"
            run = []
        if not run:
            yield str(glyph)
        run.append(_number(widths[glyph]))
    if run:
        yield f"[{' '.join(run)}]"


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
