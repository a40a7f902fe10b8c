"""``reporter schedule``."""

import argparse
import logging
import os
import shlex
import sys
from datetime import UTC, datetime, time
from pathlib import Path

from reporter.cli.settings import CONFIG_NAME, settings
from reporter.cli.terminal import say
from reporter.config import Config
from reporter.errors import ConfigError, ReporterError
from reporter.logs import LOG_NAME, STAGES, keep_file
from reporter.schedule import Due, cron, systemd
from reporter.schedule.command import Command, command, entry_name, every, fetch_name, send_name
from reporter.schedule.due import print_days
from reporter.schedule.entries import entries


def install_(arguments: argparse.Namespace) -> int:
    """Install a schedule for a config file, replacing the one it had."""
    config, path = settings(arguments), _config_file(arguments)
    now = datetime.now(UTC)
    wanted = command(path, Due(at=arguments.at, days=arguments.days, zone=arguments.timezone or config.zone))
    scheduler = arguments.scheduler or _best()
    if arguments.fetch_every and not config.sources:
        raise ConfigError(
            "There is nothing to fetch: list sources under 'sources:' in config.yaml, or omit --fetch-every."
        )
    if arguments.send_at:
        _check_send_at(config, arguments.send_at)
    _add(wanted, scheduler, now)
    _remove_others(wanted.name, scheduler)
    if arguments.fetch_every:
        _add(command(path, every(path, arguments.fetch_every)), scheduler, now)
    _remove_others(fetch_name(path), scheduler if arguments.fetch_every else None)
    if arguments.send_at:
        sending = Due(at=arguments.send_at, days=arguments.days, zone=arguments.timezone or config.zone)
        _add(command(path, sending, sends=True), scheduler, now)
    _remove_others(send_name(path), scheduler if arguments.send_at else None)
    if os.geteuid() == path.stat().st_uid:  # with sudo, the log would belong to root
        keep_file(config.store.with_name(LOG_NAME))
        logging.getLogger(STAGES).info("schedule installed (%s)", scheduler)
    for entry in entries(path):
        say(entry.following(now))
    _mention_secrets(config)
    return 0


def show_(arguments: argparse.Namespace) -> int:
    """Print the schedule of a config file; return 1 if nothing runs it."""
    found, now = list(entries(_config_file(arguments))), datetime.now(UTC)
    for entry in found:
        say(entry.text.rstrip())
        say(entry.following(now))
    if not found:
        say("This config file has no schedule; install one with: reporter schedule install --at 06:30")
    return 1 if any(entry.idle for entry in found) else 0


def remove_(arguments: argparse.Namespace) -> int:
    """Remove the schedule of a config file."""
    path = _config_file(arguments)
    removed = {_remove_others(name, kept=None) for name in (entry_name(path), fetch_name(path), send_name(path))}
    if not any(removed):
        say("This config file had no schedule.")
    return 0


def _check_send_at(config: Config, at: time) -> None:
    """Reject a time that would send nothing.

    Raises:
        ConfigError: editions need no approval, or can be approved until later.

    """
    approval = config.desk.approval
    if not approval.needed:
        raise ConfigError("--send-at has an effect only with desk.approval.needed; otherwise, a run mails its edition.")
    if approval.by is not None and at < approval.by:
        raise ConfigError(
            f"--send-at {at:%H:%M} is before desk.approval.by, which is {approval.by:%H:%M}; nothing would be sent."
        )


def _config_file(arguments: argparse.Namespace) -> Path:
    path: Path = arguments.config or Path(CONFIG_NAME)
    if not path.is_file():
        raise ConfigError(f"A schedule needs a config file and there is no {path}; name one with --config.")
    return path.absolute()


def _best() -> str:
    """Return the default scheduler: the first that works, beginning with cron."""
    own, machine = systemd.own_manager(), systemd.machine_manager()
    if cron.available() and cron.is_running():
        return "cron"
    if systemd.problem(own) is None:
        return own.name
    if os.geteuid() == 0 and systemd.problem(machine) is None:
        return machine.name
    if cron.available():
        return "cron"
    raise ReporterError(
        "This machine has no cron, and systemd does not answer for this user; install cron ('sudo apt install cron'), "
        "or see --with systemd-system."
    )


def _add(wanted: Command, scheduler: str, now: datetime) -> None:
    if scheduler == "cron":
        say(f"Added to the crontab: {cron.install(wanted, now)}")
        return
    manager = systemd.own_manager()
    if scheduler == manager.name:
        if reason := systemd.problem(manager):
            raise ReporterError(
                f"systemd does not answer for this user ({reason}); nothing was installed. Use --with cron, or "
                "--with systemd-system to have the machine's systemd make the editions."
            )
    else:
        manager = systemd.machine_manager()
        if os.geteuid() != 0:
            raise ReporterError(f"Only root can install a unit of the machine; run: {_as_root(wanted)}")
    for unit in systemd.install(manager, wanted):
        say(f"Wrote {unit}")
    if manager.ours:
        say("It runs while you are logged in; to run it at all times: loginctl enable-linger")


def _as_root(wanted: Command) -> str:
    words = ["sudo", sys.executable, "-m", "reporter", "schedule", "install", "--with", "systemd-system"]
    words += ["--config", str(wanted.config)]
    if isinstance(wanted.when, Due):
        words += ["--at", f"{wanted.when.at:%H:%M}", "--days", print_days(wanted.when.days)]
        words += ["--timezone", wanted.when.zone.key]
    return shlex.join(words)


def _remove_others(name: str, kept: str | None) -> bool:
    """Remove the schedule called `name` from all schedulers except `kept`; return whether there was one."""
    removed = False
    if kept != "cron" and cron.available() and cron.remove(name):
        say("Removed from the crontab.")
        removed = True
    for manager in (systemd.own_manager(), systemd.machine_manager()):
        if kept != manager.name and systemd.remove(manager, name):
            say(f"Removed from {manager.folder}.")
            removed = True
    return removed


def _mention_secrets(config: Config) -> None:
    """Warn if a scheduled run would not have a secret, because it is only in the environment of this shell."""
    delivery = config.delivery
    email = delivery.email
    if email and email.user and email.password_file is None and email.keyring is None:
        say("Scheduled runs do not see REPORTER_SMTP_PASSWORD; set delivery.email.password_file or keyring.")
    if delivery.webhook and delivery.webhook.url_file is None:
        say("Scheduled runs do not see REPORTER_WEBHOOK_URL; set delivery.webhook.url_file.")
    if delivery.telegram and delivery.telegram.token_file is None:
        say("Scheduled runs do not see REPORTER_TELEGRAM_TOKEN; set delivery.telegram.token_file.")
