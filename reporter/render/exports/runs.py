"""Text cut where the direction changes, for formats that have no ``<bdi>``."""

import re
from typing import NamedTuple

from reporter.render.direction import Digits, arabic_plain, digits_ar
from reporter.render.exports.wording import Language

_ISOLATED = re.compile("\u2066([^\u2069]*)\u2069")
_FIGURES = re.compile(r"[\d.,:/%–-]+")
_LETTERS = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_ARABIC = re.compile(rf"[{_LETTERS}]+(?:[\s\d.,/()«»-]+[{_LETTERS}]+)*")


class Run(NamedTuple):
    """A stretch of text in one direction: ``english`` runs from the left, ``arabic`` from the right."""

    text: str
    language: Language


def runs(text: str, language: Language, digits: Digits = "western") -> tuple[Run, ...]:
    """Return the runs of `text`, which stands in a paragraph of `language`, the numbers of Arabic in `digits`.

    Source: Unicode Standard Annex 9, W2 to W7 (why ``2-1`` needs a direction of its own among Arabic letters).

    >>> [tuple(run) for run in runs("فاز الفريق 2-1 أمس", "arabic")]
    [('فاز الفريق ', 'arabic'), ('2-1', 'english'), (' أمس', 'arabic')]
    >>> [tuple(run) for run in runs("The outlet الشرق said so", "english")]
    [('The outlet ', 'english'), ('الشرق', 'arabic'), (' said so', 'english')]
    """
    if language == "english":
        found = [Run(piece, "arabic" if number % 2 else "english") for number, piece in enumerate(_cut(text))]
    else:
        pieces = _ISOLATED.split(arabic_plain(digits_ar(text)))
        found = [_arabic_run(piece, digits, isolated=bool(number % 2)) for number, piece in enumerate(pieces)]
    return tuple(run for run in found if run.text)


def _arabic_run(piece: str, digits: Digits, *, isolated: bool) -> Run:
    """Return a run of Arabic; in Arabic-Indic digits figures are read from the right and need no direction."""
    if isolated and (digits == "western" or not _FIGURES.fullmatch(piece)):
        return Run(piece, "english")
    return Run(digits_ar(piece, digits), "arabic")


def _cut(text: str) -> list[str]:
    """Return English and Arabic pieces in turn, English first."""
    pieces, done = [], 0
    for match in _ARABIC.finditer(text):
        pieces += [text[done : match.start()], match.group()]
        done = match.end()
    return [*pieces, text[done:]]
