"""The kinds of wrong English, by name."""

import random
from collections.abc import Iterator

from benchmarks.doubt import facts, parts, speakers
from benchmarks.doubt.spoil import Pair, Spoil

SEED = 20261121
_OF_ANOTHER_PAIR = "another pair's English"

KINDS: dict[str, Spoil] = {
    "number changed": facts.number_changed,
    "number dropped": facts.number_dropped,
    "two dropped": facts.two_dropped,
    _OF_ANOTHER_PAIR: lambda _pair, _chance: None,
    "cut in half": parts.cut,
    "cut in half, full stop kept": parts.cut_with_stop,
    "phrase looped": parts.looped,
    "Arabic copied": parts.copied,
    "negation removed": facts.negation_removed,
    "negation added": facts.negation_added,
    "attribution removed": speakers.attribution_removed,
    "speaker changed: he and she": speakers.he_and_she,
    "speaker changed: to I": speakers.said_by_me,
    "speaker changed: office": speakers.said_by_another,
    "Latin name changed": facts.latin_changed,
    "month changed": facts.month_changed,
    "last third cut off": parts.without_last(3),
    "last quarter cut off": parts.without_last(4),
    "inner clause left out": parts.inner_dropped,
    "clause added": parts.clause_added,
    "figures swapped": facts.figures_swapped,
    "country": facts.one_of(facts.COUNTRIES),
    "nationality": facts.one_of(facts.NATIONS),
    "city": facts.one_of(facts.CITIES),
    "person with a title": facts.person_changed,
    "time unit": facts.time_unit_changed,
    **{kind: facts.opposite(words) for kind, words in facts.OPPOSITES.items()},
}


def spoilt(pairs: list[Pair], kind: str) -> Iterator[tuple[str, str, str]]:
    """Yield the Arabic, its English and the spoilt English, for each pair that can be spoilt in this way."""
    chance = random.Random(f"{SEED} {kind}")
    for index, (arabic, english) in enumerate(pairs):
        if kind == _OF_ANOTHER_PAIR:
            other = chance.randrange(len(pairs) - 1)
            worse: str | None = pairs[other + (other >= index)][1]
        else:
            worse = KINDS[kind]((arabic, english), chance)
        if worse is not None and worse != english:
            yield arabic, english, worse
