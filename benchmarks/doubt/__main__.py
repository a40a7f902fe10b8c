"""How many wrong translations the checks find, and how many right ones they leave alone.

Human pairs (a TSV file of Arabic and English) are first checked as they are; every flag is a false alarm. Then each
pair is spoilt in one way at a time, with a fixed seed; the share flagged is the recall for that kind of error. The
floors are in ``floors.yaml``, by the name of the file's folder; a value that misses one ends the program with 1.

    python -m benchmarks.doubt [--pairs FILE ...] [--half 0|1] [--sample N] [--show KIND N]

With --half, the word lists of the checks are learned from the other half of the news pairs, so that no pair is judged
by what was learned from it.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import yaml

from benchmarks import word_table
from benchmarks.doubt.kinds import KINDS
from benchmarks.doubt.measure import NEWS, SHARED, FalseAlarms, Recall, false_alarms, learn_from_half, recall
from benchmarks.doubt.spoil import Pair

FLOORS = Path(__file__).with_name("floors.yaml")
DATA = (NEWS / "pairs.tsv", SHARED / "flores" / "devtest.tsv")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, nargs="+", default=DATA, metavar="FILE")
    what = "print N misses of a kind, or N 'false' flags"
    parser.add_argument("--show", nargs=2, metavar=("KIND", "N"), default=("", "0"), help=what)
    parser.add_argument("--half", type=int, choices=(0, 1), help="only every second news pair, from this one on")
    parser.add_argument("--sample", type=int, default=1000, help="spoilt pairs of each kind, at most")
    options = parser.parse_args(arguments)
    if options.half is not None:
        learn_from_half(1 - options.half)
    missed = []
    for path in options.pairs:
        if not path.is_file():
            print(f"{path} does not exist: skipped")
            continue
        pairs = word_table.read(path)
        if options.half is not None and path.parent == NEWS:
            pairs = pairs[options.half :: 2]
        missed += _table(path, pairs, options.sample, (options.show[0], int(options.show[1])))
    print("\n".join(f"MISSED {line}" for line in missed) or "all floors are met")
    return 1 if missed else 0


def _table(path: Path, pairs: list[Pair], sample: int, show: tuple[str, int]) -> list[str]:
    """Measure `pairs`, print the figures and the examples to `show`, and return what misses a floor."""
    name = path.parent.name
    floors: dict[str, Any] = yaml.safe_load(FLOORS.read_text(encoding="utf-8"))
    alarms = false_alarms(pairs)
    _print_alarms(path.name, alarms, show[1] if show[0] == "false" else 0)
    missed = [
        f"{name}: {value:.2%} of the right pairs are {what}, at most {most:.2%}"
        for what, value in (("flagged", alarms.flagged), ("errors", alarms.errors))
        if (most := floors["right"].get(name, {}).get(what)) is not None and value > most
    ]
    for kind in KINDS:
        found = recall(pairs, kind, sample)
        if found is None:
            continue
        floor = floors["wrong"][kind].get(name)
        _print_recall(kind, found, floor, show[1] if show[0] == kind else 0)
        if floor is not None and found.share < floor:
            missed.append(f"{name}: {kind}, {found.share:.3f} found, at least {floor:.2f}")
    return missed


def _print_alarms(name: str, alarms: FalseAlarms, show: int) -> None:
    print(f"{name}: {len(alarms.pairs)} human pairs")
    print(f"  rules {alarms.rules_s:.2f} s of processor time for 10,000, vectors {alarms.vectors_ms:.1f} ms a pair")
    print(f"  flagged {alarms.flagged:7.2%}   as error {alarms.errors:7.2%}")
    print("  " + ", ".join(f"{check} {count}" for check, count in alarms.by_check.most_common()), flush=True)
    for pair, flags in [row for row in zip(alarms.pairs, alarms.flags, strict=True) if row[1]][:show]:
        print(f"  {pair[0]}\n  {pair[1]}\n    {'; '.join(flag.detail for flag in flags)}")


def _print_recall(kind: str, found: Recall, floor: float | None, show: int) -> None:
    aim = "" if floor is None else f"floor {floor:.2f}" + ("" if found.share >= floor else "  MISSED")
    print(f"  {kind:28} {found.asked:6} pairs  recall {found.share:.3f}  {aim}", flush=True)
    for arabic, worse in found.missed[:show]:
        print(f"    {arabic}\n    {worse}")


if __name__ == "__main__":
    sys.exit(main())
