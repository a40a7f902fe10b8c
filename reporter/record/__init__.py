"""The record: one sentence-aligned document of an edition, of which every other output is a view.

In: the entries of an edition (``make_entry``, ``make``). Out: a ``Record``, and the bytes of ``briefing.json``
(``dumps``). ``load`` reads it back, whichever version wrote it; ``problems`` says which of its rules it breaks;
``content_sha256`` says whether two files tell a reader the same.
"""

from reporter.record.content import content_sha256
from reporter.record.making import make, make_entry
from reporter.record.reading import load, loads, read
from reporter.record.rules import problems
from reporter.record.shape import SCHEMA_VERSION, Counts, Entry, Point, Record
from reporter.record.writing import document, dumps

__all__ = [
    "SCHEMA_VERSION",
    "Counts",
    "Entry",
    "Point",
    "Record",
    "content_sha256",
    "document",
    "dumps",
    "load",
    "loads",
    "make",
    "make_entry",
    "problems",
    "read",
]
