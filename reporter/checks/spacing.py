"""The words of the Arabic are apart; where they run together, nothing else can be checked."""

import re
from collections.abc import Iterable

from reporter.checks.pair import Pair
from reporter.language.arabic.clitics import PATTERN
from reporter.language.arabic.letters import fold
from reporter.model import Flag

CHECK = "spacing"

_LONGEST = 16
"""Letters of a word after its clitic; no word of 73,000 sentences has more, not even a foreign name."""
_SHOWN = 15
"""Letters that the note shows."""
_RUN_TOGETHER = re.compile(rf"(?<![ء-ي])(?>{PATTERN})[ء-ي]{{{_LONGEST + 1},}}")


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a note where words of the Arabic run together."""
    if max(map(len, pair.words_ar), default=0) <= _LONGEST:
        return
    found = next((word for word in pair.text_ar.split() if _RUN_TOGETHER.search(fold(word))), None)
    if found:
        detail = f"Words of the Arabic run together («{found[:_SHOWN]}…»), so the English was not checked"
        yield Flag(check=CHECK, severity="note", detail=detail)
