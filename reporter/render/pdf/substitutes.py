"""Replace characters of a PDF that no text family has: by another font, plain letters, or the name of their script.

HTML leaves such characters to the reader's machine, but a PDF must look the same everywhere. Signs, and scripts that a
spare face has, are set in that face; styled letters such as mathematical bold become plain letters; a word in another
script is described in brackets; a sign that no face has is removed.

In: the elements of a document. Out: the same elements, changed, and a style sheet with the faces that they need.
Source: Unicode Technical Standard 51, 2.8 (text and emoji presentation).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from reporter.model import Language
from reporter.render import fonts
from reporter.render.fonts import SIGNS, Face, spare_face, unprintable
from reporter.render.words.scripts import named

_AS_TEXT = "\ufe0e"
"""Without it Pango uses the emoji font of the machine, whatever the style sheet says."""
_SELECTORS = re.compile("[\ufe00-\ufe0f]")
_KEYCAP = re.compile("[0-9#*]\u20e3")
_JOINS_SIGNS = re.compile("[\u200d\U000e0020-\U000e007f]")
_SVG = "{http://www.w3.org/2000/svg}"
_NOT_PRINTED = {"head", "script", "style", f"{_SVG}title", f"{_SVG}desc"}


Kind = Face | Literal["plain", "missing"]


class _Piece(NamedTuple):
    text: str
    kind: Kind
    """A spare face, or ``plain`` if the families of the style sheet have the text, or ``missing`` if no face has it."""


def substitute(root: Element, elsewhere: str = "") -> None:
    """Change the texts of the HTML document `root`, and add the faces that they need to its head.

    A face that is used also gets the characters `elsewhere`, so that it is the same in all parts of a document.
    """
    head, body = root.find("head"), root.find("body")
    if head is None or body is None:  # the parser makes both
        raise TypeError("not the elements of an HTML document")
    characters = set("".join([*root.itertext(), *body.attrib.values()]))
    special = "".join(sorted(filter(_is_special, characters)))
    if special:
        work = _Work(re.compile(f"[{re.escape(special)}]"))
        work.on(root, "en")
        rules = (fonts.rule(face, set(map(ord, texts + elsewhere))) for face, texts in work.drawn.items())
        SubElement(head, "style").text = "\n".join(rules)


def special_characters(html: str) -> str:
    """Return the characters of `html` that may be replaced, and those that signs are put together from."""
    return "".join(sorted({*filter(_is_special, set(html)), *"0123456789#*\u20e3", _AS_TEXT}))


class _Work:
    """Changes one document."""

    def __init__(self, special: re.Pattern[str]) -> None:
        self._special = special
        """Matches characters that may have to be replaced."""
        self.drawn: dict[Face, str] = defaultdict(str)
        """The text that is set in each spare face."""

    def on(self, element: Element, language: Language) -> None:
        """Change the texts of `element`; `language` is that of its parent."""
        if not isinstance(element.tag, str) or element.tag in _NOT_PRINTED:
            return
        language = _language(element.get("lang"), language)
        for name, value in element.items():
            if name.startswith("data-head-"):
                element.set(name, self._plain(value, _language(name.rpartition("-")[2], language)))
        children = list(element)  # without the elements that are inserted
        element.text = self._changed(element, None, element.text, language)
        for child in children:
            self.on(child, language)
            child.tail = self._changed(element, child, child.tail, language)

    def _changed(self, parent: Element, before: Element | None, text: str | None, language: Language) -> str | None:
        """Return the plain beginning of `text`, and insert the rest into `parent` as elements.

        They are inserted after the child `before`, or first if that is None.
        """
        if not text or not self._special.search(text):
            return text
        if parent.tag.startswith(_SVG):
            return self._plain(text, language)
        place = 0 if before is None else list(parent).index(before) + 1
        first, last = "", None
        for piece in _pieces(text):
            said = _said(piece, language)
            if isinstance(piece.kind, Face):
                last = _span(said, piece.kind)
                self.drawn[piece.kind] += said
                parent.insert(place, last)
                place += 1
            elif last is None:
                first += said
            else:
                last.tail = (last.tail or "") + said
        return first

    def _plain(self, text: str, language: Language) -> str:
        """Return `text` for a place that cannot use a spare face, without its signs."""
        kept = (piece for piece in _pieces(text) if piece.kind is not SIGNS)
        return "".join(_said(_Piece(text, "plain" if kind == "plain" else "missing"), language) for text, kind in kept)


def _span(text: str, face: Face) -> Element:
    size = "; font-size: 0.85em" if face is SIGNS else ""
    span = Element("span", {"style": f"font-family: {face.name}; font-style: normal; line-height: 1{size}"})
    span.text = text
    return span


def _said(piece: _Piece, language: Language) -> str:
    if piece.kind != "missing":
        return piece.text
    return named(piece.text).of(language) if any(unicodedata.category(char)[0] in "LMN" for char in piece.text) else ""


def _language(name: str | None, around: Language) -> Language:
    return around if name is None else "ar" if name.startswith("ar") else "en"


def _pieces(text: str) -> list[_Piece]:
    """Return `text` in pieces of one kind each; a space between two missing words counts as missing."""
    pieces: list[_Piece] = []
    for piece in _characters(_SELECTORS.sub("", text)):
        pieces.append(piece)
        if [each.kind for each in pieces[-3:]] == ["missing", "plain", "missing"] and pieces[-2].text == " ":
            pieces[-2] = _Piece(" ", "missing")
    grouped = groupby(pieces, lambda piece: piece.kind)
    return [_Piece("".join(piece.text for piece in group), kind) for kind, group in grouped]


def _characters(text: str) -> Iterator[_Piece]:
    place, sign = 0, False
    while place < len(text):
        char, keycap = text[place], _KEYCAP.match(text, place)
        place += 2 if keycap else 1
        if keycap:
            piece = _Piece(f"{char}{_AS_TEXT}\u20e3", SIGNS)
        elif sign and _JOINS_SIGNS.match(char):
            piece = _Piece(char, SIGNS)
        elif _is_picture(char):
            piece = _Piece(char + _AS_TEXT, SIGNS)
        else:
            piece = _letter(char)
        sign = piece.kind is SIGNS
        yield piece


def _letter(char: str) -> _Piece:
    if not unprintable(char):
        return _Piece(char, "plain")
    plain, face = unicodedata.normalize("NFKC", char), spare_face(char)
    if not any(map(unprintable, plain)) and (face is None or char.isalpha() or char.isdecimal()):
        return _Piece(plain, "plain")
    return _Piece(char, face or "missing")


def _is_special(char: str) -> bool:
    return _SELECTORS.match(char) is not None or _is_picture(char) or unprintable(char)


def _is_picture(char: str) -> bool:
    """Return whether `char` is set as a sign, even if a text family has it in another design."""
    return char > "\u2300" and spare_face(char) is SIGNS
