"""The measurements: flags on right pairs, flags on spoilt pairs, and the processor time."""

import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks import word_table
from benchmarks.doubt.kinds import spoilt
from benchmarks.doubt.spoil import Pair
from reporter.checks import check_translation, prepare
from reporter.checks.signs import signs
from reporter.language import vocabulary
from reporter.language.arabic import duals
from reporter.model import Flag

SHARED = Path(__file__).parents[3] / "shared"
NEWS = SHARED / "news"
BY_VECTORS = frozenset({"adequacy", "length"})
_TOGETHER = 100
"""Pairs that are encoded together."""


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """What the checks say of right pairs."""

    pairs: list[Pair]
    flags: list[list[Flag]]
    """The doubts about each pair."""
    rules_s: float
    """Processor time that the checks without vectors would take for 10,000 pairs."""
    vectors_ms: float
    """Processor time that the vectors take for one pair, when nothing is stored."""

    @property
    def flagged(self) -> float:
        """The share of the pairs with a doubt."""
        return sum(map(bool, self.flags)) / len(self.pairs)

    @property
    def errors(self) -> float:
        """The share of the pairs with a doubt that withholds the English."""
        return sum(any(flag.severity == "error" for flag in found) for found in self.flags) / len(self.pairs)

    @property
    def by_check(self) -> Counter[str]:
        """How many pairs each check flags."""
        return Counter(check for found in self.flags for check in {flag.check for flag in found})


@dataclass(frozen=True, slots=True)
class Recall:
    """What the checks find of one kind of wrong English."""

    asked: int
    missed: list[Pair]

    @property
    def share(self) -> float:
        """The share of the spoilt pairs with a doubt."""
        return 1 - len(self.missed) / self.asked


def false_alarms(pairs: list[Pair]) -> FalseAlarms:
    """Check `pairs` as they are."""
    started = time.process_time()
    for pair in pairs:
        check_translation(*pair, off=BY_VECTORS)
    rules = time.process_time() - started
    flags = [_doubts(*pair) for pair in _prepared(pairs)]
    both = time.process_time() - started - rules
    return FalseAlarms(pairs, flags, rules * 10_000 / len(pairs), (both - rules) * 1000 / len(pairs))


def recall(pairs: list[Pair], kind: str, most: int) -> Recall | None:
    """Check `pairs` spoilt as `kind` says, at most so many; None if none can be spoilt so."""
    rows = [(arabic, worse) for arabic, _, worse in islice(spoilt(pairs, kind), most)]
    return Recall(len(rows), [row for row in _prepared(rows) if not _doubts(*row)]) if rows else None


def learn_from_half(half: int) -> None:
    """Make the checks use word lists learned from every second news pair, starting at `half`."""
    folder = Path(tempfile.mkdtemp())
    pairs = word_table.read(NEWS / "pairs.tsv")[half::2] + word_table.read(NEWS / "lexicon.tsv")
    vocabulary.TABLE = folder / vocabulary.TABLE.name
    duals.TABLE = folder / duals.TABLE.name
    word_table.write(word_table.train(pairs), vocabulary.TABLE)
    word_table.write_singulars(word_table.singulars(pairs), duals.TABLE)
    vocabulary.load.cache_clear()
    duals.load.cache_clear()
    signs.cache_clear()


def _doubts(text_ar: str, text_en: str) -> list[Flag]:
    return [flag for flag in check_translation(text_ar, text_en) if flag.is_doubt]


def _prepared(pairs: list[Pair]) -> Iterator[Pair]:
    """Yield `pairs`, some of them encoded together."""
    for start in range(0, len(pairs), _TOGETHER):
        prepare(pairs[start : start + _TOGETHER])
        yield from pairs[start : start + _TOGETHER]
