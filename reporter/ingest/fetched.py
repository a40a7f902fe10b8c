"""Sidecars that ``reporter fetch`` has written: where a page comes from, and what its source says about it.

In: the YAML of a sidecar. Out: ``Fetched``. What the page itself or a person says takes precedence, except that the
address a page names as its own counts only if the fetch has recorded it: some websites name one for all their pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, get_args

from reporter.ingest.metadata import Metadata, checked, mapping, one_line, point_in_time, web_address
from reporter.model import DateBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What is known about a page from its fetch; None if it is not known."""

    metadata: Metadata
    fetched_at: datetime | None
    source: str | None
    """Name of the source in config.yaml."""
    section: str | None
    date_basis: DateBasis | None
    """How the time in `metadata` was found."""
    from_feed: bool
    """True if the page was made from the text in a feed."""

    def under(self, page: Metadata) -> tuple[Metadata, DateBasis | None]:
        """Return the facts of a page completed by these, and how its time of publication was found.

        A page that states only the day takes the time of the same day from the feed.
        """
        facts, stated = page.over(self.metadata), page.published_at
        told = self.metadata.published_at
        if stated is None:
            return facts, self.date_basis if told else None
        if not isinstance(stated, datetime) and isinstance(told, datetime) and told.date() == stated:
            return Metadata(published_at=told).over(facts), self.date_basis
        return facts, "stated"


class Sidecar(NamedTuple):
    """The contents of a sidecar: what a person has stated, and what a fetch has."""

    stated: Metadata = Metadata()
    fetched: Fetched | None = None


_KEYS = frozenset(
    {
        "source", "section", "article", "version_of", "url", "final_url", "canonical", "redirects", "status", "headers",
        "fetched_at", "sha256", "guid", "text_from", "feed",
    }
)  # fmt: skip
"""The keys of such a sidecar; any other was added by a person."""


def read_sidecar(text: str, *, name: str) -> Sidecar:
    """Return the contents of a sidecar; log a warning for anything that a person has written wrongly."""
    data = mapping(text, name=name)
    if "fetched_at" not in data or not isinstance(data.get("source"), str):
        return Sidecar(checked(data, name))
    return Sidecar(checked({key: value for key, value in data.items() if key not in _KEYS}, name), _fetched(data))


def _fetched(data: Mapping[Any, Any]) -> Fetched:
    """Return what a fetch has stated; a value of the wrong kind counts as unknown."""
    feed = data["feed"] if isinstance(data.get("feed"), Mapping) else {}
    at, basis = point_in_time(data.get("fetched_at")), feed.get("date_basis")
    return Fetched(
        metadata=Metadata(
            title=one_line(feed.get("title")),
            outlet=one_line(feed.get("outlet")),
            author=one_line(feed.get("author")),
            url=next(filter(None, (web_address(data.get(key)) for key in ("canonical", "final_url", "url"))), None),
            published_at=_published(feed.get("published_at")),
        ),
        fetched_at=at.astimezone(UTC) if isinstance(at, datetime) else None,
        source=one_line(data["source"]),
        section=one_line(data.get("section")),
        date_basis=basis if basis in get_args(DateBasis) else None,
        from_feed=data.get("text_from") == "feed",
    )


def _published(value: object) -> datetime | date | None:
    return point_in_time(value) if isinstance(value, str | datetime) else None
