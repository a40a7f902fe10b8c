"""The whole pipeline: inputs -> articles -> this edition's -> stories -> summaries -> English -> record -> documents.

``run`` makes an edition with the stages that ``tools`` has built. No stage reads the clock, the environment or the
whole configuration.
"""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from reporter import clean, editions, plugins, record
from reporter.compose import Block, compose, order
from reporter.config import Config
from reporter.desk import decisions
from reporter.editions import Selection
from reporter.errors import NothingNewError, ReporterError
from reporter.failures import without_faulty
from reporter.heap import give_back
from reporter.ingest.file import printed_path
from reporter.model import (
    ASIDE,
    Article,
    Edition,
    Notice,
    RawArticle,
    Skipped,
    SummariserInfo,
)
from reporter.record.desk import Approval, EntryDesk
from reporter.render.pdf import legibility
from reporter.render.words.moments import date_ar, date_en
from reporter.store.history import KeptEdition
from reporter.stories.background import Background
from reporter.stories.grouping import group
from reporter.stories.passages import matches
from reporter.stories.telling import Telling, tellings
from reporter.workflows.blocks import Blocks
from reporter.workflows.tools import Tools

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """The articles of an edition, and what is known of them and of those that are not in it."""

    read: tuple[Article, ...]
    number: int
    """How many articles the edition could have."""
    skipped: list[Skipped]
    selection: Selection
    excluded: tuple[Article, ...]
    """New articles that a person has left out."""
    corrections: editions.Corrections
    since: editions.Since
    tellings: Sequence[Telling] | None
    """The stories, in order; None if they are not grouped."""


def run(tools: Tools, config: Config, now: datetime, day: date) -> tuple[record.Record, dict[str, bytes]]:
    """Run all stages for the edition of `day`; return its record and its files by name."""
    chosen = _chosen(tools, config, day)
    maker = Blocks(
        tools=tools,
        selection=chosen.selection,
        corrections=chosen.corrections,
        read={article.source.path: article for article in chosen.read},
        skipped=chosen.skipped,
        arrangement=tools.arrangement,
        tellings=chosen.tellings,
    )
    with plugins.watched() as broken:
        blocks = maker.translated(maker.made(config.stories))
        chosen.since.translated(tools.translator.translate)
    edition = Edition(
        date=day, timezone=config.timezone, issued_at=now, title_ar=config.title.ar, title_en=config.title.en
    )

    def written(blocks: Sequence[Block]) -> tuple[record.Record, bytes]:
        made = _composed(tools, config, edition, chosen, broken.notices(), blocks)
        return _valid(_approved(made, tools.arrangement.decisions.edition.approved))

    blocks = without_faulty(blocks, written, maker.in_stage("record"))[0]
    with tools.report.stage("render"), tools.progress.stage("Laying out pages", None):
        _, (made, files) = without_faulty(
            blocks, lambda blocks: _rendered(tools, *written(blocks)), maker.in_stage("render")
        )
    with tools.report.stage("read back"):
        _read_pdf_back(files["briefing.pdf"], made, config)
    tools.report.stale = tools.arrangement.stale()
    return made, files


def _chosen(tools: Tools, config: Config, day: date) -> _Chosen:
    """Read the inputs, and choose what is in the edition of `day`."""
    read, skipped = _read(tools, tools.ingest.read())
    articles = clean.without_repeated(editions.one_each(read))
    folder = config.output / day.isoformat()
    corrections = editions.Corrections(folder, articles)
    earlier = corrections.applied(editions.known(config.output, tools.history))
    if config.select == "new" and (back := tuple(editions.recover(folder, earlier, articles))):
        articles += clean.without_repeated(editions.one_each(_read(tools, back)[0]))
    out, found = tools.arrangement.out(articles), len(articles)
    articles = tools.arrangement.kept(articles, editions.printed_on(day, earlier))
    records = editions.EarlierRecords(config.output)
    since = editions.Since(records, earlier, day, articles, tools.known)
    held = found - len(articles)
    selection = _choose(tools, config, articles, skipped, held=held, earlier=earlier, since=since, day=day)
    group = config.stories.group
    return _Chosen(
        read=tuple(read),
        number=len(articles),
        skipped=skipped,
        selection=selection,
        excluded=editions.choose(out, earlier, day, config.select).articles,
        corrections=corrections,
        since=since,
        tellings=_tellings(tools, config, selection, corrections.headlines, records, day) if group else None,
    )


def _composed(  # noqa: PLR0913, PLR0917  (what a record is made from)
    tools: Tools,
    config: Config,
    edition: Edition,
    chosen: _Chosen,
    broken: Sequence[Notice],
    blocks: Sequence[Block],
) -> record.Record:
    """Return the record of the edition with these blocks."""
    arrangement, selection, skipped = tools.arrangement, chosen.selection, chosen.skipped
    printed = [(blocks[at], number) for at, number in order(blocks)]
    corrected = [block.changes[number] for block, number in printed]
    shown = replace(
        selection,
        articles=tuple(block.summaries[number].article for block, number in printed),
        added=tuple(block.added[number] for block, number in printed),
    )
    method, (unit, amount) = config.summary.method, config.summary.length

    def decided(article: Article, block: Sequence[Article]) -> EntryDesk:
        made, was_late = arrangement.entry(article, block), chosen.corrections.was_late(article)
        return made if was_late is None else replace(made, late=was_late)

    made = compose(
        blocks,
        edition=edition,
        skipped=skipped,
        engine=tools.translator.engine,
        summariser=SummariserInfo(method=method, unit=unit, amount=amount),
        notes=(*shown.notes(date_en, date_ar), *editions.corrected(corrected), *tools.notes),
        sources=tools.sources,
        watch=tools.watcher.names,
        hits=tools.watcher.of,
        left_out=selection.left_out,
        desk=arrangement.edition(arrangement.excluded(chosen.excluded)),
        decided=decided,
        under=arrangement.under,
        degraded=(
            *tools.degraded,
            *broken,
            *editions.degraded(skipped, chosen.number + tools.elsewhere, _printed_inputs(config)),
        ),
    )
    return replace(chosen.corrections.stated(chosen.since.applied(made)), shards=tools.shards)


def _tellings(  # noqa: PLR0913, PLR0917  (the stories depend on all of these)
    tools: Tools,
    config: Config,
    selection: Selection,
    headlines: Collection[str],
    records: editions.EarlierRecords,
    day: date,
) -> Sequence[Telling]:
    """Return the stories of the selected articles, in the order in which they are printed."""
    articles = selection.articles
    under = tools.arrangement.told_under(articles)
    with tools.report.stage("group") as counts:
        earlier = editions.told_before(records, day, config.stories.window_hours)
        background = Background.of(article.text for story in earlier for article in story.articles)
        shared = matches(articles, background)
        groups = group(
            articles,
            shared,
            decided=replace(tools.decided, join=tools.decided.join | set(map(frozenset, under.items()))),
            earlier=earlier,
            background=background,
            window_hours=config.stories.window_hours,
        )
        told = tellings(articles, groups, shared, {*headlines, *under.values()} - under.keys())
        counts |= {"stories": len(told), "earlier": len(earlier)}
    ranking = editions.order(
        [story.articles for story in told],
        [story.voices for story in told],
        config.front.watch,
        tools.watcher,
        by_time=config.stories.order == "time",
    )
    ranked = [told[number] for number in ranking]
    if selection.placed and not tools.arrangement.reorders:  # the edition keeps its order
        place = {article.source.sha256: at for at, article in enumerate(articles[: selection.placed])}
        ranked.sort(key=lambda story: place.get(story.articles[0].source.sha256, len(place)))
    return [ranked[number] for number in tools.arrangement.ordered([story.articles for story in ranked])]


def _approved(made: record.Record, approved: decisions.Approved | None) -> record.Record:
    """Return the record with its approval, if what was approved is what it has."""
    if approved is None or record.content_sha256(record.dumps(made)) != approved.content:
        return made
    return replace(
        made, desk=replace(made.desk, approved=Approval(by=approved.by, at=approved.at, content=approved.content))
    )


def _rendered(tools: Tools, made: record.Record, content: bytes) -> tuple[record.Record, dict[str, bytes]]:
    return made, {"briefing.json": content} | tools.documents.render(made)


def _read_pdf_back(pdf: bytes, made: record.Record, config: Config) -> None:
    """Check that PDF readers find the text; if the check itself fails, the edition is not affected."""
    try:
        legibility.check(pdf, made, config.layout)
    except Exception:
        log.warning("The text of the PDF could not be checked", exc_info=True)
    give_back(len(pdf))


def _read(tools: Tools, found: Iterable[RawArticle | Article | Skipped]) -> tuple[list[Article], list[Skipped]]:
    articles: list[Article] = []
    skipped: list[Skipped] = []
    with tools.report.stage("read") as counts, tools.progress.stage("Reading", None) as advance:
        for item in tools.articles.clean(found):
            if isinstance(item, Skipped):
                log.log(
                    logging.INFO if item.stage == ASIDE else logging.WARNING, "Skipped %s: %s", item.source, item.reason
                )
                skipped.append(item)
            else:
                articles.append(item)
            advance()
        counts |= {"articles": len(articles), "skipped": len(skipped)}
    return articles, skipped


def _choose(  # noqa: PLR0913  (the choice depends on all of these)
    tools: Tools,
    config: Config,
    articles: Sequence[Article],
    skipped: Sequence[Skipped],
    *,
    held: int,
    earlier: Sequence[KeptEdition],
    since: editions.Since,
    day: date,
) -> Selection:
    """Return the articles of this edition; the settings decide what to do if there are none.

    So many others are `held` back by the desk.
    """
    kept, left_out = editions.leave_out(tools.watcher, articles, earlier, day, config.select)
    ranked = editions.by_importance(kept, config.front.watch, tools.watcher)
    selection = editions.choose(ranked, earlier, day, config.select, since.is_due)
    unread = any(item.stage != ASIDE for item in skipped)
    selection = replace(selection, left_out=left_out, read=len(articles), unread=unread)
    if selection.articles:
        return selection
    nothing_new = bool(articles) or (selection.last and all(Path(item).is_dir() for item in config.inputs))
    if held and config.whole is not None:
        raise NothingNewError(_held(config, day))
    if config.select == "all" or not nothing_new:
        raise ReporterError(_held(config, day) if held else _nothing(config, skipped, left_out))
    if config.editions.on_nothing_new == "skip":
        raise NothingNewError(f"No edition was made: nothing has arrived since the edition of {selection.last}.")
    return editions.repeat(kept, earlier, selection) if config.editions.on_nothing_new == "send" else selection


def _printed_inputs(config: Config) -> frozenset[str]:
    return frozenset(printed_path(Path(item).expanduser(), config.root) for item in config.inputs)


def _valid(made: record.Record) -> tuple[record.Record, bytes]:
    """Return the record and the bytes of ``briefing.json``, after parsing and validating those bytes."""
    content = record.dumps(made)
    broken = record.problems(record.loads(content))
    if broken:
        raise AssertionError("the record is invalid: " + "; ".join(broken))
    return made, content


def _held(config: Config, day: date) -> str:
    return (
        "No edition was made because the desk leaves out every article, or holds it for the next edition; see "
        f"{decisions.path_of(config.desk.decisions, day)} and desk.closes."
    )


def _nothing(config: Config, skipped: Sequence[Skipped], left_out: Sequence[record.LeftOut]) -> str:
    if left_out:
        lists = ", ".join(dict.fromkeys(item.watch for item in left_out))
        return f"No edition was made because watch lists leave out every article ({lists}); see 'watch' in config.yaml."
    if not config.inputs and not config.sources:
        return "There are no inputs: list files or folders under 'inputs:' in config.yaml, or use --input."
    if not config.inputs and not skipped:
        return f"No edition was made because the inbox {config.fetch.inbox} has no new articles; run 'reporter fetch'."
    reasons = [f"{item.source}: {item.reason}" for item in skipped[:5]]
    if len(skipped) > 5:
        reasons.append(f"and {len(skipped) - 5} more")
    return f"No edition was made because no article could be read ({'; '.join(reasons)})."
