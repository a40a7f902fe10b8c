"""What an Arabic sentence counts: its numbers with the nouns after them.

In: a sentence. Out: its counts. Numbers without a noun, such as years and times of day, are not counts. Nouns are
compared by their consonants, which singular, plural and dual share: سفينة and سفن, قتيل and قتلى, شخصا and أشخاص.
"""

import re
from dataclasses import dataclass

from reporter.language.arabic.clitics import bare
from reporter.language.arabic.duals import is_counting_dual
from reporter.language.arabic.letters import fold, stem
from reporter.language.arabic.months import may_be_month
from reporter.language.arabic.numbers import located
from reporter.language.quantity import Quantity

_LISTED_BETWEEN = "من بين اصل اكثر اقل نحو حوالي"
_BETWEEN = frozenset(_LISTED_BETWEEN.split())
"""Words that may stand between a number and what it counts."""
_NOT_COUNTED = """
و او الي علي في عن مع منذ حتي قبل بعد خلال ضد بينهم بينها بينهن بينما منهم منها ان انه انها التي الذي الذين هو هي هم
اخرين اخرون اخري اخر اخرى غيرهم تقريبا فقط ايضا كما لم لا ما هذا هذه ذلك كان كانت
"""
_NO_NOUN = frozenset(_NOT_COUNTED.split())
_PERCENT = frozenset({"%", "٪"})
_WORD = re.compile("[ء-ي]{2,}")
_WEAK = re.compile("[اويء]|ه$")
_DUAL = re.compile("ت(?:ان|ين|ا|ي)$")
_RELATION = re.compile("ي(?:ين|ون|ا|ان|ات|ه)$")
"""Endings of adjectives of relation, such as مدنيا, which are not forms of the noun that they are made of."""
_ROUGHLY = "نحو حوالي قرابه زهاء يقارب يقرب بنحو بحوالي لنحو تقريبا"
_BOUNDS = "اكثر اقل يزيد يقل تجاوز يتجاوز فاق يفوق تخطي الاقل"
_ABOUT = frozenset(_ROUGHLY.split())
_BOUND = frozenset(_BOUNDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number and what it counts."""

    quantity: Quantity
    noun: str
    """The folded noun, or ``%``."""
    key: str
    """Equal for the forms of a noun."""
    about: bool
    """It is an approximation."""
    bound: bool
    """It is the smallest or the greatest possible number: more than 40."""


def counts(text_ar: str) -> list[Count]:
    """Return the counts of `text_ar` in order.

    >>> [(count.quantity.text, count.noun) for count in counts("غرقت سفينتان وقتل أربعة وأربعون شخصا منذ عام 2020")]
    [('سفينتان', 'سفينتان'), ('اربعه واربعون', 'شخصا')]
    """
    found, places, tokens = located(fold(text_ar))
    return [
        count
        for quantity, (start, end, _) in zip(found, places, strict=True)
        if (count := _count(quantity, start, end, tokens))
    ]


def noun_key(noun: str) -> str:
    """Return the consonants of a folded `noun` without particles and endings.

    >>> noun_key("سفينه") == noun_key("سفن"), noun_key("قتيلا") == noun_key("قتلي"), noun_key("جريحا") == "قتل"
    (True, True, False)
    """
    light = stem(_DUAL.sub("ه", noun) if is_counting_dual(noun) else noun)
    key = _WEAK.sub("", light)
    if len(key) < 2:
        return light
    return f"{key}ي" if _RELATION.search(noun) else key


def _count(quantity: Quantity, start: int, end: int, tokens: list[str]) -> Count | None:
    if quantity.vague or not quantity.required or (start and may_be_month(tokens[start - 1])):
        return None
    noun = _noun(start, end, tokens)
    if noun is None:
        return None
    before = [token.lstrip("وف") for token in tokens[max(0, start - 4) : start]]
    after = tokens[end : end + 5]
    return Count(
        quantity=quantity,
        noun=noun,
        key=noun if noun == "%" else noun_key(noun),
        about=not _ABOUT.isdisjoint(before) or "تقريبا" in after,
        bound=not _BOUND.isdisjoint(before) or "الاقل" in after,
    )


def _noun(start: int, end: int, tokens: list[str]) -> str | None:
    """Return the noun that the number from token `start` to `end` counts."""
    if end - start == 1 and is_counting_dual(tokens[start]):
        return tokens[start]
    for token in tokens[end : end + 3]:
        if token in _PERCENT or token.startswith("بالم"):
            return "%"
        if token in _BETWEEN:
            continue
        if not _WORD.fullmatch(token) or token in _NO_NOUN or may_be_month(token) or token.startswith(("و", "ف")):
            return None
        return bare(token) if token.startswith(("ال", "لل")) else token
    return None
