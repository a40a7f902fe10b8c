"""Somebody's own words are still marked as such."""

import re
from collections.abc import Iterable

from reporter.checks.pair import Pair
from reporter.model import Flag

CHECK = "quotes"

_QUOTED_AR = re.compile(r"«([^«»]+)»|“([^“”]+)”|\"([^\"]+)\"|„([^„“”]+)[“”]")
_MARKS_EN = re.compile(r"[\"“”«»„]|(?<!\w)['‘]|['’](?!\w)")
_DOUBLE = re.compile(r"[\"“”«»„]")
_A_STATEMENT = 4
"""Words; what is shorter is a title or a name, where the marks are a matter of style."""


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag where a quoted statement has lost its marks, or a quotation is opened and never closed."""
    quoted = [next(filter(None, groups)) for groups in _QUOTED_AR.findall(pair.text_ar)]
    statements = [text for text in quoted if len(text.split()) >= _A_STATEMENT]
    if statements and not _MARKS_EN.search(pair.text_en):
        start = " ".join(statements[0].split()[:5])
        yield Flag(
            check=CHECK, detail=f"The Arabic has a quotation (“{start} …”), but the English has no quotation marks"
        )
