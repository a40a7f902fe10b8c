"""Arabic nouns after a number, with their five forms (Babel, CLDR plural rules).

In: a number and a noun's English name. Out: the form of the noun after that number: ``1 مقال``,
``2 مقالان``, ``6 مقالات``, ``24 مقالًا``, ``100 مقال``.
"""

from collections.abc import Callable
from functools import cache

NOUNS = {
    "article": ("مقال", "مقالان", "مقالات", "مقالًا", "مقال"),
    "story": ("خبر", "خبران", "أخبار", "خبرًا", "خبر"),
    "text": ("نص", "نصان", "نصوص", "نصًّا", "نص"),
    "outlet": ("وسيلة إعلام", "وسيلتا إعلام", "وسائل إعلام", "وسيلة إعلام", "وسيلة إعلام"),
    "sentence": ("جملة", "جملتان", "جُمل", "جملة", "جملة"),
    "quoted sentence": ("جملة مقتبسة", "جملتان مقتبستان", "جُمل مقتبسة", "جملة مقتبسة", "جملة مقتبسة"),
}
"""The forms of each noun, by English name: one, two, few (3-10, and 0), many (11-99), and whole hundreds."""

_FORMS = {"one": 0, "two": 1, "few": 2, "many": 3, "other": 4, "zero": 2}


def noun_ar(number: int, noun: str) -> str:
    """Return the form of `noun` after `number`.

    >>> [noun_ar(number, "article") for number in (0, 1, 2, 6, 24, 100)]
    ['مقالات', 'مقال', 'مقالان', 'مقالات', 'مقالًا', 'مقال']
    """
    return NOUNS[noun][_FORMS[_plural_form()(number)]]


def counted_ar(number: int, noun: str) -> str:
    """Return `number` and its `noun`; one and two have no numeral.

    >>> [counted_ar(number, "sentence") for number in (1, 2, 4, 13)]
    ['جملة', 'جملتان', '4 جُمل', '13 جملة']
    """
    return noun_ar(number, noun) if number in {1, 2} else f"{number} {noun_ar(number, noun)}"


@cache
def _plural_form() -> Callable[[int], str]:
    from babel import Locale

    form: Callable[[int], str] = Locale("ar").plural_form
    return form


FILTERS: dict[str, Callable[..., object]] = {"noun_ar": noun_ar, "counted_ar": counted_ar}
