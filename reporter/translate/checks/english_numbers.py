"""The numbers of an English sentence: figures, number words, ordinals, fractions, Roman numerals, times.

In: a sentence. Out: its quantities in order, in the same terms as those of ``arabic_numbers``.
"""

import re
from dataclasses import replace

from reporter.translate.checks.quantity import Quantity, Reading, clock, value_of_digits

_SMALL = {
    word: float(value)
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}
_TENS = {
    word: float(10 * value)
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "dozen": 12.0,
}  # fmt: skip
_ORDINALS = {
    word: float(value)
    for value, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"],
        start=1,
    )
} | {f"{word.removesuffix('y')}ieth": value for word, value in _TENS.items()} | {
    "hundredth": 100.0, "thousandth": 1e3, "millionth": 1e6,
}  # fmt: skip
_PARTS = {"half": 2.0, "halves": 2.0, "quarter": 4.0, "quarters": 4.0} | {
    f"{word}{plural}": value for word, value in _ORDINALS.items() if value >= 3 for plural in ("", "s")
}
_PLURALS = {
    "tens": 10.0, "dozens": 10.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6,
    "billions": 1e9, "trillions": 1e12,
}  # fmt: skip
_DECADES = {f"{word.removesuffix('y')}ies": value for word, value in _TENS.items()}
_HINTS: dict[str, tuple[float, ...]] = {
    "twice": (2,), "both": (2,), "double": (2,), "doubled": (2,), "doubles": (2,), "doubling": (2,), "couple": (2,),
    "pair": (2,),
    "single": (1,),
    "once": (1,),
    "sole": (1,), "twin": (2,), "twins": (2,), "twofold": (2,), "dual": (2,), "duo": (2,), "bilateral": (2,),
    "fortnight": (2, 14, 15), "brace": (2,), "either": (2,), "neither": (2,), "halved": (2,),
    "two": (2,), "biennial": (2,), "biannual": (2,), "respectively": (2,), "latter": (2,),
    "octagonal": (8,),
    "octagon": (8,),
    "triple": (3,), "tripled": (3,), "treble": (3,), "trebled": (3,), "threefold": (3,), "thrice": (3,), "trio": (3,),
    "tripling": (3,), "trilateral": (3,), "tripartite": (3,), "triplets": (3,), "trilogy": (3,), "triangle": (3,),
    "quadruple": (4,), "quadrupled": (4,), "fourfold": (4,), "quartet": (4,), "quarterly": (3, 4), "semi": (0.5,),
    "quadrupling": (4,), "quadrilateral": (4,), "tetralogy": (4,), "fivefold": (5,), "quintet": (5,), "sixfold": (6,),
    "sevenfold": (7,), "eightfold": (8,), "tenfold": (10,), "pentagon": (5,), "hexagon": (6,), "quintuple": (5,),
    "decade": (10,), "decades": (10,), "dozen": (12,), "scores": (10, 20), "sixteen": (8,), "noon": (12,), "midday": (12,), "midnight": (12, 0, 24),
    "century": (100,), "centenary": (100,), "centennial": (100,), "millennium": (1000,),
    "teenage": (13,), "twelvemonth": (12,), "half": (0.5, 30), "mid": (0.5,),
}  # fmt: skip
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"], start=1
    )
}
_GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_TOKEN = re.compile(
    r"(?P<code>[a-z]+-?\d[\w.-]*)|(?P<clock>\d{1,2}[:.]\d\d(?=\s?[ap]\.?m\b)|\d{1,2}:\d\d(?![\d:])(?:\.\d+)?)|(?P<gmt>\d{4}(?=\s(?:gmt|utc|hours)\b))"
    r"|(?P<digits>(?:\d+(?:[.,]\d+)*|\.\d+))(?P<glyph>[½¼¾⅓⅔])?(?P<suffix>[a-z]+)?|(?P<alone>[½¼¾⅓⅔])|(?P<word>[a-z]+)(?:['’][a-z]+)?|(?P<mark>[^\w\s])"
)
_ROMAN = re.compile(r"\b(?=[IVXL]{2,})(X{0,4})(IX|IV|V?I{0,3})\b|(?<=[a-z] )([VX])\b(?!\.)|(?<=\bWW)(I{1,2})\b")
_ROMAN_UNITS = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
_PERCENT = frozenset({"%", "percent", "percentage", "pc"})
_VAGUE_BEFORE = frozenset({"few", "several", "many", "some", "of"})
_JOINTS = frozenset({"-", "‑"})

_Token = tuple[str, str, re.Match[str]]


def read(text_en: str) -> list[Quantity]:
    """Return the quantities of `text_en` in order.

    >>> [sorted(found.readings) for found in read("Twenty-five of 1,200 and a half million in two-thirds")]
    [[25.0], [1200.0], [500000.0], [0.6666666666666666]]
    """
    tokens: list[_Token] = [(match.lastgroup or "", match.group(), match) for match in _TOKEN.finditer(text_en.lower())]
    tokens = [(_kind(match), text, match) for _, text, match in tokens]
    found: list[Quantity] = []
    ends: list[tuple[int, int, float]] = []
    at = 0
    while at < len(tokens):
        quantity, end, scale = _quantity_at(tokens, at)
        if quantity is not None:
            if quantity.required and _is_percent(tokens, end):
                quantity = replace(quantity, percent=True)
            found.append(quantity)
            ends.append((at, end, scale))
        at = max(end, at + 1)
    _share_scales(found, ends, tokens)
    found.extend(_roman(text_en))
    return found


def _kind(match: re.Match[str]) -> str:
    for name in ("code", "clock", "gmt", "digits", "alone", "word"):
        if match.group(name):
            return name
    return "mark"


def _quantity_at(tokens: list[_Token], at: int) -> tuple[Quantity | None, int, float]:
    """Return the quantity that starts at token `at`, the token after it, and its last scale (0 for none)."""
    kind, text, match = tokens[at]
    if kind == "mark":
        return None, at + 1, 0
    if kind == "code":
        digits = [float(part) for part in re.findall(r"\d+", text)[:3]]
        return Quantity(text=text, readings=frozenset(digits), required=False), at + 1, 0
    if kind in {"clock", "gmt"}:
        hour, minute = (int(text[:2]), int(text[2:])) if kind == "gmt" else map(int, re.split("[:.]", text)[:2])
        readings: set[Reading] = {clock(hour, minute)}
        if minute == 0:
            readings |= {float(hour), float(hour % 12)}
        return Quantity(text=text, readings=frozenset(readings)), at + 1, 0
    if kind == "word":
        return _word_at(tokens, at)
    return _number_at(tokens, at)


def _word_at(tokens: list[_Token], at: int) -> tuple[Quantity | None, int, float]:
    """Read a word that may be, or begin, a number."""
    _, text, match = tokens[at]
    word = match.group("word")
    if word in _SMALL or word in _TENS or word in _ORDINALS:
        return _number_at(tokens, at)
    if word in {"a", "an"} and at + 1 < len(tokens) and tokens[at + 1][1] in _SCALES and len(tokens[at + 1][1]) > 2:
        quantity, end, scale = _number_at(tokens, at)
        return quantity, end, scale
    if word in _PLURALS:
        value, end = _PLURALS[word], at + 1
        if (
            _words(tokens, end, 2)[:1] == ["of"]
            and (following := _words(tokens, end, 2)[1:])
            and following[0] in _PLURALS
        ):
            value, end = value * _PLURALS[following[0]], end + 2
        return Quantity(text=_shown(tokens, at, end), readings=frozenset({value}), vague=True), end, 0
    if word in _SCALES and len(word) > 2:
        if word == "dozen":
            return Quantity(text=text, readings=frozenset({12.0, 10.0}), required=False), at + 1, 0
        vague = Quantity(text=text, readings=frozenset({_SCALES[word]}), vague=True)
        return replace(vague, required=False), at + 1, 0
    if word in {"half", "quarter"}:
        return _fraction_of_scale(tokens, at)
    if word in _DECADES:
        value = _DECADES[word]
        readings = frozenset({value} | {century + value for century in (1700.0, 1800.0, 1900.0, 2000.0)})
        return Quantity(text=text, readings=readings), at + 1, 0
    if word in _MONTHS:
        return Quantity(text=text, readings=frozenset({f"month {_MONTHS[word]}"}), required=False), at + 1, 0
    if word in _HINTS:
        return Quantity(text=text, readings=frozenset(map(float, _HINTS[word])), required=False), at + 1, 0
    return None, at + 1, 0


def _fraction_of_scale(tokens: list[_Token], at: int) -> tuple[Quantity, int, float]:
    """Read "half", "half a million", "quarter of a million"."""
    value = 0.5 if tokens[at][1].startswith("half") else 0.25
    following = _words(tokens, at + 1, 3)
    for skipped in (["of", "a"], ["a"], ["of"], []):
        rest = following[len(skipped) :]
        if following[: len(skipped)] == skipped and rest and rest[0] in _SCALES and len(rest[0]) > 2:
            end = at + 2 + len(skipped)
            scale = _SCALES[rest[0]]
            return Quantity(text=_shown(tokens, at, end), readings=frozenset({value * scale})), end, scale
    return Quantity(text=tokens[at][1], readings=frozenset({value}), required=False), at + 1, 0


def _number_at(tokens: list[_Token], at: int) -> tuple[Quantity | None, int, float]:
    """Read a number of figures and number words, with its scales, fractions and ordinal ending."""
    total = current = last_scale = 0.0
    others: set[Reading] = set()
    parts: set[float] = set()
    end, started, ordinal, digits = at, False, False, False
    while end < len(tokens):
        kind, text, match = tokens[end]
        step = 1
        joined = False
        if started and text == "and" and (last_scale or 20 <= current < 100) and end + 1 < len(tokens):
            kind, text, match = tokens[end + 1]
            step, joined = 2, True
            if not last_scale:
                break
        elif started and text == "," and last_scale >= 1e3 and not current and _goes_on(tokens, end + 1, last_scale):
            kind, text, match = tokens[end + 1]
            step, joined = 2, True
        elif started and text in _JOINTS and end + 1 < len(tokens) and not digits:
            kind, text, match = tokens[end + 1]
            step = 2
        word = match.group("word") or ""
        if kind == "digits":
            values = value_of_digits(match.group("digits"))
            number = (
                max(value for value in values if not isinstance(value, str)) if len(values) == 1 else _plain(values)
            )
            scaled = (match.group("suffix") or "") in _SCALES
            if started and (scaled or not (joined and current == 0 and number < last_scale)):
                break
            if joined:
                parts |= {total + current, number}
            others |= values - {number} if not started else set()
            current += number + _GLYPHS.get(match.group("glyph") or "", 0.0)
            digits = True
            suffix = match.group("suffix") or ""
            if suffix in {"s"} and number >= 10 and not started:
                return _decade(text, number), end + 1, 0
            if suffix in {"st", "nd", "rd", "th"}:
                return Quantity(text=text, readings=frozenset({total + current, *others})), end + 1, 0
            if suffix in _SCALES:
                last_scale = _SCALES[suffix]
                total, current = current * last_scale, 0.0
                others = {other * last_scale for other in others if not isinstance(other, str)} | {number}
        elif word in {"a", "an"} and not started and not joined:
            current = 1.0
        elif word in _SMALL and not digits:
            value = _SMALL[word]
            if joined and _words(tokens, end + 2, 1) == ["hundred"] and last_scale == 100:
                break
            if (
                started
                and not (current == 0 and last_scale)
                and not (not joined and current % 10 == 0 and current % 100 >= 20 and value < 10)
                and not (current >= 100 and current % 100 == 0)
            ):
                break
            if joined:
                parts |= {total + current, value}
            current += value
        elif word in _TENS and not digits:
            if started and not (current == 0 and last_scale) and not (current >= 100 and current % 100 == 0):
                break
            if joined:
                parts |= {total + current, _TENS[word]}
            current += _TENS[word]
        elif word == "hundred" and started and 0 < current < 100 and not joined:
            current *= 100
            last_scale = 100.0
        elif word in _SCALES and len(word) > 1 and started and not joined and _SCALES[word] != 100:
            last_scale = _SCALES[word]
            if current:
                total += current * last_scale
                others = {other * last_scale for other in others if not isinstance(other, str)}
            else:
                total *= last_scale
            current = 0.0
        elif (
            word in _PARTS
            and started
            and not joined
            and (current and not last_scale)
            and (
                word.endswith("s")
                or (word in _PARTS
                and tokens[end - 1][1] in {"one", "a"})
                or (tokens[end][1] in _JOINTS
                and current == 1)
            )
        ):
            return (
                Quantity(text=_shown(tokens, at, end + step), readings=frozenset({current / _PARTS[word]})),
                end + step,
                0,
            )
        elif word in _ORDINALS:
            value = _ORDINALS[word]
            if (
                started
                and not (current % 10 == 0 and value < 10 and current % 100 != 10)
                and not (joined and current == 0)
            ):
                break
            if not started and value >= 3:
                others |= {1 / value}
            current += value
            ordinal = True
            end += step
            started = True
            break
        else:
            break
        started = True
        end += step
    if not started:
        return None, at + 1, 0
    value = total + current
    end, value, others = _and_a_half(tokens, end, value, last_scale, others)
    readings = frozenset({value, *others})
    quantity = Quantity(
        text=_shown(tokens, at, end),
        readings=readings,
        required=value > 1 and not (ordinal and value == 2),
        parts=frozenset(parts),
    )
    return quantity, end, last_scale if last_scale >= 1e3 else 0.0


def _goes_on(tokens: list[_Token], at: int, scale: float) -> bool:
    """Tell whether a smaller scale follows after one number: the comma of "one million, 673 thousand"."""
    following = _words(tokens, at, 2)
    return len(following) == 2 and tokens[at][0] == "digits" and 100 < _SCALES.get(following[1], 0.0) < scale


def _plain(values: frozenset[Reading]) -> float:
    return min(value for value in values if not isinstance(value, str))


def _and_a_half(
    tokens: list[_Token], end: int, value: float, scale: float, others: set[Reading]
) -> tuple[int, float, set[Reading]]:
    """Add "and a half", "and a quarter", before or after a scale: eight and a half billion."""
    tail = [text for _, text, _ in tokens[end : end + 6] if text not in _JOINTS]
    if len(tail) >= 3 and tail[0] == "and" and tail[1] in {"a", "one"} and tail[2] in {"half", "quarter"}:
        part = 0.5 if tail[2] == "half" else 0.25
        taken = 3 + sum(text in _JOINTS for _, text, _ in tokens[end : end + 5][:5])
        end += min(taken, len(tokens) - end)
        while end < len(tokens) and tokens[end][1] in _JOINTS:
            end += 1
        if not scale and end < len(tokens) and tokens[end][1] in _SCALES and len(tokens[end][1]) > 2:
            return end + 1, (value + part) * _SCALES[tokens[end][1]], set()
        return end, value + part * (scale or 1), others
    return end, value, others


def _decade(text: str, number: float) -> Quantity:
    """Return 1970s as the decade 70 and the year, 1800s also as the 19th century."""
    readings: set[Reading] = {number, number % 100}
    if number >= 1000:
        readings.add(number // 100 + 1)
    return Quantity(text=text, readings=frozenset(readings - {0.0}))


def _words(tokens: list[_Token], at: int, count: int) -> list[str]:
    return [text for _, text, _ in tokens[at : at + count]]


def _shown(tokens: list[_Token], start: int, end: int) -> str:
    first, last = tokens[start][2], tokens[end - 1][2]
    return first.string[first.start() : last.end()]


def _is_percent(tokens: list[_Token], end: int) -> bool:
    following = _words(tokens, end, 2)
    if following[:1] and following[0] in _JOINTS:
        following = following[1:]
    return following[:1] != [] and (following[0] in _PERCENT or following == ["per", "cent"])


def _share_scales(found: list[Quantity], places: list[tuple[int, int, float]], tokens: list[_Token]) -> None:
    """Let 15 in "15 to 20 thousand" be 15,000 as well."""
    for index in range(len(found) - 1):
        _, end, scale = places[index]
        start, _, next_scale = places[index + 1]
        between = [text for _, text, _ in tokens[end:start]]
        if (
            not scale
            and next_scale
            and len(between) <= 1
            and all(text in {"to", "and", "or", "-", "–"} for text in between)
        ):
            values = [value * next_scale for value in found[index].readings if not isinstance(value, str)]
            found[index] = found[index].also(*values)


def _roman(text_en: str) -> list[Quantity]:
    """Return the Roman numerals of `text_en`; none is required in the Arabic."""
    values = []
    for match in _ROMAN.finditer(text_en):
        tens, units, single, war = match.groups()
        if single:
            values.append({"V": 5, "X": 10}[single])
        elif war:
            values.append(len(war))
        else:
            values.append(10 * len(tens or "") + _ROMAN_UNITS[units or ""])
    return [Quantity(text=str(value), readings=frozenset({float(value)}), required=False) for value in values]
