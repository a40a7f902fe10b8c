"""The row: one text of a sheet as it travels in a file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One Arabic text, its English, and what is known of both; what a format or a program has lost is empty."""

    id: str
    """Of the Arabic (``sheet.item_id``)."""
    place: str
    """Where it stands in the edition, for people: ``[1.2]``."""
    text_ar: str
    text_en: str
    before_en: str
    """The English before any correction."""
    notes: tuple[str, ...]
    """What is doubtful about the English."""
    reviewed: bool
    by: str
    at: str
    """When, as in TMX."""
    version: int | None
    """The version that `text_en` was written upon; None when the file does not say."""


def version_of(text: str) -> int | None:
    """Return a version as a file states it; None for what is no number.

    >>> version_of(" 3 "), version_of("3.0"), version_of("")
    (3, None, None)
    """
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
