"""ZIP archives, read in memory.

In: the bytes of an archive. Out: the name and the bytes of each file in it, or the reason why the file is not read.
Nothing is written to disk, so a path that leads out of the archive is harmless; sizes are checked before and during
reading.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from reporter.ingest.content import UnreadableError

_MOST_FILES = 500
_MOST_TIMES = 20
"""Limit for all files together, as a multiple of the limit for one file."""
_HIDDEN = ("__MACOSX/",)
_SAYS_UTF8 = 0x800
"""The flag of an entry whose name is in UTF-8 (APPNOTE.TXT, appendix D)."""
_ARABIC = re.compile("[\u0621-\u064a]")


def files_in(data: bytes, limit: int) -> Iterator[tuple[str, bytes | UnreadableError]]:
    """Yield the files of the archive `data`, each of which may have up to `limit` bytes.

    Raises:
        UnreadableError: it cannot be read, or contains too much.

    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_hidden(entry.filename)]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as e:
        raise UnreadableError("it is not a valid ZIP file") from e
    if len(entries) > _MOST_FILES:
        raise UnreadableError(f"it contains {len(entries):,} files; the limit is {_MOST_FILES}")
    if sum(entry.file_size for entry in entries) > _MOST_TIMES * limit:
        raise UnreadableError(f"its files are too large: more than {_MOST_TIMES * limit / 1e6:g} MB together")
    if not entries:
        raise UnreadableError("it contains no file")
    for entry in entries:
        yield _name(entry), _read(archive, entry, limit)


def require_small(data: bytes, limit: int) -> None:
    """Raise an error if the archive `data` (an Office document) unpacks to more than `limit` bytes.

    Raises:
        UnreadableError: it is too large, or it is not an archive.

    """
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as e:
        raise UnreadableError("it is damaged") from e
    if sum(entry.file_size for entry in entries) > _MOST_TIMES * limit:
        raise UnreadableError(f"it unpacks to more than {_MOST_TIMES * limit / 1e6:g} MB")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes | UnreadableError:
    if entry.flag_bits & 0x1:
        return UnreadableError("it is protected with a password")
    if entry.file_size > limit:
        return UnreadableError(f"it is too large: {entry.file_size / 1e6:.1f} MB, at most {limit / 1e6:g} MB are read")
    try:
        with archive.open(entry) as file:
            data = file.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        return UnreadableError("it is damaged in the archive")
    return data if len(data) <= limit else UnreadableError(f"it is too large: more than {limit / 1e6:g} MB")


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of a file; Windows writes Arabic names in an old code page and does not say so."""
    if entry.flag_bits & _SAYS_UTF8 or entry.filename.isascii():
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    names = [entry.filename, *(raw.decode(encoding, "replace") for encoding in ("utf-8", "cp1256", "cp720"))]
    return max(names, key=_arabic)


def _arabic(name: str) -> float:
    """Return the share of Arabic letters among the letters of `name` that are not ASCII."""
    return len(_ARABIC.findall(name)) / (1 + sum(1 for char in name if not char.isascii()))


def _is_hidden(name: str) -> bool:
    return name.startswith(_HIDDEN) or name.rsplit("/", 1)[-1].startswith(".")
