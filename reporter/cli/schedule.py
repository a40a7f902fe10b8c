"""``reporter schedule``."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from reporter.cli.settings import CONFIG_NAME, settings
from reporter.cli.terminal import say
from reporter.config import Config
from reporter.errors import ConfigError, ReporterError
from reporter.schedule import Due, cron, systemd
from reporter.schedule.command import command, entry_name, read_due


def install_(arguments: argparse.Namespace) -> int:
    """Install a schedule for a config file, replacing the one it had."""
    config, path = settings(arguments), _config_file(arguments)
    now = datetime.now(UTC)
    due = Due(at=arguments.at, days=arguments.days, zone=arguments.timezone or config.zone)
    wanted = command(path, due)
    if _scheduler(arguments) == "cron":
        say(f"Added to the crontab: {cron.install(wanted, now)}")
        if systemd.remove(wanted.name):
            say("Removed the earlier systemd timer.")
    else:
        for unit in systemd.install(wanted):
            say(f"Wrote {unit}")
        say("It runs while you are logged in; to run it at all times: loginctl enable-linger")
        if cron.available() and cron.remove(wanted.name):
            say("Removed the earlier crontab entry.")
    say(_next(due, now))
    _mention_password(config)
    return 0


def show_(arguments: argparse.Namespace) -> int:
    """Print the schedule of a config file."""
    name, now = entry_name(_config_file(arguments)), datetime.now(UTC)
    found = []
    if cron.available() and (line := cron.installed(name)):
        found.append((line, read_due(cron.command_words(line))))
    if text := systemd.installed(name):
        found.append((text, read_due(systemd.command_words(text))))
    for entry, due in found:
        say(entry.rstrip())
        say(_next(due, now) if due else "This entry was edited by hand; the next run is unknown.")
    if not found:
        say("This config file has no schedule; install one with: reporter schedule install --at 06:30")
    return 0


def remove_(arguments: argparse.Namespace) -> int:
    """Remove the schedule of a config file."""
    name = entry_name(_config_file(arguments))
    from_cron = cron.available() and cron.remove(name)
    from_systemd = systemd.remove(name)
    if from_cron:
        say("Removed from the crontab.")
    if from_systemd:
        say("Removed from systemd.")
    if not from_cron and not from_systemd:
        say("This config file had no schedule.")
    return 0


def _config_file(arguments: argparse.Namespace) -> Path:
    path: Path = arguments.config or Path(CONFIG_NAME)
    if not path.is_file():
        raise ConfigError(f"A schedule needs a config file and there is no {path}; name one with --config.")
    return path.absolute()


def _scheduler(arguments: argparse.Namespace) -> str:
    if arguments.scheduler:
        return str(arguments.scheduler)
    if cron.available():
        return "cron"
    if systemd.available():
        return "systemd"
    raise ReporterError("This machine has neither cron nor systemd; install cron ('sudo apt install cron').")


def _next(due: Due, now: datetime) -> str:
    moment = due.following(now)
    return f"The next edition is due {moment.astimezone(due.zone):%a %d %B %Y, %H:%M} ({due.zone.key})."


def _mention_password(config: Config) -> None:
    """Warn if a scheduled run would not have the mail password."""
    email = config.delivery.email
    if email and email.user and email.password_file is None and email.keyring is None:
        say("Scheduled runs do not see REPORTER_SMTP_PASSWORD; set delivery.email.password_file or keyring.")
