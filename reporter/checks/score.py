"""The engine was confident enough."""

from collections.abc import Iterable

from reporter.checks.pair import Pair
from reporter.model import Flag

CHECK = "score"

THRESHOLD = -1.3
"""Mean log-probability per target token.

Chosen on 300 lines (150 news, 150 FLORES) translated with the small test package and compared with human English: score
and chrF are correlated (0.75). Below -1.3, 77 % of the sentences are poor (chrF under 30), above it 15 %.
"""


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag if the score per token is below the threshold; nothing if there is no score."""
    if pair.score is not None and pair.score < THRESHOLD:
        yield Flag(check=CHECK, detail="The translation engine was unsure here")
