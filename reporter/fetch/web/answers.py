"""What a server answered, and what it says about the next request."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MOST_S = 12 * 3600
"""No server can ask for a longer silence, in seconds."""
PERMANENT = frozenset({301, 308})

_MAX_AGE = re.compile(r"(?<![\w-])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_NO_STORE = re.compile(r"(?<![\w-])no-(?:cache|store)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What to send so that a server can answer "not modified". They belong to one address."""

    address: str
    """The address whose answer had them, after redirects."""
    etag: str | None = None
    """As it came, ``W/`` included."""
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Return the request headers."""
        sent = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in sent.items() if value}


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect: the status, and the address that answered with it."""

    status: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer with status 200, or 304."""

    status: int
    address: str
    """The address that gave the answer, without a fragment."""
    hops: tuple[Hop, ...] = ()
    """The redirects that led there, in order."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name; without cookies. Several of one name are joined with commas."""
    content: bytes = b""
    """The body with its content encodings undone; a gzip file, such as ``sitemap.xml.gz``, is unpacked."""

    @property
    def not_modified(self) -> bool:
        """True if the server says that nothing has changed since the validators; there is no content then."""
        return self.status == 304

    @property
    def validators(self) -> Validators:
        """The validators to keep, if the content turns out to be usable."""
        headers = self.headers
        return Validators(
            address=self.address, etag=headers.get("etag") or None, last_modified=headers.get("last-modified") or None
        )

    @property
    def moved_to(self) -> str | None:
        """The address that the server says is the right one from now on; None if it is the one that was asked for."""
        if self.hops and all(hop.status in PERMANENT for hop in self.hops):
            return self.address
        return None

    @property
    def quiet_s(self) -> float:
        """The seconds during which nothing changes, says the server (``max-age`` less ``age``); at most 12 hours."""
        control = self.headers.get("cache-control", "")
        found = _MAX_AGE.search(control)
        if found is None or _NO_STORE.search(control):
            return 0
        age = self.headers.get("age", "")
        spent = int(age) if age.isascii() and age.isdigit() and len(age) <= 12 else 0
        return min(max(0, int(found[1]) - spent), MOST_S)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for, at most 12 hours; None if it cannot be read.

    >>> now = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    >>> retry_after("120", now), retry_after("Sun, 22 Nov 2026 08:01:00 GMT", now), retry_after("9" * 30, now)
    (120.0, 60.0, 43200.0)
    >>> [retry_after(value, now) for value in ("soon", "-5", "Sun, 22 Nov 2020 08:01:00 GMT", None)]
    [None, None, None, None]
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:12]), MOST_S))
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    seconds = (at - now).total_seconds()
    return min(seconds, float(MOST_S)) if seconds > 0 else None
