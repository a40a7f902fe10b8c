"""Compiled templates are kept in the user's cache folder: compiling ours takes a quarter of a second in each run.

Jinja keeps with each one the hash of its source, and compiles it again if the source differs. Without such a folder
templates are compiled in each run.
"""

from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from reporter import caches

if TYPE_CHECKING:
    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket


def cache() -> "BytecodeCache | None":
    """Return the cache of compiled templates; None if there is no safe folder for it."""
    folder = caches.folder(f"templates-{version('jinja2')}")
    return None if folder is None else _kept_in(folder)


def _kept_in(folder: Path) -> "BytecodeCache":
    from jinja2 import FileSystemBytecodeCache

    class Cache(FileSystemBytecodeCache):
        """A cache whose failure costs time only."""

        def load_bytecode(self, bucket: "Bucket") -> None:
            """Fill `bucket`, unless the file is damaged."""
            try:
                super().load_bytecode(bucket)
            except Exception:  # noqa: BLE001  (pickle and marshal raise anything)
                bucket.reset()

        def dump_bytecode(self, bucket: "Bucket") -> None:
            """Write `bucket`, if there is room."""
            with suppress(OSError):
                super().dump_bytecode(bucket)

    return Cache(str(folder), "%s")
