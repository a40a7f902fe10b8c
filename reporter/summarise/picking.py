"""How many sentences, and which: from a ranking to a summary.

In: a ranked article and the desired length. Out: a ``Summary`` with its picks in document order: at least one if the
article has any sentence, and never two that say the same thing.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reporter.model import Article, Pick, Summary
from reporter.summarise.material import Material
from reporter.summarise.ranking import ranked
from reporter.summarise.weakness import is_piece, is_stopped

if TYPE_CHECKING:
    from reporter.config import SummarySettings

_SENTENCES = 4
"""Default if the settings specify no length."""
_MOSTLY = 0.7
"""If at least this share of an article's sentences end with a mark, those without one are fragments."""
_SAME = ((4, 1.0), (6, 0.75), (10, 0.5))
"""Two sentences say the same thing if they share this many content stems, and this share of the shorter one's."""


class RankedSummariser:
    """Selects an article's best sentences, as many as the settings allow."""

    def __init__(self, settings: "SummarySettings") -> None:
        self._settings = settings

    def summarise(self, article: Article) -> Summary:
        """Return the selected sentences of `article` in document order."""
        material = Material.of_article(article)
        chosen = self._choose(material, ranked(material, self._settings.method))
        picks = (Pick(sentence=sentence, rank=rank) for rank, sentence in enumerate(chosen, start=1))
        return Summary(article=article, picks=tuple(sorted(picks, key=lambda pick: pick.sentence)))

    def _choose(self, material: Material, ranking: Sequence[int]) -> list[int]:
        """Return the first sentences in `ranking` that fit and add something new, best first."""
        most = self._most(len(ranking))
        words_left = self._settings.words
        stems = [frozenset(sentence) for sentence in material.stems()]
        chosen: list[int] = []
        for sentence in quotable(material, ranking):
            if len(chosen) == most:
                break
            length = len(material.texts[sentence].split())
            if chosen and words_left is not None and length > words_left:
                continue
            if any(says_the_same(stems[sentence], stems[other]) for other in chosen):
                continue
            chosen.append(sentence)
            words_left = None if words_left is None else words_left - length
        return chosen

    def _most(self, available: int) -> int:
        """Return the maximum number of sentences to select from `available`."""
        if self._settings.ratio is not None:
            return max(1, round(self._settings.ratio * available))
        if self._settings.words is not None:
            return available
        return self._settings.sentences or _SENTENCES


def quotable(material: Material, ranking: Sequence[int]) -> Sequence[int]:
    """Return the sentences of `ranking` that can be quoted alone, in its order; all of them if none can.

    Turns of an interview and fragments are left out. A fragment lacks a final mark although other sentences have one,
    or begins in the middle of a sentence.
    """
    marked = sum(is_stopped(text) for text in material.texts) >= _MOSTLY * len(material.texts)
    whole = [
        sentence
        for sentence in ranking
        if not (material.turns and material.turns[sentence])
        and not is_piece(material.texts[sentence], others_stopped=marked)
    ]
    return whole or ranking


def says_the_same(stems: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether the shorter of two sentences, given as content stems, is nearly contained in the longer one.

    If each has a number that the other lacks, they are two different facts in the same words.
    """
    if stems == others:
        return True
    if _has_number(stems - others) and _has_number(others - stems):
        return False
    shared, shorter = len(stems & others), min(len(stems), len(others))
    return any(shared >= count and shared >= share * shorter for count, share in _SAME)


def _has_number(stems: frozenset[str]) -> bool:
    return any(stem[0].isdigit() for stem in stems)
