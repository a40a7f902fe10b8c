"""Which English sentences deserve a second look, and why: small pure checks of one Arabic sentence and its English.

In: the two texts, and the engine's score where there is one. Out: flags, each with a sentence that says what was
seen. ``error``: a fact is contradicted; ``doubt``: a reader should look. Every check is a module here, named for what
it looks at, with one function ``check(pair)``; adding one is adding a line to ``CHECKS``.
"""

from collections.abc import Callable, Iterable

from reporter.checks import (
    adequacy,
    cut,
    dates,
    glossary,
    money,
    names,
    negation,
    numbers,
    quotes,
    repetition,
    speaker,
    untranslated,
)
from reporter.checks import score as score_check
from reporter.checks.pair import Pair
from reporter.glossary.terms import Glossary
from reporter.model import Flag

GLOSSARY = glossary.CHECK

CHECKS: tuple[Callable[[Pair], Iterable[Flag]], ...] = (
    untranslated.check,
    repetition.check,
    numbers.check,
    dates.check,
    money.check,
    names.check,
    negation.check,
    quotes.check,
    speaker.check,
    cut.check,
    glossary.check,
    adequacy.check,
    score_check.check,
)
"""In the order in which their flags are shown: what is plainest first."""


def check_translation(
    text_ar: str, text_en: str, *, score: float | None = None, glossary: Glossary | None = None
) -> tuple[Flag, ...]:
    """Return what is doubtful about `text_en` as the English of `text_ar`; nothing when no check saw anything.

    `score` is the mean log-probability per target token, None where no machine made the English. Terms are compared
    with `glossary`, where one is given.

    >>> [flag.detail for flag in check_translation("أصيب 377 شخصا.", "People were injured.")]
    ['377 is in the Arabic, not in the English']
    """
    pair = Pair(text_ar, text_en, score, glossary)
    return tuple(flag for check in CHECKS for flag in check(pair))
