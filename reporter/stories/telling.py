"""From the articles of a story to its part of the record: who was first, which texts there are, what each adds.

In: the articles of a story with what was found about them (``Telling``), and the entries that they became. Out: a
``record.Story``.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import sqrt
from typing import Literal

from reporter.identity import identity
from reporter.model import Article, Selected, Source
from reporter.record.shape import Entry
from reporter.record.stories import (
    Also,
    Difference,
    First,
    SharedText,
    StatedValue,
    Story,
    StoryPoint,
    Why,
    named_outlets,
)
from reporter.stories.agencies import agency_of
from reporter.stories.differences import Differing
from reporter.stories.grouping import Group
from reporter.stories.passages import Match
from reporter.stories.unions import components


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The articles of a story; all indices are into these."""

    articles: tuple[Article, ...]
    """The one with the headline first, then the earliest."""
    similarity: tuple[float, ...]
    terms: tuple[str, ...]
    continues: str | None
    matches: tuple[Match, ...]
    selected: tuple[Selected, ...] = ()
    """The sentences to print; none if only the headline is printed."""
    differing: tuple[Differing, ...] = ()

    @property
    def texts(self) -> tuple[tuple[int, ...], ...]:
        """The articles with the same text together; every article is in one of them."""
        same = ((match.one, match.other) for match in self.matches if match.kind == "same-text")
        text = components(len(self.articles), same)
        return tuple(tuple(at for at, of in enumerate(text) if of == first) for first in dict.fromkeys(text))

    @property
    def voices(self) -> float:
        """Its outlets; n with copies of one text count as √n."""
        return sum(sqrt(len({self.articles[at].source.publisher for at in text})) for text in self.texts)


def tellings(
    articles: Sequence[Article], groups: Sequence[Group], matches: Sequence[Match], headlines: Collection[str] = ()
) -> tuple[Telling, ...]:
    """Return the stories that `groups` make of `articles`; `matches` are the articles that share text.

    A story has the headline of the article nearest to its centre, of several the earliest; articles with one of the
    identities `headlines` are preferred.
    """
    group_of = {article: number for number, group in enumerate(groups) for article in group.articles}
    shared: list[list[Match]] = [[] for _ in groups]
    for match in matches:
        if group_of[match.one] == group_of[match.other]:
            shared[group_of[match.one]].append(match)
    return tuple(_telling(articles, group, own, headlines) for group, own in zip(groups, shared, strict=True))


def alone(article: Article) -> Telling:
    """Return the story of an article that is not compared with others."""
    return Telling(articles=(article,), similarity=(1.0,), terms=(), continues=None, matches=())


def _telling(
    articles: Sequence[Article], group: Group, matches: Sequence[Match], headlines: Collection[str]
) -> Telling:
    def place(number: int) -> tuple[bool, float, bool, float, int]:
        article = articles[group.articles[number]]
        source = article.source
        known = identity(source.url, source.outlet, article.text) in headlines
        return not known, -group.similarity[number], *_when(source), number

    numbers = range(len(group.articles))
    headline = min(numbers, key=place)
    later = sorted((number for number in numbers if number != headline), key=lambda number: place(number)[2:])
    order = [headline, *later]
    local = {group.articles[number]: at for at, number in enumerate(order)}
    return Telling(
        articles=tuple(articles[group.articles[number]] for number in order),
        similarity=tuple(group.similarity[number] for number in order),
        terms=group.terms,
        continues=group.continues,
        matches=tuple(_moved(match, local) for match in matches),
    )


def story(told: Telling, entries: Sequence[Entry], day: date) -> Story:
    """Return the part of the record of the edition of `day`; `entries` are those of the articles, in their order."""
    points = {(entry.id, point.sentence): point.id for entry in entries for point in entry.points}
    by_time = sorted(range(len(entries)), key=lambda at: (*_when(told.articles[at].source), at))
    return Story(
        id=f"{day.isoformat()}/{entries[0].id}",
        continues=told.continues,
        entries=tuple(entries[at].id for at in by_time),
        headline=entries[0].id,
        outlets=named_outlets(article.source for article in told.articles),
        first=_first(told.articles, entries, by_time),
        texts=tuple(_texts(told, entries)),
        points=tuple(
            StoryPoint(
                entry=entries[pick.article].id,
                point=points[entries[pick.article].id, pick.sentence],
                also=tuple(
                    Also(
                        entry=entries[other.article].id,
                        span=told.articles[other.article].sentences[other.sentence].span,
                        containment=other.containment,
                    )
                    for other in pick.also
                ),
            )
            for pick in told.selected
        ),
        differences=tuple(_difference(differing, told.articles, entries) for differing in told.differing),
        why=Why(
            terms=told.terms,
            similarity=tuple((entry.id, share) for entry, share in zip(entries, told.similarity, strict=True)),
        ),
        watch=tuple(dict.fromkeys(name for entry in entries for name in entry.watch)),
    )


def copies(told: Telling, entries: Sequence[Entry]) -> Mapping[str, tuple[str, ...]]:
    """Return for the id of each entry the ids of the others with the same text."""
    return {
        entries[at].id: tuple(entries[other].id for other in text if other != at) for text in told.texts for at in text
    }


def _first(articles: Sequence[Article], entries: Sequence[Entry], by_time: Sequence[int]) -> First | None:
    """Return the article that came first; None if one without a time, or with only a day, may have been before it."""
    at = by_time[0]
    times = [_moment(article.source) for article in articles]
    first = times[at]
    if first is None or any(time is None for time in times):
        return None
    moment, basis = first
    for other, time in enumerate(times):
        if other != at and time is not None and not _is_before(moment, time[0]):
            return None
    return First(entry=entries[at].id, at=moment, basis=basis)


def _is_before(one: datetime | date, other: datetime | date) -> bool:
    """Return whether `one` is certainly not after `other`; a day may be any time in it."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one <= other
    days = [moment.date() if isinstance(moment, datetime) else moment for moment in (one, other)]
    return days[0] < days[1]


def _moment(source: Source) -> tuple[datetime | date, Literal["published", "fetched"]] | None:
    if source.published_at is not None:
        return source.published_at, "published"
    return (source.retrieved_at, "fetched") if source.fetched_from else None


def _when(source: Source) -> tuple[bool, float]:
    """Return what articles are sorted by: the earliest first, those without a time last."""
    found = _moment(source)
    if found is None:
        return True, 0.0
    moment = found[0]
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return False, moment.timestamp()


def _texts(told: Telling, entries: Sequence[Entry]) -> Iterator[SharedText]:
    """Yield the texts that several entries have, and then the passages that two texts have in common."""
    text_of = {at: number for number, text in enumerate(told.texts) for at in text}
    for text in told.texts:
        if len(text) > 1:
            pairs = [match for match in told.matches if match.kind == "same-text" and match.one in text]
            yield SharedText(
                entries=tuple(entries[at].id for at in text),
                kind="same-text",
                containment=_share(min(match.containment for match in pairs)),
                run_words=min(match.run_words for match in pairs),
                agency=next(filter(None, (agency_of(told.articles[at]) for at in text)), None),
            )
    seen = set()
    for match in told.matches:
        pair = frozenset({text_of[match.one], text_of[match.other]})
        if match.kind == "passage" and len(pair) > 1 and pair not in seen:
            seen.add(pair)
            yield SharedText(
                entries=(entries[match.one].id, entries[match.other].id),
                kind="passage",
                containment=_share(match.containment),
                run_words=match.run_words,
                agency=None,
            )


def _difference(differing: Differing, articles: Sequence[Article], entries: Sequence[Entry]) -> Difference:
    values = sorted(differing.values, key=lambda stated: _latest_last(articles[stated.article].source))
    return Difference(
        noun=differing.noun,
        values=tuple(
            StatedValue(
                value=stated.value,
                entry=entries[stated.article].id,
                span=articles[stated.article].sentences[stated.sentence].span,
            )
            for stated in values
        ),
        printed=differing.certain,
    )


def _latest_last(source: Source) -> tuple[bool, float]:
    unknown, time = _when(source)
    return not unknown, time


def _moved(match: Match, local: Mapping[int, int]) -> Match:
    one, other = sorted((local[match.one], local[match.other]))
    return Match(one=one, other=other, kind=match.kind, containment=match.containment, run_words=match.run_words)


def _share(share: float) -> float:
    return round(min(max(share, 0.0), 1.0), 2)
