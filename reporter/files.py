"""Write files atomically, even if the power fails.

In: a path and its content. Out: either the complete new file on disk or the previous one; never part of a file.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from reporter.errors import ReporterError
from reporter.printable import printable


def write_whole(path: Path, content: bytes) -> None:
    """Replace the file at `path` with `content`.

    Raises:
        ReporterError: it cannot be written; an existing file is unchanged.

    """
    with writing(path) as file:
        file.write(content)


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Yield a file that replaces the one at `path`, keeping its mode, when the block ends without an error.

    It is written under another name in the same folder; the file and the folder are synchronised to disk.

    Raises:
        ReporterError: it cannot be written; an existing file is unchanged.

    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with part.open("wb") as file:
                yield file
                file.flush()
                _sync(file)
            with suppress(FileNotFoundError):
                shutil.copymode(path, part)
            part.replace(path)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
    except OSError as e:
        reason = e.strerror or e
        raise ReporterError(f"{printable(path)} cannot be written ({reason}); nothing was changed.") from e
    sync_folder(path.parent)


def _sync(file: BinaryIO) -> None:
    """Write the file to disk, if the file system supports synchronisation."""
    try:
        os.fsync(file.fileno())
    except OSError as e:
        if e.errno not in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}:
            raise


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a power cut, if the file system supports it."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def is_unfinished(path: Path) -> bool:
    """Return whether `path` was left behind by a process that was killed while writing.

    >>> is_unfinished(Path("output/.run.json.4711.part"))
    True
    """
    return path.name.startswith(".") and path.suffix == ".part"
