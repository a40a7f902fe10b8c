"""Choose the least doubtful of several machine translations of a text, or none if all contradict the Arabic.

In: the Arabic and its drafts with their links, and the glossary. Out: a ``Translation`` that lists all attempts.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from reporter import checks
from reporter.glossary.terms import Glossary
from reporter.model import Candidate, Flag, Translation
from reporter.store import CachedDraft
from reporter.translate.substitution import put_terms

log = logging.getLogger(__name__)

Withhold = Literal["error", "never"]
WITHHELD = "English withheld"
"""The first words of the reason if the English contradicts the Arabic; the contradictions follow."""


def judged(text_ar: str, drafts: Iterable[CachedDraft], glossary: Glossary) -> tuple[Candidate, ...]:
    """Return the non-empty drafts as candidates with their flags, each wording once.

    If a draft lacks a term of the glossary and its links show clearly which words represent the term, they are replaced
    by it, unless that makes the English more doubtful.
    """
    found: dict[str, Candidate] = {}
    for draft in drafts:
        if draft.text_en:
            candidate = _judged(text_ar, draft, glossary)
            found.setdefault(candidate.text_en, candidate)
    return tuple(found.values())


def is_doubtful(candidates: Sequence[Candidate]) -> bool:
    """Return whether a second attempt is needed, because the first of `candidates` is doubtful or there is none."""
    return not candidates or bool(candidates[0].flags)


def choose(candidates: Sequence[Candidate], withhold: Withhold) -> Translation:
    """Return the best of `candidates` (at least one) as a translation, without English if all contradict the Arabic.

    The best has the fewest errors, then the fewest doubts, then the fewest notes, then the best score; the first of
    equals wins. With `withhold` "error", English with an error is replaced by the reason.

    >>> wrong = Flag(check="numbers", detail="377 is in the Arabic, not in the English", severity="error")
    >>> choose([Candidate(text_en="Some were hurt.", score=-0.5, flags=(wrong,))], "error").reason
    'English withheld: 377 is in the Arabic, not in the English'
    """
    best = min(candidates, key=_rank)
    errors = [flag.detail for flag in best.flags if flag.severity == "error"]
    withheld = bool(errors) and withhold == "error"
    tried: tuple[Candidate, ...] = ()
    if is_doubtful(candidates):
        tried = tuple(replace(item, chosen=item is best and not withheld) for item in candidates)
    if withheld:
        reason = f"{WITHHELD}: {'; '.join(errors)}"
        return Translation(text_en=None, origin="withheld", reason=reason, candidates=tried)
    return Translation(text_en=best.text_en, origin="machine", score=best.score, flags=best.flags, candidates=tried)


def _judged(text_ar: str, draft: CachedDraft, glossary: Glossary) -> Candidate:
    plain = Candidate(
        text_en=draft.text_en, score=draft.score, flags=_checked(text_ar, draft.text_en, draft.score, glossary)
    )
    if not any(flag.check == checks.GLOSSARY for flag in plain.flags):
        return plain
    text_en, notes = put_terms(text_ar, draft.text_en, draft.links, glossary)
    if not notes:
        return plain
    changed = Candidate(
        text_en=text_en, score=draft.score, flags=(*_checked(text_ar, text_en, draft.score, glossary), *notes)
    )
    return min(plain, changed, key=_rank)


def _checked(text_ar: str, text_en: str, score: float, glossary: Glossary) -> tuple[Flag, ...]:
    """Compare the English with its Arabic; a bug in a check becomes a flag and never stops the edition."""
    try:
        return checks.check_translation(text_ar, text_en, score=score, glossary=glossary)
    except Exception as e:
        log.warning("the checks failed on %r", text_ar, exc_info=True)
        return (Flag(check="checks", detail=f"The English could not be checked ({type(e).__name__})"),)


def _rank(candidate: Candidate) -> tuple[int, int, int, float]:
    severities = [flag.severity for flag in candidate.flags]
    return severities.count("error"), severities.count("doubt"), severities.count("note"), -candidate.score
