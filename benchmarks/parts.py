"""Whole runs: compared with the naive script, and stage by stage. Each prints a table.

Of repeated runs the least amount counts, because that run was disturbed least.
"""

import json
import re
from pathlib import Path

from benchmarks import package, processes
from benchmarks.articles import write_articles
from benchmarks.processes import Run
from benchmarks.table import Ratio, note, show


def naive(folder: Path) -> None:
    """Compare whole runs with the naive script; cold: with an empty store, warm: the second run of the same day."""
    small = package.small(folder / "small")
    _warm_up(folder, small)
    for title, packages, number, times, aims, settings in (
        ("small package (8.6 M parameters)", small, 12, 3, (0.85, 0.6), {}),
        ("package of real size, random weights", package.real_size(), 12, 2, (0.4, 0.18), {}),
        ("small package, default settings", small, 5, 3, (0.95, 0.55), {"translate": "{}"}),
    ):
        articles = folder / f"naive{number}"
        if not articles.exists():
            write_articles(articles, number)
        theirs, cold, warm = [], [], []
        home = _home(folder, "naive")
        for _ in range(times):
            theirs.append(processes.naive(articles, packages, home))
            processes.forget(home)
            cold.append(processes.reporter(articles, packages, home, **settings))
            warm.append(processes.reporter(articles, packages, home, **settings))
        rows = [
            Ratio(
                what=f"{name}, {what}", ours=min(map(amount, runs)), other=min(map(amount, theirs)), unit="s",
                at_most=aim if amount is _processor else None,
            )
            for what, amount in (("processor time", _processor), ("wall clock", _wall))
            for name, runs, aim in (("cold", cold, aims[0]), ("warm", warm, aims[1]))
        ]  # fmt: skip
        rows.append(Ratio(what="peak memory, cold", ours=cold[0].peak_mb, other=theirs[0].peak_mb, unit="MB"))
        show(f"A whole run, {number} articles, {title}", ("reporter", "naive"), rows)
        _note_what_was_translated(home, theirs[0])


def _note_what_was_translated(home: Path, naive_run: Run) -> None:
    record = json.loads((processes.edition(home) / "briefing.json").read_bytes())
    texts = [entry["title_ar"] for entry in record["entries"]]
    texts += [point["text_ar"] for entry in record["entries"] for point in entry["points"]]
    note(f"reporter translated: {len(texts)} texts, {sum(map(len, texts))} characters, and checked each of them")
    note(f"naive {naive_run.said.strip().splitlines()[-1]}")
    note(
        "The naive script is spared MiniSBD, whose model Argos would fetch from the network (see benchmarks/naive.py)."
    )


def stages(folder: Path) -> None:
    """Show where a single run of six articles spends its time, cold and warm."""
    packages = package.small(folder / "small")
    articles = folder / "six"
    write_articles(articles, 6)
    _warm_up(folder, packages)
    home = _home(folder, "stages")
    print("\nWhere a single run's time goes, 6 articles, small package")
    for name in ("cold", "warm"):
        run = processes.reporter(articles, packages, home, "-v")
        inside = sum(seconds for _, seconds in stage_seconds(run))
        note(f"{name}: {run.wall_s:.2f} s, {run.processor_s:.2f} s of processor time")
        note(f"      {_stages(run)}, start and end {run.wall_s - inside:.2f}")


def _stages(run: Run) -> str:
    return ", ".join(f"{name} {seconds:.2f}" for name, seconds in stage_seconds(run))


def stage_seconds(run: Run) -> list[tuple[str, float]]:
    """Return the stages of a run that was told to report them, and the seconds of each."""
    return [(name, float(seconds)) for name, seconds in re.findall(r"^([\w ]+): ([\d.]+) s\b", run.said, re.MULTILINE)]


def _warm_up(folder: Path, packages: Path) -> None:
    """Run both programs once, so that Python's byte code and fontconfig's caches exist for all measurements."""
    articles = folder / "warm-up"
    if not articles.exists():
        write_articles(articles, 2)
    home = _home(folder, "warm-up")
    processes.naive(articles, packages, home)
    processes.reporter(articles, packages, home)


def _home(folder: Path, name: str) -> Path:
    home = folder / "homes" / name
    home.mkdir(parents=True, exist_ok=True)
    return home


def _wall(run: Run) -> float:
    return run.wall_s


def _processor(run: Run) -> float:
    return run.processor_s
