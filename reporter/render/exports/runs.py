"""Text split where its direction changes, for formats without ``<bdi>``."""

import re
from typing import NamedTuple

from reporter.model import Language
from reporter.render.words.direction import Digits, arabic_plain, english_plain

_ISOLATED = re.compile("[\u2066\u2067]((?:[^\u2066\u2067\u2069]|\u2066[^\u2069]*\u2069)*)\u2069")
_SCORE = re.compile(r"\d[\d.,:/–+-]*")
_WITHIN = re.compile("\u2066([^\u2069]*)\u2069")


class Run(NamedTuple):
    """A stretch of text in one direction: ``en`` runs from left to right, ``ar`` from right to left."""

    text: str
    language: Language


def runs(text: str, language: Language, digits: Digits = "western") -> tuple[Run, ...]:
    """Return the runs of `text` in a paragraph of `language`, with the numbers of Arabic in `digits`.

    Source: Unicode Standard Annex 9, W2 to W7 (why ``2-1`` needs its own direction among Arabic letters).

    >>> [tuple(run) for run in runs("فاز الفريق 2-1 أمس", "ar")]
    [('فاز الفريق ', 'ar'), ('2-1', 'en'), (' أمس', 'ar')]
    >>> [tuple(run) for run in runs("The outlet الشرق said so", "en")]
    [('The outlet ', 'en'), ('الشرق', 'ar'), (' said so', 'en')]
    """
    isolated = english_plain(text) if language == "en" else arabic_plain(text, digits)
    other: Language = "ar" if language == "en" else "en"
    pieces = (
        Run(_embedded(piece), other) if n % 2 else Run(piece, language)
        for n, piece in enumerate(_ISOLATED.split(isolated))
    )
    return tuple(run for run in pieces if run.text)


def _embedded(run: str) -> str:
    r"""Return a run with invisible marks for the left-to-right runs inside it.

    After a right-to-left mark the digits of a score are not Arabic numbers (W2), so its hyphen keeps them together
    (W4). A name would separate the Arabic before it from the Arabic after it, so both are embedded (X2, X3).

    >>> _embedded("فوز \u20662-1\u2069 أمس") == "فوز \u200f2-1 أمس"
    True
    """
    if all(_SCORE.fullmatch(inner) for inner in _WITHIN.findall(run)):
        return _WITHIN.sub("\u200f\\1", run)
    return "\u202b" + _WITHIN.sub("\u202a\\1\u202c", run) + "\u202c"
