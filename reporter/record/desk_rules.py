"""The rules of the desk's decisions in a record that its schema cannot express."""

from collections import Counter
from collections.abc import Iterator

from reporter.record.shape import Record


def problems_of_desk(record: Record) -> Iterator[str]:
    """Yield what is wrong with the sections and decisions of `record`, in words."""
    entries = {entry.id: entry for entry in record.entries}
    sections = record.desk.sections
    names = Counter(section.name for section in sections)
    placed = Counter(name for section in sections for name in section.entries)
    yield from (f"section {name} is there {times} times" for name, times in names.items() if times > 1)
    yield from (f"entry {name} is in {times} sections" for name, times in placed.items() if times > 1)
    yield from (f"a section has entry {name}, which does not exist" for name in placed if name not in entries)
    section_of = {name: section.name for section in sections for name in section.entries}
    for entry in record.entries:
        if entry.desk.section != section_of.get(entry.id):
            yield f"entry {entry.id}: its section is {entry.desk.section}, but it is in {section_of.get(entry.id)}"
        if (entry.desk.section is None) != (entry.desk.section_by is None):
            yield f"entry {entry.id}: section and section_by contradict each other"
        above, seen = entry.desk.under, {entry.id}
        while above is not None:
            if above in seen or above not in entries:
                yield f"entry {entry.id}: it is told with {above}, which leads back to it or does not exist"
                break
            seen.add(above)
            above = entries[above].desk.under
    for note in (*record.desk.notes, *(note for entry in record.entries for note in entry.desk.notes)):
        if not note.by.strip() or not (note.en or note.ar):
            yield "a note has no author or no text"
