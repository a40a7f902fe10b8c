"""What is usual in earlier articles: how many of them contain a word or a passage.

In: the texts of earlier articles, for example those of the last days. Out: a ``Background``, which keeps expressions
that occur in every edition (titles of kings, formulas of agencies) from counting as something that articles share.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from reporter.language.arabic.letters import words
from reporter.stories.sparse import Floats, Ints

_FEWEST = 200
"""The number of articles to assume if there are fewer, so that the words of a small edition count for something."""


@dataclass(frozen=True, slots=True)
class Background:
    """Earlier articles."""

    texts: tuple[tuple[str, ...], ...] = ()
    """The folded words of each distinct text."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Background":
        """Return the background that consists of `texts`."""
        return cls(tuple(dict.fromkeys(tuple(words(text)) for text in texts)))

    def idf(self, frequencies: Ints, articles: int) -> Floats:
        """Return log(N/df) for the document frequencies among `articles` and this background, at least 0."""
        count = max(_FEWEST, articles + len(self.texts))
        return np.asarray(math.log(count) - np.log(np.maximum(frequencies, 1)), dtype=np.float64)
