"""The table of ``make bench reading``: the facts that reporter and others find in the cases, and their processor time.

Facts that an extractor cannot find at all (``tells``) are not counted against it. The floors are in ``floors.yaml``; a
value below one of them ends the program with 1.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import yaml

from benchmarks.reading.cases import Case, cases
from benchmarks.reading.measure import Read, newspaper4k, ours, readability, trafilatura, wrong

READERS: dict[str, Callable[[Case], Read]] = {
    "reporter": ours,
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "readability-lxml": readability,
}
LIBRARIES = {"newspaper4k": "newspaper", "readability-lxml": "readability"}
"""The names under which they are imported."""
FLOORS = Path(__file__).with_name("floors.yaml")


def main() -> int:
    every = list(cases())
    chosen = [case for case in every if case.form == "page"]
    there = {name: reader for name, reader in READERS.items() if find_spec(LIBRARIES.get(name, name))}
    for name in READERS.keys() - there.keys():
        print(f"{name} is not installed and not compared (it cannot be locked beside trafilatura: pip install {name})")
    columns = {name: measured(reader, chosen) for name, reader in there.items()}
    facts = sorted({fact for case in chosen for fact in case.right})
    asked = Counter(fact for case in chosen for fact in case.right)
    print(f"{len(chosen)} pages\n{'':12}{'asked':>7}" + "".join(f"{name:>17}" for name in columns))
    for fact in facts:
        cells = "".join(f"{right.get(fact, '-'):>17}" for right, _ in columns.values())
        print(f"{fact:12}{asked[fact]:>7}{cells}")
    print(f"{'ms a page':19}" + "".join(f"{milliseconds:>17.1f}" for _, milliseconds in columns.values()))
    right, milliseconds = columns["reporter"]
    floors = yaml.safe_load(FLOORS.read_text(encoding="utf-8"))
    missed = [
        f"{fact}: {right[fact]} of {asked[fact]}, at least {least}"
        for fact, least in floors["right"].items()
        if right[fact] < least
    ]
    others_read = Counter(case.form for case in every if not wrong(case, ours(case)))
    print("other files: " + ", ".join(f"{number} of {form}" for form, number in others_read.items() if form != "page"))
    missed += [
        f"{form}: {others_read[form]} right, at least {least}"
        for form, least in floors["other files right"].items()
        if others_read[form] < least
    ]
    others = columns["trafilatura"][1]
    if milliseconds > floors["times trafilatura"] * others:
        missed.append(f"processor time: {milliseconds / others:.1f} times that of trafilatura")
    print("\n".join(f"MISSED {line}" for line in missed) or "all floors are met")
    return 1 if missed else 0


def measured(reader: Callable[[Case], Read], chosen: list[Case]) -> tuple[dict[str, int], float]:
    """Return how often each fact is right, and the processor time per page in milliseconds."""
    right: Counter[str] = Counter()
    tells: set[str] = set()
    reader(chosen[0])  # whatever is loaded at first use
    spent = 0.0
    for case in chosen:
        started = time.process_time()
        read = reader(case)
        spent += time.process_time() - started
        mistakes = wrong(case, read)
        tells |= read.tells
        for fact in case.right:
            right[fact] += "refused" not in mistakes and fact not in mistakes
    known = {fact: right[fact] for case in chosen for fact in case.right if fact in tells}
    return known, spent / len(chosen) * 1000


if __name__ == "__main__":
    sys.exit(main())
