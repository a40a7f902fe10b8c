"""No part of the Arabic is left untranslated."""

import re
from collections.abc import Iterable

from reporter.checks.pair import Pair
from reporter.model import Flag

CHECK = "untranslated"
_ARABIC_RUN = re.compile(r"[\u0621-\u064a\u066e-\u06d3][\u0600-\u06ff]*(?:[\s،؛]+[\u0600-\u06ff]+)*")


def check(pair: Pair) -> Iterable[Flag]:
    """Yield one flag if there are Arabic letters in the English, or if there is no English at all.

    Text that is entirely Arabic is an error, because there is no translation.
    """
    if not any(char.isalnum() for char in pair.text_en):
        if any(char.isalnum() for char in pair.text_ar):
            yield Flag(check=CHECK, detail="The English is empty", severity="error")
        return
    runs: list[str] = _ARABIC_RUN.findall(pair.text_en)
    if not runs:
        return
    arabic = sum(map(len, runs))
    if arabic * 2 > len(pair.text_en.strip()):
        yield Flag(check=CHECK, detail="The Arabic was copied, not translated", severity="error")
    else:
        longest = max(runs, key=len)
        shown = longest if len(longest) <= 40 else longest[:40].rsplit(" ", 1)[0] + " …"
        yield Flag(check=CHECK, detail=f"Arabic was left in the English: {shown}")
