"""What of a record may leave this computer: everything except what is only for the desk."""

from dataclasses import replace

from reporter.record.desk import DeskNote
from reporter.record.shape import Record


def public(record: Record) -> Record:
    """Return `record` without notes for the desk and without what it says about articles that were left out."""
    desk = replace(record.desk, notes=_printed(record.desk.notes), excluded=())
    entries = tuple(
        replace(entry, desk=replace(entry.desk, notes=_printed(entry.desk.notes))) if entry.desk.notes else entry
        for entry in record.entries
    )
    return replace(record, desk=desk, entries=entries)


def _printed(notes: tuple[DeskNote, ...]) -> tuple[DeskNote, ...]:
    return tuple(note for note in notes if note.audience == "print")
