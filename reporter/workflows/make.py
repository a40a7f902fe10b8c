"""The pipeline, top to bottom: inputs -> articles -> this edition's -> summaries -> English -> record -> documents.

``assemble`` builds the stages from a configuration; ``run`` takes an edition through them. No stage reads the clock,
the environment or the whole configuration.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from reporter import clean, editions, plugins, record, summarise, translate
from reporter.compose import compose, texts_to_translate
from reporter.config import Config
from reporter.editions import Selection
from reporter.errors import NothingNewError, ReporterError
from reporter.ingest.file import printed_path
from reporter.ingest.folder import Folder
from reporter.interfaces import Ingest, Progress, Silent, Summariser, Translator
from reporter.model import ASIDE, Article, Edition, Notice, RawArticle, Skipped, SummariserInfo, Summary
from reporter.printable import reason_of
from reporter.render import Documents
from reporter.render.pdf import legibility
from reporter.render.words.dates import date_ar, date_en
from reporter.store import Store
from reporter.store.history import History, KeptEdition
from reporter.workflows.report import RunReport

log = logging.getLogger(__name__)

FILES = ("briefing.html", "briefing.pdf", "briefing.json")
"""An edition exists if all of them do; when they are replaced one by one, the record comes last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The stages of one run, ready for use."""

    ingest: Ingest
    noise: clean.Boilerplate
    summariser: Summariser
    translator: Translator
    documents: Documents
    progress: Progress
    history: History
    report: RunReport
    unread_memory: tuple[Notice, ...] = ()
    """Memory and glossary files that could not be read, or not whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """The result of a run."""

    folder: Path
    """``<output>/<date>``, which contains briefing.json, briefing.html and briefing.pdf."""
    record: record.Record
    """The contents of briefing.json."""
    skipped: tuple[Skipped, ...]
    made: bool = True
    """False if the edition already existed and only a missing one was to be made."""
    report: RunReport = field(repr=False, compare=False)
    """The stages and warnings of the run; later steps, such as sending, can be added before it is written again."""

    @property
    def pdf(self) -> Path:
        """The document to forward."""
        return self.folder / "briefing.pdf"

    @property
    def degraded(self) -> tuple[str, ...]:
        """Why the edition is incomplete; empty if nothing is missing."""
        return self.record.degraded

    def write_report(self) -> None:
        """Write ``run.json`` beside the edition that this run made."""
        if self.made:
            self.report.write(self.folder, self.record)


def build_edition(
    config: Config,
    now: datetime | None = None,
    *,
    day: date | None = None,
    if_missing: bool = False,
    progress: Progress | None = None,
) -> RunResult:
    """Make the edition of `day`, or of the day of `now` in the configured time zone, and write its files.

    `now` is an aware datetime; the same inputs, configuration and `now` give byte-identical documents. With
    `if_missing`, an existing edition is left unchanged and returned.

    Raises:
        NothingNewError: nothing has arrived since the last edition, and the settings ask for no edition in that case.
        ReporterError: no edition could be made; the message says what to do. ``output`` has no partial files.

    """
    now = datetime.now(UTC) if now is None else now
    day = day or now.astimezone(config.zone).date()
    report = RunReport(now)
    with report.listening(), editions.hold(config.output) as staging:
        if if_missing and (result := _made_before(config.output / day.isoformat(), report)):
            return result
        with Store.open(config.store) as store:
            tools = assemble(config, store, now=now, progress=progress or Silent(), report=report)
            result = run(tools, config, now, day, staging)
            _publish(tools, config, day, staging)
        result.write_report()
    return result


def assemble(config: Config, store: Store, *, now: datetime, progress: Progress, report: RunReport) -> Tools:
    """Build the stages from `config`."""
    glossary, unread_terms = translate.gather_glossary(config.glossary)
    unread = (*translate.import_memory(config.memory, store), *unread_terms)
    return Tools(
        ingest=Folder(config.inputs, config.ingest, root=config.root, now=now, own=_own(config)),
        noise=clean.load(config.ingest.word_lists),
        summariser=summarise.build(config.summary),
        translator=translate.build(config.translate, store, progress=progress, glossary=glossary),
        documents=Documents(config.layout),
        progress=progress,
        history=History(store, str(config.output.absolute())),
        report=report,
        unread_memory=tuple(
            Notice(text_en=wrong.rstrip("."), text_ar="تعذّرت قراءة ملف من الذاكرة أو المسرد") for wrong in unread
        ),
    )


def run(tools: Tools, config: Config, now: datetime, day: date, staging: Path) -> RunResult:
    """Take one edition through the stages and write its files, by way of the folder `staging`."""
    folder = config.output / day.isoformat()
    earlier = editions.known(config.output, tools.history)
    articles, skipped = _read(tools, tools.ingest.read())
    if config.editions.select == "new" and (back := tuple(editions.read_back(folder, earlier, articles))):
        articles += _read(tools, back)[0]
    selection = _choose(config, articles, skipped, earlier, day)
    with plugins.watched() as broken:
        summaries = _summarise(tools, selection.articles)
        with tools.report.stage("translate") as counts:
            texts = texts_to_translate(summaries)
            counts["texts"] = len(texts)
            translations = tools.translator.translate(texts)
    unit, amount = config.summary.length
    made = compose(
        summaries,
        translations,
        edition=Edition(
            date=day, timezone=config.timezone, issued_at=now, title_ar=config.title.ar, title_en=config.title.en
        ),
        skipped=skipped,
        engine=tools.translator.engine,
        summariser=SummariserInfo(method=config.summary.method, unit=unit, amount=amount),
        added=selection.added,
        notes=selection.notes(date_en, date_ar),
        degraded=(
            *tools.unread_memory,
            *broken.notices(),
            *editions.shortfalls(skipped, len(articles), _printed_inputs(config)),
        ),
    )
    content = _content(made)
    with tools.report.stage("render"), tools.progress.stage("Setting the pages", None):
        files = {"briefing.json": content} | tools.documents.render(made)
    with tools.report.stage("read back"):
        legibility.check(files["briefing.pdf"], made, config.layout)
    with tools.report.stage("write"):
        editions.write(folder, {name: files[name] for name in FILES}, staging)
    return RunResult(folder=folder, record=made, skipped=skipped, report=tools.report)


def _read(tools: Tools, found: Iterable[RawArticle | Skipped]) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    articles: list[Article] = []
    skipped: list[Skipped] = []
    with tools.report.stage("read") as counts, tools.progress.stage("Reading", None) as advance:
        for raw in found:
            item = raw if isinstance(raw, Skipped) else _cleaned(raw, tools.noise)
            if isinstance(item, Skipped):
                log.log(
                    logging.INFO if item.stage == ASIDE else logging.WARNING, "Skipped %s: %s", item.source, item.reason
                )
                skipped.append(item)
            else:
                articles.append(item)
            advance()
        counts |= {"articles": len(articles), "skipped": len(skipped)}
    return clean.without_repeated(editions.one_each(articles)), tuple(skipped)


def _cleaned(raw: RawArticle, noise: clean.Boilerplate) -> Article | Skipped:
    """Clean one article; a bug that it exposes costs this article, not the edition."""
    try:
        return clean.clean(raw, noise)
    except Exception as e:
        log.exception("%s could not be cleaned", raw.source.path)
        return Skipped(source=raw.source.path, stage="clean", reason=reason_of(e))


def _choose(
    config: Config, articles: Sequence[Article], skipped: Sequence[Skipped], earlier: Sequence[KeptEdition], day: date
) -> Selection:
    """Return the articles of this edition; the settings decide what to do if there are none."""
    selection = editions.choose(articles, earlier, day, config.editions.select)
    if selection.articles:
        return selection
    nothing_new = bool(articles) or (selection.last and all(Path(item).is_dir() for item in config.inputs))
    if config.editions.select == "all" or not nothing_new:
        raise ReporterError(_nothing(config, skipped))
    if config.editions.on_nothing_new == "skip":
        raise NothingNewError(f"No edition was made: nothing has arrived since the edition of {selection.last}.")
    return editions.repeat(articles, earlier, selection) if config.editions.on_nothing_new == "send" else selection


def _own(config: Config) -> tuple[Path, ...]:
    """Return the files and folders that the settings name for other ends than to be read."""
    folders = [config.output, config.store, *([config.layout.templates] if config.layout.templates else [])]
    files = [*config.memory, *config.glossary, *config.ingest.word_lists, config.root / "config.yaml"]
    return (*folders, *files)


def _printed_inputs(config: Config) -> frozenset[str]:
    return frozenset(printed_path(Path(item).expanduser(), config.root) for item in config.inputs)


def _summarise(tools: Tools, articles: Sequence[Article]) -> tuple[Summary, ...]:
    summaries: list[Summary] = []
    with tools.report.stage("summarise"), tools.progress.stage("Summarising", len(articles)) as advance:
        for article in articles:
            summaries.append(tools.summariser.summarise(article))
            advance()
    return tuple(summaries)


def _content(made: record.Record) -> bytes:
    """Return the bytes of ``briefing.json``, read back to see that they hold all rules."""
    content = record.dumps(made)
    broken = record.problems(record.loads(content))
    if broken:
        raise AssertionError("the record is invalid: " + "; ".join(broken))
    return content


def _publish(tools: Tools, config: Config, day: date, staging: Path) -> None:
    """Update the files beside the editions; a failure does not affect the edition itself."""
    with tools.report.stage("publish") as counts:
        try:
            counts["removed"] = editions.remove_old(config.output, staging, day, config.editions.keep_days)
            shelf = editions.known(config.output, tools.history)
            editions.publish(config.output, shelf, lambda listed: tools.documents.index(listed, config.title))
        except (OSError, ReporterError) as e:
            log.warning("latest.pdf and index.html could not be updated: %s", e)


def _made_before(folder: Path, report: RunReport) -> RunResult | None:
    """Return the edition in `folder` if it is complete."""
    if not editions.is_edition(folder) or not all((folder / name).is_file() for name in FILES):
        return None
    made = record.load(folder / "briefing.json")
    return RunResult(folder=folder, record=made, skipped=made.skipped, made=False, report=report)


def _nothing(config: Config, skipped: Sequence[Skipped]) -> str:
    if not config.inputs:
        return "There are no inputs: list files or folders under 'inputs:' in config.yaml, or use --input."
    reasons = [f"{item.source}: {item.reason}" for item in skipped[:5]]
    if len(skipped) > 5:
        reasons.append(f"and {len(skipped) - 5} more")
    return f"No edition was made because no article could be read ({'; '.join(reasons)})."
