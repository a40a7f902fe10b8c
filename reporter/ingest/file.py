"""One file -> a raw article, or the reason why it is none.

In: a path. Out: ``RawArticle`` with what front matter, a sidecar or the page say filled in, or ``Skipped`` with a
reason for the reader of the briefing.
"""

import hashlib
import logging
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from reporter.config import IngestSettings
from reporter.ingest.bound import TooSlowError, bounded
from reporter.ingest.encodings import Decoded, control_share, decode
from reporter.ingest.markdown import reduce_markdown
from reporter.ingest.metadata import Metadata, read_yaml, split_front_matter
from reporter.ingest.pages import looks_like_page, read_page
from reporter.language.identification import not_arabic
from reporter.model import RawArticle, Remark, Skipped, Source
from reporter.printable import reason_of

log = logging.getLogger(__name__)

SUFFIXES = frozenset({".txt", ".md", ".html", ".htm"})
"""Of the files that can be articles, lower case."""

_PAGES = frozenset({".html", ".htm"})
_SIDECARS = (".yaml", ".yml")
_LONG_RUN = re.compile(r"(?:\s|&nbsp;|&#160;|&#[xX][aA]0;){64,}")
_LARGEST_SIDECAR = 64_000
_SIGNATURES: Mapping[bytes, str] = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP or Office",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"Rar!\x1a\x07": "RAR",
    b"\x89PNG\r\n": "PNG image",
    b"\xff\xd8\xff": "JPEG image",
    b"GIF8": "GIF image",
    b"\xd0\xcf\x11\xe0": "old Office",
    b"{\\rtf": "RTF",
    b"\x7fELF": "program",
    b"SQLite format 3\x00": "SQLite",
}
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class UnreadableError(Exception):
    """Why a file is no article; becomes the reason of a ``Skipped``."""


def read_file(path: Path, settings: IngestSettings, *, root: Path, now: datetime) -> RawArticle | Skipped:
    """Return the article in the file `path`.

    `root` is the folder to which the printed path is relative, `now` the time of retrieval. Only regular files with
    a known suffix are opened; a sidecar of the same name (``.yaml``, ``.yml``) is read with it.
    """
    name = printed_path(path, root)
    try:
        with bounded(settings.max_seconds):
            return _read(path, name, settings, now)
    except (UnreadableError, TooSlowError) as e:
        reason = str(e)
    except OSError as e:
        reason = f"it cannot be read: {e.strerror or e}"
    except Exception as e:
        log.exception("%s could not be read", name)
        reason = reason_of(e)
    return Skipped(source=name, stage="ingest", reason=reason)


def printed_path(path: Path, root: Path) -> str:
    """Return `path` as it is printed: relative to `root` where it is in or near it, else its last two names.

    The briefing is forwarded: it does not tell how the machine's folders are named.

    >>> root = Path("/srv/desk/briefing")
    >>> printed_path(Path("/srv/desk/briefing/in/a.txt"), root), printed_path(Path("/home/me/saved/b.txt"), root)
    ('in/a.txt', '…/saved/b.txt')
    """
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - links stay unresolved, names are as the person gave them
    relative = Path(os.path.relpath(absolute, root))
    shown = str(relative) if relative.parts[:2] != ("..", "..") else "/".join(("…", *absolute.parts[1:][-2:]))
    decoded = os.fsencode(shown).decode("utf-8", "replace").replace("\ufffd", "?")
    return "".join(c if c.isprintable() else "?" for c in decoded)


def _read(path: Path, name: str, settings: IngestSettings, now: datetime) -> RawArticle:
    """Return the article in the file `path`.

    Raises:
        UnreadableError: it holds none, or no Arabic.

    """
    if path.suffix.lower() not in SUFFIXES:
        raise UnreadableError(f"its kind is not one of {', '.join(sorted(SUFFIXES))}")
    data = _read_bytes(path, round(settings.max_file_mb * 1_000_000))
    article = _article(data, path, name, now)
    if reason := not_arabic(article.text, least=settings.min_arabic):
        raise UnreadableError(reason)
    return article


def _read_bytes(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file of at most `limit` bytes.

    Raises:
        UnreadableError: it is something else, empty, or larger.

    """
    _require_file(path.stat().st_mode)
    # Not blocking, and looked at again: what stands at `path` may have been exchanged for a pipe.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        _require_file(status.st_mode)
        if status.st_size > limit:
            raise UnreadableError(
                f"it is too large: {status.st_size / 1e6:.1f} MB, at most {limit / 1e6:g} MB are read"
            )
        data = file.read(limit + 1)
    if len(data) > limit:
        raise UnreadableError(f"it is too large: more than {limit / 1e6:g} MB")
    if not data.strip():
        raise UnreadableError("it is empty")
    return data


def _require_file(mode: int) -> None:
    for is_kind, kind in _KINDS:
        if is_kind(mode):
            raise UnreadableError(f"it is {kind}, not a file")


def _article(data: bytes, path: Path, name: str, now: datetime) -> RawArticle:
    """Take `data` apart by its kind and fill in what is said about the article.

    Raises:
        UnreadableError: it holds no text.

    """
    decoded = _text(data, name)
    stated, text = split_front_matter(_folded(decoded.text.replace("\r\n", "\n").replace("\r", "\n")), name=name)
    headings: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    byline = None
    if path.suffix.lower() in _PAGES or looks_like_page(text):
        page = read_page(text)
        byline, remarks = page.metadata.author, page.remarks
        text, headings, stated = page.text, page.headings, stated.over(replace(page.metadata, author=None))
        if not text:
            raise UnreadableError(page.reason)
    elif path.suffix.lower() == ".md":
        text, headings = reduce_markdown(text)
    facts = _sidecar(path, name).over(stated)
    source = Source(
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        retrieved_at=now,
        outlet=facts.outlet,
        place=facts.place,
        author=facts.author,
        url=facts.url,
        published_at=facts.published_at,
        remarks=remarks,
    )
    return RawArticle(
        source=source,
        title=facts.title,
        deck=facts.deck,
        text=text,
        encoding=decoded.encoding,
        headings=headings,
        byline=None if facts.author else byline,
    )


def _folded(text: str) -> str:
    """Return `text` with each very long run of white space as a short one: no article has one.

    Patterns of ours and of libraries look for the end of such a run from each of its places.
    """
    return _LONG_RUN.sub(lambda found: "\n\n" if "\n" in found[0] else " ", text)


def _text(data: bytes, name: str) -> Decoded:
    """Decode `data` and say how.

    Raises:
        UnreadableError: it is no text.

    """
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableError(f"it is no text but a {kind} file")
    decoded = decode(data)
    if control_share(decoded.text) > 0.05:
        raise UnreadableError("it is no text but binary data")
    log.info("%s: read as %s", name, decoded.encoding)
    if decoded.damaged:
        log.warning("%s: %d damaged characters, shown as \ufffd", name, decoded.damaged)
    return decoded


def _sidecar(path: Path, name: str) -> Metadata:
    """Return what the sidecar of `path` says; empty where there is none."""
    for suffix in _SIDECARS:
        beside = path.with_suffix(suffix)
        try:
            text = _read_bytes(beside, _LARGEST_SIDECAR).decode("utf-8-sig")
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError, UnreadableError) as e:
            log.warning("%s: its sidecar %s is ignored: %s", name, beside.name, e)
            continue
        return read_yaml(text, name=f"{name}, sidecar {beside.name}")
    return Metadata()
