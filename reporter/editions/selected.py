"""A selection of an edition: the stories of some watch lists or sections, for the recipients who want only these.

In: a record, and the names of watch lists and sections. Out: a record of the same edition with the entries of the
matching stories, whole and with their ids, so that citations are the same in both.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from reporter.config.watch import same_name
from reporter.model import Notice
from reporter.record import Entry, Record
from reporter.record.making import counts_of


def selected(record: Record, only: Sequence[str]) -> Record:
    """Return the stories of `record` with an article of a watch list or section in `only`, and all their articles.

    Names are compared without regard to capitals. The record says that it is a selection.
    """
    names = {same_name(name) for name in only}
    stories = tuple(
        story
        for story in record.stories
        if any(entry.id in story.entries and _matches(entry, names) for entry in record.entries)
    )
    ids = {name for story in stories for name in story.entries}
    entries = tuple(
        entry for entry in record.entries if entry.id in ids or (not record.stories and _matches(entry, names))
    )
    kept = {entry.id for entry in entries}
    by_machine = any(english.origin == "machine" for entry in entries for english in entry.translations)
    return replace(
        record,
        entries=tuple(replace(entry, also=tuple(name for name in entry.also if name in kept)) for entry in entries),
        stories=stories,
        engine=record.engine if by_machine else None,
        counts=counts_of(entries, record.sources),
        watch=tuple(name for name in record.watch if same_name(name) in names),
        left_out=(),
        notes=(_note(record, len(stories or entries), only), *record.notes),
    )


def _matches(entry: Entry, names: Collection[str]) -> bool:
    return any(same_name(name) in names for name in (*entry.watch, entry.source.section or ""))


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
