"""Common English translations of Arabic words: a small table learned from this project's own pairs.

In: words of a sentence. Out: their keys (light stems), and the keys that translate each other. Each line of
``words.tsv`` has an Arabic key and its English keys; ``benchmarks/word_table.py`` makes it (IBM Model 1 in both
directions). It does not contain words that occur everywhere or only once; nothing can be concluded from a word that is
not in the table.

Source: Brown et al. (1993), "The Mathematics of Statistical Machine Translation", section 4.2 (Model 1).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from reporter.assets import DATA
from reporter.language.arabic.letters import stem

T = TypeVar("T")

TABLE = DATA / "words.tsv"

_ENDINGS = (
    "ations", "ation", "ments", "ment", "ings", "ing", "ers", "er", "ies", "ied", "ed", "es", "s", "ly", "y", "e",
)  # fmt: skip
_MOST_REMEMBERED = 50_000
_VERB = re.compile(r"^(?:س?[يتنا])(?=[ء-ي]{3})")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The table, indexed for look-ups."""

    arabic_words: "_Remembered[frozenset[str]]"
    """The English keys of a folded Arabic word."""
    english_words: "_Remembered[str]"
    """The key of an English word in lower case that is in the table."""

    def meanings(self, words_ar: Iterable[str]) -> list[frozenset[str]]:
        """Return the English keys of each of the folded Arabic words that is in the table, in their order."""
        return list(filter(None, map(self.arabic_words.__getitem__, words_ar)))

    def keys(self, words_en: Iterable[str]) -> set[str]:
        """Return the keys of those of the English words, in lower case, that are in the table."""
        return set(filter(None, map(self.english_words.__getitem__, words_en)))


class _Remembered(dict[str, T | None]):
    """A cache of a function's results by word, which is cleared when it becomes very large."""

    def __init__(self, function: Callable[[str], T | None]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> T | None:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        found = self[word] = self._function(word)
        return found


@cache
def load() -> Vocabulary:
    """Read the table, once."""
    meanings = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        arabic, _, english = line.partition("\t")
        meanings[arabic] = frozenset(english.split())
    english_keys = frozenset[str]().union(*meanings.values())
    return Vocabulary(
        _Remembered(lambda word: meanings.get(arabic_key(word))),
        _Remembered(lambda word: key if (key := english_key(word)) in english_keys else None),
    )


def arabic_key(word: str) -> str:
    """Return the light stem of a folded word, also without a verb's person prefix.

    >>> arabic_key("والمستشفي"), arabic_key("المستشفيات")
    ('مستشف', 'مستشف')
    """
    return _VERB.sub("", stem(word).removeprefix("ال"))


def english_key(word: str) -> str:
    """Return the light stem of a lower-case English word: one ending is removed, but at least three letters remain.

    >>> english_key("minister's"), english_key("wording")
    ('minist', 'word')
    """
    word = word.replace("’", "'").removesuffix("'s").replace("'", "")
    if not word.endswith(_ENDINGS):
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
