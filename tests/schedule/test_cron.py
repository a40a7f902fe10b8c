"""The crontab: our line is added and removed, every other byte is kept, and cron reads what we meant."""

import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from crontab import CronTab

from reporter.errors import ConfigError
from reporter.schedule import Due, cron
from reporter.schedule.command import command, every, read_due
from reporter.schedule.due import parse_days, parse_time

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TABLE = b"# mine \xff\r\n\nMAILTO=me@example.org\n0 0 * * *   job   --a 50\\%\n  @daily x\n*/5 1-3 * * mon\ty\nnot a line\n#30 6 * * * off # reporter-x\n\n"


def entry(config="/desk/config.yaml", *, at="06:30", days="daily", zone="UTC", machine="UTC", environment=()):  # noqa: PLR0913
    due = Due(at=parse_time(at), days=parse_days(days), zone=ZoneInfo(zone))
    wanted = command(Path(config), due, dict(environment))
    return wanted, cron.entry(wanted, NOW, ZoneInfo(machine))


def test_other_lines_are_unchanged():
    """Installed, installed again, changed and removed, the crontab is as before."""
    wanted, line = entry()
    once = cron.with_line(TABLE, wanted.name, line)
    assert once == TABLE + line.encode() + b"\n"
    assert cron.with_line(once, wanted.name, line) == once
    later = cron.with_line(once + b"# after\n", wanted.name, line.replace("30 6", "0 7"))
    assert later.startswith(TABLE + b"0 7 ")
    assert later.endswith(b"\n# after\n")
    assert cron.with_line(once, wanted.name, None) == TABLE
    assert cron.with_line(TABLE, wanted.name, None) == TABLE


def test_a_missing_last_newline_is_added():
    """Several lines of ours become one."""
    wanted, line = entry()
    assert cron.with_line(b"1 * * * * x", wanted.name, line) == b"1 * * * * x\n" + line.encode() + b"\n"
    twice = (line + "\n").encode() * 2
    assert cron.with_line(twice, wanted.name, line) == line.encode() + b"\n"


def test_two_config_files_have_a_line_each():
    """Removing one keeps the other."""
    one, line = entry()
    two, other = entry("/other/config.yaml")
    table = cron.with_line(cron.with_line(b"", one.name, line), two.name, other)
    assert cron.with_line(table, one.name, None) == other.encode() + b"\n"


@pytest.mark.parametrize(
    ("arguments", "fields"),
    [
        ({}, "30 6 * * *"),
        ({"days": "mon-fri"}, "30 6 * * 1,2,3,4,5"),
        ({"days": "sun-thu"}, "30 6 * * 0,1,2,3,4"),
        ({"zone": "Asia/Riyadh"}, "30 3 * * *"),
        ({"zone": "Asia/Riyadh", "at": "02:00", "days": "mon"}, "0 23 * * 0"),
        ({"zone": "Europe/Berlin"}, "30 4,5 * * *"),
        ({"zone": "Asia/Kolkata", "machine": "America/New_York", "days": "mon"}, "0 20,21 * * 0"),
        ({"zone": "Europe/Berlin", "machine": "Europe/Berlin"}, "30 6 * * *"),
    ],
)
def test_the_line_fires_when_the_edition_can_be_due(arguments, fields):
    """It uses the machine's time; if that and the zone drift apart, it has each possible time."""
    _, line = entry(**arguments)
    assert " ".join(line.split()[:5]) == fields
    assert CronTab(tab=line + "\n")[0].is_valid()


def test_special_characters_survive_cron_and_the_shell():
    """Cron removes the backslash before a percent sign and the shell its quotes, which leaves our words."""
    config = "/my desk/100% 'new'/config.yaml"
    wanted, line = entry(config, environment={"XDG_DATA_HOME": "/a b%", "REPORTER_SMTP_PASSWORD": "secret"})
    assert "secret" not in line
    given = line.split(None, 5)[5]
    assert "%" not in given.replace(r"\%", "")
    words = shlex.split(given.replace(r"\%", "%"), comments=True)
    assert words == ["env", "XDG_DATA_HOME=/a b%", *wanted.arguments]
    assert words[2:6] == [sys.executable, "-P", "-m", "reporter"]
    assert read_due(cron.command_words(line)) == wanted.when
    with pytest.raises(ConfigError, match="control character"):
        entry("/desk\n* * * * * evil/config.yaml")


def test_the_real_crontab_accepts_the_line(tmp_path):
    """With the real command and this user's crontab, whose content is restored afterwards."""
    if shutil.which("crontab") is None:
        pytest.skip("this machine has no crontab command")
    before = subprocess.run(["crontab", "-l"], capture_output=True, check=False)
    if before.returncode and b"no crontab" not in before.stderr:
        pytest.skip(f"this user may have no crontab: {before.stderr.decode()}")
    config = tmp_path / "config.yaml"
    due = Due(at=parse_time("06:30"), days=parse_days("mon-fri"), zone=ZoneInfo("Asia/Riyadh"))
    wanted = command(config, due)
    try:
        line = cron.install(wanted, NOW)
        assert cron.install(wanted, NOW) == line
        table = subprocess.run(["crontab", "-l"], capture_output=True, check=True).stdout
        assert table == before.stdout + line.encode() + b"\n"
        assert cron.installed(wanted.name) == line
    finally:
        assert cron.remove(wanted.name)
    after = subprocess.run(["crontab", "-l"], capture_output=True, check=False)
    assert after.stdout == before.stdout
    assert not cron.remove(wanted.name)
    if before.returncode:
        subprocess.run(["crontab", "-r"], check=True)


@pytest.mark.parametrize(("names", "expected"), [(["init", "bash"], False), (["init", "cron"], True), ([], True)])
def test_whether_a_daemon_runs_is_seen_among_the_processes(tmp_path, monkeypatch, names, expected):
    """Where they are hidden, it is not denied."""
    for number, name in enumerate(names, 1):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "comm").write_text(f"{name}\n", encoding="utf-8")
    monkeypatch.setattr(cron, "PROCESSES", tmp_path)
    monkeypatch.setattr(cron, "GENERATOR", tmp_path / "none")
    assert cron.is_running() is expected


@pytest.mark.parametrize(
    ("hours", "fields"), [(1, "{} * * * *"), (2, "{} */2 * * *"), (12, "{} */12 * * *"), (24, "{} 0 * * *")]
)
def test_fetching_has_a_line_of_its_own(hours, fields):
    """At a minute that depends on the config file; the line of the editions is another one."""
    config = Path("/desk/config.yaml")
    wanted = command(config, every(config, hours), {})
    line = cron.entry(wanted, NOW, ZoneInfo("UTC"))
    assert line.startswith(fields.format(every(config, hours).minute))
    assert CronTab(tab=line).crons[0].is_valid()
    editions, other = entry()
    assert wanted.name == f"{editions.name}-fetch"
    table = cron.with_line(cron.with_line(b"", editions.name, other), wanted.name, line)
    assert cron.with_line(table, wanted.name, None) == other.encode() + b"\n"
    assert cron.with_line(table, editions.name, None) == line.encode() + b"\n"
    assert shlex.split(line, comments=True)[-4:] == ["reporter", "fetch", "--config", str(config)]
