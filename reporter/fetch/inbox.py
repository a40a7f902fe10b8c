"""The inbox: what was fetched, as files.

``<inbox>/<source>/<day>/<time>-<hash>.html`` has the bytes as they came, and the sidecar ``.yaml`` of the same name
says where they come from. The sidecar is written last, so a page without one was never finished. Days and times are
in UTC.
``<inbox>/<source>/feed/`` has the last feed files.
"""

import hashlib
import logging
import shutil
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from reporter.files import is_unfinished, write_whole

log = logging.getLogger(__name__)

FEEDS = "feed"
_FEEDS_KEPT = 50
_UNREAD = ".unread"
"""Folder for a page whose text must be compared before it is decided whether it is kept."""
CITED_DAYS = 31
"""What editions of the last 31 days quote is never deleted."""


class Inbox:
    """The files of one inbox."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, source: str, content: bytes, suffix: str, facts: Mapping[str, Any], *, now: datetime) -> str:
        """Write a page and its sidecar; return the page's path relative to the inbox.

        Raises:
            ReporterError: they cannot be written; no page without its sidecar counts.

        """
        digest = hashlib.sha256(content).hexdigest()
        folder = self.folder / source / now.strftime("%Y-%m-%d")
        folder.mkdir(parents=True, exist_ok=True)
        page = folder / f"{now:%H%M%S}-{digest[:12]}{suffix}"
        write_whole(page, content)
        write_whole(page.with_suffix(".yaml"), _yaml(facts))
        return str(page.relative_to(self.folder))

    def put_unread(self, source: str, content: bytes, suffix: str) -> Path:
        """Write a page to be read by itself, which is not part of the inbox yet, and return its path."""
        folder = self.folder / source / _UNREAD
        folder.mkdir(parents=True, exist_ok=True)
        page = folder / f"page{suffix}"
        page.write_bytes(content)
        return page

    def keep_feed(self, source: str, content: bytes, suffix: str, *, now: datetime) -> None:
        """Keep the bytes of a feed, and the newest of those before it."""
        folder = self.folder / source / FEEDS
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / f"{now:%Y-%m-%dT%H%M%SZ}{suffix}", content)
        kept = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        for old in kept[:-_FEEDS_KEPT]:
            old.unlink(missing_ok=True)

    def tidy(self, source: str) -> None:
        """Remove what an interrupted fetch of `source` left unfinished; to be called by the only one that fetches."""
        shutil.rmtree(self.folder / source / _UNREAD, ignore_errors=True)
        for folder in [*self._days(source), self.folder / source / FEEDS]:
            if not folder.is_dir():
                continue
            for path in folder.iterdir():
                if is_unfinished(path) or (
                    folder.name != FEEDS and path.suffix != ".yaml" and not path.with_suffix(".yaml").exists()
                ):
                    path.unlink(missing_ok=True)

    def remove_old(self, today: date, keep_days: int, cited: Collection[str]) -> int:
        """Remove the days older than `keep_days`, except pages whose SHA-256 is in `cited`; return how many files."""
        oldest = (today - timedelta(days=keep_days)).isoformat()
        removed = 0
        for source in self._sources():
            for folder in self._days(source.name):
                if folder.name < oldest:
                    removed += _remove(folder, cited)
        return removed

    def _sources(self) -> Iterator[Path]:
        if self.folder.is_dir():
            yield from (path for path in sorted(self.folder.iterdir()) if path.is_dir())

    def _days(self, source: str) -> Iterator[Path]:
        folder = self.folder / source
        if folder.is_dir():
            yield from (path for path in sorted(folder.iterdir()) if path.is_dir() and _is_day(path.name))


def _remove(folder: Path, cited: Collection[str]) -> int:
    """Remove the pages in `folder` that are not `cited`, their sidecars after them; return how many pages."""
    removed = 0
    for sidecar in sorted(folder.glob("*.yaml")):
        pages = [path for path in folder.glob(f"{sidecar.stem}.*") if path != sidecar]
        if any(hashlib.sha256(page.read_bytes()).hexdigest() in cited for page in pages):
            continue
        for path in (*pages, sidecar):
            path.unlink(missing_ok=True)
        removed += 1
    if not any(folder.iterdir()):
        folder.rmdir()
    return removed


def _is_day(name: str) -> bool:
    try:
        return date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False


def _yaml(facts: Mapping[str, Any]) -> bytes:
    stated = {name: value for name, value in facts.items() if value not in (None, (), [], {}, "")}
    return yaml.safe_dump(stated, allow_unicode=True, sort_keys=False, width=120).encode()
