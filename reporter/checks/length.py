"""The English has all parts of the Arabic, and no others.

Two signs suggest that a part is missing: the English is short for its Arabic, and a stretch of the Arabic is close to
no stretch of the English in meaning. For an added part, the signs are reversed. A small linear model weighs them; its
coefficients are in ``parts.json``, made by ``benchmarks/part_model.py``.
"""

import json
import math
import re
from collections.abc import Iterable, Sequence
from functools import cache
from statistics import mean, median
from typing import NamedTuple, TypedDict

from reporter.assets import DATA
from reporter.checks.pair import Pair
from reporter.language import vectors
from reporter.language.arabic.letters import fold
from reporter.model import Flag

CHECK = "length"
TABLE = DATA / "parts.json"

_WORD_AR, _WORD_EN = re.compile("[ء-ي]+|[^\\W_]+"), re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ACRONYM = re.compile(r"\b[A-Z][A-Za-z]?[A-Z][A-Za-z\d]*\b|\b(?:[A-Z]\.){2,}")
_SIGN = re.compile(r"[$€£¥₺₪₹%‰&]")
_FIGURE, _OF_SCALE, _LETTER_OF_ACRONYM, _OF_SIGN = 4, 6, 5, 6
"""How many letters represent a number, the scale glued to it, each letter of an acronym, and a sign such as $."""
_USUAL = 0.27
"""Logarithm of the usual number of English letters per Arabic letter, counted this way."""
_SPREAD, _SPREAD_OF_SHORT = 0.15, 1.2
"""The logarithm varies by _SPREAD, and in short sentences by an additional sqrt(_SPREAD_OF_SHORT / letters)."""
_FEWEST = 6
"""Minimum number of words; in shorter texts, stretches cannot be told apart."""
_SHORT, MORE_FOR_TERSE = 12, 1.1
"""Words, and what is added to the threshold for fewer: there, terse English is common, and a part is a word or two.

The same is added where the English has an acronym of its own, which can represent many Arabic words.
"""
_PARTS, _OF_STRETCH = 8, 2
"""A stretch is two eighths of a text; the next one begins an eighth later."""


class Model(TypedDict):
    """Coefficients of one direction."""

    first: list[float]
    """Weights of a constant, the deviation, the ratio and the cosine."""
    look: float
    """The stretches are encoded only if the weighted sum of the first features exceeds this."""
    weights: list[float]
    """Weights of a constant and of the evidence."""
    threshold: float


class Evidence(NamedTuple):
    """The evidence that a part is missing."""

    features: tuple[float, ...]
    terse: bool
    """Whether the text is short, or the English has an acronym that the Arabic does not have."""
    stretch: str
    """The words that the other text is least likely to have."""


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag if the English lacks a part of the Arabic, or has one that the Arabic lacks."""
    if min(len(pair.words_ar), len(pair.words_en)) == 0 or not vectors.available():
        return
    cosine = vectors.cosine(pair.text_ar, pair.text_en)
    deviation, ratio = deviations(pair.text_ar, pair.text_en)
    for side, text, other, says in (
        ("missing", pair.text_ar, pair.text_en, "The English seems to lack: «{}»"),
        ("added", pair.text_en, pair.text_ar, "Nothing in the Arabic corresponds to: “{}”"),
    ):
        model = load()[side]
        if weighed(model["first"], (deviation, ratio, cosine)) < model["look"]:
            continue
        found = evidence(text, other, deviation, ratio, cosine)
        if found is not None and is_partial(model, found):
            yield Flag(check=CHECK, detail=says.format(found.stretch))
            return


def prepare(pairs: Sequence[tuple[str, str]]) -> None:
    """Encode in two calls what `check` will ask for, pair by pair: the texts, and the stretches of those looked at."""
    vectors.encode([text for pair in pairs for text in pair])
    stretches: list[str] = []
    for text_ar, text_en in pairs:
        first = (*deviations(text_ar, text_en), vectors.cosine(text_ar, text_en))
        if any(weighed(model["first"], first) >= model["look"] for model in load().values()):
            stretches += _stretches(text_ar) + _stretches(text_en)
    if stretches:
        vectors.encode(stretches)


@cache
def load() -> dict[str, Model]:
    """Read the coefficients, once."""
    found: dict[str, Model] = json.loads(TABLE.read_text(encoding="utf-8"))
    return found


def is_partial(model: Model, found: Evidence) -> bool:
    """Return whether `found` is enough for `model` to speak."""
    threshold = model["threshold"] + (MORE_FOR_TERSE if found.terse else 0)
    return weighed(model["weights"], found.features) > threshold


def weighed(weights: list[float], features: tuple[float, ...]) -> float:
    """Return the weighted sum of `features`; the first weight is the constant."""
    return weights[0] + sum(weight * feature for weight, feature in zip(weights[1:], features, strict=True))


def deviations(text_ar: str, text_en: str) -> tuple[float, float]:
    """Return how much longer than usual the English is, in standard deviations and as the logarithm of the ratio.

    >>> [round(value, 1) for value in deviations("وصل الوفد الى العاصمة صباح اليوم", "The delegation arrived")]
    [-2.0, -0.5]
    """
    arabic, english = _size(fold(text_ar), _WORD_AR, acronyms=False), _size(text_en, _WORD_EN, acronyms=True)
    ratio = math.log((english + 5) / (arabic + 5)) - _USUAL
    return ratio / math.sqrt(_SPREAD**2 + _SPREAD_OF_SHORT / max(1, arabic)), ratio


def evidence(text: str, other: str, deviation: float, ratio: float, cosine: float) -> Evidence | None:
    """Return the evidence from the stretches of `text` that `other` lacks a part; None if `text` is too short."""
    if len(text.split()) < _FEWEST or not other.split():
        return None
    stretches, others = _stretches(text), _stretches(other)
    rows = vectors.encode([*stretches, text])
    table = vectors.closeness_of_each(rows, vectors.encode([*others, other]))
    *to_whole, _ = (row[-1] for row in table)
    nearest = [max(row[:-1]) for row in table[:-1]]
    nearest_of_other = [max(column) for column in list(zip(*table[:-1], strict=True))[:-1]]
    share = [there - here for there, here in zip(to_whole, vectors.closeness(rows[:-1], rows[-1]), strict=True)]
    least, second, *_ = sorted(nearest)
    features = (
        *(deviation, ratio, cosine),
        *(least, second, nearest[-1], nearest[0], median(nearest), mean(nearest_of_other), mean(nearest)),
        *(min(to_whole), to_whole[-1], to_whole[0], mean(to_whole)),
        *(min(share), share[-1]),  # what is lost most often is the end
        *(min(nearest_of_other), nearest_of_other[-1]),
        1 / math.sqrt(len(text.split())),
    )
    terse = len(text.split()) < _SHORT or any(name not in text for name in _ACRONYM.findall(other))
    return Evidence(features, terse, _shown(stretches[nearest.index(least)].split()))


def _stretches(text: str) -> list[str]:
    """Return the overlapping stretches of `text`, from the first words to the last."""
    words = text.split()
    borders = [round(part * len(words) / _PARTS) for part in range(_PARTS + 1)]
    return [
        " ".join(words[start:end] or words[start : start + 1] or words[-1:])
        for start, end in zip(borders, borders[_OF_STRETCH:], strict=False)
    ]


def _size(text: str, word: re.Pattern[str], *, acronyms: bool) -> int:
    """Return the length of `text` in letters, counting figures, acronyms and signs as the words that they represent."""
    letters = _OF_SIGN * len(_SIGN.findall(text))
    for found in word.findall(text):
        if any(map(str.isdigit, found)):
            letters += _FIGURE + (_OF_SCALE if found[-1].isalpha() else 0)
        elif (
            acronyms and len(found) >= 2 and (found.isupper() or (len(found) <= 5 and sum(map(str.isupper, found)) > 1))
        ):
            letters += _LETTER_OF_ACRONYM * len(found)
        else:
            letters += len(found)
    return letters


def _shown(words: list[str]) -> str:
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")
