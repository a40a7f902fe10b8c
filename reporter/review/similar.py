"""The human translation of a similar sentence: what to suggest where the memory has none of the sentence itself.

In: the entries of the translation memory, and an Arabic text. Out: the nearest entry, or None. Entries that share rare
words are looked at more closely: how many words would have to change (edit distance), and how close the meaning is
(cosine). It is only ever a suggestion; no edition prints it unless a person takes it over.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from reporter.language import vectors
from reporter.language.arabic.letters import memory_key
from reporter.store import MemoryEntry

_LOOKED_AT = 20
"""Entries that are compared word by word."""
_FEWEST = 4
"""Words; shorter sentences are similar by chance."""
_LEAST = 0.55
"""Similarity of a suggestion: the mean of the share of equal words and of the cosine, each 0 to 1."""
_LEAST_WORDS = 0.5
"""Share of equal words; the meaning alone is no reason to suggest a wording."""


class HumanSentences:
    """Human translations, to be searched for similar ones; `entries` is called at the first search."""

    def __init__(self, entries: Callable[[], Iterable[MemoryEntry]]) -> None:
        self._entries = entries

    def nearest(self, text_ar: str) -> MemoryEntry | None:
        """Return the entry most similar to `text_ar`, other than its own; None if none is similar enough."""
        key = memory_key(text_ar)
        words = key.split()
        if len(words) < _FEWEST:
            return None
        index = self._index
        shared = Counter[int]()
        for word in set(words):
            places = index.places.get(word, ())
            for place in places:
                shared[place] += index.weight(len(places))
        near = {}
        for place, _ in shared.most_common(_LOOKED_AT):
            entry = index.entries[place]
            equal = SequenceMatcher(None, words, entry.key.split(), autojunk=False).ratio()
            if equal >= _LEAST_WORDS and entry.key != key:
                near[entry] = equal
        if not near:
            return None
        similarity = {
            entry: (equal + cosine) / 2
            for (entry, equal), cosine in zip(near.items(), _cosines(text_ar, near), strict=True)
        }
        best = max(similarity, key=similarity.__getitem__)
        return best if similarity[best] >= _LEAST else None

    @cached_property
    def _index(self) -> "_Index":
        entries = list(self._entries())
        places: dict[str, list[int]] = {}
        for place, entry in enumerate(entries):
            for word in set(entry.key.split()):
                places.setdefault(word, []).append(place)
        return _Index(entries, places)


class _Index(NamedTuple):
    entries: list[MemoryEntry]
    places: dict[str, list[int]]
    """The entries that have a word."""

    def weight(self, frequency: int) -> int:
        """Return how much a word counts that `frequency` entries have: the rarer, the more."""
        return round(100 * math.log(1 + len(self.entries) / frequency))


def _cosines(text_ar: str, near: Mapping[MemoryEntry, float]) -> list[float]:
    """Return how close each of `near` is to `text_ar` in meaning; without an encoder, its share of equal words."""
    if not vectors.available():
        return list(near.values())
    rows = vectors.encode([text_ar, *(entry.text_ar for entry in near)])
    return vectors.closeness(rows[1:], rows[0])
