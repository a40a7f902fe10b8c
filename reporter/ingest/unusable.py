"""Texts of which nothing can be used, although they are in a file of a supported type.

In: the text of an article. Out: why it is left out and what to do, or None.
"""

import re

from reporter.language.identification import not_arabic

_LOOKED_AT = 8_000
"""Number of characters to examine."""
_LETTER = re.compile(r"[^\W\d_]")
_LOST = re.compile(r"(?<![\w?])(?:\?{2,}|[?\ufffd]{3,})|\ufffd+")
"""Words of question marks."""
_MOST_LOST = 0.2
"""Maximum share of letters that may have been replaced."""
_LINK = re.compile(r"(?:https?://|www\.)\S+")


def why_unusable(text: str, *, least_arabic: float) -> str | None:
    """Return why `text` cannot be an Arabic article, or None if it can.

    >>> why_unusable("????? ?????? ?? ???????", least_arabic=0.2)
    'its letters are lost: they became question marks when it was saved; save it again as UTF-8'
    """
    sample = text[:_LOOKED_AT]
    lost = sum(len(found[0]) for found in _LOST.finditer(sample))
    if lost >= 8 and lost > _MOST_LOST * (lost + len(_LETTER.findall(sample))):
        return "its letters are lost: they became question marks when it was saved; save it again as UTF-8"
    if _LINK.search(sample) and not _LETTER.search(_LINK.sub("", sample)):
        return "it contains only links; save the pages that they lead to"
    return not_arabic(text, least=least_arabic)
