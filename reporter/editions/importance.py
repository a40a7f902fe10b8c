"""Which articles come first: what several outlets report, what the desk watches for, what is newest.

In: the cleaned articles of a run, and what the desk watches for: single words or phrases as they are written
(``front.watch``), and watch lists (``watch``), whose words match in any form. Both count alike. Out: the same articles,
the most important first.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time

from reporter.editions.watching import Watcher
from reporter.language.arabic.letters import stem, words
from reporter.model import Article, Source
from reporter.stories.unions import components

_SHARED = 0.5
"""Share of the words of two headlines that make them report the same event."""
_FEWEST_SHARED = 3
"""Words."""
_COMMON = 50
"""A word in more headlines than this does not tell events apart."""


def by_importance(
    articles: Sequence[Article], watch: Collection[str] = (), watcher: Watcher | None = None
) -> tuple[Article, ...]:
    """Return `articles`, the most important first; equal ones keep their order.

    Articles with near-equal headlines report the same event and stand together. Events with an article of a list that
    goes to the top come first, then those that more outlets report, then those whose articles contain more of the words
    to `watch` for or belong to more of the lists of `watcher`, then the latest. The time of an undated
    article is that of its fetch; those that were not fetched come last.
    """
    return tuple(article for event in events_by_importance(articles, watch, watcher) for article in event)


def events_by_importance(
    articles: Sequence[Article], watch: Collection[str] = (), watcher: Watcher | None = None
) -> tuple[tuple[Article, ...], ...]:
    """Return the same articles by the events that they report."""
    lists = watcher or Watcher()
    events = [[articles[n] for n in event] for event in _events([article.title_ar for article in articles])]
    voices = [len({article.source.publisher for article in event}) for event in events]
    weight = _weight(watch, lists)
    return tuple(
        tuple(sorted(events[number], key=lambda article: (-weight(article), -_latest([article]))))
        for number in order(events, voices, watch, lists)
    )


def order(
    events: Sequence[Sequence[Article]],
    voices: Sequence[float],
    watch: Collection[str],
    watcher: Watcher,
    *,
    by_time: bool = False,
) -> list[int]:
    """Return the numbers of `events`, the most important first; `voices` are the outlets that report each.

    With `by_time`, only the lists that go to the top and the time count.
    """
    weight = _weight(watch, watcher)

    def rank(number: int) -> tuple[bool, float, int, float, int]:
        event = events[number]
        outlets, hits = (0.0, 0) if by_time else (-voices[number], -max(map(weight, event)))
        return not any(map(watcher.is_top, event)), outlets, hits, -_latest(event), number

    return sorted(range(len(events)), key=rank)


def _weight(watch: Collection[str], lists: Watcher) -> Callable[[Article], int]:
    """Return a function that counts the words to `watch` for that an article has, and the `lists` it belongs to."""
    watched = [" ".join(words(phrase)) for phrase in watch]
    return lambda article: _hits(article, watched) + lists.weight(article)


def _latest(event: Sequence[Article]) -> float:
    return max(_seconds(_time(article.source)) for article in event)


def _time(source: Source) -> datetime | date | None:
    return source.published_at or (source.retrieved_at if source.fetched_from else None)


def _seconds(published: datetime | date | None) -> float:
    """Return a time as a number; a day is its beginning in UTC, and no time is before all others."""
    if published is None:
        return float("-inf")
    if not isinstance(published, datetime):
        published = datetime.combine(published, time(), UTC)
    return published.timestamp()


def _hits(article: Article, watched: Sequence[str]) -> int:
    """Return how many of the folded phrases `watched` the article contains."""
    if not watched:
        return 0
    text = f" {' '.join(words(f'{article.title_ar} {article.text}'))} "
    return sum(f" {phrase} " in text for phrase in watched)


def _events(titles: Sequence[str]) -> list[list[int]]:
    """Return the numbers of `titles`, those of the same event together, in order."""
    pairs = _pairs([frozenset(map(stem, words(title))) for title in titles])
    found = defaultdict(list)
    for number, of in enumerate(components(len(titles), pairs)):
        found[of].append(number)
    return list(found.values())


def _pairs(titles: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of titles that have enough words in common."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, title in enumerate(titles):
        shared = Counter(other for word in title if len(holders[word]) <= _COMMON for other in holders[word])
        for other, common in shared.items():
            if common >= max(_FEWEST_SHARED, _SHARED * len(title | titles[other])):
                yield other, number
        for word in title:
            holders[word].append(number)
