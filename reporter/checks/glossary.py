"""Terms are translated as in the glossary.

Both findings are doubts: a different translation of a term does not contradict a fact, so the sentence is not withheld.
"""

from collections.abc import Iterable

from reporter.checks.pair import Pair
from reporter.glossary.terms import English, without_article
from reporter.model import Flag

CHECK = "glossary"


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag where terms of the Arabic have forbidden English, or none of what is allowed; one for them all."""
    if pair.glossary is None or pair.glossary.is_absent(pair.words_ar):
        return
    found = {item.term: item.span for item in reversed(pair.glossary.find(pair.text_ar))}
    english = English(pair.text_en)
    outside = english
    if any(term.forbidden for term in found):
        outside = english.without(phrase for term in found for phrase in term.english)
    missing, replaced = [], []
    for term in sorted(found, key=lambda term: found[term]):
        wrong = [phrase for phrase in term.forbidden if outside.has(phrase)]
        replaced += [f"“{phrase}” should be “{term.english[0]}”" for phrase in wrong]
        if not wrong and not english.has_any(term.english):
            missing.append(without_article(term.english[0]))
    if missing:
        kind = "Names" if all(name[:1].isupper() for name in missing) else "Terms"
        replaced.insert(0, f"{kind} missing: {', '.join(dict.fromkeys(missing))}")
    if replaced:
        yield Flag(check=CHECK, detail="; ".join(replaced))
