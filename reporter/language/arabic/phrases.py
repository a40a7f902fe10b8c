"""Words and phrases, found in Arabic text in any spelling, with particles before them and pronouns after them.

In: phrases, each with a value, and a text. Out: where the phrases are in the text. Phrases are found as whole words in
order, the longest first. Glossaries and watch lists are found in this way.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Generic, Literal, NamedTuple, TypeVar

from reporter.language.arabic.clitics import with_particles
from reporter.language.arabic.letters import MARKS, fold
from reporter.model import Span

T = TypeVar("T")

_WORD = re.compile(rf"[\u0621-\u064a\u0671-\u06d3][\u0621-\u064a\u0671-\u06d3{MARKS}\u0640]*|[^\W_]+")
_folded = lru_cache(maxsize=50_000)(fold)
_PRONOUNS = ("ه", "ها", "هما", "هم", "هن", "ك", "كم", "كما", "كن", "نا")
"""Pronoun suffixes except ي, with which "مصر" would match "مصري" (Egyptian)."""
_SON = frozenset({"بن", "ابن"})
_CHILD = _SON | {"بنت"}
"""Of somebody whose name follows."""
_BETWEEN_PHRASES = re.compile(r"[.,:;!?](?=\s)|[،؛؟…\n]")
_APART = re.compile(r"(?<!\w)(عبد(?= ال)|[أا]بو(?= \w{3})) ")
_JOINED = re.compile(r"(?<!\w)(عبد(?=ال)|[أا]بو(?=\w{3}))")

Kind = Literal["term", "word", "person"]
"""All take particles. ``term``: it takes the article and pronouns too. ``word``: as a term, and the alef of the
accusative, with which the name "حماس" would match "حماسا" (enthusiastically). ``person``: it takes neither article nor
pronoun, and "سالم المنصوري" also matches "سالم بن أحمد المنصوري". Words and persons are found whether names such as عبد
الله and أبو ظبي are written as one word or two."""


class Words:
    """The words of an Arabic text, for finding phrases of several collections in it."""

    def __init__(self, text_ar: str) -> None:
        self._text = text_ar
        self.places = tuple(Span(*match.span()) for match in _WORD.finditer(text_ar))
        self.raw = tuple(place.of(text_ar) for place in self.places)
        self.folded = tuple(map(_folded, self.raw))
        self.at: dict[str, list[int]] = {}
        """Where each folded word is."""
        for index, word in enumerate(self.folded):
            self.at.setdefault(word, []).append(index)

    def is_joined(self, index: int) -> bool:
        """Return whether a phrase can go on from the word before `index` to it, without a comma or a full stop."""
        return _BETWEEN_PHRASES.search(self._text, self.places[index - 1].end, self.places[index].start) is None


class Phrase(NamedTuple, Generic[T]):
    """A word or several, and what they stand for."""

    text: str
    """"بنك مركزي" also matches "البنك المركزي"."""
    value: T
    kind: Kind = "term"


class Found(NamedTuple, Generic[T]):
    """An occurrence of a phrase in a text."""

    value: T
    span: Span
    """From the first letter of its first word, including clitics, to the last letter of its last word."""


class _Pattern(NamedTuple, Generic[T]):
    value: T
    first: frozenset[str]
    """Folded forms of the first word without a particle."""
    rest: tuple[frozenset[str], ...]
    """Folded forms of the words after the first."""
    bare: frozenset[str]
    """Folded forms of the last word without a pronoun."""
    is_person: bool


class Phrases(Generic[T]):
    """Phrases, indexed for searching."""

    def __init__(self, phrases: Iterable[Phrase[T]]) -> None:
        first: dict[str, list[_Pattern[T]]] = {}
        for phrase in phrases:
            for form, pattern in _patterns(phrase):
                first.setdefault(form, []).append(pattern)
        self._first: Mapping[str, list[_Pattern[T]]] = {
            form: sorted(patterns, key=lambda pattern: (-len(pattern.rest), form not in pattern.first))
            for form, patterns in first.items()
        }

    def is_absent(self, folded_words: Iterable[str]) -> bool:
        """Return True if a text with these folded words cannot contain any phrase: a quick test before ``find``."""
        return self._first.keys().isdisjoint(folded_words)

    def find(self, text_ar: Words) -> tuple[Found[T], ...]:
        """Return the phrases in `text_ar`, in order, without overlap.

        If several begin at the same word, the longest wins; of equally long ones, the one that matches without a
        particle.

        >>> ports = Phrases([Phrase("ميناء", "port"), Phrase("رصيف بحري", "quay")])
        >>> [tuple(found) for found in ports.find(Words("وفي مينائها، وبالرصيف البحري"))]
        [('port', Span(start=4, end=11)), ('quay', Span(start=13, end=28))]
        """
        found: list[Found[T]] = []
        end = 0
        for index in sorted(index for word in self._first.keys() & text_ar.at.keys() for index in text_ar.at[word]):
            if index < end:
                continue
            for pattern in self._first[text_ar.folded[index]]:
                if (last := _end(pattern, text_ar, index)) is not None:
                    found.append(Found(pattern.value, Span(text_ar.places[index].start, text_ar.places[last].end)))
                    end = last + 1
                    break
        return tuple(found)


def has_words(text: str) -> bool:
    """Return whether `text` contains a word that can be found."""
    return _WORD.search(text) is not None


def _end(pattern: _Pattern[T], text: Words, index: int) -> int | None:
    """Return the last word of `pattern` if it begins at the word `index`, otherwise None."""
    last, words = index, text.folded
    for forms in pattern.rest:
        last += 1
        while pattern.is_person and last + 2 < len(words) and words[last] in _CHILD and words[last] not in forms:
            last += 2
        if last >= len(words) or words[last] not in forms:
            return None
    if not all(text.is_joined(at) for at in range(index + 1, last + 1)):
        return None
    # Nobody writes the pronoun ه as ة: "قطرة" (a drop) is not قطر with "his".
    is_whole = words[last] in pattern.bare or not _bare_letters(text.raw[last]).endswith("ة")
    return last if is_whole else None


def _bare_letters(word: str) -> str:
    return re.sub(f"[{MARKS}\u0640]", "", word)


def _patterns(phrase: Phrase[T]) -> Iterator[tuple[str, _Pattern[T]]]:
    """Yield each folded form of the first word of `phrase` with the forms that must follow it."""
    for text in _spellings(phrase.text) if phrase.kind != "term" else (phrase.text,):
        yield from _patterns_of(phrase._replace(text=text))


def _spellings(text: str) -> tuple[str, ...]:
    """Return `text`, and the same with compound names written as one word and as two.

    >>> sorted(_spellings("عبدالله في أبو ظبي"))
    ['عبد الله في أبو ظبي', 'عبدالله في أبو ظبي', 'عبدالله في أبوظبي']
    """
    return tuple(dict.fromkeys((text, _APART.sub(r"\1", text), _JOINED.sub(r"\1 ", text))))


def _patterns_of(phrase: Phrase[T]) -> Iterator[tuple[str, _Pattern[T]]]:
    words = [_bare_letters(word) for word in _WORD.findall(phrase.text)]
    if not words:
        return
    folded = [fold(word) for word in words]
    is_person = phrase.kind == "person"
    takes_article = not is_person and not any(word.startswith("ال") for word in folded)
    stems = [
        _SON if is_person and word in _SON else frozenset(_with_article(word) if takes_article else (word,))
        for word in folded
    ]
    if phrase.kind == "word":
        stems = [forms | frozenset(_accusative(word)) for forms, word in zip(stems, words, strict=True)]
    with_pronouns = stems[-1] if is_person else stems[-1] | frozenset(_with_pronouns(words[-1]))
    bare = stems[-1]
    if len(words) == 1:
        bare = frozenset(form for stem in bare for form in with_particles(stem))
        rest: tuple[frozenset[str], ...] = ()
    else:
        rest = (*stems[1:-1], with_pronouns)
    pattern = _Pattern(phrase.value, stems[0], rest, bare, is_person)
    firsts = with_pronouns if len(words) == 1 else stems[0]
    for form in {form for stem in firsts for form in with_particles(stem)}:
        yield form, pattern


def _with_article(word: str) -> Iterator[str]:
    yield word
    if not word.isascii():
        yield f"ال{word}"


def _accusative(word: str) -> Iterator[str]:
    """Yield the folded form of an indefinite `word` with the alef of the accusative, if it takes one."""
    if not word.isascii() and not word.startswith("ال") and not word.endswith(("ة", "ى", "ا", "اء")):
        yield fold(word) + "ا"


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
