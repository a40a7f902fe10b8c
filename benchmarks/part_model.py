"""Learn the coefficients with which `reporter.checks.length` finds missing and added parts.

Human pairs are spoilt: the English loses its second half, last third, last quarter or an inner clause, or gains a
clause of another sentence. A logistic regression is fitted to the features that `length.evidence` returns for the
intact and the spoilt pairs, and the threshold is set so that the desired share of intact pairs is flagged.

    python -m benchmarks.part_model [--out FILE] [--sample N]
"""

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reporter.checks import length
from reporter.language import vectors

SHARED = Path(__file__).parents[2] / "shared"
SEED = 20261129
FALSE_ALARMS = {"missing": 0.006, "added": 0.003}
"""Share of intact pairs above the threshold."""
LOOKED_AT = 0.15
"""Share of intact pairs whose stretches are encoded."""
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


def rows_of(pairs: list[Pair], chance: random.Random) -> dict[str, list[tuple[str, tuple[float, ...]]]]:
    """Return for each side the kinds and features of the intact and the spoilt pairs."""
    found: dict[str, list[tuple[str, tuple[float, ...]]]] = {"missing": [], "added": []}
    for pair in pairs:
        for side, kind, (arabic, english) in spoilt(pair, chance, pairs):
            text, other = (arabic, english) if side == "missing" else (english, arabic)
            cosine = vectors.cosine(arabic, english)
            seen = length.evidence(text, other, *length.deviations(arabic, english), cosine)
            if seen is not None:
                found[side].append((kind, seen.features))
    return found


def fitted(features: Rows, spoilt_: Rows, weight: float = 0.01) -> list[float]:
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


def model_of(side: str, rows: list[tuple[str, tuple[float, ...]]]) -> length.Model:
    """Return the coefficients of one side, and print their results."""
    features = np.array([row for _, row in rows])
    kinds = np.array([kind for kind, _ in rows])
    wrong = (kinds != "whole").astype(float)
    first, weights = fitted(features[:, :3], wrong), fitted(features, wrong)
    sums = [first[0] + features[:, :3] @ np.array(first[1:]), weights[0] + features @ np.array(weights[1:])]
    look = float(np.quantile(sums[0][wrong == 0], 1 - LOOKED_AT))
    seen = sums[0] >= look
    threshold = float(np.quantile(np.where(seen, sums[1], -99)[wrong == 0], 1 - FALSE_ALARMS[side]))
    for kind in dict.fromkeys(kinds.tolist()):
        at = kinds == kind
        print(f"  {side:8} {kind:14} {int(at.sum()):5}  flagged {float((seen & (sums[1] > threshold))[at].mean()):.3f}")
    return {"first": first, "look": round(look, 4), "weights": weights, "threshold": round(threshold, 4)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=length.TABLE)
    parser.add_argument("--sample", type=int, default=450, help="pairs of each file")
    options = parser.parse_args()
    chance = random.Random(SEED)
    rows: dict[str, list[tuple[str, tuple[float, ...]]]] = {"missing": [], "added": []}
    for name in ("flores/devtest.tsv", "news/pairs.tsv"):
        lines = (SHARED / name).read_text(encoding="utf-8").splitlines()
        pairs = [(arabic, english) for arabic, english, *_ in (line.split("\t") for line in lines if "\t" in line)]
        pairs = [pair for pair in pairs if len(pair[1].split()) >= 6]
        for side, found in rows_of(chance.sample(pairs, min(options.sample, len(pairs))), chance).items():
            rows[side] += found
    models = {side: model_of(side, found) for side, found in rows.items()}
    options.out.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
