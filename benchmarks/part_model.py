"""Learn the coefficients with which `reporter.checks.length` finds missing and added parts.

Human pairs are spoilt: the English loses its second half, last third, last quarter or an inner clause, or gains a
clause of another sentence. A logistic regression is fitted on what `length.evidence` says of the whole and the spoilt
pairs of every second line, and the threshold is set so that the wanted share of its whole pairs is flagged. The other
lines, which it has not seen, are for the figures that are printed.

    python -m benchmarks.part_model [--out FILE] [--sample N]
"""

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reporter.checks import length
from reporter.language import vectors

SHARED = Path(__file__).parents[2] / "shared"
SEED = 20261129
FALSE_ALARMS = {"missing": 0.016, "added": 0.001}
"""Largest share of whole pairs of a source above the threshold, counting the addition for terse texts."""
LOOKED_AT = {"missing": 0.2, "added": 0.05}
"""Share of whole pairs whose stretches are encoded."""
Rows = NDArray[np.float64]
Pair = tuple[str, str]


def spoilt(pair: Pair, chance: random.Random, others: list[Pair]) -> Iterator[tuple[str, str, Pair]]:
    """Yield the side of the spoilt pair, how it was spoilt, and the pair."""
    arabic, english = pair
    words = english.split()
    size, stop = len(words), "." if english.rstrip().endswith(".") else ""
    yield "missing", "whole", pair
    yield "added", "whole", pair
    if size < 8:
        return
    for kind, lost in (("half", size - size // 2), ("last third", size // 3), ("last quarter", size // 4)):
        yield "missing", kind, (arabic, " ".join(words[: size - lost]) + stop)
    if size >= 12:
        lost = max(3, round(size * chance.uniform(0.2, 0.35)))
        start = chance.randrange(2, size - lost - 1)
        yield "missing", "inner clause", (arabic, " ".join(words[:start] + words[start + lost :]))
    clause = " ".join(chance.choice(others)[1].split()[: chance.randrange(8, 14)]).rstrip(".,")
    start = size if chance.random() < 0.6 else chance.randrange(3, size)
    rest = ", " + " ".join(words[start:]) if start < size else stop
    added = f"{' '.join(words[:start]).rstrip('.')}, {clause[:1].lower()}{clause[1:]}{rest}"
    yield "added", "clause added", (arabic, added)


class Row(NamedTuple):
    """A whole or spoilt pair, for one side."""

    source: str
    kind: str
    found: length.Evidence


def rows_of(source: str, pairs: list[Pair], chance: random.Random) -> dict[str, list[Row]]:
    """Return for each side what the whole and the spoilt pairs show."""
    rows: dict[str, list[Row]] = {"missing": [], "added": []}
    for pair in pairs:
        for side, kind, (arabic, english) in spoilt(pair, chance, pairs):
            text, other = (arabic, english) if side == "missing" else (english, arabic)
            cosine = vectors.cosine(arabic, english)
            found = length.evidence(text, other, *length.deviations(arabic, english), cosine)
            if found is not None:
                rows[side].append(Row(source, kind, found))
    return rows


def fitted(features: Rows, spoilt_: Rows, weight: float = 0.001) -> list[float]:
    """Return the constant and the weights of a logistic regression (Newton's method, L2 penalty `weight`)."""
    mean, spread = features.mean(0), features.std(0)
    table = np.c_[np.ones(len(features)), (features - mean) / spread]
    found = np.zeros(table.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(table @ found, -30, 30)))
        slope = table.T @ (chance - spoilt_) / len(table) + weight * np.r_[0, found[1:]]
        bend = (table.T * (chance * (1 - chance))) @ table / len(table) + weight * np.eye(len(found))
        found -= np.linalg.solve(bend, slope)
    plain = found[1:] / spread
    return [round(float(value), 4) for value in (found[0] - plain @ mean, *plain)]


def model_of(side: str, rows: list[Row]) -> length.Model:
    """Return the coefficients of one side, from the rows to learn from."""
    features = np.array([row.found.features for row in rows])
    wrong = np.array([row.kind != "whole" for row in rows])
    sources = np.array([row.source for row in rows])
    terse = np.array([length.MORE_FOR_TERSE * row.found.terse for row in rows])
    each = [np.flatnonzero(sources == source) for source in sorted(set(sources))]
    same = np.concatenate([np.resize(places, max(map(len, each))) for places in each])  # each source counts the same
    first, weights = (fitted(table[same], wrong[same].astype(float)) for table in (features[:, :3], features))
    sums = [first[0] + features[:, :3] @ np.array(first[1:]), weights[0] + features @ np.array(weights[1:]) - terse]
    look = float(np.quantile(sums[0][~wrong], 1 - LOOKED_AT[side]))
    seen = np.where(sums[0] >= look, sums[1], -99)
    threshold = max(
        float(np.quantile(seen[~wrong & (sources == source)], 1 - FALSE_ALARMS[side])) for source in set(sources)
    )
    return {"first": first, "look": round(look, 4), "weights": weights, "threshold": round(threshold, 4)}


def show(side: str, model: length.Model, rows: list[Row]) -> None:
    """Print the share of `rows` that `model` flags, by source and kind."""
    for source, kind in dict.fromkeys((row.source, row.kind) for row in rows):
        found = [row.found for row in rows if (row.source, row.kind) == (source, kind)]
        flagged = sum(
            length.weighed(model["first"], item.features[:3]) >= model["look"] and length.is_partial(model, item)
            for item in found
        )
        print(f"  {source:7} {side:8} {kind:14} {len(found):5}  flagged {flagged / len(found):.4f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=length.TABLE)
    parser.add_argument("--sample", type=int, default=1500, help="pairs of each half of each file")
    options = parser.parse_args()
    halves: list[dict[str, list[Row]]] = []
    for half in (0, 1):
        chance = random.Random(SEED + half)
        rows: dict[str, list[Row]] = {"missing": [], "added": []}
        for name in ("flores/devtest.tsv", "news/pairs.tsv"):
            lines = (SHARED / name).read_text(encoding="utf-8").splitlines()[half::2]
            pairs = [(arabic, english) for arabic, english, *_ in (line.split("\t") for line in lines if "\t" in line)]
            pairs = [pair for pair in pairs if len(pair[1].split()) >= 6]
            some = chance.sample(pairs, min(options.sample, len(pairs)))
            for side, found in rows_of(name.partition("/")[0], some, chance).items():
                rows[side] += found
        halves.append(rows)
    models = {side: model_of(side, rows) for side, rows in halves[0].items()}
    options.out.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")
    for title, rows in (("Learned from:", halves[0]), ("Not seen before:", halves[1])):
        print(title)
        for side, found in rows.items():
            show(side, models[side], found)


if __name__ == "__main__":
    main()
