"""Editions: the series that runs of many days make in one output folder.

In: the articles of a run, what the store remembers of earlier editions, the output folder. Out: which articles make
this edition (``choose``, ``read_back``) and what its reader must know about it (``shortfalls``); afterwards what stands
beside the editions (``publish``: ``latest.pdf``, ``index.html``) and which folders are old (``remove_old``). One run at
a time ``hold``s the output folder and ``write``s to it. The records on disk are the truth; the store is their index
and remembers editions whose folder is gone (``known``).
"""

from reporter.editions.folders import is_edition
from reporter.editions.publishing import publish, remove_old
from reporter.editions.recovered import read_back
from reporter.editions.selection import Selection, choose, repeat, shortfalls
from reporter.editions.shelf import known
from reporter.editions.writing import damage, hold, write

__all__ = [
    "Selection",
    "choose",
    "damage",
    "hold",
    "is_edition",
    "known",
    "publish",
    "read_back",
    "remove_old",
    "repeat",
    "shortfalls",
    "write",
]
