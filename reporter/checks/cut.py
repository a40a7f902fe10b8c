"""The English does not break off in the middle of a sentence; headlines need no full stop."""

import re
from collections.abc import Iterable

from reporter.checks.pair import Pair
from reporter.model import Flag

CHECK = "cut"
_END = re.compile(r"[.!?؟…۔:][\"'”’»)\]]*\s*$")


_SHORT = 9
"""Minimum number of words; shorter English often has no full stop."""
_HANGING = re.compile(
    r"(?:[,;–—-]|\b(?:a|an|the|of|to|in|on|at|by|for|from|with|and|or|but|that|which|who|whose|as|is|are|was|"
    r"were|be|been|"
    r"has|have|had|will|would|its|their|his|her|this|these|into|than|if|because|said|says|not|very|more|most|"
    r"about|after|before|between|over|under|until|when|while|where))[\"'”’»)\]]*\s*$",
    re.IGNORECASE,
)
"""Endings that neither sentences nor headlines have."""
_BROKEN = re.compile(
    r"(?<![\w'’-])(?:a|an|the|and|or|nor|its|their|our|my|your|whose|than|because|although)[.?!…]?[\"'”’»)\]]*\s*$"
)
"""Endings that no text has, with a full stop or without."""
_TAIL = 20
"""Characters at the end of the English, among which such an ending lies."""
_HANGING_AR = re.compile(r"(?<![ء-ي])(?:و|او|ان|من|في|الي|علي|عن|مع)[^ء-ي\w]*$")
_FULL = 0.72
"""English letters per Arabic letter; text with fewer and no full stop is probably cut off, not a headline."""


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag if the English breaks off: without the full stop of the Arabic, or after "the"."""
    broken = _BROKEN.search(pair.text_en, max(0, len(pair.text_en) - _TAIL)) and not _HANGING_AR.search(pair.folded_ar)
    if pair.words_en and (broken or _lacks_end(pair)):
        last = " ".join(pair.text_en.split()[-3:])
        yield Flag(check=CHECK, detail=f"The English stops before the end of the sentence, after “{last}”")


def _lacks_end(pair: Pair) -> bool:
    """Return whether the Arabic ends with a full stop and the English breaks off without one."""
    if not _END.search(pair.text_ar) or _END.search(pair.text_en):
        return False
    letters_ar, letters_en = sum(map(len, pair.words_ar)), sum(map(len, pair.words_en))
    headline = letters_en >= _FULL * letters_ar or len(pair.words_ar) < _SHORT
    return not headline or _HANGING.search(pair.text_en) is not None
