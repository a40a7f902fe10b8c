"""The records that were mailed, as they left: ``sent/<date>/<content>.json.gz`` beside the store.

In and out: the bytes of a record, by the date of its edition and the hash of its content. They are kept for good, so
that an erratum can say what its recipients had.
"""

import gzip
import zlib
from pathlib import Path

from reporter.errors import DeliveryError, ReporterError
from reporter.files import write_whole
from reporter.store.database import make_private_folders

FOLDER = "sent"


class SentRecords:
    """The records that were mailed from one store."""

    def __init__(self, store: Path) -> None:
        """Use the folder beside the store at the path `store`; nothing is read or written yet."""
        self._folder = store.with_name(FOLDER)

    def keep(self, edition: str, content: str, document: bytes) -> None:
        """Keep a record before it is mailed, unless it is kept.

        Raises:
            DeliveryError: it cannot be written, so nothing may be mailed.

        """
        path = self._path(edition, content)
        if path.exists():
            return
        try:
            make_private_folders(path)
            write_whole(path, gzip.compress(document, mtime=0))
        except (OSError, ReporterError) as e:
            raise DeliveryError(f"Mail is not sent because its record cannot be kept in {path.parent} ({e}).") from e

    def find(self, edition: str, content: str) -> bytes | None:
        """Return a record that was mailed; None if it is not there or cannot be read."""
        try:
            return gzip.decompress(self._path(edition, content).read_bytes())
        except (OSError, EOFError, zlib.error):
            return None

    def _path(self, edition: str, content: str) -> Path:
        return self._folder / edition / f"{content}.json.gz"
