"""``reporter check``."""

import argparse

from reporter import record
from reporter.cli.settings import settings
from reporter.cli.terminal import say
from reporter.doctor import findings
from reporter.errors import ReporterError


def check_(arguments: argparse.Namespace) -> int:
    """Print what a run needs and whether it is there, or what is wrong with a record."""
    if arguments.record is not None:
        return _check_record(arguments)
    config = settings(arguments)
    wrong = 0
    for finding in findings(config):
        say(f"{'ok   ' if finding.ok else 'WRONG'}  {finding.name}: {finding.detail}")
        wrong += not finding.ok
    return 1 if wrong else 0


def _check_record(arguments: argparse.Namespace) -> int:
    made = record.load(arguments.record)
    broken = record.problems(made)
    if broken:
        raise ReporterError(f"{arguments.record} breaks the rules of a record: " + "; ".join(broken))
    counts = made.counts
    say(f"{arguments.record} holds: {counts.articles} articles, {counts.points} sentences, each verbatim.")
    return 0
