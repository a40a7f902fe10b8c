"""Render: the record becomes the documents that people read.

In: a record. Out: the bytes of ``briefing.html`` (one self-contained file) and of ``briefing.pdf``, which is the same
HTML printed.
"""

from reporter.render.documents import Documents

__all__ = ["Documents"]
