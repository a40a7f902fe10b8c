"""Write an edition: one run at a time, complete files only.

In: the files of an edition. Out: its folder. Unfinished files are in ``.staging``, which the next run empties.
"""

import logging
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reporter.editions.folders import RECORD, exports
from reporter.errors import AlreadyRunningError, ReporterError
from reporter.files import sync_folder, write_whole

log = logging.getLogger(__name__)


@contextmanager
def hold(output: Path) -> Iterator[Path]:
    """Lock `output` for this run; yield an empty folder inside it for unfinished files."""
    from filelock import FileLock, Timeout

    staging = output / ".staging"
    lock = FileLock(output / ".lock", timeout=0)
    try:
        output.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
    except Timeout as e:
        raise AlreadyRunningError(f"Another run is writing to {output}; try again when it has finished.") from e
    except OSError as e:
        lock.release()
        raise ReporterError(_unwritable(output, e)) from e
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        lock.release()


def write(folder: Path, files: dict[str, bytes], staging: Path) -> None:
    """Write all files to the staging folder, and only then move them into place.

    A new edition appears in one step. An existing one has its files replaced one by one, in the order of `files`.
    """
    staged = staging / folder.name
    try:
        staged.mkdir()
        for name, content in files.items():
            write_whole(staged / name, content)
        if folder.exists():
            for name in files:
                (staged / name).replace(folder / name)
            _tell_of_old_exports(folder, files)
        else:
            staged.rename(folder)
        sync_folder(folder)
        sync_folder(folder.parent)
    except OSError as e:
        raise ReporterError(_unwritable(folder, e)) from e


def _tell_of_old_exports(folder: Path, files: Mapping[str, bytes]) -> None:
    """Name the exports that `files` make outdated; they are kept because someone may have edited them."""
    old = [name for name in exports() if RECORD in files and name not in files and (folder / name).exists()]
    if old:
        log.warning("%s in %s: exported from an earlier version of the edition; export again.", ", ".join(old), folder)


def _unwritable(folder: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"The edition could not be written to {folder} ({reason}); free some space or change its permissions."
