"""The folder for what costs time to make again and nothing else: ``~/.cache/reporter`` on Linux.

What is read from there may be run as Python, so a folder must belong to the user, and nobody else may be allowed to
write to it. There may be none: without a home, on a read-only disk, in a service with a protected home.
"""

import os
import stat
from pathlib import Path


def folder(name: str) -> Path | None:
    """Return the folder `name`, which exists; None if there is no safe one."""
    from platformdirs import user_cache_path

    try:
        found = user_cache_path("reporter", appauthor=False) / name
        if not found.is_absolute():  # older platformdirs leave the tilde
            return None
        found.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = found.stat()
    except (OSError, RuntimeError):
        return None
    others_write = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return None if others_write or status.st_uid != os.getuid() else found
