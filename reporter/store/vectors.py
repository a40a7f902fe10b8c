"""The store's sentence vectors: what the encoder made of a text, so that the next run need not make it again.

In: the hash of a text, and its vector as bytes (about a kilobyte). Out: the same. The newest ``MOST`` are kept. They
hold no text, but a text that somebody guesses can be recognised by its hash.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence

from reporter.store import Store

MOST = 40_000
"""Vectors that are kept, about 50 MB: as many as some weeks of editions need."""


class KeptVectors:
    """The vectors in `store` (see ``reporter.language.vectors.Cache``)."""

    def __init__(self, store: Store, most: int = MOST) -> None:
        self._store = store
        self._most = most

    def vectors(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return those of `keys` that are kept."""
        return dict(
            self._store.rows(
                "SELECT key, value FROM vector WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(list(keys)),)
            )
        )

    def keep_vectors(self, found: Mapping[str, bytes]) -> None:
        """Keep `found`, and forget the oldest if there are too many."""

        def change(database: sqlite3.Connection) -> None:
            database.executemany("INSERT OR IGNORE INTO vector (key, value) VALUES (?, ?)", found.items())
            database.execute(
                "DELETE FROM vector WHERE position <= (SELECT max(position) FROM vector) - ?", (self._most,)
            )

        self._store.change(change)
