"""Editions: the series of editions in one output folder.

In: the articles of a run, the store's history of earlier editions, and the output folder. Out: the articles of this
edition (``choose``, ``read_back``) and what its reader must know about it (``shortfalls``); afterwards, the files
beside the editions (``publish``: ``latest.pdf``, ``index.html``) and the removal of old ones (``remove_old``). One run
at a time locks the output folder (``hold``) and writes to it (``write``). The records on disk are authoritative; the
store is their index and remembers editions whose folder is gone (``known``).
"""

from reporter.editions.folders import is_edition
from reporter.editions.publishing import publish, remove_old
from reporter.editions.recovered import read_back
from reporter.editions.selection import Selection, choose, repeat, shortfalls
from reporter.editions.shelf import known
from reporter.editions.twins import one_each
from reporter.editions.writing import damage, hold, write

__all__ = [
    "Selection",
    "choose",
    "damage",
    "hold",
    "is_edition",
    "known",
    "one_each",
    "publish",
    "read_back",
    "remove_old",
    "repeat",
    "shortfalls",
    "write",
]
