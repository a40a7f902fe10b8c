"""Recover an edition's articles from its own record, for making it again after its inputs are gone."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

from reporter import record
from reporter.editions.folders import RECORD
from reporter.editions.selection import Finder
from reporter.errors import ReporterError
from reporter.model import Article, RawArticle
from reporter.record import Entry
from reporter.store.history import KeptEdition

log = logging.getLogger(__name__)


def recover(folder: Path, editions: Sequence[KeptEdition], articles: Sequence[Article]) -> Iterator[RawArticle]:
    """Yield the articles of the edition in `folder` that are not among `articles`, taken from its record."""
    own = next((edition for edition in editions if edition.date == folder.name), None)
    found = Finder(articles)
    gone = {item.sha256 for item in own.articles if found.of(item) is None} if own else set()
    if not gone:
        return
    try:
        kept = [raw_of(entry) for entry in record.load(folder / RECORD).entries]
    except ReporterError as e:
        log.warning("The edition in %s cannot be read (%s); articles that left the inputs are lost.", folder, e)
        return
    for raw in kept:
        if raw.source.sha256 in gone:
            log.info("%s is no longer among the inputs; using the copy in the edition's record", raw.source.path)
            yield raw


def raw_of(entry: Entry) -> RawArticle:
    """Return the article of an entry; it can be cleaned again because cleaning is idempotent."""
    lines = entry.text_ar.split("\n")
    for heading in reversed(entry.headings):
        lines.insert(heading.paragraph, heading.text)
    return RawArticle(
        source=entry.source,
        title=None if entry.title_derived else entry.title_ar,
        deck=entry.deck_ar,
        text="\n\n".join(lines),
        encoding="utf-8",
        headings=tuple(heading.text for heading in entry.headings),
    )
