"""The schedule of one config file in any scheduler, and whether something will run it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from reporter.schedule import cron, systemd
from reporter.schedule.command import entry_name, fetch_name, read_due, send_name
from reporter.schedule.due import Due

Does = Literal["make", "send", "fetch"]
CRON_STANDS = "no cron daemon is running; start it ('sudo systemctl start cron' or 'sudo service cron start')"
TIMER_STANDS = "its timer is not running; run 'reporter schedule install' again"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleEntry:
    """A line of the crontab, or a timer and its service."""

    scheduler: str
    text: str
    due: Due | None
    """None if someone has edited it so that it cannot be read."""
    since: datetime | None
    """When it was installed, if that is known."""
    idle: str | None
    """Why nothing runs it, as part of a sentence; None if something does."""
    does: Does = "make"

    def following(self, now: datetime) -> str:
        """Return when it will run next, or why it will not, as a sentence."""
        if self.idle:
            nothing = {
                "make": "No edition will be made",
                "send": "Nothing will be sent",
                "fetch": "Nothing will be fetched",
            }
            return f"{nothing[self.does]}: {self.idle}."
        if self.does == "fetch":
            return "The sources are fetched by an entry of their own."
        if self.due is None:
            return "This entry was edited by hand; the next run is unknown."
        what = "is due" if self.does == "make" else "is sent"
        return f"The next edition {what} {print_moment(self.due.following(now), self.due)}."


def entries(config: Path) -> Iterator[ScheduleEntry]:
    """Yield the entries of the config file at `config`: at most one that makes editions, that sends, and that fetches.

    Raises:
        ReporterError: the crontab cannot be read.

    """
    names: dict[str, Does] = {entry_name(config): "make", send_name(config): "send", fetch_name(config): "fetch"}
    for name, does in names.items():
        if cron.available() and (line := cron.installed(name)):
            yield ScheduleEntry(
                scheduler="cron",
                text=line,
                due=read_due(cron.command_words(line)),
                since=None,
                idle=None if cron.is_running() else CRON_STANDS,
                does=does,
            )
        for manager in (systemd.own_manager(), systemd.machine_manager()):
            if text := systemd.installed(manager, name):
                yield ScheduleEntry(
                    scheduler=manager.name,
                    text=text,
                    due=read_due(systemd.command_words(text)),
                    since=systemd.since(manager, name),
                    idle=None if systemd.is_running(manager, name) else TIMER_STANDS,
                    does=does,
                )


def print_moment(moment: datetime, due: Due) -> str:
    """Return a time at which an edition is due, in words, in the schedule's time zone."""
    return f"{moment.astimezone(due.zone):%a %d %B %Y, %H:%M} ({due.zone.key})"
