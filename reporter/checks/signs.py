"""What an Arabic text and its English show without their vectors: their lengths, and common words left untranslated.

The checks ``adequacy`` and ``length`` compare vectors, which take time to compute. They do so only where these signs
are suspicious: in a third to two thirds of right English, and in nearly all English that lacks a part, has one too many
or belongs to another sentence. The coefficients are in ``parts.json``, made by ``benchmarks/part_model.py``.
"""

import itertools
import json
import math
import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple, TypedDict

from reporter.assets import DATA
from reporter.language import vocabulary
from reporter.language.arabic.letters import fold

TABLE = DATA / "parts.json"
PARTS = 4
"""Stretches of a text."""

_WORD_AR, _WORD_EN = re.compile("[ء-ي]+|[^\\W_]+"), re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SIGN = re.compile(r"[$€£¥₺₪₹%‰&]")
_FIGURE, _OF_SCALE, _LETTER_OF_ACRONYM, _OF_SIGN = 4, 6, 5, 6
"""How many letters represent a number, the scale glued to it, each letter of an acronym, and a sign such as $."""
_USUAL = 0.27
"""Logarithm of the usual number of English letters per Arabic letter, counted this way."""
_SPREAD, _SPREAD_OF_SHORT = 0.15, 1.2
"""The logarithm varies by _SPREAD, and in short sentences by an additional sqrt(_SPREAD_OF_SHORT / letters)."""
_USUALLY_LACKING, _CERTAINTY = 0.3, 2
"""Share of untranslated words that is assumed of a stretch without known words, and the weight of this in words."""

Side = Literal["missing", "added"]
"""Whether the English lacks a part of the Arabic, or has a part that the Arabic lacks."""


class Model(TypedDict):
    """Coefficients of a decision, by what is decided."""

    weights: list[float]
    """Weights of a constant and of the features."""
    threshold: float
    """The weighted sum above which the answer is yes."""


class Signs(NamedTuple):
    """The signs of a pair."""

    deviation: float
    """How much longer than usual the English is, in standard deviations."""
    ratio: float
    """The same as the logarithm of the ratio."""
    missing: tuple[float, float, float]
    """The shares of Arabic words that are not translated: of all, of the last stretch, of the one that has most."""
    added: tuple[float, float, float]
    """The shares of English words that translate nothing, likewise."""

    @property
    def features(self) -> tuple[float, ...]:
        """What decides whether the pair is suspicious."""
        return (min(self.deviation, 0), max(self.deviation, 0), *self.missing, *self.added)

    def untranslated(self, side: Side) -> tuple[float, float, float]:
        """Return the shares of one direction."""
        return self.missing if side == "missing" else self.added


@lru_cache(maxsize=2_000)  # the candidates of one call of prepare()
def signs(text_ar: str, text_en: str) -> Signs:
    """Return the signs of a pair.

    >>> found = signs("وصل الوفد إلى العاصمة صباح اليوم", "The delegation arrived")
    >>> round(found.deviation, 1), round(found.ratio, 1), [round(share, 1) for share in found.missing]
    (-2.0, -0.5, [0.5, 0.7, 0.7])
    """
    words_ar, words_en = _WORD_AR.findall(fold(text_ar)), _WORD_EN.findall(text_en)
    arabic, english = _size(text_ar, words_ar, acronyms=False), _size(text_en, words_en, acronyms=True)
    ratio = math.log((english + 5) / (arabic + 5)) - _USUAL
    words = vocabulary.load()
    meanings = [words.arabic_words[word] for word in words_ar]
    keys = [words.english_words[word.lower()] for word in words_en]
    said, meant = set(keys), frozenset[str]().union(*filter(None, meanings))
    return Signs(
        ratio / math.sqrt(_SPREAD**2 + _SPREAD_OF_SHORT / max(1, arabic)),
        ratio,
        _untranslated([None if some is None else some.isdisjoint(said) for some in meanings]),
        _untranslated([None if key is None else key not in meant for key in keys]),
    )


def are_suspicious(found: Signs) -> bool:
    """Return whether the vectors of the pair must be compared."""
    return decide(models()["compare"], found.features)


@cache
def models() -> dict[str, Model]:
    """Read the coefficients, once."""
    found: dict[str, Model] = json.loads(TABLE.read_text(encoding="utf-8"))
    return found


def decide(model: Model, features: tuple[float, ...], more: float = 0) -> bool:
    """Return whether the weighted sum of `features` is above the threshold and `more`."""
    constant, *weights = model["weights"]
    return constant + sum(map(float.__mul__, weights, map(float, features))) > model["threshold"] + more


def borders(words: int) -> list[int]:
    """Return where the stretches of a text of so many words begin, and where the last one ends."""
    return [round(part * words / PARTS) for part in range(PARTS + 1)]


def _untranslated(words: list[bool | None]) -> tuple[float, float, float]:
    """Return the share of words without a translation: of all, of the last stretch, and of the one that has most.

    None stands for a word that is not in the table.

    >>> [round(share, 2) for share in _untranslated([False, False, False, None, None, False, True, True])]
    [0.33, 0.65, 0.65]
    """
    ends = borders(len(words))
    shares = [_share(words[start:end]) for start, end in itertools.pairwise(ends)]
    return _share(words), shares[-1], max(shares)


def _share(words: list[bool | None]) -> float:
    known = [word for word in words if word is not None]
    return (sum(known) + _CERTAINTY * _USUALLY_LACKING) / (len(known) + _CERTAINTY)


def _size(text: str, words: list[str], *, acronyms: bool) -> int:
    """Return the length of `text` in letters, counting figures, acronyms and signs as the words that they represent."""
    letters = _OF_SIGN * len(_SIGN.findall(text))
    for found in words:
        if any(map(str.isdigit, found)):
            letters += _FIGURE + (_OF_SCALE if found[-1].isalpha() else 0)
        elif (
            acronyms and len(found) >= 2 and (found.isupper() or (len(found) <= 5 and sum(map(str.isupper, found)) > 1))
        ):
            letters += _LETTER_OF_ACRONYM * len(found)
        else:
            letters += len(found)
    return letters
