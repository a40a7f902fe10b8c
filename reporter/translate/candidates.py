"""Of several machine translations of one text the one closest to its meaning, or none where all contradict the Arabic.

In: the Arabic and its drafts with their links, and the glossary. Out: a ``Translation`` that lists all attempts.
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from reporter import checks
from reporter.glossary.terms import Glossary
from reporter.language import vectors
from reporter.model import Candidate, Flag, Translation
from reporter.store import CachedDraft
from reporter.translate.substitution import put_terms

log = logging.getLogger(__name__)

Withhold = Literal["error", "never"]
_TOGETHER = 100
"""Texts whose drafts are encoded in one call."""
WITHHELD = "English withheld"
"""The first words of the reason if the English contradicts the Arabic; the contradictions follow."""


def judged(
    drafts: Mapping[str, Sequence[CachedDraft]], glossary: Glossary, off: Collection[str] = ()
) -> dict[str, tuple[Candidate, ...]]:
    """Return, for each Arabic text, its drafts that hold English as candidates with their flags; a wording occurs once.

    Where a draft lacks a term of the glossary and its links say clearly which words represent it, the term is put
    there, unless that makes the English more doubtful. The checks in `off` are not applied.
    """
    found: dict[str, tuple[Candidate, ...]] = {}
    texts = list(drafts)
    for start in range(0, len(texts), _TOGETHER):
        some = texts[start : start + _TOGETHER]
        _prepare([(text_ar, draft.text_en) for text_ar in some for draft in drafts[text_ar] if draft.text_en], off)
        for text_ar in some:
            candidates: dict[str, Candidate] = {}
            for draft in drafts[text_ar]:
                if draft.text_en:
                    candidate = _judged(text_ar, draft, glossary, off)
                    candidates.setdefault(candidate.text_en, candidate)
            found[text_ar] = tuple(candidates.values())
    return found


def is_doubtful(candidates: Sequence[Candidate]) -> bool:
    """Return whether a second attempt is needed, because the first of `candidates` is doubtful or there is none."""
    return not candidates or bool(candidates[0].flags)


def choose(text_ar: str, candidates: Sequence[Candidate], withhold: Withhold) -> Translation:
    """Return the best of `candidates` (at least one) as a translation; none of them where all contradict the Arabic.

    The best has the fewest errors, and of these the meaning that is closest to the Arabic; the first of equals. Without
    a sentence encoder, it has the fewest errors, then the fewest doubts, then the fewest notes, then the best score.
    With `withhold` "error", English with an error is not given; the reason says what it contradicts.

    >>> wrong = Flag(check="numbers", detail="377 is in the Arabic, not in the English", severity="error")
    >>> choose("أصيب 377.", [Candidate(text_en="Some were hurt.", score=-0.5, flags=(wrong,))], "error").reason
    'English withheld: 377 is in the Arabic, not in the English'
    """
    near = _closeness(text_ar, candidates)
    at = min(range(len(candidates)), key=lambda at: (_errors(candidates[at]), -near[at], _rank(candidates[at])))
    best = candidates[at]
    errors = [flag.detail for flag in best.flags if flag.severity == "error"]
    withheld = bool(errors) and withhold == "error"
    tried: tuple[Candidate, ...] = ()
    if is_doubtful(candidates):
        tried = tuple(replace(item, chosen=item is best and not withheld) for item in candidates)
    if withheld:
        reason = f"{WITHHELD}: {'; '.join(errors)}"
        return Translation(text_en=None, origin="withheld", reason=reason, candidates=tried)
    return Translation(text_en=best.text_en, origin="machine", score=best.score, flags=best.flags, candidates=tried)


def _errors(candidate: Candidate) -> int:
    return sum(flag.severity == "error" for flag in candidate.flags)


def _closeness(text_ar: str, candidates: Sequence[Candidate]) -> list[float]:
    """Return the cosine of each candidate to the Arabic; 0 without an encoder, and where there is no choice."""
    if len(candidates) == 1 or not vectors.available():
        return [0.0] * len(candidates)
    rows = vectors.encode([text_ar, *(candidate.text_en for candidate in candidates)])
    return vectors.closeness(rows[1:], rows[0])


def _judged(text_ar: str, draft: CachedDraft, glossary: Glossary, off: Collection[str]) -> Candidate:
    plain = Candidate(
        text_en=draft.text_en, score=draft.score, flags=_checked(text_ar, draft.text_en, draft.score, glossary, off)
    )
    if not any(flag.check == checks.GLOSSARY for flag in plain.flags):
        return plain
    text_en, notes = put_terms(text_ar, draft.text_en, draft.links, glossary)
    if not notes:
        return plain
    changed = Candidate(
        text_en=text_en, score=draft.score, flags=(*_checked(text_ar, text_en, draft.score, glossary, off), *notes)
    )
    return min(plain, changed, key=_rank)


def _prepare(pairs: Sequence[tuple[str, str]], off: Collection[str]) -> None:
    try:
        checks.prepare(pairs, off=off)
    except Exception:
        log.exception("%d sentences could not be prepared for the checks", len(pairs))


def _checked(text_ar: str, text_en: str, score: float, glossary: Glossary, off: Collection[str]) -> tuple[Flag, ...]:
    """Compare the English with its Arabic; a bug in a check costs the check and not the edition."""
    try:
        return checks.check_translation(text_ar, text_en, score=score, glossary=glossary, off=off)
    except Exception as e:
        log.warning("the checks failed on %r", text_ar, exc_info=True)
        return (Flag(check="checks", detail=f"The English could not be checked ({type(e).__name__})"),)


def _rank(candidate: Candidate) -> tuple[int, int, int, float]:
    severities = [flag.severity for flag in candidate.flags]
    return severities.count("error"), severities.count("doubt"), severities.count("note"), -candidate.score
