"""Ask again for what recent editions have quoted, source by source, as a part of each fetch."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from reporter.config import Config, SourceSettings
from reporter.errors import ReporterError
from reporter.fetch.articles import Access, Means
from reporter.fetch.recheck import Outcome, Rechecks, due
from reporter.store.press import QuotedArticle, Recheck

log = logging.getLogger(__name__)

_SOURCES_AT_ONCE = 16


def recheck(
    sources: Sequence[SourceSettings],
    config: Config,
    means: Means,
    started: datetime,
    access: Callable[[SourceSettings], Access],
) -> Counter[Outcome]:
    """Ask again for what editions have quoted from `sources`, and return how many pages met which fate.

    Nothing is asked for that was fetched since `started`. Whatever happens costs nothing but one page.
    """
    days, named = config.fetch.recheck_days, {source.name: source for source in sources}
    if not days:
        return Counter()
    today, known = started.astimezone(config.zone).date(), means.press.rechecked()
    pending = {number for number, kept in known.items() if kept.missing}  # what was missing once is asked for longer
    since, longest = (today - timedelta(days=days)).isoformat(), (today - timedelta(days=2 * days)).isoformat()
    recent = {*means.press.quoted_versions(since).values()} | pending
    quoted = [
        item
        for item in means.press.quoted_articles(longest)
        if item.article.id in recent and item.article.source in named
    ]
    by_source: dict[str, list[QuotedArticle]] = {}
    for item in due(quoted, known, started):
        by_source.setdefault(item.article.source, []).append(item)

    def ask(name: str) -> list[Outcome]:
        source = named[name]
        try:
            robots = (source.robots or config.fetch.robots) == "respect"
            rechecks = Rechecks(access(source), means, robots=robots)
        except ReporterError as e:
            log.warning("The pages of %s could not be asked for again: %s", name, e)
            return []
        return [_asked(rechecks, item, known.get(item.article.id or 0)) for item in by_source[name]]

    if not by_source:
        return Counter()
    with ThreadPoolExecutor(min(_SOURCES_AT_ONCE, len(by_source)), "recheck") as pool:
        return Counter(outcome for outcomes in pool.map(ask, by_source) for outcome in outcomes)


def _asked(rechecks: Rechecks, quoted: QuotedArticle, known: Recheck | None) -> Outcome:
    try:
        return rechecks.ask(quoted, known)
    except Exception:
        log.warning("%s could not be asked for again", quoted.version.path, exc_info=True)
        return "unanswered"
