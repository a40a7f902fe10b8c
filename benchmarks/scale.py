"""From 100 to 1,000 articles on one machine: processor time and memory, printing in parts, workers of a Dask cluster.

The articles are invented, all their English is in the memory, and every sentence is printed. The memory of a run is
that of its largest process; what all its processes share is counted once in the sum. ``benchmarks/SCALE.md`` has the
tables. ``python -m benchmarks.scale RECORD PART`` prints the record once and says what that took.
"""

import gc
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

import psutil

from benchmarks import cluster, invented, processes
from benchmarks.articles import ROOT
from benchmarks.parts import stage_seconds
from benchmarks.processes import Run
from benchmarks.table import Ratio, note, show

SMALL, LARGE = 100, 1000
WHOLE = 100_000
"""More entries in a part than any edition has."""
CORES = 2
"""Printing uses at most so many."""
_MEBIBYTE = 1024 if sys.platform != "darwin" else 1024**2
_STARTER = "import os, sys; sys.exit(os.spawnv(os.P_WAIT, sys.argv[1], sys.argv[1:]))"
"""A small process: one begins with the peak memory of the one that started it."""
_SETTINGS = "memory: [../memory.tmx]\nstories: {max: 1000}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """What printing an edition took, and what came of it."""

    wall_s: float
    processor_s: float
    peak_mb: float
    """Of the largest process."""
    pages: int
    size: int
    fonts: int
    font_bytes: int


def scale(folder: Path) -> None:
    """Print the tables."""
    runs: dict[int, Run] = {}
    for number in (SMALL, LARGE):
        invented.write(folder / f"of{number}", number)
        home = folder / f"of{number}" / "home"
        home.mkdir()
        with _all_together() as peak:
            run = runs[number] = processes.reporter(
                home.parent / "articles", home, home, "-v", translate="{models_dir: none}", more=_SETTINGS
            )
        stages = ", ".join(f"{name} {seconds:.2f}" for name, seconds in stage_seconds(run))
        note(
            f"{number:5} articles: {run.processor_s:.1f} s of processor time, {run.wall_s:.1f} s, largest process "
            f"{run.peak_mb:.0f} MB, all together {peak[0]:.0f} MB; {stages}"
        )
    small, large = runs[SMALL], runs[LARGE]
    show(
        "A run",
        (f"{LARGE:,}", f"{SMALL}"),
        [
            Ratio(what="largest process", ours=large.peak_mb, other=small.peak_mb, unit="MB", at_most=1.5),
            Ratio(
                what="processor time an article", ours=large.processor_s / LARGE * 1000,
                other=small.processor_s / SMALL * 1000, unit="ms", at_most=1.1,
            ),
        ],
    )  # fmt: skip
    show(
        "Memory",
        (f"{LARGE:,}", "allowed"),
        [Ratio(what="largest process", ours=large.peak_mb, other=500, unit="MB", at_most=1)],
    )
    for number in (SMALL, LARGE):
        compare(processes.edition(folder / f"of{number}" / "home") / "briefing.json", number)
    cluster.whole_runs(folder / f"of{LARGE}", LARGE, _SETTINGS)
    cluster.work_alone(folder / f"of{LARGE}", LARGE)


def compare(record: Path, number: int) -> None:
    """Print the table of printing `record`, which has `number` articles, in parts of 20 and whole."""
    load = os.getloadavg()[0]
    parts, whole = printed(record, 20), printed(record, WHOLE)
    show(
        f"Printing {number:,} articles on {CORES} cores",
        ("in parts", "whole"),
        [
            Ratio(what="wall clock", ours=parts.wall_s, other=whole.wall_s, unit="s", at_most=0.6),
            Ratio(what="processor time", ours=parts.processor_s, other=whole.processor_s, unit="s"),
            Ratio(what="largest process", ours=parts.peak_mb, other=whole.peak_mb, unit="MB"),
            Ratio(what="pages", ours=parts.pages, other=whole.pages, unit=""),
            Ratio(what="size of the PDF", ours=parts.size / 1000, other=whole.size / 1000, unit="kB"),
            Ratio(what="subsets of fonts", ours=parts.fonts, other=whole.fonts, unit=""),
            Ratio(what="their size", ours=parts.font_bytes / 1000, other=whole.font_bytes / 1000, unit="kB"),
        ],
    )
    note(f"The load of the machine was {load:.1f} before; the wall clock means something only below {CORES}.")


def printed(record: Path, part: int) -> Printing:
    """Print `record` in parts of so many articles, in a process of its own."""
    starter = [sys.executable, "-I", "-S", "-c", _STARTER]
    line = [sys.executable, "-m", "benchmarks.scale", str(record), str(part)]
    done = subprocess.run([*starter, *line], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return Printing(**json.loads(done.stdout))


@contextmanager
def _all_together() -> Iterator[list[float]]:
    """Measure the memory of all processes that this one starts; the value is the peak of their sum, in megabytes."""
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.2):
            total = 0
            for process in psutil.Process().children(recursive=True):
                try:
                    total += process.memory_full_info().pss
                except (psutil.Error, AttributeError):
                    continue
            peak[0] = max(peak[0], total / 1024**2)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


def main() -> None:
    """Print a record, and write what that took to standard output."""
    import pikepdf

    from reporter import record
    from reporter.config import LayoutSettings
    from reporter.render import Documents

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    made = record.load(Path(sys.argv[1]))
    documents = Documents(LayoutSettings(part=int(sys.argv[2])))
    gc.collect()
    wall, processor = time.perf_counter(), _processor_s()
    pdf = documents.render(made)["briefing.pdf"]
    wall, processor = time.perf_counter() - wall, _processor_s() - processor
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    with pikepdf.open(BytesIO(pdf)) as document:
        files = [
            len(each.read_raw_bytes())
            for each in document.objects
            if isinstance(each, pikepdf.Stream) and "/Length1" in each
        ]
        pages = len(document.pages)
    print(
        json.dumps(
            asdict(
                Printing(
                    wall_s=wall, processor_s=processor, peak_mb=peak / _MEBIBYTE, pages=pages, size=len(pdf),
                    fonts=len(files), font_bytes=sum(files),
                )
            )
        )
    )  # fmt: skip


def _processor_s() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    main()
