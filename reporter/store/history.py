"""The store's history of editions: which articles each one had, even after its folder was deleted.

In and out: ``KeptEdition``. Editions are identified by output folder and date. Everything here comes from the records
on disk and can be read from them again, except for editions whose folder is gone.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reporter.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptArticle:
    """What identifies one article of an edition."""

    sha256: str
    url: str
    """Empty if the article does not state one."""
    added: bool
    """True if it arrived after the edition was first made."""
    text: str = ""
    """Recognises versions without a difference (``editions.versions.text_key``); empty if it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCorrection:
    """A sentence of an earlier edition that an edition has corrected."""

    edition: str
    point: str
    """Its id in that edition."""
    today: str
    """``differ.key_of`` the sentence in its place; empty if there was none."""


class KeptHeadline(NamedTuple):
    """The headline of a story; of editions that an older version kept, only the texts are known."""

    text_ar: str
    text_en: str | None
    """Empty if none was wanted."""
    entry: str = ""
    """Id of the entry with this headline."""
    machine: bool = False
    """Whether a machine made the English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEdition:
    """One edition, in the order of its entries."""

    date: str
    stamp: str
    """Differs between versions of its record."""
    headlines: tuple[KeptHeadline, ...]
    issued_at: str
    degraded: bool
    articles: tuple[KeptArticle, ...]
    corrections: tuple[KeptCorrection, ...] = ()
    left_out: tuple[KeptArticle, ...] = ()
    """Those that watch lists left out."""


class History:
    """The editions of one output folder."""

    def __init__(self, store: Store, output: str) -> None:
        self._store = store
        self._output = output

    def editions(self) -> tuple[KeptEdition, ...]:
        """Return all editions, oldest first."""
        articles: dict[str, list[KeptArticle]] = {}
        for date, sha256, url, added, text in self._store.rows(
            "SELECT date, sha256, url, added, text FROM edition_article WHERE output = ? ORDER BY date, position",
            (self._output,),
        ):
            articles.setdefault(date, []).append(KeptArticle(sha256=sha256, url=url, added=bool(added), text=text))
        left_out: dict[str, list[KeptArticle]] = {}
        for date, sha256, url in self._store.rows(
            "SELECT date, sha256, url FROM edition_left_out WHERE output = ? ORDER BY date, sha256", (self._output,)
        ):
            left_out.setdefault(date, []).append(KeptArticle(sha256=sha256, url=url, added=False))
        corrections: dict[str, list[KeptCorrection]] = {}
        for date, edition, point, today in self._store.rows(
            "SELECT date, edition, point, today FROM edition_correction WHERE output = ? ORDER BY date, edition, point",
            (self._output,),
        ):
            corrections.setdefault(date, []).append(KeptCorrection(edition=edition, point=point, today=today))
        rows = self._store.rows(
            "SELECT date, stamp, headlines, issued_at, degraded FROM edition WHERE output = ? ORDER BY date",
            (self._output,),
        )
        return tuple(
            KeptEdition(
                date=date,
                stamp=stamp,
                headlines=tuple(KeptHeadline(*each) for each in json.loads(headlines)),
                issued_at=issued_at,
                degraded=bool(degraded),
                articles=tuple(articles.get(date, ())),
                corrections=tuple(corrections.get(date, ())),
                left_out=tuple(left_out.get(date, ())),
            )
            for date, stamp, headlines, issued_at, degraded in rows
        )

    def skipped(self, date: str) -> bool:
        """Return whether the edition of `date` was due but skipped because nothing was new."""
        return bool(self._store.rows("SELECT 1 FROM skipped_day WHERE output = ? AND date = ?", (self._output, date)))

    def skip(self, date: str) -> None:
        """Record that the edition of `date` was skipped."""
        key = (self._output, date)
        self._store.change(lambda database: database.execute("INSERT OR IGNORE INTO skipped_day VALUES (?, ?)", key))

    def keep(self, edition: KeptEdition) -> None:
        """Replace what is known about the date of `edition`, all or nothing."""
        key = (self._output, edition.date)
        headlines = json.dumps(edition.headlines, ensure_ascii=False)

        def change(database: sqlite3.Connection) -> None:
            database.execute(
                "INSERT OR REPLACE INTO edition VALUES (?, ?, ?, ?, ?, ?)",
                (*key, edition.stamp, headlines, edition.issued_at, int(edition.degraded)),
            )
            database.execute("DELETE FROM edition_article WHERE output = ? AND date = ?", key)
            database.executemany(
                "INSERT INTO edition_article VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (*key, position, article.sha256, article.url, int(article.added), article.text)
                    for position, article in enumerate(edition.articles)
                ],
            )
            database.execute("DELETE FROM edition_left_out WHERE output = ? AND date = ?", key)
            database.executemany(
                "INSERT OR IGNORE INTO edition_left_out VALUES (?, ?, ?, ?)",
                [(*key, article.sha256, article.url) for article in edition.left_out],
            )
            database.execute("DELETE FROM edition_correction WHERE output = ? AND date = ?", key)
            database.executemany(
                "INSERT OR REPLACE INTO edition_correction VALUES (?, ?, ?, ?, ?)",
                [(*key, item.edition, item.point, item.today) for item in edition.corrections],
            )

        self._store.change(change)


def printed_below(store: Store, output: str) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """Yield every edition of the output folders in `output`, oldest first.

    Each is the name of its output folder, its date, and the SHA-256 and the URL of each of its articles.
    """
    above = f"{output}{os.sep}"
    rows = store.rows(
        "SELECT output, date FROM edition WHERE substr(output, 1, ?) = ? ORDER BY date, output", (len(above), above)
    )
    for folder, date in rows:
        articles = store.rows(
            "SELECT sha256, url FROM edition_article WHERE output = ? AND date = ? ORDER BY position", (folder, date)
        )
        yield folder.removeprefix(above), date, tuple((sha256, url) for sha256, url in articles)
