"""Editions without a person: the installed command, catching up, pings, the log."""

import json
import os
import shlex
import shutil
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from editions import desk, environment, reporter
from filelock import FileLock

from reporter import doctor
from reporter.config import load

CRONTAB = """#!/bin/sh
table={table}
case "$1" in
-l) [ -e "$table" ] || {{ echo "no crontab for me" >&2; exit 1; }}; cat "$table" ;;
-) cat > "$table" ;;
esac
"""


@pytest.fixture
def folder(tmp_path):
    desk(tmp_path, editions={"select": "new"}, timezone="Asia/Riyadh")
    return tmp_path


@pytest.fixture
def with_crontab(folder, monkeypatch):
    """Put a crontab command first in PATH whose table is a file, with a process called cron; yield that file."""
    programs = folder / "bin"
    programs.mkdir()
    program = programs / "crontab"
    program.write_text(CRONTAB.format(table=folder / "table"), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    daemon = shutil.copy(shutil.which("sleep") or "sleep", programs / "cron")
    with subprocess.Popen([daemon, "600"]) as process:
        yield folder / "table"
        process.kill()


def made(folder):
    return sorted(path.parent.name for path in (folder / "output").glob("*/briefing.pdf"))


def due_since(minutes):
    """Return flags for a schedule whose last edition was due that many minutes ago, and that time."""
    moment = datetime.now(UTC) - timedelta(minutes=minutes)
    return ["--catch-up", "--at", f"{moment:%H:%M}", "--timezone", "UTC"], moment


def test_the_installed_line_runs_in_crons_environment(folder, with_crontab):
    """Run by a shell as cron would, the line makes the edition and prints nothing, twice."""
    with_crontab.write_bytes(b"# mine\n")
    config = folder / "config.yaml"
    installed = reporter(folder, "schedule", "install", "--at", "00:00", "--days", "daily", "--config", config)
    assert installed.returncode == 0, installed.stderr
    line = with_crontab.read_text(encoding="utf-8").splitlines()[1]
    command = line.split(None, 5)[5].replace(r"\%", "%")
    for said in (1, 0):  # the first makes the edition, which lacks its English
        result = subprocess.run(
            ["/bin/sh", "-c", command], cwd="/", env={"HOME": str(folder), "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (result.returncode, result.stdout, len(result.stderr.splitlines())) == (0, "", said)
    assert len(made(folder)) == 1
    assert "already existed" not in (folder / ".reporter/run.log").read_text(encoding="utf-8")
    shown = reporter(folder, "schedule", "show")
    assert shown.returncode == 0
    assert line in shown.stdout
    assert "The next edition is due" in shown.stdout
    assert "(Asia/Riyadh)" in shown.stdout
    assert reporter(folder, "schedule", "remove").stdout == "Removed from the crontab.\n"
    assert with_crontab.read_bytes() == b"# mine\n"
    assert "has no schedule" in reporter(folder, "schedule", "show").stdout
    assert "had no schedule" in reporter(folder, "schedule", "remove").stdout


def test_check_says_when_the_next_edition_is_due_and_how_the_last_run_went(folder, with_crontab):
    """Nothing yet, done, failed, and that nothing has run since an edition was due."""
    file, log, now = folder / "config.yaml", folder / ".reporter/run.log", datetime(2026, 11, 21, 12, tzinfo=UTC)
    config = load(file)

    def said():
        return [(finding.ok, finding.detail) for finding in doctor.schedule(config, file, now)]

    assert said() == [(True, "none; install one with 'reporter schedule install --at 06:30'")]
    assert reporter(folder, "schedule", "install", "--at", "06:30").returncode == 0
    assert log.read_text(encoding="utf-8").endswith("schedule installed (cron)\n")
    assert said() == [
        (True, "cron. The next edition is due Sun 22 November 2026, 06:30 (Asia/Riyadh)."),
        (True, "none yet"),
    ]
    for line, ok, words in [
        ("2026-11-21T03:30:09Z INFO done", True, "done (Sat 21 November 2026, 06:30"),
        ("2026-11-21T03:31:09Z INFO failed (1): no", False, "failed (1): no ("),
        ("2026-11-21T03:31:09Z WARNING done", False, "failed (1): no ("),
    ]:
        with log.open("a", encoding="utf-8") as file_:
            file_.write(line + "\n")
        os.utime(log, (datetime(2026, 11, 21, 3, 30, 9, tzinfo=UTC).timestamp(),) * 2)
        found = said()[1]
        assert found[0] is ok
        assert found[1].startswith(words)
    os.utime(log, (1e9, 1e9))
    assert said()[1] == (
        False,
        "none since an edition was due Sat 21 November 2026, 06:30 (Asia/Riyadh); was this machine off?",
    )


SYSTEMCTL = """#!/bin/sh
case "$*" in
*" show "*) exit 0 ;;
*is-active*) exit 3 ;;
esac
"""


def test_a_schedule_that_nothing_runs_is_never_called_due(folder, with_crontab, monkeypatch):
    """A timer that does not run, and no systemd at all: `show` and `check` say so, and removal succeeds."""
    program = with_crontab.parent / "bin/systemctl"
    program.write_text(SYSTEMCTL, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    assert reporter(folder, "schedule", "install", "--at", "06:30", "--with", "systemd").returncode == 0
    shown = reporter(folder, "schedule", "show")
    assert shown.returncode == 1
    assert "No edition will be made: its timer is not running" in shown.stdout
    assert "due" not in shown.stdout
    assert "WRONG  schedule: systemd. No edition will be made" in reporter(folder, "check").stdout
    assert "Removed from" in reporter(folder, "schedule", "remove").stdout
    assert list(folder.rglob("reporter-*")) == []
    program.write_text("#!/bin/sh\necho 'Failed to connect to bus' >&2\nexit 1\n", encoding="utf-8")
    refused = reporter(folder, "schedule", "install", "--at", "06:30", "--with", "systemd")
    assert refused.returncode == 1
    assert "Failed to connect to bus" in refused.stderr
    assert "--with cron" in refused.stderr
    assert list(folder.rglob("reporter-*")) == []
    assert "has no schedule" in reporter(folder, "schedule", "show").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["install", "--at", "6.30"], "write it as 06:30"),
        (["install", "--at", "06:30", "--days", "mon-someday"], "someday"),
        (["install", "--at", "06:30", "--timezone", "Mars/Olympus"], "not an IANA time zone"),
        (["install"], "--at"),
        (["install", "--at", "06:30", "--config", "none.yaml"], "none.yaml"),
    ],
)
def test_a_mistake_installs_nothing(folder, with_crontab, arguments, words):
    """There is one sentence and exit code 2."""
    result = reporter(folder, "schedule", *arguments)
    assert result.returncode == 2
    assert words in result.stderr
    assert not with_crontab.exists()


def test_a_schedule_that_needs_the_password_says_where_to_put_it(folder, with_crontab):
    """Cron does not have this shell's environment, and no secret is written to a crontab."""
    email = {
        "host": "smtp.example.org",
        "user": "me",
        "sender": "a@example.org",
        "groups": [{"name": "g", "to": ["b@example.org"]}],
    }
    with (folder / "config.yaml").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"delivery": {"email": email}})[1:-1].replace('"delivery": ', "delivery: ") + "\n")
    result = reporter(folder, "schedule", "install", "--at", "06:30")
    assert result.returncode == 0, result.stderr
    assert "password_file" in result.stdout


def test_catching_up_makes_the_latest_missed_edition_only(folder):
    """After days off, one edition is made, the latest that was due; a second run makes nothing."""
    assert reporter(folder, "run", "--date", "2026-01-01").returncode == 0
    (folder / "articles/new.txt").write_text(
        "خبر جديد\n\nوصل الوفد إلى المدينة صباح اليوم واستقبله المحافظ.\n", encoding="utf-8"
    )
    flags, moment = due_since(5)
    day = (moment + timedelta(hours=3)).date().isoformat()
    assert reporter(folder, "run", *flags).returncode == 0
    assert made(folder) == ["2026-01-01", day]
    pdf = folder / "output" / day / "briefing.pdf"
    before = pdf.stat().st_mtime_ns
    assert reporter(folder, "run", *flags).returncode == 0
    assert pdf.stat().st_mtime_ns == before


def test_an_edition_is_not_made_before_its_time(folder):
    """If the next is due in an hour and the last one exists, nothing is made. On the first day nothing was missed."""
    flags, _ = due_since(-60)
    assert reporter(folder, "run", *flags).returncode == 0
    assert made(folder) == []
    config = folder / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("Asia/Riyadh", "UTC"), encoding="utf-8")
    yesterday = (datetime.now(UTC) + timedelta(minutes=60) - timedelta(days=1)).date().isoformat()
    assert reporter(folder, "run", "--date", yesterday).returncode == 0
    assert reporter(folder, "run", *flags).returncode == 0
    assert made(folder) == [yesterday]


def test_a_log_has_a_line_for_each_stage(folder):
    """Lines have the time; the file is private and includes the error message."""
    assert reporter(folder, "run", "--date", "2026-11-21").returncode == 0
    assert reporter(folder, "run", "--input", "nothing-here").returncode == 1
    log = folder / ".reporter/run.log"
    lines = [line.split(" ", 2)[2] for line in log.read_text(encoding="utf-8").splitlines()]
    assert lines[0].endswith("edition of 2026-11-21")
    assert [line.split(":")[0] for line in lines[1:8]] == [
        "read",
        "summarise",
        "translate",
        "render",
        "read back",
        "write",
        "publish",
    ]
    assert lines[8] == "done"
    assert lines[-1].startswith("failed (1): No edition was made")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert not any("read as utf-8" in line for line in lines)


def test_an_edition_dated_in_the_future_is_reported(folder):
    """It would prevent the mail of that day; nobody is warned about a date they asked for."""
    assert reporter(folder, "run", "-v", "--date", "2999-01-01").stderr.count("in the future") == 0
    assert "The edition of 2999-01-01 is dated in the future" in reporter(folder, "run", "-v").stderr


def test_a_run_works_without_a_writable_log(folder):
    """There is a folder in place of the file."""
    (folder / ".reporter/run.log").mkdir(parents=True)
    result = reporter(folder, "run", "-q", "--date", "2026-11-21")
    assert (result.returncode, result.stderr) == (0, "")


def test_the_log_is_rotated(folder):
    """It never grows beyond its limit."""
    log = folder / ".reporter/run.log"
    log.parent.mkdir()
    log.write_text("x" * 499_990 + "\n", encoding="utf-8")
    assert reporter(folder, "run", "--date", "2026-11-21").returncode == 0
    assert log.stat().st_size < 5000
    assert (folder / ".reporter/run.log.1").stat().st_size > 499_000


@pytest.fixture
def watcher():
    """Run a monitoring service on loopback; yield its URL and the requests it received."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(500 if "broken" in self.path else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def ping(folder, address, suffix=""):
    pings = {name: f"{address}/secret-id/{name}{suffix}" for name in ("start", "success", "fail")}
    config = folder / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8") + f"ping: {json.dumps(pings)}\n", encoding="utf-8")


def test_a_monitoring_service_is_pinged_at_start_and_end(folder, watcher):
    """Success and failure are reported, but not a run that stops for another one; the URL is in no log."""
    address, asked = watcher
    ping(folder, address)
    assert reporter(folder, "run", "--date", "2026-11-21").returncode == 0
    assert reporter(folder, "run", "--input", "nothing-here").returncode == 1
    assert reporter(folder, "run", "--strict", "--date", "2026-11-21").returncode == 5
    with FileLock(folder / "output/.lock"):
        assert reporter(folder, "run").returncode == 75
    ends = [path.removeprefix("/secret-id/") for path in asked]
    assert ends == ["start", "success", "start", "fail", "start", "fail", "start"]
    texts = [path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "config.yaml"]
    assert not any(b"secret-id" in text for text in texts)


def test_a_failing_monitoring_service_is_only_a_warning(folder, watcher):
    """If it refuses the connection or returns 500, the log and the report have a warning, and the edition is made."""
    address, _ = watcher
    ping(folder, address, "/broken")
    result = reporter(folder, "run", "-v", "--date", "2026-11-21")
    assert result.returncode == 0
    assert "The ping for 'start' failed (HTTPError)" in result.stderr
    assert "secret-id" not in result.stderr
    assert "The ping for 'success' failed" in (folder / ".reporter/run.log").read_text(encoding="utf-8")


def test_the_printed_command_can_be_pasted(folder, with_crontab):
    """It is quoted for a shell."""
    reporter(folder, "schedule", "install", "--at", "06:30", "--with", "cron")
    words = shlex.split(with_crontab.read_text(encoding="utf-8"), comments=True)
    assert words[words.index("--config") + 1] == str(folder / "config.yaml")
    assert environment(folder)["PATH"].split(os.pathsep)[0] == str(folder / "bin")


def test_a_unit_of_the_machine_is_offered_to_root(folder, with_crontab):
    """Anyone else is given the whole command to run with sudo, and nothing is installed."""
    words = ["schedule", "install", "--at", "06:30", "--days", "mon-fri", "--with", "systemd-system"]
    program = f"import os; os.geteuid = lambda: 1000; from reporter.cli import main; raise SystemExit(main({words}))"
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "run: sudo " in result.stderr
    wanted = f"--with systemd-system --config {folder}/config.yaml --at 06:30 --days mon,tue,wed,thu,fri"
    assert wanted in result.stderr
    assert not with_crontab.exists()


def test_fetching_is_scheduled_beside_the_editions(folder, with_crontab):
    """Installing again without it removes it; without sources there is nothing to fetch."""
    install = ("schedule", "install", "--at", "06:30", "--fetch-every", "2h")
    result = reporter(folder, *install)
    assert (result.returncode, "nothing to fetch" in result.stderr) == (2, True)
    assert not with_crontab.exists()
    with (folder / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("sources: [{name: alwadi, feed: 'https://alwadi.example/rss.xml'}]\n")
    assert reporter(folder, *install).returncode == 0
    editions, fetches = with_crontab.read_text(encoding="utf-8").splitlines()
    assert (" run --config " in editions, " fetch --config " in fetches) == (True, True)
    shown = reporter(folder, "schedule", "show").stdout
    assert "The next edition is due" in shown
    assert "The sources are fetched by an entry of their own." in shown
    assert reporter(folder, *install[:4]).returncode == 0
    assert len(with_crontab.read_text(encoding="utf-8").splitlines()) == 1
    assert reporter(folder, *install).returncode == 0
    assert reporter(folder, "schedule", "remove").returncode == 0
    assert with_crontab.read_bytes() == b""
    assert reporter(folder, *install[:-1], "5h").returncode == 2


def test_sending_is_scheduled_beside_the_editions(folder, with_crontab):
    """It has an effect only if editions are approved, and not before they can be."""
    install = ("schedule", "install", "--at", "06:00", "--send-at", "07:30")
    result = reporter(folder, *install)
    assert (result.returncode, "only with desk.approval.needed" in result.stderr) == (2, True)
    with (folder / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("desk: {approval: {needed: true, by: '07:30'}}\n")
    early = reporter(folder, *install[:-1], "07:00")
    assert (early.returncode, "before desk.approval.by" in early.stderr) == (2, True)
    assert not with_crontab.exists()
    assert reporter(folder, *install).returncode == 0
    makes, sends = with_crontab.read_text(encoding="utf-8").splitlines()
    assert (" run --config " in makes, " send --config " in sends) == (True, True)
    assert " --due --at 07:30 --days daily " in sends
    shown = reporter(folder, "schedule", "show").stdout
    assert ("The next edition is due" in shown, "The next edition is sent" in shown) == (True, True)
    checked = reporter(folder, "check").stdout
    assert checked.count("The next edition is") == 2
    assert checked.count("last run") == 1
    assert reporter(folder, *install[:4]).returncode == 0
    assert len(with_crontab.read_text(encoding="utf-8").splitlines()) == 1
    assert reporter(folder, *install).returncode == 0
    assert reporter(folder, "schedule", "remove").returncode == 0
    assert with_crontab.read_bytes() == b""
