"""The units: systemd itself finds nothing wrong with them, and they say what was meant."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reporter.errors import ReporterError
from reporter.schedule import Due, systemd
from reporter.schedule.command import command, read_due
from reporter.schedule.due import parse_days, parse_time

DUE = Due(at=parse_time("06:30"), days=parse_days("mon-fri"), zone=ZoneInfo("Asia/Riyadh"))


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Return a home with a systemctl that writes down what it is told, and fails when a file says so."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "systemctl"
    program.write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/told\n[ -e {tmp_path}/broken ] && {{ echo "no bus" >&2; exit 1; }}\nexit 0\n',
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    return tmp_path


def told(machine):
    return (machine / "told").read_text(encoding="utf-8").splitlines()


def test_units_are_written_started_and_removed(machine):
    """Twice the same is one; what is removed leaves nothing."""
    wanted = command(Path("/desk/config.yaml"), DUE)
    paths = systemd.install(wanted)
    assert systemd.install(wanted) == paths
    assert told(machine)[:2] == ["--user daemon-reload", f"--user enable --now {wanted.name}.timer"]
    assert "OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 06:30:00 Asia/Riyadh" in (systemd.installed(wanted.name) or "")
    assert "Persistent=true" in paths[0].read_text(encoding="utf-8")
    assert read_due(systemd.command_words(systemd.installed(wanted.name) or "")) == DUE
    assert systemd.remove(wanted.name)
    assert told(machine)[-2:] == [f"--user disable --now {wanted.name}.timer", "--user daemon-reload"]
    assert not list((machine / "settings").rglob("reporter*"))
    assert not systemd.remove(wanted.name)


def test_a_systemd_that_cannot_be_reached_is_one_sentence(machine):
    """The command that failed is named; removal takes the files away all the same."""
    wanted = command(Path("/desk/config.yaml"), DUE)
    (machine / "broken").touch()
    with pytest.raises(ReporterError, match=r"daemon-reload' failed \(no bus\)"):
        systemd.install(wanted)
    with pytest.raises(ReporterError, match="disable"):
        systemd.remove(wanted.name)
    assert systemd.installed(wanted.name) is None


def test_systemd_finds_nothing_wrong(tmp_path):
    """Its own checker, on a path and an environment with everything that needs an escape."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("this machine has no systemd-analyze")
    wanted = command(Path('/my desk/50% $HOME "new"/config.yaml'), DUE, {"XDG_DATA_HOME": "/a b%/$c"})
    (tmp_path / f"{wanted.name}.timer").write_text(systemd.timer(wanted), encoding="utf-8")
    (tmp_path / f"{wanted.name}.service").write_text(systemd.service(wanted), encoding="utf-8")
    units = sorted(str(path) for path in tmp_path.iterdir())
    result = verified(units, tmp_path)
    ours = [line for line in result.stderr.splitlines() if wanted.name in line]
    assert ours == []
    broken = tmp_path / f"{wanted.name}.service"
    broken.write_text(systemd.service(wanted).replace("ExecStart=", "ExecStart=relative-"), encoding="utf-8")
    result = verified(units, tmp_path)
    if wanted.name not in result.stderr:
        pytest.skip(f"systemd-analyze cannot verify user units here: {result.stderr[:200]}")


def verified(units, folder):
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    line = ["systemd-analyze", "verify", "--user", *units]
    return subprocess.run(line, capture_output=True, text=True, check=False, env=environment)


def test_the_calendar_is_read_as_it_was_meant():
    """Systemd's own reading of the time, zone and days."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("this machine has no systemd-analyze")
    line = next(line for line in systemd.timer(command(Path("/c"), DUE)).splitlines() if line.startswith("OnCalendar="))
    said = subprocess.run(
        ["systemd-analyze", "calendar", line.removeprefix("OnCalendar=")], capture_output=True, text=True, check=True
    ).stdout
    assert "Normalized form: Mon..Fri *-*-* 06:30:00 Asia/Riyadh" in said


def test_the_command_is_absolute_and_holds_no_secret():
    """The interpreter by its path; `$` and `%` doubled, for systemd reads them."""
    text = systemd.service(
        command(Path("/a$b%/c.yaml"), DUE, {"REPORTER_SMTP_PASSWORD": "secret", "SSL_CERT_FILE": "/x"})
    )
    assert f'ExecStart="{sys.executable}" "-P" "-m" "reporter" "run" "--config" "/a$$b%%/c.yaml"' in text
    assert 'Environment="SSL_CERT_FILE=/x"' in text
    assert "secret" not in text
