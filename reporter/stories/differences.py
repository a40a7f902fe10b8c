"""Where the articles of a story differ: sentences of different outlets that state different numbers of the same things.

In: the articles of a story. Out: for each thing counted, what the articles state. A difference is found only between
sentences that share most of their words and each count the thing once; roundings and bounds, such as 2.3 and 2.28
billion or "more than 40" and 44, are not differences.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import floor, log10

from reporter.language.arabic.content import containment, content_stems
from reporter.language.arabic.counted import Count, counts
from reporter.language.arabic.letters import fold, words
from reporter.language.arabic.numbers import may_count
from reporter.model import Article
from reporter.stories.unions import components

_SHARE = 0.6
"""Share of the content words of the shorter sentence that must be in the other, numbers apart."""
_FEWEST = 3
"""Content words that each sentence must have, numbers apart."""
_NEAR = 0.15
"""Relative difference below which an approximation may be the same number."""
_SCALE = 1000
"""From here on, numbers are often rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A number that an article states."""

    article: int
    sentence: int
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """Different numbers of the same things, in the order of the articles."""

    noun: str
    """As in the first article."""
    values: tuple[Stated, ...]
    certain: bool
    """Whether they can be shown to readers; percentages are too often of different things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """A sentence that counts a thing once."""

    article: int
    sentence: int
    outlet: str
    stems: frozenset[str]
    count: Count
    text: str

    @property
    def values(self) -> list[float]:
        return sorted(reading for reading in self.count.quantity.readings if not isinstance(reading, str))


def differences(articles: Sequence[Article]) -> tuple[Differing, ...]:
    """Return where `articles` differ, in the order of the sentences."""
    if len({article.source.publisher for article in articles}) < 2:
        return ()
    by_thing: dict[str, list[_Counted]] = {}
    for number, article in enumerate(articles):
        for counted in _counted(number, article):
            by_thing.setdefault(counted.count.key, []).append(counted)
    return tuple(found for counted in by_thing.values() for found in _differing(counted))


def _counted(number: int, article: Article) -> Iterator[_Counted]:
    """Yield the sentences of an article with what each counts once; a thing counted twice is left out."""
    outlet = article.source.publisher
    for sentence in range(len(article.sentences)):
        text = article.sentence_text(sentence)
        found = words(text)
        if not may_count(found):
            continue
        stems = frozenset(content_stems([word for word in found if not may_count([word])]))
        counted = counts(text)
        keys = [count.key for count in counted]
        for count in counted:
            if keys.count(count.key) == 1 and len(stems) >= _FEWEST:
                yield _Counted(article=number, sentence=sentence, outlet=outlet, stems=stems, count=count, text=text)


def _differing(counted: Sequence[_Counted]) -> Iterator[Differing]:
    """Yield the groups of sentences about one thing that do not all state the same."""
    pairs = combinations(range(len(counted)), 2)
    alike = [(one, other) for one, other in pairs if _alike(counted[one], counted[other])]
    group = components(len(counted), alike)
    apart = {at for one, other in alike if not _agree(counted[one], counted[other]) for at in (one, other)}
    for number in dict.fromkeys(group[at] for at in sorted(apart)):
        members = _one_each([counted[at] for at in range(len(counted)) if group[at] == number])
        values = tuple(
            Stated(article=member.article, sentence=member.sentence, value=member.values[-1]) for member in members
        )
        if len({stated.value for stated in values}) > 1:
            first = members[0].count
            yield Differing(noun=_as_written(first.noun, members[0].text), values=values, certain=first.key != "%")


def _one_each(members: Sequence[_Counted]) -> list[_Counted]:
    """Return one sentence for each article, the first."""
    return list({member.article: member for member in reversed(members)}.values())[::-1]


def _alike(one: _Counted, other: _Counted) -> bool:
    """Return whether two sentences of different outlets are about the same."""
    return one.outlet != other.outlet and containment(one.stems, other.stems) >= _SHARE


def _agree(one: _Counted, other: _Counted) -> bool:
    """Return whether two numbers do not contradict each other."""
    if not one.values or not other.values or not set(one.values).isdisjoint(other.values):
        return True
    if one.count.bound or other.count.bound:
        return True
    mine, theirs = one.values[-1], other.values[-1]
    if (one.count.about or other.count.about) and abs(mine - theirs) <= _NEAR * max(mine, theirs):
        return True
    return _is_rounding(mine, theirs) or _is_rounding(theirs, mine)


def _is_rounding(rounded: float, exact: float) -> bool:
    """Return whether `rounded` is `exact` with fewer significant digits.

    >>> _is_rounding(2.3e9, 2.28e9), _is_rounding(40, 44)
    (True, False)
    """
    if min(rounded, exact) <= 0 or (max(rounded, exact) < _SCALE and float(exact).is_integer()):
        return False
    digits = len(f"{rounded:.10g}".replace(".", "").strip("0").partition("e")[0]) or 1
    return round(exact, digits - 1 - floor(log10(exact))) == rounded


def _as_written(noun: str, text: str) -> str:
    """Return the word of `text` that the folded `noun` stands for."""
    found = (word for word in re.findall(r"\w+", text) if fold(word).endswith(noun))
    return next(found, noun)
