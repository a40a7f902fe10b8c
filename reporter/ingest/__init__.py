"""Ingest: files, folders and globs -> raw articles.

``folder`` finds the inputs, ``file`` reads one of them, ``contents`` takes its bytes apart by its kind with the help of
``formats`` (mail, DOCX, PDF, chats, archives), ``pages`` and ``markdown``; ``encodings`` decodes bytes, ``metadata``
reads what an author says about a file (front matter, sidecar), ``stated_times`` times in words. What cannot be an
article becomes ``Skipped``; nothing is ever fetched.
"""

from reporter.ingest.file import read_file, read_files
from reporter.ingest.folder import Folder

__all__ = ["Folder", "read_file", "read_files"]
