"""Arabic clitics: conjunctions, prepositions and the article, which are written as part of the next word.

In: nothing, or a folded word. Out: the particles in every form that other modules need, and a word with or without
them. ``letters.stem`` removes fewer, as defined by light10.
"""

import re
from collections.abc import Iterable, Iterator

WAW = ("", "و", "ف")
"""Nothing, "and", "so"."""
PREPOSITIONS = ("ب", "ل", "ك")
ARTICLES = ("ال", "بال", "كال", "لل")
"""The article, alone and after a preposition."""
PARTICLES = (*WAW, *PREPOSITIONS, "وب", "ول", "وك", "فب", "فل", "فك")
"""Possible prefixes of a noun, without the article."""
BEFORE_NOUN = (
    *WAW,
    *PREPOSITIONS,
    *ARTICLES,
    *(waw + other for waw in WAW[1:] for other in (*PREPOSITIONS, *ARTICLES)),
)
"""Possible prefixes of a noun, with or without the article."""

WAW_PATTERN = "[وف]?"
ARTICLE_PATTERN = f"{WAW_PATTERN}(?:{'|'.join(sorted(ARTICLES, key=len, reverse=True))})"
PATTERN = f"{WAW_PATTERN}(?:{'|'.join(sorted((*ARTICLES, *PREPOSITIONS), key=len, reverse=True))})?"
"""Regular expressions for و and ف, for the article with its possible prefixes, and for every clitic."""

_BY_LETTER = {
    letter: tuple(prefix for prefix in BEFORE_NOUN if prefix.startswith(letter)) for letter in "".join(BEFORE_NOUN)
}
_LED = re.compile(rf"^{PATTERN}(?=[ء-ي]{{3}})")
_DEFINITE = re.compile(f"^{ARTICLE_PATTERN}")


def bare(word: str) -> str:
    """Return the folded `word` without its clitics; at least three letters remain.

    >>> bare("وبالمدارس"), bare("لبنان"), bare("بيت")
    ('مدارس', 'بنان', 'بيت')
    """
    return _LED.sub("", word, count=1)


def splits(word: str) -> Iterator[str]:
    """Yield the folded `word`, and what follows each prefix of a noun with which it begins.

    >>> list(splits("وبيت")), list(splits("مدارس"))
    (['وبيت', 'بيت', 'يت'], ['مدارس'])
    """
    yield word
    for prefix in _BY_LETTER.get(word[:1], ()):
        if word.startswith(prefix):
            yield word[len(prefix) :]


def is_definite(word: str) -> bool:
    """Return whether the folded `word` seems to have the article.

    >>> is_definite("للمدارس"), is_definite("مدارس")
    (True, False)
    """
    return _DEFINITE.match(word) is not None


def with_particles(word: str, particles: Iterable[str] = PARTICLES) -> Iterator[str]:
    """Yield the forms of the folded `word` with each of `particles`; after ل the article loses its alef.

    >>> list(with_particles("الامم", ["و", "ل"]))
    ['والامم', 'للامم']
    """
    for particle in particles:
        if particle.endswith("ل") and word.startswith("ال"):
            article = "" if word.startswith("الل") else "ل"
            yield particle + article + word[2:]
        else:
            yield particle + word
