"""The record: one sentence-aligned JSON document, of which every other output is a view.

``to_record`` turns a briefing into it; ``problems`` holds a record against its schema (``data/record.schema.json``)
and its invariants; ``dumps`` and ``load`` are its bytes.
"""

from reporter.record.making import to_record
from reporter.record.reading import load
from reporter.record.rules import problems
from reporter.record.shape import WITHHELD, Record, dumps

__all__ = ["WITHHELD", "Record", "dumps", "load", "problems", "to_record"]
