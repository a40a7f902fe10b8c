"""The numbers of an English sentence: figures, number words, ordinals, fractions, Roman numerals, times.

In: a sentence. Out: its quantities in order, in the same form as those of ``language.arabic.numbers``.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from reporter.language.english.number_grammar import Count, Token
from reporter.language.english.number_words import (
    DECADES,
    GLYPHS,
    HINTS,
    MONTHS,
    ORDINALS,
    PARTS,
    PLURALS,
    SCALES,
    SMALL,
    TENS,
)
from reporter.language.joined import join_two
from reporter.language.quantity import Quantity, plain_figures, share_ranges, time_of_digits

_TOKEN = re.compile(
    r"[a-z]+(?:-?\d[\w.-]*)?"  # a word, or a code
    r"|\d{1,2}[:.]\d\d(?=\s?[ap]\.?m\b)|\d{1,2}(?::\d\d){1,2}(?![\d:])(?:\.\d+)?|\d{4}(?=\s(?:gmt|utc|hours)\b)"
    r"|\d+[a-z]+\d\w*"
    r"|(?:\d+(?:[.,\u202f]\d+)*|(?<![\w.)])\.\d+)[½¼¾⅓⅔]?(?:[a-z]+)?|[½¼¾⅓⅔]"
    r"|[^\w\s'’]"
)
_CLOCK = re.compile(r"\d{1,2}\.\d\d")
_ROMAN = re.compile(r"\b(?=[IVXL]{2,})(X{0,4})(IX|IV|V?I{0,3})\b|(?<=[a-z] )([VX])\b(?!\.)|(?<=\bWW)(I{1,2})\b")
_MAY_BE_ROMAN = re.compile("II|[VX]|WWI")
_ROMAN_UNITS = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
_COUNTING = frozenset(SMALL) | frozenset(TENS) | frozenset(ORDINALS)
_STARTS = (
    _COUNTING
    | {"a", "an", "half", "quarter", "dozen"}
    | set(SCALES)
    | set(PLURALS)
    | set(DECADES)
    | set(MONTHS)
    | set(HINTS)
)
_CODE_OF_MONEY = re.compile("[A-Z](?<![A-Za-z0-9].)[A-Za-z]{1,2}(?=[0-9])")
_CODES_OF_MONEY = frozenset([
    "LL", "SR", "QR", "DH", "KD", "BD", "JD", "ID", "RS", "US", "LE", "TL", "RO", "CFA", "NIS", "RMB", "USD", "EUR",
    "GBP", "CHF", "EGP", "SDG", "MAD", "AED", "SAR", "QAR", "OMR", "BHD", "KWD", "JOD", "IQD", "SYP", "LBP", "YER",
    "LYD", "TND", "DZD", "ILS", "INR",
])  # fmt: skip
"""Possible prefixes of a sum: LL100,000."""
_MENTIONS = frozenset(word + ending for word in _STARTS - {"a", "an"} for ending in ("", "'s", "’s"))
_FIGURE = re.compile(r"[\d½¼¾⅓⅔]")
_NO_NUMBER = re.compile(
    r"\b(?:first|second)-(?=[a-z])|\bthird[- ]part(?:y|ies)\b|\bhigh-fives?\b|"
    r"\bnineteen[ -](?=(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies\b)"
)
"""First-rate, third-party; the nineteen of the nineteen-eighties."""
_ORDINAL_PARTS = ("first-", "second-", "third", "nineteen", "high-five")
_ROUND_THE_CLOCK = re.compile(r"\b24[/-]7\b")
_GLUED_SCALE = re.compile(r"(?<=\d)\+?(?=\s?(?:hundred|thousand|million|billion|trillion)s?\b)")
_GROUP = re.compile(r"\b(?:Group|Pool|Section|Grade|Category|Type|Class|Phase|Schedule|Annex|Appendix) ([A-H])\b")
_HYPHENS = frozenset({"-", "‑"})


def may_count(text: str, words: Iterable[str]) -> bool:
    """Return whether `text` has a number word among its `words` (lower case), or a figure."""
    return not _MENTIONS.isdisjoint(words) or _FIGURE.search(text) is not None


def read(text_en: str) -> list[Quantity]:
    """Return the quantities of `text_en` in order.

    >>> [sorted(found.readings) for found in read("Twenty-five of 1,200 and half a million in two-thirds")]
    [[25.0], [1200.0], [500000.0], [0.6666666666666666]]
    """
    lower = text_en.lower()
    if _FIGURE.search(text_en):
        lower = plain_figures(_CODE_OF_MONEY.sub(_without_code, text_en).lower())
        lower = _ROUND_THE_CLOCK.sub("x24-7", _GLUED_SCALE.sub(" ", lower))
    tokens = _tokens(_NO_NUMBER.sub(" ", lower) if any(word in lower for word in _ORDINAL_PARTS) else lower)
    found: list[Quantity] = []
    places: list[tuple[int, int, float]] = []
    end = 0
    for at in [at for at, token in enumerate(tokens) if token.begins]:
        if at < end:
            continue
        quantity, end, scale = _quantity_at(tokens, at)
        if quantity is not None:
            found.append(replace(quantity, percent=True) if _is_percent(tokens, end) else quantity)
            places.append((at, end, scale))
    texts = [token.text for token in tokens]
    share_ranges(found, places, texts)
    return [*join_two(found, places, texts), *roman(text_en)]


def _without_code(match: re.Match[str]) -> str:
    return "" if match.group().upper() in _CODES_OF_MONEY else match.group()


_HEX = re.compile(r"\d+[a-z]+\d\w*")


@lru_cache(maxsize=50_000)
def _token(text: str) -> Token:
    """Return `text` as a token, with its kind if the text alone determines it."""
    first = text[0]
    if _HEX.fullmatch(text):
        return Token("code", text)
    if "a" <= first <= "z":
        return Token("word", text, begins=text in _STARTS) if text.isalpha() else Token("code", text)
    if ":" in text and len(text) > 1:
        return Token("time", text)
    is_figure = first.isdigit() or first in GLYPHS or len(text) > 1
    return Token("figure" if is_figure else "mark", text, begins=is_figure)


def _tokens(lower: str) -> list[Token]:
    """Return the tokens of a text in lower case; 10.30 and 0900 are times if the next word says so."""
    tokens = list(map(_token, _TOKEN.findall(lower)))
    for at in [at for at, token in enumerate(tokens) if token.kind == "figure" and len(token.text) in {4, 5}]:
        if _is_time(tokens[at].text, _texts(tokens, at + 1, 2)):
            tokens[at] = Token("time", tokens[at].text)
    return tokens


def _is_time(figure: str, following: list[str]) -> bool:
    after = following[0] if following else ""
    if "." in figure:
        return _CLOCK.fullmatch(figure) is not None and (after in {"am", "pm"} or following in (["a", "."], ["p", "."]))
    return len(figure) == 4 and figure.isdigit() and after in {"gmt", "utc", "hours"}


_Read = tuple[Quantity | None, int, float]
"""A quantity, the token after it, and its scale (0 for none)."""


def _quantity_at(tokens: list[Token], at: int) -> _Read:
    """Return the quantity that starts at token `at`, if there is one."""
    kind, text, _ = tokens[at]
    if kind in {"code", "time"}:
        return _time(text) if kind == "time" else _code(text), at + 1, 0
    if kind == "figure" or text in _COUNTING:
        return _number_at(tokens, at)
    following = _texts(tokens, at + 1, 1)
    if text in {"a", "an"}:
        return (
            _number_at(tokens, at)
            if following[:1] and following[0] in SCALES.keys() | ORDINALS.keys()
            else (None, at + 1, 0)
        )
    if text in {"half", "quarter"}:
        return _fraction_of_scale(tokens, at)
    return _vague(tokens, at) if text in PLURALS else (_single(text), at + 1, 0)


def _single(word: str) -> Quantity:
    """Return the quantity of a single word."""
    if word in SCALES:  # several thousand
        return Quantity(text=word, readings=frozenset({SCALES[word]}), required=False, vague=True)
    if word in DECADES:
        value = DECADES[word]
        return Quantity(
            text=word, readings=frozenset({value, *(century + value for century in (1700, 1800, 1900, 2000))})
        )
    if word in MONTHS:
        return Quantity(text=word, readings=frozenset({f"month {MONTHS[word]:.0f}"}), required=False)
    return Quantity(text=word, readings=frozenset(HINTS[word]), required=False)


def _code(text: str) -> Quantity:
    """Return the digits of a name such as F-35; they can match a number but do not require one."""
    digits = {float(part) for part in re.findall(r"\d+(?:\.\d+)?", text)[:3]}
    return Quantity(text=text, readings=frozenset(digits), required=False)


def _time(text: str) -> Quantity:
    """Return a time of day: 10:30, 10.30, 0930."""
    figures = f"{text[:2]}:{text[2:]}" if text.isdigit() else text
    return Quantity(text=text, readings=time_of_digits(figures))


def _vague(tokens: list[Token], at: int) -> _Read:
    """Read "hundreds", "tens of thousands"."""
    value, end = PLURALS[tokens[at].text], at + 1
    following = _texts(tokens, end, 2)
    if following[:1] == ["of"] and following[1:] and following[1] in PLURALS:
        value, end = value * PLURALS[following[1]], end + 2
    return Quantity(text=" ".join(_texts(tokens, at, end - at)), readings=frozenset({value}), vague=True), end, 0


def _fraction_of_scale(tokens: list[Token], at: int) -> _Read:
    """Read "half", "half a million", "quarter of a million"."""
    value = 1 / PARTS[tokens[at].text]
    end = at + 1
    while end < len(tokens) and tokens[end].text in {"of", "a"}:
        end += 1
    scale = (SCALES | {"dozen": 12.0}).get(tokens[end].text) if end < len(tokens) else None
    if scale:
        shown = " ".join(_texts(tokens, at, end + 1 - at))
        return Quantity(text=shown, readings=frozenset({value * scale}), parts=frozenset({value})), end + 1, scale
    return Quantity(text=tokens[at].text, readings=frozenset({value}), required=False), at + 1, 0


def _number_at(tokens: list[Token], at: int) -> _Read:
    """Read a number of figures and number words, with scales, fractions and ordinal ending."""
    count = Count()
    end = at
    while end < len(tokens) and not count.closed:
        joint = _joint(tokens, end, count)
        if end + joint >= len(tokens):
            break
        joined = joint == 1 and tokens[end].text not in _HYPHENS
        if not count.takes(tokens[end + joint], joined=joined):
            break
        end += joint + 1
    if not count.started:
        return None, at + 1, 0
    end = _and_a_half(tokens, end, count)
    quantity = Quantity(
        text=" ".join(_texts(tokens, at, end - at)).replace(" - ", "-"),
        readings=frozenset({count.value, *count.others}),
        required=count.value not in {0, 1} and not (count.ordinal and count.value == 2),
        parts=frozenset(count.parts),
    )
    return quantity, end, count.scale if count.scale >= 1e3 else 0.0


def _joint(tokens: list[Token], at: int, count: Count) -> int:
    """Return 1 if token `at` joins the next number word to the count, otherwise 0."""
    if not count.started or at + 1 >= len(tokens):
        return 0
    text, following = tokens[at].text, _texts(tokens, at + 1, 2)
    if text in _HYPHENS:
        return int(not count.figures or following[0] in SCALES)
    if text == "and":
        hundreds = following[1:] == ["hundred"] and count.current >= 100
        again = any(SCALES.get(text, 0) >= count.scale > 100 for text in _texts(tokens, at + 2, 2))
        return int((count.scale > 0 or count.current >= 100) and not hundreds and not again)
    goes_on = (
        len(following) == 2 and tokens[at + 1].kind == "figure" and 100 < SCALES.get(following[1], 0) < count.scale
    )
    return int(text == "," and not count.current and goes_on)  # one million, 673 thousand


def _and_a_half(tokens: list[Token], end: int, count: Count) -> int:
    """Add "and a half", "and a quarter", before or after a scale: eight and a half billion."""
    if end >= len(tokens) or (tokens[end].text != "and" and tokens[end].text not in _HYPHENS):
        return end
    tail = [index for index in range(end, min(end + 8, len(tokens))) if tokens[index].text not in _HYPHENS]
    texts = [tokens[index].text for index in tail]
    if len(texts) < 3 or texts[0] != "and" or texts[1] not in {"a", "one"} or texts[2] not in {"half", "quarter"}:
        return end
    part = 1 / PARTS[texts[2]]
    if not count.scale and len(texts) > 3 and texts[3] in SCALES:
        count.scale = SCALES[texts[3]]
        count.total, count.current = (count.value + part) * count.scale, 0.0
        return tail[3] + 1
    count.current += part * (count.scale or 1)
    return tail[2] + 1


def _texts(tokens: list[Token], at: int, count: int) -> list[str]:
    return [token.text for token in tokens[at : at + count]]


def _is_percent(tokens: list[Token], end: int) -> bool:
    following = _texts(tokens, end, 2)
    if following[:1] and following[0] in _HYPHENS:
        following = following[1:]
    return following == ["per", "cent"] or (following != [] and following[0] in {"%", "percent", "percentage", "pc"})


def roman(text_en: str) -> list[Quantity]:
    """Return the Roman numerals and counting letters (Group C) of `text_en`, none of which the Arabic must have."""
    values = [" ABCDEFGH".index(letter) for letter in _GROUP.findall(text_en)]
    if not _MAY_BE_ROMAN.search(text_en) and not values:
        return []
    for tens, units, single, war in _ROMAN.findall(text_en):
        if single:
            values.append({"V": 5, "X": 10}[single])
        else:
            values.append(len(war) or 10 * len(tens) + _ROMAN_UNITS[units])
    return [Quantity(text=str(value), readings=frozenset({float(value)}), required=False) for value in values]
