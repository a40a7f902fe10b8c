"""The manifest of a package: path, size and SHA-256 of every file, written at installation.

In: a package's folder. Out: its files with their hashes, and how they differ from the manifest.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from reporter.files import write_whole

MANIFEST = "reporter-manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of a package; `path` is relative to its folder."""

    path: str
    size: int
    sha256: str


def paths_of(folder: Path) -> list[Path]:
    """Return the files of a package in a stable order, except our manifest and hidden files."""
    relative = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    kept = [path for path in relative if path.as_posix() != MANIFEST and not any(p.startswith(".") for p in path.parts)]
    return [folder / path for path in sorted(kept, key=Path.as_posix)]


def files_of(folder: Path) -> tuple[File, ...]:
    """Hash every file of the package in `folder`.

    Raises:
        OSError: one cannot be read.

    """
    files = []
    for path in paths_of(folder):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            files.append(File(path=path.relative_to(folder).as_posix(), size=file.tell(), sha256=digest))
    return tuple(files)


def package_sha256(files: tuple[File, ...]) -> str:
    """Return one hash over names, sizes and contents, which identifies the package in records."""
    lines = "".join(f"{file.sha256}  {file.size}  {file.path}\n" for file in files)
    return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()


def write(folder: Path, *, source: str, archive_sha256: str) -> dict[str, File]:
    """Write the manifest of the package in `folder`, which came from `source`; return its files by path."""
    files = files_of(folder)
    content = {
        "format": 1,
        "source": source,
        "archive_sha256": archive_sha256,
        "sha256": package_sha256(files),
        "files": [{"path": file.path, "size": file.size, "sha256": file.sha256} for file in files],
    }
    write_whole(folder / MANIFEST, json.dumps(content, ensure_ascii=False, indent=1).encode())
    return {file.path: file for file in files}


def read(folder: Path) -> dict[str, File] | None:
    """Return the files listed in the manifest in `folder`, by path; None if it cannot be read."""
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        files = [File(path=item["path"], size=item["size"], sha256=item["sha256"]) for item in listed]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return {file.path: file for file in files}


def differences(files: tuple[File, ...], manifest: dict[str, File] | None) -> tuple[str, ...]:
    """Describe how `files` differ from those of `manifest`."""
    if manifest is None:
        return (f"its {MANIFEST} cannot be read",)
    there = {file.path: file for file in files}
    problems = [f"{path} is missing" for path in manifest if path not in there]
    for path, file in there.items():
        expected = manifest.get(path)
        if expected is None:
            problems.append(f"{path} is not part of the package")
        elif file.size != expected.size:
            problems.append(f"{path} has {file.size:,} bytes instead of {expected.size:,}")
        elif file.sha256 != expected.sha256:
            problems.append(f"{path} has changed")
    return tuple(problems)


def same(folder: Path, manifest: dict[str, File]) -> bool:
    """Return whether `folder` has exactly the files in `manifest`, unchanged, and the same manifest."""
    return read(folder) == manifest and not differences(files_of(folder), manifest)
