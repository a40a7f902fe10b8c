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
from reporter.language.arabic.letters import words
from reporter.model import Article
from reporter.stories.decisions import Decisions, Pairs
from reporter.stories.features import Vectors
from reporter.stories.forms import Form, fill_one_form, without_figures
from reporter.stories.passages import Kind, Match

_PART_OF_DIGEST = 0.7
"""Maximum length of a part of a digest, as a share of the digest."""
_A_DAY = 20 * 3600.0
"""Minimum seconds between articles of a daily series."""

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
    """By decision, or although they are similar: they name different places, one is a digest that contains the other,
    or both belong to one series."""


def links(items: Sequence[Item], matches: Iterable[Match], decided: Decisions, vectors: Vectors, least: int) -> Links:
    """Return the links between `items`; texts with a cosine of at least `least` may be about one event."""
    at = {item.index: place for place, item in enumerate(items) if item.index is not None}
    found = list(matches)

    def pairs(kind: Kind) -> list[Pair]:
        chosen = ((match, at[match.one], at[match.other]) for match in found if match.kind == kind)
        best_first = sorted((-match.containment, min(one, other), max(one, other)) for match, one, other in chosen)
        return [(one, other) for _, one, other in best_first]

    texts, parted = pairs("same-text"), pairs("same-form")
    parted += _digests(texts, items, vectors, least)
    parted += _series(items)
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


def _series(items: Sequence[Item]) -> list[Pair]:
    """Return the pairs of articles that an outlet prints daily in one form: prices, counts, the weather."""
    columns: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        source = item.article.source
        title = without_figures(item.article.title_ar)
        if title and (outlet := source.outlet or source.fetched_from):
            columns[outlet, title].append(place)
    series = [column for column in columns.values() if len(column) > 1]
    articles = {place: items[place].article for column in series for place in column}
    forms = {place: Form(article.title_ar, words(article.text)) for place, article in articles.items()}
    return [
        (one, other)
        for column in series
        for one, other in combinations(column, 2)
        if abs(items[one].since - items[other].since) >= _A_DAY and fill_one_form(forms[one], forms[other])
    ]


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
