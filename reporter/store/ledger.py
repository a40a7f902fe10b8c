"""The delivery ledger: who was sent which content of which edition, so that nobody gets it twice.

It is a separate file beside the store. A broken store is replaced, which costs only time; a replaced ledger would cost
every recipient a second mail. Therefore the ledger is never replaced, and any problem with it stops the sending. Each
change is on disk before the next step (``synchronous = FULL``).

In: keys and outcomes. Out: outcomes recorded by this process or an earlier one. Only one process can have it open, so
a row that says ``sending`` when it is opened belongs to a process that has died.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self, get_args

from reporter.errors import AlreadyRunningError, DeliveryError
from reporter.files import lock_folder, locked
from reporter.store.database import (
    BUSY_TIMEOUT_S,
    is_there,
    make_database,
    make_private_folders,
    transact,
)
from reporter.store.rescue import readable_rows, set_aside

LedgerState = Literal["held", "sending", "sent", "failed", "refused", "unknown"]

_VERSION = 1
_TABLE = """
CREATE TABLE delivery (
    list_id TEXT NOT NULL, edition TEXT NOT NULL, recipient TEXT NOT NULL, content TEXT NOT NULL,
    state TEXT NOT NULL, message_id TEXT NOT NULL, detail TEXT NOT NULL, attempts INTEGER NOT NULL,
    changed TEXT NOT NULL, PRIMARY KEY (list_id, edition, recipient, content)
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryKey:
    """One content of one edition for one recipient."""

    list_id: str
    edition: str
    recipient: str
    """The address in a form that is equal for all its spellings."""
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A row of the ledger."""

    key: DeliveryKey
    state: LedgerState
    detail: str
    message_id: str = ""
    """Of the mail; empty if none was tried."""


class Ledger:
    """The open ledger, locked by this process; a context manager."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._database = database
        self._path = path
        self._locks = ExitStack()
        self.cut_off: tuple[DeliveryKey, ...] = ()
        """Deliveries that a process that died left unfinished; they are now ``unknown``."""

    @classmethod
    def open(cls, path: Path, *, new: bool = True) -> Self:
        """Open the ledger at `path`; if it does not exist, create it, provided that `new` is true.

        Raises:
            AlreadyRunningError: another process is sending.
            DeliveryError: it is missing, or cannot be opened, read or written.

        """
        return cls._held(path, lambda: _connect(path, new=new))

    @classmethod
    def renew(cls, path: Path) -> Self:
        """Open a new ledger at `path`; a damaged one is set aside, and its readable rows are copied.

        Raises:
            AlreadyRunningError: another process is sending.
            DeliveryError: it cannot be created.

        """

        def connect() -> sqlite3.Connection:
            rows = readable_rows(set_aside(path), "SELECT * FROM delivery") if is_there(path) else []
            database = _connect(path, new=True)
            insert = "INSERT OR IGNORE INTO delivery VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            transact(database, lambda _: database.executemany(insert, rows))
            return database

        return cls._held(path, connect)

    @classmethod
    def _held(cls, path: Path, connect: Callable[[], sqlite3.Connection]) -> Self:
        """Return the ledger that `connect` opens, locked; its folder is locked as well, as in ``editions.hold``."""
        with ExitStack() as held:
            try:
                make_private_folders(path)
                lock_folder(path.parent, held)
                held.enter_context(locked(Path(f"{path}.lock"), mode=0o600))
            except (TimeoutError, BlockingIOError) as e:
                raise AlreadyRunningError("Another process is sending mail; try again when it has finished.") from e
            except OSError as e:
                raise _unusable(path, e) from e
            try:
                ledger = cls(connect(), path)
            except (OSError, sqlite3.Error) as e:
                raise _unusable(path, e) from e
            ledger._locks = held.pop_all()
        ledger._settle()
        return ledger

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and release the lock."""
        with suppress(sqlite3.Error):
            self._database.close()
        self._locks.close()

    def deliveries(self, list_id: str, edition: str) -> tuple[Delivery, ...]:
        """Return the deliveries of an edition, oldest first."""
        try:
            rows = self._database.execute(
                "SELECT list_id, edition, recipient, content, state, detail, message_id FROM delivery "
                "WHERE list_id = ? AND edition = ? ORDER BY changed",
                (list_id, edition),
            ).fetchall()
        except sqlite3.Error as e:
            raise _unusable(self._path, e) from e
        return tuple(_delivery(row) for row in rows)

    def owe(self, keys: Sequence[DeliveryKey]) -> None:
        """Record that `keys` are still to be sent, as ``failed``, unless they already have a state.

        Raises:
            DeliveryError: it cannot be written.

        """

        def change(database: sqlite3.Connection) -> None:
            database.executemany(
                "DELETE FROM delivery WHERE state = 'held' AND list_id = ? AND edition = ? AND recipient = ?",
                [_values(key)[:3] for key in keys],
            )
            _add(database, keys, "failed", "not tried")

        self._change(change)

    def hold(self, keys: Sequence[DeliveryKey]) -> None:
        """Record that `keys` are held back until someone asks for them, unless they already have a state.

        Raises:
            DeliveryError: it cannot be written.

        """
        self._change(lambda database: _add(database, keys, "held", ""))

    def begin(self, keys: Sequence[DeliveryKey], message_id: str) -> None:
        """Record, in one transaction, that a message is about to be sent to all of `keys`.

        Raises:
            DeliveryError: it cannot be written, so nothing may be sent.

        """
        self._change(
            lambda database: database.executemany(
                "INSERT INTO delivery VALUES (?, ?, ?, ?, 'sending', ?, '', 1, strftime('%Y-%m-%dT%H:%M:%fZ')) "
                "ON CONFLICT DO UPDATE SET state = 'sending', message_id = excluded.message_id, detail = '', "
                "attempts = attempts + 1, changed = excluded.changed",
                [(*_values(key), message_id) for key in keys],
            )
        )

    def finish(self, deliveries: Iterable[Delivery]) -> None:
        """Record, in one transaction, the outcome of deliveries that were begun.

        Raises:
            DeliveryError: it cannot be written; they remain ``sending`` and so become ``unknown``.

        """
        rows = [(item.state, item.detail, *_values(item.key)) for item in deliveries]
        self._change(
            lambda database: database.executemany(
                "UPDATE delivery SET state = ?, detail = ?, changed = strftime('%Y-%m-%dT%H:%M:%fZ') "
                "WHERE list_id = ? AND edition = ? AND recipient = ? AND content = ?",
                rows,
            )
        )

    def _settle(self) -> None:
        """Change rows that a process that died left as ``sending`` to ``unknown``."""
        found: list[DeliveryKey] = []

        def change(database: sqlite3.Connection) -> None:
            rows = database.execute(
                "UPDATE delivery SET state = 'unknown', detail = 'sending was interrupted' "
                "WHERE state = 'sending' RETURNING list_id, edition, recipient, content"
            )
            found.extend(DeliveryKey(list_id=r[0], edition=r[1], recipient=r[2], content=r[3]) for r in rows)

        try:
            self._change(change)
        except BaseException:
            self.close()
            raise
        self.cut_off = tuple(found)

    def _change(self, change: Callable[[sqlite3.Connection], object]) -> None:
        try:
            transact(self._database, change)
        except sqlite3.Error as e:
            raise _unusable(self._path, e) from e


def delivered(path: Path, lists: Collection[str]) -> frozenset[str]:
    """Return the dates of the editions of these lists that were, or may have been, sent to someone.

    Neither waits for a process that is sending nor fails: what cannot be read was not sent.
    """
    if not path.is_file():
        return frozenset()
    query = "SELECT DISTINCT list_id, edition FROM delivery WHERE state IN ('sent', 'unknown', 'sending')"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return frozenset(edition for name, edition in database.execute(query) if name in lists)
    except sqlite3.Error:
        return frozenset()


def _connect(path: Path, *, new: bool) -> sqlite3.Connection:
    if not is_there(path):
        if not new:
            raise _unusable(path, FileNotFoundError("it is missing"))
        make_database(path, lambda database: transact(database, _create))
    if not path.exists() or not path.stat().st_size:
        raise _unusable(path, ValueError("it is empty"))
    database = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    try:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version > _VERSION:
            database.close()
            raise DeliveryError(
                f"Mail is not sent because the delivery ledger {path} was written by a newer reporter; update reporter."
            )
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")  # a power cut must not lose anything recorded
        verdict = database.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
        if version != _VERSION or _columns(database) != _expected_columns():
            raise sqlite3.DatabaseError("it is not a ledger")
    except sqlite3.Error as e:
        database.close()
        raise _unusable(path, e) from e
    return database


def _columns(database: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Return the name, type and position in the primary key of each column of the ledger's table."""
    return [(row[1], row[2], row[5]) for row in database.execute("PRAGMA table_info(delivery)")]


def _expected_columns() -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(":memory:")) as database:
        _create(database)
        return _columns(database)


def _create(database: sqlite3.Connection) -> None:
    database.execute(_TABLE)
    database.execute(f"PRAGMA user_version = {_VERSION}")


def _unusable(path: Path, error: Exception) -> DeliveryError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return DeliveryError(
        f"Mail is not sent because the delivery ledger {path} cannot be used ({reason}); without it, nobody knows who "
        "already has the edition. Free some space, change its permissions, or restore it from a backup. If there is no "
        "backup, 'reporter send --new-ledger' starts a new ledger and sends the edition to everyone not in the old one."
    )


def _add(database: sqlite3.Connection, keys: Sequence[DeliveryKey], state: LedgerState, detail: str) -> None:
    database.executemany(
        "INSERT INTO delivery VALUES (?, ?, ?, ?, ?, '', ?, 0, strftime('%Y-%m-%dT%H:%M:%fZ')) ON CONFLICT DO NOTHING",
        [(*_values(key), state, detail) for key in keys],
    )


def _values(key: DeliveryKey) -> tuple[str, str, str, str]:
    return key.list_id, key.edition, key.recipient, key.content


def _delivery(row: tuple[Any, ...]) -> Delivery:
    state: LedgerState = next(state for state in get_args(LedgerState) if state == row[4])
    key = DeliveryKey(list_id=row[0], edition=row[1], recipient=row[2], content=row[3])
    return Delivery(key=key, state=state, detail=row[5], message_id=row[6])
