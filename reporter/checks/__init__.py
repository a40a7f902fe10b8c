"""Find English sentences that deserve a second look: small pure checks of one Arabic sentence and its English.

In: the two texts, and the engine's score if there is one. Out: flags, each with a sentence that says what was found.
``error``: a fact is contradicted; ``doubt``: a reader should check it. Every check is a module in this package, named
after its subject, with one function ``check(pair)``; to add a check, add a line to ``CHECKS``. Other distributions add
checks through the entry points ``reporter.checks``.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from reporter import plugins
from reporter.checks import (
    adequacy,
    contrasts,
    cut,
    dates,
    glossary,
    length,
    money,
    names,
    negation,
    numbers,
    places,
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


@dataclass(frozen=True, slots=True)
class Check:
    """One check of translations."""

    id: str
    """Identifies the check in the record and in the settings."""
    name: str
    """A name for people, two or three words."""
    description: str
    """What is expected of the English, as one sentence without a full stop."""
    find: Callable[[Pair], Iterable[Flag]]
    """Yields a flag for each doubt about a pair."""


CHECKS = (
    Check("untranslated", "Arabic left over", "No part of the Arabic is left untranslated", untranslated.check),
    Check("repetition", "Repetition", "The English does not say the same thing over and over", repetition.check),
    Check("numbers", "Numbers", "The English has the numbers of the Arabic, and no others", numbers.check),
    Check("dates", "Dates", "The English names the months and weekdays that the Arabic names", dates.check),
    Check("money", "Currencies", "The English has the currencies of the Arabic: dollars, not euros", money.check),
    Check("names", "Latin names", "Names and addresses in Latin letters are kept", names.check),
    Check(
        "places",
        "Places and people",
        "The English names no country, city or leader that the Arabic does not name",
        places.check,
    ),
    Check("negation", "Negation", "The English negates what the Arabic negates", negation.check),
    Check("quotes", "Quotation marks", "Quotations are still marked as such", quotes.check),
    Check("speaker", "Speaker", "The English says who is speaking, as the Arabic does", speaker.check),
    Check("cut", "Cut off", "The English does not break off in the middle of a sentence", cut.check),
    Check("glossary", "Glossary", "Terms are translated as in the glossary", glossary.check),
    Check("contrasts", "Opposites", "Nothing has become its opposite, and no unit a different one", contrasts.check),
    Check("adequacy", "Content", "The English is about the same subject as the Arabic", adequacy.check),
    Check("length", "Parts", "The English has all parts of the Arabic, and no others", length.check),
    Check("score", "Engine unsure", "The engine was confident enough", score_check.check),
)
"""In the order in which their flags are shown: the most obvious ones first."""


def registered() -> tuple[Check, ...]:
    """Return all checks: ours, then those of plug-ins; a plug-in that cannot be loaded is reported in the edition."""
    return (*CHECKS, *_of_plugins())


def check_translation(
    text_ar: str, text_en: str, *, score: float | None = None, glossary: Glossary | None = None
) -> tuple[Flag, ...]:
    """Return the doubts about `text_en` as the English of `text_ar`; empty if no check found anything.

    `score` is the mean log-probability per target token, or None if no machine made the English. Terms are compared
    with `glossary`, if there is one.

    >>> [flag.detail for flag in check_translation("أصيب 377 شخصا.", "People were injured.")]
    ['377 is in the Arabic, not in the English']
    """
    pair = Pair(text_ar, text_en, score, glossary)
    return tuple(flag for check in registered() for flag in check.find(pair))


def _of_plugins() -> Iterator[Check]:
    for plugin in plugins.installed(plugins.CHECKS):
        try:
            yield _check_of(plugin)
        except plugins.PluginError as e:
            plugins.failed(plugin, e, "sentences were not checked with it")


@cache
def _check_of(plugin: plugins.Plugin) -> Check:
    """Return the check of `plugin`, wrapped so that an exception loses only its own flags."""
    check = plugin.load()
    if not isinstance(check, Check):
        raise plugins.PluginError(plugin, f"is of type {type(check).__name__}, not a reporter.checks.Check")
    if plugin.name in {ours.id for ours in CHECKS} or check.id != plugin.name:
        raise plugins.PluginError(plugin, "must have a unique id, which must also be the name of its entry point")

    def find(pair: Pair) -> Iterable[Flag]:
        try:
            return [replace(flag, check=check.id) for flag in check.find(pair)]
        except Exception as e:  # noqa: BLE001 (somebody else's code may raise anything)
            plugins.failed(plugin, e, "those sentences were not checked with it")
            return []

    return replace(check, find=find)
