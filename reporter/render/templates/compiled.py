"""Compiled templates are kept in the user's cache folder: compiling ours takes a quarter of a second in each run.

Jinja keeps with each one the hash of its source, and compiles it again if the source differs. What is loaded is run as
Python, so the folder must belong to the user, and nobody else may be allowed to write to it. Without such a folder
(no home, a read-only disk, a service with a protected home) templates are compiled in each run.
"""

import os
import stat
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket


def cache() -> "BytecodeCache | None":
    """Return the cache of compiled templates; None if there is no safe folder for it."""
    folder = _folder()
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


def _folder() -> Path | None:
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("reporter", appauthor=False) / f"templates-{version('jinja2')}"
        if not folder.is_absolute():  # older platformdirs leave the tilde
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
    except (OSError, RuntimeError):
        return None
    others_write = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return None if others_write or status.st_uid != os.getuid() else folder
