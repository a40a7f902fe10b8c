"""Sparse rows: texts as weighted features, and the products of all pairs of texts that share any.

In: rows of columns and weights. Out: for each row, the later rows that share a column, with the sum over the shared
columns of the products of their weights. Sums are always made in the same order, so they are the same on every machine.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Rows(NamedTuple):
    """A sparse matrix: row `i` has the columns ``columns[starts[i]:starts[i + 1]]``, ascending."""

    starts: Ints
    """int64[rows + 1]."""
    columns: Ints
    """int64[cells]."""
    width: int
    """The number of columns."""

    @classmethod
    def of_lists(cls, columns: Sequence[Sequence[int]], width: int) -> "tuple[Rows, Ints]":
        """Return the rows with the given `columns`, and how often each cell was given."""
        rows = np.repeat(np.arange(len(columns)), [len(each) for each in columns]).astype(np.int64)
        return cls.of_cells(rows, np.array([*chain.from_iterable(columns)], dtype=np.int64), len(columns), width)

    @classmethod
    def of_cells(cls, rows: Ints, columns: Ints, height: int, width: int) -> "tuple[Rows, Ints]":
        """Return the rows with the given cells, each once, and how often each cell was given."""
        cells, counts = np.unique(rows * max(width, 1) + columns, return_counts=True)
        rows, columns = np.divmod(cells, max(width, 1))
        starts = np.searchsorted(rows, np.arange(height + 1))
        return cls(starts.astype(np.int64), columns, width), counts

    def first(self, count: int) -> "Rows":
        """Return the first `count` rows."""
        return Rows(self.starts[: count + 1], self.columns[: self.starts[count]], self.width)

    def some(self, rows: Sequence[int]) -> "tuple[Rows, Ints]":
        """Return the given `rows`, in this order, and the position of each of their cells among all cells."""
        starts, lengths = self.starts[rows], np.diff(self.starts)[rows]
        ends = np.cumsum(lengths)
        cells = np.arange(lengths.sum()) + np.repeat(starts - ends + lengths, lengths)
        return Rows(np.concatenate(([0], ends)), self.columns[cells], self.width), cells

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.starts) - 1

    def row_numbers(self) -> Ints:
        """Return the row of each cell: int64[cells]."""
        return np.repeat(np.arange(self.height), np.diff(self.starts))

    def frequencies(self) -> Ints:
        """Return the number of rows that have each column: int64[width]."""
        return np.bincount(self.columns, minlength=self.width)

    def sums(self, weights: Floats) -> Floats:
        """Return the sum of `weights` (one for each cell) in each row: float64[rows]."""
        return totals(self.row_numbers(), weights, self.height)


def totals(places: Ints, weights: Floats, count: int = 0) -> Floats:
    """Return the sum of the `weights` at each place, for at least `count` places."""
    return np.bincount(places, weights, minlength=count).astype(np.float64, copy=False)


def products(rows: Rows, *weights: tuple[Floats, Floats]) -> Iterator[tuple[int, Ints, list[Floats]]]:
    """Yield for each row ``i`` the later rows ``j`` that share a column with it, and sums of products of weights.

    Each of `weights` has two weights for each cell; a sum is that of the first weight of row ``i`` times the second of
    row ``j`` over the columns that they share. Rows for which the first such sum is 0 are left out.
    """
    by_column = np.argsort(rows.columns, kind="stable")
    members = rows.row_numbers()[by_column]
    seconds = [second[by_column] for _, second in weights]
    ends = np.cumsum(rows.frequencies())
    starts = ends - rows.frequencies()
    for row in range(rows.height):
        cells = slice(rows.starts[row], rows.starts[row + 1])
        columns = rows.columns[cells]
        starts[columns] += 1  # the next row of each column
        lengths = ends[columns] - starts[columns]
        before = np.cumsum(lengths)
        if not len(before) or not before[-1]:
            continue
        chosen = np.arange(before[-1]) + np.repeat(starts[columns] - before + lengths, lengths)
        distances = members[chosen] - row
        sums = [
            totals(distances, np.repeat(first[cells], lengths) * second[chosen])
            for (first, _), second in zip(weights, seconds, strict=True)
        ]
        others = np.flatnonzero(sums[0])
        yield row, others + row, [each[others] for each in sums]
