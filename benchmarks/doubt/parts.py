"""English that lacks a part, has one too many, or repeats one."""

import random

from benchmarks.doubt.spoil import Pair, Spoil

_CLAUSES = (
    "which the company had promised to repair before the end of the rainy season in the valley",
    "after talks between the two unions about working hours in the port had collapsed again",
    "while the museum prepares an exhibition of manuscripts found in a cave near the old harbour",
    "because the court had ordered the bank to return the savings of thousands of depositors",
    "and the coach said that his players were tired after a long journey across the desert",
    "although doctors had warned that the vaccine must be kept at a very low temperature",
)


def cut(pair: Pair, _chance: random.Random) -> str | None:
    """Keep the first half of the words."""
    words = pair[1].split()
    return " ".join(words[: len(words) // 2]) if len(words) >= 6 else None


def cut_with_stop(pair: Pair, chance: random.Random) -> str | None:
    """Keep the first half of the words, and the last character if it ends a sentence."""
    half = cut(pair, chance)
    return None if half is None else half.rstrip(",;:") + (pair[1][-1] if pair[1][-1] in ".!?" else "")


def looped(pair: Pair, chance: random.Random) -> str | None:
    """Repeat two to five words twice, three or four times."""
    words = pair[1].split()
    if len(words) < 6:
        return None
    size = chance.randint(2, 5)
    start = chance.randrange(len(words) - size + 1)
    return " ".join(words[:start] + words[start : start + size] * chance.randint(2, 4) + words[start + size :])


def copied(pair: Pair, _chance: random.Random) -> str | None:
    """Return the Arabic instead of the English."""
    return pair[0]


def without_last(share: int) -> Spoil:
    """Return what cuts off the last of `share` parts of the words; the full stop stays."""

    def spoil(pair: Pair, _chance: random.Random) -> str | None:
        words = pair[1].split()
        if len(words) < 8:
            return None
        return " ".join(words[: len(words) - len(words) // share]).rstrip(",;:") + (
            pair[1][-1] if pair[1][-1] in ".!?" else ""
        )

    return spoil


def inner_dropped(pair: Pair, chance: random.Random) -> str | None:
    """Leave a fifth to a third of the words out of the middle."""
    words = pair[1].split()
    if len(words) < 12:
        return None
    lost = max(3, round(len(words) * chance.uniform(0.2, 0.35)))
    start = chance.randrange(2, len(words) - lost - 1)
    return " ".join(words[:start] + words[start + lost :])


def clause_added(pair: Pair, chance: random.Random) -> str | None:
    """Add eight to thirteen words of another sentence."""
    words = pair[1].rstrip(".").split()
    if len(words) < 8:
        return None
    clause = chance.choice(_CLAUSES).split()[: chance.randrange(8, 14)]
    return f"{' '.join(words)}, {' '.join(clause)}."
