"""The glossary: Arabic terms with their allowed and forbidden English.

In: terms, and an Arabic text. Out: the places of the terms in the text, with any clitics and in any spelling, and
whether an English text contains a term. Terms are found as whole words, the longest first.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from reporter.language.arabic.clitics import with_particles
from reporter.language.arabic.letters import MARKS, fold
from reporter.model import Span

_WORD = re.compile(rf"[\u0621-\u064a\u0671-\u06d3][\u0621-\u064a\u0671-\u06d3{MARKS}\u0640]*|[^\W_]+")
_folded = lru_cache(maxsize=50_000)(fold)
_PRONOUNS = ("ه", "ها", "هما", "هم", "هن", "ك", "كم", "كما", "كن", "نا")
"""Pronoun suffixes except ي, with which "مصر" would match "مصري" (Egyptian)."""

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s\b")
_APOSTROPHES = re.compile("['’‘ʿʾ`]")
_NOT_ENGLISH = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One entry of a glossary."""

    arabic: tuple[str, ...]
    """The term, or several names for the same thing. "بنك مركزي" also matches "البنك المركزي"."""
    english: tuple[str, ...]
    """Allowed English; the first form is the one to insert. A leading "the" matters for inserting, not for matching."""
    forbidden: tuple[str, ...] = ()
    """Forbidden English."""
    note: str | None = None


class Found(NamedTuple):
    """An occurrence of a term in an Arabic text."""

    term: Term
    span: Span
    """From the first letter of its first word, including clitics, to the last letter of its last word."""


class _Pattern(NamedTuple):
    term: Term
    first: frozenset[str]
    """Folded forms of the first word without a particle."""
    rest: tuple[frozenset[str], ...]
    """Folded forms of the words after the first."""
    bare: frozenset[str]
    """Folded forms of the last word without a pronoun."""


class Glossary:
    """Terms, indexed for searching."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        first: dict[str, list[_Pattern]] = {}
        for term in self.terms:
            for arabic in term.arabic:
                for form, pattern in _patterns(term, arabic):
                    first.setdefault(form, []).append(pattern)
        people: dict[str, list[Term]] = {}
        for term in self.terms:
            name, _, surname = term.english[0].rpartition(" ")
            if name and surname in term.english:
                people.setdefault(surname, []).append(term)
        self._people = {surname: tuple(terms) for surname, terms in people.items()}
        self._first: Mapping[str, list[_Pattern]] = {
            form: sorted(patterns, key=lambda pattern: (-len(pattern.rest), form not in pattern.first))
            for form, patterns in first.items()
        }

    def people(self, surname: str) -> tuple[Term, ...]:
        """Return the terms that are somebody's name and end with `surname`: Mahmoud Abbas, also called Abbas."""
        return self._people.get(surname, ())

    def is_absent(self, folded_words: Iterable[str]) -> bool:
        """Return True if a text with these folded words cannot contain any term: a quick test before ``find``."""
        return self._first.keys().isdisjoint(folded_words)

    def find(self, text_ar: str) -> tuple[Found, ...]:
        """Return the terms in `text_ar`, in order, without overlap.

        If several begin at the same word, the longest wins; of equally long ones, the one that matches without a
        particle.

        >>> term = Term(arabic=("وزارة الخارجية",), english=("the Foreign Ministry",))
        >>> [found.span for found in Glossary([term]).find("وقالت وزارةُ الخارجيه، وبوزارة الخارجية")]
        [Span(start=6, end=21), Span(start=23, end=39)]
        """
        places = [match.span() for match in _WORD.finditer(text_ar)]
        raw = [text_ar[start:end] for start, end in places]
        words = [_folded(word) for word in raw]
        found = []
        index = 0
        while index < len(words):
            pattern = next((p for p in self._first.get(words[index], ()) if _stands(p, words, raw, index)), None)
            last = index + len(pattern.rest) if pattern else index
            if pattern:
                found.append(Found(pattern.term, Span(places[index][0], places[last][1])))
            index = last + 1
        return tuple(found)


class English:
    """An English text prepared for finding terms, without accents, case and punctuation.

    >>> English("António Guterres’s U.N. speech").has("Antonio Guterres")
    True
    """

    def __init__(self, text_en: str) -> None:
        self._words = f" {plain_english(text_en)} "

    def has(self, phrase: str) -> bool:
        """Return whether the text contains the words of `phrase` or its plural."""
        wanted = plain_english(without_article(phrase))
        return f" {wanted} " in self._words or f" {wanted}s " in self._words

    def has_any(self, phrases: Iterable[str]) -> bool:
        """Return whether the text contains one of `phrases`."""
        return any(map(self.has, phrases))

    def without(self, phrases: Iterable[str]) -> "English":
        """Return the text without `phrases`."""
        rest = English("")
        rest._words = self._words
        for phrase in phrases:
            wanted = plain_english(without_article(phrase))
            rest._words = rest._words.replace(f" {wanted} ", " · ").replace(f" {wanted}s ", " · ")
        return rest


def without_article(phrase: str) -> str:
    """Return `phrase` without a leading article.

    >>> without_article("the United Nations")
    'United Nations'
    """
    return _ARTICLE.sub("", phrase)


@lru_cache(maxsize=10_000)
def plain_english(text: str) -> str:
    """Return the words of `text` in the form used for comparison.

    >>> plain_english("Sana'a’s al-Saleh Mosque, Türkiye")
    'sanaa al saleh mosque turkiye'
    """
    text = _APOSTROPHES.sub("", _POSSESSIVE.sub("", text))
    letters = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NOT_ENGLISH.sub(" ", letters.casefold()).strip()


def _stands(pattern: _Pattern, words: Sequence[str], raw: Sequence[str], index: int) -> bool:
    last = index + len(pattern.rest)
    if last >= len(words):
        return False
    if not all(words[index + 1 + n] in forms for n, forms in enumerate(pattern.rest)):
        return False
    # Nobody writes the pronoun ه as ة: "قطرة" (a drop) is not قطر with "his".
    return words[last] in pattern.bare or not _bare_letters(raw[last]).endswith("ة")


def _bare_letters(word: str) -> str:
    return re.sub(f"[{MARKS}\u0640]", "", word)


def _patterns(term: Term, arabic: str) -> Iterator[tuple[str, _Pattern]]:
    """Yield each folded form of the first word of `arabic` with the forms that must follow it."""
    words = [_bare_letters(word) for word in _WORD.findall(arabic)]
    if not words:
        return
    folded = [fold(word) for word in words]
    indefinite = not any(word.startswith("ال") for word in folded)
    stems = [frozenset(_with_article(word) if indefinite else (word,)) for word in folded]
    with_pronouns = stems[-1] | frozenset(_with_pronouns(words[-1]))
    bare = stems[-1]
    if len(words) == 1:
        bare = frozenset(form for stem in bare for form in with_particles(stem))
        rest: tuple[frozenset[str], ...] = ()
    else:
        rest = (*stems[1:-1], with_pronouns)
    pattern = _Pattern(term, stems[0], rest, bare)
    firsts = with_pronouns if len(words) == 1 else stems[0]
    for form in {form for stem in firsts for form in with_particles(stem)}:
        yield form, pattern


def _with_article(word: str) -> Iterator[str]:
    yield word
    if not word.isascii():
        yield f"ال{word}"


def _with_pronouns(word: str) -> Iterator[str]:
    """Yield the folded forms of `word` with a pronoun: ة becomes ت, a final ى an alef; a definite noun takes none."""
    if fold(word).startswith("ال") or word.isascii():
        return
    stems = [fold(word)]
    if word.endswith("ة"):
        stems = [fold(word[:-1]) + "ت"]
    elif word.endswith("ى"):
        stems = [fold(word[:-1]) + "ا"]
    elif word.endswith("اء"):
        stems = [fold(word[:-1]) + seat for seat in "ءوي"]
    for stem in stems:
        for pronoun in _PRONOUNS:
            yield stem + pronoun
