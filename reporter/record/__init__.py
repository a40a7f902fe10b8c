"""The record: a sentence-aligned document of one edition, from which all other output is made.

In: the entries of an edition (``make_entry``, ``make``). Out: a ``Record``, and the bytes of ``briefing.json``
(``dumps``). ``load`` reads a record of any version; ``problems`` validates one; ``content_sha256`` tells whether two
files have the same content for a reader.
"""

from reporter.record.changes import Changes, Dropped, Quote, Updated
from reporter.record.content import content_sha256
from reporter.record.making import make, make_entry
from reporter.record.public import public
from reporter.record.reading import load, loads, read
from reporter.record.roundup_rules import misquoted
from reporter.record.rules import problems
from reporter.record.shape import (
    SCHEMA_VERSION,
    Arrival,
    Change,
    Cited,
    Counts,
    Entry,
    Hit,
    LeftOut,
    Point,
    Record,
    Shard,
)
from reporter.record.stories import Story
from reporter.record.writing import document, dumps

__all__ = [
    "SCHEMA_VERSION",
    "Arrival",
    "Change",
    "Changes",
    "Cited",
    "Counts",
    "Dropped",
    "Entry",
    "Hit",
    "LeftOut",
    "Point",
    "Quote",
    "Record",
    "Shard",
    "Story",
    "Updated",
    "content_sha256",
    "document",
    "dumps",
    "load",
    "loads",
    "make",
    "make_entry",
    "misquoted",
    "problems",
    "public",
    "read",
]
