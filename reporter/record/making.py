"""Make the record: turn summaries and their English into entries, and entries into an edition."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from reporter import __version__
from reporter.identity import identity
from reporter.language.arabic.letters import words
from reporter.model import (
    Edition,
    Engine,
    Health,
    Notice,
    Pick,
    Skipped,
    Source,
    SummariserInfo,
    Summary,
    Translation,
)
from reporter.record.desk import NOTHING, NOTHING_ON_ENTRY, Desk, EntryDesk
from reporter.record.shape import Change, Counts, Entry, Hit, LeftOut, Point, Record
from reporter.record.stories import Story


def make(  # noqa: PLR0913  (an edition has these parts)
    entries: Sequence[Entry],
    *,
    edition: Edition,
    skipped: Sequence[Skipped],
    engine: Engine | None,
    summariser: SummariserInfo,
    notes: Sequence[Notice] = (),
    degraded: Sequence[Notice] = (),
    sources: Sequence[Health] = (),
    stories: Sequence[Story] = (),
    watch: Sequence[str] = (),
    left_out: Sequence[LeftOut] = (),
    desk: Desk = NOTHING,
) -> Record:
    """Return the record of an edition; `degraded` lists what is missing, apart from English."""
    missing = _missing_english(entries)
    return Record(
        generator=f"reporter {__version__}",
        edition=replace(edition, issued_at=_second(edition.issued_at)),
        entries=tuple(entries),
        skipped=tuple(skipped),
        engine=engine,
        summariser=summariser,
        counts=counts_of(entries, sources),
        degraded=(*_said(missing), *(item.text_en for item in degraded)),
        degraded_ar=(*_said_ar(missing), *(item.text_ar for item in degraded)),
        notes=tuple(notes),
        sources=tuple(map(_health, sources)),
        stories=tuple(stories),
        watch=tuple(watch),
        left_out=tuple(left_out),
        desk=desk,
    )


def make_entry(  # noqa: PLR0913  (an entry has these parts)
    number: str,
    summary: Summary,
    *,
    title: Translation,
    deck: Translation | None,
    points: Sequence[Translation],
    added: bool = False,
    changes: Sequence[Change] = (),
    hits: Sequence[Hit] = (),
    desk: EntryDesk = NOTHING_ON_ENTRY,
) -> Entry:
    """Return the entry `number` of an edition; `points` is the English of the sentences that `summary` picks."""
    article = summary.article
    return Entry(
        id=number,
        identity=identity(article.source.url, article.source.outlet, article.text),
        title_ar=article.title_ar,
        title=_rounded(title, candidates=False),
        title_derived=article.title_derived,
        deck_ar=article.deck_ar,
        deck=_rounded(deck, candidates=False) if deck is not None else None,
        source=_source(article.source),
        text_ar=article.text,
        headings=article.headings,
        sentence_count=len(article.sentences),
        word_count=len(words(article.text)),
        points=tuple(
            _point(f"{number}.{place}", summary, pick, english)
            for place, (pick, english) in enumerate(zip(summary.picks, points, strict=True), start=1)
        ),
        added=added,
        changes=tuple(replace(change, since=change.since.replace(microsecond=0)) for change in changes),
        watch=tuple(dict.fromkeys(hit.watch for hit in hits)),
        hits=tuple(hits),
        desk=desk,
    )


def counts_of(entries: Sequence[Entry], sources: Sequence[Health] = ()) -> Counts:
    """Return the counts of an edition that has these entries and sources."""
    english = [point.english for entry in entries for point in entry.points]
    origins = Counter(item.origin for item in english)
    return Counts(
        articles=len(entries),
        points=len(english),
        machine=origins["machine"],
        memory=origins["memory"],
        untranslated=origins["none"] + origins["withheld"],
        withheld=origins["withheld"],
        flagged=sum(any(flag.is_doubt for flag in item.flags) for item in english),
        reviewed=sum(item.reviewed is not None for item in english),
        sources=len(sources),
    )


def _point(name: str, summary: Summary, pick: Pick, english: Translation) -> Point:
    sentence = summary.article.sentences[pick.sentence]
    return Point(
        id=name,
        rank=pick.rank,
        sentence=pick.sentence,
        paragraph=sentence.paragraph,
        span=sentence.span,
        text_ar=summary.article.sentence_text(pick.sentence),
        english=_rounded(english),
        chosen_by=pick.chosen_by,
    )


def _source(source: Source) -> Source:
    return replace(source, retrieved_at=_second(source.retrieved_at))


def _health(source: Health) -> Health:
    return replace(
        source,
        succeeded_at=source.succeeded_at and _second(source.succeeded_at),
        arrived_at=source.arrived_at and _second(source.arrived_at),
        next_at=source.next_at and _second(source.next_at),
    )


def _missing_english(entries: Sequence[Entry]) -> Counter[str]:
    """Count the reasons for missing English; withheld English does not count, because it is not a failure."""
    found = (english for entry in entries for english in entry.translations if english.origin == "none")
    return Counter(english.reason for english in found if english.reason)


def _said(missing: Counter[str]) -> list[str]:
    """Name each reason for missing English once, most frequent first."""
    return [f"{reason} ({number} texts)" if number > 1 else reason for reason, number in missing.most_common()]


def _said_ar(missing: Counter[str]) -> list[str]:
    """Say in Arabic that English is missing; the reasons matter only to those who fix it."""
    number = missing.total()
    return [f"تعذّرت الترجمة الإنجليزية لبعض النصوص (عددها {number})، والنص العربي كامل"] if number else []


def _rounded(english: Translation, *, candidates: bool = True) -> Translation:
    """Return `english` as the record keeps it; the candidates of titles and decks are not kept."""
    kept = english.candidates if candidates else ()
    return replace(
        english,
        score=None if english.score is None else _score(english.score),
        candidates=tuple(replace(item, score=_score(item.score)) for item in kept),
        reviewed=english.reviewed and replace(english.reviewed, at=_second(english.reviewed.at)),
    )


def _score(score: float) -> float:
    return round(min(score, 0.0), 4)


def _second(moment: datetime) -> datetime:
    """Return `moment` as the record keeps it: in UTC, without fractions of a second."""
    return moment.astimezone(UTC).replace(microsecond=0)
