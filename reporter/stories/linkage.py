"""Average-link clustering with constraints.

In: the similarities of all pairs of items, links that come first, pairs that must stay apart, and the time of each
item. Out: the cluster of each item. In each step the two most similar clusters are joined, until none are similar
enough. The similarity of two clusters is the mean of that of all pairs between them. Of equally similar pairs, the one
with the smallest items is joined first. Similarities are whole numbers, so their sums are exact.

Source: Sokal and Michener (1958), unweighted average linkage (UPGMA).
"""

from collections.abc import Iterable

import numpy as np

from reporter.stories.sparse import Floats, Ints

APART = -np.inf
"""The similarity of items that must not be in one cluster."""


class Clusters:
    """Clusters of items, each named by its smallest item."""

    def __init__(self, similarities: Floats, since: Floats, until: Floats, window: float) -> None:
        """Begin with a cluster for each item.

        `similarities` is float64[n, n], symmetric, of whole numbers or ``APART``; it is changed. The times of item `i`
        are from ``since[i]`` to ``until[i]``. Clusters with more than `window` between their times are not joined.
        """
        self._sums = similarities
        np.fill_diagonal(self._sums, APART)
        self._sizes = np.ones(len(since))
        self._since, self._until, self._window = since.copy(), until.copy(), window
        self._of = np.arange(len(since))

    def of_each(self) -> Ints:
        """Return the cluster of each item: int64[n]."""
        return self._of

    def link(self, pairs: Iterable[tuple[int, int]], *, at_any_time: bool = False) -> None:
        """Join the clusters of each pair of items, in order, unless they must stay apart."""
        for pair in pairs:
            first, second = sorted(int(self._of[item]) for item in pair)
            if first != second and self._means(first, at_any_time=at_any_time)[second] > APART:
                self._join(first, second)

    def cluster(self, least: int) -> None:
        """Join clusters as long as two have a mean similarity, rounded, of at least `least`."""
        nearest = np.zeros(len(self._of), dtype=np.int64)
        best = np.full(len(self._of), APART)

        def look(row: int) -> None:
            means = self._means(row)
            nearest[row] = int(means.argmax())
            best[row] = means[nearest[row]]

        for row in range(len(best)):
            look(row)
        while best.max() >= least:
            first, second = sorted((int(best.argmax()), int(nearest[best.argmax()])))
            self._join(first, second)
            best[second] = APART
            look(first)
            others = (nearest == first) | (nearest == second) | (self._means(first) >= best)
            for row in np.flatnonzero(others & (best > APART)).tolist():
                look(row)

    def _means(self, row: int, *, at_any_time: bool = False) -> Floats:
        """Return the similarity of cluster `row` to each other one it may be joined with; ``APART`` to the others."""
        means: Floats = np.round(self._sums[row] / (self._sizes[row] * self._sizes))
        if not at_any_time:
            gaps = np.maximum(self._since - self._until[row], self._since[row] - self._until)
            means[gaps > self._window] = APART
        return means

    def _join(self, first: int, second: int) -> None:
        self._sums[first] += self._sums[second]
        self._sums[:, first] = self._sums[first]
        self._sums[first, first] = APART
        self._sums[second] = self._sums[:, second] = APART
        self._sizes[first] += self._sizes[second]
        self._since[first] = min(self._since[first], self._since[second])
        self._until[first] = max(self._until[first], self._until[second])
        self._of[self._of == second] = first
