"""The file in which an edition goes to a colleague and comes back: one zip archive, read in memory.

In: the parts of a parcel, or an untrusted file. Out: the file, or its parts; a file with anything else in it is refused
as a whole, and nothing of it is used.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from reporter.errors import ConfigError, ReporterError

MOST_FILES = 5_000
MOST_BYTES = 500_000_000
"""Of all files together, unpacked."""
_ABOUT, _RECORD, _DECISIONS, _LOG, _ENGLISH = (
    "about.json",
    "briefing.json",
    "decisions.yaml",
    "decisions.log",
    "english.xlf",
)
_ARTICLES = "articles/"
_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An edition with what was decided on it."""

    name: str
    """Of the edition: its day, or the name of a round-up."""
    facts: Mapping[str, str]
    """What is known about the making of its documents (``editions.writing.FACTS``)."""
    record: bytes
    decisions: bytes
    log: bytes
    """Which versions of the decisions these are made upon."""
    english: bytes
    """All English texts as an XLIFF file."""
    articles: Mapping[str, tuple[bytes, int]]
    """By their paths, relative to the folder of the settings: the file, and its time of modification in ns."""


def dumps(parcel: Parcel) -> bytes:
    """Return the file."""
    about = {
        "schema_version": _VERSION,
        "edition": parcel.name,
        "facts": dict(parcel.facts),
        "modified_ns": {path: at for path, (_, at) in parcel.articles.items()},
    }
    parts = {
        _ABOUT: json.dumps(about, ensure_ascii=False, indent=2).encode(),
        _RECORD: parcel.record,
        _DECISIONS: parcel.decisions,
        _LOG: parcel.log,
        _ENGLISH: parcel.english,
    } | {_ARTICLES + path: content for path, (content, _) in parcel.articles.items()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def read(path: Path) -> Parcel:
    """Return the parts of the file at `path`.

    Raises:
        ConfigError: there is no such file.
        ReporterError: it is damaged, or is not such a file.

    """
    try:
        parts = _parts(path)
        about = json.loads(parts.pop(_ABOUT))
        if about["schema_version"] != _VERSION:
            raise ReporterError(f"{path} was made by another version of reporter; both need the same.")
        found = {name: parts.pop(name) for name in (_RECORD, _DECISIONS, _LOG, _ENGLISH)}
        modified = {str(name): int(at) for name, at in about["modified_ns"].items()}
        articles = {name.removeprefix(_ARTICLES): content for name, content in parts.items()}
        return Parcel(
            name=str(about["edition"]),
            facts={str(name): str(value) for name, value in about["facts"].items()},
            record=found[_RECORD],
            decisions=found[_DECISIONS],
            log=found[_LOG],
            english=found[_ENGLISH],
            articles={name: (content, modified[name]) for name, content in articles.items()},
        )
    except OSError as e:
        raise ConfigError(f"{path} cannot be read ({e.strerror or e}).") from e
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as e:
        raise ReporterError(f"{path} is damaged ({e}).") from e
    except (ValueError, LookupError, TypeError, AttributeError) as e:
        raise ReporterError(f"{path} was not made by 'reporter desk --export'.") from e


def _parts(path: Path) -> dict[str, bytes]:
    """Return the files in an archive by their names.

    Raises:
        ReporterError: it has more, or other, files than a parcel.

    """
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        names = [(entry.filename, entry.orig_filename) for entry in entries]
        wrong = next((name for name, written in names if name != written or not _belongs(name)), None)
        if wrong is not None:
            raise ReporterError(f"{path} is refused because of its file {wrong!r}.")
        size = sum(entry.file_size for entry in entries)
        if len(set(names)) < len(entries) or len(entries) > MOST_FILES or size > MOST_BYTES:
            raise ReporterError(f"{path} is refused because it has too many files, or too large ones.")
        return {entry.filename: archive.read(entry) for entry in entries}  # never more than the size that it announces


def _belongs(name: str) -> bool:
    if name in {_ABOUT, _RECORD, _DECISIONS, _LOG, _ENGLISH}:
        return True
    return name.startswith(_ARTICLES) and is_plain(name.removeprefix(_ARTICLES))


def is_plain(path: str) -> bool:
    """Return whether `path` is relative and leads nowhere else.

    >>> is_plain("articles/port.html"), is_plain("../port.html"), is_plain("/etc/passwd"), is_plain("a/./b")
    (True, False, False, False)
    """
    parts = PurePosixPath(path).parts
    unusual = any(char in path for char in "\\:") or not path.isprintable()
    return bool(parts) and "/".join(parts) == path and ".." not in parts and not path.startswith("/") and not unusual


def loaded_json(content: bytes) -> list[dict[str, Any]]:
    """Return the lines of a log of decisions; a damaged line is left out."""
    found = []
    for line in content.split(b"\n"):
        try:
            said = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(said, dict) and "what" in said:
            found.append(said)
    return found
