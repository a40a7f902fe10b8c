"""Render: the record becomes the documents that people read.

In: a record. Out: the bytes of ``briefing.html`` (one file, nothing outside it) and of ``briefing.pdf``, which is that
same HTML printed.
"""

from reporter.render.documents import Documents

__all__ = ["Documents"]
