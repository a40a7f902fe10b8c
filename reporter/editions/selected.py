"""A selection of an edition: the stories of some watch lists or sections, for the recipients who want only these.

In: a record, and the names of watch lists and sections. Out: a record of the same edition with the entries of the
matching stories, whole and with their ids, so that citations are the same in both.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from reporter.config.watch import same_name
from reporter.model import Notice
from reporter.record import Entry, Record, content_sha256, dumps
from reporter.record.changes import Changes, Earlier
from reporter.record.desk import Desk
from reporter.record.making import counts_of
from reporter.record.stories import Story

Find = Callable[[date], Record | None]
"""Finds the record of an earlier edition; None if it is gone."""


def selected(record: Record, only: Sequence[str], find: Find = lambda _: None) -> Record:
    """Return the stories of `record` with an article of a watch list or section in `only`, and all their articles.

    Names are compared without regard to capitals. The record says that it is a selection. What it says about earlier
    editions is about articles of the selection, or of the selection of the edition that `find` finds; if that is gone,
    it is said to everyone.
    """
    ids, stories = _matching(record, only)
    entries = tuple(_alone(entry, ids) for entry in record.entries if entry.id in ids)
    by_machine = any(english.origin == "machine" for entry in entries for english in entry.translations)
    chosen = replace(
        record,
        entries=entries,
        stories=stories,
        engine=record.engine if by_machine else None,
        counts=counts_of(entries, record.sources),
        desk=_desk(record.desk, ids),
        changes=_changes(record.changes, ids, lambda item: _had(item, only, find)),
        watch=tuple(name for name in record.watch if same_name(name) in set(map(same_name, only))),
        left_out=(),
        notes=(_note(record, len(stories or entries), only), *record.notes),
    )
    if chosen.desk.approved is None:
        return chosen
    approved = replace(
        chosen.desk.approved, content=content_sha256(dumps(chosen))
    )  # that of the whole covers its parts
    return replace(chosen, desk=replace(chosen.desk, approved=approved))


def _matching(record: Record, only: Sequence[str]) -> tuple[frozenset[str], tuple[Story, ...]]:
    """Return the ids of the entries in the selection, and its stories."""
    names = set(map(same_name, only))
    found = {entry.id for entry in record.entries if _matches(entry, names)}
    stories = tuple(story for story in record.stories if not found.isdisjoint(story.entries))
    return frozenset(found.union(*(story.entries for story in stories))), stories


def _matches(entry: Entry, names: Collection[str]) -> bool:
    return any(
        same_name(name) in names for name in (*entry.watch, entry.source.section or "", entry.desk.section or "")
    )


def _alone(entry: Entry, ids: Collection[str]) -> Entry:
    """Return `entry` without references to entries outside the selection, and without what only the desk may know."""
    under = entry.desk.under if entry.desk.under in ids else None
    notes = tuple(note for note in entry.desk.notes if note.audience == "print")
    return replace(
        entry,
        also=tuple(name for name in entry.also if name in ids),
        desk=replace(entry.desk, under=under, notes=notes),
    )


def _desk(desk: Desk, ids: Collection[str]) -> Desk:
    """Return what the desk has decided about the selection, without what only the desk may know."""
    sections = (
        replace(section, entries=tuple(name for name in section.entries if name in ids)) for section in desk.sections
    )
    erratum = desk.erratum
    if erratum and erratum.entries:
        about = tuple(name for name in erratum.entries if name in ids)
        erratum = replace(erratum, entries=about) if about else None
    return replace(
        desk,
        sections=tuple(section for section in sections if section.entries),
        notes=tuple(note for note in desk.notes if note.audience == "print"),
        excluded=(),
        erratum=erratum,
    )


def _changes(changes: Changes, ids: Collection[str], had: Callable[[Earlier], bool]) -> Changes:
    return Changes(
        updated=tuple(item for item in changes.updated if (item.entry in ids if item.entry else had(item))),
        dropped=tuple(filter(had, changes.dropped)),
    )


def _had(item: Earlier, only: Sequence[str], find: Find) -> bool:
    """Return whether the selection of the earlier edition had the article."""
    earlier = find(item.edition)
    return earlier is None or item.number in _matching(earlier, only)[0]


def _note(record: Record, number: int, only: Sequence[str]) -> Notice:
    whole, noun = len(record.stories or record.entries), "stories" if record.stories else "articles"
    if not number:
        rest = f"; {noun} in the whole edition: {whole}" if whole else ""
        return Notice(
            text_en=f"Nothing today on {', '.join(only)}{rest}", text_ar=f"لا جديد اليوم في: {'، '.join(only)}"
        )
    return Notice(
        text_en=f"A selection: {number} of {whole} {noun} ({', '.join(only)}), numbered as in the whole edition",
        text_ar=f"مختارات من النشرة: {number} من أصل {whole} ({'، '.join(only)})، وأرقامها أرقام النشرة كاملة",
    )
