"""The archive: what all editions have printed, to be searched and told again.

In: the records of the editions, those that are still there and compressed copies of the others. Out: an index beside
the store (``update``, ``rebuild``), what a query finds in it (``search``), the names of the glossary by edition and
month (``names``), and an edition that tells the stories of several days once (``roundup``). SQLite's part is in
``store.archive``. Everything here can be made again from the records.
"""

from reporter.archive.names import NameCount, names
from reporter.archive.place import Place
from reporter.archive.roundup import Wanted, days_of, roundup
from reporter.archive.searching import Hit, Limits, Passage, Results, search
from reporter.archive.updating import rebuild, update

__all__ = [
    "Hit",
    "Limits",
    "NameCount",
    "Passage",
    "Place",
    "Results",
    "Wanted",
    "days_of",
    "names",
    "rebuild",
    "roundup",
    "search",
    "update",
]
