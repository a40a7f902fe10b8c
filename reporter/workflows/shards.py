"""Many articles in a day: they are divided among shards, each a whole edition, and the day's edition leads to them.

Only the articles of one shard are in memory; the others wait on disk. A shard that fails costs no other one.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from reporter import editions, record
from reporter.config import Config, Title
from reporter.desk.arranging import Arrangement
from reporter.editions.earlier import EarlierRecords
from reporter.editions.folders import RECORD
from reporter.editions.recovered import raw_of
from reporter.editions.sharding import FOLDER, Division, shards_in
from reporter.editions.told import article_of
from reporter.errors import NothingNewError, ReporterError
from reporter.identity import canonical_address
from reporter.interfaces import Silent
from reporter.model import Article, Notice, RawArticle, Skipped
from reporter.printable import reason_of
from reporter.record.blocks import blocks
from reporter.store import Store
from reporter.store.history import History, printed_below
from reporter.store.spool import Spool, Spooled
from reporter.workflows.edition import RunResult, made_before, make_edition
from reporter.workflows.report import RunReport
from reporter.workflows.tools import Tools

log = logging.getLogger(__name__)

Again = Callable[[str], bool]
"""Whether a shard that exists is made again."""
_MOST_NAMED = 6
"""Shards to name in a notice."""


@dataclass(frozen=True, slots=True)
class _Given:
    """Articles and other inputs that were read before."""

    items: Sequence[RawArticle | Article | Skipped]

    def read(self) -> Iterator[RawArticle | Article | Skipped]:
        """Yield them."""
        yield from self.items


def shard_settings(config: Config, name: str, title: Title | None = None) -> Config:
    """Return the settings of the shard `name`, which has an output folder of its own."""
    return config.shard(config.output / FOLDER / name, title or config.title)


def front_settings(config: Config, tools: Tools) -> Config:
    """Return the settings of the edition that leads to the shards of `tools`."""
    select = "all" if tools.shards else config.editions.select
    return config.model_copy(update={"editions": config.editions.model_copy(update={"select": select})})


def make_shards(  # noqa: PLR0913  (as make_edition)
    tools: Tools, config: Config, store: Store, *, now: datetime, day: date, staging: Path, again: Again
) -> Tools:
    """Make the shards of `day`; return the tools for the edition that leads to them.

    Those that exist are kept, except for those that are to be made `again`.

    Raises:
        ReporterError: the articles cannot be kept on disk, or the disk is full.

    """
    with Spool(staging / "articles.sqlite3") as spool:
        division = _division(config, tools.arrangement)
        skipped = _read(tools, spool, division)
        names = _place(config, store, day, spool, division)
        makers = _Shards(tools=tools, config=config, store=store, now=now, day=day, division=division)
        with tools.report.stage("shards") as counts, tools.progress.stage("Making shards", len(names)) as advance:
            for name in names:
                makers.make(name, spool, again=again(name))
                advance()
            counts["shards"] = len(makers.made)
        articles = spool.articles
    chosen = makers.leading(config.front.items)
    return replace(
        tools,
        ingest=_Given((*chosen, *skipped)),
        arrangement=replace(tools.arrangement, partial=makers.kept),
        shards=tuple(makers.made[name] for name in division.ordered(list(makers.made))),
        elsewhere=max(0, articles - len(chosen)),
        degraded=(*tools.degraded, *makers.missing()),
    )


def _division(config: Config, arrangement: Arrangement) -> Division:
    shard = config.editions.shard
    assert shard is not None
    if shard.by == "outlet":
        return Division(section_of=None, most=shard.most)
    titles = {each.name: Title(en=each.title.en, ar=each.title.ar) for each in config.desk.sections}
    return Division(section_of=arrangement.section, most=shard.most, titles=titles)


def _read(tools: Tools, spool: Spool, division: Division) -> list[Skipped]:
    """Put every article of the inputs into `spool`, and return what could not be read."""
    skipped: list[Skipped] = []
    with tools.report.stage("read all") as counts, tools.progress.stage("Reading", None) as advance:
        for item in tools.articles.clean(tools.ingest.read()):
            if isinstance(item, Skipped):
                skipped.append(item)
            else:
                spool.add(item, division.kind(item))
            advance()
        counts |= {"articles": spool.articles, "skipped": len(skipped)}
    return skipped


def _place(config: Config, store: Store, day: date, spool: Spool, division: Division) -> list[str]:
    """Decide to which shard each article belongs; return the names of the shards."""
    for name in shards_in(config.output):  # what a run that was killed could not tell the store
        output = config.output / FOLDER / name
        editions.known(output, History(store, str(output.absolute())))

    def printed() -> Iterator[tuple[str, str, str]]:
        above = str((config.output / FOLDER).absolute())
        for name, made, articles in printed_below(store, above):
            if made == day.isoformat():
                division.sizes[name] = len(articles)
            elif config.select == "all":
                continue
            for sha256, url in articles:
                yield name, sha256, canonical_address(url) if url else ""

    @cache
    def files() -> dict[str, str]:
        """Return the shards of the day by the files without a URL that they have."""
        made = ((name, EarlierRecords(config.output / FOLDER / name).of(day)) for name in shards_in(config.output))
        entries = ((name, entry) for name, record_ in made if record_ for entry in record_.entries)
        return {path: name for name, entry in entries if not entry.source.url for path in entry.source.paths}

    def shard(article: Spooled) -> str:
        corrected = None if article.address else files().get(article.path)
        return corrected or division.shard(article.kind)

    spool.place(printed(), shard)
    return division.ordered(sorted({*spool.shards(), *shards_in(config.output, day.isoformat())}))


@dataclass(slots=True, kw_only=True)
class _Shards:
    """Makes shards one after the other, and remembers what the edition that leads to them has to know."""

    tools: Tools
    config: Config
    store: Store
    now: datetime
    day: date
    division: Division
    made: dict[str, record.Shard] = field(default_factory=dict)
    failed: list[Notice] = field(default_factory=list)
    incomplete: list[Title] = field(default_factory=list)
    kept: bool = False
    """Whether there are shards that this run did not make."""
    _leading: dict[str, record.Entry] = field(default_factory=dict)
    """The first entries of the shards, by the hashes of their articles."""

    def make(self, name: str, spool: Spool, *, again: bool) -> None:
        """Make the shard `name`; one without new articles has no edition."""
        title = self.division.title(name)
        settings = shard_settings(
            self.config,
            name,
            Title(en=f"{self.config.title.en}: {title.en}", ar=f"{self.config.title.ar}: {title.ar}"),
        )
        try:
            result = self._result(settings, spool.of(name), again=again)
        except NothingNewError:
            return
        except Exception as e:
            log.warning("The shard %s could not be made: %s", name, e, exc_info=not isinstance(e, ReporterError))
            self.failed.append(
                Notice(
                    text_en=f"The part {title.en} could not be made: {reason_of(e)}",
                    text_ar=f"تعذّر إعداد جزء من النشرة: {title.ar}",
                )
            )
            return
        self._remember(name, title, result)

    def leading(self, most: int) -> list[RawArticle]:
        """Return the articles about the first `most` events of all shards, but no more than one shard may have.

        An event with many articles leaves room for the others.
        """
        articles = [article_of(entry) for entry in self._leading.values()]
        events = editions.events_by_importance(articles, self.config.front.watch, self.tools.watcher)[:most]
        chosen = [event[0] for event in events] + [article for event in events for article in event[1:]]
        return [raw_of(self._leading[article.source.sha256]) for article in chosen[: self.division.most]]

    def missing(self) -> Iterator[Notice]:
        """Yield which shards could not be made, and which are incomplete."""
        yield from self.failed
        if self.incomplete:
            named, more = self.incomplete[:_MOST_NAMED], len(self.incomplete) - _MOST_NAMED
            en, ar = ", ".join(title.en for title in named), "، ".join(title.ar for title in named)
            if more > 0:
                en, ar = f"{en} and {more} more", f"{ar} وأجزاء أخرى عددها {more}"
            yield Notice(
                text_en=f"Parts with something missing: {en}; each says what", text_ar=f"أجزاء غير مكتملة: {ar}"
            )

    def _result(self, settings: Config, articles: Iterator[Article], *, again: bool) -> RunResult:
        folder = settings.output / self.day.isoformat()
        report = RunReport(self.now)
        with report.listening(), editions.hold(settings.output) as staging:
            given = tuple(articles)
            if not (again and given) and (result := made_before(folder, report)):
                return result
            tools = replace(
                self.tools,
                ingest=_Given(given),
                arrangement=replace(self.tools.arrangement, partial=True),
                history=History(self.store, str(settings.output.absolute())),
                report=report,
                progress=Silent(),
                degraded=(),
                sources=(),
                notes=(),
            )
            return make_edition(tools, settings, self.store, now=self.now, day=self.day, staging=staging)

    def _remember(self, name: str, title: Title, result: RunResult) -> None:
        self.kept = self.kept or not result.made
        entries = result.record.entries
        if not entries:
            return
        if result.degraded:
            self.incomplete.append(title)
        head = next((block.entry for block in blocks(result.record)), entries[0])  # with the headline of the desk
        self.made[name] = record.Shard(
            name=name,
            title_en=title.en,
            title_ar=title.ar,
            articles=len(entries),
            headline_ar=head.title_ar,
            headline_en=head.title.text_en,
            headline_origin=head.title.origin,
            content=record.content_sha256((result.folder / RECORD).read_bytes()),
        )
        shown = self.config.front.items
        self._leading |= {entry.source.sha256: entry for entry in entries[:shown]}
        if len(self._leading) > 50 * shown:
            self._forget()

    def _forget(self) -> None:
        """Keep only the articles that may lead."""
        kept = {raw.source.sha256 for raw in self.leading(10 * self.config.front.items)}
        self._leading = {sha256: entry for sha256, entry in self._leading.items() if sha256 in kept}
