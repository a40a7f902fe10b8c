"""reporter makes a sourced Arabic/English briefing from Arabic articles, offline.

The stages, in order: ``ingest`` reads files, ``clean`` extracts the article from each and splits it into sentences,
``summarise`` selects sentences, ``translate`` renders them in English, ``compose`` and ``record`` build the edition,
and ``render`` prints it. ``workflows.pipeline`` runs them all.

The functions below are loaded on first use, so importing ``reporter`` takes only a few milliseconds.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reporter.api import (
        Article,
        Config,
        RunResult,
        Skipped,
        Span,
        build_edition,
        check_translation,
        load_glossary,
        rank_sentences,
        read_article,
        read_articles,
        split_sentences,
    )

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Config",
    "RunResult",
    "Skipped",
    "Span",
    "__version__",
    "build_edition",
    "check_translation",
    "load_glossary",
    "rank_sentences",
    "read_article",
    "read_articles",
    "split_sentences",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'reporter' has no attribute '{name}'")
    from reporter import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return __all__
