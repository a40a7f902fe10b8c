"""Write a dump of a store of each version that has none here yet, with a row in each table. Existing ones never change."""

import sqlite3
from contextlib import closing
from pathlib import Path

from reporter.store.database import MIGRATIONS

TEXT_AR = "وصل الوفد إلى المدينة."
KEY = "وصل الوفد الي المدينه"
ROWS = {
    "memory_file": ("/desk/memory.tmx", "0" * 64, 0),
    "memory": (KEY, "/desk/memory.tmx", TEXT_AR, "The delegation arrived in the city.", "20261101T080000Z", "mona"),
    "correction": (
        KEY, 1, 0, "accepted", TEXT_AR, "The delegation has arrived in the city.", "The delegation arrive city.", "machine",
        "mona", "2026-11-20T08:00:00+00:00", "w1",
    ),
}  # fmt: skip
"""What is read back; the other tables get their own names as text."""
KINDS = {"INTEGER": lambda _: 1, "REAL": lambda _: -0.5, "BLOB": lambda _: b"\x00\x01", "TEXT": str}


def dump(version: int) -> str:
    """Return the SQL of a store after this many migrations."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE migration (name TEXT PRIMARY KEY, position INTEGER NOT NULL)")
        for position, (name, statements) in enumerate(MIGRATIONS[:version]):
            database.executescript(statements)
            database.execute("INSERT INTO migration VALUES (?, ?)", (name, position))
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migration'")
        for (table,) in tables.fetchall():
            columns = database.execute(f"PRAGMA table_info({table})").fetchall()
            row = ROWS.get(table) or [KINDS[column[2]](f"{table} {column[1]}") for column in columns]
            database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        return "\n".join(database.iterdump()) + "\n"


if __name__ == "__main__":
    for number in range(1, len(MIGRATIONS) + 1):
        file = Path(__file__).with_name(f"store-{number:02}.sql")
        if not file.exists():
            file.write_text(dump(number), encoding="utf-8")
