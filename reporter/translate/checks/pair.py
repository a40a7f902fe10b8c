"""An Arabic sentence and its English, prepared once for all checks."""

import re
from dataclasses import dataclass
from functools import cached_property

from reporter.arabic import fold
from reporter.translate.checks import arabic_numbers, english_numbers
from reporter.translate.checks.quantity import Quantity
from reporter.translate.glossary import Glossary

_ARABIC_WORD = re.compile(r"[ء-ي]+|[^\W_]+")
_ENGLISH_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Pair:
    """The two texts, and what more than one check asks of them."""

    text_ar: str
    text_en: str
    score: float | None = None
    """Mean log-probability per target token; None where no machine made the English."""
    glossary: Glossary | None = None

    @cached_property
    def folded_ar(self) -> str:
        """The Arabic, folded."""
        return fold(self.text_ar)

    @cached_property
    def words_ar(self) -> list[str]:
        """The folded words of the Arabic, with their clitics."""
        return _ARABIC_WORD.findall(self.folded_ar)

    @cached_property
    def words_en(self) -> list[str]:
        """The words of the English as they are written."""
        return _ENGLISH_WORD.findall(self.text_en)

    @cached_property
    def quantities_ar(self) -> list[Quantity]:
        """The numbers of the Arabic."""
        return arabic_numbers.read_folded(self.folded_ar)

    @cached_property
    def quantities_en(self) -> list[Quantity]:
        """The numbers of the English."""
        return english_numbers.read(self.text_en)
