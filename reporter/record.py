"""The record: one sentence-aligned JSON document, of which every other output is a view.

``to_record`` turns a briefing into it; ``problems`` holds a record against its schema (``data/record.schema.json``)
and its invariants; ``dumps`` and ``load`` are its bytes.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from reporter import __version__
from reporter.arabic import clean_characters, words
from reporter.assets import DATA
from reporter.errors import ReporterError
from reporter.model import Briefing, Candidate, Entry, Flag, Point, Review, Source, SummariserInfo, Translation

Record = dict[str, Any]
"""The JSON document as Python data, shaped as ``data/record.schema.json`` says."""

SCHEMA_VERSION = 1
WITHHELD = "English withheld"
"""How the reason begins where the English contradicted the Arabic; what it contradicted follows."""


def to_record(briefing: Briefing) -> Record:
    """Return the record of `briefing`."""
    edition = briefing.edition
    entries = [_entry(entry) for entry in briefing.entries]
    record: Record = {
        "schema_version": SCHEMA_VERSION,
        "generator": f"reporter {__version__}",
        "edition": {
            "date": edition.date.isoformat(),
            "timezone": edition.timezone,
            "issued_at": _utc(edition.issued_at),
            "title_ar": edition.title_ar,
            "title_en": edition.title_en,
        },
        "entries": entries,
        "skipped": [{"source": item.source, "stage": item.stage, "reason": item.reason} for item in briefing.skipped],
        "engine": None,
        "summariser": _summariser(briefing.summariser),
        "counts": _counts(entries),
        "degraded": [*_missing_english(entries), *(item.text_en for item in briefing.shortfalls)],
        "degraded_ar": [*_missing_english_ar(entries), *(item.text_ar for item in briefing.shortfalls)],
        "notes": [{"text_en": note.text_en, "text_ar": note.text_ar} for note in briefing.notes],
    }
    if briefing.engine is not None:
        engine = briefing.engine
        record["engine"] = {
            "name": engine.name,
            "model": engine.model,
            "version": engine.version,
            "sha256": engine.sha256,
            "beam_size": engine.beam_size,
            "licence": engine.licence,
        }
    return record


def dumps(record: Record) -> bytes:
    """Return the bytes of `record`: UTF-8, two spaces of indent, readable Arabic, a newline at the end."""
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def load(path: Path) -> Any:  # noqa: ANN401  (unchecked JSON: `problems` says what it is)
    """Read a record's JSON.

    Raises:
        ReporterError: the file cannot be read or is no JSON.

    """
    try:
        return json.loads(path.read_bytes())
    except OSError as e:
        raise ReporterError(f"The record {path} cannot be read: {e.strerror}.") from e
    except (ValueError, RecursionError) as e:
        raise ReporterError(f"{path} is not a JSON record: {e}.") from e


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
    for name, number in _counts(entries).items():
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


def _entry(entry: Entry) -> Record:
    article = entry.article
    return {
        "id": entry.id,
        "title_ar": article.title_ar,
        **_translation("title_", entry.title),
        "title_derived": article.title_derived,
        "deck_ar": article.deck_ar,
        **_translation("deck_", entry.deck),
        "source": _source(article.source),
        "text_ar": article.text,
        "headings": [{"text_ar": heading.text, "paragraph": heading.paragraph} for heading in article.headings],
        "sentence_count": len(article.sentences),
        "word_count": len(words(article.text)),
        "points": [_point(entry, point) for point in entry.points],
        "added": entry.added,
    }


def _point(entry: Entry, point: Point) -> Record:
    sentence = entry.article.sentences[point.pick.sentence]
    english = point.translation
    return {
        "id": point.id,
        "rank": point.pick.rank,
        "sentence": point.pick.sentence,
        "paragraph": sentence.paragraph,
        "span": list(sentence.span),
        "text_ar": entry.article.sentence_text(point.pick.sentence),
        "text_en": english.text_en,
        "origin": english.origin,
        "score": _rounded(english.score),
        "flags": _flags(english.flags),
        "reason": english.reason,
        "candidates": _candidates(english.candidates),
        "reviewed": _reviewed(english.reviewed),
    }


def _translation(prefix: str, english: Translation | None) -> Record:
    return {
        f"{prefix}en": english.text_en if english else None,
        f"{prefix}origin": english.origin if english else None,
        f"{prefix}score": _rounded(english.score) if english else None,
        f"{prefix}flags": _flags(english.flags) if english else [],
        f"{prefix}reason": english.reason if english else None,
        f"{prefix}reviewed": _reviewed(english.reviewed) if english else None,
    }


def _reviewed(review: Review | None) -> Record | None:
    return None if review is None else {"by": review.by, "at": _utc(review.at)}


def _source(source: Source) -> Record:
    published = source.published_at
    return {
        "outlet": source.outlet,
        "place": source.place,
        "author": source.author,
        "url": source.url,
        "path": source.path,
        "published_at": published.isoformat() if published else None,
        "retrieved_at": _utc(source.retrieved_at),
        "sha256": source.sha256,
    }


def _flags(flags: tuple[Flag, ...]) -> list[Record]:
    return [{"check": flag.check, "severity": flag.severity, "detail": flag.detail} for flag in flags]


def _candidates(candidates: tuple[Candidate, ...]) -> list[Record]:
    return [
        {
            "text_en": item.text_en,
            "score": _rounded(item.score),
            "flags": _flags(item.flags),
            "chosen": item.chosen,
        }
        for item in candidates
    ]


def _summariser(info: SummariserInfo) -> Record:
    amount = info.amount if info.unit == "ratio" else int(info.amount)
    return {"method": info.method, info.unit: amount}


def _counts(entries: list[Record]) -> dict[str, int]:
    points = [point for entry in entries for point in entry["points"]]
    origins = Counter(point["origin"] for point in points)
    return {
        "articles": len(entries),
        "points": len(points),
        "machine": origins["machine"],
        "memory": origins["memory"],
        "untranslated": origins["none"],
        "withheld": sum(_is_withheld(point.get("reason")) for point in points),
        "flagged": sum(any(flag.get("severity") != "note" for flag in point["flags"]) for point in points),
        "reviewed": sum(1 for point in points if point.get("reviewed")),
    }


def _missing_english(entries: list[Record]) -> list[str]:
    """Name each reason for missing English once, most frequent first."""
    return [
        f"{reason} ({number} texts)" if number > 1 else reason for reason, number in _reasons(entries).most_common()
    ]


def _missing_english_ar(entries: list[Record]) -> list[str]:
    """Say in Arabic that English is missing; the reasons are for those who mend it."""
    number = _reasons(entries).total()
    return [f"تعذّرت الترجمة الإنجليزية لبعض النصوص (عددها {number})، والنص العربي كامل"] if number else []


def _reasons(entries: list[Record]) -> Counter[str]:
    return Counter(
        reason
        for entry in entries
        for reason in (entry["title_reason"], entry["deck_reason"], *(point["reason"] for point in entry["points"]))
        if reason and not _is_withheld(reason)
    )


def _is_withheld(reason: str | None) -> bool:
    """Say whether English was made and not printed; that is for whoever checks the edition, and no failure of it."""
    return reason is not None and reason.startswith(WITHHELD)


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(min(score, 0.0), 4)


def _utc(moment: datetime) -> str:
    return re.sub(r"\+00:00$", "Z", moment.astimezone(UTC).isoformat(timespec="seconds"))
