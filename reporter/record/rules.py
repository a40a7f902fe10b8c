"""The rules of a record that its schema cannot express."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from reporter.language.arabic.letters import clean_characters
from reporter.record.change_rules import problems_of_changes
from reporter.record.desk_rules import problems_of_desk
from reporter.record.making import counts_of
from reporter.record.roundup_rules import problems_of_roundup
from reporter.record.shape import Entry, Point, Record
from reporter.record.story_rules import problems_of_stories


def problems(record: Record) -> tuple[str, ...]:
    """Return the problems of `record`, in words; empty if it is valid."""
    return tuple(_problems(record))


def _problems(record: Record) -> Iterator[str]:
    entries = record.entries
    ids = Counter([entry.id for entry in entries] + [point.id for entry in entries for point in entry.points])
    yield from (f"id {name} is used {times} times" for name, times in ids.items() if times > 1)
    for entry in entries:
        yield from _in_entry(entry)
    stated = asdict(record.counts)
    for name, number in asdict(counts_of(entries, record.sources)).items():
        if stated[name] != number:
            yield f"counts.{name} is {stated[name]}, but the record has {number}"
    yield from problems_of_stories(record)
    yield from problems_of_desk(record)
    yield from problems_of_roundup(record)
    yield from problems_of_changes(record)
    names = Counter(shard.name for shard in record.shards)
    yield from (f"shard {name} is there {times} times" for name, times in names.items() if times > 1)
    if record.engine is None and record.counts.machine:
        yield "there is machine English, but no engine is named"


def _in_entry(entry: Entry) -> Iterator[str]:
    last_end = 0
    yield from (f"entry {entry.id}: {problem}" for problem in _in_hits(entry))
    for name, text in (("text_ar", entry.text_ar), ("title_ar", entry.title_ar), ("deck_ar", entry.deck_ar)):
        if text is not None and (clean_characters(text) != text or not unicodedata.is_normalized("NFC", text)):
            yield f"entry {entry.id}: {name} is not NFC without tatweel and bidi controls"
    for point in entry.points:
        where = f"point {point.id}"
        if not point.id.startswith(f"{entry.id}."):
            yield f"{where} is in entry {entry.id}"
        start, end = point.span
        if start < last_end or end <= start:
            yield f"{where}: its span {start}-{end} overlaps or is out of document order"
        last_end = max(last_end, end)
        yield from (f"{where}: {problem}" for problem in _in_point(point, entry))


def _in_hits(entry: Entry) -> Iterator[str]:
    """Yield what is wrong with the places of the words of watch lists."""
    parts = {"title": entry.title_ar, "deck": entry.deck_ar or "", "text": entry.text_ar}
    for hit in entry.hits:
        if hit.span.end > len(parts[hit.part]) or not hit.span.of(parts[hit.part]).strip():
            yield f"characters {hit.span.start}-{hit.span.end} of its {hit.part} are not text"
    if unnamed := {hit.watch for hit in entry.hits} - set(entry.watch):
        yield f"it has words of watch lists that it does not name: {', '.join(sorted(unnamed))}"


def _in_point(point: Point, entry: Entry) -> Iterator[str]:
    start, end = point.span
    if point.span.of(entry.text_ar) != point.text_ar:
        yield f"its Arabic is not the text at its span {start}-{end}"
    paragraph = entry.text_ar.count("\n", 0, start)
    if paragraph != point.paragraph:
        yield f"it is in paragraph {paragraph}, not {point.paragraph}"
    if point.sentence >= entry.sentence_count:
        yield f"sentence {point.sentence} of {entry.sentence_count}"
    english = point.english
    if (english.text_en is None) != (english.origin in {"none", "withheld"}):
        yield f"text_en and origin '{english.origin}' contradict each other"
    if (english.score is not None) != (english.origin == "machine"):
        yield "machine English has a score, and no other English has one"
    if english.reviewed and english.origin != "memory":
        yield f"reviewed English comes from the memory, not from '{english.origin}'"
