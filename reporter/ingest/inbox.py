"""The pages in the inbox that a run reads: the newest version of each article that came since a given time.

In: the inbox, and the names of the sources. Out: paths, and a ``Skipped`` for each version with a newer one.
"""

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reporter.ingest.contents import SUFFIXES
from reporter.ingest.file import printed_path
from reporter.model import ASIDE, Skipped
from reporter.yaml_reading import YamlError
from reporter.yaml_reading import load as load_yaml

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Page:
    path: Path
    article: str
    """What its versions have in common."""


def pages(inbox: Path, sources: Collection[str], since: datetime, *, root: Path) -> Iterator[Path | Skipped]:
    """Yield the pages of `sources` on the day of `since` or later, source by source, in the order in which they came.

    The files of one second are ordered by name. A page without a sidecar was never finished and is left out.
    """
    first_day = since.strftime("%Y-%m-%d")
    for source in sources:
        newest: dict[str, Path] = {}
        older: list[tuple[Path, str]] = []
        for page in _pages(inbox / source, first_day):
            if before := newest.pop(page.article, None):
                older.append((before, page.article))
            newest[page.article] = page.path
        yield from newest.values()
        for path, article in older:
            reason = f"{printed_path(newest[article], root)} is a newer version"
            yield Skipped(source=printed_path(path, root), stage=ASIDE, reason=reason)


def _pages(folder: Path, first_day: str) -> Iterator[_Page]:
    for day in _sorted(folder):
        if day.name < first_day or not day.name[:1].isdigit():
            continue
        for sidecar in (path for path in _sorted(day) if path.suffix == ".yaml"):
            page = next((path for path in map(sidecar.with_suffix, sorted(SUFFIXES)) if path.is_file()), None)
            if page is not None:
                yield _Page(page, _article(sidecar) or str(page))


def _article(sidecar: Path) -> str | None:
    try:
        data = load_yaml(sidecar.read_text(encoding="utf-8"), aliases=False)
    except (OSError, UnicodeDecodeError, YamlError) as e:
        log.warning("The sidecar %s cannot be read: %s", sidecar, e)
        return None
    article = data.get("article") if isinstance(data, dict) else None
    return article if isinstance(article, str) else None


def _sorted(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []
