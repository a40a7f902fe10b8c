"""The archive's index: which articles of which editions have which words (FTS5, without the texts themselves).

It is a separate file beside the store, and everything in it can be made again from the records of the editions. In: the
words of the articles of an edition. Out: the articles that a match expression of FTS5 finds. How words are made from
texts is not known here.

Nothing is deleted from such an index without the words that were put in, because the SQLite of Debian 12 (3.40) cannot
do that: the caller gives them again.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple, Self

from reporter.errors import StoreError
from reporter.files import locked
from reporter.store.database import BUSY_TIMEOUT_S, DamagedError, make_database, make_private_folders, transact

VERSION = 1
"""Increases when the tables, or the words that are made from a text, change; an index of another version is damaged."""
_TABLES = """
CREATE TABLE edition (
    id INTEGER PRIMARY KEY, output TEXT NOT NULL, date TEXT NOT NULL, stamp TEXT NOT NULL, sha256 TEXT NOT NULL,
    whole INTEGER NOT NULL, UNIQUE (output, date)
);
CREATE TABLE article (
    id INTEGER PRIMARY KEY, edition INTEGER NOT NULL, position INTEGER NOT NULL, outlet TEXT NOT NULL,
    section TEXT NOT NULL
);
CREATE INDEX article_by_edition ON article (edition);
CREATE TABLE withdrawal (edition INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (key, edition)) WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5 (words, stems, english, content = '', tokenize = 'porter unicode61');
INSERT INTO word (word, rank) VALUES ('rank', 'bm25(2.0, 1.0, 2.0)');
"""


class ArticleWords(NamedTuple):
    """The words of one article, in the columns of the index."""

    words: str
    """Folded Arabic words; a phrase is found where they follow each other."""
    stems: str
    english: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedArticle:
    """One article of an edition, as it is put into the index."""

    position: int
    """Its index in the record."""
    outlet: str
    """All names of the outlet, in the form in which they are compared."""
    section: str
    """All names of its sections, each between line breaks, in the form in which they are compared."""
    words: ArticleWords


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedEdition:
    """One version of an edition."""

    output: str
    """The output folder that it belongs to."""
    day: date
    stamp: str
    """Differs between versions of its file."""
    sha256: str
    """Hash of its record."""
    whole: bool
    """Whether whole articles are in the index, or what was printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where to search."""

    outputs: tuple[str, ...]
    """The output folders of the editions."""
    first: date | None = None
    last: date | None = None
    outlet: str = ""
    """A part of a name of the outlet, in the form in which names are compared."""
    section: str = ""


class FoundArticle(NamedTuple):
    """An article of an edition."""

    day: date
    output: str
    position: int


class ArchiveIndex:
    """The open index; a context manager."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Self]:
        """Yield the index at `path`.

        Raises:
            DamagedError: it is missing, or is not an index of this version, or cannot be read.
            StoreError: it cannot be opened or written.

        """
        if not path.is_file():
            raise DamagedError("it does not exist")
        with _as_ours(path), closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)) as database:
            if database.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                raise DamagedError("it is of another version")
            yield cls(database)

    @classmethod
    def make(cls, path: Path, fill: Callable[[Self], object]) -> None:
        """Replace the index at `path` with a new one that `fill` fills.

        Until it is complete, the earlier one remains; if the process is killed, there may be none.

        Raises:
            StoreError: it cannot be written.

        """

        def build(database: sqlite3.Connection) -> None:
            def change(database: sqlite3.Connection) -> None:
                for statement in _TABLES.split(";"):
                    database.execute(statement)
                database.execute(f"PRAGMA user_version = {VERSION}")
                fill(cls(database))

            transact(database, change)
            database.execute("INSERT INTO word (word) VALUES ('optimize')")
            for leftover in (
                path,
                Path(f"{path}-journal"),
            ):  # in this order: a journal is never applied to another file
                leftover.unlink(missing_ok=True)

        with _as_ours(path):
            make_database(path, build)

    def editions(self) -> dict[tuple[str, date], IndexedEdition]:
        """Return the editions in the index by output folder and date."""
        rows = self._database.execute("SELECT output, date, stamp, sha256, whole FROM edition ORDER BY date")
        made = (
            IndexedEdition(output=output, day=date.fromisoformat(day), stamp=stamp, sha256=sha256, whole=bool(whole))
            for output, day, stamp, sha256, whole in rows
        )
        return {(edition.output, edition.day): edition for edition in made}

    def change(self, changes: Callable[[], object]) -> None:
        """Apply `changes` atomically."""
        transact(self._database, lambda _: changes())

    def set_stamp(self, edition: IndexedEdition) -> None:
        """Record that the file of an edition has changed, but not its content."""
        self._database.execute(
            "UPDATE edition SET stamp = ? WHERE output = ? AND date = ?",
            (edition.stamp, edition.output, edition.day.isoformat()),
        )

    def add(self, edition: IndexedEdition, articles: Sequence[IndexedArticle], withdrawn: Collection[str] = ()) -> None:
        """Add an edition that is not in the index; `withdrawn` are the keys of what it says was withdrawn."""
        number = self._database.execute(
            "INSERT INTO edition (output, date, stamp, sha256, whole) VALUES (?, ?, ?, ?, ?)",
            (edition.output, edition.day.isoformat(), edition.stamp, edition.sha256, int(edition.whole)),
        ).lastrowid
        self._database.executemany(
            "INSERT INTO withdrawal (edition, key) VALUES (?, ?)", [(number, key) for key in sorted(set(withdrawn))]
        )
        for article in articles:
            row = self._database.execute(
                "INSERT INTO article (edition, position, outlet, section) VALUES (?, ?, ?, ?)",
                (number, article.position, article.outlet, article.section),
            ).lastrowid
            self._database.execute(
                "INSERT INTO word (rowid, words, stems, english) VALUES (?, ?, ?, ?)", (row, *article.words)
            )

    def remove(self, edition: IndexedEdition, articles: Sequence[IndexedArticle]) -> None:
        """Remove an edition; `articles` must be what was added."""
        known = {article.position: article for article in articles}
        number = self._database.execute(
            "SELECT id FROM edition WHERE output = ? AND date = ?", (edition.output, edition.day.isoformat())
        ).fetchone()
        rows = self._database.execute("SELECT id, position FROM article WHERE edition = ?", number).fetchall()
        if len(rows) != len(known):
            raise DamagedError("it has other articles than the record")
        for row, position in rows:
            self._database.execute(
                "INSERT INTO word (word, rowid, words, stems, english) VALUES ('delete', ?, ?, ?, ?)",
                (row, *known[position].words),
            )
        self._database.execute("DELETE FROM article WHERE edition = ?", number)
        self._database.execute("DELETE FROM withdrawal WHERE edition = ?", number)
        self._database.execute("DELETE FROM edition WHERE id = ?", number)

    def find(self, match: str, scope: Scope, most: int | None = None) -> tuple[FoundArticle, ...]:
        """Return the articles in `scope` that the expression finds, the best first, of equals the latest.

        If `most` is given, only so many.
        """
        where, values = _where(scope)
        rows = self._database.execute(
            "SELECT edition.date, edition.output, article.position FROM word JOIN article ON article.id = word.rowid "  # noqa: S608
            f"JOIN edition ON edition.id = article.edition WHERE word MATCH ? AND {where} "
            "ORDER BY word.rank, edition.date DESC, edition.output, article.position LIMIT ?",
            (match, *values, -1 if most is None else most),
        )
        return tuple(FoundArticle(date.fromisoformat(day), output, position) for day, output, position in rows)

    def withdrawn(self, output: str, keys: Collection[str]) -> dict[str, date]:
        """Return the day of the last edition that says so, for those of `keys` that were withdrawn."""
        rows = self._database.execute(
            "SELECT key, max(date) FROM withdrawal JOIN edition ON edition.id = withdrawal.edition "
            "WHERE output = ? AND key IN (SELECT value FROM json_each(?)) GROUP BY key",
            (output, json.dumps(list(keys))),
        )
        return {key: date.fromisoformat(day) for key, day in rows}

    def all(self, scope: Scope) -> tuple[FoundArticle, ...]:
        """Return all articles in `scope`, in the order of the editions."""
        where, values = _where(scope)
        rows = self._database.execute(
            "SELECT edition.date, edition.output, article.position FROM article "  # noqa: S608
            f"JOIN edition ON edition.id = article.edition WHERE {where} "
            "ORDER BY edition.date, edition.output, article.position",
            values,
        )
        return tuple(FoundArticle(date.fromisoformat(day), output, position) for day, output, position in rows)


@contextmanager
def archive_locked(path: Path) -> Iterator[None]:
    """Hold the lock for changing the index at `path`.

    Raises:
        StoreError: another process holds it for too long, or it cannot be written.

    """
    try:
        make_private_folders(path)
        with locked(Path(f"{path}.lock"), timeout_s=BUSY_TIMEOUT_S, mode=0o600):
            yield
    except (OSError, TimeoutError) as e:
        raise StoreError(f"The archive {path} cannot be written ({getattr(e, 'strerror', None) or e}).") from e


def marked_english(texts: Sequence[str], match: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return the places in each English text that the expression finds, as the index would: start and end."""
    found: dict[int, str] = {}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute("CREATE VIRTUAL TABLE word USING fts5 (english, tokenize = 'porter unicode61')")
        plain = enumerate(text.translate(_NO_MARKS) for text in texts)
        insert = "INSERT INTO word (rowid, english) VALUES (?, ?)"
        transact(database, lambda _: database.executemany(insert, (row for row in plain if row[1])))
        query = "SELECT rowid, highlight(word, 0, ?, ?) FROM word WHERE word MATCH ?"
        found.update(database.execute(query, (_START, _END, match)))
    return tuple(tuple(_places(found.get(number, ""))) for number in range(len(texts)))


_START, _END = "\x02", "\x03"
_NO_MARKS = str.maketrans(dict.fromkeys(f"{_START}{_END}\0", " "))


def _places(marked: str) -> Iterator[tuple[int, int]]:
    start = at = 0
    for letter in marked:
        if letter == _START:
            start = at
        elif letter == _END:
            yield start, at
        else:
            at += 1


def _where(scope: Scope) -> tuple[str, tuple[str, ...]]:
    """Return the condition of `scope`, and its values."""
    conditions = {
        "edition.output IN (SELECT value FROM json_each(?))": json.dumps(scope.outputs),
        "edition.date >= ?": scope.first and scope.first.isoformat(),
        "edition.date <= ?": scope.last and scope.last.isoformat(),
        "instr(article.outlet, ?)": scope.outlet,
        "instr(article.section, ?)": scope.section and f"\n{scope.section}\n",
    }
    given = {condition: value for condition, value in conditions.items() if value}
    return " AND ".join(given), tuple(given.values())


@contextmanager
def _as_ours(path: Path) -> Iterator[None]:
    """Raise what SQLite raises as errors of ours."""
    try:
        if path.exists():
            os.close(os.open(path, os.O_RDONLY))  # SQLite's own permission errors are hard to read
        yield
    except sqlite3.OperationalError as e:
        if e.sqlite_errorcode == sqlite3.SQLITE_ERROR and "no such module" not in str(e):
            raise DamagedError(str(e)) from e
        raise StoreError(f"The archive {path} cannot be used ({e}).") from e
    except sqlite3.DatabaseError as e:
        raise DamagedError(str(e)) from e
    except OSError as e:
        raise StoreError(f"The archive {path} cannot be used ({e.strerror or e}).") from e
