"""The English has all parts of the Arabic, and no others.

Two signs suggest that a part is missing: the English is short for its Arabic, and its meaning is closer to the Arabic
if a stretch of the Arabic is left out. For an added part, the signs are reversed. A small linear model weighs them; its
coefficients are in ``parts.json``, made by ``benchmarks/part_model.py``.
"""

import json
import math
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple, TypedDict

from reporter.assets import DATA
from reporter.checks.pair import Pair
from reporter.language import vectors
from reporter.language.arabic.letters import fold
from reporter.model import Flag

CHECK = "length"
TABLE = DATA / "parts.json"

_WORD_AR, _WORD_EN = re.compile("[ء-ي]+|[^\\W_]+"), re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SIGN = re.compile(r"[$€£¥₺₪₹%‰&]")
_FIGURE, _OF_SCALE, _LETTER_OF_ACRONYM, _OF_SIGN = 4, 6, 5, 6
"""How many letters represent a number, the scale glued to it, each letter of an acronym, and a sign such as $."""
_USUAL = 0.27
"""Logarithm of the usual number of English letters per Arabic letter, counted this way."""
_SPREAD, _SPREAD_OF_SHORT = 0.15, 1.2
"""The logarithm varies by _SPREAD, and in short sentences by an additional sqrt(_SPREAD_OF_SHORT / letters)."""
_FEWEST = 6
"""Minimum number of words; in shorter texts, stretches cannot be told apart."""
_LEAST_GAIN = 0.02
"""Where the two come no closer without any stretch, short English is only terse: acronyms, headlines."""
_SHORT, _MORE_FOR_SHORT = 12, 1.2
"""Words, and what is added to the threshold for fewer: there, terse English is common, and a part is a word or two."""
_EIGHTHS = (*((at, at + 2) for at in range(7)), *((at, at + 3) for at in range(6)), (0, 4), (4, 8))
"""The stretches that are left out in turn, in eighths of the text."""


class Model(TypedDict):
    """Coefficients of one direction."""

    first: list[float]
    """Weights of a constant, the deviation, the ratio and the cosine."""
    look: float
    """The text without its stretches is encoded only if the weighted sum of the first features exceeds this."""
    weights: list[float]
    """Weights of a constant and of the evidence."""
    threshold: float


class Evidence(NamedTuple):
    """The evidence that a part is missing."""

    features: tuple[float, ...]
    gain: float
    """By how much the cosine rises without the stretch."""
    words: int
    """Of the text that has the stretch."""
    stretch: str
    """The words whose omission brings the two texts closest together."""


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
        if found is not None and found.gain >= _LEAST_GAIN and is_partial(model, found):
            yield Flag(check=CHECK, detail=says.format(found.stretch))
            return


def prepare(pairs: Sequence[tuple[str, str]]) -> None:
    """Encode in two calls what `check` will ask for, pair by pair: the texts, and the stretches of those looked at."""
    vectors.encode([text for pair in pairs for text in pair])
    stretches: list[str] = []
    for text_ar, text_en in pairs:
        cosine = vectors.cosine(text_ar, text_en)
        first = (*deviations(text_ar, text_en), cosine)
        for side, text in (("missing", text_ar), ("added", text_en)):
            if weighed(load()[side]["first"], first) >= load()[side]["look"]:
                stretches += (rest for rest, _ in _without_stretches(text.split()))
    if stretches:
        vectors.encode(stretches)


@cache
def load() -> dict[str, Model]:
    """Read the coefficients, once."""
    found: dict[str, Model] = json.loads(TABLE.read_text(encoding="utf-8"))
    return found


def is_partial(model: Model, found: Evidence) -> bool:
    """Return whether `found` is enough for `model` to speak."""
    threshold = model["threshold"] + (_MORE_FOR_SHORT if found.words < _SHORT else 0)
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
    words = text.split()
    cuts = _without_stretches(words)
    if not cuts:
        return None
    rows = vectors.encode([*(rest for rest, _ in cuts), other])
    gains = [value - cosine for value in vectors.closeness(rows[:-1], rows[-1])]
    at_place = max(range(len(gains)), key=gains.__getitem__)
    quarters, larger, first_half, last_half = gains[:7], gains[7:13], gains[13], gains[14]
    best, second, *_ = ranked = sorted(gains, reverse=True)
    features = (
        *(deviation, ratio, cosine),
        *(best, second, best - ranked[len(ranked) // 2], sum(gains) / len(gains)),
        *(max(quarters), max(larger), first_half, last_half),
        *(quarters[-1], larger[-1]),  # what is lost most often
        1 / math.sqrt(len(words)),
    )
    return Evidence(features, best, len(words), _shown(cuts[at_place][1]))


def _without_stretches(words: list[str]) -> list[tuple[str, list[str]]]:
    """Return `words` without each stretch in turn, and the stretch; nothing if they are too few."""
    if len(words) < _FEWEST:
        return []
    borders = [round(eighth * len(words) / 8) for eighth in range(9)]
    spans = [(borders[start], borders[end]) for start, end in _EIGHTHS]
    return [(" ".join(words[:start] + words[end:]), words[start:end]) for start, end in spans]


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
