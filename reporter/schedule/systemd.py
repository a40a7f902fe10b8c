"""A service and a timer among the user's systemd units; runs missed while the machine is off are made up for."""

import os
import shutil
import subprocess
from pathlib import Path

from reporter.errors import ReporterError
from reporter.files import write_whole
from reporter.schedule.command import Command
from reporter.schedule.due import DAYS


def available() -> bool:
    """Return whether this machine has systemd."""
    return shutil.which("systemctl") is not None


def installed(name: str) -> str | None:
    """Return the text of the timer and the service called `name`, or None if there are none."""
    try:
        return "\n".join(path.read_text(encoding="utf-8") for path in _paths(name))
    except OSError:
        return None


def install(command: Command) -> tuple[Path, ...]:
    """Write the units of `command`, start its timer, and return their paths.

    Raises:
        ReporterError: the units cannot be written, or systemd rejects them.

    """
    paths = _paths(command.name)
    try:
        paths[0].parent.mkdir(parents=True, exist_ok=True)
        for path, text in zip(paths, (timer(command), service(command)), strict=True):
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                write_whole(path, text.encode())
    except OSError as e:
        raise ReporterError(f"The units cannot be written to {paths[0].parent} ({e.strerror}).") from e
    _systemctl("daemon-reload")
    _systemctl("enable", "--now", paths[0].name)
    return paths


def remove(name: str) -> bool:
    """Stop and remove the units called `name`; return whether there were any.

    Raises:
        ReporterError: they cannot be removed, or systemd cannot stop them.

    """
    timer_path, service_path = _paths(name)
    wanted = timer_path.parent / "timers.target.wants" / timer_path.name
    found = [path for path in (wanted, timer_path, service_path) if path.is_symlink() or path.exists()]
    if not found:
        return False
    try:
        _systemctl("disable", "--now", timer_path.name)
    finally:
        try:
            for path in found:
                path.unlink(missing_ok=True)
        except OSError as e:
            raise ReporterError(f"The units cannot be removed from {timer_path.parent} ({e.strerror}).") from e
    _systemctl("daemon-reload")
    return True


def timer(command: Command) -> str:
    """Return the text of the timer."""
    due = command.due
    days = "" if len(due.days) == 7 else ",".join(DAYS[day].title() for day in sorted(due.days)) + " "
    return (
        f"[Unit]\nDescription=Timer for the briefing of {_literal(str(command.config))}\n\n"
        f"[Timer]\nOnCalendar={days}*-*-* {due.at:%H:%M}:00 {due.zone.key}\nAccuracySec=1s\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def service(command: Command) -> str:
    """Return the text of the service."""
    environment = "".join(f"Environment={_quoted(f'{key}={value}')}\n" for key, value in command.environment)
    line = " ".join(_quoted(word).replace("$", "$$") for word in command.arguments)
    return (
        f"[Unit]\nDescription=Briefing of {_literal(str(command.config))}\n\n"
        f"[Service]\nType=oneshot\n{environment}ExecStart={line}\n"
    )


def command_words(text: str) -> list[str]:
    """Return the words of the command in one of our services, without their quotes."""
    lines = [line for line in text.splitlines() if line.startswith("ExecStart=")]
    return lines[0].removeprefix("ExecStart=").replace('"', "").split(" ") if lines else []


def _paths(name: str) -> tuple[Path, Path]:
    """Return the paths of the timer and the service called `name` (systemd.unit(5), user units)."""
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    folder = Path(home) / "systemd" / "user"
    return folder / f"{name}.timer", folder / f"{name}.service"


def _literal(text: str) -> str:
    return text.replace("%", "%%")


def _quoted(text: str) -> str:
    """Return `text` as one word (systemd.service(5), Command lines)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_literal(escaped)}"'


def _systemctl(*arguments: str) -> None:
    line = ["systemctl", "--user", *arguments]
    try:
        result = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as e:
        raise ReporterError(f"systemctl cannot be run ({e}); use --with cron.") from e
    if result.returncode != 0:
        said = (result.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise ReporterError(f"'{' '.join(line)}' failed ({said}); fix that and run the command again.")
