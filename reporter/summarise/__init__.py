"""Summarise: select the sentences that represent an article; never rewrite them.

In: an ``Article``, or a text and the spans of its sentences. Out: a ``Summary`` of sentence indices, or a ranking of
all sentences. Cheap to import: the engines are loaded on first use.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reporter.model import Article, Span
from reporter.summarise.material import Material
from reporter.summarise.ranking import ranked

if TYPE_CHECKING:
    from reporter.config import SummarySettings
    from reporter.interfaces import Summariser

__all__ = ["build", "rank_article", "rank_text"]


def build(settings: "SummarySettings") -> "Summariser":
    """Return a summariser with the given `settings`."""
    from reporter.summarise.picking import RankedSummariser

    return RankedSummariser(settings)


def rank_article(article: Article, method: str = "biased-lexrank") -> tuple[int, ...]:
    """Return the indices of all sentences of `article`, best first."""
    return ranked(Material.of_article(article), method)


def rank_text(
    text: str, spans: Sequence[Span], *, sections: Sequence[int] | None = None, method: str = "biased-lexrank"
) -> tuple[int, ...]:
    """Return the indices of all `spans`, the sentences of `text` in order, best first.

    `sections` gives the number of headings before each sentence; without it, the text is one section.

    >>> text = "افتتحت الوزارة المتحف الجديد أمس. هل تزوره؟ يعرض المتحف قطعا من آثار الساحل."
    >>> rank_text(text, [Span(0, 33), Span(34, 43), Span(44, 76)])
    (0, 2, 1)
    """
    return ranked(Material.of_text(text, spans, sections), method)
