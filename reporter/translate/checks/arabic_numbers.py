"""The numbers of an Arabic sentence: digits of both scripts, and number words with their case and gender forms.

In: a sentence. Out: its quantities in order. Number words are found without their clitics (و ف ب ل ك ال) and put
together as they are counted: خمسة وعشرون is 25, ثلاثة آلاف وسبعمئة is 3,700, مليونان و808 آلاف is 2,808,000,
الحادي عشر is 11, ثمانية مليارات ونصف المليار is 8.5 billion.
"""

import re
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from reporter.arabic import fold
from reporter.translate.checks import duals
from reporter.translate.checks.months import may_be_month
from reporter.translate.checks.quantity import Quantity, Reading, clock, value_of_digits

Kind = Literal[
    "unit", "ordinal", "teen", "ten", "hundred", "scale", "fraction", "fraction names", "vague", "hint", "decade"
]

_Joint = Literal["next", "and", "apart"]

_UNITS = {
    1: "واحد واحده واحدا احدي احد حادي حاديه",
    2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
    3: "ثلاث ثلاثه ثلاثا",
    4: "اربع اربعه اربعا",
    5: "خمس خمسه خمسا",
    6: "ست سته ستا",
    7: "سبع سبعه سبعا",
    8: "ثمان ثماني ثمانيه ثمانيا",
    9: "تسع تسعه تسعا",
}
_ORDINALS = {
    1: "اول اولي",
    2: "ثان ثاني ثانيه",
    3: "ثالث ثالثه ثالثا",
    4: "رابع رابعه رابعا",
    5: "خامس خامسه خامسا",
    6: "سادس سادسه سادسا",
    7: "سابع سابعه سابعا",
    8: "ثامن ثامنه ثامنا",
    9: "تاسع تاسعه تاسعا",
    10: "عاشر عاشره عاشرا",
}
_TENS = {20: "عشر", 30: "ثلاث", 40: "اربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"}
_HUNDRED_STEMS = {3: "ثلاث", 4: "اربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان ثماني", 9: "تسع"}
_SCALES = {1e3: "الف", 1e6: "مليون", 1e9: "مليار بليون", 1e12: "تريليون ترليون"}
_SCALE_PLURALS = {1e3: "الاف الوف", 1e6: "ملايين", 1e9: "مليارات بلايين", 1e12: "تريليونات ترليونات"}
_FRACTIONS = {1 / 2: "نصف", 1 / 3: "ثلث", 1 / 4: "ربع", 2 / 3: "ثلثا ثلثي ثلثان ثلثين", 1 / 6: "سدس"}
_FRACTION_NAMES = {3: "اثلاث", 4: "ارباع", 5: "اخماس", 6: "اسداس", 7: "اسباع", 8: "اثمان", 9: "اتساع", 10: "اعشار"}
_TWICE = (
    "عام سنت شهر يوم ساعت اسبوع عقد قرن مر دقيقت مرت هدف كيلومتر متر شخص رجل امرات طفل ضعف جول جولت مبارات نقطت درجت"
)
_HINTS = {
    2: "ثنايي ثناييه كلا كلتا كلاهما كليهما كلتاهما زوج مزدوج توام ضعف",
    3: "ثلاثي ثلاثيه ثلاثتهم مثلث ثلثاء",
    4: "رباعي رباعيه اربعتهم مربع",
    5: "خماسي خماسيه خمستهم",
    6: "سداسي سداسيه",
    7: "سباعي سباعيه اسبوع",
    10: "عقد عشري",
    12: "ظهرا دزينه ظهر",
    24: "يوم",
    100: "قرن قرون ميويه",
}


@dataclass(frozen=True, slots=True)
class _Atom:
    """One number word, or digits."""

    kind: Kind
    value: float
    others: tuple[float, ...] = ()
    """What else the word may mean: خمس is five or a fifth."""


def _lexicon() -> dict[str, _Atom]:
    words: dict[str, _Atom] = {}

    def add(kind: Kind, value: float, forms: str, *others: float) -> None:
        for form in forms.split():
            words.setdefault(form, _Atom(kind, value, others))

    for value, stem in _TENS.items():
        add("ten", value, f"{stem}ون {stem}ين")
        for form in (f"{stem}ينيات", f"{stem}ينات", f"{stem}يني", f"{stem}ينيه"):
            add("decade", value, f"{form} {form}ه {form}ها")
    for value, stems in _HUNDRED_STEMS.items():
        for stem in stems.split():
            add("hundred", value * 100, f"{stem}ميه {stem}مايه")
    add("hundred", 200, "ميتان ميتين ميتي ميتا مايتان مايتين مايتي مايتا")
    add("hundred", 100, "ميه مايه")
    add("teen", 10, "عشر", 0.1)
    add("teen", 10, "عشره")
    for value, forms in _UNITS.items():
        add("unit", value, forms)
    for value, forms in _ORDINALS.items():
        add("ordinal", value, forms)
    for value, forms in _SCALES.items():
        for form in forms.split():
            add("scale", value, form)
            add("scale", value, f"{form}ا", 2 * value)  # مليونا: the accusative singular, or a dual before its noun
            add("scale", 2 * value, f"{form}ان {form}ين {form}ي")
    for value, forms in _SCALE_PLURALS.items():
        add("vague", value, forms)
    add("vague", 10, "عشرات")
    add("vague", 100, "ميات")
    for value, forms in _FRACTIONS.items():
        for form in forms.split():
            add("fraction", value, " ".join(form + ending for ending in ("", "ه", "ها", "هم", "هن", "هما")))
    for value, form in _FRACTION_NAMES.items():
        add("fraction names", value, " ".join(form + ending for ending in ("", "ه", "ها", "هم", "هن", "هما")))
    for value, forms in _HINTS.items():
        add("hint", value, forms)
    words["ثمن"] = _Atom("hint", 8, (16.0, 1 / 8))
    for value, form in ((5, "خمس"), (7, "سبع"), (9, "تسع")):
        words[form] = _Atom("unit", value, (1 / value,))
    return words


_WORDS = _lexicon()
_DUALS = frozenset(stem + ending for stem in _TWICE.split() for ending in ("ان", "ين"))
_JOINTS: dict[str, _Joint] = {"و": "and", "وال": "and", "ال": "next"}
_NO_NUMBERS = frozenset({"بالميه", "بالمايه", "لست", "العامين"})
"""Percent; "I am not"; general, in the plural."""
_CLITIC = re.compile(r"^(?:[وف]?(?:ال|بال|كال|لل|[بل])?)(?=...)")
_PREFIXES = ("و", "ف", "ال", "وال", "فال", "ب", "ل", "ك", "بال", "لل", "كال", "وب", "ول", "وبال", "ولل", "فب")
_TOKEN = re.compile(r"\d{1,2}:\d\d(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)*[½¼¾]?|[½¼¾]|[ء-ي]+|[A-Za-z][\w-]*|[^\w\s]")
_GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_RANGE = frozenset({"و", "او", "الي", "حتي", "-", "–", "—"})
_DUAL_LOOK = re.compile(r"(?:ان|ين|تا|تي|ا|ي)(?:ه|ها|هم|هما|هن|نا|ي)?\b")
_LEFT_OF_CLOCK = frozenset({"الساعه", "تمام", "حوالي"})


@lru_cache(maxsize=20_000)
def _atom(word: str) -> tuple[_Atom, _Joint] | None:
    """Return what a folded word counts, and how it is joined to the word before it; None for other words."""
    if word in _NO_NUMBERS:
        return None
    if (found := _WORDS.get(word)) is not None:
        return found, "next"
    for prefix in _PREFIXES:
        if word.startswith(prefix) and (found := _WORDS.get(word[len(prefix) :])) is not None:
            if found.value == 100 and prefix == "ك":  # كمية
                return None
            return found, _JOINTS.get(prefix, "apart")
    if _CLITIC.sub("", word, count=1) in _DUALS or duals.is_dual(word):
        return _Atom("unit", 2), "apart"
    return None


def may_be_dual(text_folded: str) -> bool:
    """Tell whether any word of `text_folded` has the look of a dual, which English says with "two".

    >>> may_be_dual(fold("توقف في دولتين"))
    True
    """
    return _DUAL_LOOK.search(text_folded) is not None


@dataclass(slots=True)
class _Count:
    """A number being put together from its words."""

    start: int
    total: float = 0.0
    """Finished thousands, millions, ..."""
    current: float = 0.0
    """What is below a thousand."""
    scale: float = 0.0
    """The last scale word; 0 when there was none."""
    kinds: list[Kind] = field(default_factory=list)
    others: set[Reading] = field(default_factory=set)
    parts: set[float] = field(default_factory=set)
    digits: bool = False

    @property
    def value(self) -> float:
        return self.total + self.current

    def takes(self, atom: _Atom, *, joined: bool) -> bool:
        """Add `atom` if it goes on with this number; `joined` says that و stands before it."""
        below = self.current % 100
        match atom.kind:
            case _ if self.kinds[-1] in {"hint", "decade"}:
                return False
            case "teen" if not joined and self.kinds[-1] in {"unit", "ordinal"} and 0 < below < 10:
                self.current += 10
                self.others.clear()
            case "teen" | "unit" | "ordinal" if joined and self._open() and below == 0 and not self.digits:
                self._join(atom.value)
            case "ten" if joined and not self.digits and (0 < below < 10 or (below == 0 and self._open())):
                self._join(atom.value)
                self.others.clear()
            case "hundred" if not joined and atom.value == 100 and 3 <= self.current <= 9:
                self.current *= 100
                self.others.clear()
            case "hundred" if joined and self.total and not self.current:
                self._join(atom.value)
            case "scale" | "vague" if atom.value >= 1e3 and not joined and self.value and not _is_dual(atom):
                return self._multiply(atom.value)
            case "scale" if joined and self.total and not self.current and atom.value < self.scale:
                self.parts |= {self.value, atom.value}
                self.total += atom.value
                self.scale = atom.value
            case "fraction" if joined and self.kinds[-1] != "fraction":
                half = atom.value * (self.scale or 1)
                self.others |= {clock(int(self.value), round(60 * atom.value)), self.value} if not self.scale else set()
                self.current += half
            case "fraction names" if not joined and self.kinds == ["unit"]:
                self.current /= atom.value
                self.others.clear()
                self.kinds[-1] = "fraction"
                return True
            case _:
                return False
        self.kinds.append(atom.kind)
        return True

    def takes_digits(self, value: float, *, joined: bool) -> bool:
        """Add digits that follow a scale word and و: مليونين و808 آلاف."""
        if joined and self.total and not self.current and value < self.scale:
            self._join(value)
            self.kinds.append("unit")
            self.digits = True
            return True
        return False

    def _open(self) -> bool:
        return self.current >= 100 or (self.total > 0 and self.current == 0)

    def _join(self, value: float) -> None:
        self.parts |= {self.value, value}
        self.current += value

    def _multiply(self, scale: float) -> bool:
        """Apply a scale word; False where the number must end before what was joined last: ألفين وثلاثة آلاف."""
        if self.total and self.current and scale == self.scale:
            return False
        if self.total and self.current and scale < self.scale:
            self.total += self.current * scale
        elif self.total and self.current:  # ألف وخمسمئة مليون, or one thousand and five million
            self.parts |= {self.total, self.current * scale}
            self.total = (self.total + self.current) * scale
        else:
            self.total = self.value * scale
        self.others = {other * scale for other in self.others if not isinstance(other, str) and other >= 1}
        self.current, self.scale = 0.0, scale
        self.kinds.append("scale")
        return True


def _is_dual(atom: _Atom) -> bool:
    """Tell whether a scale word is a dual, such as ألفان."""
    return str(int(atom.value))[0] == "2"


def read(text_ar: str) -> list[Quantity]:
    """Return the quantities of `text_ar` in order.

    >>> [sorted(found.readings) for found in read("أصيب ١٢ وقتل خمسة وعشرون في الربع الثالث من 2025")]
    [[12.0], [25.0], [0.25], [3.0], [2025.0]]
    """
    return read_folded(fold(text_ar))


def read_folded(text: str) -> list[Quantity]:
    """Return the quantities of `text`, which is folded."""
    tokens = _TOKEN.findall(text)
    found: list[Quantity] = []
    places: list[tuple[int, int, float]] = []
    at = 0
    while at < len(tokens):
        count, end = _count_from(tokens, at)
        if count is None:
            at += 1
            continue
        quantity = _finished(count, tokens, end)
        if quantity is not None:
            found.append(quantity)
            places.append((at, end, count.scale))
        at = end
    _share_scales(found, places, tokens)
    return found


def _count_from(tokens: list[str], at: int) -> tuple[_Count | None, int]:
    """Return the longest number that starts at token `at`, and the token after it."""
    token = tokens[at]
    if token[0].isdigit() or token in _GLYPHS:
        if ":" in token:
            hour, minute = token.split(".")[0].split(":")
            readings: set[Reading] = {clock(int(hour), int(minute))}
            if minute == "00":
                readings |= {float(hour), float(int(hour) % 12)}
            return _Count(at, others=readings, kinds=["unit"], digits=True), at + 1
        extra = _GLYPHS.get(token[-1], 0.0)
        values = value_of_digits(token.rstrip("½¼¾")) if token not in _GLYPHS else frozenset({0.0})
        first = min(v for v in values if not isinstance(v, str))
        count = _Count(at, current=first + extra, kinds=["unit"], digits=True, others=set(values) - {first})
    elif (start := _atom(token)) is not None:
        started = _start(start[0], at)
        if started is None:
            return None, at + 1
        count = started
    else:
        return None, at + 1
    end = at + 1
    split: tuple[_Count, int] | None = None
    while end < len(tokens):
        step = 2 if tokens[end] == "و" and end + 1 < len(tokens) else 1
        token = tokens[end + step - 1]
        if token[0].isdigit() and ":" not in token and token.rstrip("½¼¾"):
            number = min(v for v in value_of_digits(token.rstrip("½¼¾")) if not isinstance(v, str))
            taken = count.takes_digits(number, joined=step == 2)
        elif (following := _atom(token)) is not None:
            atom, joint = following
            if atom.kind == "fraction" and count.kinds[-1] == "fraction":
                break
            joined = joint == "and" or step == 2
            before = deepcopy(count) if joined else count
            taken = joint != "apart" and count.takes(atom, joined=joined)
            if taken and joined:
                split = before, end
            elif (
                not taken and split and count.current and atom.kind in {"scale", "vague"} and atom.value == count.scale
            ):
                return split
            if taken and atom.kind == "fraction" and end + step < len(tokens):  # مليار ونصف المليار
                repeated = _atom(tokens[end + step])
                end += repeated is not None and repeated[0].kind == "scale" and repeated[0].value == count.scale
        else:
            break
        if not taken:
            break
        end += step
    return count, end


def _start(atom: _Atom, at: int) -> _Count | None:
    """Return a number that begins with `atom`."""
    count = _Count(at, kinds=[atom.kind], others=set(atom.others))
    if atom.kind == "scale":
        count.scale = atom.value / 2 if _is_dual(atom) else atom.value
        count.total = atom.value
    else:
        count.current = atom.value
    return count


def _finished(count: _Count, tokens: list[str], end: int) -> Quantity | None:
    """Return the quantity of a finished count."""
    text = " ".join(tokens[count.start : end])
    kind = count.kinds[0]
    if text in {"الميه", "المايه"} and count.start and tokens[count.start - 1] == "في":
        return None
    readings: set[Reading] = set(count.others)
    if count.value or not readings:
        readings.add(count.value)
    if kind == "fraction names":
        return None
    if kind == "vague":
        return Quantity(text=text, readings=frozenset({count.value}), vague=True)
    if kind == "decade":
        readings |= {century + count.value for century in (1700, 1800, 1900, 2000)}
    if count.start and tokens[count.start - 1] in {"العقد", "عقدها", "عقده"}:
        readings.add((count.value - 1) * 10)  # in the eighth decade of his life: in his seventies
    if kind in {"ordinal", "unit"} and tokens[end : end + 2] and tokens[end] in {"ونصف", "والنصف"}:
        readings.add(count.value + 0.5)
    if _half_after_noun(tokens, end):
        readings.add(count.value + 0.5)
    if _figure_of_month(tokens, count.start):
        readings.add(f"month {int(count.value)}")
    if kind == "fraction" and text.startswith("و"):
        readings.add(1 + count.value)  # متر ونصف: one and a half metres
    return Quantity(
        text=text,
        readings=frozenset(readings),
        required=_is_required(count, text, tokens, end),
        percent=_is_percent(tokens[end : end + 2]),
        parts=frozenset(count.parts),
    )


def _is_percent(after: list[str]) -> bool:
    """Tell whether the two tokens after a number make it a percentage."""
    if after[:1] and after[0] in {"%", "٪", "بالميه", "بالمايه"}:
        return True
    return after in (["في", "الميه"], ["في", "المايه"]) or (after[1:] == ["ميويه"] and after[0].startswith("نق"))


def _is_required(count: _Count, text: str, tokens: list[str], end: int) -> bool:
    """Tell whether English can hardly say the same without a number."""
    kind = count.kinds[0]
    if kind == "hint" or text in {"الاثنين", "ميتا"} or text.endswith(("يني", "ينيه")):
        return False
    if kind == "fraction" and len(count.kinds) == 1:
        return count.value not in {1 / 2, 1 / 4}
    if kind == "ordinal" and count.value <= 2 and _is_day(tokens, end):
        return True
    if count.digits and count.value < 2:
        return count.value > 0 or any(isinstance(other, str) for other in count.others)
    if count.value == 2 and (kind == "ordinal" or text.endswith(("اثنا", "اثني", "اثنتا", "اثنتي"))):
        return False
    return count.value > 1 or any(isinstance(other, str) for other in count.others)


def _is_day(tokens: list[str], end: int) -> bool:
    """Tell whether an ordinal is the day of a month: الثاني من نيسان."""
    return tokens[end : end + 1] == ["من"] and end + 1 < len(tokens) and may_be_month(tokens[end + 1])


def _half_after_noun(tokens: list[str], end: int) -> bool:
    """Tell whether a noun and "and a half" follow: ثلاث سنوات ونصف."""
    return end + 1 < len(tokens) and tokens[end + 1] in {"ونصف", "والنصف"}


def _figure_of_month(tokens: list[str], at: int) -> bool:
    """Tell whether the digits at `at` are the second part of a date such as 7/10."""
    return (
        at >= 2
        and tokens[at - 1] in {"/", "-"}
        and tokens[at - 2][0].isdigit()
        and tokens[at].isdigit()
        and int(tokens[at]) <= 12
    )


def _share_scales(found: list[Quantity], places: list[tuple[int, int, float]], tokens: list[str]) -> None:
    """Let 15 in "15 to 20 thousand" be 15,000 as well."""
    for index in range(len(found) - 1):
        _, end, scale = places[index]
        start, _, next_scale = places[index + 1]
        between = tokens[end:start]
        if not scale and next_scale and len(between) <= 1 and all(token in _RANGE for token in between):
            values = [value * next_scale for value in found[index].readings if not isinstance(value, str)]
            found[index] = replace(found[index], readings=found[index].readings | frozenset(values))
