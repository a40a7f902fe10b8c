"""Corrections: English that a person has written or accepted, in all its versions.

In: a new text and the version that it is based on. Out: the version that is now current, or an ``OutdatedError`` if the
base is no longer current. Nothing is ever overwritten except drafts of the same window. Accepted corrections take
precedence over all other memory (``Store.remembered``); drafts are stored but not used.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, replace
from typing import Literal, get_args

from reporter.errors import StoreError
from reporter.model import Origin
from reporter.store import Store

CorrectionState = Literal["draft", "accepted", "withdrawn"]
"""``draft``: still being written; ``withdrawn``: undone, back to the English before any correction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One version of the English of one text."""

    key: str
    """The normalised form of `text_ar` that the memory uses for lookup."""
    version: int
    """From 1, without gaps except where a draft was continued."""
    parent: int
    """The version that undoing returns to; 0 is the English before any correction."""
    state: CorrectionState
    text_ar: str
    text_en: str
    """Empty if withdrawn."""
    before_en: str | None
    """The English before any correction; None if there was none."""
    before_origin: Origin
    by: str
    at: str
    """Time of the change, as in TMX (``20261121T033000Z``)."""
    window: str
    """The window that wrote it; drafts of the same window replace each other."""


class OutdatedError(Exception):
    """The base of a new version is no longer current; `current` is the version that is (None if there is none)."""

    def __init__(self, current: Correction | None) -> None:
        super().__init__("there is a newer version")
        self.current = current


class Corrections:
    """The corrections of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        store.rows("PRAGMA synchronous = FULL")  # human work must survive a power cut

    def current(self, keys: Iterable[str]) -> dict[str, Correction]:
        """Return the latest version, including drafts, of those `keys` that have one."""
        rows = self._store.rows(
            f"SELECT {_COLUMNS} FROM correction WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key, version",  # noqa: S608
            (json.dumps(list(keys)),),
        )
        return {row[0]: _correction(row) for row in rows}

    def accepted(self) -> tuple[Correction, ...]:
        """Return all accepted corrections, ordered by key."""
        rows = self._store.rows(f"SELECT {_COLUMNS} FROM accepted_correction ORDER BY key")  # noqa: S608
        return tuple(map(_correction, rows))

    def history(self, key: str) -> tuple[Correction, ...]:
        """Return all versions of `key`, oldest first."""
        rows = self._store.rows(f"SELECT {_COLUMNS} FROM correction WHERE key = ? ORDER BY version", (key,))  # noqa: S608
        return tuple(map(_correction, rows))

    def write(self, written: Correction) -> Correction:
        """Store `written`, which is based on the version `written.version`, as the next version and return that.

        `parent` is set here; `before_en` and `before_origin` are copied from an earlier version if there is one.

        Raises:
            OutdatedError: another version is current.
            StoreError: the store cannot save it.

        """

        def next_version(latest: Correction | None) -> Correction:
            if latest is None:
                return replace(written, version=1, parent=0)
            if (latest.state, latest.text_en) == (written.state, written.text_en):
                return latest
            return replace(
                written,
                version=latest.version + 1,
                parent=_undone_to(latest, written.window),
                before_en=latest.before_en,
                before_origin=latest.before_origin,
            )

        made = self._upon(written.key, written.version, written.window, next_version)
        assert made is not None
        return made

    def undo(self, key: str, version: int, *, by: str, at: str, window: str) -> Correction | None:
        """Undo the current `version` of `key`, one step further back each time; return None if there is none.

        Raises:
            OutdatedError: another version is current.
            StoreError: the store cannot save it.

        """

        def next_version(latest: Correction | None) -> Correction | None:
            if latest is None or (latest.state == "withdrawn" and not latest.parent):
                return latest
            target = next((item for item in self.history(key) if item.version == latest.parent), None)
            returned = target or replace(latest, state="withdrawn", text_en="", parent=0)
            return replace(returned, version=latest.version + 1, by=by, at=at, window=window)

        return self._upon(key, version, window, next_version)

    def _upon(self, key: str, version: int, window: str, next_version: "_Next") -> Correction | None:
        """Append the result of `next_version` to the latest version, or replace that if it is `window`'s draft."""
        made: list[Correction | None] = []

        def change(database: sqlite3.Connection) -> None:
            rows = database.execute(
                f"SELECT {_COLUMNS} FROM correction WHERE key = ? ORDER BY version DESC LIMIT 1",  # noqa: S608
                (key,),
            ).fetchall()
            latest = _correction(rows[0]) if rows else None
            if (latest.version if latest else 0) != version:
                raise OutdatedError(latest)
            made.append(next_version(latest))
            if made[-1] is None or made[-1] == latest:
                return
            if latest and _is_draft_of(latest, window):
                database.execute("DELETE FROM correction WHERE key = ? AND version = ?", (key, latest.version))
            database.execute(f"INSERT INTO correction VALUES ({_MARKS})", astuple(made[-1]))  # noqa: S608

        self._store.change(change)
        if not self._store.lasting:
            raise StoreError("The correction could not be saved because the store cannot be written; free some space.")
        return made[-1]


_Next = Callable[[Correction | None], Correction | None]
"""Derives a new version from the latest one."""

_COLUMNS = "key, version, parent, state, text_ar, text_en, before_en, before_origin, by, at, window"
_MARKS = ", ".join("?" * len(_COLUMNS.split(", ")))


def _undone_to(latest: Correction, window: str) -> int:
    """Return the version that undoing the next one returns to; drafts of one window count as a single step."""
    return latest.parent if _is_draft_of(latest, window) else latest.version


def _is_draft_of(correction: Correction, window: str) -> bool:
    return correction.state == "draft" and correction.window == window


def _correction(row: tuple[str | int, ...]) -> Correction:
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    assert values["state"] in get_args(CorrectionState)
    return Correction(**values)  # type: ignore[arg-type]
