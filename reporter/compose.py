"""Compose: combine summaries and their English into an edition.

In: summaries in edition order, and a translation for each text of ``texts_to_translate``. Out: its ``Record``.
"""

from collections.abc import Iterator, Sequence

from reporter.model import Edition, Engine, Health, Notice, Skipped, SummariserInfo, Summary, Translation
from reporter.record import Change, Entry, Hit, LeftOut, Record, make, make_entry


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
    watch: Sequence[str] = (),
    hits: Sequence[Sequence[Hit]] = (),
    left_out: Sequence[LeftOut] = (),
) -> Record:
    """Return the record; `translations` are those of ``texts_to_translate(summaries)``, in its order.

    `added` tells for each summary whether it arrived after the edition was first made; empty means that none did.
    `changes` contains the corrections of each since then, and `hits` the words of watch lists in each. `watch` names
    these lists; `left_out` are the articles that others leave out.
    """
    english = iter(translations)
    came_later = added or [False] * len(summaries)
    corrected = changes or [()] * len(summaries)
    watched = hits or [()] * len(summaries)
    return make(
        [
            _entry(str(number), summary, english, added=later, changes=made, hits=found)
            for number, (summary, later, made, found) in enumerate(
                zip(summaries, came_later, corrected, watched, strict=True), start=1
            )
        ],
        edition=edition,
        skipped=skipped,
        engine=engine,
        summariser=summariser,
        notes=notes,
        degraded=degraded,
        sources=sources,
        watch=watch,
        left_out=left_out,
    )


def _texts(summary: Summary) -> Iterator[str]:
    article = summary.article
    yield article.title_ar
    if article.deck_ar is not None:
        yield article.deck_ar
    for pick in summary.picks:
        yield article.sentence_text(pick.sentence)


def _entry(  # noqa: PLR0913  (an entry has these parts)
    number: str,
    summary: Summary,
    english: Iterator[Translation],
    *,
    added: bool,
    changes: Sequence[Change],
    hits: Sequence[Hit],
) -> Entry:
    return make_entry(
        number,
        summary,
        title=next(english),
        deck=next(english) if summary.article.deck_ar is not None else None,
        points=[next(english) for _ in summary.picks],
        added=added,
        changes=changes,
        hits=hits,
    )
