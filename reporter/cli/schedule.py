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
    """Install the schedule of a config file, in the place of the one it had."""
    config, path = settings(arguments), _config_file(arguments)
    now = datetime.now(UTC)
    due = Due(at=arguments.at, days=arguments.days, zone=arguments.timezone or config.zone)
    wanted = command(path, due)
    if _scheduler(arguments) == "cron":
        say(f"In the crontab: {cron.install(wanted, now)}")
        if systemd.remove(wanted.name):
            say("The timer of systemd that was there before is removed.")
    else:
        for unit in systemd.install(wanted):
            say(f"Written: {unit}")
        say("It runs while you are logged in; for all other times: loginctl enable-linger")
        if cron.available() and cron.remove(wanted.name):
            say("The crontab entry that was there before is removed.")
    say(_next(due, now))
    _mention_password(config)
    return 0


def show_(arguments: argparse.Namespace) -> int:
    """Print what is installed for a config file."""
    name, now = entry_name(_config_file(arguments)), datetime.now(UTC)
    found = []
    if cron.available() and (line := cron.installed(name)):
        found.append((line, read_due(cron.command_words(line))))
    if text := systemd.installed(name):
        found.append((text, read_due(systemd.command_words(text))))
    for entry, due in found:
        say(entry.rstrip())
        say(_next(due, now) if due else "This entry was changed by hand: when it is due is not known.")
    if not found:
        say("Nothing is installed for this config file; install it with: reporter schedule install --at 06:30")
    return 0


def remove_(arguments: argparse.Namespace) -> int:
    """Remove what is installed for a config file."""
    name = entry_name(_config_file(arguments))
    from_cron = cron.available() and cron.remove(name)
    from_systemd = systemd.remove(name)
    if from_cron:
        say("Removed from the crontab.")
    if from_systemd:
        say("Removed from systemd.")
    if not from_cron and not from_systemd:
        say("Nothing was installed for this config file.")
    return 0


def _config_file(arguments: argparse.Namespace) -> Path:
    path: Path = arguments.config or Path(CONFIG_NAME)
    if not path.is_file():
        raise ConfigError(f"There is no config file {path}; a schedule needs one: name it with --config.")
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
    """Say so when the mail's password is one that a scheduled run cannot know."""
    email = config.delivery.email
    if email and email.user and email.password_file is None and email.keyring is None:
        say("A scheduled run does not see REPORTER_SMTP_PASSWORD; set delivery.email.password_file or keyring.")
