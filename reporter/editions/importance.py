"""Which articles come first: what several outlets report, what the desk watches for, what is newest.

In: the cleaned articles of a run. Out: the same articles, the most important first.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time

from reporter.language.arabic.letters import stem, words
from reporter.model import Article, Source

_SHARED = 0.5
"""Share of the words of two headlines that make them report the same event."""
_FEWEST_SHARED = 3
"""Words."""
_COMMON = 50
"""A word in more headlines than this does not tell events apart."""


def by_importance(articles: Sequence[Article], watch: Collection[str] = ()) -> tuple[Article, ...]:
    """Return `articles`, the most important first; equal ones keep their order.

    Articles with near-equal headlines report the same event and stand together. Events that more outlets report come
    first, then those whose articles contain more of the words to `watch` for, then the latest. The time of an undated
    article is that of its fetch; those that were not fetched come last.
    """
    watched = _folded(watch)
    events = [[articles[n] for n in event] for event in _events([article.title_ar for article in articles])]
    voices = [len({article.source.outlet or article.source.path for article in event}) for event in events]
    return tuple(
        article
        for number in order(events, voices, watch)
        for article in sorted(events[number], key=lambda article: (-_hits(article, watched), -_latest([article])))
    )


def order(events: Sequence[Sequence[Article]], voices: Sequence[float], watch: Collection[str] = ()) -> list[int]:
    """Return the numbers of `events`, the most important first; `voices` are the outlets that report each."""
    watched = _folded(watch)

    def rank(number: int) -> tuple[float, int, float, int]:
        event = events[number]
        return -voices[number], -max(_hits(article, watched) for article in event), -_latest(event), number

    return sorted(range(len(events)), key=rank)


def _folded(watch: Collection[str]) -> list[str]:
    return [" ".join(words(phrase)) for phrase in watch]


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
