"""Find English sentences that deserve a second look: small pure checks of one Arabic sentence and its English.

In: the two texts, and the engine's score where there is one. Out: flags, each with a sentence that says what was
seen. ``error``: a fact is contradicted; ``doubt``: a reader should look. Every check is a module here, named by its id,
with one function ``check(pair)``; ``registry.CHECKS`` lists them. Other distributions add theirs through the entry
points ``reporter.checks``.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reporter import plugins, registry
from reporter.checks import adequacy, glossary, length, spacing
from reporter.checks.pair import Pair, plain
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
    """Yields a flag for each thing that is doubtful about a pair."""
    description_ar: str = ""
    """The description in Arabic."""


def registered(off: Collection[str] = ()) -> tuple[Check, ...]:
    """Return all checks that are not `off`: ours, then those of plug-ins that can be loaded.

    A plug-in that cannot be loaded is told to the edition.
    """
    return (*_ours_without(frozenset(off)), *(check for check in _of_plugins() if check.id not in off))


def check_translation(
    text_ar: str,
    text_en: str,
    *,
    score: float | None = None,
    glossary: Glossary | None = None,
    off: Collection[str] = (),
) -> tuple[Flag, ...]:
    """Return the doubts about `text_en` as the English of `text_ar`; empty if no check found anything.

    `score` is the mean log-probability per target token, or None if no machine made the English. Terms are compared
    with `glossary`, where one is given. The checks whose ids are in `off` are not applied.

    >>> [flag.detail for flag in check_translation("أصيب 377 شخصا.", "People were injured.")]
    ['377 is in the Arabic, not in the English']
    >>> check_translation("أصيب 377 شخصا.", "People were injured.", off={"numbers"})
    ()
    """
    pair = Pair(text_ar, text_en, score, glossary)
    if spacing.CHECK not in off and (unchecked := tuple(spacing.check(pair))):
        return unchecked
    return tuple(flag for check in registered(off) for flag in check.find(pair))


def prepare(pairs: Sequence[tuple[str, str]], *, off: Collection[str] = ()) -> None:
    """Do for many pairs at once what costs more pair by pair: encode their texts. No check depends on it."""
    if {adequacy.CHECK, length.CHECK} <= set(off):
        return
    length.prepare([(plain(text_ar), plain(text_en)) for text_ar, text_en in pairs])


@cache
def _ours_without(off: frozenset[str]) -> tuple[Check, ...]:
    return tuple(check for check in _ours() if check.id not in off)


@cache
def _ours() -> tuple[Check, ...]:
    return tuple(
        Check(entry.name, entry.label, entry.description, registry.CHECKS.load(entry.name), entry.description_ar)
        for entry in registry.CHECKS.choices.values()
    )


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
    if plugin.name in registry.CHECKS.choices or check.id != plugin.name:
        raise plugins.PluginError(plugin, "must have a unique id that is also the name of its entry point")

    def find(pair: Pair) -> Iterable[Flag]:
        try:
            return [replace(flag, check=check.id) for flag in check.find(pair)]
        except Exception as e:  # noqa: BLE001 (somebody else's code may raise anything)
            plugins.failed(plugin, e, "those sentences were not checked with it")
            return []

    return replace(check, find=find)
