"""``reporter run``."""

import argparse
import sys
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from reporter.cli.settings import settings
from reporter.cli.terminal import progress
from reporter.errors import DegradedError, SkippedError
from reporter.pipeline import RunResult, build_edition


def run_(arguments: argparse.Namespace) -> int:
    """Make an edition; print its PDF's path on a terminal."""
    config = settings(arguments)
    now = _clock(arguments.date, config.zone)
    result = build_edition(config, now, progress=progress(quiet=bool(arguments.quiet)))
    if sys.stdout.isatty() and not arguments.quiet:
        print(result.pdf)
    if sys.stderr.isatty() and not arguments.quiet:
        for sentence in _notices(result):
            print(f"reporter: {sentence}", file=sys.stderr)
    if arguments.strict:
        _be_strict(result)
    return 0


def _clock(day: date | None, zone: ZoneInfo) -> datetime:
    """Return the run's time: now, or the beginning of `day`, so that the same day gives the same bytes."""
    return datetime.now(UTC) if day is None else datetime.combine(day, time(), zone)


def _notices(result: RunResult) -> list[str]:
    notices = [f"this edition is incomplete. {reason}." for reason in result.degraded]
    if result.skipped:
        notices.append(f"{len(result.skipped)} input(s) left out; the briefing's last page says why.")
    return notices


def _be_strict(result: RunResult) -> None:
    made = f"the edition is in {result.folder}"
    if result.skipped:
        first = result.skipped[0]
        raise SkippedError(
            f"{len(result.skipped)} input(s) were skipped, the first {first.source}: {first.reason} ({made})."
        )
    if result.degraded:
        raise DegradedError(f"{'; '.join(result.degraded)} ({made}).")
