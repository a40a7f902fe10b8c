"""Find articles with the same text, or with a passage in common.

In: cleaned articles. Out: the pairs that share text, each with how much. Texts are compared by weighted containment:
the weight of the word 4-grams that two texts share, divided by that of all 4-grams of the lighter text. A 4-gram weighs
log(N/df), so that formulas and titles count little. Copies of one text count once in df; 4-grams that an outlet puts
under many of its articles do not count. The comparison is exact: no pair that shares a 4-gram is passed over.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from reporter.language.arabic.letters import words
from reporter.model import Article
from reporter.stories.background import Background
from reporter.stories.forms import Form, differ_in_name
from reporter.stories.sparse import Floats, Ints, Rows, products
from reporter.stories.unions import components

SAME_TEXT = 0.5
"""Minimum containment of two articles with the same text."""
_PASSAGE = 0.2
"""Minimum containment of two articles that share a passage."""
_LONGEST_RUN = 20
"""Minimum number of equal words in a row in a passage."""
_GRAM = 4
_FEWEST_GRAMS = 20
"""A text with fewer 4-grams is only compared as a whole."""
_COPY = 0.6
"""Minimum containment, all 4-grams weighing the same, of texts that count once in document frequencies."""
_BOILERPLATE = 0.2
"""Maximum share of an outlet's texts that may contain a 4-gram."""
_FEWEST_TEXTS = 3
"""A 4-gram in fewer texts of an outlet is not boilerplate, however few texts the outlet has."""
_MOST_PLACES = 1_000_000
"""Maximum number of places of equal 4-grams to compare in two texts."""
_PLACES = 4
"""Decimals to which containments are rounded before they are compared."""

Kind = Literal["same-text", "same-form", "passage"]
"""``same-form``: one text, but with other names, about another event (``forms``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two articles that share text."""

    one: int
    """Index of the first article."""
    other: int
    """Index of the second, greater than `one`."""
    kind: Kind
    containment: float
    """Weighted share of the lighter text that is also in the other, 0 to 1."""
    run_words: int
    """Number of words in the longest passage that both contain."""


def matches(articles: Sequence[Article], background: Background | None = None) -> tuple[Match, ...]:
    """Return the pairs of `articles` that share text, in order of their indices."""
    copies: dict[tuple[str, ...], list[int]] = {}
    for index, article in enumerate(articles):
        copies.setdefault(_said(article), []).append(index)
    texts = list(copies)
    printed = [_Printed.of([articles[index] for index in group]) for group in copies.values()]
    grams = _Grams(texts, background or Background())
    forms = {index: Form(articles[index].title_ar, text) for text, group in copies.items() for index in group}
    found = [match for text, group in copies.items() for match in _equal(text, group)]
    for first, second, containment in grams.shared(printed):
        run = grams.run(first, second)
        kind: Kind = "same-text" if containment >= SAME_TEXT else "passage"
        if kind == "passage" and run < _LONGEST_RUN:
            continue
        for pair in ((a, b) for a in copies[texts[first]] for b in copies[texts[second]]):
            one, other = sorted(pair)
            filled = kind == "same-text" and differ_in_name(forms[one], forms[other])
            found.append(
                Match(
                    one=one,
                    other=other,
                    kind="same-form" if filled else kind,
                    containment=containment,
                    run_words=run,
                )
            )
    return tuple(sorted(found, key=lambda match: (match.one, match.other)))


def _said(article: Article) -> tuple[str, ...]:
    """Return the words of the text; of very short texts also those of the title, because many are equal."""
    said = tuple(words(article.text))
    return said if len(said) >= _GRAM else (*words(article.title_ar), "\n", *said)


class _Printed(NamedTuple):
    """Where a text is printed."""

    outlets: frozenset[str]
    title: frozenset[str]
    """The words of its titles."""

    @classmethod
    def of(cls, articles: Iterable[Article]) -> "_Printed":
        """Return where the text of `articles` is printed."""
        outlets = {" ".join(words(article.source.outlet or article.source.fetched_from or "")) for article in articles}
        return cls(frozenset(outlets), frozenset(word for article in articles for word in words(article.title_ar)))

    def has_title_of(self, other: "_Printed") -> bool:
        """Return whether at least half of the words of one title are also in the other."""
        return 2 * len(self.title & other.title) >= min(len(self.title), len(other.title))


def _equal(text: tuple[str, ...], group: Sequence[int]) -> Iterator[Match]:
    for position, one in enumerate(group):
        for other in group[position + 1 :]:
            yield Match(one=one, other=other, kind="same-text", containment=1.0, run_words=len(text))


class _Grams:
    """The word 4-grams of distinct texts, those of the background last."""

    def __init__(self, texts: Sequence[tuple[str, ...]], background: Background) -> None:
        self._background = background
        self._count = len(texts)
        spread = [*texts, *background.texts]
        lengths = np.array([len(text) for text in spread], dtype=np.int64)
        usable = np.maximum(lengths - _GRAM + 1, 0)
        ends = np.cumsum(usable)
        grams = _numbered(spread, int(lengths.sum()))
        first_words = np.repeat(np.cumsum(lengths) - lengths, usable)
        sequence = grams[first_words + np.arange(len(first_words)) - np.repeat(ends - usable, usable)]
        width = int(sequence.max()) + 1 if len(sequence) else 0
        self._sequences = np.split(sequence, ends[:-1]) if spread else []
        self._all = Rows.of_cells(np.repeat(np.arange(len(spread)), usable), sequence, len(spread), width)[0]
        self._own = self._all.first(self._count)
        self._orders: dict[int, tuple[Ints, Ints]] = {}
        self._is_long = np.diff(self._own.starts) >= _FEWEST_GRAMS

    def shared(self, printed: Sequence[_Printed]) -> list[tuple[int, int, float]]:
        """Return the pairs of texts with a containment of at least ``_PASSAGE``, and their containment.

        `printed` tells where each text is printed.
        """
        copies = [(one, other) for one, other, _ in self._contained(np.ones(self._own.width), _COPY)]
        first = np.array([*components(self._count, copies), *range(self._count, self._all.height)], dtype=np.int64)
        once, _ = Rows.of_cells(first[self._all.row_numbers()], self._all.columns, self._all.height, self._all.width)
        idf = self._background.idf(once.frequencies(), len(set(first[: self._count].tolist())))
        versions = components(self._count, (pair for pair in copies if printed[pair[0]].has_title_of(printed[pair[1]])))
        for outlet in sorted(set[str]().union(*(each.outlets for each in printed)) - {""}):
            texts = {versions[text] for text, each in enumerate(printed) if outlet in each.outlets}
            idf[self._boilerplate(texts)] = 0
        return self._contained(idf, _PASSAGE)

    def _contained(self, weights: Floats, least: float) -> list[tuple[int, int, float]]:
        """Return the pairs of long texts with a containment of at least `least`; `weights` has that of each 4-gram."""
        cells = weights[self._own.columns]
        totals = self._own.sums(cells)
        found = []
        for one, others, (sums,) in products(self._own, (cells, np.ones(len(cells)))):
            shares = np.round(sums / np.minimum(totals[one], totals[others]), _PLACES)
            near = (shares >= least) & self._is_long[others] & self._is_long[one]
            found += [
                (one, other, share) for other, share in zip(others[near].tolist(), shares[near].tolist(), strict=True)
            ]
        return found

    def _boilerplate(self, texts: Collection[int]) -> Ints:
        """Return the 4-grams that too large a share of `texts`, those of one outlet, contain."""
        each = [np.unique(self._sequences[text]) for text in texts]
        grams, counts = np.unique(np.concatenate(each), return_counts=True)
        return grams[(counts >= _FEWEST_TEXTS) & (counts > _BOILERPLATE * len(texts))]

    def _sorted(self, text: int) -> tuple[Ints, Ints]:
        """Return the places of the 4-grams of a text in ascending order, and these."""
        if text not in self._orders:
            order = np.argsort(self._sequences[text], kind="stable")
            self._orders[text] = order, self._sequences[text][order]
        return self._orders[text]

    def run(self, one: int, other: int) -> int:
        """Return the number of words in the longest passage that two texts have in common."""
        first, second = self._sequences[one], self._sequences[other]
        order, ascending = self._sorted(other)
        starts = np.searchsorted(ascending, first, "left")
        lengths = np.searchsorted(ascending, first, "right") - starts
        if lengths.sum() > _MOST_PLACES:  # a text that repeats itself again and again
            lengths = np.minimum(lengths, 1)
        if not lengths.any():
            return 0
        here = np.repeat(np.arange(len(first)), lengths)
        there = order[np.arange(len(here)) + np.repeat(starts - np.cumsum(lengths) + lengths, lengths)]
        steps = np.sort((here - there + len(second)) * (len(first) + 1) + here)  # the next word pair is the next number
        breaks = np.flatnonzero(np.diff(steps) != 1)
        return int(np.diff(np.concatenate(([-1], breaks, [len(steps) - 1]))).max()) + _GRAM - 1


def _numbered(texts: Sequence[tuple[str, ...]], count: int) -> Ints:
    """Return a number for the 4-gram at each of the `count` words of `texts` in a row, equal for equal 4-grams."""
    numbers: dict[str, int] = {}
    said = (numbers.setdefault(word, len(numbers)) for text in texts for word in text)
    found = np.fromiter(said, dtype=np.int64, count=count)
    for step in (1, 2):  # pairs of words, then pairs of these
        if len(found) <= step:
            return found[:0]
        _, found = np.unique(found[:-step] * (found.max() + 1) + found[step:], return_inverse=True)
    return found
