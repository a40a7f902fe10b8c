"""What is read from a feed: ``Feed`` and its ``Item``, or a ``FeedError`` that says why nothing was."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from reporter.errors import ReporterError
from reporter.model import DateBasis

FeedKind = Literal["rss", "atom", "json", "sitemap", "sitemap-index", "page"]
Trouble = Literal["empty", "html", "not-a-feed", "too-deep", "too-large"]


class FeedError(ReporterError):
    """The bytes are not a feed; the message is a sentence for the health report."""

    def __init__(self, reason: str, *, kind: Trouble, alternates: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.kind = kind
        self.alternates = alternates
        """The feeds that a page names, if it was a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One article as a feed describes it."""

    link: str | None = None
    """An absolute address (http or https)."""
    guid: str | None = None
    """As written."""
    title: str = ""
    """One line of clean text; empty if none is stated."""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    date_basis: DateBasis | None = None
    """How `published_at` was read."""
    date_text: str | None = None
    """The date of publication as written."""
    author: str | None = None
    summary: str | None = None
    """The description as plain text, without captions."""
    content: str | None = None
    """HTML of the full text, without captions; None if the feed has only a teaser."""
    language: str | None = None
    """``ar`` if the text is Arabic, otherwise the language that the feed states for it."""
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that could be read, perhaps only in part."""

    kind: FeedKind
    title: str = ""
    items: tuple[Item, ...] = ()
    cut: bool = False
    """The bytes end early; the item that was cut is not in `items`."""
    notes: tuple[str, ...] = ()
    """Sentences about what was wrong with it, for the health report."""
    wait_s: int | None = None
    """Number of seconds that the feed asks readers to wait between two requests."""
    children: tuple[str, ...] = ()
    """The addresses in a sitemap index, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """How a feed was received, which decides what its values mean."""

    address: str
    """The address that relative links refer to."""
    zone: ZoneInfo | None
    """The zone of dates that state none."""
    now: datetime
    """The time of receipt, aware."""
