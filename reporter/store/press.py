"""What was fetched: the state of each source, and each article with its versions.

In and out: ``SourceState``, ``FetchedArticle`` and ``Version``. Articles are told apart within one outlet by keys that
the caller makes (guid, addresses); several keys may lead to one article. The pages themselves are in the inbox.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any, NamedTuple

from reporter.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What is known about a source after its last fetch; times are None if there was none."""

    address: str
    """The address that was asked. Everything else here belongs to it."""
    answered_by: str | None = None
    """The address, after redirects, that the two validators belong to."""
    etag: str | None = None
    last_modified: str | None = None
    first_asked_at: datetime | None = None
    asked_at: datetime | None = None
    succeeded_at: datetime | None = None
    next_at: datetime | None = None
    """Do not ask before."""
    failures: int = 0
    """Failed fetches since the last success."""
    failed_since: datetime | None = None
    kind: str = "ok"
    """``ok``, or the kind of the last failure."""
    status: int | None = None
    """The HTTP status of the last failure, if it had one."""
    reason: str = ""
    """The last failure in one sentence."""
    moved_to: str | None = None
    """Where permanent redirects led."""
    moved_times: int = 0
    """Consecutive fetches that were redirected there."""
    guids_repeat: bool = False
    """A guid has once occurred twice in the feed, so guids do not identify its articles."""
    notes: tuple[str, ...] = ()
    """What was wrong with the last feed, although it could be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedArticle:
    """One article."""

    id: int | None = None
    """None if it is not in the store yet."""
    mark: str
    """Identifies it in sidecars, even if the store is lost."""
    source: str
    """Name of the source that had it first, of those whose pages are still there."""
    title: str
    """Its title in the form in which titles are compared."""
    stamp: str
    """Changes with what the feed says about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an article in the inbox."""

    sha256: str
    path: str
    """Relative to the inbox."""
    fetched_at: datetime
    text: str
    """Hash of its words; empty if they have not been read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedArticle:
    """An article that editions have quoted."""

    article: FetchedArticle
    version: Version
    """The newest."""
    hashes: frozenset[str]
    """SHA-256 of all versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """What is known about an article that was asked for again after an edition had quoted it."""

    asked_at: datetime
    missing: int = 0
    """Fetches in a row in which it was not there."""
    status: int = 0
    """The HTTP status of the last of them: 404 or 410."""
    validators: Mapping[str, str] = field(default_factory=dict)
    """What its server gave for asking whether it has changed: address, etag and last_modified."""


MISSING_FETCHES = 2
"""An article that is not there in so many fetches in a row was taken down."""


class Names(NamedTuple):
    """What an article is known by: the outlet within which it is looked for, and keys, best first."""

    outlet: str
    keys: tuple[str, ...]


class Press:
    """What was fetched."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # sources

    def states(self) -> dict[str, SourceState]:
        """Return the state of every source that was ever fetched, by name."""
        return {name: _state(text) for name, text in self._store.rows("SELECT name, state FROM source")}

    def keep_state(self, name: str, state: SourceState) -> None:
        """Replace what is known about the source `name`."""
        text = json.dumps(asdict(state), ensure_ascii=False, default=datetime.isoformat)
        self._store.change(
            lambda database: database.execute("INSERT OR REPLACE INTO source VALUES (?, ?)", (name, text))
        )

    def arrivals(self, source: str, since: datetime) -> tuple[datetime, ...]:
        """Return when each article of `source` arrived first, oldest first, from `since` on."""
        rows = self._store.rows(
            "SELECT min(fetched_at) AS at FROM fetched_version JOIN fetched_article ON id = article "
            "WHERE source = ? GROUP BY article HAVING at >= ? ORDER BY at",
            (source, since.isoformat()),
        )
        return tuple(datetime.fromisoformat(at) for (at,) in rows)

    # articles

    def article(self, names: Names) -> FetchedArticle | None:
        """Return the article that the first known one of `names` leads to."""
        for key in names.keys:
            found = self._store.rows(
                "SELECT id, mark, source, title, stamp FROM fetched_article JOIN fetched_key ON id = article "
                "WHERE fetched_key.outlet = ? AND key = ?",
                (names.outlet, key),
            )
            if found:
                return _article(found[0])
        return None

    def titled(self, outlet: str, title: str, since: datetime) -> tuple[FetchedArticle, ...]:
        """Return the articles of `outlet` with this title of which a version came after `since`, newest first."""
        rows = self._store.rows(
            "SELECT id, mark, source, title, stamp FROM fetched_article WHERE outlet = ? AND title = ? AND EXISTS "
            "(SELECT 1 FROM fetched_version WHERE article = id AND fetched_at >= ?) ORDER BY id DESC",
            (outlet, title, since.isoformat()),
        )
        return tuple(map(_article, rows))

    def versions(self, article: FetchedArticle) -> tuple[Version, ...]:
        """Return the versions of an article, oldest first."""
        rows = self._store.rows(
            "SELECT sha256, path, fetched_at, text FROM fetched_version WHERE article = ? ORDER BY fetched_at, rowid",
            (article.id,),
        )
        return tuple(
            Version(sha256=sha256, path=path, fetched_at=datetime.fromisoformat(at), text=text)
            for sha256, path, at, text in rows
        )

    def add(self, names: Names, article: FetchedArticle, version: Version | None) -> None:
        """Record an article, what it is known by, and its new `version`, all or nothing.

        Without a version, only what leads to it and what is known about it changes. Names that lead to another article
        still do.
        """

        def change(database: sqlite3.Connection) -> None:
            number = article.id
            if number is None:
                number = database.execute(
                    "INSERT INTO fetched_article (outlet, mark, source, title, stamp) VALUES (?, ?, ?, ?, ?)",
                    (names.outlet, article.mark, article.source, article.title, article.stamp),
                ).lastrowid
            else:
                database.execute(
                    "UPDATE fetched_article SET source = ?, title = ?, stamp = ? WHERE id = ?",
                    (article.source, article.title, article.stamp, number),
                )
            database.executemany(
                "INSERT OR IGNORE INTO fetched_key VALUES (?, ?, ?)",
                [(names.outlet, key, number) for key in names.keys],
            )
            if version is not None:
                database.execute(
                    "INSERT OR REPLACE INTO fetched_version VALUES (?, ?, ?, ?, ?)",
                    (number, version.sha256, version.path, version.fetched_at.isoformat(), version.text),
                )

        self._store.change(change)

    def set_text(self, article: FetchedArticle, sha256: str, text: str) -> None:
        """Record the hash of the words of a version."""
        values = (text, article.id, sha256)
        query = "UPDATE fetched_version SET text = ? WHERE article = ? AND sha256 = ?"
        self._store.change(lambda database: database.execute(query, values))

    def quoted(self, since: str) -> frozenset[str]:
        """Return the hashes of all articles in editions of `since` (an ISO date) or later, of any output folder."""
        rows = self._store.rows("SELECT sha256 FROM edition_article WHERE date >= ?", (since,))
        return frozenset(sha256 for (sha256,) in rows)

    def quoted_versions(self, since: str) -> dict[str, int]:
        """Return the numbers of the articles in editions of `since` or later, by the hash of each of their versions."""
        rows = self._store.rows(
            "SELECT sha256, article FROM fetched_version WHERE article IN (SELECT article FROM fetched_version "
            "WHERE sha256 IN (SELECT sha256 FROM edition_article WHERE date >= ?)) ORDER BY article DESC",
            (since,),
        )
        return dict(rows)

    # asking again

    def quoted_articles(self, since: str) -> list[QuotedArticle]:
        """Return the articles in editions of `since` (an ISO date) or later, of any output folder."""
        rows = self._store.rows(
            "SELECT id, mark, source, title, stamp FROM fetched_article WHERE id IN (SELECT article FROM "
            "fetched_version WHERE sha256 IN (SELECT sha256 FROM edition_article WHERE date >= ?)) ORDER BY id",
            (since,),
        )
        found = [(article, self.versions(article)) for article in map(_article, rows)]
        return [
            QuotedArticle(
                article=article, version=versions[-1], hashes=frozenset(version.sha256 for version in versions)
            )
            for article, versions in found
        ]

    def rechecked(self) -> dict[int, Recheck]:
        """Return what is known about the articles that were asked for again, by their numbers."""
        rows = self._store.rows("SELECT article, asked_at, missing, status, validators FROM rechecked")
        return {
            number: Recheck(
                asked_at=datetime.fromisoformat(at), missing=missing, status=status, validators=json.loads(validators)
            )
            for number, at, missing, status, validators in rows
        }

    def keep_recheck(self, number: int, recheck: Recheck) -> None:
        """Replace what is known about asking for an article again."""
        validators = json.dumps(dict(recheck.validators))
        values = (number, recheck.asked_at.isoformat(), recheck.missing, recheck.status, validators)
        self._store.change(
            lambda database: database.execute("INSERT OR REPLACE INTO rechecked VALUES (?, ?, ?, ?, ?)", values)
        )

    def gone(self) -> dict[int, int]:
        """Return the HTTP status of the articles that were missing in two fetches in a row, by their numbers."""
        rows = self._store.rows("SELECT article, status FROM rechecked WHERE missing >= ?", (MISSING_FETCHES,))
        return dict(rows)

    # robots.txt

    def robots(self, origin: str) -> tuple[datetime, str | None] | None:
        """Return when the robots.txt of `origin` was asked for, and its text; None as text if there was no answer."""
        rows = self._store.rows("SELECT fetched_at, content FROM robots WHERE origin = ?", (origin,))
        return (datetime.fromisoformat(rows[0][0]), rows[0][1]) if rows else None

    def keep_robots(self, origin: str, at: datetime, content: str | None) -> None:
        """Replace what is known of the robots.txt of `origin`."""
        values = (origin, at.isoformat(), content)
        self._store.change(lambda database: database.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", values))


def _article(row: tuple[Any, ...]) -> FetchedArticle:
    return FetchedArticle(id=row[0], mark=row[1], source=row[2], title=row[3], stamp=row[4])


_TIMES = frozenset({"first_asked_at", "asked_at", "succeeded_at", "next_at", "failed_since"})
_NAMES = frozenset(field.name for field in fields(SourceState))


def _state(text: str) -> SourceState:
    values = {name: value for name, value in json.loads(text).items() if name in _NAMES}
    for name in _TIMES & values.keys():
        values[name] = None if values[name] is None else datetime.fromisoformat(values[name])
    return SourceState(**values | {"notes": tuple(values.get("notes", ()))})
