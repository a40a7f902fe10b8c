"""Write an edition: one run at a time, complete files only.

In: the files of an edition. Out: its folder. Unfinished files are in ``.staging``, which the next run empties.
"""

import ctypes
import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from reporter.editions.folders import RECORD, SEAL, exports
from reporter.errors import AlreadyRunningError, ReporterError
from reporter.files import NoLocksError, is_unfinished, lock_folder, locked, sync_folder, write_whole

log = logging.getLogger(__name__)

FACTS = ("decisions", "erratum", "section", "priority")
"""The fingerprint of the decisions that an edition was made with, and the kind of its erratum, if there are any; the
section and the priority that a round-up was asked for."""
_NONE: Mapping[str, str] = {}


@contextmanager
def hold(output: Path) -> Iterator[Path]:
    """Lock `output` for this run and yield an empty folder inside it for unfinished files.

    The folder itself is locked as well as the lock file, so removing that file does not let another run start.
    """
    staging = output / ".staging"
    with ExitStack() as held:
        try:
            output.mkdir(parents=True, exist_ok=True)
            lock_folder(output, held)
            held.enter_context(locked(output / ".lock"))
            shutil.rmtree(staging, ignore_errors=True)
            for left in filter(is_unfinished, output.iterdir()):  # only runs write here, and this is the only one
                left.unlink(missing_ok=True)
            staging.mkdir()
            held.callback(shutil.rmtree, staging, ignore_errors=True)
        except (TimeoutError, BlockingIOError) as e:
            raise AlreadyRunningError(f"Another run is writing to {output}; try again when it has ended.") from e
        except OSError as e:
            raise ReporterError(_unwritable(output, e)) from e
        yield staging


def write(folder: Path, files: dict[str, bytes], staging: Path, facts: Mapping[str, str] = _NONE) -> None:
    """Write all files to the staging folder, then move them into place.

    A new edition appears in one step. An existing edition is exchanged with the new one in one step if the file system
    can do that. Otherwise its files are replaced one by one, the seal first: it matches them only when all are there.
    The seal also has `facts` about the edition (``FACTS``).
    """
    staged = staging / folder.name
    sealed = files | {SEAL: _seal(files, facts)}
    try:
        staged.mkdir()
        for name, content in sealed.items():
            write_whole(staged / name, content)
        if not folder.exists():
            staged.rename(folder)
        else:
            if not _exchanged(staged, folder):
                for name in (SEAL, *files):
                    (staged / name).replace(folder / name)
            _tell_of_old_exports(folder, files)
        sync_folder(folder)
        sync_folder(folder.parent)
    except OSError as e:
        raise ReporterError(_unwritable(folder, e)) from e


def damage(folder: Path) -> str | None:
    """Return what is wrong with the documents of the edition in `folder`; None if they were made together.

    An edition made by an earlier version has no seal and is accepted as it is.
    """
    try:
        wanted = json.loads((folder / SEAL).read_bytes())["sha256"]
        for name, sha256 in wanted.items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != sha256:
                return f"its {name} does not belong to the same version as its other files"
    except FileNotFoundError as e:
        return None if e.filename == str(folder / SEAL) else f"its {Path(e.filename).name} is missing"
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as e:
        return f"its {SEAL} cannot be read ({type(e).__name__})"
    return None


def facts_of(folder: Path) -> dict[str, str]:
    """Return the facts about the edition in `folder` that were written with it."""
    try:
        made = json.loads((folder / SEAL).read_bytes())
        return {name: str(made[name]) for name in FACTS if name in made}
    except (OSError, ValueError, TypeError):  # made by an earlier version, or damaged, which is noticed elsewhere
        return {}


def _seal(files: Mapping[str, bytes], facts: Mapping[str, str] = _NONE) -> bytes:
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    known = {name: facts[name] for name in FACTS if facts.get(name)}
    return (json.dumps({"schema_version": 1, "sha256": hashes, **known}, indent=2) + "\n").encode()


def _exchanged(staged: Path, folder: Path) -> bool:
    """Exchange `staged` and `folder` in one step, after linking other files of `folder` into `staged`.

    Return False if that is impossible: it requires Linux, a file system with exchange and links, and no subfolders.
    """
    try:
        for path in folder.iterdir():
            if not (staged / path.name).exists():
                os.link(path, staged / path.name, follow_symlinks=False)
        _exchange(staged, folder)
    except (OSError, AttributeError):  # AttributeError: a C library without renameat2
        return False
    return True


def _exchange(one: Path, other: Path) -> None:
    """Exchange two folders (renameat2(2) with RENAME_EXCHANGE)."""
    library = ctypes.CDLL(None, use_errno=True)
    here, exchange = -100, 2
    if library.renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _tell_of_old_exports(folder: Path, files: Mapping[str, bytes]) -> None:
    """Log which exports `files` make outdated; they are kept because someone may have edited them."""
    old = [name for name in exports() if RECORD in files and name not in files and (folder / name).exists()]
    if old:
        log.warning("%s in %s: exported from an earlier version of the edition; export again.", ", ".join(old), folder)


def _unwritable(folder: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    if isinstance(error, NoLocksError):
        return f"The edition could not be written to {folder}: {reason}."
    return f"The edition could not be written to {folder} ({reason}); free some space or change its permissions."
