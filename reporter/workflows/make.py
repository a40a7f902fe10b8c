"""The pipeline, top to bottom: inputs -> articles -> this edition's -> summaries -> English -> record -> documents.

``assemble`` builds the stages from a configuration; ``run`` takes an edition through them. No stage reads the clock,
the environment or the whole configuration.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

from reporter import clean, editions, plugins, record, translate
from reporter.compose import compose, texts_to_translate
from reporter.config import Config
from reporter.editions import Selection
from reporter.errors import NothingNewError, ReporterError
from reporter.ingest.file import printed_path
from reporter.ingest.folder import Folder
from reporter.interfaces import Ingest, Progress, Silent, Translator
from reporter.model import ASIDE, Article, Edition, Notice, RawArticle, Skipped, SummariserInfo, Summary, Translation
from reporter.printable import printable, reason_of
from reporter.render import Documents
from reporter.render.pdf import legibility
from reporter.render.words.moments import date_ar, date_en
from reporter.store import Store
from reporter.store.history import History, KeptEdition
from reporter.workflows.articles import Articles
from reporter.workflows.isolation import without_faulty
from reporter.workflows.report import RunReport

log = logging.getLogger(__name__)

FILES = ("briefing.html", "briefing.pdf", "briefing.json")
"""An edition is there when all of them are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The stages of one run, ready for use."""

    ingest: Ingest
    articles: Articles
    translator: Translator
    documents: Documents
    progress: Progress
    history: History
    report: RunReport
    degraded: tuple[Notice, ...] = ()
    """What is missing before the first article is read: memory and glossary files, a store that was damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """One article on its way into the edition."""

    summary: Summary
    added: bool
    translations: tuple[Translation, ...] = ()


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
        with Articles(config, now) as articles, Store.open(config.store) as store:
            tools = assemble(config, store, articles, progress=progress or Silent(), report=report)
            result = run(tools, config, now, day, staging)
            _publish(tools, config, day, now.astimezone(config.zone).date(), staging)
        result.write_report()
    return result


def assemble(config: Config, store: Store, articles: Articles, *, progress: Progress, report: RunReport) -> Tools:
    """Build the stages from `config`."""
    glossary, unread_terms = translate.gather_glossary(config.glossary)
    unread = (*translate.import_memory(config.memory, store), *unread_terms)
    return Tools(
        ingest=Folder(config.inputs, articles.read, root=config.root, own=_own(config)),
        articles=articles,
        translator=translate.build(config.translate, store, progress=progress, glossary=glossary),
        documents=Documents(config.layout),
        progress=progress,
        history=History(store, str(config.output.absolute())),
        report=report,
        degraded=tuple(_unread(unread, store)),
    )


def _unread(unread: Iterable[str], store: Store) -> Iterator[Notice]:
    for wrong in unread:
        yield Notice(text_en=printable(wrong).rstrip("."), text_ar="تعذّرت قراءة ملف من الذاكرة أو المسرد")
    if store.damage:
        yield Notice(
            text_en=f"The store of translations was damaged ({printable(store.damage)}) and was made anew; "
            "corrections may be missing",
            text_ar="تلف مخزن الترجمات وأُنشئ من جديد، وقد تغيب بعض التصحيحات",
        )


def run(tools: Tools, config: Config, now: datetime, day: date, staging: Path) -> RunResult:
    """Take one edition through the stages and write its files, by way of the folder `staging`."""
    folder = config.output / day.isoformat()
    earlier = editions.known(config.output, tools.history)
    articles, skipped = _read(tools, tools.ingest.read())
    if config.editions.select == "new" and (back := tuple(editions.recover(folder, earlier, articles))):
        articles += _read(tools, back)[0]
    selection = _choose(config, articles, skipped, earlier, day)
    left_out = list(skipped)
    with plugins.watched() as broken:
        drafts = _translate(tools, _summarise(tools, selection, left_out), left_out)
    unit, amount = config.summary.length

    def written(drafts: Sequence[_Draft]) -> tuple[record.Record, bytes]:
        chosen = replace(
            selection,
            articles=tuple(draft.summary.article for draft in drafts),
            added=tuple(draft.added for draft in drafts),
        )
        return _checked(
            compose(
                [draft.summary for draft in drafts],
                [translation for draft in drafts for translation in draft.translations],
                edition=Edition(
                    date=day,
                    timezone=config.timezone,
                    issued_at=now,
                    title_ar=config.title.ar,
                    title_en=config.title.en,
                ),
                skipped=left_out,
                engine=tools.translator.engine,
                summariser=SummariserInfo(method=config.summary.method, unit=unit, amount=amount),
                added=chosen.added,
                notes=chosen.notes(date_en, date_ar),
                degraded=(
                    *tools.degraded,
                    *broken.notices(),
                    *editions.degraded(left_out, len(articles), _printed_inputs(config)),
                ),
            )
        )

    drafts, _ = without_faulty(drafts, written, _leave_out(left_out, "record"))
    with tools.report.stage("render"), tools.progress.stage("Setting the pages", None):
        _, (made, files) = without_faulty(
            drafts, lambda drafts: _rendered(tools, *written(drafts)), _leave_out(left_out, "render")
        )
    with tools.report.stage("read back"):
        _read_pdf_back(files["briefing.pdf"], made, config)
    with tools.report.stage("write"):
        editions.write(folder, {name: files[name] for name in FILES}, staging)
    return RunResult(folder=folder, record=made, skipped=tuple(left_out), report=tools.report)


def _leave_out(skipped: list[Skipped], stage: str) -> Callable[[_Draft, Exception], None]:
    """Return what puts an article that fails in `stage` among the `skipped`, and how it failed into the log."""

    def leave_out(draft: _Draft, error: Exception) -> None:
        source = draft.summary.article.source.path
        log.error("%s is left out: %s failed with it", source, stage, exc_info=error)
        skipped.append(Skipped(source=source, stage=stage, reason=reason_of(error)))

    return leave_out


def _rendered(tools: Tools, made: record.Record, content: bytes) -> tuple[record.Record, dict[str, bytes]]:
    return made, {"briefing.json": content} | tools.documents.render(made)


def _read_pdf_back(pdf: bytes, made: record.Record, config: Config) -> None:
    """See whether a reader finds the text in the PDF; that it cannot be seen costs nothing."""
    try:
        legibility.check(pdf, made, config.layout)
    except Exception:
        log.exception("The PDF could not be read back to check its text")


def _read(tools: Tools, found: Iterable[RawArticle | Skipped]) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    articles: list[Article] = []
    skipped: list[Skipped] = []
    with tools.report.stage("read") as counts, tools.progress.stage("Reading", None) as advance:
        for raw in found:
            item = raw if isinstance(raw, Skipped) else tools.articles.clean(raw)
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


def _summarise(tools: Tools, selection: Selection, skipped: list[Skipped]) -> tuple[_Draft, ...]:
    drafts: list[_Draft] = []
    articles = selection.articles
    with tools.report.stage("summarise"), tools.progress.stage("Summarising", len(articles)) as advance:
        for article, added in zip(articles, selection.added, strict=True):
            summary = tools.articles.summarise(article)
            if isinstance(summary, Skipped):
                skipped.append(summary)
            else:
                drafts.append(_Draft(summary=summary, added=added))
            advance()
    tools.articles.close()
    if articles and not drafts:
        raise ReporterError(_nothing_left(skipped))
    return tuple(drafts)


def _translate(tools: Tools, drafts: tuple[_Draft, ...], skipped: list[Skipped]) -> tuple[_Draft, ...]:
    """Return the drafts with the translations of their texts, which are made all at once."""

    def translated(drafts: Sequence[_Draft]) -> tuple[Translation, ...]:
        return tuple(tools.translator.translate(texts_to_translate([draft.summary for draft in drafts])))

    with tools.report.stage("translate") as counts:
        drafts, found = without_faulty(drafts, translated, _leave_out(skipped, "translate"))
        counts["texts"] = len(found)
    english = iter(found)
    return tuple(
        replace(draft, translations=tuple(islice(english, len(texts_to_translate([draft.summary])))))
        for draft in drafts
    )


def _checked(made: record.Record) -> tuple[record.Record, bytes]:
    """Return the record and the bytes of ``briefing.json``, read back to see that they hold all rules."""
    content = record.dumps(made)
    broken = record.problems(record.loads(content))
    if broken:
        raise AssertionError("the record is invalid: " + "; ".join(broken))
    return made, content


def _publish(tools: Tools, config: Config, day: date, today: date, staging: Path) -> None:
    """Bring what is beside the editions up to date; if that fails the edition is there all the same."""
    with tools.report.stage("publish") as counts:
        try:
            counts["removed"] = editions.remove_old(config.output, staging, day, config.editions.keep_days)
            shelf = editions.known(config.output, tools.history)
            editions.publish(
                config.output, shelf, lambda listed: tools.documents.index(listed, config.title), today=today
            )
        except (OSError, ReporterError) as e:
            log.warning("latest.pdf and index.html could not be updated: %s", e)


def _made_before(folder: Path, report: RunReport) -> RunResult | None:
    """Return the edition in `folder` if it is complete."""
    if not editions.is_edition(folder) or not all((folder / name).is_file() for name in FILES):
        return None
    if damage := editions.damage(folder):
        log.warning("The edition in %s is made again: %s", folder, damage)
        return None
    made = record.load(folder / "briefing.json")
    return RunResult(folder=folder, record=made, skipped=made.skipped, made=False, report=report)


def _nothing_left(skipped: Sequence[Skipped]) -> str:
    return f"No edition was made, for every article failed, the last {skipped[-1].source}: {skipped[-1].reason}."


def _nothing(config: Config, skipped: Sequence[Skipped]) -> str:
    if not config.inputs:
        return "There are no inputs: list files or folders under 'inputs:' in config.yaml, or use --input."
    reasons = [f"{item.source}: {item.reason}" for item in skipped[:5]]
    if len(skipped) > 5:
        reasons.append(f"and {len(skipped) - 5} more")
    return f"No edition was made because no article could be read ({'; '.join(reasons)})."
