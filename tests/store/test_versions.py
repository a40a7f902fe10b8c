"""Stores and ledgers of every earlier version, kept as SQL, are brought up to date; those of newer ones are refused."""

import logging
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from reporter.errors import DeliveryError, StoreError
from reporter.store import Store
from reporter.store.database import MIGRATIONS, check_schema
from reporter.store.ledger import Ledger

KEPT = sorted((Path(__file__).parents[1] / "data/stores").glob("store-*.sql"))
LEDGERS = sorted((Path(__file__).parents[1] / "data/stores").glob("ledger-*.sql"))
LATEST = len(MIGRATIONS)


def build(path, sql):
    """Create the database of a kept sample at `path`."""
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as database:
        database.executescript(sql.read_text(encoding="utf-8"))
    return path


def rows(path):
    """Return the rows of each table by its name, with their columns; without what an upgrade may change."""
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {table: [dict(row) for row in database.execute(f"SELECT * FROM {table}")] for table in tables}
    for edition in found.get("edition", []):
        del edition["stamp"]  # empty if the record must be read again
    return {table: content for table, content in found.items() if table not in {"migration", "cache"}}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "own" / "store.sqlite3"


def copies(path):
    return sorted(path.parent.glob("store.sqlite3.version-*"))


def test_there_is_a_sample_of_every_version():
    """Whoever adds a migration runs ``python tests/data/stores/write_missing.py``."""
    assert [int(sql.stem.partition("-")[2]) for sql in KEPT] == list(range(1, LATEST + 1))


@pytest.mark.parametrize("sql", KEPT, ids=lambda sql: sql.stem)
def test_a_store_of_any_version_keeps_everything(path, sql):
    """It gets the present tables, and every row that it had is still there."""
    before = rows(build(path, sql))
    with Store.open(path) as store:
        (entry,) = store.memory()
        assert store.damage is None
    corrected = "correction" in before
    assert entry.text_en == f"The delegation {'has ' if corrected else ''}arrived in the city."
    with closing(sqlite3.connect(path)) as database:
        check_schema(database)
    after = rows(path)
    for table, content in before.items():
        for row, now in zip(content, after[table], strict=True):
            assert row.items() <= now.items(), table


@pytest.mark.parametrize("sql", KEPT, ids=lambda sql: sql.stem)
def test_it_is_copied_before_it_is_upgraded(path, sql):
    """The copy is private and can be put back; a store that is up to date is not copied."""
    before = rows(build(path, sql))
    Store.open(path).close()
    Store.open(path).close()
    version = int(sql.stem.partition("-")[2])
    assert [copy.name for copy in copies(path)] == ([f"store.sqlite3.version-{version}"] if version < LATEST else [])
    for copy in copies(path):
        assert rows(copy) == before
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_second_copy_does_not_replace_the_first(path):
    """The first one was put back, changed and upgraded again."""
    build(path, KEPT[4])
    Store.open(path).close()
    (first,) = copies(path)
    kept = first.read_bytes()
    for leftover in path.parent.glob("store.sqlite3*"):
        if leftover != first:
            leftover.unlink()
    shutil.copy(first, path)
    Store.open(path).close()
    assert [copy.name for copy in copies(path)] == ["store.sqlite3.version-5", "store.sqlite3.version-5-2"]
    assert first.read_bytes() == kept


def test_a_store_in_a_folder_that_cannot_be_written_is_still_used(path, monkeypatch, caplog):
    """It cannot be copied, so it is not upgraded: the run works with an upgraded copy in memory."""
    build(path, KEPT[4])
    content = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reporter.store.database.make_database", full)
    with caplog.at_level(logging.WARNING), Store.open(path) as store:
        assert not store.lasting
        assert [entry.text_en for entry in store.memory()] == ["The delegation arrived in the city."]
    assert path.read_bytes() == content
    assert not copies(path)


def test_a_newer_store_is_refused_and_left_alone(path):
    """In one sentence that says what to do."""
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as database:
        database.execute("INSERT INTO migration VALUES ('9999 telepathy', 99)")
        database.commit()
    content = path.read_bytes()
    with pytest.raises(StoreError, match=r"was written by a newer reporter; update reporter, or restore [^.]*\.$"):
        Store.open(path)
    assert path.read_bytes() == content
    assert not list(path.parent.glob("*.damaged-*"))


@pytest.mark.parametrize("sql", LEDGERS, ids=lambda sql: sql.stem)
def test_a_ledger_of_any_version_still_knows_who_has_what(tmp_path, sql):
    with Ledger.open(build(tmp_path / "own" / "deliveries.sqlite3", sql), new=False) as ledger:
        (delivery,) = ledger.deliveries("briefing.example.org", "2026-11-20")
    assert (delivery.key.recipient, delivery.state) == ("a@example.org", "sent")


def test_a_newer_ledger_is_refused_in_a_sentence(tmp_path):
    path = build(tmp_path / "own" / "deliveries.sqlite3", LEDGERS[-1])
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 9")
    content = path.read_bytes()
    with pytest.raises(DeliveryError, match=r"was written by a newer reporter; update reporter\.$"):
        Ledger.open(path)
    assert path.read_bytes() == content
