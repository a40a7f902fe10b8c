"""Merge duplicates, so that each article has one entry even if several files contain it.

In: the cleaned articles of a run. Out: each article once, in the place of its first copy; ``Source.also`` names its
other files. Two articles are the same if they have the same canonical URL, or if each contains nearly all sentences of
the other and they do not state different outlets or URLs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reporter.identity import canonical_address
from reporter.language.arabic.letters import words
from reporter.model import Article, Source

_SHARE = 0.8
"""Minimum share of each article's text that must be in sentences of the other."""


def one_each(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Return `articles` with duplicates merged."""
    groups: list[list[Article]] = []
    texts: list[frozenset[str]] = []
    by_sentence: dict[str, list[int]] = {}
    by_address: dict[str, int] = {}
    for article in articles:
        text = frozenset(" ".join(words(article.sentence_text(index))) for index in range(len(article.sentences)))
        address = canonical_address(article.source.url) if article.source.url else None
        found = by_address.get(address) if address else None
        if found is None:
            near = {group for sentence in text for group in by_sentence.get(sentence, ())}
            found = next(
                (group for group in sorted(near) if _are_one(article, text, groups[group], texts[group])), None
            )
        if found is None:
            found = len(groups)
            groups.append([])
            texts.append(text)
            for sentence in text:
                by_sentence.setdefault(sentence, []).append(found)
        groups[found].append(article)
        if address:
            by_address.setdefault(address, found)
    return tuple(_as_one(group) for group in groups)


def _are_one(article: Article, text: frozenset[str], group: Sequence[Article], other: frozenset[str]) -> bool:
    for twin in group:
        for mine, theirs in (
            (
                article.source.url and canonical_address(article.source.url),
                twin.source.url and canonical_address(twin.source.url),
            ),
            (_key(article.source.outlet), _key(twin.source.outlet)),
        ):
            if mine and theirs and mine != theirs:
                return False
    common = sum(len(sentence) for sentence in text & other)
    return common >= _SHARE * max(_length(text), _length(other))


def _as_one(group: Sequence[Article]) -> Article:
    """Return the article with the most metadata, completed with metadata that only its duplicates have."""
    best = max(group, key=lambda article: (_known(article.source), len(article.text)))
    if len(group) == 1:
        return best
    source = best.source
    for twin in group:
        theirs = twin.source
        source = replace(
            source,
            outlet=source.outlet or theirs.outlet,
            place=source.place or theirs.place,
            author=source.author or theirs.author,
            url=source.url or theirs.url,
            published_at=source.published_at or theirs.published_at,
        )
    others = dict.fromkeys(name for twin in group for name in twin.source.paths)
    return replace(best, source=replace(source, also=tuple(name for name in others if name != source.path)))


def _known(source: Source) -> int:
    return sum(bool(fact) for fact in (source.outlet, source.place, source.author, source.url, source.published_at))


def _length(text: frozenset[str]) -> int:
    return sum(map(len, text))


def _key(name: str | None) -> str:
    return " ".join(words(name or ""))
