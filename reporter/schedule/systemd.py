"""A service and a timer for systemd; runs missed while the machine is off are made up for.

They belong to the user's own systemd, which runs while the user is logged in or lingers, or to the machine's, which
root may change and which runs the service as the owner of the config file.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reporter.errors import ReporterError
from reporter.files import write_whole
from reporter.schedule.command import Command, Every, entry_name
from reporter.schedule.due import DAYS, Due


@dataclass(frozen=True, slots=True, kw_only=True)
class Manager:
    """One of the two systemds of a user."""

    name: str
    """Its name in ``--with``."""
    flags: tuple[str, ...]
    folder: Path
    """The folder of its units (systemd.unit(5))."""

    @property
    def ours(self) -> bool:
        """Whether it is the user's own."""
        return bool(self.flags)


def own_manager() -> Manager:
    """Return the user's own systemd."""
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Manager(name="systemd", flags=("--user",), folder=Path(home) / "systemd" / "user")


def machine_manager() -> Manager:
    """Return the machine's systemd."""
    return Manager(name="systemd-system", flags=(), folder=Path("/etc/systemd/system"))


def problem(manager: Manager) -> str | None:
    """Return why `manager` does not answer, as part of a sentence, or None if it does."""
    if shutil.which("systemctl") is None:
        return "there is no systemctl command"
    try:
        _systemctl(manager, "show", "--property=Version")
    except _FailedError as e:
        return str(e)
    return None


def installed(manager: Manager, name: str) -> str | None:
    """Return the text of the timer and the service called `name`, or None unless both exist."""
    try:
        return "\n".join(path.read_text(encoding="utf-8") for path in _paths(manager, name))
    except OSError:
        return None


def since(manager: Manager, name: str) -> datetime | None:
    """Return when the timer called `name` was written."""
    try:
        return datetime.fromtimestamp(_paths(manager, name)[0].stat().st_mtime, UTC)
    except OSError:
        return None


def is_running(manager: Manager, name: str) -> bool:
    """Return whether the timer called `name` is waiting for its next run."""
    try:
        _systemctl(manager, "is-active", "--quiet", f"{name}.timer")
    except _FailedError:
        return False
    return True


def install(manager: Manager, command: Command) -> tuple[Path, ...]:
    """Write the units of `command`, start its timer, and return their paths.

    Raises:
        ReporterError: the units cannot be written or systemd does not take them; everything is as it was before.

    """
    if reason := problem(manager):
        raise ReporterError(f"{_whose(manager)} does not answer ({reason}); nothing was installed.")
    paths = _paths(manager, command.name)
    before = {path: path.read_bytes() if path.exists() else None for path in paths}
    try:
        _write(paths, (timer(command), service(command, owner=None if manager.ours else _owner(command.config))))
        _systemctl(manager, "daemon-reload")
        _systemctl(manager, "enable", "--now", paths[0].name)
    except _FailedError as e:
        _restore(manager, before)
        raise ReporterError(f"{_whose(manager)} rejected the timer ({e}); nothing was installed.") from e
    except BaseException:
        _restore(manager, before)
        raise
    return paths


def remove(manager: Manager, name: str) -> bool:
    """Stop and remove the units called `name`; return whether there were any.

    Where systemd is not running there is nothing to stop.

    Raises:
        ReporterError: they cannot be removed, or systemd cannot stop them.

    """
    timer_path, service_path = _paths(manager, name)
    wanted = manager.folder / "timers.target.wants" / timer_path.name
    found = [path for path in (wanted, timer_path, service_path) if path.is_symlink() or path.exists()]
    if not found:
        return False
    answers = problem(manager) is None
    failed = ""
    if answers:
        try:
            _systemctl(manager, "disable", "--now", timer_path.name)
        except _FailedError as e:
            failed = str(e)
    try:
        for path in found:
            path.unlink(missing_ok=True)
        if answers:
            _systemctl(manager, "daemon-reload")
    except OSError as e:
        hint = "" if manager.ours else "; run the command as root"
        raise ReporterError(f"The units cannot be removed from {manager.folder} ({e.strerror}){hint}.") from e
    except _FailedError as e:
        failed = str(e)
    if failed:
        raise ReporterError(f"The units in {manager.folder} were removed, but systemd did not stop them ({failed}).")
    return True


def timer(command: Command) -> str:
    """Return the text of the timer."""
    return (
        f"[Unit]\nDescription=Timer for the {_what(command)} of {_literal(str(command.config))}\n\n"
        f"[Timer]\nOnCalendar={_calendar(command.when)}\nAccuracySec=1s\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def _what(command: Command) -> str:
    return "fetching" if isinstance(command.when, Every) else "sending" if command.sends else "briefing"


def _calendar(when: Due | Every) -> str:
    """Return the time of a timer (systemd.time(7))."""
    if isinstance(when, Every):
        return f"*-*-* 00/{when.hours}:{when.minute:02}:00"
    days = "" if len(when.days) == 7 else ",".join(DAYS[day].title() for day in sorted(when.days)) + " "
    return f"{days}*-*-* {when.at:%H:%M}:00 {when.zone.key}"


def service(command: Command, owner: str | None = None) -> str:
    """Return the text of the service; in the machine's systemd it runs as `owner`, after the network for the mail."""
    environment = "".join(f"Environment={_quoted(f'{key}={value}')}\n" for key, value in command.environment)
    line = " ".join(_quoted(word).replace("$", "$$") for word in command.arguments)
    network = "" if owner is None else "Wants=network-online.target\nAfter=network-online.target\n"
    first = f"After={entry_name(command.config)}.service\n" if command.sends else ""  # what is sent is made first
    user = "" if owner is None else f"User={owner}\n"
    return (
        f"[Unit]\nDescription={_what(command).capitalize()} of {_literal(str(command.config))}\n{network}{first}\n"
        f"[Service]\nType=oneshot\n{user}{environment}ExecStart={line}\n"
    )


def command_words(text: str) -> list[str]:
    """Return the words of the command in one of our services, without their quotes."""
    lines = [line for line in text.splitlines() if line.startswith("ExecStart=")]
    return lines[0].removeprefix("ExecStart=").replace('"', "").split(" ") if lines else []


def _paths(manager: Manager, name: str) -> tuple[Path, Path]:
    return manager.folder / f"{name}.timer", manager.folder / f"{name}.service"


def _owner(config: Path) -> str:
    """Return the owner of `config`, as whom the machine's systemd runs the service."""
    number = config.stat().st_uid
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def _write(paths: tuple[Path, ...], texts: tuple[str, ...]) -> None:
    try:
        paths[0].parent.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise ReporterError(f"{paths[0].parent} cannot be created ({e.strerror}); nothing was installed.") from e
    for path, text in zip(paths, texts, strict=True):
        write_whole(path, text.encode())


def _restore(manager: Manager, before: Mapping[Path, bytes | None]) -> None:
    """Restore the earlier units; errors are ignored, because the original error is reported."""
    for path, content in before.items():
        with suppress(OSError, ReporterError):
            if content is None:
                (path.parent / "timers.target.wants" / path.name).unlink(missing_ok=True)
                path.unlink(missing_ok=True)
            else:
                write_whole(path, content)
    with suppress(_FailedError):
        _systemctl(manager, "daemon-reload")


def _literal(text: str) -> str:
    return text.replace("%", "%%")


def _quoted(text: str) -> str:
    """Return `text` as one word (systemd.service(5), Command lines)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_literal(escaped)}"'


def _whose(manager: Manager) -> str:
    return "This user's systemd" if manager.ours else "The machine's systemd"


class _FailedError(Exception):
    """The error message of systemctl, as part of a sentence."""


def _systemctl(manager: Manager, *arguments: str) -> None:
    line = ["systemctl", "--no-ask-password", *manager.flags, *arguments]
    try:
        result = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as e:
        raise _FailedError(f"systemctl cannot be run: {e}") from e
    if result.returncode != 0:
        said = (result.stderr.strip().splitlines() or [f"'{' '.join(line)}' failed"])[-1]
        raise _FailedError(said.rstrip("."))
