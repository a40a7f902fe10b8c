"""Select the sentences that tell a story from all articles that tell it, each thing once.

In: the articles of a story, the preferred ones first, and how many sentences to print. Out: the sentences, each with
the sentences of other articles that say the same. Of several wordings, the one that ranks best is taken. What only one
outlet has is preferred to another wording of what is already there, and each further sentence of an article counts
less.

Source: Lin and Bilmes (2011), "A Class of Submodular Functions for Document Summarization", for the last.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log1p, sqrt
from typing import TYPE_CHECKING

from reporter.language.arabic.content import containment
from reporter.language.arabic.numbers import may_count, read
from reporter.language.quantity import Quantity
from reporter.model import Article, Restated, Selected
from reporter.summarise.material import Material
from reporter.summarise.picking import quotable
from reporter.summarise.weakness import factor

if TYPE_CHECKING:
    from reporter.summarise.biased_lexrank import Vector

MOST_SHARED = 0.6
"""No two selected sentences of a story share this much of the shorter one's content words."""
_SAME_COSINE, _SAME_SHARE = 0.45, 0.4
"""Two sentences say the same from this cosine and this share of common content words on."""
_LONGEST = 2000
"""Maximum number of different sentences to rank; the rest are not selected."""


@dataclass(slots=True)
class _Candidate:
    """One sentence, and all articles that have it word for word."""

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    weight: float
    """By its place in its article."""
    turn: bool
    places: list[tuple[int, int]] = field(default_factory=list)
    """Article and sentence; the preferred article first."""
    content: frozenset[str] = frozenset()
    numbers: tuple[Quantity, ...] | None = None

    def quantities(self) -> tuple[Quantity, ...]:
        """Return its numbers, which are read once."""
        if self.numbers is None:
            found = read(self.text) if may_count(self.words) else []
            self.numbers = tuple(quantity for quantity in found if quantity.required and not quantity.vague)
        return self.numbers


def select(articles: Sequence[Article], most: int) -> tuple[Selected, ...]:
    """Return at most `most` sentences of `articles`, in the order in which they are to be read; at least one."""
    candidates = _candidates(articles)
    vectors = _vectors(candidates)
    scores = _scores(candidates, articles)
    material = Material(
        texts=tuple(candidate.text for candidate in candidates),
        words=tuple(candidate.words for candidate in candidates),
        paragraphs=(0,) * len(candidates),
        sections=(0,) * len(candidates),
        turns=tuple(candidate.turn for candidate in candidates),
    )
    left = list(quotable(material, range(len(candidates))))
    nearest = dict.fromkeys(left, 0.0)
    chosen: list[int] = []
    quoted = [0] * len(articles)

    def gain(number: int) -> tuple[float, int]:
        article, _ = candidates[number].places[0]
        return scores[number] * (1 - nearest[number]) * (sqrt(quoted[article] + 1) - sqrt(quoted[article])), -number

    while left and len(chosen) < most:
        best = max(left, key=gain)
        chosen.append(best)
        quoted[candidates[best].places[0][0]] += 1
        for number in left:
            nearest[number] = max(nearest[number], _cosine(vectors[best], vectors[number]))
        left = [number for number in left if not _too_near(candidates, vectors, best, number)]
    selected = [
        Selected(
            article=candidates[number].places[0][0],
            sentence=candidates[number].places[0][1],
            rank=rank,
            also=tuple(_also(candidates, vectors, number)),
        )
        for rank, number in enumerate(chosen, start=1)
    ]
    return tuple(sorted(selected, key=lambda pick: (pick.sentence / len(articles[pick.article].sentences), pick.rank)))


def _candidates(articles: Sequence[Article]) -> list[_Candidate]:
    """Return the different sentences of `articles`."""
    from reporter.summarise.biased_lexrank import position_weights

    found: dict[tuple[str, ...], _Candidate] = {}
    for number, article in enumerate(articles):
        material = Material.of_article(article)
        weights = position_weights(material.sections) if material.texts else ()
        stems = material.stems()
        for sentence, words in enumerate(material.words):
            if words not in found and len(found) < _LONGEST:
                found[words] = _Candidate(
                    text=material.texts[sentence],
                    words=words,
                    stems=stems[sentence],
                    weight=float(weights[sentence]),
                    turn=material.turns[sentence],
                    content=frozenset(stems[sentence]),
                )
            if words in found:
                found[words].places.append((number, sentence))
    return list(found.values())


def _scores(candidates: Sequence[_Candidate], articles: Sequence[Article]) -> "Vector":
    """Return the score of each candidate; what more outlets have weighs more, but copies weigh less than texts."""
    import numpy as np

    from reporter.summarise.biased_lexrank import scores

    prior = np.array([candidate.weight for candidate in candidates])
    ranks = scores([candidate.stems for candidate in candidates], prior / prior.sum())
    ranks *= [factor(candidate.text, candidate.words) * _voices(candidate, articles) ** 0.5 for candidate in candidates]
    return ranks


def _voices(candidate: _Candidate, articles: Sequence[Article]) -> int:
    sources = [articles[number].source for number, _ in candidate.places]
    return len({source.publisher for source in sources})


def _vectors(candidates: Sequence[_Candidate]) -> list[dict[str, float]]:
    """Return unit vectors: for each content stem its weight, which is less the more of the sentences have it."""
    holders: dict[str, int] = {}
    for candidate in candidates:
        for stem in candidate.content:
            holders[stem] = holders.get(stem, 0) + 1
    vectors = []
    for candidate in candidates:
        weights = {stem: log1p(len(candidates) / holders[stem]) for stem in sorted(candidate.content)}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors.append({stem: weight / length for stem, weight in weights.items()})
    return vectors


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return round(sum(weight * other[stem] for stem, weight in one.items() if stem in other), 4)


def _too_near(candidates: Sequence[_Candidate], vectors: list[dict[str, float]], one: int, other: int) -> bool:
    """Return whether both should not be printed in one story."""
    share = containment(candidates[one].content, candidates[other].content)
    return one == other or share >= MOST_SHARED or _same(candidates, vectors, one, other)


def _same(candidates: Sequence[_Candidate], vectors: list[dict[str, float]], one: int, other: int) -> bool:
    """Return whether two sentences say the same; numbers that contradict each other are two facts."""
    mine, theirs = candidates[one], candidates[other]
    if containment(mine.content, theirs.content) < _SAME_SHARE or _cosine(vectors[one], vectors[other]) < _SAME_COSINE:
        return False
    return not (_unanswered(mine, theirs) and _unanswered(theirs, mine))


def _unanswered(mine: _Candidate, theirs: _Candidate) -> bool:
    """Return whether a number of `mine` is not in `theirs`."""
    known = frozenset(reading for quantity in theirs.quantities() for reading in quantity.readings)
    return any(quantity.readings.isdisjoint(known) for quantity in mine.quantities())


def _also(candidates: Sequence[_Candidate], vectors: list[dict[str, float]], number: int) -> Iterator[Restated]:
    """Yield the sentence of each other article that is most like candidate `number`, of those that say the same."""
    mine = candidates[number]
    best: dict[int, tuple[float, int]] = {}
    for other, candidate in enumerate(candidates):
        if other != number and not _same(candidates, vectors, number, other):
            continue
        share = round(containment(mine.content, candidate.content), 2) if other != number else 1.0
        for article, sentence in candidate.places:
            found = (share, -sentence)
            if article != mine.places[0][0] and found > best.get(article, (-1.0, 0)):
                best[article] = found
    for article, (share, sentence) in sorted(best.items()):
        yield Restated(article=article, sentence=-sentence, containment=share)
