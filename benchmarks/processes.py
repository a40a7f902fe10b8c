"""Timing of whole programs: wall clock, processor seconds and peak memory of one process and its children.

Both programs run with a separate home folder, so this user's settings, caches and packages are not used. They are
started by a small process: a process begins with the peak memory of the one that started it.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.articles import ROOT

_STARTER = """
import json, os, sys, time
started = time.perf_counter()
child = os.spawnv(os.P_NOWAIT, sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(child, 0)
spent = time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss
print(json.dumps([os.waitstatus_to_exitcode(status), *spent]))
"""
_SETTINGS = "{n_best: 0, withhold: never}"
"""Doubtful sentences are neither translated again nor withheld: the naive script does neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The resources that one process used."""

    wall_s: float
    processor_s: float
    peak_mb: float
    said: str
    """The process's standard error."""


def naive(articles: Path, packages: Path, home: Path) -> Run:
    """Run the naive script over `articles`."""
    return _run(["-m", "benchmarks.naive", str(articles), str(home / "naive.pdf")], packages, home)


def reporter(
    articles: Path, packages: Path, home: Path, *options: str, translate: str = _SETTINGS, more: str = ""
) -> Run:
    """Run the command line over `articles` with the settings `translate`; the store and the edition are in `home`.

    `more` are further lines of the settings.
    The edition is issued at the present time, so that a second run has its pages to set again, as in use.
    """
    config = home / "config.yaml"
    config.write_text(
        f"inputs: ['{articles}']\noutput: output\nstore: store.sqlite3\ntranslate: {translate}\n{more}",
        encoding="utf-8",
    )
    return _run(["-m", "reporter", "run", "--config", str(config), *options], packages, home)


def work(folder: Path, kind: str, number: int, packages: Path) -> Run:
    """Let an executor do the work on the first so many articles in `folder` (see ``benchmarks.cluster``)."""
    return _run(["-m", "benchmarks.cluster", str(folder), kind, str(number)], packages, folder)


def forget(home: Path) -> None:
    """Delete the store of earlier runs."""
    for path in home.glob("store.sqlite3*"):
        path.unlink()


def edition(home: Path) -> Path:
    """Return the folder of the edition that the last run of reporter wrote."""
    return max((home / "output").glob("*-*-*"))


def _run(arguments: list[str], packages: Path, home: Path) -> Run:
    settings = {"HOME": str(home), "ARGOS_PACKAGES_DIR": str(packages), "PYTHONPATH": str(ROOT)}
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL", "TMPDIR"}}
    log = home / "stderr.txt"
    with log.open("w+", encoding="utf-8") as errors:
        starter = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _STARTER, sys.executable, *arguments],
            env=kept | settings, stdout=subprocess.PIPE, stderr=errors, text=True, check=True,
        )  # fmt: skip
        errors.seek(0)
        said = errors.read()
    status, wall_s, processor_s, peak = json.loads(starter.stdout.splitlines()[-1])
    if status:
        raise SystemExit(f"{' '.join(arguments)} ended with {status}:\n{said}")
    scale = 1024**2 if sys.platform == "darwin" else 1024
    return Run(wall_s=wall_s, processor_s=processor_s, peak_mb=peak / scale, said=said)


def now() -> str:
    """Return the time of the measurement."""
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
