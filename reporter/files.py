"""Write files atomically, even if the power fails.

In: a path and its content. Out: either the complete new file on disk or the previous one; never part of a file.
"""

import errno
import fcntl
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from reporter.errors import ReporterError
from reporter.printable import printable

log = logging.getLogger(__name__)


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
            with suppress(FileNotFoundError):
                shutil.copymode(path, part)
            move(part, path)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
    except OSError as e:
        raise ReporterError(f"{printable(path)} cannot be written ({_why(e)}); nothing was changed.") from e


def _why(error: OSError) -> str:
    """Return the reason for a failure, and what to do if that is plain."""
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    return f"{error.strerror or error}{'; free some space' if full else ''}"


def stamp(path: Path) -> str:
    """Return what differs between versions of the file at `path`.

    Raises:
        OSError: there is no such file.

    """
    status = path.stat()
    return f"{status.st_mtime_ns}-{status.st_size}-{status.st_ino}"


def move(finished: Path, path: Path) -> None:
    """Rename the file or folder `finished` to `path`, in place of a file or an empty folder there; survive a power cut.

    Raises:
        OSError: it cannot be moved; both are unchanged.

    """
    for file in finished.rglob("*") if finished.is_dir() else (finished,):
        if file.is_file():
            with file.open("rb") as content:
                _sync(content)
    finished.replace(path)
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


class NoLocksError(OSError):
    """A file system cannot lock files reliably."""

    def __init__(self, error: OSError) -> None:
        reason = error.strerror or str(error)
        super().__init__(error.errno, f"its file system cannot lock files ({reason}); use a folder on a local disk")


@contextmanager
def locked(path: Path, *, timeout_s: float = 0, mode: int = 0o644) -> Iterator[None]:
    """Hold the lock file at `path` in the block; without locks in the file system, use a file that names its owner.

    Raises:
        TimeoutError: someone else holds it.
        NoLocksError: the file system refuses the lock in a way that may not be the same for everyone.
        OSError: it cannot be written.

    """
    from filelock import BaseFileLock, FileLock, SoftFileLock

    lock: BaseFileLock = FileLock(path, timeout=timeout_s, mode=mode)
    try:
        lock.acquire()
    except OSError as e:
        if e.errno in {errno.ENOLCK, errno.EINVAL}:
            raise NoLocksError(e) from e
        if e.errno not in {errno.ENOTSUP, errno.EOPNOTSUPP}:  # the library handles ENOSYS itself
            raise
        lock = SoftFileLock(f"{path}.owner", timeout=timeout_s, mode=mode)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def lock_folder(folder: Path, held: ExitStack) -> None:
    """Lock `folder` until `held` ends; where folders cannot be locked, as on NFS, a lock file alone must do.

    A lock file can be removed while it is held, which lets a second process in; a folder in use cannot.

    Raises:
        BlockingIOError: another process has locked it.

    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    held.callback(os.close, descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError as e:
        log.info("The folder %s itself cannot be locked (%s)", folder, e.strerror)


def is_unfinished(path: Path) -> bool:
    """Return whether `path` was left behind by a process that was killed while writing.

    >>> is_unfinished(Path("output/.run.json.4711.part"))
    True
    """
    return path.name.startswith(".") and path.suffix == ".part"
