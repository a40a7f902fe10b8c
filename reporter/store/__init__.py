"""One SQLite file: human translations, machine translations and package hashes (the only user of sqlite3).

In: keys made by the translate stage, with their values. Out: the same, in bulk. Opening never ends a run: a damaged
file is set aside and replaced, and one that cannot be written is replaced by a store in memory; each case logs one
warning. How keys are made is not known here.
"""

import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, Self

from reporter.errors import StoreError
from reporter.files import locked
from reporter.store.database import (
    BUSY_TIMEOUT_S,
    DamagedError,
    connect,
    empty,
    is_there,
    make_private_folders,
    migrate,
    open_readable,
    transact,
)
from reporter.store.rescue import rebuild, set_copy_aside

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryEntry:
    """One human translation."""

    key: str
    """The normalised form of `text_ar` used for lookup."""
    text_ar: str
    text_en: str
    changed: str = ""
    """Date of the last change, as in TMX (``20261121T033000Z``); empty if the file does not state it."""
    author: str = ""
    reviewed: bool = False
    """True for a correction that `author` made or accepted in a review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedDraft:
    """One machine translation; `score` is the mean log-probability per target token."""

    text_en: str
    score: float
    links: tuple[tuple[int, int, float], ...] = ()
    """Links: English word, Arabic word and weight."""


class Store:
    """The open store; a context manager. Threads may share it; each process opens its own."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._database = database
        self._path = path
        self._lock = RLock()
        self._in_memory = False
        self.damage: str | None = None
        """What was wrong with the file that this new one replaced; None if it is not a replacement."""
        self.corrections_aside: Path | None = None
        """Where the corrections missing from this new file are, if known."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the store at `path`, creating it if necessary; log one warning if it had to be replaced."""
        try:
            make_private_folders(path)
            with locked(Path(f"{path}.lock"), timeout_s=BUSY_TIMEOUT_S, mode=0o600):
                aside = None if is_there(path) else set_copy_aside(path)
                try:
                    store = cls(connect(path), path)
                except DamagedError as damage:
                    store = cls(rebuild(path, damage), path)
                    store.damage, aside = str(damage), set_copy_aside(path)
                store.corrections_aside = aside
                return store
        except (OSError, sqlite3.Error) as e:
            store = cls(empty(), path)
            store._leave_disk(open_readable(path), e)
            return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def lasting(self) -> bool:
        """False if the store is in memory and lost when the process ends."""
        return not self._in_memory

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        self._database.close()

    # memory

    def memory_file_sha256(self, path: str, *, listed: bool = True) -> str | None:
        """Return the hash of the memory file `path` when it was last read, or None if it never was.

        With `listed` false, files read only because the configuration lists them count as never read.
        """
        rows = self.rows("SELECT sha256 FROM memory_file WHERE path = ? AND listed <= ?", (path, int(listed)))
        return rows[0][0] if rows else None

    def replace_memory(self, path: str, sha256: str, entries: Iterable[MemoryEntry], *, listed: bool) -> None:
        """Replace everything read from `path` before with `entries`, all or nothing.

        `entries` may be iterated twice. If entries share a key, the most recently changed one is kept, or the last of
        equally recent ones. `listed` means that the configuration lists the file (see ``keep_listed``).
        """

        def change(database: sqlite3.Connection) -> None:
            database.execute("DELETE FROM memory WHERE path = ?", (path,))
            database.execute("INSERT OR REPLACE INTO memory_file VALUES (?, ?, ?)", (path, sha256, int(listed)))
            database.executemany(
                "INSERT INTO memory VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key, path) DO UPDATE SET "
                "text_ar = excluded.text_ar, text_en = excluded.text_en, changed = excluded.changed, "
                "author = excluded.author WHERE excluded.changed >= memory.changed",
                ((entry.key, path, entry.text_ar, entry.text_en, entry.changed, entry.author) for entry in entries),
            )

        self.change(change)

    def keep_listed(self, paths: Iterable[str]) -> None:
        """Forget what was read from files that the configuration no longer lists, that is, are not in `paths`."""
        kept = json.dumps(list(paths))

        def change(database: sqlite3.Connection) -> None:
            gone = "SELECT path FROM memory_file WHERE listed AND path NOT IN (SELECT value FROM json_each(?))"
            database.execute(f"DELETE FROM memory WHERE path IN ({gone})", (kept,))  # noqa: S608 (no outside text)
            database.execute(f"DELETE FROM memory_file WHERE path IN ({gone})", (kept,))  # noqa: S608

        self.change(change)

    def remembered(self, keys: Iterable[str]) -> dict[str, MemoryEntry]:
        """Return the human translations of those `keys` that have one.

        Corrections take precedence over files, and among files the most recent change wins.
        """
        wanted = (json.dumps(list(keys)),)
        chosen = "WHERE key IN (SELECT value FROM json_each(?))"
        files = self.rows(f"{_FROM_FILES} {chosen} ORDER BY changed, path", wanted)
        return {row[0]: _entry(row) for row in (*files, *self.rows(f"{_FROM_REVIEWS} {chosen}", wanted))}

    def memory(self) -> tuple[MemoryEntry, ...]:
        """Return all human translations, one per key, ordered by key."""
        files = self.rows(f"{_FROM_FILES} ORDER BY changed, path")
        found = {row[0]: _entry(row) for row in (*files, *self.rows(_FROM_REVIEWS))}
        return tuple(found[key] for key in sorted(found))

    # cache

    def cached(self, keys: Iterable[str]) -> dict[str, tuple[CachedDraft, ...]]:
        """Return the machine translations of those `keys` that have any, in the order in which they were stored."""
        rows = self.rows(
            "SELECT key, text_en, score, links FROM draft WHERE key IN (SELECT value FROM json_each(?)) "
            "ORDER BY key, position",
            (json.dumps(list(keys)),),
        )
        found: dict[str, tuple[CachedDraft, ...]] = {}
        for key, text_en, score, links in rows:
            draft = CachedDraft(text_en=text_en, score=score, links=tuple(map(tuple, json.loads(links))))
            found[key] = (*found.get(key, ()), draft)
        return found

    def add_to_cache(self, drafts: Mapping[str, Sequence[CachedDraft]]) -> None:
        """Store `drafts`, the machine translations of each key, for the next run."""
        rows = [
            (key, position, draft.text_en, draft.score, json.dumps(draft.links, separators=(",", ":")))
            for key, several in drafts.items()
            for position, draft in enumerate(several)
        ]

        def change(database: sqlite3.Connection) -> None:
            database.executemany("DELETE FROM draft WHERE key = ?", [(key,) for key in drafts])
            database.executemany("INSERT INTO draft VALUES (?, ?, ?, ?, ?)", rows)

        self.change(change)

    # packages that other programs installed

    def model_sha256(self, path: str) -> str | None:
        """Return the hash of the package at `path` when it was first used, or None if it never was."""
        rows = self.rows("SELECT sha256 FROM model WHERE path = ?", (path,))
        return rows[0][0] if rows else None

    def set_model_sha256(self, path: str, sha256: str | None) -> None:
        """Record the hash of the package at `path`, or forget it."""

        def change(database: sqlite3.Connection) -> None:
            database.execute("DELETE FROM model WHERE path = ?", (path,))
            if sha256 is not None:
                database.execute("INSERT INTO model VALUES (?, ?)", (path, sha256))

        self.change(change)

    # delivery ledgers, which are separate files

    def has_ledger(self, path: str) -> bool:
        """Return whether a ledger was ever used at `path`."""
        return bool(self.rows("SELECT 1 FROM ledger WHERE path = ?", (path,)))

    def add_ledger(self, path: str) -> None:
        """Record that a ledger is used at `path`."""
        self.change(lambda database: database.execute("INSERT OR IGNORE INTO ledger VALUES (?)", (path,)))

    # all reading and writing

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that `query` finds; for the modules of this package."""
        with self._lock:
            try:
                return self._database.execute(query, values).fetchall()
            except sqlite3.DatabaseError as e:
                self._leave_disk(self._database, e)
                return self._database.execute(query, values).fetchall()

    def change(self, change: Callable[[sqlite3.Connection], object]) -> None:
        """Apply `change` atomically; for the modules of this package."""
        with self._lock:
            try:
                transact(self._database, change)
            except sqlite3.DatabaseError as e:
                self._leave_disk(self._database, e)
                transact(self._database, change)

    def _leave_disk(self, readable: sqlite3.Connection | None, error: Exception) -> None:
        """Continue with a copy in memory of what `readable` contains."""
        if self._in_memory:
            raise error
        copy, before = empty(), self._database
        if readable is not None:
            try:
                readable.backup(copy)
                migrate(copy, self._path)
            except StoreError:
                copy.close()
                raise
            except (sqlite3.Error, DamagedError):
                copy.close()
                copy = empty()
            finally:
                readable.close()
        before.close()
        self._database, self._in_memory = copy, True
        log.warning(
            "The store %s cannot be used (%s); this run keeps its translations in memory, and the next run will make "
            "them again. Free some space or change the permissions.",
            self._path,
            error,
        )


_FROM_FILES = "SELECT key, text_ar, text_en, changed, author, 0 FROM memory"
_FROM_REVIEWS = "SELECT key, text_ar, text_en, at, by, 1 FROM accepted_correction"


def _entry(row: tuple[Any, ...]) -> MemoryEntry:
    return MemoryEntry(key=row[0], text_ar=row[1], text_en=row[2], changed=row[3], author=row[4], reviewed=bool(row[5]))
