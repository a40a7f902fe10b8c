"""The whole pipeline: inputs -> articles -> this edition's -> stories -> summaries -> English -> record -> documents.

``assemble`` builds the stages from a configuration; ``run`` makes an edition with them. No stage reads the clock,
the environment or the whole configuration.
"""

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reporter import clean, editions, plugins, record, translate
from reporter.compose import Block, compose, order
from reporter.config import Config
from reporter.desk import decisions
from reporter.desk.arranging import Arrangement
from reporter.editions import Selection
from reporter.errors import NothingNewError, ReporterError
from reporter.executors import Executor
from reporter.failures import without_faulty
from reporter.fetch.health import health_of
from reporter.ingest.file import printed_path
from reporter.ingest.folder import Folder
from reporter.ingest.inbox import pages
from reporter.interfaces import Ingest, Progress, Translator
from reporter.memory import give_back
from reporter.model import (
    ASIDE,
    Article,
    Edition,
    Health,
    Notice,
    RawArticle,
    Skipped,
    SummariserInfo,
)
from reporter.printable import printable
from reporter.record.desk import Approval
from reporter.render import Documents
from reporter.render.pdf import legibility
from reporter.render.words.moments import date_ar, date_en
from reporter.store import Store
from reporter.store.history import History, KeptEdition
from reporter.stories.background import Background
from reporter.stories.decisions import Decisions
from reporter.stories.grouping import group
from reporter.stories.passages import matches
from reporter.stories.telling import Telling, tellings
from reporter.workflows import changes
from reporter.workflows.articles import Articles
from reporter.workflows.blocks import Blocks
from reporter.workflows.report import RunReport

log = logging.getLogger(__name__)

_FIRST_WINDOW = timedelta(days=3)
"""The first edition has what was fetched in this time, later ones what came since the last edition,"""
_OVERLAP = timedelta(days=1)
"""and what came a day before it, in case the last edition could not read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The stages of one run, ready for use."""

    ingest: Ingest
    executor: Executor
    articles: Articles
    translator: Translator
    documents: Documents
    watcher: editions.Watcher
    arrangement: Arrangement
    progress: Progress
    history: History
    report: RunReport
    decided: Decisions
    """What a person decided about stories."""
    degraded: tuple[Notice, ...] = ()
    """What is already missing before articles are read: memory and glossary files, data of a damaged store."""
    sources: tuple[Health, ...] = ()
    notes: tuple[Notice, ...] = ()
    """What the reader should know about the sources."""
    known: editions.Known = field(default_factory=editions.Known)
    """What is known about earlier editions and their articles."""
    shards: tuple[record.Shard, ...] = ()
    """The editions that have all articles, if this one has only the most important of them."""
    elsewhere: int = 0
    """Articles that were read for them."""


def assemble(  # noqa: PLR0913  (a run has these parts)
    config: Config, store: Store, executor: Executor, now: datetime, day: date, *, progress: Progress, report: RunReport
) -> Tools:
    """Build the stages from `config`."""
    articles = Articles(executor, config.root)
    history = History(store, str(config.output.absolute()))
    since = _last_issue(history, day) or now - _FIRST_WINDOW
    names = [source.name for source in config.sources]
    fetched = list(pages(config.fetch.inbox, names, since - _OVERLAP, root=config.root))
    sources = health_of(config, store, now)
    watcher = editions.Watcher(config.watch)
    glossary, unread_terms = translate.gather_glossary(config.glossary)
    unread = (*translate.import_memory(config.memory, store), *unread_terms)
    decided, undecided = editions.decided(config.root, config.output, store, day)
    return Tools(
        ingest=Folder(config.inputs, articles.read, root=config.root, own=_own(config), fetched=fetched),
        executor=executor,
        articles=articles,
        translator=translate.build(
            config.translate, store, progress=progress, glossary=glossary, drafter=executor.drafter
        ),
        documents=Documents(config.layout, config.front),
        watcher=watcher,
        arrangement=Arrangement(
            config.desk,
            decisions.read(decisions.path_of(config.desk.decisions, day)),
            day,
            config.zone,
            config.root,
            lists_of=lambda article: {hit.watch for hit in watcher.of(article)},
        ),
        progress=progress,
        history=history,
        report=report,
        decided=decided,
        degraded=(
            *_unread(unread, store, config.root),
            *_undecided(undecided, config.root),
            *editions.fetch_failed(sources, now),
        ),
        sources=sources,
        notes=tuple(editions.source_notes(sources, since)),
        known=changes.known(config, store, day),
    )


def _unread(unread: Iterable[str], store: Store, root: Path) -> Iterator[Notice]:
    """Say what of the memory, the glossary and the store is missing; paths below `root` are relative to it."""
    for wrong in unread:
        yield Notice(
            text_en=printable(wrong.replace(f"{root}/", "")).rstrip("."), text_ar="تعذّرت قراءة ملف من الذاكرة أو المسرد"
        )
    if store.damage or store.corrections_aside:
        what = f"was damaged ({printable(store.damage)})" if store.damage else "was missing"
        copy = store.corrections_aside
        hint = f"; 'reporter review import' reads them from {printable(copy.name)}, which is beside it" if copy else ""
        yield Notice(
            text_en=f"The store of translations {what} and replaced by a new one; corrections may be missing{hint}",
            text_ar="تلف مخزن الترجمات أو فُقد وأُنشئ من جديد، وقد تغيب بعض التصحيحات",
        )


def _undecided(wrong: Iterable[str], root: Path) -> Iterator[Notice]:
    """Say which decisions about stories were not carried out; paths below `root` are relative to it."""
    for problem in wrong:
        log.warning("%s", problem)
        yield Notice(
            text_en=printable(problem.replace(f"{root}/", "")).rstrip("."),
            text_ar="تعذّر تطبيق بعض ما في ملف stories.yaml",
        )


def run(tools: Tools, config: Config, now: datetime, day: date) -> tuple[record.Record, dict[str, bytes]]:
    """Run all stages for the edition of `day`; return its record and its files by name."""
    read, left_out = _read(tools, tools.ingest.read())
    articles = clean.without_repeated(editions.one_each(read))
    folder = config.output / day.isoformat()
    corrections = editions.Corrections(folder, articles)
    earlier = corrections.applied(editions.known(config.output, tools.history))
    if config.select == "new" and (back := tuple(editions.recover(folder, earlier, articles))):
        articles += clean.without_repeated(editions.one_each(_read(tools, back)[0]))
    arrangement = tools.arrangement
    out = arrangement.out(articles)
    articles = arrangement.kept(articles)
    records = editions.EarlierRecords(config.output)
    since = editions.Since(records, earlier, day, articles, tools.known)
    selection = _choose(tools, config, articles, left_out, earlier=earlier, since=since, day=day)
    excluded = editions.choose(out, earlier, day, config.select).articles
    told = _tellings(tools, config, selection, corrections.headlines, records, day) if config.stories.group else None
    maker = Blocks(
        tools=tools,
        selection=selection,
        corrections=corrections,
        read={article.source.path: article for article in read},
        skipped=left_out,
        arrangement=arrangement,
        tellings=told,
    )
    with plugins.watched() as broken:
        blocks = maker.translated(maker.made(config.stories))
        since.translated(tools.translator.translate)
    edition = Edition(
        date=day, timezone=config.timezone, issued_at=now, title_ar=config.title.ar, title_en=config.title.en
    )
    method, (unit, amount) = config.summary.method, config.summary.length

    def written(blocks: Sequence[Block]) -> tuple[record.Record, bytes]:
        printed = [(blocks[at], number) for at, number in order(blocks)]
        corrected = [block.changes[number] for block, number in printed]
        chosen = replace(
            selection,
            articles=tuple(block.summaries[number].article for block, number in printed),
            added=tuple(block.added[number] for block, number in printed),
        )
        made = compose(
            blocks,
            edition=edition,
            skipped=left_out,
            engine=tools.translator.engine,
            summariser=SummariserInfo(method=method, unit=unit, amount=amount),
            notes=(*chosen.notes(date_en, date_ar), *editions.corrected(corrected), *tools.notes),
            sources=tools.sources,
            watch=tools.watcher.names,
            hits=tools.watcher.of,
            left_out=selection.left_out,
            desk=replace(arrangement.edition(arrangement.excluded(excluded)), erratum=corrections.erratum),
            decided=arrangement.entry,
            under=arrangement.under,
            degraded=(
                *tools.degraded,
                *broken.notices(),
                *editions.degraded(left_out, len(articles) + tools.elsewhere, _printed_inputs(config)),
            ),
        )
        made = replace(since.applied(made), shards=tools.shards)
        return _valid(_approved(made, arrangement.decisions.edition.approved))

    blocks = without_faulty(blocks, written, maker.in_stage("record"))[0]
    with tools.report.stage("render"), tools.progress.stage("Laying out pages", None):
        _, (made, files) = without_faulty(
            blocks, lambda blocks: _rendered(tools, *written(blocks)), maker.in_stage("render")
        )
    with tools.report.stage("read back"):
        _read_pdf_back(files["briefing.pdf"], made, config)
    tools.report.stale = arrangement.stale()
    return made, files


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
    earlier: Sequence[KeptEdition],
    since: editions.Since,
    day: date,
) -> Selection:
    """Return the articles of this edition; the settings decide what to do if there are none."""
    kept, left_out = editions.leave_out(tools.watcher, articles, earlier, day, config.select)
    ranked = editions.by_importance(kept, config.front.watch, tools.watcher)
    selection = replace(editions.choose(ranked, earlier, day, config.select, since.is_due), left_out=left_out)
    if selection.articles:
        return selection
    nothing_new = bool(articles) or (selection.last and all(Path(item).is_dir() for item in config.inputs))
    if config.select == "all" or not nothing_new:
        raise ReporterError(_nothing(config, skipped, left_out))
    if config.editions.on_nothing_new == "skip":
        raise NothingNewError(f"No edition was made: nothing has arrived since the edition of {selection.last}.")
    return editions.repeat(kept, earlier, selection) if config.editions.on_nothing_new == "send" else selection


def _last_issue(history: History, day: date) -> datetime | None:
    """Return when the last edition before that of `day` was made."""
    earlier = [edition.issued_at for edition in history.editions() if edition.date < day.isoformat()]
    return datetime.fromisoformat(earlier[-1]).astimezone(UTC) if earlier else None


def _own(config: Config) -> tuple[Path, ...]:
    """Return the files and folders that the settings name for other purposes than as inputs."""
    folders = [
        config.output,
        config.store,
        config.desk.decisions,
        *([config.fetch.inbox] if config.sources else []),
        *([config.layout.templates] if config.layout.templates else []),
    ]
    files = [*config.memory, *config.glossary, *config.ingest.word_lists, config.root / "config.yaml"]
    return (*folders, *files)


def _printed_inputs(config: Config) -> frozenset[str]:
    return frozenset(printed_path(Path(item).expanduser(), config.root) for item in config.inputs)


def _valid(made: record.Record) -> tuple[record.Record, bytes]:
    """Return the record and the bytes of ``briefing.json``, after parsing and validating those bytes."""
    content = record.dumps(made)
    broken = record.problems(record.loads(content))
    if broken:
        raise AssertionError("the record is invalid: " + "; ".join(broken))
    return made, content


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
