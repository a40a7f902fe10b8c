"""Our ranker: LexRank over an Arabic article, biased towards the opening of each section.

In: the content stems and the section of each sentence. Out: one score per sentence; higher is better. The similarity
matrix is never built, so time and memory are linear in the number of words.

Source: Erkan and Radev (2004), "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization";
Otterbacher, Erkan and Radev (2009), "Biased LexRank", for the prior.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_DAMPING = 0.3
"""Share of a sentence's score that comes from similar sentences rather than from its position."""
_CLOSE_ENOUGH = 1e-10
_MOST_ROUNDS = 100
"""Never reached, because each round reduces the error by the damping factor."""

Vector = NDArray[np.float64]


def scores(stems: Sequence[Sequence[str]], prior: Vector) -> Vector:
    """Return the score of each sentence; they add up to at most 1.

    `stems` gives the content stems of each sentence in document order, and `prior` (``position_prior``) what each
    weighs by its position.
    Let C be the matrix with rows log(1 + tf) · log(1 + n/df), scaled to unit length, and let S = CCᵀ - I. The scores
    are the fixed point of p = (1 - d)·t + d·SᵀD⁻¹p, where D is the diagonal matrix of the row sums of S and t is
    `prior`.
    """
    if not stems:
        return np.zeros(0)
    rows, columns, weights = _unit_rows(stems)
    size, terms = len(stems), int(columns.max(initial=-1)) + 1
    own = np.bincount(rows, weights**2, size)  # 1, or 0 for a sentence without words

    def spread(vector: Vector) -> Vector:
        """Return S · vector; S is symmetric."""
        through_terms = np.bincount(columns, weights * vector[rows], terms)
        return np.bincount(rows, weights * through_terms[columns], size) - own * vector

    degrees = spread(np.ones(size))
    inverse = np.divide(1.0, degrees, out=np.zeros(size), where=degrees > _CLOSE_ENOUGH)
    ranks = prior
    for _ in range(_MOST_ROUNDS):
        previous, ranks = ranks, (1 - _DAMPING) * prior + _DAMPING * spread(inverse * ranks)
        if np.abs(ranks - previous).sum() < _CLOSE_ENOUGH:
            break
    return ranks


def position_prior(sections: Sequence[int]) -> Vector:
    """Return the prior of each sentence of an article, given the number of its section; the sum is 1."""
    weights = position_weights(sections)
    weights /= weights.sum()
    return weights


def position_weights(sections: Sequence[int]) -> Vector:
    """Return 1/√(1 + i) + ½(1 - i/n) for sentence i of n in each section."""
    numbers = np.asarray(sections)
    starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]])
    lengths = np.diff(np.r_[starts, len(numbers)])
    place = np.arange(len(numbers)) - np.repeat(starts, lengths)
    weights: Vector = 1 / np.sqrt(1 + place) + 0.5 * (1 - place / np.repeat(lengths, lengths))
    return weights


def _unit_rows(stems: Sequence[Sequence[str]]) -> tuple[NDArray[np.int64], NDArray[np.int64], Vector]:
    """Return C as triples of sentence, term and weight, one for each term of each sentence."""
    numbers: dict[str, int] = {}
    tokens = [numbers.setdefault(stem, len(numbers)) for sentence in stems for stem in sentence]
    sentence_of = np.repeat(np.arange(len(stems)), [len(sentence) for sentence in stems])
    width = max(len(numbers), 1)
    cells, frequency = np.unique(sentence_of * width + np.asarray(tokens, dtype=np.int64), return_counts=True)
    rows, columns = np.divmod(cells, width)
    spread_over = np.bincount(columns, minlength=width)
    weights = np.log1p(frequency) * np.log1p(len(stems) / np.maximum(spread_over, 1))[columns]
    lengths = np.sqrt(np.bincount(rows, weights**2, len(stems)))
    return rows, columns, weights / lengths[rows]
