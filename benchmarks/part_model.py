"""Learn the coefficients with which the checks ``length`` and ``adequacy`` find missing and added parts.

Human pairs are spoilt: the English loses its second half, last third, last quarter or an inner clause, or gains a
clause of another sentence. Logistic regressions are fitted on what the signs, the whole texts and the stretches of
every second line say, and the thresholds are set so that the wanted share of its whole pairs is compared, looked at and
flagged. The other lines, which they have not seen, are for the figures that are printed.

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

from benchmarks.doubt.measure import learn_from_half
from reporter.checks import length
from reporter.checks.signs import TABLE, Model, Side, Signs, decide, signs

SHARED = Path(__file__).parents[2] / "shared"
SEED = 20261129
FALSE_ALARMS: dict[Side, float] = {"missing": 0.016, "added": 0.001}
"""Largest share of whole pairs of a source above the threshold, counting the addition for terse texts."""
COMPARED = 0.4
"""Share of whole pairs of both sources whose vectors are compared."""
LOOKED_AT: dict[Side, float] = {"missing": 0.06, "added": 0.01}
"""Share of whole pairs whose stretches are compared."""
TOGETHER = 50
"""Pairs whose texts are encoded together."""
STEPS = ("compared", "looked at", "flagged")
ANOTHER = "another's"
"""The kind of a pair whose English is that of another, of about the same length."""
OF_WHOLE = 6
"""How many of the features are of the whole texts."""
Rows = NDArray[np.float64]
Pair = tuple[str, str]


def spoilt(pair: Pair, chance: random.Random, others: list[Pair]) -> Iterator[tuple[Side, str, Pair]]:
    """Yield the side of the spoilt pair, how it was spoilt, and the pair."""
    arabic, english = pair
    words = english.split()
    size, stop = len(words), "." if english.rstrip().endswith(".") else ""
    yield "missing", "whole", pair
    yield "added", "whole", pair
    some = [other for other in chance.sample(others, min(20, len(others))) if other != pair]
    yield "added", ANOTHER, (arabic, min(some, key=lambda other: abs(len(other[1]) - len(english)))[1])
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
    signs: Signs
    found: length.Evidence


def rows_of(source: str, pairs: list[Pair], chance: random.Random) -> dict[Side, list[Row]]:
    """Return for each side what the whole and the spoilt pairs show."""
    rows: dict[Side, list[Row]] = {"missing": [], "added": []}
    for start in range(0, len(pairs), TOGETHER):
        some = [row for pair in pairs[start : start + TOGETHER] for row in spoilt(pair, chance, pairs)]
        length.prepare([pair for _, _, pair in some])
        for side, kind, pair in some:
            found = length.evidence(side, *pair)
            if found is not None:
                rows[side].append(Row(source, kind, signs(*pair), found))
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


def models_of(rows: dict[Side, list[Row]]) -> dict[str, Model]:
    """Return the coefficients of each step, from the rows to learn from."""
    every = [row for some in rows.values() for row in some]
    features = np.array([row.signs.features for row in every])
    weights = weights_of(every, features)
    models = {"compare": model(weights, np.quantile(sums_of(weights, features)[wholes(every)], 1 - COMPARED))}
    for side, found in rows.items():
        some = [row for row in found if row.kind != ANOTHER]
        features = np.array([row.found.features for row in some])
        terse = np.array([length.MORE_FOR_TERSE * row.found.terse for row in some])
        first, weights = weights_of(some, features[:, :OF_WHOLE]), weights_of(some, features)
        sums = sums_of(first, features[:, :OF_WHOLE])
        look = np.quantile(sums[wholes(some)], 1 - LOOKED_AT[side])
        seen = np.where(sums >= look, sums_of(weights, features) - terse, -99)
        each = [wholes(some) & (sources(some) == source) for source in set(sources(some))]
        models |= {
            f"look {side}": model(first, look),
            side: model(weights, max(np.quantile(seen[one], 1 - FALSE_ALARMS[side]) for one in each)),
        }
    return models


def weights_of(rows: list[Row], features: Rows) -> list[float]:
    """Return the weights that tell whole from spoilt rows; each source counts the same."""
    each = [np.flatnonzero(sources(rows) == source) for source in sorted(set(sources(rows)))]
    same = np.concatenate([np.resize(places, max(map(len, each))) for places in each])
    return fitted(features[same], ~wholes(rows)[same] + 0.0)


def sums_of(weights: list[float], features: Rows) -> Rows:
    """Return the weighted sum of each row of `features`."""
    return weights[0] + features @ np.array(weights[1:])


def wholes(rows: list[Row]) -> NDArray[np.bool_]:
    """Return which of `rows` are whole."""
    return np.array([row.kind == "whole" for row in rows])


def sources(rows: list[Row]) -> NDArray[np.str_]:
    """Return the source of each of `rows`."""
    return np.array([row.source for row in rows])


def model(weights: list[float], threshold: float) -> Model:
    """Return the coefficients with a rounded threshold."""
    return {"weights": weights, "threshold": round(float(threshold), 4)}


def show(side: Side, models: dict[str, Model], rows: list[Row]) -> None:
    """Print the shares of `rows` that `models` compare, look at and flag, by source and kind."""
    for source, kind in dict.fromkeys((row.source, row.kind) for row in rows):
        some = [row for row in rows if (row.source, row.kind) == (source, kind)]
        compared = [row.found for row in some if decide(models["compare"], row.signs.features)]
        looked_at = [found for found in compared if decide(models[f"look {side}"], found.features[:OF_WHOLE])]
        more = length.MORE_FOR_TERSE
        flagged = [found for found in looked_at if decide(models[side], found.features, more * found.terse)]
        shares = (len(found) / len(some) for found in (compared, looked_at, flagged))
        print(
            f"  {source:7} {side:8} {kind:14} {len(some):5} "
            + " ".join(f"{step} {share:.4f}" for step, share in zip(STEPS, shares, strict=True)),
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=TABLE)
    parser.add_argument("--sample", type=int, default=1500, help="pairs of each half of each file")
    options = parser.parse_args()
    halves: list[dict[Side, list[Row]]] = []
    for half in (0, 1):
        learn_from_half(1 - half)  # so that the shares of untranslated words are those of unseen text
        chance = random.Random(SEED + half)
        rows: dict[Side, list[Row]] = {"missing": [], "added": []}
        for name in ("flores/devtest.tsv", "news/pairs.tsv"):
            lines = (SHARED / name).read_text(encoding="utf-8").splitlines()[half::2]
            pairs = [(arabic, english) for arabic, english, *_ in (line.split("\t") for line in lines if "\t" in line)]
            pairs = [pair for pair in pairs if len(pair[1].split()) >= 6]
            some = chance.sample(pairs, min(options.sample, len(pairs)))
            for side, found in rows_of(name.partition("/")[0], some, chance).items():
                rows[side] += found
        halves.append(rows)
    models = models_of(halves[0])
    options.out.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")
    for title, rows in (("Learned from:", halves[0]), ("Not seen before:", halves[1])):
        print(title)
        for side, found in rows.items():
            show(side, models, found)


if __name__ == "__main__":
    main()
