"""One ranking for every method: all sentences of an article, best first."""

from collections.abc import Sequence

from reporter import plugins
from reporter.plugins import Plugin, PluginError
from reporter.registry import METHODS
from reporter.summarise.material import Material
from reporter.summarise.weakness import factor

DEFAULT = "biased-lexrank"


def ranked(material: Material, method: str = DEFAULT) -> tuple[int, ...]:
    """Return the positions of all sentences of `material`, best first; ties go to the earlier sentence.

    If the method belongs to a plug-in and fails, the default method is used, and the edition says so.
    """
    if not material.texts:
        return ()
    plugin = METHODS.plugin(method)
    if plugin is None:
        return tuple(METHODS.load(method)(material))
    try:
        return _by_plugin(plugin, material)
    except Exception as e:  # noqa: BLE001 (somebody else's code may raise anything)
        plugins.failed(plugin, e, f"{DEFAULT} selected the sentences instead")
        return biased_lexrank(material)


def lead(material: Material) -> tuple[int, ...]:
    """Return the positions of the sentences in document order."""
    return tuple(range(len(material.texts)))


def biased_lexrank(material: Material) -> tuple[int, ...]:
    """Return the positions of the sentences ranked by our ranker, with sentences that depend on others moved back."""
    from reporter.summarise.biased_lexrank import position_prior, scores

    factors = map(factor, material.texts, material.words)
    ranks = scores(material.stems(), position_prior(material.sections))
    values = [score * weak for score, weak in zip(ranks, factors, strict=True)]
    return tuple(sorted(range(len(values)), key=lambda position: -values[position]))


def _by_plugin(plugin: Plugin, material: Material) -> tuple[int, ...]:
    ranking: Sequence[int] = tuple(METHODS.load(plugin.name)(material))
    if sorted(ranking) != list(range(len(material.texts))):
        raise PluginError(plugin, f"did not return each position from 0 to {len(material.texts) - 1} once")
    return tuple(map(int, ranking))
