"""Texts in both languages, whole or in pieces that a document may format differently."""

from typing import Literal, NamedTuple

from reporter.model import Language

BOTH: tuple[Language, ...] = ("en", "ar")
MACHINE = "≈"
"""Mark of machine English in both languages; what a person wrote has none."""


class Bilingual(NamedTuple):
    """The same in both languages."""

    en: str
    ar: str

    def of(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.en if language == "en" else self.ar


class Fragment(NamedTuple):
    """Words of a passage, and how a document may format them."""

    text: str
    mark: Literal["", "strong", "term", "code", "hash", "skipped"] = ""
    """``term``: a term of the record, in Latin script in Arabic too; ``skipped``: a link to the inputs left out."""


class Passage(NamedTuple):
    """The same text in both languages, in pieces that are joined without spaces."""

    en: tuple[Fragment, ...]
    ar: tuple[Fragment, ...]

    def of(self, language: Language) -> str:
        """Return the text in `language`, with quotation marks around terms and no other formatting."""
        if language == "en":
            return "".join(f"“{piece.text}”" if piece.mark == "term" else piece.text for piece in self.en)
        return "".join(f"«{piece.text}»" if piece.mark == "term" else piece.text for piece in self.ar)


def plural(number: int, noun: str) -> str:
    """Return the form of an English `noun` after `number`.

    >>> plural(1, "article"), plural(0, "article"), plural(2, "story")
    ('article', 'articles', 'stories')
    """
    if number == 1:
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
