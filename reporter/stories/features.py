"""What articles are about, as unit vectors of weighted word stems.

In: cleaned articles. Out: the cosines between them, and the centre of a group of them. The features of an article are
the light stems of its headline, three times, and of its first 120 words, without stop words; sublinear tf-idf.

Source: Salton and Buckley (1988), "Term-Weighting Approaches in Automatic Text Retrieval".
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from reporter.language.arabic.content import content_stems
from reporter.language.arabic.letters import fold, spelled_words, stem, words
from reporter.model import Article
from reporter.stories.background import Background
from reporter.stories.sparse import Floats, Rows, products, totals

_TITLE_TIMES = 3
_FIRST_WORDS = 120
_FIRST_CHARACTERS = 2_000
"""Enough for the first words."""
_TERMS = 6
PLACES = 4
"""Decimals to which cosines are rounded before they are compared."""


class Centre(NamedTuple):
    """The mean of the vectors of some articles."""

    similarity: tuple[float, ...]
    """The cosine of each article with it."""
    terms: tuple[str, ...]
    """The words that weigh most in it, heaviest first, each in its most frequent spelling."""


class Vectors:
    """One unit vector for each article; articles without content words have the vector 0."""

    def __init__(self, articles: Sequence[Article], background: Background) -> None:
        self._articles = articles
        numbers: dict[str, int] = {}
        said = [*map(_stems, articles), *map(_first, background.texts)]
        columns = np.array([numbers.setdefault(word, len(numbers)) for each in said for word in each], dtype=np.int64)
        owners = np.repeat(np.arange(len(said)), [len(each) for each in said])
        every, counts = Rows.of_cells(owners, columns, len(said), len(numbers))
        self._rows = every.first(len(articles))
        cells = self._rows.columns
        weights = (1 + np.log(counts[: len(cells)])) * background.idf(every.frequencies(), len(articles))[cells]
        lengths = np.sqrt(self._rows.sums(weights**2))[self._rows.row_numbers()]
        self._weights = np.divide(weights, lengths, out=np.zeros(len(cells)), where=lengths > 0)
        self._stems = list(numbers)

    def near(self, least: int) -> list[tuple[int, int]]:
        """Return the pairs of articles with a cosine of at least `least`, in units of ``10**-PLACES``."""
        found = []
        for one, others, cosines in products(self._rows, self._weights, self._weights):
            near = others[_rounded(cosines) >= least]
            found += [(one, other) for other in near.tolist()]
        return found

    def similarities(self, members: Sequence[int]) -> Floats:
        """Return the cosines of all pairs of `members`: float64[n, n], in units of ``10**-PLACES``."""
        rows, cells = self._rows.some(members)
        weights = self._weights[cells]
        found = np.zeros((len(members), len(members)))
        for one, others, cosines in products(rows, weights, weights):
            found[one, others] = found[others, one] = _rounded(cosines)
        return found

    def centre(self, members: Sequence[int]) -> Centre:
        """Return the centre of `members`."""
        rows, cells = self._rows.some(members)
        columns, places = np.unique(rows.columns, return_inverse=True)
        weights = self._weights[cells]
        sums = totals(places, weights)
        length = float(np.sqrt(np.sum(sums**2))) or 1.0
        cosines = rows.sums(weights * sums[places]) / length
        heaviest = sorted(zip((-_rounded(sums)).tolist(), (self._stems[column] for column in columns), strict=True))
        return Centre(
            similarity=tuple((_rounded(cosines) / 10**PLACES).tolist()),
            terms=tuple(self._spelled([word for _, word in heaviest[:_TERMS]], members)),
        )

    def _spelled(self, stems: Sequence[str], members: Iterable[int]) -> list[str]:
        """Return the most frequent spelling of each of `stems` in `members`; of several, the shortest."""
        spellings = {word: Counter[str]() for word in stems}
        for member in members:
            article = self._articles[member]
            for word in (*spelled_words(article.title_ar), *spelled_words(_beginning(article))[:_FIRST_WORDS]):
                if (found := stem(fold(word))) in spellings:
                    spellings[found][word] += 1
        return [min(spellings[word].items(), key=lambda item: (-item[1], len(item[0]), item[0]))[0] for word in stems]


def _rounded(cosines: Floats) -> Floats:
    return np.asarray(np.round(cosines * 10**PLACES), dtype=np.float64)


def _stems(article: Article) -> tuple[str, ...]:
    return content_stems(words(article.title_ar)) * _TITLE_TIMES + _first(words(_beginning(article)))


def _beginning(article: Article) -> str:
    """Return the beginning of the deck and the text."""
    return f"{article.deck_ar or ''}\n{article.text[:_FIRST_CHARACTERS]}"[:_FIRST_CHARACTERS]


def _first(said: Sequence[str]) -> tuple[str, ...]:
    return content_stems(said[:_FIRST_WORDS])
