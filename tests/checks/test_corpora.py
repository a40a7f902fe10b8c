"""Limits on human translations: few false alarms, and most spoilt pairs are found. Needs ../shared."""

import random
import time
from pathlib import Path

import pytest

from reporter.checks import check_translation, registered
from reporter.checks.pair import Pair

SHARED = Path(__file__).parents[3] / "shared"


STEP = {"news/pairs.tsv": 60, "flores/devtest.tsv": 10}
"""One pair in so many, as vectors take their time; benchmarks/doubt.py takes all."""


def pairs(name):
    """Return the pairs of a shared file."""
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    return [line.split("\t")[:2] for line in path.read_text(encoding="utf-8").split("\n") if line]


def flagged(row):
    """Return whether a check flags the pair; the others are not asked then."""
    pair = Pair(*row)
    return any(any(True for _ in check.find(pair)) for check in registered())


@pytest.mark.parametrize(
    ("name", "most", "errors"), [("news/pairs.tsv", 0.03, 0.01), ("flores/devtest.tsv", 0.05, 0.01)]
)
def test_human_english_is_rarely_doubted(name, most, errors):
    """There are maximum numbers of human pairs with flags, and with errors."""
    found = [check_translation(*pair) for pair in pairs(name)[:: STEP[name]]]
    assert sum(map(bool, found)) <= most * len(found)
    assert sum(any(flag.severity == "error" for flag in flags) for flags in found) <= errors * len(found)


@pytest.mark.parametrize("name", ["news/pairs.tsv", "flores/devtest.tsv"])
def test_the_english_of_another_sentence_is_flagged(name):
    """At least 97 in 100 are flagged."""
    rows = pairs(name)[:: STEP[name]][:80]
    other = [english for _, english in rows]
    random.Random(7).shuffle(other)
    wrong = [(arabic, swapped) for (arabic, english), swapped in zip(rows, other, strict=True) if swapped != english]
    assert sum(map(flagged, wrong)) >= 0.97 * len(wrong)


def test_ten_thousand_pairs_are_checked_in_seconds():
    """The rules took 1.9 to 3.5 s of processor time for 10,000 pairs when this was measured."""
    rows = pairs("news/pairs.tsv")[:2000]
    started = time.process_time()
    for row in rows:
        pair = Pair(*row)
        for check in registered(off=("adequacy", "length")):
            list(check.find(pair))
    assert time.process_time() - started < 6 * len(rows) / 10_000 + 1
