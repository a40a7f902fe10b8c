"""The glossary: Arabic terms with their allowed and forbidden English.

In: terms, and an Arabic text. Out: the places of the terms in the text, with any clitics and in any spelling
(``language.arabic.phrases``), and whether an English text contains a term.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from reporter.language.arabic.phrases import Phrase, Phrases, Words
from reporter.model import Span

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


class Glossary:
    """Terms, indexed for searching."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self._phrases = Phrases(Phrase(arabic, term) for term in self.terms for arabic in term.arabic)
        people: dict[str, list[Term]] = {}
        for term in self.terms:
            name, _, surname = term.english[0].rpartition(" ")
            if name and surname in term.english:
                people.setdefault(surname, []).append(term)
        self._people = {surname: tuple(terms) for surname, terms in people.items()}

    def people(self, surname: str) -> tuple[Term, ...]:
        """Return the terms that are somebody's name and end with `surname`: Mahmoud Abbas, also called Abbas."""
        return self._people.get(surname, ())

    def is_absent(self, folded_words: Iterable[str]) -> bool:
        """Return True if a text with these folded words cannot contain any term: a quick test before ``find``."""
        return self._phrases.is_absent(folded_words)

    def find(self, text_ar: str) -> tuple[Found, ...]:
        """Return the terms in `text_ar`, in order, without overlap.

        If several begin at the same word, the longest wins; of equally long ones, the one that matches without a
        particle.

        >>> term = Term(arabic=("وزارة الخارجية",), english=("the Foreign Ministry",))
        >>> [found.span for found in Glossary([term]).find("وقالت وزارةُ الخارجيه، وبوزارة الخارجية")]
        [Span(start=6, end=21), Span(start=23, end=39)]
        """
        return tuple(Found(*found) for found in self._phrases.find(Words(text_ar)))


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
