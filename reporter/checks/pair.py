"""An Arabic sentence and its English, prepared once for all checks."""

import re
from dataclasses import dataclass, field
from functools import partial
from html import unescape

from reporter.glossary.terms import Glossary
from reporter.language.arabic import numbers as arabic_numbers
from reporter.language.arabic.letters import clean_characters, fold
from reporter.language.english import numbers as english_numbers
from reporter.language.quantity import Quantity

_ARABIC_WORD = re.compile(r"[ء-ي]+|[^\W_]+")
_ODD_SPACES = ("  ", "\n", "\t")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
"""A word or figure of the English; of folded Arabic too."""


def plain(text: str) -> str:
    """Return `text` without HTML entities, in clean characters and with single spaces, as the checks read it.

    >>> plain("لا\u00a0شـيء &quot;هنا&quot;")
    'لا شيء "هنا"'
    """
    if "&" in text:
        text = unescape(text)
    if not text.isascii():
        text = clean_characters(text)
    return " ".join(text.split()) if any(space in text for space in _ODD_SPACES) else text


@dataclass(frozen=True, slots=True)
class Pair:
    """The two texts, and properties of them that several checks use."""

    text_ar: str
    text_en: str
    score: float | None = None
    """Mean log-probability per target token; None if no machine made the English."""
    glossary: Glossary | None = None
    folded_ar: str = field(init=False)
    """The Arabic, folded."""
    words_ar: list[str] = field(init=False)
    """The folded words of the Arabic, with their clitics."""
    lower_en: str = field(init=False)
    words_en: list[str] = field(init=False)
    """The words of the English, in lower case."""
    set_en: frozenset[str] = field(init=False)
    """The distinct words of the English."""
    quantities_ar: list[Quantity] = field(init=False)
    """The numbers of the Arabic."""
    quantities_en: list[Quantity] = field(init=False)
    """The numbers of the English."""

    def __post_init__(self) -> None:
        set_ = partial(object.__setattr__, self)
        set_("text_ar", plain(self.text_ar))
        set_("text_en", plain(self.text_en))
        set_("folded_ar", fold(self.text_ar))
        set_("words_ar", _ARABIC_WORD.findall(self.folded_ar))
        set_("lower_en", self.text_en.lower())
        set_("words_en", WORD.findall(self.lower_en))
        set_("set_en", frozenset(self.words_en))
        set_(
            "quantities_ar",
            arabic_numbers.read_folded(self.folded_ar) if arabic_numbers.may_count(self.words_ar) else [],
        )
        counts = english_numbers.may_count(self.text_en, self.set_en)
        set_("quantities_en", english_numbers.read(self.text_en) if counts else english_numbers.roman(self.text_en))
