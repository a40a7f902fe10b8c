"""Texts that are in both languages, whole or in pieces that a document may set apart."""

from typing import Literal, NamedTuple

from reporter.model import Language

BOTH: tuple[Language, ...] = ("en", "ar")


class Bilingual(NamedTuple):
    """The same in both languages."""

    en: str
    ar: str

    def of(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.en if language == "en" else self.ar


class Fragment(NamedTuple):
    """Words of a passage, and how a document may set them apart."""

    text: str
    mark: Literal["", "strong", "term", "code", "hash", "skipped"] = ""
    """``term``: a word of the record's own, Latin in Arabic too; ``skipped``: leads to what was left out."""


class Passage(NamedTuple):
    """The same in both languages, in pieces that follow each other without a space of their own."""

    en: tuple[Fragment, ...]
    ar: tuple[Fragment, ...]

    def of(self, language: Language) -> str:
        """Return the text in `language`; of its marks only terms have one in plain text, quotation marks."""
        if language == "en":
            return "".join(f"“{piece.text}”" if piece.mark == "term" else piece.text for piece in self.en)
        return "".join(f"«{piece.text}»" if piece.mark == "term" else piece.text for piece in self.ar)


def plural(number: int, noun: str) -> str:
    """Return an English `noun` as it comes after `number`.

    >>> plural(1, "article"), plural(0, "article")
    ('article', 'articles')
    """
    return noun if number == 1 else f"{noun}s"
