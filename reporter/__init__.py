"""reporter makes a sourced Arabic/English briefing from Arabic articles, offline.

The stages, in order: ``ingest`` reads files, ``clean`` finds the article in them and splits it into sentences,
``summarise`` chooses sentences, ``translate`` gives their English, ``compose`` and ``record`` write down the edition,
``render`` prints it; ``workflows.make`` strings them together.

The functions below are loaded at their first use: importing ``reporter`` itself costs a few milliseconds.
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
    "split_sentences",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'reporter' has no attribute '{name}'")
    from reporter import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return __all__
