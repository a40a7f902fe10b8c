"""The English has all parts of the Arabic, and no others.

Three signs suggest that a part is missing: the English is short for its Arabic, common words of a stretch of the Arabic
are not translated, and a stretch is close to no stretch of the English in meaning. For an added part, the signs are
reversed. Small linear models weigh them in three steps, as vectors take time: those of the two texts are compared where
their words are suspicious, and those of their stretches where the texts are suspicious.
"""

import itertools
import math
import re
from collections.abc import Iterable, Sequence
from statistics import mean, median
from typing import NamedTuple

from reporter.checks.pair import Pair
from reporter.checks.signs import Side, are_suspicious, borders, decide, models, signs
from reporter.language import vectors
from reporter.model import Flag

CHECK = "length"

_ACRONYM = re.compile(r"\b[A-Z][A-Za-z]?[A-Z][A-Za-z\d]*\b|\b(?:[A-Z]\.){2,}")
_FEWEST = 6
"""Minimum number of words; in shorter texts, stretches cannot be told apart."""
_SHORT, MORE_FOR_TERSE = 12, 1.1
"""Words, and what is added to the threshold for fewer: there, terse English is common, and a part is a word or two.

The same is added where the English has an acronym of its own, which can represent many Arabic words.
"""
SIDES: tuple[Side, ...] = ("missing", "added")
_SAYS = {
    "missing": "The English seems to lack: «{}»",
    "added": "Nothing in the Arabic corresponds to: “{}”",
}


class Evidence(NamedTuple):
    """The evidence that a part is missing."""

    features: tuple[float, ...]
    """What the whole texts say, and what the stretches say."""
    terse: bool
    """Whether the text is short, or the English has an acronym that the Arabic does not have."""
    stretch: str
    """The words that the other text is least likely to have."""


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag if the English lacks a part of the Arabic, or has one that the Arabic lacks."""
    if not pair.words_ar or not pair.words_en or not are_suspicious(signs(pair.text_ar, pair.text_en)):
        return
    if not vectors.available():
        return
    for side in SIDES:
        found = evidence(side, pair.text_ar, pair.text_en) if may_be_partial(side, pair.text_ar, pair.text_en) else None
        if found is not None and is_partial(side, found):
            yield Flag(check=CHECK, detail=_SAYS[side].format(found.stretch))
            return


def prepare(pairs: Sequence[tuple[str, str]]) -> None:
    """Encode in two calls what the checks will ask for, pair by pair: texts, and the stretches of those looked at."""
    compared = [pair for pair in pairs if are_suspicious(signs(*pair))]
    if not compared or not vectors.available():
        return
    vectors.encode([text for pair in compared for text in pair])
    looked_at = [pair for pair in compared if any(may_be_partial(side, *pair) for side in SIDES)]
    if looked_at:
        vectors.encode([stretch for pair in looked_at for text in pair for stretch in _stretches(text)])


def whole(side: Side, text_ar: str, text_en: str) -> tuple[float, ...]:
    """Return what the whole texts say about one direction."""
    found = signs(text_ar, text_en)
    return (found.deviation, found.ratio, vectors.cosine(text_ar, text_en), *found.untranslated(side))


def may_be_partial(side: Side, text_ar: str, text_en: str) -> bool:
    """Return whether the whole texts are so suspicious that their stretches must be compared."""
    return decide(models()[f"look {side}"], whole(side, text_ar, text_en))


def is_partial(side: Side, found: Evidence) -> bool:
    """Return whether `found` is enough to speak."""
    return decide(models()[side], found.features, MORE_FOR_TERSE if found.terse else 0)


def evidence(side: Side, text_ar: str, text_en: str) -> Evidence | None:
    """Return the evidence that one text lacks a stretch of the other; None if this is too short."""
    text, other = (text_ar, text_en) if side == "missing" else (text_en, text_ar)
    if len(text.split()) < _FEWEST or not other.split():
        return None
    stretches = _stretches(text)
    rows = vectors.encode([*stretches, text])
    table = vectors.closeness_of_each(rows, vectors.encode([*_stretches(other), other]))
    *to_whole, _ = (row[-1] for row in table)
    nearest = [max(row[:-1]) for row in table[:-1]]
    nearest_of_other = [max(column) for column in list(zip(*table[:-1], strict=True))[:-1]]
    share = [there - here for there, here in zip(to_whole, vectors.closeness(rows[:-1], rows[-1]), strict=True)]
    least, second, *_ = sorted(nearest)
    features = (
        *whole(side, text_ar, text_en),
        *(least, second, nearest[-1], nearest[0], median(nearest), mean(nearest_of_other), mean(nearest)),
        *(min(to_whole), to_whole[-1], to_whole[0], mean(to_whole)),
        *(min(share), share[-1]),  # what is lost most often is the end
        *(min(nearest_of_other), nearest_of_other[-1]),
        1 / math.sqrt(len(text.split())),
    )
    terse = len(text.split()) < _SHORT or any(name not in text for name in _ACRONYM.findall(other))
    return Evidence(features, terse, _shown(stretches[nearest.index(least)].split()))


def _stretches(text: str) -> list[str]:
    """Return the stretches of `text`, from the first words to the last; each has at least a word."""
    words = text.split()
    ends = borders(len(words))
    return [
        " ".join(words[start:end] or words[start : start + 1] or words[-1:]) for start, end in itertools.pairwise(ends)
    ]


def _shown(words: list[str]) -> str:
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")
