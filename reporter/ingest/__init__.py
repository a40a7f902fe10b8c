"""Ingest: files, folders and globs -> raw articles.

``folder`` finds the inputs, ``file`` reads one of them, ``encodings`` decodes its bytes, ``metadata`` reads what its
author says about it (front matter, sidecar), ``pages`` and ``markdown`` take mark-up apart. What
cannot be an article becomes ``Skipped``; nothing is ever fetched.
"""

from reporter.ingest.file import read_file
from reporter.ingest.folder import Folder

__all__ = ["Folder", "read_file"]
