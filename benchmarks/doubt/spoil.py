"""The means of spoiling English: put something else in one place."""

import random
import re
from collections.abc import Callable

Pair = tuple[str, str]
"""The Arabic and the English."""
Spoil = Callable[[Pair, random.Random], str | None]
"""Returns the English of a pair, spoilt in one way; None if this pair cannot be spoilt so."""


def put(
    text: str, places: list[re.Match[str]], other: Callable[[str, random.Random], str], chance: random.Random
) -> str | None:
    """Return `text` with one of `places` replaced."""
    if not places:
        return None
    match = chance.choice(places)
    changed = text[: match.start()] + other(match.group(), chance) + text[match.end() :]
    return re.sub(" {2,}", " ", changed).strip()


def once(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Return the matches of `pattern` in `text` whose words occur once."""
    return [match for match in pattern.finditer(text) if text.count(match.group()) == 1]
