"""Is the English about as long as the Arabic leads to expect, and does it end as a sentence?"""

import math
import re
from collections.abc import Iterable

from reporter.model import Flag
from reporter.translate.checks.pair import Pair

CHECK = "length"
_LETTER = re.compile(r"[^\W_]")
_TOTAL_MARK = re.compile(r"[.!?؟…۔][\"'”’»)\]]*\s*$")
_USUAL = 1.33
"""Letters and digits of English for one of Arabic: the median of 5,137 human news pairs."""
_SPREAD = 0.138
_SPREAD_OF_SHORT = 1.55
"""The logarithm of the ratio varies by _SPREAD in long sentences and by sqrt(_SPREAD_OF_SHORT / letters) more in
short ones; with three times that, 1 in 200 human pairs lies outside."""


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag where the English is far too short or long, or where it stops before its full stop."""
    arabic, english = len(_LETTER.findall(pair.text_ar)), len(_LETTER.findall(pair.text_en))
    if not arabic or not english:
        return
    deviation = math.log(english / (_USUAL * arabic)) / _allowed(arabic)
    if deviation < -1:
        percent = round(100 * english / (_USUAL * arabic))
        yield Flag(check=CHECK, detail=f"The English is short for this Arabic: {percent} % of the usual length")
    elif deviation > 1:
        times = english / (_USUAL * arabic)
        yield Flag(check=CHECK, detail=f"The English is long for this Arabic: {times:.1f} times the usual length")
    if _ends(pair.text_ar) and not _ends(pair.text_en):
        yield Flag(check=CHECK, detail="The English stops without the end of the sentence")


def _allowed(arabic: int) -> float:
    """Return how far the logarithm of the ratio may be from the usual: short texts vary more."""
    return 3 * math.sqrt(_SPREAD**2 + _SPREAD_OF_SHORT / arabic)


def _ends(text: str) -> bool:
    return _TOTAL_MARK.search(text) is not None
