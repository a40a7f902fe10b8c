"""Making the record out of a briefing."""

import re
from collections import Counter
from datetime import UTC, datetime

from reporter import __version__
from reporter.language.arabic.letters import words
from reporter.model import Briefing, Candidate, Entry, Flag, Point, Review, Source, SummariserInfo, Translation
from reporter.record.shape import SCHEMA_VERSION, Record, counts_of, is_withheld


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
        "counts": counts_of(entries),
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
        if reason and not is_withheld(reason)
    )


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(min(score, 0.0), 4)


def _utc(moment: datetime) -> str:
    return re.sub(r"\+00:00$", "Z", moment.astimezone(UTC).isoformat(timespec="seconds"))
