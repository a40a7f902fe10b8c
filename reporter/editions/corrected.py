"""Find articles that were corrected after their edition was first made; they replace their earlier versions.

In: the record that a run replaces, and the articles of the run. Out: which article is a new version of which entry, and
what changed. A version is recognised by its URL, or by its file if most of its text is the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from reporter import record
from reporter.editions.errata import renumbered
from reporter.editions.folders import RECORD
from reporter.errors import ReporterError
from reporter.identity import canonical_address
from reporter.language.arabic.letters import words
from reporter.language.differ import replacements
from reporter.model import Article, Notice, Span, Summary
from reporter.record import Change, Entry, Record
from reporter.store.history import KeptEdition

_SAME_TEXT = 0.5
"""Minimum share of the longer version's words that the other one must contain."""
_MOST_NAMED, _LONGEST_NAMED = 4, 5
"""Maximum number of changes to list in an entry, and of words in each."""


class Corrections:
    """The corrected entries of an edition that is made again."""

    def __init__(self, folder: Path, articles: Sequence[Article]) -> None:
        self._record = _earlier(folder)
        entries = self._record.entries if self._record else ()
        self._new = dict(_versions(entries, articles))
        """The earlier version of each corrected article, by the hash of the current one."""
        self._versions = {entry.source.sha256: entry for entry in entries} | self._new

    def stated(self, made: Record) -> Record:
        """Return `made` with the erratum of the edition, which making it again does not undo."""
        if self._record is None or self._record.desk.erratum is None:
            return made
        erratum = renumbered(self._record.desk.erratum, self._record, made)
        return replace(made, desk=replace(made.desk, erratum=erratum))

    @property
    def headlines(self) -> frozenset[str]:
        """The identities of the articles whose headlines the stories of the edition had."""
        if self._record is None:
            return frozenset()
        names = {story.headline for story in self._record.stories}
        return frozenset(entry.identity for entry in self._record.entries if entry.id in names)

    def applied(self, editions: Sequence[KeptEdition]) -> tuple[KeptEdition, ...]:
        """Return `editions`, with current hashes of corrected articles in the edition that is made again."""
        present = {entry.source.sha256: sha256 for sha256, entry in self._new.items()}
        day = self._record.edition.date.isoformat() if self._record else None
        return tuple(
            replace(
                edition,
                articles=tuple(
                    replace(item, sha256=present.get(item.sha256, item.sha256)) for item in edition.articles
                ),
            )
            if edition.date == day
            else edition
            for edition in editions
        )

    def was_late(self, article: Article) -> bool | None:
        """Return whether the earlier version of a corrected article was late; None if `article` is not a correction."""
        entry = self._new.get(article.source.sha256)
        return None if entry is None else entry.desk.late

    def of(self, summary: Summary) -> tuple[Change, ...]:
        """Return the changes of an article since the edition was first made, latest last."""
        entry = self._versions.get(summary.article.source.sha256)
        if entry is None or self._record is None:
            return ()
        edition = self._record.edition
        change = _change(entry, summary, edition.issued_at.astimezone(ZoneInfo(edition.timezone)))
        return (*entry.changes, change) if change else entry.changes


def corrected(changes: Sequence[Sequence[Change]]) -> Iterator[Notice]:
    """Yield a notice of the entries, numbered from 1, that have `changes`."""
    numbers = [str(number) for number, made in enumerate(changes, start=1) if made]
    if numbers:
        yield Notice(
            text_en=f"Articles that were corrected since this edition was first made: {', '.join(numbers)}",
            text_ar=f"مواد صُحّحت بعد الإعداد الأول لهذه النشرة: {'، '.join(numbers)}",
        )


def _earlier(folder: Path) -> Record | None:
    """Return the record that the run replaces, if there is one and it can be read."""
    try:
        return record.load(folder / RECORD) if (folder / RECORD).is_file() else None
    except ReporterError:
        return None


def _versions(entries: Sequence[Entry], articles: Sequence[Article]) -> Iterator[tuple[str, Entry]]:
    """Yield the hash of each article that is a new version of one of `entries`, and that entry."""
    present = {article.source.sha256 for article in articles}
    gone = [entry for entry in entries if entry.source.sha256 not in present]
    printed = {entry.source.sha256 for entry in entries}
    by_address = {canonical_address(entry.source.url): entry for entry in gone if entry.source.url}
    by_file = {path: entry for entry in gone for path in entry.source.paths}
    for article in articles:
        source = article.source
        if source.sha256 in printed:
            continue
        entry = by_address.get(canonical_address(source.url)) if source.url else None
        if entry is None:
            entry = next((by_file[path] for path in source.paths if path in by_file), None)
            entry = entry if entry and _is_version(article, entry) else None
        if entry is not None:
            yield source.sha256, entry


def _is_version(article: Article, entry: Entry) -> bool:
    """Return whether the texts are mostly the same; two different URLs are two articles."""
    if article.source.url and entry.source.url:
        return False
    mine, theirs = words(article.text), words(entry.text_ar)
    return len(set(mine) & set(theirs)) >= _SAME_TEXT * max(len(set(mine)), len(set(theirs)))


def _change(entry: Entry, summary: Summary, since: datetime) -> Change | None:
    """Return the difference between the article of `summary` and the `entry` that was issued at `since`."""
    article = summary.article
    quoted = [article.sentences[pick.sentence].span for pick in summary.picks]
    named: list[tuple[str, str]] = []
    more = False
    for before, after, spans in (
        (entry.title_ar, article.title_ar, [Span(0, len(article.title_ar))]),
        (entry.deck_ar or "", article.deck_ar or "", [Span(0, len(article.deck_ar or ""))]),
        (entry.text_ar, article.text, quoted),
    ):
        for old, new, at in replacements(before, after):
            short = max(len(old.split()), len(new.split())) <= _LONGEST_NAMED
            if short and any(span.start <= at < max(span.end, 1) for span in spans) and len(named) < _MOST_NAMED:
                named += [] if (old, new) in named else [(old, new)]
            else:
                more = True
    return Change(since=since, words=tuple(named), more=more) if named or more else None
