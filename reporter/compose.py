"""Compose: combine summaries and their English into an edition.

In: blocks in the order of the edition, and a translation for each text of ``texts_to_translate``. Out: its ``Record``.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from reporter.model import Article, Edition, Engine, Health, Notice, Skipped, SummariserInfo, Summary, Translation
from reporter.record import Change, Entry, Hit, LeftOut, Record, Story, make, make_entry
from reporter.record.desk import NOTHING, NOTHING_ON_ENTRY, Desk, EntryDesk
from reporter.stories.telling import Telling, copies, story

NOT_PRINTED = Translation(text_en=None, origin="none")
"""The English of a text that is not printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What is printed as one: an article, or the articles that tell one story."""

    summaries: tuple[Summary, ...]
    """The one with the headline first."""
    places: tuple[int | None, ...]
    """For each, its place in an edition that is made again, which keeps its order; None for what has arrived since."""
    changes: tuple[tuple[Change, ...], ...]
    """The corrections of each since the edition was first made."""
    added: tuple[bool, ...]
    """For each, whether it arrived after the edition was first made."""
    translations: tuple[Translation, ...]
    """Those of ``texts_to_translate(summaries)``."""
    telling: Telling | None = None
    """None if articles are not grouped."""


def texts_to_translate(summaries: Sequence[Summary]) -> tuple[str, ...]:
    """Return every Arabic text that is printed in English: titles, decks and sentences, article by article."""
    return tuple(text for summary in summaries for text in _texts(summary))


def compose(  # noqa: PLR0913  (an edition has these parts)
    blocks: Sequence[Block],
    *,
    edition: Edition,
    skipped: Sequence[Skipped],
    engine: Engine | None,
    summariser: SummariserInfo,
    notes: Sequence[Notice] = (),
    degraded: Sequence[Notice] = (),
    sources: Sequence[Health] = (),
    watch: Sequence[str] = (),
    hits: Callable[[Article], Sequence[Hit]] = lambda _: (),
    left_out: Sequence[LeftOut] = (),
    desk: Desk = NOTHING,
    decided: Callable[[Article, Sequence[Article]], EntryDesk] = lambda _article, _block: NOTHING_ON_ENTRY,
    under: Callable[[Article], str | None] = lambda _: None,
) -> Record:
    """Return the record.

    `watch` names watch lists, and `hits` returns their words in an article; `left_out` are the articles that others
    leave out. `desk` is what the desk has decided about the edition, `decided` returns what it has decided about an
    article of a block, and `under` the name of the article that it is told with.

    The articles with headlines come first, so that a story and its article have the same number. Articles of an edition
    that is made again keep their places.
    """
    numbers = {place: str(number) for number, place in enumerate(order(blocks), start=1)}
    made = [
        _entries(block, [numbers[at, n] for n in range(len(block.summaries))], hits) for at, block in enumerate(blocks)
    ]
    stories: list[Story] = []
    entries: list[Entry] = []
    for block, told in zip(blocks, made, strict=True):
        if block.telling is None:
            entries += told
            continue
        stories.append(story(block.telling, told, edition.date))
        same = copies(block.telling, told)
        entries += [replace(entry, story=stories[-1].id, also=same[entry.id]) for entry in told]
    entries = _decided(entries, blocks, made, decided, under)
    sections = [replace(section, entries=_in_section(section.name, entries)) for section in desk.sections]
    return make(
        sorted(entries, key=lambda entry: int(entry.id)),
        edition=edition,
        skipped=skipped,
        engine=engine,
        summariser=summariser,
        notes=notes,
        degraded=degraded,
        sources=sources,
        stories=stories,
        desk=replace(desk, sections=tuple(section for section in sections if section.entries)),
        watch=watch,
        left_out=left_out,
    )


def _decided(
    entries: Sequence[Entry],
    blocks: Sequence[Block],
    made: Sequence[Sequence[Entry]],
    decided: Callable[[Article, Sequence[Article]], EntryDesk],
    under: Callable[[Article], str | None],
) -> list[Entry]:
    """Return `entries` with what the desk has decided about them; `made` are those of each block."""
    number_of = {name: entry.id for entry in entries for name in (entry.identity, f"sha256:{entry.source.sha256}")}
    found = {}
    for block, told in zip(blocks, made, strict=True):
        articles = [summary.article for summary in block.summaries]
        for article, entry in zip(articles, told, strict=True):
            above = number_of.get(under(article) or "")
            found[entry.id] = replace(decided(article, articles), under=above if above != entry.id else None)
    return [replace(entry, desk=found[entry.id]) for entry in entries]


def _in_section(name: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(sorted((entry.id for entry in entries if entry.desk.section == name), key=int))


def order(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Return the block and the place in it of each article, in the order of the edition."""
    placed = [
        (place, (at, number))
        for at, block in enumerate(blocks)
        for number, place in enumerate(block.places)
        if place is not None
    ]
    placed.sort(key=itemgetter(0))
    rest = [
        (at, number) for at, block in enumerate(blocks) for number, place in enumerate(block.places) if place is None
    ]
    rest.sort(key=lambda item: (item[1] > 0, item))  # first those with headlines
    return [item for _, item in placed] + rest


def _texts(summary: Summary) -> Iterator[str]:
    article = summary.article
    if summary.shown != "sentences":
        yield article.title_ar
    if summary.shown == "whole" and article.deck_ar is not None:
        yield article.deck_ar
    for pick in summary.picks:
        yield article.sentence_text(pick.sentence)


def _entries(block: Block, numbers: Sequence[str], hits: Callable[[Article], Sequence[Hit]]) -> list[Entry]:
    english = iter(block.translations)
    return [
        make_entry(
            number,
            summary,
            title=NOT_PRINTED if summary.shown == "sentences" else next(english),
            deck=_deck(summary, english),
            points=[next(english) for _ in summary.picks],
            added=added,
            changes=changes,
            hits=hits(summary.article),
        )
        for number, summary, added, changes in zip(numbers, block.summaries, block.added, block.changes, strict=True)
    ]


def _deck(summary: Summary, english: Iterator[Translation]) -> Translation | None:
    if summary.article.deck_ar is None:
        return None
    return next(english) if summary.shown == "whole" else NOT_PRINTED
