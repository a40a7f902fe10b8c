"""Fetching: many sources at once, a second fetch with nothing new, hostile answers, and kills at any moment.

Wall time is used only for what waits for a delay that the server sets; everything else is processor time.
"""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from benchmarks.newspapers import Newspaper, hostile, running
from reporter.fetch.feeds.reading import read_feed
from reporter.ingest.inbox import pages

FEEDS, ARTICLES, DELAY_S = 30, 40, 0.1


def fetching(folder: Path) -> None:
    """Print what fetching costs, and what kills leave."""
    _many(folder / "many")
    _hostile(folder / "hostile")
    _items()
    wrong = killed(folder / "killed", kills=50)
    print(f"\nfetching: killed at 50 moments, wrong {len(wrong)}")
    for what in wrong:
        print(f"  {what}")


def _many(folder: Path) -> None:
    papers = [Newspaper(number, ARTICLES, DELAY_S) for number in range(FEEDS)]
    with running(papers):
        _settings(folder, papers)
        for what in ("first fetch", "second fetch, nothing new"):
            before = sum(paper.asked for paper in papers)
            files = sum(1 for _ in (folder / "inbox").rglob("*")) if (folder / "inbox").exists() else 0
            started, cpu = time.perf_counter(), _children()
            subprocess.run([sys.executable, "-m", "reporter", "fetch"], cwd=folder, check=True)
            wall, cpu = time.perf_counter() - started, _children() - cpu
            asked = sum(paper.asked for paper in papers) - before
            new = sum(1 for path in (folder / "inbox").glob("*/2*/*")) - files
            one_by_one = asked * DELAY_S
            print(
                f"\nfetching: {what}: {FEEDS} feeds of {ARTICLES} articles, {asked} requests with {DELAY_S} s each: "
                f"{wall:.1f} s, 1/{one_by_one / wall:.1f} of the delays one after another; {cpu:.1f} s of CPU; "
                f"{max(new, 0)} files written"
            )


def _hostile(folder: Path) -> None:
    folder.mkdir()
    hosts = [f"127.0.1.{number + 1}" for number in range(200)]
    with hostile() as port:
        sources = [{"name": f"h{n}", "feed": f"http://{host}:{port}/{n}"} for n, host in enumerate(hosts)]
        limits = {"timeout_s": {"connect": 2, "read": 2, "whole": 3}}
        fetch = {"private_hosts": hosts, "per_host": {"pause_s": 0}, **limits}
        (folder / "config.yaml").write_text(yaml.safe_dump({"sources": sources, "fetch": fetch}), encoding="utf-8")
        process = subprocess.Popen([sys.executable, "-m", "reporter", "fetch"], cwd=folder, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    print(
        f"\nfetching: 200 hostile answers: exit code {process.returncode}, at most {usage.ru_maxrss / 1024:.0f} MB of "
        f"memory, {usage.ru_utime + usage.ru_stime:.1f} s of CPU"
    )


def _items() -> None:
    paper = Newspaper(0, 1000, 0)
    paper.address = "https://alwadi.example"
    content = paper.feed()
    started = time.process_time()
    feed = read_feed(
        content,
        address="https://alwadi.example/feed",
        zone=ZoneInfo("Asia/Riyadh"),
        encoding=None,
        now=datetime.now(UTC),
    )
    print(f"\nfetching: {len(feed.items)} items read in {time.process_time() - started:.2f} s of CPU")


def killed(folder: Path, *, kills: int, articles: int = 8, seed: int = 1) -> list[str]:
    """Kill ``reporter fetch`` at `kills` moments, each in a new folder, and fetch again; return what is wrong then."""
    chance = random.Random(seed)
    wrong = []
    for attempt in range(kills):
        paper = Newspaper(0, articles, 0.02)
        with running([paper]):
            here = folder / str(attempt)
            _settings(here, [paper])
            process = subprocess.Popen([sys.executable, "-m", "reporter", "fetch"], cwd=here)
            last, pause = chance.randint(1, articles + 2), chance.uniform(0, 0.06)

            def end(asked, process=process, last=last, pause=pause):
                if asked == last:
                    time.sleep(pause)
                    process.send_signal(signal.SIGKILL)

            paper.on_request = end
            process.wait()
            paper.on_request = None
            again = subprocess.run([sys.executable, "-m", "reporter", "fetch", "--force"], cwd=here, check=False)
            wrong += [f"attempt {attempt}, request {last}: {what}" for what in _wrong(here, paper, again.returncode)]
    return wrong


def _wrong(folder: Path, paper: Newspaper, status: int) -> list[str]:
    """Return what is wrong in an inbox: each article must be there once, and whole."""
    wrong = [] if status == 0 else [f"the next fetch ended with {status}"]
    inbox = folder / "inbox"
    read = [
        path
        for path in pages(inbox, ["paper0"], datetime(2020, 1, 1, tzinfo=UTC), root=folder)
        if isinstance(path, Path)
    ]
    contents = sorted(path.read_bytes() for path in read)
    if contents != sorted(paper.page(number) for number in range(paper.articles)):
        wrong.append(f"{len(contents)} articles instead of {paper.articles}, or other ones")
    wrong += [f"{path} was left" for path in inbox.rglob("*.part")]
    wrong += [f"{path} has no sidecar" for path in inbox.glob("*/2*/*.html") if not path.with_suffix(".yaml").exists()]
    return wrong


def _settings(folder: Path, papers: list[Newspaper]) -> None:
    folder.mkdir(parents=True)
    sources = [{"name": f"paper{number}", "feed": f"{paper.address}/feed"} for number, paper in enumerate(papers)]
    fetch = {"private_hosts": [paper.host for paper in papers], "per_host": {"pause_s": 0}}
    (folder / "config.yaml").write_text(yaml.safe_dump({"sources": sources, "fetch": fetch}), encoding="utf-8")


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
