"""Ingest: files, folders and globs -> raw articles.

``folder`` finds the inputs, ``file`` reads one of them, and ``contents`` parses its bytes according to its type, using
``formats`` (mail, DOCX, PDF, chats, archives), ``pages`` and ``markdown``. ``encodings`` decodes bytes, ``metadata``
reads front matter and sidecars, and ``stated_times`` reads times in words. An input that is not an article becomes
``Skipped``; nothing is ever fetched.
"""

from reporter.ingest.file import read_file, read_files
from reporter.ingest.folder import Folder

__all__ = ["Folder", "read_file", "read_files"]
