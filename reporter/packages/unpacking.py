"""Unpack an .argosmodel file, an untrusted zip archive.

In: the archive and an empty folder. Out: the package's files in that folder, or a ModelError, with partial files left
in the folder (which the caller must treat as temporary). Nothing is written outside the folder and no links are
created. The number, size and compression ratio of the files are checked before anything is unpacked.
"""

import json
import re
import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

from reporter.errors import ModelError

MAX_FILES = 2_000
MAX_UNPACKED_BYTES = 4 * 1024**3
MAX_RATIO = 100
"""Deflate can reach 1,000; weights and vocabularies stay below 10."""
_OUTSIDE = "points outside the package"
_RATIO_MATTERS_FROM_BYTES = 1024**2


def unpack(archive: Path, folder: Path) -> None:
    """Write the files of the one package inside `archive` to `folder`.

    Raises:
        ModelError: `archive` is not a package, or is damaged or hostile; or the disk is full.

    """
    try:
        with zipfile.ZipFile(archive) as content:
            entries = content.infolist()
            _check(archive, entries)
            root = _root(archive, entries)
            for entry in entries:
                path = PurePosixPath(entry.filename)
                if path.parts[0] == root and not entry.is_dir():
                    target = folder.joinpath(*path.parts[1:])
                    if not target.resolve().is_relative_to(folder.resolve()):
                        raise ModelError(f"{archive} was not installed: its entry {entry.filename!r} {_OUTSIDE}.")
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with content.open(entry) as source, target.open("xb") as file:
                        shutil.copyfileobj(source, file, 1024**2)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeError) as e:
        raise ModelError(f"{archive} is not a complete .argosmodel file ({e}); download it again.") from e
    except FileNotFoundError as e:
        raise ModelError(f"There is no file {archive}.") from e
    except OSError as e:
        raise ModelError(f"{archive} could not be unpacked to {folder.parent} ({e.strerror or e}).") from e


def read_metadata(folder: Path) -> dict[str, Any]:
    """Return the contents of the package's metadata.json.

    Raises:
        ModelError: it is missing or not a JSON object.

    """
    path = folder / "metadata.json"
    try:
        metadata = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as e:
        raise ModelError(f"{path} cannot be read ({e}); this is not an Argos package.") from e
    if not isinstance(metadata, dict):
        raise ModelError(f"{path} does not contain a JSON object; this is not an Argos package.")
    return metadata


def _check(archive: Path, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_FILES:
        raise ModelError(f"{archive} contains {len(entries):,} files, more than {MAX_FILES:,}; it was not installed.")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise ModelError(f"{archive} unpacks to more than {MAX_UNPACKED_BYTES // 1024**3} GB; it was not installed.")
    seen: set[str] = set()
    for entry in entries:
        reason = _refusal(entry)
        name = entry.filename.rstrip("/").casefold()
        if name in seen:
            reason = "occurs twice"
        seen.add(name)
        if reason:
            raise ModelError(f"{archive} was not installed: its entry {entry.filename!r} {reason}.")


def _refusal(entry: zipfile.ZipInfo) -> str | None:
    """Return what is wrong with `entry`; None if nothing is."""
    # The name in the archive can differ from Python's, because newer versions read the Unicode Path extra field.
    for name in (entry.orig_filename, entry.filename):
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or ".." in parts or re.search(r"[\\:\x00-\x1f]", name):
            return _OUTSIDE
    if entry.filename != entry.orig_filename:
        return "has two names"
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "is a link or a device"
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "uses an unsupported compression method"
    if entry.file_size > max(_RATIO_MATTERS_FROM_BYTES, MAX_RATIO * entry.compress_size):
        return f"unpacks to more than {MAX_RATIO} times its size"
    return None


def _root(archive: Path, entries: list[zipfile.ZipInfo]) -> str:
    paths = [PurePosixPath(entry.filename) for entry in entries]
    roots = [path.parts[0] for path in paths if len(path.parts) == 2 and path.name == "metadata.json"]
    if len(roots) != 1:
        raise ModelError(f"{archive} is not an Argos package: it must contain one folder with a metadata.json.")
    return roots[0]
