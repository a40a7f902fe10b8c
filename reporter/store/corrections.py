"""Corrections: the English that a person has read, mended or accepted, in all its versions.

In: what was written, upon which version. Out: the version that stands now, or an ``OutdatedError`` for whoever wrote
upon one that stands no longer. Nothing is ever overwritten but the drafts of one and the same window. What is accepted
is served as the strongest memory (``Store.remembered``); a draft is kept, and serves nobody.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, replace
from typing import Literal, get_args

from reporter.errors import StoreError
from reporter.model import Origin
from reporter.store import Store

State = Literal["draft", "accepted", "withdrawn"]
"""``draft``: somebody is writing; ``withdrawn``: undone down to what stood there before any correction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One version of the English of one text."""

    key: str
    """The form of `text_ar` under which the memory finds it."""
    version: int
    """From 1, without gaps but where a draft was written further."""
    parent: int
    """The version that undoing returns to; 0: what stood there before any correction."""
    state: State
    text_ar: str
    text_en: str
    """Empty when withdrawn."""
    before_en: str | None
    """The English that stood there before any correction, None when there was none."""
    before_origin: Origin
    by: str
    at: str
    """When, as in TMX (``20261121T033000Z``)."""
    window: str
    """Whose draft it is; drafts of one window replace each other."""


class OutdatedError(Exception):
    """A version was written upon that stands no longer; `current` is the one that does (None: there is none)."""

    def __init__(self, current: Correction | None) -> None:
        super().__init__("another version stands there now")
        self.current = current


class Corrections:
    """The corrections of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        store.rows("PRAGMA synchronous = FULL")  # what a person wrote survives a power cut

    def current(self, keys: Iterable[str]) -> dict[str, Correction]:
        """Return the last version, drafts included, of those `keys` that have one."""
        rows = self._store.rows(
            f"SELECT {_COLUMNS} FROM correction WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key, version",  # noqa: S608
            (json.dumps(list(keys)),),
        )
        return {row[0]: _correction(row) for row in rows}

    def accepted(self) -> tuple[Correction, ...]:
        """Return every correction that is in force, in the order of their keys."""
        rows = self._store.rows(f"SELECT {_COLUMNS} FROM accepted_correction ORDER BY key")  # noqa: S608
        return tuple(map(_correction, rows))

    def history(self, key: str) -> tuple[Correction, ...]:
        """Return all versions of `key`, the first one first."""
        rows = self._store.rows(f"SELECT {_COLUMNS} FROM correction WHERE key = ? ORDER BY version", (key,))  # noqa: S608
        return tuple(map(_correction, rows))

    def write(self, written: Correction) -> Correction:
        """Keep `written` upon the version `written.version`, and return it as it stands now, one version later.

        `parent` is set here; `before_en` and `before_origin` are taken from an earlier version where there is one.

        Raises:
            OutdatedError: another version stands there now.
            StoreError: the store cannot keep it.

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
        """Return `key` to what stood before its `version`, one step further back each time; None: it has none.

        Raises:
            OutdatedError: another version stands there now.
            StoreError: the store cannot keep it.

        """

        def next_version(latest: Correction | None) -> Correction | None:
            if latest is None or (latest.state == "withdrawn" and not latest.parent):
                return latest
            target = next((item for item in self.history(key) if item.version == latest.parent), None)
            returned = target or replace(latest, state="withdrawn", text_en="", parent=0)
            return replace(returned, version=latest.version + 1, by=by, at=at, window=window)

        return self._upon(key, version, window, next_version)

    def _upon(self, key: str, version: int, window: str, next_version: "_Next") -> Correction | None:
        """Put what `next_version` makes of the latest version behind it; in its place if that is `window`'s draft."""
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
            raise StoreError("The correction could not be kept, for the store cannot be written; make room there.")
        return made[-1]


_Next = Callable[[Correction | None], Correction | None]
"""Makes a version of the latest one."""

_COLUMNS = "key, version, parent, state, text_ar, text_en, before_en, before_origin, by, at, window"
_MARKS = ", ".join("?" * len(_COLUMNS.split(", ")))


def _undone_to(latest: Correction, window: str) -> int:
    """Return the version that undoing the next one leads to; a window's own drafts are one step with what follows."""
    return latest.parent if _is_draft_of(latest, window) else latest.version


def _is_draft_of(correction: Correction, window: str) -> bool:
    return correction.state == "draft" and correction.window == window


def _correction(row: tuple[str | int, ...]) -> Correction:
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    assert values["state"] in get_args(State)
    return Correction(**values)  # type: ignore[arg-type]
