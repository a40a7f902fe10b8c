"""Split a possible byline into pieces at dashes, slashes, brackets, commas and the word من.

In: a line or the beginning of one. Out: its pieces in order, each with the mark before it, and its date.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from reporter.clean.days import DAY, HIJRI_DAY, day_of
from reporter.language.arabic.letters import words

FROM = "من"
_CUT = re.compile(r"\s{0,9}(?:--+|[-–—/|:،,;؛+()\[\]«»“”\"*])\s{0,9}|\s{1,9}من\s{1,9}(?=\w)")
_TITLE_SLASH = re.compile(r"^([دمأا])\s*/\s*(?=\w)")
"""Titles, which can also be abbreviated with a slash: د/ سلمى."""
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}(?:\s*(?:[صم]|صباحا|مساء|ظهرا|بتوقيت|توقيت|غرينتش|جرينتش|مكة|القدس|أبوظبي|ت\s?غ)\b)*"
)
_DAY_WITHOUT_YEAR = re.compile(r"(?<!\d)\d{1,2}\s*[-/]\s*\d{1,2}(?!\d)")
_WEEKDAY = re.compile(r"(?<!\w)(?:يوم\s+(?:ال)?|ال)(?:سبت|أحد|احد|اثنين|إثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة)(?!\w)")
_HANDLE = re.compile(r"(?<![\w.])(?:@\w+|[A-Za-z]\w*@)(?![\w.])")
"""A writer's account in a social network, with the sign before or after it."""
_DOT_COM = re.compile(r"[«\"“]([^«»\"“”]{1,30})[»\"”]\s+(دوت كوم|دوت نت|نت|أونلاين|أون لاين)(?!\w)")
"""A name whose first part is quoted: ``«الساحل» دوت كوم``."""
_ZONE = re.compile(r"\(?\s{0,9}(?:GMT|UTC)\s{0,9}(?:[+-]\s{0,9}\d{1,2}(?::?\d\d)?)?\s{0,9}\)?")
_PUBLISHED = re.compile(
    r"(?<!\w)(?:[آا]خر تحديث|تاريخ (?:النشر|التحديث)|نشرت? (?:في|بتاريخ|يوم)|تم (?:النشر|التحديث)|تحديث|نشر)(?!\w)\s*:?"
)
"""Words next to a date that only say that it is a date."""
_OUTER = re.compile(r"^(?:(?:في|من|م|هـ|ه)\s+)+|(?:\s{1,9}(?:في|من|م|هـ|ه)){1,9}$")
_ALONE = frozenset({"في", "من", "م", "ه", "هـ", "الموافق", "يوم"})


class Piece(NamedTuple):
    """A piece of text without surrounding whitespace."""

    text: str
    before: str
    """The mark before it; empty at the beginning, ``|`` after a day."""
    quoted: bool = False
    bracketed: bool = False
    closed: bool = False
    """Whether the line ends with a colon after it."""

    @property
    def words(self) -> list[str]:
        """Its folded words."""
        return words(self.text)


@dataclass(slots=True)
class Pieces:
    """The pieces of a line, and its date."""

    pieces: list[Piece] = field(default_factory=list)
    day: date | None = None
    dated: bool = False
    """Whether it contains a day or a time, in any calendar."""


def cut(text: str) -> Pieces:
    """Return the pieces of `text`.

    >>> [(piece.text, piece.before) for piece in cut("لندن - بيروت: سلمى النجار من «الساحل»").pieces]
    [('لندن', ''), ('بيروت', '-'), ('سلمى النجار', ':'), ('الساحل', '«')]
    """
    found = Pieces()

    def take_day(match: re.Match[str]) -> str:
        found.dated = True
        if found.day is None:
            found.day = day_of(match)
        return "|"

    def take(_match: re.Match[str]) -> str:
        found.dated = True
        return "|"

    bare = _DOT_COM.sub(r"«\1 \2»", _HANDLE.sub(" ", text.strip()))
    bare = HIJRI_DAY.sub(take, _TITLE_SLASH.sub(r"\1. ", bare))
    bare = _WEEKDAY.sub("|", _DAY_WITHOUT_YEAR.sub(take, _CLOCK.sub(take, DAY.sub(take_day, bare))))
    if found.dated:
        bare = _PUBLISHED.sub("|", _ZONE.sub("|", bare))
    start, before, depth, quoted = 0, "", 0, False
    for mark in [*_CUT.finditer(bare), None]:
        end = mark.start() if mark else len(bare)
        piece = _OUTER.sub("", bare[start:end].strip(" .؛،,\t")).strip()
        if words(piece) and piece not in _ALONE:
            closed = mark is not None and mark.group().strip() == ":" and mark.end() == len(bare)
            found.pieces.append(Piece(piece, before, quoted, depth > 0, closed))
        if mark is None:
            break
        sign = mark.group().strip()
        depth = depth + 1 if sign in "([" else max(0, depth - 1) if sign in ")]" else depth
        quoted = sign in "«“" or (sign == '"' and not quoted)
        before = sign
        start = mark.end()
    return found
