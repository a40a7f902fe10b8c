"""One marked line in the user's crontab; all its other bytes are left unchanged.

cron uses only the machine's own time zone. If the schedule's zone differs, the line lists every local time of day at
which the edition can be due in the course of a year; when it is not due, ``run --catch-up`` does nothing.
"""

import os
import shlex
import shutil
import subprocess
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from reporter.errors import ReporterError
from reporter.schedule.command import Command, Every
from reporter.schedule.due import Due

DAYS_AHEAD = 400
DAEMONS = {"cron", "crond", "fcron"}
PROCESSES = Path("/proc")
GENERATOR = Path("/usr/lib/systemd/system-generators/systemd-crontab-generator")
"""If it exists, systemd runs crontabs without a daemon."""


def available() -> bool:
    """Return whether this machine has a crontab command."""
    return shutil.which("crontab") is not None


def is_running() -> bool:
    """Return whether something runs crontabs; True if processes of other users cannot be seen."""
    if GENERATOR.exists() or not (PROCESSES / "1/comm").exists():
        return True
    for path in PROCESSES.glob("[0-9]*/comm"):
        with suppress(OSError):  # it has ended
            if path.read_text(encoding="utf-8", errors="replace").strip() in DAEMONS:
                return True
    return False


def installed(name: str) -> str | None:
    """Return the line called `name`, or None if there is none.

    Raises:
        ReporterError: the crontab cannot be read.

    """
    lines = [line for line in _read().splitlines() if _is_ours(line, name)]
    return lines[0].decode(errors="replace") if lines else None


def install(command: Command, now: datetime) -> str:
    """Add the line of `command` to the crontab, replacing its earlier line, and return it.

    Raises:
        ReporterError: the crontab cannot be read or written.

    """
    table = _read()
    line = entry(command, now, machine_zone())
    changed = with_line(table, command.name, line)
    if changed != table:
        _write(changed)
    return line


def remove(name: str) -> bool:
    """Remove the line called `name` from the crontab; return whether there was one.

    Raises:
        ReporterError: the crontab cannot be read or written.

    """
    table = _read()
    changed = with_line(table, name, None)
    if changed != table:
        _write(changed)
    return changed != table


def entry(command: Command, now: datetime, machine: ZoneInfo) -> str:
    """Return the crontab line of `command` on a machine in the time zone `machine`."""
    from crontab import CronTab

    words = ["env", *(f"{key}={value}" for key, value in command.environment)] if command.environment else []
    line = " ".join(shlex.quote(word) for word in (*words, *command.arguments))
    # It also escapes percent signs, which would end the command in cron.
    item = CronTab(tab="").new(command=line, comment=command.name)
    item.setall(_times(command.when, now, machine))
    return str(item.render())


def with_line(table: bytes, name: str, line: str | None) -> bytes:
    """Return the crontab `table` with `line` as the line called `name`, or without that line if `line` is None."""
    kept = table.splitlines(keepends=True)
    places = [place for place, content in enumerate(kept) if _is_ours(content, name)]
    new = [] if line is None else [line.encode() + b"\n"]
    if not places:
        if new and kept and not kept[-1].endswith(b"\n"):
            kept[-1] += b"\n"  # cron requires it, and our line must start on a new line
        return b"".join(kept + new)
    for place in reversed(places[1:]):
        del kept[place]
    kept[places[0] : places[0] + 1] = new
    return b"".join(kept)


def command_words(line: str) -> list[str]:
    """Return the words of the command in one of our crontab lines."""
    try:
        return shlex.split(line.replace(r"\%", "%"), comments=True)[5:]
    except ValueError:
        return []


def machine_zone() -> ZoneInfo:
    """Return the machine's own time zone, which cron uses."""
    try:
        with Path("/etc/localtime").open("rb") as file:
            return ZoneInfo.from_file(file)
    except (OSError, ValueError):
        return ZoneInfo("UTC")


def _times(due: Due | Every, now: datetime, machine: ZoneInfo) -> str:
    """Return the five fields of a crontab line: when the edition can be due in the machine's time zone."""
    if isinstance(due, Every):
        return f"{due.minute} {'0' if due.hours == 24 else '*' if due.hours == 1 else f'*/{due.hours}'} * * *"
    today = now.astimezone(due.zone).date()
    moments = [
        (day, due.on(day).astimezone(machine)) for day in (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
    ]
    minutes = sorted({moment.minute for _, moment in moments})
    hours = sorted({moment.hour for _, moment in moments})
    shifts = {(moment.date() - day).days for day, moment in moments}
    # In cron, Sunday is 0.
    days = sorted({(day + shift + 1) % 7 for day in due.days for shift in shifts})
    return " ".join(
        (
            ",".join(map(str, minutes)),
            ",".join(map(str, hours)),
            "* *",
            "*" if len(days) == 7 else ",".join(map(str, days)),
        )
    )


def _is_ours(line: bytes, name: str) -> bool:
    return line.rstrip().endswith(b" # " + name.encode()) and not line.lstrip().startswith(b"#")


def _read() -> bytes:
    try:
        result = _crontab("-l")
    except (OSError, subprocess.TimeoutExpired) as e:
        raise ReporterError(f"The crontab cannot be read ({e}); install cron, or use --with systemd.") from e
    if result.returncode == 0:
        return result.stdout
    if b"no crontab" in result.stderr.lower():
        return b""
    raise ReporterError(f"The crontab cannot be read ({_sentence(result.stderr)}); nothing was changed.")


def _write(table: bytes) -> None:
    try:
        result = _crontab("-", table)
    except (OSError, subprocess.TimeoutExpired) as e:
        raise ReporterError(f"The crontab cannot be written ({e}); nothing was changed.") from e
    if result.returncode != 0:
        raise ReporterError(f"cron rejected the new crontab ({_sentence(result.stderr)}); nothing was changed.")


def _crontab(argument: str, table: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603
        ["crontab", argument],  # noqa: S607  (the user's own crontab command)
        input=table,
        capture_output=True,
        check=False,
        timeout=30,
        env=os.environ | {"LC_ALL": "C"},
    )


def _sentence(said: bytes) -> str:
    return said.decode(errors="replace").strip().splitlines()[-1] if said.strip() else "no reason given"
