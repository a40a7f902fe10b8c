"""Articles of one run on disk, so that a run that makes many editions has only those of one of them in memory.

The file is deleted when it is closed. Articles are compressed pickles; nothing but the run that wrote them reads them.
"""

import pickle
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Self

from reporter.errors import StoreError
from reporter.identity import canonical_address
from reporter.model import Article

_SCHEMA = """
CREATE TABLE article (
    id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, address TEXT, path TEXT NOT NULL, kind TEXT NOT NULL, shard TEXT,
    content BLOB NOT NULL
);
CREATE INDEX by_sha256 ON article (sha256);
CREATE INDEX by_address ON article (address);
"""


class Spooled(NamedTuple):
    """What is known of an article without reading it."""

    id: int
    sha256: str
    address: str | None
    """Its canonical URL."""
    path: str
    """Of its file, as it is printed."""
    kind: str
    """What the articles of a shard have in common, such as the name of a section."""


class Spool:
    """The articles of a run, in the order in which they were added, each with the shard that it belongs to."""

    def __init__(self, path: Path) -> None:
        """Open a new file at `path`.

        Raises:
            StoreError: it cannot be written.

        """
        self._path = path
        path.unlink(missing_ok=True)
        try:
            self._database = sqlite3.connect(path, isolation_level=None)
            self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        except sqlite3.Error as e:
            raise _unwritable(path, e) from e

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()
        self._path.unlink(missing_ok=True)

    def add(self, article: Article, kind: str) -> None:
        """Keep `article`.

        Raises:
            StoreError: the disk is full.

        """
        source = article.source
        address = canonical_address(source.url) if source.url else None
        row = (source.sha256, address, source.path, kind, _packed(article))
        try:
            self._database.execute(
                "INSERT INTO article (sha256, address, path, kind, content) VALUES (?, ?, ?, ?, ?)", row
            )
        except sqlite3.Error as e:
            raise _unwritable(self._path, e) from e

    def place(self, printed: Iterable[tuple[str, str, str]], shard_of: Callable[[Spooled], str]) -> None:
        """Decide to which shard each article belongs.

        `printed` are shards with the SHA-256 and the canonical URL of an article that one of their editions has, later
        ones last; an article remains where it was printed. Copies of an article, by bytes or URL, belong to the shard
        of the first. `shard_of` decides about all others.
        """
        change = self._database.execute
        change("BEGIN")
        for shard, sha256, address in printed:
            change("UPDATE article SET shard = ? WHERE sha256 = ?", (shard, sha256))
            if address:
                change("UPDATE article SET shard = ? WHERE address = ?", (shard, address))
        left = self._database.cursor().execute(
            "SELECT id, sha256, address, path, kind FROM article WHERE shard IS NULL ORDER BY id"
        )
        for row in left.fetchall():
            article = Spooled(*row)
            first = change(
                "SELECT shard FROM article WHERE shard IS NOT NULL AND (sha256 = ? OR address = ?) LIMIT 1",
                (article.sha256, article.address),
            ).fetchone()
            shard = first[0] if first else shard_of(article)
            change("UPDATE article SET shard = ? WHERE id = ?", (shard, article.id))
        change("COMMIT")

    @property
    def articles(self) -> int:
        """How many there are."""
        return int(self._database.execute("SELECT count(*) FROM article").fetchone()[0])

    def shards(self) -> list[str]:
        """Return the shards that articles belong to."""
        rows = self._database.execute("SELECT DISTINCT shard FROM article WHERE shard IS NOT NULL ORDER BY shard")
        return [row[0] for row in rows]

    def of(self, shard: str) -> Iterator[Article]:
        """Yield the articles of `shard`."""
        rows = self._database.execute("SELECT content FROM article WHERE shard = ? ORDER BY id", (shard,))
        for (content,) in rows:
            yield pickle.loads(zlib.decompress(content))  # noqa: S301  (written by this run)


def _packed(article: Article) -> bytes:
    return zlib.compress(pickle.dumps(article, pickle.HIGHEST_PROTOCOL), 1)


def _unwritable(path: Path, error: sqlite3.Error) -> StoreError:
    return StoreError(f"The articles could not be kept in {path} while the run goes on ({error}); free some space.")
