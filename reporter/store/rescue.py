"""Recovering from damage: a damaged file is set aside, never deleted.

In: the path of a damaged store. Out: a new store with all human translations that can still be read.
"""

import logging
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from reporter.files import move
from reporter.store.database import DamagedError, connect, is_there, transact

log = logging.getLogger(__name__)

CORRECTIONS_COPY = "corrections.tmx"
"""A copy of all accepted corrections next to the store, in case the store is damaged."""

_COPIED_AS_THEY_ARE = (
    "ledger",
    "skipped_day",
    "source",
    "fetched_article",
    "fetched_key",
    "fetched_version",
    "edition_correction",
    "rechecked",
    "story_decision",
    "story_statement",
)
"""Tables whose readable rows move from a damaged store to its successor unchanged."""


def rebuild(path: Path, damage: DamagedError) -> sqlite3.Connection:
    """Set the damaged store aside, create a new one, and copy the human translations that can still be read."""
    aside = set_aside(path)
    files, entries = _salvage(aside)
    editions, articles = _salvage_editions(aside)
    corrections = readable_rows(aside, "SELECT * FROM correction")
    plain = {name: readable_rows(aside, f"SELECT * FROM {name}") for name in _COPIED_AS_THEY_ARE}  # noqa: S608
    database = connect(path)

    def change(database: sqlite3.Connection) -> None:
        # An empty hash forces listed files to be read again, because nobody knows what is missing.
        database.executemany("INSERT OR IGNORE INTO memory_file VALUES (?, '', ?)", files)
        database.executemany("INSERT OR IGNORE INTO memory VALUES (?, ?, ?, ?, ?, ?)", entries)
        database.executemany(f"INSERT OR IGNORE INTO correction VALUES ({', '.join('?' * 11)})", corrections)  # noqa: S608
        for name, rows in plain.items():
            for row in rows:
                database.execute(f"INSERT OR IGNORE INTO {name} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
        database.executemany("INSERT OR IGNORE INTO edition VALUES (?, ?, ?, ?, ?, ?)", editions)
        database.executemany("INSERT OR IGNORE INTO edition_article VALUES (?, ?, ?, ?, ?, ?, '')", articles)

    transact(database, change)
    log.warning(
        "The store %s was damaged (%s); it was set aside as %s and replaced by a new one. Machine translations will be "
        "made again; %d human translations were saved%s%s.",
        path,
        damage,
        aside.name,
        len(entries),
        f", and {len(corrections)} versions of corrections" if corrections else "",
        "" if entries else "; import again the files that you imported with 'reporter memory import'",
    )
    return database


def set_copy_aside(path: Path) -> Path | None:
    """Rename the copy of the corrections next to `path`, which a new store would overwrite; return its new path."""
    copy = path.with_name(CORRECTIONS_COPY)
    if not copy.exists():
        return None
    number = 1
    while (aside := copy.with_stem(f"{copy.stem}-{number}")).exists():
        number += 1
    copy.rename(aside)
    log.warning("The corrections of reviews are in %s; 'reporter review import %s' restores them.", aside, aside)
    return aside


def set_aside(path: Path) -> Path:
    """Rename the damaged database at `path`, and return its new path."""
    number = 1
    while is_there(aside := path.with_name(f"{path.name}.damaged-{number}")):
        number += 1
    for suffix in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            move(Path(f"{path}{suffix}"), Path(f"{aside}{suffix}"))
    return aside


def _salvage(path: Path) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Return the rows of ``memory_file`` (path, listed) and ``memory`` that can still be read."""
    return (
        readable_rows(path, "SELECT path, listed FROM memory_file"),
        readable_rows(path, "SELECT key, path, text_ar, text_en, changed, author FROM memory"),
    )


def _salvage_editions(path: Path) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Return the rows of ``edition`` (without stamps: its records are read again) and ``edition_article``."""
    return (
        readable_rows(path, "SELECT output, date, '', headlines, issued_at, degraded FROM edition"),
        readable_rows(path, "SELECT output, date, position, sha256, ifnull(url, ''), added FROM edition_article"),
    )


def readable_rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the readable rows that `query` finds in a damaged database."""
    rows: list[tuple[Any, ...]] = []
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as database:
        # Row by row, to keep everything before the damage.
        kinds = (str, int, type(None))
        rows.extend(row for row in database.execute(query) if all(isinstance(value, kinds) for value in row))
    return rows
