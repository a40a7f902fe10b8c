"""Writing the record: its JSON."""

import json
from dataclasses import asdict
from io import BytesIO
from itertools import islice

from reporter.model import Health, Source, SummariserInfo
from reporter.record import change_json, desk_json, english_json, story_json
from reporter.record.english_json import Json, utc
from reporter.record.shape import SCHEMA_VERSION, Entry, Point, Record

_PIECES = 10_000
"""Of a few characters each, written together."""


def dumps(record: Record) -> bytes:
    """Return the bytes of `record`: UTF-8, two spaces of indent, readable Arabic, a newline at the end.

    The entries are written one by one, so that not all of them are in memory in three forms.
    """
    pieces = json.JSONEncoder(ensure_ascii=False, indent=2, default=entry_json).iterencode(_parts(record))
    made = BytesIO()
    while some := "".join(islice(pieces, _PIECES)):
        made.write(some.encode())
    made.write(b"\n")
    return made.getvalue()


def document(record: Record) -> Json:
    """Return `record` as the JSON document that ``data/record.schema.json`` describes."""
    return _parts(record) | {"entries": [entry_json(entry) for entry in record.entries]}


def outline(record: Record) -> Json:
    """Return the document with nothing of its entries but their ids."""
    return _parts(record) | {"entries": [{"id": entry.id} for entry in record.entries]}


def _parts(record: Record) -> Json:
    """Return the document, with the entries as they are."""
    edition = record.edition
    return {
        "schema_version": SCHEMA_VERSION,
        "generator": record.generator,
        "edition": {
            "date": edition.date.isoformat(),
            "timezone": edition.timezone,
            "issued_at": utc(edition.issued_at),
            "title_ar": edition.title_ar,
            "title_en": edition.title_en,
            "kind": edition.kind,
            "first": edition.first and edition.first.isoformat(),
            **desk_json.edition_json(record.desk),
        },
        "entries": list(record.entries),
        "skipped": [asdict(item) for item in record.skipped],
        "engine": None if record.engine is None else asdict(record.engine),
        "summariser": _summariser(record.summariser),
        "counts": asdict(record.counts),
        "degraded": list(record.degraded),
        "degraded_ar": list(record.degraded_ar),
        "notes": [asdict(note) for note in record.notes],
        "sources": [_health(source) for source in record.sources],
        "stories": [story_json.written(story) for story in record.stories],
        "changes": change_json.written(record.changes),
        "watch": list(record.watch),
        **desk_json.record_json(record.desk),
        "left_out": [asdict(item) for item in record.left_out],
        "shards": [asdict(shard) for shard in record.shards],
    }


def entry_json(entry: Entry) -> Json:
    """Return an entry of the document."""
    return {
        "id": entry.id,
        "identity": entry.identity,
        "title_ar": entry.title_ar,
        **english_json.written("title_", entry.title),
        "title_derived": entry.title_derived,
        "deck_ar": entry.deck_ar,
        **english_json.written("deck_", entry.deck),
        "source": _source(entry.source),
        "text_ar": entry.text_ar,
        "headings": [{"text_ar": heading.text, "paragraph": heading.paragraph} for heading in entry.headings],
        "sentence_count": entry.sentence_count,
        "word_count": entry.word_count,
        "points": [_point(point) for point in entry.points],
        "added": entry.added,
        "changes": [
            {"since": change.since.isoformat(), "words": [list(pair) for pair in change.words], "more": change.more}
            for change in entry.changes
        ],
        "story": entry.story,
        "change": entry.change,
        "also": list(entry.also),
        "watch": list(entry.watch),
        **desk_json.entry_json(entry.desk),
        "hits": [{"watch": hit.watch, "part": hit.part, "span": list(hit.span)} for hit in entry.hits],
    }


def _point(point: Point) -> Json:
    english = point.english
    return {
        "id": point.id,
        "rank": point.rank,
        "sentence": point.sentence,
        "paragraph": point.paragraph,
        "span": list(point.span),
        "text_ar": point.text_ar,
        "chosen_by": point.chosen_by,
        "from": point.cited and {"date": point.cited.day.isoformat(), "id": point.cited.id},
        "text_en": english.text_en,
        "origin": english.origin,
        "score": english.score,
        "flags": english_json.flags(english.flags),
        "reason": english.reason,
        "candidates": english_json.candidates(english.candidates),
        "reviewed": english_json.reviewed(english.reviewed),
    }


def _source(source: Source) -> Json:
    published = source.published_at
    return {
        "outlet": source.outlet,
        "place": source.place,
        "author": source.author,
        "url": source.url,
        "path": source.path,
        "published_at": published.isoformat() if published else None,
        "retrieved_at": utc(source.retrieved_at),
        "sha256": source.sha256,
        "also": list(source.also),
        "remarks": list(source.remarks),
        "fetched_from": source.fetched_from,
        "section": source.section,
        "date_basis": source.date_basis,
        "agency": source.agency,
    }


def _health(source: Health) -> Json:
    times = {name: getattr(source, name) for name in ("succeeded_at", "arrived_at", "next_at")}
    return asdict(source) | {name: at and utc(at) for name, at in times.items()}


def _summariser(info: SummariserInfo) -> Json:
    return {"method": info.method, info.unit: info.amount if info.unit == "ratio" else int(info.amount)}
