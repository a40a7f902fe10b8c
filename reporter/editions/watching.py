"""Watch lists: which articles have the words and people that the desk looks for, and which are left out.

In: the lists of the settings, and articles. Out: the hits in an article (``Watcher.of``), whether it comes first, and
the articles without those that a list leaves out.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from reporter.config import WatchSettings
from reporter.editions.selection import Select, choose
from reporter.language.arabic.phrases import Kind, Phrase, Phrases, Words
from reporter.model import Article
from reporter.record import Hit, LeftOut
from reporter.store.history import KeptEdition

log = logging.getLogger(__name__)


class _List(NamedTuple):
    settings: WatchSettings
    wanted: Phrases[None]
    excluded: Phrases[None]

    def hits(self, parts: Sequence[tuple[Literal["title", "deck", "text"], Words]]) -> Iterator[Hit]:
        """Yield the places of its words in the parts of an article, unless a word excludes the article."""
        if any(self.excluded.find(words) for _, words in parts):
            return
        for part, words in parts:
            for found in self.wanted.find(words):
                yield Hit(watch=self.settings.name, part=part, span=found.span)


class Watcher:
    """Applies watch lists to articles."""

    def __init__(self, lists: Sequence[WatchSettings] = ()) -> None:
        self._lists = [
            _List(
                settings,
                Phrases([*_phrases(settings.wanted, "word"), *_phrases(settings.people, "person")]),
                Phrases(_phrases(settings.excluded, "word")),
            )
            for settings in lists
        ]
        self._top = {settings.name for settings in lists if settings.top}
        self._found: dict[tuple[str, str], tuple[Hit, ...]] = {}
        """The hits in an article, by file and title; the articles of shards are not kept in memory."""

    @property
    def names(self) -> tuple[str, ...]:
        """The lists that do not leave articles out."""
        return tuple(each.settings.name for each in self._lists if not each.settings.drop)

    def of(self, article: Article) -> tuple[Hit, ...]:
        """Return the hits of all lists in `article`, list by list, in order; those that leave it out are ignored."""
        key = article.source.sha256, article.title_ar
        if key not in self._found:
            lists = [each for each in self._lists if not each.settings.drop]
            parts = _parts(article) if lists else ()
            self._found[key] = tuple(hit for each in lists for hit in each.hits(parts))
        return self._found[key]

    def weight(self, article: Article) -> int:
        """Return how many lists `article` belongs to."""
        return len({hit.watch for hit in self.of(article)})

    def is_top(self, article: Article) -> bool:
        """Return whether `article` comes before all others."""
        return any(hit.watch in self._top for hit in self.of(article))

    def leaves_out(self, article: Article) -> str | None:
        """Return the name of the first list that leaves `article` out, or None."""
        lists = [each for each in self._lists if each.settings.drop]
        parts = _parts(article) if lists else ()
        return next((each.settings.name for each in lists if any(each.hits(parts))), None)


def leave_out(
    watcher: Watcher, articles: Sequence[Article], editions: Sequence[KeptEdition], day: date, select: Select
) -> tuple[tuple[Article, ...], tuple[LeftOut, ...]]:
    """Return the articles that no list leaves out, and those of the others that are new in the edition of `day`."""
    lists = [(article, watcher.leaves_out(article)) for article in articles]
    name_of = {id(article): name for article, name in lists if name}
    new = choose([article for article, name in lists if name], editions, day, select).articles
    left_out = tuple(
        LeftOut(
            watch=name_of[id(article)],
            title_ar=article.title_ar,
            path=article.source.path,
            sha256=article.source.sha256,
            url=article.source.url,
        )
        for article in new
    )
    for item in left_out:
        log.info("%s is left out by watch list %s", item.path, item.watch)
    return tuple(article for article, name in lists if not name), left_out


def _phrases(texts: Sequence[str], kind: Kind) -> Iterator[Phrase[None]]:
    return (Phrase(text, None, kind) for text in texts)


def _parts(article: Article) -> tuple[tuple[Literal["title", "deck", "text"], Words], ...]:
    return (
        ("title", Words(article.title_ar)),
        ("deck", Words(article.deck_ar or "")),
        ("text", Words(article.text)),
    )
