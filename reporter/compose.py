"""Compose: combine summaries and their English into an edition.

In: summaries in edition order, and a translation for each text of ``texts_to_translate``. Out: its ``Record``.
"""

from collections.abc import Iterator, Sequence

from reporter.model import Edition, Engine, Health, Notice, Skipped, SummariserInfo, Summary, Translation
from reporter.record import Change, Entry, Record, make, make_entry


def texts_to_translate(summaries: Sequence[Summary]) -> tuple[str, ...]:
    """Return every Arabic text that the edition prints in English: titles, decks and sentences, entry by entry."""
    return tuple(text for summary in summaries for text in _texts(summary))


def compose(  # noqa: PLR0913  (an edition has these parts)
    summaries: Sequence[Summary],
    translations: Sequence[Translation],
    *,
    edition: Edition,
    skipped: Sequence[Skipped],
    engine: Engine | None,
    summariser: SummariserInfo,
    added: Sequence[bool] = (),
    changes: Sequence[Sequence[Change]] = (),
    notes: Sequence[Notice] = (),
    degraded: Sequence[Notice] = (),
    sources: Sequence[Health] = (),
) -> Record:
    """Return the record; `translations` are those of ``texts_to_translate(summaries)``, in its order.

    `added` tells for each summary whether it arrived after the edition was first made; empty means that none did.
    `changes` contains the corrections of each since then.
    """
    english = iter(translations)
    came_later = added or [False] * len(summaries)
    corrected = changes or [()] * len(summaries)
    return make(
        [
            _entry(str(number), summary, english, added=later, changes=made)
            for number, (summary, later, made) in enumerate(zip(summaries, came_later, corrected, strict=True), start=1)
        ],
        edition=edition,
        skipped=skipped,
        engine=engine,
        summariser=summariser,
        notes=notes,
        degraded=degraded,
        sources=sources,
    )


def _texts(summary: Summary) -> Iterator[str]:
    article = summary.article
    yield article.title_ar
    if article.deck_ar is not None:
        yield article.deck_ar
    for pick in summary.picks:
        yield article.sentence_text(pick.sentence)


def _entry(
    number: str, summary: Summary, english: Iterator[Translation], *, added: bool, changes: Sequence[Change]
) -> Entry:
    return make_entry(
        number,
        summary,
        title=next(english),
        deck=next(english) if summary.article.deck_ar is not None else None,
        points=[next(english) for _ in summary.picks],
        added=added,
        changes=changes,
    )
