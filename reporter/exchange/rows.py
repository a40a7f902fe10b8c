"""The row: one text of a sheet as it is exchanged in a file."""

import hashlib
import re
from dataclasses import dataclass
from typing import NamedTuple


class Seal(NamedTuple):
    """Shows, when a row is read, whether it was changed and whether someone has corrected the text since."""

    version: int
    """The version that was written to the file."""
    print: str
    """Eight hexadecimal digits of a hash of its English and its mark."""

    def __str__(self) -> str:
        return f"v{self.version}-{self.print}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One Arabic text, its English, and data about both; whatever a format or a program has lost is empty."""

    id: str
    """The id of the Arabic (``sheet.item_id``)."""
    place: str
    """Its place in the edition, for people: ``[1.2]``."""
    text_ar: str
    text_en: str
    before_en: str
    """The English before any correction, for people."""
    notes: tuple[str, ...]
    """The doubts about the English, for people."""
    reviewed: bool
    by: str
    at: str
    """When it was reviewed, as in TMX."""
    seal: Seal | None
    """None if the file has lost it."""
    problem: str = ""
    """Damage to the texts in the file, as words that follow "it"; empty if there is none."""


def sealed(version: int, text_en: str, *, reviewed: bool) -> Seal:
    """Return the seal of an English text (one line) and its mark.

    >>> str(sealed(2, "Yes.", reviewed=True))
    'v2-0ba900a2'
    """
    return Seal(version, hashlib.sha256(f"{reviewed:d}{text_en}".encode()).hexdigest()[:8])


def read_seal(text: str) -> Seal | None:
    """Return the seal written as `text`; None if it is not a seal.

    >>> read_seal(" v2-0123abcd "), read_seal("2")
    (Seal(version=2, print='0123abcd'), None)
    """
    found = re.fullmatch(r"v([0-9]{1,9})-([0-9a-f]{8})", text.strip())
    return Seal(int(found[1]), found[2]) if found else None
