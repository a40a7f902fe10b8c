"""The grammar of ``numbers``: building an English number word by word."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from reporter.language.english.number_words import (
    GLYPHS,
    ORDINALS,
    PARTS,
    SCALES,
    SCALES_OF_FIGURES,
    SMALL,
    SUFFIXES,
    TENS,
)
from reporter.language.quantity import Reading, parts_of_digits, value_of_digits

_DOZEN = {"dozen": 12.0}
_FIGURE = re.compile(r"([\d.,\u202f]*)([½¼¾⅓⅔]?)([a-z]*)")


class Token(NamedTuple):
    """A word, figure or punctuation mark of the sentence, in lower case."""

    kind: str
    text: str
    begins: bool = True
    """Whether a number can begin with it."""


@dataclass(slots=True)
class Count:
    """A number under construction from its words."""

    total: float = 0.0
    """Finished thousands, millions, ..."""
    current: float = 0.0
    """The part below a thousand."""
    scale: float = 0.0
    """The last scale word; 0 if there was none."""
    others: set[Reading] = field(default_factory=set)
    parts: set[float] = field(default_factory=set)
    started: bool = False
    article: bool = False
    """True if it began with "a", not "one"."""
    figures: bool = False
    ordinal: bool = False
    closed: bool = False
    """True after an ordinal, a fraction or a decade, which nothing can follow."""

    @property
    def value(self) -> float:
        """The value so far."""
        return self.total + self.current

    def takes(self, token: Token, *, joined: bool) -> bool:
        """Add `token` if it continues this number; `joined` tells that "and" or a comma precedes it."""
        taken = (
            self._takes_figure(token.text, joined=joined)
            if token.kind == "figure"
            else self._takes_word(token.text, joined=joined)
        )
        self.started = self.started or taken
        return taken

    def _takes_word(self, word: str, *, joined: bool) -> bool:
        if word in {"a", "an"}:
            if not self.started:
                self.current, self.article = 1.0, True
            return not self.started
        if scale := SCALES.get(word) or (SCALES_OF_FIGURES if self.figures else _DOZEN).get(word):
            return self._takes_scale(scale, joined=joined)
        if not joined and word in PARTS and self._is_numerator(word):
            self.others |= {PARTS[word]} if self.article else set()  # a third of them, a third man
            self.current /= PARTS[word]
            self.closed = True
            return True
        if self.figures and self.started and not (joined and not self.current):
            return False
        value = SMALL.get(word) or TENS.get(word) or ORDINALS.get(word) or 0.0
        if (not value and word != "zero") or not self._has_place_for(value, joined=joined):
            return False
        if word in ORDINALS:
            self.others |= {1 / value} if not self.started and value >= 3 else set()
            self.ordinal = self.closed = True
        self._add(value, joined=joined)
        return True

    def _takes_figure(self, text: str, *, joined: bool) -> bool:
        match = _FIGURE.fullmatch(text)
        if match is None:
            return False
        digits, glyph, suffix = match.groups()
        values = value_of_digits(digits) if digits.strip(".,") else frozenset[Reading]({0.0})
        number = min(value for value in values if not isinstance(value, str))
        if self.started and (suffix in SUFFIXES or not (joined and not self.current and number < self.scale)):
            return False
        self.others |= set() if self.started else values - {number}
        self._add(number + GLYPHS.get(glyph, 0.0), joined=joined)
        self.parts |= parts_of_digits(digits)
        self.figures = True
        if suffix == "s" and number >= 10:  # the 1970s, and the 1850s of the 19th century
            self.others |= {number % 100 or number} | ({number // 100 + 1} if number >= 1000 else set())
        elif suffix in SUFFIXES:
            self.others |= {number}
            self._takes_scale(SUFFIXES[suffix], joined=False)
            self.others |= {number}
        self.closed = suffix in {"s", "st", "nd", "rd", "th"}
        return True

    def _takes_scale(self, scale: float, *, joined: bool) -> bool:
        if (not self.started and not self.current) or joined:
            return False
        if scale <= 100:
            if self.figures or not 0 < self.current < 100:
                return False
            self.parts |= {self.current} if scale == 12 else set()
            self.current *= scale
            return True
        if self.total and self.current:
            if scale >= self.scale:
                return False
            self.total += self.current * scale
            self.current = 0.0
        else:
            self.total, self.current = self.value * scale, 0.0
            self.others = {other * scale for other in self.others if not isinstance(other, str)}
        self.scale = scale
        return True

    def _is_numerator(self, word: str) -> bool:
        """Return whether `word` turns the value so far into a fraction: two thirds, one-third, a tenth."""
        return self.started and not self.scale and (self.current == 1 or (self.current > 1 and word.endswith("s")))

    def _has_place_for(self, value: float, *, joined: bool) -> bool:
        """Return whether `value` can follow the value so far: five after twenty, anything after a hundred."""
        if not self.started or (self.scale and not self.current):
            return True
        below = self.current % 100
        return (self.current >= 100 and below == 0) or (not joined and below >= 20 and below % 10 == 0 and value < 10)

    def _add(self, value: float, *, joined: bool) -> None:
        if joined:
            self.parts |= {self.value, value}
        self.current += value
