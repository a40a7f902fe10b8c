"""Which articles come first: what several outlets report, what the desk watches for, what is newest.

In: the cleaned articles of a run, and what the desk watches for: single words or phrases as they are written
(``front.watch``), and watch lists (``watch``), whose words match in any form. Both count alike. Out: the same articles,
the most important first.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time

from reporter.editions.watching import Watcher
from reporter.language.arabic.letters import stem, words
from reporter.model import Article, Source

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
    watched = [" ".join(words(phrase)) for phrase in watch]
    lists = watcher or Watcher()
    hits = [_hits(article, watched) + lists.weight(article) for article in articles]
    tops = [lists.is_top(article) for article in articles]
    times = [_seconds(_time(article.source)) for article in articles]

    def rank(event: list[int]) -> tuple[bool, int, int, float, int]:
        voices = {articles[n].source.outlet or articles[n].source.path for n in event}
        top = any(tops[n] for n in event)
        return not top, -len(voices), -max(hits[n] for n in event), -max(times[n] for n in event), event[0]

    events = sorted(_events([article.title_ar for article in articles]), key=rank)
    return tuple(articles[n] for event in events for n in sorted(event, key=lambda n: (-hits[n], -times[n], n)))


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
    event = list(range(len(titles)))
    for one, other in _pairs([frozenset(map(stem, words(title))) for title in titles]):
        old, new = event[other], event[one]
        event = [new if each == old else each for each in event]
    found = defaultdict(list)
    for number, of in enumerate(event):
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
