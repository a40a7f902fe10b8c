"""What a person decided about stories, kept by the identities of the articles.

In and out: pairs of identities. A later decision about a pair replaces an earlier one. The statements that were already
carried out are kept too, because the numbers in them mean other articles in the next edition.
"""

import json
import sqlite3
from collections.abc import Iterable
from typing import Literal

from reporter.store import Store

Kind = Literal["part", "join"]
Decided = tuple[Kind, str, str]
"""A decision and the identities of the two articles."""


class StoryDecisions:
    """The decisions in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def pairs(self, kind: Kind) -> frozenset[frozenset[str]]:
        """Return the pairs about which this was decided."""
        rows = self._store.rows("SELECT one, other FROM story_decision WHERE kind = ?", (kind,))
        return frozenset(map(frozenset, rows))

    def carried_out(self, path: str) -> frozenset[str]:
        """Return the statements in the file at `path` that were carried out before."""
        rows = self._store.rows("SELECT statement FROM story_statement WHERE path = ?", (path,))
        return frozenset(statement for (statement,) in rows)

    def keep(self, path: str, statements: Iterable[str], decided: Iterable[Decided]) -> None:
        """Keep what was `decided`, and that the file at `path` now has `statements`, which are carried out."""
        pairs = [(*sorted((one, other)), kind) for kind, one, other in decided]
        texts = json.dumps(list(statements))

        def change(database: sqlite3.Connection) -> None:
            database.executemany("INSERT OR REPLACE INTO story_decision VALUES (?, ?, ?)", pairs)
            database.execute("DELETE FROM story_statement WHERE path = ?", (path,))
            database.execute("INSERT OR IGNORE INTO story_statement SELECT ?, value FROM json_each(?)", (path, texts))

        self._store.change(change)
