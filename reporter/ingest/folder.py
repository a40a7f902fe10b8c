"""Files, folders and globs -> each article in them, once, in a stable order.

In: what a person wrote under ``inputs:`` or after ``--input``. Out: raw articles, and a ``Skipped`` for every input
that gave none. Folders are read with their subfolders, hidden files apart; links are followed, loops are not.
"""

import fnmatch
import logging
import os
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from reporter.config import IngestSettings
from reporter.ingest.file import SUFFIXES, printed_path, read_file
from reporter.model import RawArticle, Skipped

log = logging.getLogger(__name__)

_MAGIC = re.compile(r"[*?\[]")
_KINDS = ", ".join(sorted(SUFFIXES))

_Identity = tuple[int, int]
"""Device and inode: what tells one file from another, whatever it is called."""
_Above = frozenset[_Identity]
"""The folders on the way to one; to meet them again is to go round in a loop of links."""


class Folder:
    """The inputs of a run, as files on this machine."""

    def __init__(self, inputs: Sequence[str], settings: IngestSettings, *, root: Path, now: datetime) -> None:
        self._inputs = tuple(inputs)
        self._settings = settings
        self._root = root
        self._now = now

    def read(self) -> Iterator[RawArticle | Skipped]:
        """Yield every article and every unusable input; the same file, or the same bytes, only once."""
        files: set[_Identity] = set()
        first_with: dict[str, str] = {}
        for found in self._find():
            if isinstance(found, Skipped):
                yield found
                continue
            identity = _identity(found)
            if identity in files:
                continue
            if identity:
                files.add(identity)
            item = read_file(found, self._settings, root=self._root, now=self._now)
            if isinstance(item, RawArticle):
                name = item.source.path
                if (first := first_with.setdefault(item.source.sha256, name)) != name:
                    log.info("%s has the same bytes as %s and is left out", name, first)
                    continue
            yield item

    def _find(self) -> Iterator[Path | Skipped]:
        """Yield the files that the inputs name, in the order of the inputs."""
        for given in self._inputs:
            path = Path(given).expanduser()
            nothing = True
            for found in self._expand(path):
                nothing = False
                yield found
            if nothing:
                yield self._skipped(path, _why_nothing(path))

    def _expand(self, path: Path) -> Iterator[Path | Skipped]:
        """Yield the files at `path`: itself, those of a folder, those that match a glob."""
        if _is_folder(path):
            yield from self._walk(path, frozenset())
        elif os.path.lexists(path):
            yield path
        elif _MAGIC.search(str(path)):
            fixed = tuple(takewhile(lambda part: not _MAGIC.search(part), path.parts))
            yield from self._glob(Path(*fixed), path.parts[len(fixed) :], frozenset())

    def _glob(self, base: Path, pattern: tuple[str, ...], above: _Above) -> Iterator[Path | Skipped]:
        """Yield the files below `base` that match `pattern`; a folder that matches is read whole."""
        if pattern in {(), ("**",)}:
            if _is_folder(base):
                yield from self._walk(base, above)
            elif base.suffix.lower() in SUFFIXES and os.path.lexists(base):
                yield base
            return
        identity = _identity(base)
        if not _is_folder(base) or identity is None or identity in above:
            return
        names = _names(base)
        if names is None:
            yield self._skipped(base, "the folder cannot be read")
        elif pattern[0] == "**":
            yield from self._glob(base, pattern[1:], above)
            for name in names:
                yield from self._glob(base / name, pattern, above | {identity})
        elif not _MAGIC.search(pattern[0]):
            yield from self._glob(base / pattern[0], pattern[1:], above)
        else:
            for name in fnmatch.filter(names, pattern[0]):
                yield from self._glob(base / name, pattern[1:], above)

    def _walk(self, folder: Path, above: _Above) -> Iterator[Path | Skipped]:
        """Yield the files below `folder` that can be articles, by name."""
        identity = _identity(folder)
        if identity is None or identity in above:
            return
        names = _names(folder)
        if names is None:
            yield self._skipped(folder, "the folder cannot be read")
            return
        for path in (folder / name for name in names):
            if _is_folder(path):
                yield from self._walk(path, above | {identity})
            elif path.suffix.lower() in SUFFIXES:
                yield path

    def _skipped(self, path: Path, reason: str) -> Skipped:
        return Skipped(source=printed_path(path, self._root), stage="ingest", reason=reason)


def _is_folder(path: Path) -> bool:
    """Tell whether `path` is a folder; False where that cannot be found out."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _names(folder: Path) -> list[str] | None:
    """Return what is in `folder`, hidden files apart, in order; None where it cannot be read."""
    try:
        return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return None


def _identity(path: Path) -> _Identity | None:
    """Return what tells `path` from other files; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _why_nothing(path: Path) -> str:
    if _is_folder(path):
        return f"the folder contains no files of a supported type ({_KINDS})"
    if _MAGIC.search(str(path)):
        return f"it matches no files of a supported type ({_KINDS})"
    try:
        path.lstat()
    except PermissionError:
        return "it cannot be read: permission denied"
    except OSError:
        pass
    return "it does not exist"
