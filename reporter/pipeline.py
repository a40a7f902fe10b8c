"""The pipeline, top to bottom: inputs -> articles -> summaries -> English -> briefing -> record -> documents.

``assemble`` wires the stages from a configuration, once; ``run`` carries an edition through them. No stage reads the
clock, the environment or the whole configuration.
"""

import logging
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reporter import clean, record, summarise, translate
from reporter.compose import compose, texts_to_translate
from reporter.config import Config
from reporter.errors import AlreadyRunningError, ReporterError
from reporter.ingest.folder import Folder
from reporter.interfaces import Ingest, Progress, Silent, Summariser, Translator
from reporter.model import Article, Edition, RawArticle, Skipped, SummariserInfo, Summary
from reporter.render import Documents
from reporter.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The stages of one run, ready to work."""

    ingest: Ingest
    noise: clean.Boilerplate
    summariser: Summariser
    translator: Translator
    documents: Documents
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What a run made."""

    folder: Path
    """``<output>/<date>``, which holds briefing.json, briefing.html and briefing.pdf."""
    record: record.Record
    """The content of briefing.json."""
    skipped: tuple[Skipped, ...]

    @property
    def pdf(self) -> Path:
        """The document that is forwarded."""
        return self.folder / "briefing.pdf"

    @property
    def degraded(self) -> tuple[str, ...]:
        """Why the edition is less than it should be; empty when nothing is missing."""
        return tuple(self.record["degraded"])


def build_edition(config: Config, now: datetime | None = None, *, progress: Progress | None = None) -> RunResult:
    """Make the edition of the day that `now` falls on in the configured time zone, and write its files.

    `now` is an aware datetime; the same inputs, configuration and `now` give byte-identical files.

    Raises:
        ReporterError: no edition could be made; the message says what to do. Nothing half-made is left in ``output``.

    """
    now = datetime.now(UTC) if now is None else now
    with _lock(config.output) as staging, Store.open(config.store) as store:
        return run(assemble(config, store, now=now, progress=progress or Silent()), config, now, staging)


def assemble(config: Config, store: Store, *, now: datetime, progress: Progress) -> Tools:
    """Wire the stages from `config`."""
    translate.import_memory(config.memory, store)
    return Tools(
        ingest=Folder(config.inputs, config.ingest, root=config.root, now=now),
        noise=clean.load(config.ingest.word_lists),
        summariser=summarise.build(config.summary),
        translator=translate.build(config.translate, store, progress=progress),
        documents=Documents(config.layout),
        progress=progress,
    )


def run(tools: Tools, config: Config, now: datetime, staging: Path) -> RunResult:
    """Carry one edition through the stages and write its files, by way of the folder `staging`."""
    day = now.astimezone(config.zone).date()
    articles, skipped = _read(tools)
    if not articles:
        raise ReporterError(_nothing(config, skipped))
    summaries = _summarise(tools, articles)
    with _timed("translate"):
        translations = tools.translator.translate(texts_to_translate(summaries))
    unit, amount = config.summary.length
    briefing = compose(
        summaries,
        translations,
        edition=Edition(
            date=day, timezone=config.timezone, issued_at=now, title_ar=config.title.ar, title_en=config.title.en
        ),
        skipped=skipped,
        engine=tools.translator.engine,
        summariser=SummariserInfo(method=config.summary.method, unit=unit, amount=amount),
    )
    made = record.to_record(briefing)
    broken = record.problems(made)
    if broken:
        raise AssertionError("the record breaks its own rules: " + "; ".join(broken))
    with _timed("render"), tools.progress.stage("Setting the pages", None):
        files = {"briefing.json": record.dumps(made)} | tools.documents.render(made)
    folder = config.output / day.isoformat()
    _write(folder, files, staging)
    return RunResult(folder=folder, record=made, skipped=skipped)


def _read(tools: Tools) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    articles: list[Article] = []
    skipped: list[Skipped] = []
    with _timed("read"), tools.progress.stage("Reading", None) as advance:
        for raw in tools.ingest.read():
            item = raw if isinstance(raw, Skipped) else _cleaned(raw, tools.noise)
            if isinstance(item, Skipped):
                log.warning("Skipped %s: %s", item.source, item.reason)
                skipped.append(item)
            else:
                articles.append(item)
            advance()
    return tuple(articles), tuple(skipped)


def _cleaned(raw: RawArticle, noise: clean.Boilerplate) -> Article | Skipped:
    """Clean one article; a bug that it brings to light costs this article and not the edition."""
    try:
        return clean.clean(raw, noise)
    except Exception as e:
        log.exception("%s could not be cleaned", raw.source.path)
        return Skipped(source=raw.source.path, stage="clean", reason=f"an error in reporter ({type(e).__name__}: {e})")


def _summarise(tools: Tools, articles: Sequence[Article]) -> tuple[Summary, ...]:
    summaries: list[Summary] = []
    with _timed("summarise"), tools.progress.stage("Summarising", len(articles)) as advance:
        for article in articles:
            summaries.append(tools.summariser.summarise(article))
            advance()
    return tuple(summaries)


def _nothing(config: Config, skipped: Sequence[Skipped]) -> str:
    if not config.inputs:
        return "There is nothing to read: name files or folders under 'inputs:' in config.yaml, or with --input."
    reasons = [f"{item.source}: {item.reason}" for item in skipped[:5]]
    if len(skipped) > 5:
        reasons.append(f"and {len(skipped) - 5} more")
    return f"No edition was made, for no article could be read ({'; '.join(reasons)})."


@contextmanager
def _lock(output: Path) -> Iterator[Path]:
    """Hold `output` for this run alone; give an empty folder inside it for files that are not finished."""
    from filelock import FileLock, Timeout

    staging = output / ".staging"
    lock = FileLock(output / ".lock", timeout=0)
    try:
        output.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
    except Timeout as e:
        raise AlreadyRunningError(f"Another run is writing to {output}; try again when it has ended.") from e
    except OSError as e:
        lock.release()
        raise ReporterError(_unwritable(output, e)) from e
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        lock.release()


def _write(folder: Path, files: dict[str, bytes], staging: Path) -> None:
    """Write each file whole under a temporary name; only when all are there, move them into place."""
    try:
        for name, content in files.items():
            with (staging / f"{name}.part").open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        folder.mkdir(exist_ok=True)
        for name in files:
            (staging / f"{name}.part").replace(folder / name)
    except OSError as e:
        raise ReporterError(_unwritable(folder, e)) from e


def _unwritable(folder: Path, error: OSError) -> str:
    return f"The edition could not be written to {folder} ({error.strerror or error}); make room or give rights there."


@contextmanager
def _timed(stage: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    log.info("%s: %.2f s", stage, time.perf_counter() - started)
