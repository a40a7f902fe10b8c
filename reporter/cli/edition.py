"""``reporter run``."""

import argparse
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time

from reporter import __version__
from reporter.cli.send import hold_after_run, send_after_run
from reporter.cli.settings import settings
from reporter.cli.terminal import progress
from reporter.config import Config
from reporter.editions.folders import edition_folders
from reporter.errors import ConfigError, DegradedError, NothingNewError, ReporterError, SkippedError
from reporter.logs import STAGES, keep_file
from reporter.pings import watched
from reporter.pipeline import RunResult, build_edition
from reporter.schedule import Due

log = logging.getLogger(__name__)

LOG_NAME = "run.log"


def run_(arguments: argparse.Namespace) -> int:
    """Make an edition; print its PDF's path on a terminal."""
    config = settings(arguments)
    now, day = _when(arguments, config)
    if arguments.catch_up and day < now.astimezone(config.zone).date() and not edition_folders(config.output):
        _notice(arguments, "no edition is due yet, for there is none that could have been missed.")
        return 0
    keep_file(config.store.with_name(LOG_NAME))
    with _logged(day), watched(config.ping):
        if arguments.date is None:
            _look_at_the_clock(config, now)
        try:
            shown = progress(quiet=bool(arguments.quiet))
            result = build_edition(config, now, day=day, if_missing=arguments.catch_up, progress=shown)
        except NothingNewError as e:
            _notice(arguments, str(e))
            if config.delivery.email is not None and not arguments.no_send:
                send_after_run(config, None)
            return 0
        if sys.stdout.isatty() and not arguments.quiet:
            print(result.pdf)
        for sentence in _notices(result):
            _notice(arguments, sentence)
        if arguments.no_send:
            hold_after_run(config, result.folder)
        elif config.delivery.email is not None:
            _send(config, result)
        if arguments.strict:
            _be_strict(result)
    return 0


def _when(arguments: argparse.Namespace, config: Config) -> tuple[datetime, date]:
    """Return the run's time and the edition's date."""
    now = datetime.now(UTC)
    if arguments.date is not None:
        return _named_time() or now, arguments.date
    if not arguments.catch_up:
        return now, now.astimezone(config.zone).date()
    due = Due(at=arguments.at or time(), days=arguments.days, zone=arguments.timezone or config.zone)
    return now, due.latest(now).astimezone(config.zone).date()


def _named_time() -> datetime | None:
    """Return the time that SOURCE_DATE_EPOCH names, for equal bytes from equal input; it never dates an edition.

    Source: reproducible-builds.org.

    Raises:
        ConfigError: it is no time.

    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return None if not epoch else datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as e:
        raise ConfigError(f"SOURCE_DATE_EPOCH is '{epoch}'; give seconds since 1970, or unset it.") from e


def _look_at_the_clock(config: Config, now: datetime) -> None:
    """Warn of an edition that a wrong clock dated ahead: when its day comes it is there, and nobody is sent another."""
    latest = max(edition_folders(config.output), default="")
    if latest > now.astimezone(config.zone).date().isoformat():
        log.warning("There is an edition of %s, a day to come: was the clock wrong? If so, remove its folder.", latest)


@contextmanager
def _logged(day: date) -> Iterator[None]:
    """Write the run's beginning and its end into the log."""
    stages = logging.getLogger(STAGES)
    stages.info("reporter %s: the edition of %s", __version__, day)
    try:
        yield
    except ReporterError as e:
        stages.info("failed (%d): %s", e.exit_code, e)
        raise
    except BaseException as e:
        stages.info("ended by %s", type(e).__name__)
        raise
    stages.info("done")


def _notice(arguments: argparse.Namespace, sentence: str) -> None:
    if sys.stderr.isatty() and not arguments.quiet:
        print(f"reporter: {sentence}", file=sys.stderr)


def _notices(result: RunResult) -> list[str]:
    notices = [] if result.made else ["this edition was there already; it was not made again."]
    notices += [f"{note['text_en']}." for note in result.record["notes"]]
    notices += [f"this edition is incomplete. {reason}." for reason in result.degraded]
    if result.skipped:
        notices.append(f"{len(result.skipped)} input(s) left out; the briefing's last page says why.")
    return notices


def _send(config: Config, result: RunResult) -> None:
    """Mail the edition to those who have not had it; the run's report tells how long that took."""
    try:
        with result.report.stage("send"):
            send_after_run(config, result.folder)
    finally:
        result.write_report()


def _be_strict(result: RunResult) -> None:
    made = f"the edition is in {result.folder}"
    if result.skipped:
        first = result.skipped[0]
        raise SkippedError(
            f"{len(result.skipped)} input(s) were skipped, the first {first.source}: {first.reason} ({made})."
        )
    if result.degraded:
        raise DegradedError(f"{'; '.join(result.degraded)} ({made}).")
