"""Bring the archive up to date with the editions, and make it again from their records.

In: the records. Out: the index and the copies of records. Each edition is one transaction; an index that is damaged, or
of another version, is made again by itself.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from reporter.archive.place import Place
from reporter.archive.texts import indexed, withdrawn
from reporter.errors import ReporterError
from reporter.files import stamp
from reporter.record import Record
from reporter.record.reading import parsed
from reporter.record.writing import entry_json, outline
from reporter.store.archive import ArchiveIndex, IndexedArticle, IndexedEdition, archive_locked
from reporter.store.database import DamagedError

log = logging.getLogger(__name__)

Used = TypeVar("Used")


class Contents(NamedTuple):
    """What the index knows of a record."""

    articles: Sequence[IndexedArticle]
    withdrawn: Sequence[str]
    """The keys of what it says was withdrawn."""


def update(place: Place, made: Record | None = None) -> int:
    """Add the editions in the output folder that have changed since the last time; return how many.

    `made` is the record that was just written, if any; its file is not read into a record again.

    Raises:
        ReporterError: the archive cannot be written.

    """
    with archive_locked(place.index):
        try:
            with ArchiveIndex.open(place.index) as index:
                return _Update(place, index, made).changed()
        except DamagedError as damage:
            if place.index.exists():
                log.warning("The archive %s is made again: %s.", place.index, damage)
            return _made(place)


def rebuild(place: Place) -> int:
    """Make the index again from all records; return how many editions it has.

    Raises:
        ReporterError: it cannot be written.

    """
    with archive_locked(place.index):
        return _made(place)


def using(place: Place, use: Callable[[ArchiveIndex], Used]) -> Used:
    """Return what `use` makes of the index; one that is missing or damaged is made first.

    Raises:
        ReporterError: it cannot be opened or made.

    """
    try:
        with ArchiveIndex.open(place.index) as index:
            return use(index)
    except DamagedError as damage:
        if place.index.exists():
            log.warning("The archive %s is made again: %s.", place.index, damage)
        rebuild(place)
    with ArchiveIndex.open(place.index) as index:
        return use(index)


def _made(place: Place) -> int:
    """Make the index and the missing copies of records; a record that is broken does not replace its copy."""
    for day, path in place.records.editions().items():
        content = _read(path)
        if content is None or content == place.records.kept(day):
            continue
        if _contents(content, f"The record of {day}", whole=False) is not None:
            place.records.keep(day, content)
    made = 0

    def fill(index: ArchiveIndex) -> None:
        nonlocal made
        for edition, contents in _all(place):
            index.add(edition, *contents)
            made += 1

    ArchiveIndex.make(place.index, fill)
    return made


def _all(place: Place) -> Iterator[tuple[IndexedEdition, Contents]]:
    """Yield every edition of which there is a copy, oldest first."""
    files = place.records.editions()
    for output, day in sorted(place.records.copies(), key=lambda copy: (copy[1], copy[0])):
        content = place.records.kept(day, output)
        if content is None:
            log.warning("The record %s cannot be read.", place.records.copy(day, output))
            continue
        at = files.get(day) if output == place.records.name else None
        edition = _edition(output, day, content, "" if at is None else stamp(at), whole=place.whole)
        if (contents := _contents(content, f"The record of {day}", whole=place.whole)) is not None:
            yield edition, contents


class _Update:
    """Brings an index up to date."""

    def __init__(self, place: Place, index: ArchiveIndex, made: Record | None) -> None:
        self._place = place
        self._index = index
        self._made = made

    def changed(self) -> int:
        """Add every edition that is new or has changed."""
        known = self._index.editions()
        name, number = self._place.records.name, 0
        for day, path in self._place.records.editions().items():
            before = known.get((name, day))
            if before and before.stamp == stamp(path) and self._place.records.copy(day).is_file():
                continue
            if (content := _read(path)) is not None:
                edition = _edition(name, day, content, stamp(path), whole=self._place.whole)
                number += self._replace(before, edition, content)
        return number

    def _replace(self, before: IndexedEdition | None, edition: IndexedEdition, content: bytes) -> bool:
        """Put `edition` in the place of `before`, whose copy tells what is removed from the index.

        The copy is written within the transaction: if the process is killed before its end, the next update finds that
        the two differ, and makes the index again.
        """
        if self._made is not None and self._made.edition.date == edition.day:
            contents: Contents | None = _of_record(self._made, whole=edition.whole)
        else:
            contents = _contents(content, f"The record of {edition.day}", whole=edition.whole)
        if contents is None:
            return False
        unchanged = before is not None and before.sha256 == edition.sha256
        gone = self._gone(before) if before and not unchanged else None

        def change() -> None:
            if unchanged:
                self._index.set_stamp(edition)
            else:
                if before and gone is not None:
                    self._index.remove(before, gone)
                self._index.add(edition, *contents)
            self._place.records.keep(edition.day, content)

        self._index.change(change)
        return True

    def _gone(self, before: IndexedEdition) -> Sequence[IndexedArticle]:
        content = self._place.records.kept(before.day)
        if content is None or _sha256(content) != before.sha256:
            raise DamagedError(f"its copy of the record of {before.day} is another one")
        contents = _contents(content, f"The record of {before.day}", whole=before.whole)
        if contents is None:
            raise DamagedError(f"its copy of the record of {before.day} cannot be read")
        return contents.articles


def _edition(output: str, day: date, content: bytes, stamp_: str, *, whole: bool) -> IndexedEdition:
    return IndexedEdition(output=output, day=day, stamp=stamp_, sha256=_sha256(content), whole=whole)


def _contents(content: bytes, name: str, *, whole: bool) -> Contents | None:
    try:
        document = parsed(content, name)
        articles = [indexed(entry, at, whole=whole) for at, entry in enumerate(document["entries"])]
        return Contents(articles, tuple(withdrawn(document)))
    except (ReporterError, LookupError, TypeError, AttributeError) as e:
        log.warning("%s cannot be searched: it is not a valid record (%s).", name, e)
        return None


def _of_record(made: Record, *, whole: bool) -> Contents:
    """Return the same of a record, without all of its JSON in memory."""
    articles = [indexed(entry_json(entry), at, whole=whole) for at, entry in enumerate(made.entries)]
    return Contents(articles, tuple(withdrawn(outline(made))))


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError as e:
        log.warning("The record %s cannot be read (%s).", path, e.strerror)
        return None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
