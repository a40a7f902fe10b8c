"""Writing a file whole or not at all, power cuts included.

In: a path and its content. Out: the file, on the disk, or the file that was there before; never half of one.
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
    """Put `content` in the place of the file at `path`.

    Raises:
        ReporterError: it cannot be written; an earlier file stays as it was.

    """
    with writing(path) as file:
        file.write(content)


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, which takes the place of that at `path`, and its mode, once the block has ended well.

    It is written under another name in the same folder; file and folder are synchronised with the disk.

    Raises:
        ReporterError: it cannot be written; an earlier file stays as it was.

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
        raise ReporterError(f"{printable(path)} cannot be written ({reason}); nothing was changed there.") from e
    sync_folder(path.parent)


def _sync(file: BinaryIO) -> None:
    """Have the file on the disk, where the file system can say that it is."""
    try:
        os.fsync(file.fileno())
    except OSError as e:
        if e.errno not in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}:
            raise


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a power cut, as far as its file system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def is_unfinished(path: Path) -> bool:
    """Tell whether `path` is what a process that was killed while writing has left.

    >>> is_unfinished(Path("output/.run.json.4711.part"))
    True
    """
    return path.name.startswith(".") and path.suffix == ".part"
