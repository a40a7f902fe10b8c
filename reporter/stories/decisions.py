"""What a person decided about stories."""

from dataclasses import dataclass

Pairs = frozenset[frozenset[str]]
"""Pairs of identities of articles (``reporter.identity``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Articles that must be in one story, and articles that must not."""

    part: Pairs = frozenset()
    join: Pairs = frozenset()


UNDECIDED = Decisions()
