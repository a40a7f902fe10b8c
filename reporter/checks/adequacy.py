"""The English says what the Arabic says: all of it, and nothing else.

The vocabulary knows the English of about nine thousand Arabic words. Of the words it knows, a good translation
answers about three in four, the English of another sentence one in twenty. Where the end was lost, the unanswered
Arabic words stand together and the English is short: length is judged here too, as an omission shows in both.
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

from reporter.checks.pair import Pair
from reporter.language import vocabulary
from reporter.model import Flag

CHECK = "adequacy"
LENGTH = "length"

_LEAST_SHARED = 0.14
"""Share of known words that must be answered; 98 % of foreign sentences are below, 0.1 % of news pairs."""
_CERTAIN = 0.07
"""Below this share, and with enough words to judge by, it is an error."""
_ENOUGH = 8
_FEWEST = 6
"""Minimum number of known words on both sides; fewer do not justify a judgement."""
_USUAL = 1.33
"""Letters and digits of English for one of Arabic: the median of 5,137 human news pairs."""
_SPREAD = 0.138
_SPREAD_OF_SHORT = 1.55
"""The logarithm of the ratio varies by _SPREAD in long sentences and by sqrt(_SPREAD_OF_SHORT / letters) more in
short ones; 1 in 200 human pairs lies outside three times that."""
_MOST_MISSING = 2.05
_SHORT = -0.3
"""Nothing is missing where the length is usual, whatever the words say: the vocabulary is small."""


class _Answers(NamedTuple):
    """What the vocabulary finds."""

    arabic: list[bool]
    """For each known Arabic word in order: does the English have a meaning of it?"""
    english: int
    known_english: int
    same: int
    """Numbers and Latin words that both sides have."""

    @property
    def shared(self) -> float:
        """Share of the known words of both sides that are answered."""
        found = sum(self.arabic) + self.english + 2 * self.same
        return _share(found, len(self.arabic) + self.known_english + 2 * self.same)


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag where the English is about something else, lacks a part, or holds more than the Arabic."""
    letters_ar, letters_en = sum(map(len, pair.words_ar)), sum(map(len, pair.words_en))
    if not letters_ar or not letters_en:
        return
    answers = _answers(pair)
    known = len(answers.arabic) + answers.known_english
    if answers.shared < _LEAST_SHARED and known >= _FEWEST:
        yield Flag(
            check=CHECK,
            detail=f"The English seems to be about something else: it has {sum(answers.arabic)} of the "
            f"{len(answers.arabic)} Arabic words whose English is known",
            severity="error" if known >= _ENOUGH and answers.shared < _CERTAIN else "doubt",
        )
        return
    allowed = 3 * math.sqrt(_SPREAD**2 + _SPREAD_OF_SHORT / letters_ar)
    ratio = letters_en / (_USUAL * letters_ar)
    deviation = math.log(ratio) / allowed
    if deviation < _SHORT and _missing(answers) - deviation > _MOST_MISSING:
        yield Flag(
            check=LENGTH,
            detail=f"Part of the Arabic seems to be missing: the English has {ratio:.0%} of the usual length",
        )
    elif deviation > 1:
        yield Flag(check=LENGTH, detail=f"The English is {ratio:.1f} times as long as is usual for this Arabic")


def _answers(pair: Pair) -> _Answers:
    known = vocabulary.load()
    meanings = known.meanings(pair.words_ar)
    keys_en = known.keys(pair.set_en)
    found = [keys_en & meaning for meaning in meanings]
    return _Answers(
        arabic=list(map(bool, found)),
        english=len(set[str]().union(*found)),
        known_english=len(keys_en),
        same=_same(pair),
    )


def _same(pair: Pair) -> int:
    """Return how many numbers and Latin words the two sides share."""
    latin = {word for word in pair.words_ar if word.isascii() and not word.isdigit() and len(word) > 1}
    shared = len(latin & pair.set_en)
    if pair.quantities_ar and pair.quantities_en:
        readings = {reading for quantity in pair.quantities_en for reading in quantity.readings}
        shared += sum(
            not readings.isdisjoint(quantity.readings) for quantity in pair.quantities_ar if quantity.required
        )
    return shared


def _missing(answers: _Answers) -> float:
    """Return how much the words speak for an omission: in the Arabic more than in the English, and all in one place."""
    middle = len(answers.arabic) // 2
    first, second = answers.arabic[:middle], answers.arabic[middle:]
    uneven = abs((sum(first) + 1) / (len(first) + 2) - (sum(second) + 1) / (len(second) + 2))
    longest = run = 0
    for answered in answers.arabic:
        run = 0 if answered else run + 1
        longest = max(longest, run)
    one_sided = _share(answers.english, answers.known_english) - _share(sum(answers.arabic), len(answers.arabic))
    return 1.5 * one_sided + uneven + 1.5 * longest / (len(answers.arabic) + 2)


def _share(part: int, whole: int) -> float:
    """Return the share, drawn to one half where there are few words to judge by."""
    return (part + 0.5) / (whole + 1)
