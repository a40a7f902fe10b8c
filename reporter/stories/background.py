"""What is usual in articles: how many of them contain a word or a passage.

In: the texts of earlier articles, for example those of the last days. Out: a ``Background``, which keeps expressions
that occur in every edition (titles of kings, formulas of agencies) from counting as something that articles share.

Where articles are few, a table says which words are usual: each line of ``stem_frequencies.tsv``, which
``benchmarks/word_table.py`` makes, has a light stem and the number of 1,000 beginnings of articles that contain it.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from reporter.assets import DATA
from reporter.language.arabic.letters import words
from reporter.stories.sparse import Floats, Ints

TABLE = DATA / "stem_frequencies.tsv"
_ENOUGH = 1_000
"""The number of articles up to which an edition is supplemented, about that of the edition on which thresholds were
chosen. So the words of a small edition weigh as much as there."""


@dataclass(frozen=True, slots=True)
class Background:
    """Earlier articles."""

    texts: tuple[tuple[str, ...], ...] = ()
    """The folded words of each distinct text."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Background":
        """Return the background that consists of `texts`."""
        return cls(tuple(dict.fromkeys(tuple(words(text)) for text in texts)))

    def without(self, texts: Iterable[str]) -> "Background":
        """Return the background without `texts`."""
        left_out = {tuple(words(text)) for text in texts}
        return Background(tuple(text for text in self.texts if text not in left_out))

    def idf_of_stems(self, stems: Sequence[str], in_each: Iterable[Iterable[str]], articles: int) -> Floats:
        """Return log(N/df) for `stems`; `in_each` are those of `articles` new articles and this background."""
        counted = Counter(stem for each in in_each for stem in set(each))
        missing = max(0, _ENOUGH - articles - len(self.texts)) / _ENOUGH
        return self.idf(np.array([counted[stem] + missing * _usual().get(stem, 0) for stem in stems]), articles)

    def idf(self, frequencies: Ints | Floats, articles: int) -> Floats:
        """Return log(N/df) for the document frequencies in `articles` new articles and this background."""
        count = max(_ENOUGH, articles + len(self.texts))
        return np.asarray(math.log(count) - np.log(np.maximum(frequencies, 1)), dtype=np.float64)


@cache
def _usual() -> dict[str, int]:
    """Read the table, once."""
    lines = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines())
    return {stem: int(count) for stem, count in lines}
