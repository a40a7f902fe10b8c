"""Build the stages of a run from the settings, ready for use."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reporter import editions, record, translate
from reporter.config import Config
from reporter.desk import decisions
from reporter.desk.arranging import Arrangement
from reporter.executors import Executor
from reporter.fetch.health import health_of
from reporter.ingest.folder import Folder
from reporter.ingest.inbox import pages
from reporter.interfaces import Ingest, Progress, Translator
from reporter.model import (
    Health,
    Notice,
)
from reporter.printable import printable
from reporter.render import Documents
from reporter.store import Store
from reporter.store.history import History
from reporter.stories.decisions import Decisions
from reporter.workflows import changes
from reporter.workflows.articles import Articles
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
        ingest=Folder(
            config.inputs,
            articles.read,
            root=config.root,
            own=_own(config),
            fetched=fetched if config.sources else None,
        ),
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
