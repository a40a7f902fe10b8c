"""The numbers of an Arabic sentence: digits of both scripts, and number words with their case and gender forms.

In: a sentence. Out: its quantities in order. Number words are recognised with their clitics (و ف ب ل ك ال) and
combined: خمسة وعشرون is 25, ثلاثة آلاف وسبعمئة is 3,700, مليونان و808 آلاف is 2,808,000, الحادي عشر is 11, ثمانية
مليارات ونصف المليار is 8.5 billion.
"""

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache

from reporter.language.arabic.clitics import bare
from reporter.language.arabic.duals import is_counting_dual
from reporter.language.arabic.letters import fold
from reporter.language.arabic.months import may_be_month
from reporter.language.arabic.number_words import TWO, Atom, Kind, atom
from reporter.language.joined import join_two
from reporter.language.quantity import (
    Quantity,
    Reading,
    clock,
    parts_of_digits,
    plain_figures,
    share_ranges,
    time_of_digits,
    value_of_digits,
)

_TOKEN = re.compile(
    r"\d{1,2}(?::\d\d){1,2}(?![\d:])(?:\.\d+)?|\d+(?:[.,\u202f]\d+)*[½¼¾]?|[½¼¾]|[ء-ي]+|[A-Za-z][\w-]*|[^\w\s]"
)
_GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_AND_A_HALF = frozenset({"ونصف", "والنصف"})
_ONE_OF = frozenset(["احد", "احدي", "حد", "حدي", "اي", "كلا", "كلتا"])
_YEAR_OF = "عام العام سنه موسم حرب نكسه نكبه انتفاضه ثوره مونديال اولمبياد موديل طراز جيل دفعه يورو"
_BEFORE_YEAR = frozenset(_YEAR_OF.split())
_PARTIES = frozenset(["طرف", "اطراف", "اطرافا", "جهه", "جهات"])
"""Nouns that form "third party" with an ordinal."""


@dataclass(slots=True)
class _Count:
    """A number under construction from its words."""

    start: int
    """Its first token."""
    kinds: list[Kind]
    total: float = 0.0
    """Finished thousands, millions, ..."""
    current: float = 0.0
    """The part below a thousand."""
    scale: float = 0.0
    """The last scale word; 0 if there was none."""
    others: set[Reading] = field(default_factory=set)
    parts: set[float] = field(default_factory=set)
    figures: bool = False

    @property
    def value(self) -> float:
        return self.total + self.current

    def takes(self, word: Atom, *, joined: bool) -> bool:
        """Add `word` if it continues this number; `joined` tells that و precedes it."""
        if self.kinds[-1] in {"hint", "decade"}:
            return False
        taken = self._takes_joined(word) if joined else self._takes_next(word)
        if taken:
            self.kinds.append(word.kind)
        return taken

    def takes_figure(self, value: float, *, joined: bool) -> bool:
        """Add digits that follow a scale word and و: مليونين و808 آلاف."""
        if not joined or not self.total or self.current or value >= self.scale:
            return False
        self._join(value)
        self.kinds.append("unit")
        self.figures = True
        return True

    def _takes_next(self, word: Atom) -> bool:
        """Add a word without و: عشر after خمسة, مئة after ثلاث, آلاف after a number, أرباع after ثلاثة."""
        match word.kind:
            case "teen" if self.kinds[-1] in {"unit", "ordinal"} and 0 < self.current % 100 < 10:
                self.current += 10
            case "hundred" if word.value == 100 and 3 <= self.current <= 9:
                self.current *= 100
            case "scale" | "vague" if word.value >= 1e3 and self.value and not word.is_dual:
                return self._multiply(word.value)
            case "fraction names" if self.kinds == ["unit"]:
                self.current /= word.value
            case _:
                return False
        self.others.clear()
        return True

    def _takes_joined(self, word: Atom) -> bool:
        """Add a word with و: وعشرون after a unit, anything smaller after a hundred or a thousand, ونصف."""
        below = self.current % 100
        is_open = self.current >= 100 or (self.total > 0 and self.current == 0)
        match word.kind:
            case "teen" | "unit" | "ordinal" if is_open and below == 0 and not self.figures:
                self._join(word.value)
            case "ten" if not self.figures and (0 < below < 10 or (below == 0 and is_open)):
                self._join(word.value)
                self.others.clear()
            case "hundred" if self.total and not self.current:
                self._join(word.value)
            case "scale" if self.total and not self.current and word.value < self.scale:
                self.parts |= {self.value, word.value}
                self.total += word.value
                self.scale = word.value
            case "fraction" if "fraction" not in self.kinds:
                if not self.scale:  # half past eight, eight and a half
                    self.others |= {clock(int(self.value), round(60 * word.value)), self.value}
                self.current += word.value * (self.scale or 1)
            case _:
                return False
        return True

    def _join(self, value: float) -> None:
        self.parts |= {self.value, value}
        self.current += value

    def _multiply(self, scale: float) -> bool:
        """Apply a scale word; False if the number must end before what was joined last: ألفين وثلاثة آلاف."""
        if self.total and self.current and scale == self.scale:
            return False
        if self.total and self.current and scale < self.scale:
            self.total += self.current * scale
        elif self.total and self.current:  # ألف وخمسمئة مليون, or one thousand and five million
            self.parts |= {self.total, self.current * scale}
            self.total = self.value * scale
        else:
            self.total = self.value * scale
        self.others = {other * scale for other in self.others if not isinstance(other, str) and other >= 1}
        self.current, self.scale = 0.0, scale
        return True


def read(text_ar: str) -> list[Quantity]:
    """Return the quantities of `text_ar` in order.

    >>> [sorted(found.readings) for found in read("أصيب ١٢ وقتل خمسة وعشرون في الربع الثالث من 2025")]
    [[12.0], [25.0], [0.25], [3.0], [2025.0]]
    """
    return read_folded(fold(text_ar))


def read_folded(text: str) -> list[Quantity]:
    """Return the quantities of `text`, which must be folded."""
    return join_two(*located(text))


def located(text: str) -> tuple[list[Quantity], list[tuple[int, int, float]], list[str]]:
    """Return the numbers of folded `text`, their places and its tokens; numbers that belong together are still apart.

    A place is the number's first token, the token after it, and its scale (0 for none).
    """
    tokens = _TOKEN.findall(plain_figures(text))
    found: list[Quantity] = []
    places: list[tuple[int, int, float]] = []
    end = 0
    for at in [at for at, begins in enumerate(map(_may_begin, tokens)) if begins]:
        count = _started(tokens, at) if at >= end else None
        if count is None:
            continue
        count, end = _counted(count, tokens, at + 1)
        found.append(_quantity(count, tokens, end))
        places.append((at, end, count.scale))
    share_ranges(found, places, tokens)
    return found, places, tokens


def may_count(words: Iterable[str]) -> bool:
    """Return whether any of the folded `words` is a number word or contains a figure."""
    return any(map(_may_begin, words))


@lru_cache(maxsize=50_000)
def _may_begin(token: str) -> bool:
    return token[0].isdigit() or token[0] in _GLYPHS or token[-1].isdigit() or atom(token) is not None


def _started(tokens: list[str], at: int) -> _Count | None:
    """Return the number that begins at token `at`; None if there is none."""
    token = tokens[at]
    if token[0].isdigit() or token in _GLYPHS:
        return _started_by_figure(token, at)
    found = atom(token)
    if found is None or found[0].kind == "fraction names":
        return None
    word = found[0]
    if word.value == 100 and token in {"الميه", "المايه"} and at and tokens[at - 1] == "في":  # percent
        return None
    count = _Count(at, [word.kind], others=set(word.others))
    if word.kind == "scale":
        count.total, count.scale = word.value, word.value / 2 if word.is_dual else word.value
    else:
        count.current = word.value
    return count


def _started_by_figure(token: str, at: int) -> _Count:
    """Return the number or time of day that begins with a figure."""
    if ":" in token:
        return _Count(at, ["unit"], others=set(time_of_digits(token)), figures=True)
    extra = _GLYPHS.get(token[-1], 0.0)
    values = value_of_digits(token.rstrip("½¼¾")) if token not in _GLYPHS else frozenset[Reading]({0.0})
    first = min(value for value in values if not isinstance(value, str))
    parts = set(parts_of_digits(token))
    return _Count(at, ["unit"], current=first + extra, others=set(values) - {first}, parts=parts, figures=True)


def _counted(count: _Count, tokens: list[str], end: int) -> tuple[_Count, int]:
    """Extend `count` from token `end` as far as possible; return it, and the token after it."""
    split: tuple[_Count, int] | None = None
    while end < len(tokens):
        step = 2 if tokens[end] == "و" and end + 1 < len(tokens) else 1
        token = tokens[end + step - 1]
        if token[0].isdigit():
            value = _figure(token)
            taken = value is not None and count.takes_figure(value, joined=step == 2)
        else:
            word, joint = atom(token) or (None, "apart")
            if word is None:
                break
            joined = joint == "and" or step == 2
            before = deepcopy(count) if joined else count
            taken = joint != "apart" and count.takes(word, joined=joined)
            if taken and joined:
                split = before, end
            elif (
                not taken and split and count.current and word.kind in {"scale", "vague"} and word.value == count.scale
            ):
                return split
            if taken and word.kind == "fraction":
                end += _repeats_scale(count, tokens, end + step)
        if not taken:
            break
        end += step
    return count, end


def _figure(token: str) -> float | None:
    """Return the value of digits that continue a number; None for a time of day."""
    if ":" in token:
        return None
    return min(value for value in value_of_digits(token.rstrip("½¼¾")) if not isinstance(value, str))


def _repeats_scale(count: _Count, tokens: list[str], at: int) -> bool:
    """Return whether the scale is repeated: مليار ونصف المليار."""
    found = atom(tokens[at]) if at < len(tokens) else None
    return found is not None and found[0].kind == "scale" and found[0].value == count.scale


def _quantity(count: _Count, tokens: list[str], end: int) -> Quantity:
    """Return the quantity of a finished count."""
    text = " ".join(tokens[count.start : end])
    if count.kinds[0] == "vague":
        return Quantity(text=text, readings=frozenset({count.value}), vague=True)
    return Quantity(
        text=text,
        readings=frozenset(count.others | _more_readings(count, tokens, end)),
        required=_is_required(count, text, tokens, end),
        percent=_is_percent(tokens[end : end + 2]),
        parts=frozenset(count.parts),
    )


def _more_readings(count: _Count, tokens: list[str], end: int) -> set[Reading]:
    """Return the value, and the values that the surrounding words suggest."""
    readings: set[Reading] = {count.value} if count.value or not count.others else set()
    before = tokens[count.start - 1] if count.start else ""
    if count.kinds[0] == "decade":
        readings |= {century + count.value for century in (1700, 1800, 1900, 2000)}
    if before in {"العقد", "عقدها", "عقده"}:
        readings.add((count.value - 1) * 10)  # in the eighth decade of his life: in his seventies
    if not _AND_A_HALF.isdisjoint(tokens[end : end + 2]):  # ثلاث سنوات ونصف
        readings.add(count.value + 0.5)
    if count.kinds[0] == "fraction" and tokens[count.start].startswith("و"):
        readings.add(1 + count.value)  # متر ونصف: one and a half metres
    if (
        (before in _BEFORE_YEAR or may_be_month(before))
        and (count.figures or before in {"عام", "العام", "سنه"})
        and 10 <= count.value <= 99
    ):
        readings |= {1900 + count.value, 2000 + count.value}  # the war of 67
    if before in {"/", "-"} and count.figures and 1 <= count.value <= 12:
        readings.add(f"month {count.value:.0f}")  # 7/10
    return readings


def _is_percent(after: list[str]) -> bool:
    """Return whether the two tokens after a number make it a percentage."""
    if after[:1] and after[0] in {"%", "٪", "بالميه", "بالمايه"}:
        return True
    return after in (["في", "الميه"], ["في", "المايه"]) or (after[1:] == ["ميويه"] and after[0].startswith("نق"))


def _is_required(count: _Count, text: str, tokens: list[str], end: int) -> bool:
    """Return whether English can hardly express this without a number."""
    kind = count.kinds[0]
    not_counted = count.value == 2 and count.kinds == ["unit"] and not _counts_two(count, tokens)
    if not_counted or (kind == "ordinal" and count.value == 3 and _is_party(count, tokens)):
        return False
    if count.value == 2 and (_is_one_of(count, tokens, end) or text.endswith(("اثنا", "اثني", "اثنتا", "اثنتي"))):
        return False
    named = kind == "hint" or text == "ميتا" or text.endswith(("يني", "ينيه", "الاثنين"))
    if named or (count.kinds == ["fraction"] and count.value in {1 / 2, 1 / 4}):
        return False
    if kind == "ordinal" and count.value <= 2:
        return tokens[end : end + 1] == ["من"] and end + 1 < len(tokens) and may_be_month(tokens[end + 1])
    if any(isinstance(other, str) for other in count.others):
        return True
    return count.value > 1 or count.kinds == ["fraction"] or (count.figures and count.value > 0)


def _is_party(count: _Count, tokens: list[str]) -> bool:
    """Return whether an ordinal belongs to "party", as in "third party"."""
    return count.start > 0 and bare(tokens[count.start - 1]) in _PARTIES


def _counts_two(count: _Count, tokens: list[str]) -> bool:
    """Return whether "two" is meant as a number: a number word, or the dual of a noun without the article.

    English has "the sides" for الطرفين, and nothing for a dual after two nouns (الصبر والعمل ضروريان).
    """
    word = tokens[count.start]
    if count.figures or word.lstrip("و") in TWO:
        return True
    predicate = word.endswith("ان") and count.start > 1 and tokens[count.start - 1].startswith("وال")
    return not predicate and is_counting_dual(word)


def _is_one_of(count: _Count, tokens: list[str], end: int) -> bool:
    """Return whether English omits the "two" of a dual: one of the sides, the Jordanian and the Syrian side."""
    before = tokens[count.start - 1] if count.start else ""
    after, next_after = (*tokens[end : end + 2], "", "")[:2]
    described = after.startswith("ال") and next_after.startswith(("وال", "او"))
    return before.lstrip("وفبلك") in _ONE_OF or described
