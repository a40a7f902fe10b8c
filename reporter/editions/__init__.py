"""Editions: the series of editions in one output folder.

In: the articles of a run, the store's history of earlier editions, and the output folder. Out: the articles of this
edition (``choose``, ``recover``; ``leave_out`` and ``Watcher`` with watch lists), their corrections (``Corrections``),
what has changed since earlier editions (``Since``) and what the reader must know about it (``degraded``); afterwards,
the files beside the editions (``publish``: ``latest.pdf``, ``index.html``), the removal of old ones (``remove_old``),
and selections for some recipients (``selected``). One run at a time locks the output folder (``hold``) and writes to it
(``write``). The records on disk are authoritative; the store is their index and remembers editions whose folder is gone
(``known``).
"""

from reporter.editions.changes import Known, Since
from reporter.editions.corrected import Corrections, corrected
from reporter.editions.decided import decided
from reporter.editions.earlier import EarlierRecords
from reporter.editions.errata import differences, withdrawn
from reporter.editions.folders import is_edition
from reporter.editions.importance import by_importance, events_by_importance, order
from reporter.editions.publishing import publish, remove_old
from reporter.editions.recovered import recover
from reporter.editions.selected import selected
from reporter.editions.selection import Selection, choose, degraded, printed_on, repeat
from reporter.editions.shelf import known
from reporter.editions.sources import fetch_failed, source_notes
from reporter.editions.told import told_before
from reporter.editions.twins import one_each
from reporter.editions.watching import Watcher, leave_out
from reporter.editions.writing import damage, facts_of, hold, write

__all__ = [
    "Corrections",
    "EarlierRecords",
    "Known",
    "Selection",
    "Since",
    "Watcher",
    "by_importance",
    "choose",
    "corrected",
    "damage",
    "decided",
    "degraded",
    "differences",
    "events_by_importance",
    "facts_of",
    "fetch_failed",
    "hold",
    "is_edition",
    "known",
    "leave_out",
    "one_each",
    "order",
    "printed_on",
    "publish",
    "recover",
    "remove_old",
    "repeat",
    "selected",
    "source_notes",
    "told_before",
    "withdrawn",
    "write",
]
