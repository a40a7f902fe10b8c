"""The units: systemd itself finds nothing wrong with them, and they say what was meant."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reporter.errors import ReporterError
from reporter.schedule import Due, systemd
from reporter.schedule.command import command, read_due
from reporter.schedule.due import parse_days, parse_time

DUE = Due(at=parse_time("06:30"), days=parse_days("mon-fri"), zone=ZoneInfo("Asia/Riyadh"))


SYSTEMCTL = """#!/bin/sh
echo "$@" >> {folder}/told
[ -e {folder}/no-bus ] && {{ echo "Failed to connect to bus: No medium found" >&2; exit 1; }}
case "$*" in
*enable*--now*) [ -e {folder}/refuses ] && {{ echo "Unit is masked." >&2; exit 1; }}; touch {folder}/active ;;
*disable*) rm -f {folder}/active ;;
*is-active*) [ -e {folder}/active ] || exit 3 ;;
esac
exit 0
"""


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Return a home with a systemctl that keeps what it is told, and fails when a file called no-bus or refuses exists."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "systemctl"
    program.write_text(SYSTEMCTL.format(folder=tmp_path), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    return tmp_path


@pytest.fixture
def own(machine):
    return systemd.own_manager()


@pytest.fixture
def wanted():
    return command(Path("/desk/config.yaml"), DUE)


def told(machine):
    lines = (machine / "told").read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("--no-ask-password ") for line in lines if " show " not in f" {line} "]


def units(machine):
    return sorted(path.name for path in (machine / "settings").rglob("reporter*"))


def test_units_are_written_started_and_removed(machine, own, wanted):
    """Installing twice is the same as once, and removal leaves nothing behind."""
    paths = systemd.install(own, wanted)
    assert systemd.install(own, wanted) == paths
    assert told(machine)[:2] == ["--user daemon-reload", f"--user enable --now {wanted.name}.timer"]
    text = systemd.installed(own, wanted.name) or ""
    assert "OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 06:30:00 Asia/Riyadh" in text
    assert "Persistent=true" in text
    assert "User=" not in text
    assert read_due(systemd.command_words(text)) == DUE
    assert systemd.is_running(own, wanted.name)
    assert systemd.remove(own, wanted.name)
    assert told(machine)[-2:] == [f"--user disable --now {wanted.name}.timer", "--user daemon-reload"]
    assert units(machine) == []
    assert not systemd.remove(own, wanted.name)


def test_without_a_bus_nothing_is_written(machine, own, wanted):
    """As in a container, or after `su`: what systemd says is in the sentence."""
    (machine / "no-bus").touch()
    with pytest.raises(ReporterError, match=r"does not answer \(Failed to connect to bus: No medium found\)"):
        systemd.install(own, wanted)
    assert units(machine) == []


def test_a_timer_that_systemd_rejects_leaves_what_was_there(machine, own, wanted):
    """No units if there were none, and otherwise the earlier ones."""
    (machine / "refuses").touch()
    with pytest.raises(ReporterError, match=r"rejected the timer \(Unit is masked\)"):
        systemd.install(own, wanted)
    assert units(machine) == []
    (machine / "refuses").unlink()
    timer_path, _ = systemd.install(own, wanted)
    before = timer_path.read_bytes()
    (machine / "refuses").touch()
    later = replace(wanted, when=replace(DUE, at=parse_time("07:30")))
    with pytest.raises(ReporterError):
        systemd.install(own, later)
    assert timer_path.read_bytes() == before


def test_units_are_removed_where_systemd_no_longer_runs(machine, own, wanted):
    """There is then nothing to stop."""
    systemd.install(own, wanted)
    (machine / "no-bus").touch()
    assert not systemd.is_running(own, wanted.name)
    assert systemd.remove(own, wanted.name)
    assert units(machine) == []


def test_the_machines_service_runs_as_the_owner_of_the_config_file(machine, tmp_path):
    """Made by root, it must not leave the editions of a user to root."""
    config = tmp_path / "config.yaml"
    config.touch()
    theirs = systemd.Manager(name="systemd-system", flags=(), folder=tmp_path / "settings")
    systemd.install(theirs, command(config, DUE))
    text = systemd.installed(theirs, command(config, DUE).name) or ""
    assert f"User={pwd.getpwuid(os.getuid()).pw_name}\n" in text
    assert "After=network-online.target" in text
    assert "--user" not in " ".join(told(machine))


def test_systemd_finds_nothing_wrong(tmp_path):
    """Its own checker, on a path and an environment with everything that needs an escape."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("this machine has no systemd-analyze")
    wanted = command(Path('/my desk/50% $HOME "new"/config.yaml'), DUE, {"XDG_DATA_HOME": "/a b%/$c"})
    (tmp_path / f"{wanted.name}.timer").write_text(systemd.timer(wanted), encoding="utf-8")
    (tmp_path / f"{wanted.name}.service").write_text(systemd.service(wanted, owner="root"), encoding="utf-8")
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


def test_what_is_sent_is_made_first(tmp_path):
    """After the machine was off, both are started at once."""
    config = tmp_path / "config.yaml"
    made, sent = command(config, DUE), command(config, DUE, sends=True)
    text = systemd.service(sent)
    assert f"After={made.name}.service\n" in text
    assert systemd.command_words(text)[4:6] == ["send", "--config"]
    assert (sent.name, "After=" in systemd.service(made)) == (f"{made.name}-send", False)
