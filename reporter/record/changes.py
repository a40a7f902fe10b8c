"""The shape of what has changed since earlier editions: new versions of articles, and articles that were taken down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reporter.language.differ import Piece
from reporter.model import Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence that an earlier edition quoted and that the article no longer has as quoted."""

    edition: date
    point: str
    """Its id in that edition."""
    text_ar: str
    """As quoted."""
    text_en: str | None
    """Its English in that edition."""
    today_ar: str | None
    """The sentence in its place today; None if there is none, or if the article was taken down."""
    today: Translation | None
    """The English of `today_ar`."""
    diff: tuple[Piece, ...]
    """From `text_ar` to `today_ar`; empty if there is no `today_ar`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An article as an earlier edition had it."""

    identity: str
    """The key that identifies the article (``reporter.identity``)."""
    edition: date
    """The latest edition that had it."""
    number: str
    """The id of its entry in that edition."""
    outlet: str | None
    url: str | None
    title_ar: str
    title_en: str | None
    quotes: tuple[Quote, ...]
    """What readers of earlier editions must know; each is told once, and again if it changes again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated(Earlier):
    """An article of which there is another version."""

    entry: str | None
    """The id of its entry in this edition; None if it is not printed again."""
    before: str
    """SHA-256 of the file of the earlier version."""
    after: str
    """SHA-256 of the file of the present one."""
    silent: bool
    """The text has changed, but the date that the outlet states has not."""
    words: tuple[tuple[str, str], ...]
    """Pairs of old and new Arabic words, numbers first."""
    more: bool
    """Whether there are more changes than `words`."""
    diff: tuple[Piece, ...]
    """From the text of the earlier version to that of this one, titles included; empty if the record of the earlier
    edition is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped(Earlier):
    """An article that was taken down."""

    status: int
    """The HTTP status of its address: 404 or 410."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What has changed since the earlier editions that recipients had."""

    updated: tuple[Updated, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    @property
    def corrections(self) -> Iterator[tuple[Updated | Dropped, Quote]]:
        """The sentences that readers must know about, those of articles that were taken down first."""
        articles: tuple[Updated | Dropped, ...] = (*self.dropped, *self.updated)
        yield from ((article, quote) for article in articles for quote in article.quotes)
