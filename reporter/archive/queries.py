r"""What people type, understood: words, ``"phrases in quotes"`` and ``-words`` that must not be there.

In: any text. Out: a match expression of FTS5, in which every word of the text is quoted, and the places of the words in
an Arabic text. An Arabic word is found in any spelling, with particles before it and other endings after it; a word or
phrase in quotes only as it is, but also with particles.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reporter.language.arabic.clitics import PARTICLES, WAW, with_particles
from reporter.language.arabic.content import stop_words
from reporter.language.arabic.letters import clean_characters, stem
from reporter.language.arabic.phrases import Words
from reporter.model import Span

MOST_WORDS = 24
"""Words of a query that count."""
_LONGEST = 20_000
"""Characters of a query that are looked at."""

_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟″❝❞＂", '"'))
_PART = re.compile(r'(?P<out>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_ARABIC = re.compile("[ء-ي]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word, or words that follow each other."""

    words: tuple[str, ...]
    """Folded."""
    quoted: bool = False
    excluded: bool = False

    @property
    def firsts(self) -> frozenset[str]:
        """The forms of its first word in the column ``words``."""
        first = self.words[0]
        if not _ARABIC.match(first):
            return frozenset({first})
        is_everywhere = len(self.words) == 1 and first in stop_words()
        return frozenset(with_particles(first, WAW if is_everywhere else PARTICLES))

    @property
    def stems(self) -> frozenset[str]:
        """Its forms in the column ``stems``; none if its word is to be found as it is."""
        word = self.words[0]
        if self.quoted or len(self.words) > 1 or not _ARABIC.match(word) or word in stop_words():
            return frozenset()
        bare = word.removeprefix("ال") if len(word) > 4 else word
        nouns = {bare, f"ال{bare}", word, *_inflected(bare)}
        return frozenset(stem(form) for noun in nouns for form in with_particles(noun, PARTICLES))

    @property
    def match(self) -> str:
        """Its match expression."""
        first, *rest = sorted(self.firsts), *self.words[1:]
        forms = " OR ".join(_literal(" ".join((form, *rest))) for form in first)
        if stems := sorted(self.stems):
            return f"(words : ({forms}) OR stems : ({' OR '.join(map(_literal, stems))}))"
        columns = "words" if _ARABIC.match(self.words[0]) else "{words english}"
        return f"({columns} : ({forms}))"


@dataclass(frozen=True, kw_only=True)  # its terms are prepared once
class Query:
    """A text that someone searches for."""

    terms: tuple[Term, ...]
    ignored: int = 0
    """Words that do not count, because there are too many."""

    @cached_property
    def wanted(self) -> tuple[Term, ...]:
        """What must be there; nothing is found if it is empty."""
        return tuple(term for term in self.terms if not term.excluded)

    @property
    def match(self) -> str:
        """The match expression; there must be something `wanted`."""
        found = " AND ".join(term.match for term in self.wanted)
        for term in self.terms:
            if term.excluded:
                found = f"({found}) NOT {term.match}"
        return found

    @property
    def match_english(self) -> str:
        """The expression that finds what to mark in English; empty if there is nothing."""
        return " OR ".join(_literal(" ".join(term.words)) for term in self.wanted if not term.stems)

    def places(self, text_ar: str) -> tuple[Span, ...]:
        """Return the places of the words in an Arabic text, in order, without overlap."""
        words = Words(text_ar)
        found: list[Span] = []
        for term, firsts, stems in self._forms:
            length = len(term.words)
            for at, word in enumerate(words.folded):
                begins = word in firsts or (stems and word not in stop_words() and stem(word) in stems)
                if begins and words.folded[at + 1 : at + length] == term.words[1:]:
                    found.append(Span(words.places[at].start, words.places[at + length - 1].end))
        return tuple(_joined(sorted(found)))

    @cached_property
    def _forms(self) -> tuple[tuple[Term, frozenset[str], frozenset[str]], ...]:
        return tuple((term, term.firsts, term.stems) for term in self.wanted)


def parse(text: str) -> Query:
    """Return what `text` asks for; no text is an error.

    >>> [(term.words, term.quoted, term.excluded) for term in parse('"وزير الخارجية" مصر -رياضة').terms]
    [(('وزير', 'الخارجيه'), True, False), (('مصر',), False, False), (('رياضه',), False, True)]
    """
    terms: list[Term] = []
    left, ignored = MOST_WORDS, 0
    for part in _PART.finditer(clean_characters(text[:_LONGEST]).translate(_QUOTES)):
        words = Words(part["word"] if part["phrase"] is None else part["phrase"]).folded
        taken = tuple(filter(None, words))[:left]
        ignored += len(words) - len(taken)
        left -= len(taken)
        if taken:
            terms.append(Term(words=taken, quoted=part["phrase"] is not None, excluded=bool(part["out"])))
    return Query(terms=tuple(dict.fromkeys(terms)), ignored=ignored)


def _inflected(word: str) -> Iterator[str]:
    """Yield the folded forms of a noun whose stems are not that of the noun: with a pronoun, or in the accusative."""
    if word.endswith("ه"):
        yield f"{word[:-1]}ته"
    elif word.endswith("اء"):
        yield from (f"{word[:-1]}{seat}ه" for seat in "وي")
    elif not word.endswith(("ا", "ي")):
        yield f"{word}ا"


def _literal(text: str) -> str:
    """Return `text`, which consists of words and spaces, as a string of FTS5."""
    return f'"{text}"'


def _joined(spans: list[Span]) -> Iterator[Span]:
    last = Span(0, 0)
    for span in spans:
        if span.start >= last.end:
            yield span
            last = span
