"""One file -> the articles in it, or the reason why it contains none.

In: a path. Out: ``RawArticle`` with the facts from front matter, a sidecar or the page, or ``Skipped`` with a reason
for the reader of the briefing. A file may contain several articles: an archive, a chat, a mail with attachments.
"""

import codecs
import logging
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.ingest.content import Content, Part, UnreadableError
from reporter.ingest.contents import SUFFIXES, not_read, parts_of, sha256
from reporter.ingest.fetched import Sidecar, read_sidecar
from reporter.ingest.unusable import why_unusable
from reporter.model import ASIDE, RawArticle, Skipped, Source
from reporter.printable import printable, reason_of

if TYPE_CHECKING:
    from reporter.config import IngestSettings

log = logging.getLogger(__name__)

SIDECARS = (".yaml", ".yml")
_LARGEST_SIDECAR = 64_000
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_file(path: Path, settings: "IngestSettings", *, root: Path, now: datetime) -> RawArticle | Skipped:
    """Return the article in the file `path`; for a file with several, see ``read_files``.

    `root` is the folder to which the printed path is relative, `now` the time of retrieval. Only regular files with
    a known suffix are opened; a sidecar of the same name (``.yaml``, ``.yml``) is read with it.
    """
    found = list(read_files(path, settings, root=root, now=now))
    articles = [item for item in found if isinstance(item, RawArticle)]
    if len(articles) > 1:
        reason = f"it contains {len(articles)} articles; read them all with read_articles"
        return Skipped(source=printed_path(path, root), stage="ingest", reason=reason)
    return articles[0] if articles else found[0]


def read_files(path: Path, settings: "IngestSettings", *, root: Path, now: datetime) -> Iterator[RawArticle | Skipped]:
    """Yield every article in the file `path`, and everything else in it as ``Skipped``; at least one item."""
    opened = open_file(path, settings, root=root)
    if isinstance(opened, Skipped):
        yield opened
    else:
        yield from read_opened(opened, settings, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The bytes of a file: everything that is needed to read it on another machine."""

    name: str
    """The printed path."""
    suffix: str
    """Lower case."""
    data: bytes
    sidecar: tuple[str, bytes] | None
    """Its name and its bytes."""


def open_file(path: Path, settings: "IngestSettings", *, root: Path) -> Opened | Skipped:
    """Return the bytes of the file `path` and of its sidecar, or the reason why it is not read."""
    name = printed_path(path, root)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        return Skipped(source=name, stage="ingest", reason=not_read(suffix))
    try:
        data = _read_bytes(path, _limit(settings))
        return Opened(name=name, suffix=suffix, data=data, sidecar=_sidecar(path, name))
    except Exception as e:  # noqa: BLE001  (it is in the log)
        return _not_read(name, e)


def read_opened(opened: Opened, settings: "IngestSettings", *, now: datetime) -> Iterator[RawArticle | Skipped]:
    """Yield what ``read_files`` does of a file that has been opened."""
    try:
        yield from _read(opened, settings, now)
    except Exception as e:  # noqa: BLE001  (it is in the log)
        yield _not_read(opened.name, e)


def _not_read(name: str, error: Exception) -> Skipped:
    if isinstance(error, UnreadableError):
        reason = str(error)
    elif isinstance(error, OSError):
        reason = f"it cannot be read: {error.strerror or error}"
    else:
        log.warning("%s could not be read", name, exc_info=error)
        reason = reason_of(error)
    return Skipped(source=name, stage="ingest", reason=reason)


def _limit(settings: "IngestSettings") -> int:
    return round(settings.max_file_mb * 1_000_000)


def printed_path(path: Path, root: Path) -> str:
    """Return the printed form of `path`: relative to `root` if it is in or near it, otherwise its last two names.

    The briefing is forwarded, so it should not reveal the names of the machine's folders.

    >>> root = Path("/srv/desk/briefing")
    >>> printed_path(Path("/srv/desk/briefing/in/a.txt"), root), printed_path(Path("/home/me/saved/b.txt"), root)
    ('in/a.txt', '…/saved/b.txt')
    """
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - links stay unresolved, names are as the person gave them
    relative = Path(os.path.relpath(absolute, root))
    shown = str(relative) if relative.parts[:2] != ("..", "..") else "/".join(("…", *absolute.parts[1:][-2:]))
    decoded = os.fsencode(shown).decode("utf-8", "replace").replace("\ufffd", "?")
    return "".join(c if c.isprintable() else "?" for c in decoded)


def _read(opened: Opened, settings: "IngestSettings", now: datetime) -> Iterator[RawArticle | Skipped]:
    """Yield the parts of a file."""
    beside = _stated_beside(opened)
    for part in parts_of(opened.data, opened.suffix, name=opened.name, limit=_limit(settings)):
        whole = f"{opened.name}/{printable(part.name)}" if part.name else opened.name
        reason = (
            str(part.content)
            if isinstance(part.content, UnreadableError)
            else why_unusable(part.content.text, least_arabic=settings.min_arabic)
        )
        if isinstance(part.content, UnreadableError) or reason:
            yield Skipped(source=whole, stage=ASIDE if part.aside else "ingest", reason=reason or "")
        else:
            yield _article(part, part.content, whole, beside, now)


def _article(part: Part, content: Content, name: str, beside: Sidecar, now: datetime) -> RawArticle:
    named, fetched, basis = content.metadata, beside.fetched, None
    if fetched is not None and fetched.metadata.url:
        named = replace(named, url=None)
    facts = beside.stated.over(named)
    if fetched is not None:
        facts, basis = fetched.under(facts)
    source = Source(
        path=name,
        sha256=sha256(part.data),
        retrieved_at=fetched.fetched_at if fetched and fetched.fetched_at else now,
        outlet=facts.outlet,
        place=facts.place,
        author=facts.author,
        url=facts.url,
        published_at=facts.published_at,
        remarks=(*content.remarks, "from a feed") if fetched and fetched.from_feed else content.remarks,
        fetched_from=fetched.source if fetched else None,
        section=fetched.section if fetched else None,
        date_basis=basis,
    )
    return RawArticle(
        source=source,
        title=facts.title,
        deck=facts.deck,
        text=content.text,
        encoding=content.encoding,
        headings=content.headings,
        byline=None if facts.author else content.byline,
    )


def _read_bytes(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file of at most `limit` bytes.

    Raises:
        UnreadableError: it is something else, empty, or larger.

    """
    _require_file(path.stat().st_mode)
    # Open without blocking and check again, because `path` may have been replaced by a pipe.
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
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise UnreadableError("it is empty")
    return data


def _require_file(mode: int) -> None:
    for is_kind, kind in _KINDS:
        if is_kind(mode):
            raise UnreadableError(f"it is {kind}, not a file")


def _sidecar(path: Path, name: str) -> tuple[str, bytes] | None:
    """Return the name and the bytes of the sidecar of `path`; None if there is none that can be read."""
    for suffix in SIDECARS:
        beside = path.with_suffix(suffix)
        try:
            return beside.name, _read_bytes(beside, _LARGEST_SIDECAR)
        except FileNotFoundError:
            continue
        except (OSError, UnreadableError) as e:
            log.warning("%s: its sidecar %s is ignored: %s", name, beside.name, e)
    return None


def _stated_beside(opened: Opened) -> Sidecar:
    """Return the contents of the sidecar; empty if there is none."""
    if opened.sidecar is None:
        return Sidecar()
    beside, data = opened.sidecar
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        log.warning("%s: its sidecar %s is ignored: %s", opened.name, beside, e)
        return Sidecar()
    return read_sidecar(text, name=f"{opened.name}, sidecar {beside}")
