"""The English is about the same subject as the Arabic: their sentence vectors are close together."""

from collections.abc import Iterable

from reporter.checks.pair import Pair
from reporter.checks.signs import are_suspicious, signs
from reporter.language import vectors
from reporter.model import Flag

CHECK = "adequacy"

_LEAST = {12: 0.38, 5: 0.3, 1: 0.25}
"""The cosine below which the English is doubtful, by the number of words of the shorter side.

On 6,139 human pairs of twelve words and more .4 % are below, and 98.8 % of the pairs with another sentence's English;
on 4,800 shorter pairs, 1 % and 96 %.
"""
_CERTAIN = 0.15
"""The cosine below which it is an error, if there are enough words."""
_ENOUGH = 5


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag if the English is about something else."""
    words = min(len(pair.words_ar), len(pair.words_en))
    if not words or not are_suspicious(signs(pair.text_ar, pair.text_en)) or not vectors.available():
        return
    cosine = vectors.cosine(pair.text_ar, pair.text_en)
    least = next(value for fewest, value in _LEAST.items() if words >= fewest)
    if cosine < least:
        certain = cosine < _CERTAIN and words >= _ENOUGH
        yield Flag(
            check=CHECK,
            detail="The English seems to be about something else",
            severity="error" if certain else "doubt",
        )
