"""``reporter fetch``."""

import argparse
import sys
from datetime import UTC, datetime

from reporter.cli.settings import settings
from reporter.cli.terminal import counted, progress, say
from reporter.config import Config
from reporter.fetch.sources import Visit
from reporter.logs import keep_file
from reporter.model import Health
from reporter.workflows.fetch import FetchOptions, FetchResult, fetch, preview

LOG = "fetch.log"
"""Written beside the log of the runs, whose last line says how the last run ended."""
_MOST_NAMED = 20
"""Articles to list per source, and sources that failed; ``fetch.json`` has all."""


def fetch_(arguments: argparse.Namespace) -> int:
    """Ask the sources, and keep what is new in the inbox."""
    config = settings(arguments)
    since = datetime.now(UTC) - arguments.since if arguments.since else None
    options = FetchOptions(names=tuple(arguments.source or ()), since=since, force=arguments.force)
    if arguments.dry_run:
        return show(config, options)
    keep_file(config.store.with_name(LOG))
    result = fetch(config, options, progress=progress(quiet=bool(arguments.quiet)))
    if result.failed:
        reasons = [f"  {visit.source}: {visit.state.reason}" for visit in result.visits if visit.outcome == "failed"]
        more = [f"  and {len(reasons) - _MOST_NAMED} more, see 'reporter sources list'"] * (len(reasons) > _MOST_NAMED)
        say("\n".join(("reporter: every source failed:", *reasons[:_MOST_NAMED], *more)), error=True)
        return 1
    if sys.stdout.isatty() and not arguments.quiet:
        _tell(config, result)
    return 0


def _tell(config: Config, result: FetchResult) -> None:
    """Print what each source gave."""
    health = {one.name: one for one in result.health}
    width = max(len(visit.source) for visit in result.visits)
    for visit in result.visits:
        say(f"{visit.source:<{width}}  {_outcome(visit, health[visit.source])}")
        for missing in visit.missing[:_MOST_NAMED]:
            say(f"{'':<{width}}  not fetched: {missing.address}: {missing.reason}")
        if len(visit.missing) > _MOST_NAMED:
            say(f"{'':<{width}}  and {len(visit.missing) - _MOST_NAMED} more, listed in fetch.json")
    if sum(result.rechecked.values()):
        say(f"{counted(sum(result.rechecked.values()), 'quoted page')} asked for again: {_rechecked(result)}")
    new = sum(visit.fates.get("new", 0) + visit.fates.get("updated", 0) for visit in result.visits)
    if new:
        say(f"{counted(new, 'page')} written to {config.fetch.inbox}; 'reporter run' makes an edition of them.")


def _rechecked(result: FetchResult) -> str:
    """Return what became of the pages that were asked for again."""
    words = {"same": "unchanged", "gone": "taken down"}
    return ", ".join(f"{number} {words.get(fate, fate)}" for fate, number in sorted(result.rechecked.items()) if number)


def _outcome(visit: Visit, health: Health) -> str:
    if visit.outcome == "failed":
        return f"failed: {visit.state.reason}"
    if visit.outcome == "waited":
        if health.state != "ok":
            return f"{health.state}: {health.reason}"
        return f"not asked before {visit.state.next_at:%Y-%m-%d %H:%M} UTC" if visit.state.next_at else "not asked"
    parts = [f"{number} {fate}" for fate in ("new", "updated") if (number := visit.fates.get(fate, 0))]
    return ", ".join(parts or ["nothing new"]) + _remark(health)


def _remark(health: Health) -> str:
    state = "" if health.state == "ok" else f"{health.state}: "
    return f" ({state}{health.reason.rstrip('.')})" if health.reason else ""


def show(config: Config, options: FetchOptions) -> int:
    """Print what the sources list and what would be taken from each; return the exit code."""
    failed = []
    for source, result in preview(config, options):
        if isinstance(result, str):
            failed.append(source.name)
            say(f"{source.name}: {result}")
            continue
        listed = counted(result.listed, "article")
        say(f"{source.name}: {result.title or source.address} ({result.kind}, {listed} listed)")
        for note in result.notes:
            say(f"  note: {note}")
        for item in result.items:
            day = f"{item.published_at:%Y-%m-%d %H:%M%z}" if item.published_at else "undated"
            basis = f" ({item.date_basis})" if item.date_basis not in {None, "stated"} else ""
            say(f"  {day}{basis}  {item.title or '(no title)'}")
            say(f"    {item.link or 'no address; the text is in the feed'}")
        taken = counted(len(result.items), "article")
        say(f"  {taken} would be taken, except those that are in the inbox already.")
    return 1 if failed and len(failed) == len(options.names or config.sources) else 0
