"""``reporter check``."""

import argparse
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from reporter import archive, record
from reporter.cli.settings import CONFIG_NAME, settings
from reporter.cli.terminal import counted, say
from reporter.doctor import findings
from reporter.doctor.finding import Finding
from reporter.doctor.offline import offline
from reporter.errors import ConfigError, ReporterError


def check_(arguments: argparse.Namespace) -> int:
    """Check everything that a run needs, that it needs no network, or one record, and print the findings."""
    if arguments.record is not None:
        return _check_record(arguments)
    if arguments.offline:
        arguments.needs_inputs = False
        return _tell(offline(settings(arguments)))
    return _tell(findings(settings(arguments), arguments.config or Path(CONFIG_NAME), datetime.now(UTC)))


def _tell(found: Iterable[Finding]) -> int:
    """Print the findings; return 1 if there is a problem among them."""
    wrong = 0
    for finding in found:
        say(f"{'ok   ' if finding.ok else 'WRONG'}  {finding.name}: {finding.detail}")
        wrong += not finding.ok
    return 1 if wrong else 0


def _check_record(arguments: argparse.Namespace) -> int:
    made = record.load(arguments.record)
    broken = record.problems(made)
    approved = made.desk.approved
    if approved and approved.content != record.content_sha256(record.read(arguments.record)):
        broken = (*broken, f"{approved.by} approved another content than it has")
    said, misquoted = _compared_with_its_days(made, arguments) if made.edition.kind == "roundup" else ("", ())
    if broken := (*broken, *misquoted):
        raise ReporterError(f"{arguments.record} is not a valid record: " + "; ".join(broken))
    counts = made.counts
    articles, sentences = counted(counts.articles, "article"), counted(counts.points, "sentence")
    say(f"{arguments.record} is valid: {articles}, {sentences}, all verbatim.{said}")
    return 0


def _compared_with_its_days(made: record.Record, arguments: argparse.Namespace) -> tuple[str, tuple[str, ...]]:
    """Compare a round-up with the records of its days in the archive; return what to say of it, and its mistakes."""
    try:
        days = archive.days_of(archive.Place.of(settings(arguments)), made)
    except ConfigError:  # without settings, no archive is known
        days = {}
    cited = {point.cited.day for entry in made.entries for point in entry.points if point.cited}
    said = f" It was compared with the records of {len(days)} of the {counted(len(cited), 'day')} that it quotes."
    return said, record.misquoted(made, days)
