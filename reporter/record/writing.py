"""Writing the record: its JSON."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from reporter.model import Candidate, Flag, Health, Review, Source, SummariserInfo, Translation
from reporter.record import story_json
from reporter.record.shape import SCHEMA_VERSION, Entry, Point, Record

Json = dict[str, Any]
"""A JSON object as Python data."""


def dumps(record: Record) -> bytes:
    """Return the bytes of `record`: UTF-8, two spaces of indent, readable Arabic, a newline at the end."""
    return (json.dumps(document(record), ensure_ascii=False, indent=2) + "\n").encode()


def document(record: Record) -> Json:
    """Return `record` as the JSON document that ``data/record.schema.json`` describes."""
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
        },
        "entries": [_entry(entry) for entry in record.entries],
        "skipped": [asdict(item) for item in record.skipped],
        "engine": None if record.engine is None else asdict(record.engine),
        "summariser": _summariser(record.summariser),
        "counts": asdict(record.counts),
        "degraded": list(record.degraded),
        "degraded_ar": list(record.degraded_ar),
        "notes": [asdict(note) for note in record.notes],
        "sources": [_health(source) for source in record.sources],
        "stories": [story_json.written(story) for story in record.stories],
        "watch": list(record.watch),
        "left_out": [asdict(item) for item in record.left_out],
    }


def _entry(entry: Entry) -> Json:
    return {
        "id": entry.id,
        "identity": entry.identity,
        "title_ar": entry.title_ar,
        **_translation("title_", entry.title),
        "title_derived": entry.title_derived,
        "deck_ar": entry.deck_ar,
        **_translation("deck_", entry.deck),
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
        "text_en": english.text_en,
        "origin": english.origin,
        "score": english.score,
        "flags": _flags(english.flags),
        "reason": english.reason,
        "candidates": _candidates(english.candidates),
        "reviewed": _reviewed(english.reviewed),
    }


def _translation(prefix: str, english: Translation | None) -> Json:
    return {
        f"{prefix}en": english.text_en if english else None,
        f"{prefix}origin": english.origin if english else None,
        f"{prefix}score": english.score if english else None,
        f"{prefix}flags": _flags(english.flags) if english else [],
        f"{prefix}reason": english.reason if english else None,
        f"{prefix}reviewed": _reviewed(english.reviewed) if english else None,
    }


def _reviewed(review: Review | None) -> Json | None:
    return None if review is None else {"by": review.by, "at": utc(review.at)}


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


def _flags(flags: Sequence[Flag]) -> list[Json]:
    return [{"check": flag.check, "severity": flag.severity, "detail": flag.detail} for flag in flags]


def _candidates(candidates: Sequence[Candidate]) -> list[Json]:
    return [
        {"text_en": item.text_en, "score": item.score, "flags": _flags(item.flags), "chosen": item.chosen}
        for item in candidates
    ]


def _summariser(info: SummariserInfo) -> Json:
    return {"method": info.method, info.unit: info.amount if info.unit == "ratio" else int(info.amount)}


def utc(moment: datetime) -> str:
    """Return `moment` as the record states it: ``2026-11-21T03:30:00Z``."""
    return re.sub(r"\+00:00$", "Z", moment.astimezone(UTC).isoformat(timespec="seconds"))
