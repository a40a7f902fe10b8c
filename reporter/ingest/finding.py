"""Files, folders and globs -> the files that can be articles, in a stable order, and everything else found there.

In: the values of ``inputs:`` or ``--input``. Out: paths, and a ``Skipped`` for everything that is left out. Folders are
read with their subfolders, except for hidden files; links are followed, except in loops. A folder that a browser saved
with a page (``X_files`` next to ``X.html``) belongs to the page; reporter's own files and folders are never inputs.
"""

import fnmatch
import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile
from pathlib import Path

from reporter.identity import is_address
from reporter.ingest.contents import SUFFIXES, not_read
from reporter.ingest.file import SIDECARS, printed_path
from reporter.ingest.saved_pages import page_of
from reporter.model import ASIDE, Skipped

_MAGIC = re.compile(r"[*?\[]")
_KINDS = ", ".join(sorted(SUFFIXES))
_NOT_FETCHED = "reporter does not fetch pages; save the page in a browser and use the file as input"
_HOST = re.compile(r"www\.[^.]+\.[^.]", re.IGNORECASE)
MOST_NAMED = 10
"""Maximum number of files of one type in a folder, or of copies of a file, to list individually."""
_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
_HIDDEN = (".", "~$")
"""Hidden files, and those with which Word marks a document as open."""

_Identity = tuple[int, int]
"""Device and inode, which identify a file regardless of its name."""
_Above = frozenset[_Identity]
"""The folders on the path to a folder; meeting one again means that links form a loop."""


class Finder:
    """Finds the files that inputs name."""

    def __init__(
        self, inputs: Sequence[str], *, root: Path, own: Collection[Path] = (), may_be_empty: bool = False
    ) -> None:
        self._inputs = tuple(inputs)
        self._root = root
        self._own = {found for path in own if (found := identity(path))}
        self._may_be_empty = may_be_empty

    def find(self) -> Iterator[Path | Skipped]:
        """Yield the files that the inputs name, in the order of the inputs, and everything that is left out."""
        for given in self._inputs:
            if is_address(given):
                yield Skipped(source=given, stage="ingest", reason=_why_no_address(given))
                continue
            path = Path(given).expanduser()
            nothing = True
            for found in self._expand(path):
                nothing = nothing and isinstance(found, Skipped) and found.stage == ASIDE
                yield found
            if nothing:
                expected = self._may_be_empty and _is_folder(path)
                yield self._skipped(path, _why_nothing(path), ASIDE if expected else "ingest")

    def _expand(self, path: Path) -> Iterator[Path | Skipped]:
        """Yield the files at `path`: the file itself, the files of a folder, or those that match a glob."""
        if self._is_own(path):
            yield self._skipped(path, "it is reporter's own")
        elif _is_folder(path):
            yield from self._walk(path, frozenset())
        elif os.path.lexists(path):
            yield path
        elif _MAGIC.search(str(path)):
            fixed = tuple(takewhile(lambda part: not _MAGIC.search(part), path.parts))
            yield from self._glob(Path(*fixed), path.parts[len(fixed) :], frozenset())

    def _glob(self, base: Path, pattern: tuple[str, ...], above: _Above) -> Iterator[Path | Skipped]:
        """Yield the files below `base` that match `pattern`; a folder that matches is read completely."""
        if pattern in {(), ("**",)}:
            yield from self._matched(base, above)
            return
        found = identity(base)
        if not _is_folder(base) or found is None or found in above:
            return
        names = _names(base)
        if names is None:
            yield self._skipped(base, "the folder cannot be read")
        elif pattern[0] == "**":
            yield from self._glob(base, pattern[1:], above)
            for name in names:
                yield from self._glob(base / name, pattern, above | {found})
        elif not _MAGIC.search(pattern[0]):
            yield from self._glob(base / pattern[0], pattern[1:], above)
        else:
            for name in fnmatch.filter(names, pattern[0]):
                yield from self._glob(base / name, pattern[1:], above)

    def _matched(self, path: Path, above: _Above) -> Iterator[Path | Skipped]:
        """Yield the files for one match of a glob."""
        if self._is_own(path):
            yield self._skipped(path, "it is reporter's own", ASIDE)
        elif _is_folder(path):
            page = page_of(path.name, _names(path.parent) or ())
            if page:
                yield self._skipped(path, f"it belongs to {page}", ASIDE)
            else:
                yield from self._walk(path, above)
        elif path.suffix.lower() in SUFFIXES:
            if os.path.lexists(path):
                yield path
        elif path.is_file() and not _is_sidecar(path, _names(path.parent) or ()):
            yield self._skipped(path, not_read(path.suffix.lower()), ASIDE)

    def _walk(self, folder: Path, above: _Above) -> Iterator[Path | Skipped]:
        """Yield the files below `folder` that can be articles, ordered by name, and everything else in it."""
        found = identity(folder)
        if found is None or found in above:
            return
        names = _names(folder)
        if names is None:
            yield self._skipped(folder, "the folder cannot be read")
            return
        others: list[Path] = []
        for path in (folder / name for name in names):
            if self._is_own(path):
                yield self._skipped(path, "it is reporter's own", ASIDE)
            elif _is_folder(path):
                if page := page_of(path.name, names):
                    yield self._skipped(path, f"it belongs to {page}", ASIDE)
                else:
                    yield from self._walk(path, above | {found})
            elif path.suffix.lower() in SUFFIXES:
                yield path
            elif not _is_sidecar(path, names):
                others.append(path)
        yield from self._named(others)

    def _named(self, others: Sequence[Path]) -> Iterator[Skipped]:
        """Yield the files of unsupported types; many files of one type as a single item."""
        count = Counter(path.suffix.lower() for path in others)
        told: set[str] = set()
        for path in others:
            suffix = path.suffix.lower()
            if count[suffix] <= MOST_NAMED:
                yield self._skipped(path, not_read(suffix), ASIDE)
            elif suffix not in told:
                told.add(suffix)
                yield self._skipped(path.parent / f"*{suffix}", f"{count[suffix]} files: {not_read(suffix)}", ASIDE)

    def _is_own(self, path: Path) -> bool:
        return bool(self._own) and identity(path) in self._own

    def _skipped(self, path: Path, reason: str, stage: str = "ingest") -> Skipped:
        return Skipped(source=printed_path(path, self._root), stage=stage, reason=reason)


def identity(path: Path) -> _Identity | None:
    """Return the identity of the file at `path`; None if there is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _is_sidecar(path: Path, beside: Sequence[str]) -> bool:
    """Return whether `path` is the sidecar of a file next to it."""
    if path.suffix.lower() not in SIDECARS:
        return False
    return any(Path(name).stem == path.stem and Path(name).suffix.lower() in SUFFIXES for name in beside)


def _is_folder(path: Path) -> bool:
    """Return whether `path` is a folder; False if that cannot be determined."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _names(folder: Path) -> list[str] | None:
    """Return the sorted contents of `folder` without hidden files; None if it cannot be read."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return None
    return [name for name in names if not name.startswith(_HIDDEN) and name.lower() not in _SYSTEM]


def _why_no_address(given: str) -> str:
    if given.lower().startswith("file:"):
        return "it is an address; write the path of the file without file://"
    return _NOT_FETCHED


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
    return _NOT_FETCHED if any(_HOST.match(part) for part in path.parts) else "it does not exist"
