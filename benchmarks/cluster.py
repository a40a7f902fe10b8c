"""The same work by two workers of a Dask cluster on this machine, and without one: processor time, wall clock, record.

``python -m benchmarks.cluster FOLDER KIND NUMBER`` reads, cleans, summarises and translates the first so many articles
in FOLDER with the executor KIND, and makes no edition of them.
"""

import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import package, processes
from benchmarks.parts import stage_seconds
from benchmarks.processes import Run
from benchmarks.table import Ratio, note, show

WORKERS = 2
TEXTS = 300
"""To translate."""
KINDS = {"local": "executor: {kind: local}\n", "dask": f"executor: {{kind: dask, workers: {WORKERS}}}\n"}
_NAMES = (f"Dask, {WORKERS} workers", "local")


def whole_runs(folder: Path, number: int, settings: str) -> None:
    """Compare two runs of `number` articles in `folder`, all of whose English is in the memory; print a table."""
    runs, records = {}, set()
    for kind, more in KINDS.items():
        home = folder / kind
        home.mkdir()
        runs[kind] = processes.reporter(
            folder / "articles", home, home, "-v", translate="{models_dir: none}", more=settings + more
        )
        records.add(_without_time((processes.edition(home) / "briefing.json").read_text(encoding="utf-8")))
        note(f"{kind}: {', '.join(f'{name} {seconds:.2f}' for name, seconds in stage_seconds(runs[kind]))}")
    _table(f"A run of {number:,} articles", runs["dask"], runs["local"], processor=1.25, wall=0.65)
    note("The records are equal." if len(records) == 1 else "THE RECORDS DIFFER.")


def work_alone(folder: Path, number: int) -> None:
    """Compare reading, cleaning and summarising `number` articles and translating some texts; print a table."""
    packages = package.small(folder / "package")
    runs = {kind: processes.work(folder, kind, number, packages) for kind in KINDS}
    _table(
        f"Reading, cleaning and summarising {number:,} articles, translating {TEXTS} texts", runs["dask"], runs["local"]
    )
    note(f"The load of the machine is {os.getloadavg()[0]:.1f}; the wall clock means something only below 1.")


def _table(title: str, dask: Run, local: Run, processor: float | None = None, wall: float | None = None) -> None:
    show(
        title,
        _NAMES,
        [
            Ratio(what="processor time", ours=dask.processor_s, other=local.processor_s, unit="s", at_most=processor),
            Ratio(what="wall clock", ours=dask.wall_s, other=local.wall_s, unit="s", at_most=wall),
            Ratio(what="largest process", ours=dask.peak_mb, other=local.peak_mb, unit="MB"),
        ],
    )


def _without_time(record: str) -> str:
    """Return a record without the times of its run."""
    return re.sub(r'"(issued_at|retrieved_at)": "[^"]*"', "", record)


def main() -> None:
    """Do the work."""
    folder, kind, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    from reporter.config import parse
    from reporter.executors import executor
    from reporter.model import Article, Summary
    from reporter.packages import installed, manifest
    from reporter.translate.argos import in_batches
    from reporter.workflows.articles import Articles

    settings = {"executor": {"kind": kind, **({"workers": WORKERS} if kind == "dask" else {})}}
    config = parse(settings, name="the benchmark").resolved(folder)
    files = sorted((folder / "articles").rglob("*.txt"))[:number]
    with executor(config, datetime(2026, 11, 21, 3, 30, tzinfo=UTC)) as chosen:
        articles = Articles(chosen, folder)
        read = [item for item in articles.clean(articles.read(files)) if isinstance(item, Article)]
        summaries = [item for item in articles.summarise(read) if isinstance(item, Summary)]
        assert len(summaries) == number
        texts = [each.article.sentence_text(pick.sentence) for each in summaries for pick in each.picks][:TEXTS]
        (found,) = installed.installed(config.translate)
        drafter = chosen.drafter(found, manifest.package_sha256(manifest.files_of(found.folder)))
        assert sum(len(drafts) for drafts in drafter.drafts(in_batches(texts), 0)) == TEXTS


if __name__ == "__main__":
    main()
