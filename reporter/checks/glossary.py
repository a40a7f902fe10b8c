"""Terms are translated as in the glossary.

Both findings are doubts: a different translation of a term does not contradict a fact, so the sentence is not withheld.
"""

from collections.abc import Iterable

from reporter.checks.pair import Pair
from reporter.glossary.terms import English
from reporter.model import Flag

CHECK = "glossary"


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag for each Arabic term whose English has a forbidden form or none of the allowed forms."""
    if pair.glossary is None or pair.glossary.is_absent(pair.words_ar):
        return
    found = {item.term: item.span for item in reversed(pair.glossary.find(pair.text_ar))}
    english = English(pair.text_en)
    outside = english
    if any(term.forbidden for term in found):
        outside = english.without(phrase for term in found for phrase in term.english)
    for term, span in sorted(found.items(), key=lambda item: item[1]):
        expected = f"the glossary has “{term.english[0]}” for {span.of(pair.text_ar)}"
        wrong = [phrase for phrase in term.forbidden if outside.has(phrase)]
        for phrase in wrong:
            yield Flag(check=CHECK, detail=f"“{phrase}” is in the English; {expected}")
        if not wrong and not english.has_any(term.english):
            yield Flag(check=CHECK, detail=f"A term seems to be missing: {expected}")
