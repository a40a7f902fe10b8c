"""What articles are about, as unit vectors of weighted word stems.

In: cleaned articles. Out: the cosines between them, and the centre of a group of them. The features of an article are
the light stems of its headline, three times, and of its first 120 words, without stop words; sublinear tf-idf.

Source: Salton and Buckley (1988), "Term-Weighting Approaches in Automatic Text Retrieval".
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from reporter.language.arabic.content import content_stems
from reporter.language.arabic.letters import fold, spelled_words, stem, words
from reporter.model import Article
from reporter.stories.background import Background
from reporter.stories.sparse import Floats, Rows, products, totals
from reporter.stories.unions import Unions

_TITLE_TIMES = 3
_FIRST_WORDS = 120
_FIRST_CHARACTERS = 1_200
"""Enough for the first words, which have about 750."""
_HEADLINE = 0.3
"""Weight of the cosine of the headlines, that of headline and beginning being 1."""
_TERMS = 6
_FEWEST_SHARED = 4
"""Articles with fewer stems in common have too little in common, however short they are."""
PLACES = 4
"""Decimals to which cosines are rounded before they are compared."""


class Centre(NamedTuple):
    """The mean of the vectors of some articles."""

    similarity: tuple[float, ...]
    """The cosine of each article with it."""
    terms: tuple[str, ...]
    """The words that weigh most in it, heaviest first, each in its most frequent spelling."""


class Vectors:
    """One unit vector for each article.

    It consists of two: that of the headline and the beginning and, with less weight, that of the headline alone, in
    which texts of one form (congratulations, condolences) differ. Each is 0 if there are no content words.
    """

    def __init__(self, articles: Sequence[Article], background: Background) -> None:
        self._articles = articles
        titles = [content_stems(words(article.title_ar)) for article in articles]
        beginnings = [_first(words(_beginning(article))) for article in articles]
        said = [title * _TITLE_TIMES + beginning for title, beginning in zip(titles, beginnings, strict=True)]
        said += map(_first, background.texts)
        self._stems = list(dict.fromkeys(chain.from_iterable(said)))
        idf = background.idf_of_stems(self._stems, said, len(articles))
        # The columns of headlines alone follow those of headline and beginning.
        number = {word: column for column, word in enumerate(self._stems)}
        columns = [
            [number[word] for word in each] + [len(number) + number[word] for word in title]
            for each, title in zip(said, titles, strict=False)
        ]
        self._rows, counts = Rows.of_lists(columns, 2 * len(number))
        weights = (1 + np.log(counts)) * np.tile(idf, 2)[self._rows.columns]
        alone = self._rows.columns >= len(number)
        for part, share in ((~alone, 1), (alone, _HEADLINE)):
            weights[part] = np.sqrt(share) * self._of_length_1(weights * part)[part]
        self._weights = self._of_length_1(weights)
        self._once = np.where(alone, 0.0, 1.0)  # counts each stem of an article once

    def _of_length_1(self, weights: Floats) -> Floats:
        """Return the weights of the cells with rows of length 1, or 0."""
        lengths = np.sqrt(self._rows.sums(weights**2))[self._rows.row_numbers()]
        return np.divide(weights, lengths, out=np.zeros(len(weights)), where=lengths > 0)

    def connect(self, least: int, unions: Unions) -> None:
        """Connect the articles with a cosine of at least `least`, in units of ``10**-PLACES``."""
        for one, others, (cosines,) in products(self._rows, (self._weights, self._weights)):
            for other in others[_rounded(cosines) >= least].tolist():
                unions.join(one, other)

    def similarities(self, members: Sequence[int]) -> Floats:
        """Return the cosines of all pairs of `members`: float64[n, n], in units of ``10**-PLACES``.

        Those of articles that share too few stems are 0.
        """
        rows, cells = self._rows.some(members)
        found = np.zeros((len(members), len(members)))
        weights, once = self._weights[cells], self._once[cells]
        for one, others, (cosines, shared) in products(rows, (weights, weights), (once, once)):
            found[one, others] = found[others, one] = _rounded(cosines) * (shared >= _FEWEST_SHARED)
        return found

    def centre(self, members: Sequence[int]) -> Centre:
        """Return the centre of `members`."""
        rows, cells = self._rows.some(members)
        columns, places = np.unique(rows.columns, return_inverse=True)
        weights = self._weights[cells]
        sums = totals(places, weights)
        cosines = rows.sums(weights * sums[places]) / (np.sqrt(np.sum(sums**2)) or 1)
        heaviest = Counter[str]()
        for column, weight in zip(columns.tolist(), _rounded(sums).tolist(), strict=True):
            heaviest[self._stems[column % len(self._stems)]] += weight
        terms = sorted(heaviest, key=lambda word: (-heaviest[word], word))[:_TERMS]
        return Centre(tuple((_rounded(cosines) / 10**PLACES).tolist()), tuple(self._spelled(terms, members)))

    def _spelled(self, stems: Sequence[str], members: Sequence[int]) -> Iterator[str]:
        """Yield the most frequent spelling of each of `stems` in headlines, or else in texts."""
        articles = [self._articles[member] for member in members]
        found = _spellings(stems, (article.title_ar for article in articles))
        missing = [word for word in stems if not found[word]]
        if missing:
            found |= _spellings(missing, map(_beginning, articles))
        for word in stems:
            yield min(found[word], key=lambda spelling: (-found[word][spelling], len(spelling), spelling))


def _spellings(stems: Iterable[str], texts: Iterable[str]) -> dict[str, Counter[str]]:
    found = {word: Counter[str]() for word in stems}
    for text in texts:
        for word in spelled_words(text):
            if (key := stem(fold(word))) in found:
                found[key][word] += 1
    return found


def _rounded(cosines: Floats) -> Floats:
    return np.asarray(np.round(cosines * 10**PLACES), dtype=np.float64)


def _beginning(article: Article) -> str:
    """Return the beginning of the deck and the text."""
    return f"{article.deck_ar or ''}\n{article.text[:_FIRST_CHARACTERS]}"[:_FIRST_CHARACTERS]


def _first(said: Sequence[str]) -> tuple[str, ...]:
    return content_stems(said[:_FIRST_WORDS])
