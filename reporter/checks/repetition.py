"""The English does not say the same thing over and over."""

from collections.abc import Iterable
from itertools import pairwise

from reporter.checks.pair import Pair
from reporter.model import Flag

CHECK = "repetition"
_AT_A_DISTANCE = 6
"""Minimum number of words; a passage of this length is not repeated by chance, unlike names and set phrases."""
_LOOP = 24
"""Maximum number of words of a passage that is directly repeated."""


def check(pair: Pair) -> Iterable[Flag]:
    """Yield one flag for a passage that occurs twice in a row, or, if it is long, anywhere in the text.

    A repetition in the Arabic is not an error in the English.
    """
    words = pair.words_en
    if len(set(pairwise(words))) >= len(words) - 1:  # no two words occur twice, so no passage does
        return
    found = _loop(words) or _return(words)
    if found and not _repeats(pair, len(found)):
        shown = " ".join(found[:8]) + (" …" if len(found) > 8 else "")
        yield Flag(check=CHECK, detail=f"The English repeats itself: “{shown}”")


def _loop(words: list[str]) -> list[str]:
    """Return a passage that is directly repeated: at least two words, or one word three times."""
    last: dict[str, list[int]] = {}
    for end, word in enumerate(words):
        for before in reversed(last.get(word, ())):
            size = end - before
            if size > _LOOP:
                break
            start = before - size + 1
            if size > 1 and start >= 0 and words[start : before + 1] == words[before + 1 : end + 1]:
                return words[start : before + 1]
            if size == 1 and start >= 1 and words[start - 1] == word:
                return [word]
        last.setdefault(word, []).append(end)
    return []


def _return(words: list[str]) -> list[str]:
    """Return a long passage that occurs twice."""
    seen: dict[tuple[str, ...], int] = {}
    for start in range(len(words) - _AT_A_DISTANCE + 1):
        passage = tuple(words[start : start + _AT_A_DISTANCE])
        if seen.setdefault(passage, start) <= start - _AT_A_DISTANCE:
            return list(passage)
    return []


def _repeats(pair: Pair, size: int) -> bool:
    """Return whether the Arabic also repeats a passage; Arabic needs fewer words."""
    words = pair.words_ar
    if size == 1:
        return any(first == second for first, second in pairwise(words))
    window = max(1, size // 2)
    passages = [tuple(words[at : at + window]) for at in range(len(words) - window + 1)]
    adjacent = any(first == second for first, second in zip(passages, passages[window:], strict=False))
    return adjacent or (window >= 3 and len(set(passages)) < len(passages))
