"""The behaviour of a run without a network, when it is killed, or when it cannot write."""

import json
import random
import re
import shutil
import signal
import subprocess
import sys
from types import SimpleNamespace

import pytest
from editions import MODEL, desk, environment, reporter

from benchmarks import fetching, holds
from reporter import doctor
from reporter.editions import damage
from reporter.record import loads, problems

NO_SOCKETS = """
import os, sys
def refuse(event, arguments):
    if event.split(".")[0] == "socket":
        with open("sockets", "a") as file:
            print("asked for", event, arguments, file=file)
        os._exit(9)
def begin():
    with open("processes", "a") as file:
        print(os.getpid(), file=file)
sys.addaudithook(refuse)
os.register_at_fork(after_in_child=begin)  # a copy of a process has its hooks
begin()
"""
"""Imported by Python itself, in each process of a run."""


@pytest.fixture
def folder(tmp_path):
    desk(tmp_path)
    return tmp_path


def in_namespace(*kinds):
    """Return a command prefix that runs its arguments in new namespaces, or skip if the system forbids it."""
    prefix = ["unshare", "--map-root-user", *kinds]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("this system does not let its users make namespaces")
    return prefix


def run_in(prefix, folder, script):
    return subprocess.run(
        [*prefix, "sh", "-c", script],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.engine
def test_a_run_opens_no_socket(folder):
    """With a model, a memory, sources and a PDF, none of its processes creates a socket or looks up a name."""
    with (folder / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("sources: [{name: alwadi, feed: 'https://alwadi.example/rss.xml'}]\n")
    assert reporter(folder, "models", "install", MODEL).returncode == 0
    (folder / "python").mkdir()
    (folder / "python" / "sitecustomize.py").write_text(NO_SOCKETS, encoding="utf-8")
    page = "<html><body><article><p>افتتحت البلدية الجسر الجديد صباح الأحد أمام السيارات.</p></article></body></html>"
    (folder / "articles" / "page.html").write_text(page, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "reporter", "run", "--date", "2026-11-21"],
        cwd=folder,
        env=environment(folder) | {"PYTHONPATH": str(folder / "python")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert not (folder / "sockets").exists()
    assert len((folder / "processes").read_text(encoding="utf-8").split()) == 2
    record = json.loads((folder / "output/2026-11-21/briefing.json").read_text(encoding="utf-8"))
    assert record["counts"]["machine"]


@pytest.mark.engine
def test_a_run_works_without_any_network(folder):
    """It runs in a network namespace without even a loopback interface."""
    prefix = in_namespace("--net")
    assert reporter(folder, "models", "install", MODEL).returncode == 0
    result = run_in(prefix, folder, f"{sys.executable} -m reporter run --strict")
    assert result.returncode == 0, result.stderr
    with (folder / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("sources: [{name: alwadi, feed: 'https://alwadi.example/rss.xml'}]\n")
    assert run_in(prefix, folder, f"{sys.executable} -m reporter run --date 2026-11-21").returncode == 0


def test_a_full_disk_is_reported_and_leaves_no_partial_file(folder):
    """The disk fills up during writing: exit code 1, and existing files are unchanged."""
    prefix = in_namespace("--mount")
    mount = "mkdir -p output && mount -t tmpfs -o size=100k tmpfs output"
    result = run_in(
        prefix,
        folder,
        f"{mount} && {sys.executable} -m reporter run; code=$?; find output -name 'briefing*'; exit $code",
    )
    assert result.returncode == 1, result.stderr
    assert "No space left on device" in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_a_disk_with_room_for_one_edition_is_enough(folder):
    """Finished files are moved into place, not written a second time."""
    prefix = in_namespace("--mount")
    assert reporter(folder, "run", "--date", "2026-11-21").returncode == 0
    size = sum(path.stat().st_size + 8192 for path in (folder / "output/2026-11-21").iterdir())
    mount = f"mkdir once && mount -t tmpfs -o size={size * 3 // 2} tmpfs once"
    result = run_in(prefix, folder, f"{mount} && {sys.executable} -m reporter run --output once && ls once/*")
    assert result.returncode == 0, result.stderr
    assert "briefing.pdf" in result.stdout


def test_check_reports_a_disk_that_is_nearly_full(folder):
    """In MB, with the folder and what to do, before it loses an edition."""
    prefix = in_namespace("--mount")
    mount = "mkdir -p output && mount -t tmpfs -o size=50m tmpfs output"
    result = run_in(prefix, folder, f"{mount} && {sys.executable} -m reporter check")
    assert result.returncode == 1
    (line,) = (line for line in result.stdout.splitlines() if "MB free" in line)
    assert line.startswith("WRONG")
    assert re.search(r"only 5\d MB free at \S*output; at least 200 MB are needed", line)


@pytest.mark.parametrize(("free", "ok"), [(199_999_999, False), (200_000_000, True)])
def test_two_hundred_megabytes_are_enough(tmp_path, monkeypatch, free, ok):
    """The nearest existing folder is examined."""
    asked = []
    monkeypatch.setattr("shutil.disk_usage", lambda path: asked.append(path) or SimpleNamespace(free=free))
    assert doctor._disk(tmp_path / "a/b").ok is ok
    assert asked == [tmp_path]


def test_a_read_only_output_is_reported_in_one_sentence(folder):
    """The exit code is 1, and the message says what to do."""
    prefix = in_namespace("--mount")
    mount = "mkdir -p output && mount -t tmpfs -o ro tmpfs output"
    result = run_in(prefix, folder, f"{mount} && {sys.executable} -m reporter run")
    assert result.returncode == 1, result.stderr
    assert "Read-only file system" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_read_only_store_loses_only_the_cache(folder):
    """The edition is made with the memory from its file."""
    prefix = in_namespace("--mount")
    mount = "mkdir -p .reporter && mount -t tmpfs -o ro tmpfs .reporter"
    result = run_in(prefix, folder, f"{mount} && {sys.executable} -m reporter run --date 2026-11-21")
    assert result.returncode == 0, result.stderr
    record = json.loads((folder / "output/2026-11-21/briefing.json").read_text(encoding="utf-8"))
    assert record["counts"]["memory"] == 1


def test_bad_articles_do_not_cost_the_good_one(tmp_path):
    """One run with a third of the bad articles; `make bench holds` runs each of them beside the good one."""
    articles = holds.desk(tmp_path)
    short = [name for name, content in holds.BAD.items() if len(content) < 50_000]
    for name in short[::2]:
        holds.put(articles, name)
    assert holds.wrong_with(tmp_path, holds.run(tmp_path)) == []


def is_whole(path):
    content = path.read_bytes()
    if path.name == "run.json":
        return json.loads(content)["stages"] != []
    if path.name == "edition.json":
        return damage(path.parent) is None
    if path.suffix == ".json":
        return problems(loads(content)) == ()
    return content.rstrip().endswith({".pdf": b"%%EOF", ".html": b"</html>"}[path.suffix])


def run_until(folder, moment_s):
    """Make an edition; the kernel ends the run at that much processor time, 0 for never."""
    return reporter(folder, "run", "--date", "2026-11-21", ends_after_s=moment_s)


@pytest.mark.slow
def test_a_killed_run_leaves_no_partial_edition(folder):
    """Killed at 25 random moments, `output/<date>` is complete, and the next run succeeds.

    `make bench holds` kills more often, and at every step. The moments are those of a timer that counts the run's own
    processor time. A run that ends before its moment shows that runs are shorter than that: the first one also fills
    caches, and its time is also that of its worker.
    """
    length_s = run_until(folder, 0).cpu_s
    moments, killed, turn = random.Random(20261121), 0, 0
    while killed < 25:
        assert turn < 100, f"only {killed} of {turn} runs were killed before they ended"
        if turn % 5 == 0:
            shutil.rmtree(folder / "output", ignore_errors=True)
            shutil.rmtree(folder / ".reporter", ignore_errors=True)
        # Most moments near the end, where files are written.
        moment_s = length_s * (moments.uniform(0.8, 1.1) if turn % 2 else moments.uniform(0, 1))
        if run_until(folder, moment_s).returncode == -signal.SIGPROF:
            killed += 1
        else:
            length_s = min(length_s, moment_s)
        files = [path for path in (folder / "output").rglob("*") if path.is_file() and ".staging" not in path.parts]
        assert all(is_whole(path) for path in files if not path.name.startswith(".")), (
            f"turn {turn}, after {moment_s:.2f} s"
        )
        turn += 1
    assert run_until(folder, 0).returncode == 0
    assert {path.name for path in (folder / "output").rglob("*") if path.is_file()} - {".lock"} == {
        "briefing.json", "briefing.html", "briefing.pdf", "edition.json", "run.json", "index.html", "latest.pdf",
    }  # fmt: skip


def test_a_killed_fetch_loses_and_doubles_nothing(tmp_path):
    """Killed while it asks for a page or writes one; `make bench fetching` asks for more kills."""
    assert fetching.killed(tmp_path, kills=2) == []
