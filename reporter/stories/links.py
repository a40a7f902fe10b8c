"""What is known about pairs of articles before their similarity is measured.

In: articles, the pairs that share text, and what a person decided. Out: ``Links``: the pairs with the same text, the
pairs that are joined, and those that must stay apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import combinations
from typing import NamedTuple

from reporter.identity import identity
from reporter.model import Article
from reporter.stories.decisions import Decisions, Pairs
from reporter.stories.features import Vectors
from reporter.stories.forms import Form, differ_in_name
from reporter.stories.passages import Match

_PART_OF_DIGEST = 0.7
"""Maximum length of a part of a digest, as a share of the digest."""

Pair = tuple[int, int]
"""Positions among all items, ascending."""


class Item:
    """An article of the edition, or of an earlier story."""

    def __init__(self, article: Article, index: int | None, story: str | None) -> None:
        source = article.source
        self.article = article
        self.index = index
        """Its index in the edition; None if it belongs to an earlier story."""
        self.story = story
        self.identity = identity(source.url, source.outlet, article.text)
        self.key = (self.identity, article.title_ar, article.text, source.path, index is None, story or "")
        at = source.published_at or source.retrieved_at
        if isinstance(at, datetime):
            self.since = self.until = at.timestamp()
        else:
            start = datetime.combine(at, time(), UTC)
            self.since, self.until = start.timestamp(), (start + timedelta(days=1)).timestamp()


class Links(NamedTuple):
    """Pairs of items."""

    texts: list[Pair]
    """With the same text, most similar first."""
    joined: list[Pair]
    """By decision."""
    parted: list[Pair]
    """By decision, or although their texts are the same: they differ in a name, or one is a digest with the other."""


def links(items: Sequence[Item], matches: Iterable[Match], decided: Decisions, vectors: Vectors, least: int) -> Links:
    """Return the links between `items`; texts with a cosine of at least `least` may be about one event."""
    at = {item.index: place for place, item in enumerate(items) if item.index is not None}
    same = sorted(
        (-match.containment, min(pair), max(pair))
        for match in matches
        if match.kind == "same-text" and (pair := (at[match.one], at[match.other]))
    )
    texts = [(one, other) for _, one, other in same]
    forms = [Form(item.article) for item in items]
    parted = [(one, other) for one, other in texts if differ_in_name(forms[one], forms[other])]
    parted += _digests(texts, items, vectors, least)
    return Links(texts, _named(decided.join, items), parted + _named(decided.part, items))


def _digests(texts: Sequence[Pair], items: Sequence[Item], vectors: Vectors, least: int) -> list[Pair]:
    """Return the pairs of a digest and a text in it; the texts in a digest report different events."""
    lengths = [len(item.article.text) for item in items]
    parts: dict[int, set[int]] = defaultdict(set)
    for pair in texts:
        shorter, longer = sorted(pair, key=lambda place: (lengths[place], place))
        if lengths[shorter] <= _PART_OF_DIGEST * lengths[longer]:
            parts[longer].add(shorter)
    same, found = set(texts), []
    for whole, inside in parts.items():
        members = sorted(inside)
        if not same.issuperset(combinations(members, 2)):
            alike = vectors.similarities(members) >= least
            if not all(
                alike[one, other] or (members[one], members[other]) in same
                for one, other in combinations(range(len(members)), 2)
            ):
                found += [(min(whole, part), max(whole, part)) for part in members]
    return found


def _named(decided: Pairs, items: Sequence[Item]) -> list[Pair]:
    """Return the pairs of items with these identities."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        places[item.identity].append(place)
    pairs = (
        (min(one, other), max(one, other))
        for first, second in map(sorted, decided)
        for one in places.get(first, ())
        for other in places.get(second, ())
    )
    return sorted(pairs)
