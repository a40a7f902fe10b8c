"""Ratios measured in one run on one machine: ``python -m benchmarks [naive] [printing] ...``.

naive       a whole run compared with the script that a user would otherwise write (``benchmarks.naive``)
printing    the document of an edition compared with the script's document of the same edition; layouts and elements
throughput  our translation compared with CTranslate2's own ``translate_batch`` on the same sentences
scale       processor time and memory at 100 and 1,000 articles; printing in parts; workers of a Dask cluster
shards      processor time and memory of 100, 1,000 and 10,000 articles a day, divided among shards
stages      the time that each stage of a single run takes
reading     what is read of saved pages, compared with trafilatura, newspaper4k and readability-lxml
feeds       the processor time of reading 1,000 and 5,000 items of RSS, Atom, JSON Feed and sitemaps
sweep       the growth of every pattern and every step with texts that are made to be slow
fetching    many sources at once, hostile answers, and fetches killed at random moments
doubt       right English that the checks flag, and wrong English of many kinds that they find
stories     how many copies and reports of one event are found, and the processor time and memory of that
archive     1,000 editions: the size of the index, updates, queries, and making it again
desk        decisions of two windows, killed while they are saved, their time, and whether they last
approval    random sequences of runs, edits, approvals and kills: what is mailed unapproved, twice or never
holds       bad articles beside good ones, and runs killed at every step of writing and at random moments
"""

import argparse
import os
import platform
import tempfile
from importlib.metadata import version
from pathlib import Path

from benchmarks import (
    approval,
    archive,
    articles,
    desk,
    feeds,
    fetching,
    holds,
    parts,
    printing,
    processes,
    scale,
    shards,
    stories,
    sweep,
    throughput,
)


def reading(_: Path) -> None:
    """Print the table of ``benchmarks.reading``; its libraries are needed for nothing else."""
    from benchmarks.reading.__main__ import main as table

    if table():
        raise SystemExit(1)


def doubt(_: Path) -> None:
    """Print the tables of ``benchmarks.doubt``, which take a few minutes."""
    from benchmarks.doubt.__main__ import main as tables

    if tables([]):
        raise SystemExit(1)


PARTS = {
    "naive": parts.naive,
    "printing": printing.printing,
    "throughput": throughput.throughput,
    "scale": scale.scale,
    "shards": shards.shards,
    "stages": parts.stages,
    "reading": reading,
    "feeds": feeds.feeds,
    "sweep": sweep.sweep,
    "fetching": fetching.fetching,
    "doubt": doubt,
    "archive": archive.archive,
    "approval": approval.approvals,
    "desk": desk.desk,
    "holds": holds.holds,
    "stories": stories.stories,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", nargs="*", choices=[[], *PARTS], help="what to measure (default: everything)")
    chosen = parser.parse_args().part or list(PARTS)
    engines = ", ".join(
        f"{name} {version(name)}" for name in ("ctranslate2", "weasyprint", "sumy", "argos-translate-lt")
    )
    machine = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
    print(f"{processes.now()}, {machine}, {engines}")
    if not articles.PAIRS.is_file():
        print(f"{articles.PAIRS} does not exist; the articles are made from the few sentences of the samples.")
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen:
            PARTS[name](Path(folder))


if __name__ == "__main__":
    main()
