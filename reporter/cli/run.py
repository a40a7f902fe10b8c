"""``reporter run``."""

import argparse
import sys

from reporter.cli.settings import due, settings
from reporter.cli.terminal import progress, say
from reporter.config import Config
from reporter.errors import ConfigError, ReporterError
from reporter.workflows.daily import Wanted, daily
from reporter.workflows.edition import RunResult

_MOST_NAMED = 20
"""Maximum number of inputs to list on the terminal; the last page of the briefing lists all."""


def run_(arguments: argparse.Namespace) -> int:
    """Make an edition, mail it and, on a terminal, print the path of its PDF."""
    config = settings(arguments)
    if arguments.fetch:
        _fetch(config, quiet=bool(arguments.quiet))
    wanted = Wanted(
        day=arguments.date,
        due=due(arguments, config) if arguments.catch_up else None,
        send=not arguments.no_send,
        strict=bool(arguments.strict),
    )
    daily(
        config,
        wanted,
        progress=progress(quiet=bool(arguments.quiet)),
        tell=lambda made: _tell(made, quiet=bool(arguments.quiet)),
    )
    return 0


def _fetch(config: Config, *, quiet: bool) -> None:
    """Fetch from the sources; if that fails, the edition is made from what is in the inbox, and says so."""
    from reporter.workflows.fetch import FetchOptions, fetch  # a run does not need it

    try:
        fetch(config, FetchOptions(), progress=progress(quiet=quiet))
    except ConfigError:
        raise
    except ReporterError as e:
        say(f"reporter: nothing was fetched: {e}", error=True)


def _tell(made: RunResult | str, *, quiet: bool) -> None:
    """Print the PDF's path and notices about the edition; off a terminal, only that a new one is incomplete."""
    if quiet:
        return
    if isinstance(made, RunResult) and sys.stdout.isatty():
        say(made.pdf)
    if not sys.stderr.isatty():
        if isinstance(made, RunResult) and made.made and made.degraded:
            reasons = "; ".join(made.degraded)
            say(f"reporter: the edition of {made.folder.name} is incomplete: {reasons}.", error=True)
    else:
        for sentence in [made] if isinstance(made, str) else _notices(made):
            say(f"reporter: {sentence}", error=True)


def _notices(result: RunResult) -> list[str]:
    notices = [] if result.made else ["this edition already existed; it was not made again."]
    notices += [f"{note.text_en}." for note in result.record.notes]
    notices += [f"this edition is incomplete. {reason}." for reason in result.degraded]
    notices += [f"{item.source} was left out: {item.reason.rstrip('.')}." for item in result.skipped[:_MOST_NAMED]]
    if len(result.skipped) > _MOST_NAMED:
        more = len(result.skipped) - _MOST_NAMED
        notices.append(f"{more} more left out; the last page of the briefing says why.")
    return notices
