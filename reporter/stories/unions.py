"""Which items are connected with each other, directly or through others (union-find)."""

from collections.abc import Iterable


class Unions:
    """Items that are connected with each other, directly or through others.

    >>> unions = Unions(5)
    >>> unions.join(3, 1)
    >>> unions.join(4, 3)
    >>> unions.firsts()
    [0, 1, 2, 1, 1]
    """

    def __init__(self, count: int) -> None:
        self._roots = list(range(count))

    def join(self, one: int, other: int) -> None:
        """Connect two items."""
        first, second = sorted((self._root(one), self._root(other)))
        self._roots[second] = first

    def firsts(self) -> list[int]:
        """Return for each item the smallest one that it is connected with."""
        return [self._root(item) for item in range(len(self._roots))]

    def _root(self, item: int) -> int:
        roots = self._roots
        while roots[item] != item:
            roots[item] = roots[roots[item]]
            item = roots[item]
        return item


def components(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Return for each of `count` items the smallest one that it is connected with by `pairs`."""
    unions = Unions(count)
    for one, other in pairs:
        unions.join(one, other)
    return unions.firsts()
