"""The English ends where a sentence ends."""

import re
from collections.abc import Iterable

from reporter.checks.pair import Pair
from reporter.model import Flag

CHECK = "cut"
_END = re.compile(r"[.!?؟…۔:][\"'”’»)\]]*\s*$")


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag where the Arabic ends with a full stop and the English stops without one."""
    if _END.search(pair.text_ar) and not _END.search(pair.text_en):
        last = " ".join(pair.text_en.split()[-3:])
        yield Flag(check=CHECK, detail=f"The English stops before the end of the sentence, after “{last}”")
