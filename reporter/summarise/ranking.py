"""One ranking for every method: all sentences of an article, best first."""

from typing import TYPE_CHECKING

from reporter.summarise.material import Material
from reporter.summarise.weakness import factor

if TYPE_CHECKING:
    from reporter.config import Method


def ranked(material: Material, method: "Method" = "biased-lexrank") -> tuple[int, ...]:
    """Return the positions of all sentences of `material`, best first; of equals the earlier one."""
    if not material.texts:
        return ()
    if method == "lead":
        return tuple(range(len(material.texts)))
    if method == "biased-lexrank":
        from reporter.summarise.biased_lexrank import scores

        factors = map(factor, material.texts, material.words)
        values = [
            score * weak for score, weak in zip(scores(material.stems(), material.sections), factors, strict=True)
        ]
        return tuple(sorted(range(len(values)), key=lambda position: -values[position]))
    from reporter.summarise import sumy_methods

    return sumy_methods.ranked(material, method)
