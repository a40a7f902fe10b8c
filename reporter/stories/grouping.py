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

import numpy as np

from reporter.model import Article
from reporter.stories.background import Background
from reporter.stories.decisions import UNDECIDED, Decisions
from reporter.stories.features import Vectors
from reporter.stories.linkage import APART, Clusters
from reporter.stories.links import Item, Links, links
from reporter.stories.passages import Match
from reporter.stories.unions import Unions, components

LEAST = 3000
"""Minimum mean cosine of two groups that are joined, in units of ``10**-PLACES``."""
WINDOW_HOURS = 48.0


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
            *(Item(article, index, None) for index, article in enumerate(articles)),
            *(Item(article, None, story.id) for story in earlier for article in story.articles),
        ],
        key=lambda item: item.key,
    )
    others = (background or Background()).without(item.article.text for item in items if item.story is not None)
    vectors = Vectors([item.article for item in items], others)
    known = links(items, matches, decided, vectors, LEAST)
    window = window_hours * 3600
    found = [
        _story(members, items, vectors, [story.id for story in earlier])
        for connected, own in _connected(vectors, len(items), known)
        for members in _clusters(connected, items, vectors, own, window)
        if any(items[member].index is not None for member in members)
    ]
    return tuple(sorted(found, key=lambda story: story.articles))


def _connected(vectors: Vectors, count: int, known: Links) -> Iterator[tuple[list[int], Links]]:
    """Yield the items that are connected with each other, and their links; average linkage never joins others."""
    unions = Unions(count)
    vectors.connect(LEAST, unions)
    for one, other in (*known.texts, *known.joined):
        unions.join(one, other)
    firsts = unions.firsts()
    members: dict[int, list[int]] = defaultdict(list)
    own: dict[int, Links] = defaultdict(lambda: Links([], [], []))
    for item, first in enumerate(firsts):
        members[first].append(item)
    for number, pairs in enumerate(known):
        for one, other in pairs:
            if firsts[one] == firsts[other]:
                own[firsts[one]][number].append((one, other))
    for first, connected in members.items():
        yield connected, own[first]


def _clusters(
    members: Sequence[int], items: Sequence[Item], vectors: Vectors, known: Links, window: float
) -> Iterable[list[int]]:
    """Return the clusters of the connected items `members`."""
    if len(members) == 1:
        return [list(members)]
    at = {member: place for place, member in enumerate(members)}
    joined, texts, parted = (
        [(at[one], at[other]) for one, other in pairs] for pairs in (known.joined, known.texts, known.parted)
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


def _story(members: Sequence[int], items: Sequence[Item], vectors: Vectors, earlier: Sequence[str]) -> Group:
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
