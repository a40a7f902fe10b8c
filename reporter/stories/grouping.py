"""Group articles that report the same event into stories.

In: the cleaned articles of an edition, the pairs that share text, and the stories of earlier editions. Out: groups,
with each article in exactly one. Articles with the same text are linked first; then groups are joined by average
linkage as long as the mean cosine of their articles (``features``) is at least ``LEAST``. Groups that are too far apart
in time are not joined.

The result depends neither on the order of the articles nor on the machine: articles are sorted by identity, and
similarities are rounded before they are compared.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import combinations
from typing import NamedTuple

import numpy as np

from reporter.identity import identity
from reporter.model import Article
from reporter.stories.background import Background
from reporter.stories.decisions import UNDECIDED, Decisions
from reporter.stories.features import Vectors
from reporter.stories.forms import Form, differ_in_name
from reporter.stories.linkage import APART, Clusters
from reporter.stories.passages import Match
from reporter.stories.sparse import components

LEAST = 3000
"""Minimum mean cosine of two groups that are joined, in units of ``10**-PLACES``."""
WINDOW_HOURS = 48.0
_PART_OF_DIGEST = 0.7
"""Maximum length of a part of a digest, as a share of the digest."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierStory:
    """A story of an earlier edition."""

    id: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The articles of one story."""

    articles: tuple[int, ...]
    """Indices, ascending."""
    similarity: tuple[float, ...]
    """The cosine of each of these articles with the centre of the story, 0 to 1."""
    terms: tuple[str, ...]
    """The words that weigh most in the centre, heaviest first, at most six."""
    continues: str | None = None
    """The id of the earlier story that it continues."""


def group(  # noqa: PLR0913
    articles: Sequence[Article],
    matches: Iterable[Match],
    *,
    decided: Decisions = UNDECIDED,
    earlier: Sequence[EarlierStory] = (),
    background: Background | None = None,
    window_hours: float = WINDOW_HOURS,
) -> tuple[Group, ...]:
    """Return the stories of `articles`, in the order of the first article of each.

    `matches` are the pairs of ``articles`` that share text. A group that also contains articles of `earlier` stories
    continues the story to which most of these belong; of several, the first in `earlier`.
    """
    items = sorted(
        [
            *(_Item(article, index, None) for index, article in enumerate(articles)),
            *(_Item(article, None, story.id) for story in earlier for article in story.articles),
        ],
        key=lambda item: item.key,
    )
    others = (background or Background()).without(item.article.text for item in items if item.story is not None)
    vectors = Vectors([item.article for item in items], others)
    links = _links(items, matches, decided, vectors.near(LEAST))
    window = window_hours * 3600
    found = [
        _story(members, items, vectors, [story.id for story in earlier])
        for connected, own in _connected(len(items), links)
        for members in _clusters(connected, items, vectors, own, window)
        if any(items[member].index is not None for member in members)
    ]
    return tuple(sorted(found, key=lambda story: story.articles))


class _Item:
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


class _Links(NamedTuple):
    """Pairs of items, as positions among all items."""

    near: list[Pair]
    """With a cosine of at least ``LEAST``."""
    texts: list[Pair]
    """With the same text, most similar first."""
    joined: list[Pair]
    """By decision."""
    parted: list[Pair]
    """By decision, or although their texts are the same: they differ in a name, or one is a digest with the other."""


def _links(items: Sequence[_Item], matches: Iterable[Match], decided: Decisions, near: list[Pair]) -> _Links:
    at = {item.index: place for place, item in enumerate(items) if item.index is not None}
    same = sorted(
        (-match.containment, min(pair), max(pair))
        for match in matches
        if match.kind == "same-text" and (pair := (at[match.one], at[match.other]))
    )
    texts = [(one, other) for _, one, other in same]
    forms = [Form(item.article) for item in items]
    others = [(one, other) for one, other in texts if differ_in_name(forms[one], forms[other])]
    others += _digests(texts, near, items)
    named: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        named[item.identity].append(place)

    def pairs(chosen: Iterable[frozenset[str]]) -> list[Pair]:
        every = (tuple(sorted(pair)) for pair in chosen)
        return sorted((one, other) for a, b in every for one in named.get(a, ()) for other in named.get(b, ()))

    return _Links(near, texts, pairs(decided.join), [*pairs(decided.part), *others])


def _digests(texts: list[Pair], near: list[Pair], items: Sequence[_Item]) -> list[Pair]:
    """Return the pairs of a digest and a text in it; the texts in a digest report different events."""
    lengths = [len(item.article.text) for item in items]
    parts: dict[int, set[int]] = defaultdict(set)
    for pair in texts:
        shorter, longer = sorted(pair, key=lambda place: (lengths[place], place))
        if lengths[shorter] <= _PART_OF_DIGEST * lengths[longer]:
            parts[longer].add(shorter)
    alike = {(min(pair), max(pair)) for pair in (*near, *texts)}
    return [
        (digest, part)
        for digest, inside in parts.items()
        if not alike.issuperset(combinations(sorted(inside), 2))
        for part in sorted(inside)
    ]


def _connected(count: int, links: _Links) -> Iterator[tuple[list[int], _Links]]:
    """Yield the items that are connected by links, and their links; average linkage never joins others."""
    roots = components(count, [*links.near, *links.texts, *links.joined])
    members: dict[int, list[int]] = defaultdict(list)
    for item, root in enumerate(roots):
        members[root].append(item)
    own = {root: _Links([], [], [], []) for root in members}
    for number, pairs in enumerate(links):
        for pair in pairs:
            own[roots[pair[0]]][number].append(pair)
    return zip(members.values(), own.values(), strict=True)


def _clusters(
    members: Sequence[int], items: Sequence[_Item], vectors: Vectors, links: _Links, window: float
) -> Iterable[list[int]]:
    """Return the clusters of the connected items `members`."""
    if len(members) == 1:
        return [list(members)]
    at = {member: place for place, member in enumerate(members)}
    joined, texts, parted = (
        [(at[one], at[other]) for one, other in pairs if other in at]
        for pairs in (links.joined, links.texts, links.parted)
    )
    similarities = vectors.similarities(members)
    whole = np.array(components(len(members), joined))
    for one, other in parted:  # and all that is joined with them
        here, there = np.flatnonzero(whole == whole[one]), np.flatnonzero(whole == whole[other])
        similarities[np.ix_(here, there)] = similarities[np.ix_(there, here)] = APART
    since = np.array([items[member].since for member in members])
    until = np.array([items[member].until for member in members])
    clusters = Clusters(similarities, since, until, window)
    clusters.link(texts)
    clusters.cluster(LEAST)
    clusters.link(joined, at_any_time=True)
    found: dict[int, list[int]] = defaultdict(list)
    for member, cluster in zip(members, clusters.of_each().tolist(), strict=True):
        found[cluster].append(member)
    return found.values()


def _story(members: Sequence[int], items: Sequence[_Item], vectors: Vectors, earlier: Sequence[str]) -> Group:
    """Return the story of the items `members`, which belong to the edition or to `earlier` stories."""
    own = {index: member for member in members if (index := items[member].index) is not None}
    indices = sorted(own)
    centre = vectors.centre([own[index] for index in indices])
    before = Counter(story for member in members if (story := items[member].story) is not None)
    return Group(
        articles=tuple(indices),
        similarity=centre.similarity,
        terms=centre.terms,
        continues=min(before, key=lambda story: (-before[story], earlier.index(story)), default=None),
    )
