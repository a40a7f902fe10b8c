"""The daily run: make an edition, mail it once, report the outcome by ping, and log what happened.

In: the settings and the edition wanted. Out: files, mails and a log; the caller is told what was made and prints it.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from reporter import __version__
from reporter.config import Config
from reporter.deliver import Order
from reporter.editions.folders import edition_folders, is_edition
from reporter.errors import ConfigError, DegradedError, NothingNewError, ReporterError, SkippedError
from reporter.interfaces import Progress
from reporter.letters import Receipt
from reporter.logs import LOG_NAME, STAGES, keep_file
from reporter.model import ASIDE
from reporter.schedule import Due
from reporter.store import Store
from reporter.store.history import History
from reporter.workflows import approval
from reporter.workflows.correcting import send_corrections
from reporter.workflows.edition import RunResult
from reporter.workflows.make import build_edition
from reporter.workflows.pings import watched
from reporter.workflows.send import hold_edition, outstanding, raise_failures, send_edition

log = logging.getLogger(__name__)

Tell = Callable[[RunResult | str], None]
"""Called with the result before it is mailed, or with a sentence if no edition was due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which edition is wanted, and what to do with it."""

    day: date | None = None
    """None means the day of the run or, with `due`, the latest day that is due."""
    due: Due | None = None
    """Make the latest edition that is due, unless it exists."""
    send: bool = True
    """Mail the edition if a mail server is configured."""
    strict: bool = False
    """Fail if an input was skipped or English is missing."""


def daily(config: Config, wanted: Wanted, *, progress: Progress, tell: Tell) -> None:
    """Make and mail the `wanted` edition.

    Raises:
        ReporterError: no edition could be made, someone did not get it, or it fails `wanted.strict`.

    """
    now, day = _when(config, wanted)
    if wanted.due is not None and day < now.astimezone(config.zone).date() and not edition_folders(config.output):
        tell("no edition is due yet; the first one will be made at its scheduled time.")
        return
    keep_file(config.store.with_name(LOG_NAME))
    with _logged(day), watched(config.ping):
        if wanted.day is None:
            _look_at_the_clock(config, now)
        try:
            if wanted.due is not None:
                _refuse_what_is_done(config, day)
            result = build_edition(config, now, day=day, if_missing=wanted.due is not None, progress=progress)
        except NothingNewError as e:
            _keep_as_done(config, day)
            tell(str(e))
            if wanted.send:
                send_everything(config, None)
            return
        tell(result)
        _mail(config, result, wanted, tell)
        if wanted.strict:
            _be_strict(result)


def send_everything(config: Config, folder: Path | None, *, held: bool = True) -> None:
    """Send the edition in `folder` to everyone without any version of it; do nothing without ``delivery.email``.

    Without `held`, not to those for whom it was held back. If the server accepts it, or there was none to send, also
    send earlier editions that did not reach everyone, and the corrections of earlier editions.

    Raises:
        DeliveryError: someone did not get an edition.

    """
    if not config.delivery.sends:
        return
    receipts = _sent(config, folder, held=held) if folder else ()
    if all(receipt.state != "failed" for receipt in receipts):
        for earlier in outstanding(config, now=datetime.now(UTC)):
            receipts += _sent(config, earlier, held=held)
        receipts += send_corrections(config, now=datetime.now(UTC))
    raise_failures(receipts)


def _sent(config: Config, folder: Path, *, held: bool) -> tuple[Receipt, ...]:
    return send_edition(config, folder, now=datetime.now(UTC), order=Order(held=held))


def _mail(config: Config, result: RunResult, wanted: Wanted, tell: Tell) -> None:
    """Mail the edition, or hold it back until someone asks for it; the run's report includes the time taken.

    What was held back stays so when a schedule makes up for a run.
    """
    if not config.delivery.sends:
        return
    now, folder = datetime.now(UTC), result.folder
    waits = approval.is_open(config, folder, now) or not approval.may_leave(config, folder)
    if not wanted.send or waits:
        hold_edition(config, folder, now=now, again=not wanted.send)
    if not wanted.send:
        return
    if waits:
        tell(f"this edition is not mailed yet: {approval.standing(config, folder).said(config)}.")
    try:
        with result.report.stage("send"):
            send_everything(config, None if waits else folder, held=wanted.due is None)
    finally:
        result.write_report()


def _when(config: Config, wanted: Wanted) -> tuple[datetime, date]:
    """Return the time of the run and the date of the edition."""
    now = datetime.now(UTC)
    if wanted.day is not None:
        return _named_time() or now, wanted.day
    moment = now if wanted.due is None else wanted.due.latest(now)
    return now, moment.astimezone(config.zone).date()


def _named_time() -> datetime | None:
    """Return the time in SOURCE_DATE_EPOCH, for reproducible output; it never determines an edition's date.

    Source: reproducible-builds.org.

    Raises:
        ConfigError: it is not a time.

    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return None if not epoch else datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as e:
        raise ConfigError(f"SOURCE_DATE_EPOCH is '{epoch}'; set it to seconds since 1970, or unset it.") from e


def _look_at_the_clock(config: Config, now: datetime) -> None:
    """Warn about an edition with a future date; if it was made under a wrong clock, it would replace the real one."""
    latest = max(edition_folders(config.output), default="")
    if latest > now.astimezone(config.zone).date().isoformat():
        log.warning(
            "The edition of %s is dated in the future; check the clock, and delete its folder if wrong.", latest
        )


def _refuse_what_is_done(config: Config, day: date) -> None:
    """Make no edition of a day that was skipped because nothing was new, at later hours of its crontab line.

    Articles that have arrived since belong to the next edition that is due.

    Raises:
        NothingNewError: `day` is such a day.

    """
    if is_edition(config.output / day.isoformat()):
        return
    with Store.open(config.store) as store:
        if History(store, str(config.output.absolute())).skipped(day.isoformat()):
            raise NothingNewError(f"No edition was made: nothing was new on {day}, so that day was skipped.")


def _keep_as_done(config: Config, day: date) -> None:
    with Store.open(config.store) as store:
        History(store, str(config.output.absolute())).skip(day.isoformat())


@contextmanager
def _logged(day: date) -> Iterator[None]:
    """Log the start and the end of the run."""
    stages = logging.getLogger(STAGES)
    stages.info("reporter %s: edition of %s", __version__, day)
    try:
        yield
    except ReporterError as e:
        stages.info("failed (%d): %s", e.exit_code, e)
        raise
    except BaseException as e:
        stages.info("ended by %s", type(e).__name__)
        raise
    stages.info("done")


def last_run(config: Config) -> tuple[datetime, str] | None:
    """Return when the log was last written, and how the last run in it ended; None if there is no log yet.

    The end is empty if no run has ended, or if the log was begun since.
    """
    path = config.store.with_name(LOG_NAME)
    try:
        written, lines = path.stat().st_mtime, path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    messages = (line.partition(" INFO ")[2] for line in reversed(lines))
    return datetime.fromtimestamp(written, UTC), next(filter(_is_end, messages), "")


def _is_end(message: str) -> bool:
    return message == "done" or message.startswith(("failed (", "ended by "))


def _be_strict(result: RunResult) -> None:
    made = f"the edition is in {result.folder}"
    skipped = [item for item in result.skipped if item.stage != ASIDE]
    if skipped:
        first = skipped[0]
        raise SkippedError(f"{len(skipped)} input(s) were skipped, the first {first.source}: {first.reason} ({made}).")
    if result.degraded:
        raise DegradedError(f"{'; '.join(result.degraded)} ({made}).")
