"""Timing of whole programs: wall clock, processor seconds and peak memory of one process and its children.

Both programs run with a separate home folder, so this user's settings, caches and packages are not used.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.articles import ROOT


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


def reporter(articles: Path, packages: Path, home: Path, *options: str) -> Run:
    """Run the command line over `articles`; the store and the edition are in `home`.

    The edition is issued at the present time, so that a second run has its pages to set again, as in use. Doubtful
    sentences are not translated again: the naive script does not either.
    """
    config = home / "config.yaml"
    config.write_text(
        f"inputs: ['{articles}']\noutput: output\nstore: store.sqlite3\ntranslate: {{n_best: 0, withhold: never}}\n",
        encoding="utf-8",
    )
    return _run(["-m", "reporter", "run", "--config", str(config), *options], packages, home)


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
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], env=kept | settings, stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}:\n{said}")
    scale = 1024**2 if sys.platform == "darwin" else 1024
    return Run(
        wall_s=wall_s,
        processor_s=usage.ru_utime + usage.ru_stime,
        peak_mb=usage.ru_maxrss / scale,
        said=said,
    )


def now() -> str:
    """Return the time of the measurement."""
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
