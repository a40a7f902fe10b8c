"""Opening the file: private, migrated and checked.

In: a path. Out: a connection whose tables are those of ``MIGRATIONS``. A file of an earlier version is copied before it
is upgraded; one of a newer version is refused.
"""

import logging
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from reporter.errors import StoreError

log = logging.getLogger(__name__)

BUSY_TIMEOUT_S = 20.0

_FIRST = "CREATE TABLE migration (name TEXT PRIMARY KEY, position INTEGER NOT NULL)"

MIGRATIONS: tuple[tuple[str, str], ...] = (
    (
        "0001 memory",
        """
        CREATE TABLE memory_file (
            path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, listed INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE memory (
            key TEXT NOT NULL, path TEXT NOT NULL, text_ar TEXT NOT NULL, text_en TEXT NOT NULL,
            changed TEXT NOT NULL, author TEXT NOT NULL, PRIMARY KEY (key, path)
        ) WITHOUT ROWID;
        CREATE INDEX memory_by_path ON memory (path);
        """,
    ),
    (
        "0002 cache",
        "CREATE TABLE cache (key TEXT PRIMARY KEY, text_en TEXT NOT NULL, score REAL NOT NULL) WITHOUT ROWID;",
    ),
    (
        "0003 model",
        "CREATE TABLE model (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;",
    ),
    (
        "0004 editions",
        """
        CREATE TABLE edition (
            output TEXT NOT NULL, date TEXT NOT NULL, stamp TEXT NOT NULL, headlines TEXT NOT NULL,
            issued_at TEXT NOT NULL, degraded INTEGER NOT NULL, PRIMARY KEY (output, date)
        ) WITHOUT ROWID;
        CREATE TABLE edition_article (
            output TEXT NOT NULL, date TEXT NOT NULL, position INTEGER NOT NULL, sha256 TEXT NOT NULL,
            url TEXT NOT NULL, added INTEGER NOT NULL, PRIMARY KEY (output, date, position)
        ) WITHOUT ROWID;
        """,
    ),
    (
        "0005 drafts",
        """
        DROP TABLE cache;
        CREATE TABLE draft (
            key TEXT NOT NULL, position INTEGER NOT NULL, text_en TEXT NOT NULL, score REAL NOT NULL,
            links TEXT NOT NULL, PRIMARY KEY (key, position)
        ) WITHOUT ROWID;
        """,
    ),
    (
        "0006 corrections",
        """
        CREATE TABLE correction (
            key TEXT NOT NULL, version INTEGER NOT NULL, parent INTEGER NOT NULL, state TEXT NOT NULL,
            text_ar TEXT NOT NULL, text_en TEXT NOT NULL, before_en TEXT, before_origin TEXT NOT NULL,
            by TEXT NOT NULL, at TEXT NOT NULL, window TEXT NOT NULL, PRIMARY KEY (key, version)
        ) WITHOUT ROWID;
        CREATE VIEW accepted_correction AS
            SELECT * FROM correction AS this WHERE state = 'accepted' AND version = (
                SELECT max(version) FROM correction WHERE key = this.key AND state <> 'draft'
            );
        """,
    ),
    (
        "0007 what is done",
        """
        CREATE TABLE ledger (path TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE skipped_day (output TEXT NOT NULL, date TEXT NOT NULL, PRIMARY KEY (output, date)) WITHOUT ROWID;
        """,
    ),
    (
        "0008 vectors",
        "CREATE TABLE vector (position INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value BLOB NOT NULL);",
    ),
    (
        "0009 what was fetched",
        """
        CREATE TABLE source (name TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE fetched_article (
            id INTEGER PRIMARY KEY, outlet TEXT NOT NULL, mark TEXT NOT NULL, source TEXT NOT NULL, title TEXT NOT NULL,
            stamp TEXT NOT NULL
        );
        CREATE INDEX fetched_article_by_title ON fetched_article (outlet, title);
        CREATE INDEX fetched_article_by_source ON fetched_article (source);
        CREATE TABLE fetched_key (
            outlet TEXT NOT NULL, key TEXT NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (outlet, key)
        ) WITHOUT ROWID;
        CREATE TABLE fetched_version (
            article INTEGER NOT NULL, sha256 TEXT NOT NULL, path TEXT NOT NULL, fetched_at TEXT NOT NULL,
            text TEXT NOT NULL, PRIMARY KEY (article, sha256)
        );
        CREATE TABLE robots (origin TEXT PRIMARY KEY, fetched_at TEXT NOT NULL, content TEXT) WITHOUT ROWID;
        """,
    ),
    (
        "0010 what watch lists leave out",
        """
        CREATE TABLE edition_left_out (
            output TEXT NOT NULL, date TEXT NOT NULL, sha256 TEXT NOT NULL, url TEXT NOT NULL,
            PRIMARY KEY (output, date, sha256)
        ) WITHOUT ROWID;
        """,
    ),
    (
        "0011 what has changed",
        """
        ALTER TABLE edition_article ADD COLUMN text TEXT NOT NULL DEFAULT '';
        UPDATE edition SET stamp = '';
        CREATE TABLE edition_correction (
            output TEXT NOT NULL, date TEXT NOT NULL, edition TEXT NOT NULL, point TEXT NOT NULL, today TEXT NOT NULL,
            PRIMARY KEY (output, date, edition, point)
        ) WITHOUT ROWID;
        CREATE TABLE rechecked (
            article INTEGER PRIMARY KEY, asked_at TEXT NOT NULL, missing INTEGER NOT NULL, status INTEGER NOT NULL,
            validators TEXT NOT NULL
        );
        CREATE INDEX fetched_version_by_hash ON fetched_version (sha256);
        """,
    ),
    (
        "0012 decisions about stories",
        """
        CREATE TABLE story_decision (
            one TEXT NOT NULL, other TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (one, other)
        ) WITHOUT ROWID;
        CREATE TABLE story_statement (
            path TEXT NOT NULL, statement TEXT NOT NULL, PRIMARY KEY (path, statement)
        ) WITHOUT ROWID;
        """,
    ),
)
"""Names and statements, in order. Existing ones never change; append new ones below."""


class DamagedError(Exception):
    """The file is not a store, or is damaged."""


def transact(database: sqlite3.Connection, change: Callable[[sqlite3.Connection], object]) -> None:
    """Apply `change` atomically."""
    with database:
        database.execute("BEGIN IMMEDIATE")
        change(database)


def make_private_folders(path: Path) -> None:
    """Create the parent folders of `path`, accessible only to this user; leave existing ones unchanged."""
    missing = [folder for folder in path.parents if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)


def make_database(path: Path, build: Callable[[sqlite3.Connection], object]) -> None:
    """Create the file at `path` atomically, accessible only to this user: `build` fills it under another name.

    Therefore an empty file was never made here; it is what remains after a power cut or on a full disk.
    """
    part = path.with_name(f".{path.name}.part")
    for leftover in (part, Path(f"{part}-journal")):
        leftover.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(part, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous = FULL")
        build(database)
    part.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems do not support fsync on folders
            os.fsync(folder)
    finally:
        os.close(folder)


def is_there(path: Path) -> bool:
    """Return whether there is a database at `path`, or the remains of one."""
    return path.exists() or Path(f"{path}-wal").exists()


def connect(path: Path) -> sqlite3.Connection:
    """Open and migrate the file at `path`, creating it if necessary.

    Raises:
        DamagedError: it is not a store.
        StoreError: it is the store of a newer version.
        sqlite3.OperationalError: it cannot be opened or written.

    """
    if not is_there(path):
        make_database(path, lambda fresh: migrate(fresh, path))
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite's own permission errors are hard to read
    if not path.stat().st_size:
        raise DamagedError("it is empty")
    database = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
    try:
        _back_up(database, path)
        migrate(database, path)
        _check_pages(database)
        # Only now, because it changes the file. Transactions need no sync; a power cut may lose the last few.
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
    except BaseException as e:
        database.close()
        if isinstance(e, sqlite3.DatabaseError) and not isinstance(e, sqlite3.OperationalError):
            raise DamagedError(str(e)) from e
        raise
    return database


def _done(database: sqlite3.Connection) -> list[str]:
    """Return the names of the migrations that made the tables in `database`.

    Raises:
        DamagedError: it belongs to another program.

    """
    tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and "migration" not in tables:
        raise DamagedError("it belongs to another program")
    return [row[0] for row in database.execute("SELECT name FROM migration ORDER BY position")] if tables else []


def _back_up(database: sqlite3.Connection, path: Path) -> None:
    """Copy the store at `path`, unless it is new or up to date, to a file named after its last migration."""
    done = _done(database)
    if not done or len(done) >= len(MIGRATIONS):
        return
    name = f"{path.name}.version-{len(done)}"
    number = 1
    while is_there(copy := path.with_name(name if number == 1 else f"{name}-{number}")):
        number += 1
    make_database(copy, database.backup)
    log.info("The store %s is upgraded; a copy of the one before is %s", path, copy.name)


def migrate(database: sqlite3.Connection, path: Path) -> None:
    """Bring the tables in `database`, which was read from `path`, up to date.

    Raises:
        DamagedError: it is not a store.
        StoreError: it is the store of a newer version.

    """
    names = [name for name, _ in MIGRATIONS]

    def change(database: sqlite3.Connection) -> None:
        done = _done(database)
        if not done:
            database.execute(_FIRST.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"))
        if done[: len(names)] == names and len(done) > len(names):
            raise StoreError(
                f"The store {path} was written by a newer reporter; update reporter, or restore the copy that "
                "was made beside it when it was upgraded."
            )
        if done != names[: len(done)]:
            raise DamagedError("it was written by another version of reporter")
        for position, (name, statements) in enumerate(MIGRATIONS):
            if position >= len(done):
                for statement in statements.split(";"):
                    database.execute(statement)
                database.execute("INSERT INTO migration VALUES (?, ?)", (name, position))
        check_schema(database)

    try:
        transact(database, change)
    except sqlite3.OperationalError as e:
        if e.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # a statement does not match the existing tables
            raise DamagedError(str(e)) from e
        raise


def check_schema(database: sqlite3.Connection) -> None:
    """Raise DamagedError unless the tables match those made by the migrations."""
    if _schema(database) != _expected_schema():
        raise DamagedError("its tables are not those of a store")


def _schema(database: sqlite3.Connection) -> str:
    rows = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY sql")
    return "\n".join(" ".join(row[0].split()) for row in rows)


def _expected_schema() -> str:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_FIRST + ";" + "".join(statements for _, statements in MIGRATIONS))
        return _schema(database)


def _check_pages(database: sqlite3.Connection) -> None:
    verdict = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
    if verdict != "ok":
        raise DamagedError(verdict.replace("\n", " "))


def empty() -> sqlite3.Connection:
    """Return a new store in memory."""
    database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    migrate(database, Path(":memory:"))
    return database


def open_readable(path: Path) -> sqlite3.Connection | None:
    """Open `path` for reading without touching its folder; return None if that is impossible."""
    with suppress(sqlite3.Error, OSError, ValueError):
        if path.is_file():
            return sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False)
    return None
