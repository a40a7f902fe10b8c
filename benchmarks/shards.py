"""From 100 to 10,000 short articles in a day, divided among shards of 200: processor time, memory and wall clock.

The articles are invented: a headline and two sentences, with all their English in the memory. The memory of a run is
that of its largest process. ``python -m benchmarks.shards 100000`` measures one size. ``benchmarks/SCALE.md`` has the
tables.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks import invented, processes
from benchmarks.parts import stage_seconds
from benchmarks.processes import Run
from benchmarks.table import Ratio, note, show

SIZES = (100, 1_000, 10_000)
MOST = 200
"""Articles in a shard."""
_OUTLETS = 30
_SETTINGS = f"memory: [../memory.tmx]\nstories: {{max: {MOST}}}\neditions: {{shard: {{by: outlet, most: {MOST}}}}}\n"


def shards(folder: Path) -> None:
    """Print the table of all sizes."""
    runs = {number: run(folder / f"of{number}", number) for number in SIZES}
    small, large = SIZES[0], SIZES[-1]
    show(
        "A day with shards",
        (f"{large:,}", f"{small:,}"),
        [
            Ratio(
                what="largest process", ours=runs[large].peak_mb, other=runs[small].peak_mb, unit="MB", at_most=1.5
            ),
            Ratio(
                what="processor time an article", ours=runs[large].processor_s / large * 1000,
                other=runs[small].processor_s / small * 1000, unit="ms", at_most=1.1,
            ),
        ],
    )  # fmt: skip


def run(folder: Path, number: int) -> Run:
    """Make the edition of a day with so many articles, and print what it took."""
    invented.write(folder, number, length=2, outlets=max(1, min(_OUTLETS, number // MOST)))
    home = folder / "home"
    home.mkdir()
    made = processes.reporter(folder / "articles", home, home, "-v", translate="{models_dir: none}", more=_SETTINGS)
    parts = {name: seconds for name, seconds in stage_seconds(made) if name in {"read all", "shards"}}
    made_shards = len(list((home / "output" / "shards").iterdir()))
    note(
        f"{number:7,} articles in {made_shards} shards: {made.processor_s:.1f} s of "
        f"processor time, {made.wall_s:.1f} s, largest process {made.peak_mb:.0f} MB; "
        f"{', '.join(f'{name} {seconds:.1f} s' for name, seconds in parts.items())}"
    )
    return made


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        run(Path(temporary), int(sys.argv[1]))
