"""``reporter fetch``."""

import argparse
from datetime import UTC, datetime

from reporter.cli.settings import settings
from reporter.cli.terminal import progress
from reporter.workflows.fetch import FetchOptions, FetchResult, fetch


def fetch_(arguments: argparse.Namespace) -> int:
    """Ask the sources, and keep what is new in the inbox."""
    config = settings(arguments)
    since = datetime.now(UTC) - arguments.since if arguments.since else None
    options = FetchOptions(names=tuple(arguments.source or ()), since=since, force=arguments.force)
    if arguments.dry_run:
        return show(config, options)
    result = fetch(config, options, progress=progress(quiet=bool(arguments.quiet)))
    if not arguments.quiet:
        _tell(result)
    return 1 if result.failed else 0


def _tell(result: FetchResult) -> None:
    """Print what came, and which sources need someone; nothing under cron unless all failed."""
