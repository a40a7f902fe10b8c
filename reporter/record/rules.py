"""The rules of a record: its schema and its invariants."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from reporter.assets import DATA
from reporter.language.arabic.letters import clean_characters
from reporter.record.shape import Record, counts_of


def problems(record: object) -> tuple[str, ...]:
    """Return what is wrong with `record`, in words; empty when it holds its schema and all invariants."""
    wrong = tuple(
        f"{'.'.join(map(str, error.absolute_path)) or 'the record'}: {error.message[:300]}"
        for error in _validator().iter_errors(record)
    )
    if wrong or not isinstance(record, dict):
        return wrong
    return tuple(_broken_invariants(record))


@cache
def _validator() -> Any:  # noqa: ANN401  (jsonschema's class is made at run time)
    from jsonschema import Draft202012Validator

    schema = json.loads((DATA / "record.schema.json").read_bytes())
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _broken_invariants(record: Record) -> Iterator[str]:
    entries = record["entries"]
    ids = Counter([entry["id"] for entry in entries] + [point["id"] for entry in entries for point in entry["points"]])
    yield from (f"id {name} is used {times} times" for name, times in ids.items() if times > 1)
    for entry in entries:
        yield from _broken_entry(entry)
    for name, number in counts_of(entries).items():
        stated = record["counts"].get(name, 0)  # earlier versions did not count everything
        if stated != number:
            yield f"counts.{name} is {stated}, the entries hold {number}"
    if record["engine"] is None and record["counts"]["machine"]:
        yield "there is machine English, but no engine is named"


def _broken_entry(entry: Record) -> Iterator[str]:
    last_end = 0
    for name in ("text_ar", "title_ar", "deck_ar"):
        value = entry[name]
        if value is not None and (clean_characters(value) != value or not unicodedata.is_normalized("NFC", value)):
            yield f"entry {entry['id']}: {name} is not NFC without tatweel and bidi controls"
    for point in entry["points"]:
        where = f"point {point['id']}"
        if not point["id"].startswith(f"{entry['id']}."):
            yield f"{where} stands in entry {entry['id']}"
        start, end = point["span"]
        if start < last_end or end <= start:
            yield f"{where}: its span {start}-{end} overlaps or is out of document order"
        last_end = max(last_end, end)
        yield from (f"{where}: {problem}" for problem in _broken_point(point, entry))


def _broken_point(point: Record, entry: Record) -> Iterator[str]:
    text, (start, end) = entry["text_ar"], point["span"]
    if text[start:end] != point["text_ar"]:
        yield f"its Arabic is not the text at its span {start}-{end}"
    paragraph = text.count("\n", 0, start)
    if paragraph != point["paragraph"]:
        yield f"it stands in paragraph {paragraph}, not {point['paragraph']}"
    if point["sentence"] >= entry["sentence_count"]:
        yield f"sentence {point['sentence']} of {entry['sentence_count']}"
    if (point["text_en"] is None) != (point["origin"] == "none"):
        yield f"text_en and origin '{point['origin']}' contradict each other"
    if (point["score"] is not None) != (point["origin"] == "machine"):
        yield "a score belongs to machine English only"
    if point.get("reviewed") and point["origin"] != "memory":
        yield f"reviewed English comes from the memory, not from '{point['origin']}'"
