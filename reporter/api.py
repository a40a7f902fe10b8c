"""The public API of ``import reporter``: the functions that the command line itself uses."""

from datetime import UTC, datetime
from pathlib import Path

from reporter import clean, ingest, summarise
from reporter.checks import check_translation
from reporter.clean.sentences import split_sentences
from reporter.config import Config, IngestSettings, SummarySettings
from reporter.executors.steps import Steps
from reporter.glossary.files import load_glossary
from reporter.model import Article, Skipped, Span
from reporter.registry import METHODS
from reporter.workflows.edition import RunResult
from reporter.workflows.make import build_edition

__all__ = [
    "Article",
    "Config",
    "RunResult",
    "Skipped",
    "Span",
    "build_edition",
    "check_translation",
    "load_glossary",
    "rank_sentences",
    "read_article",
    "read_articles",
    "split_sentences",
]


def rank_sentences(text: str, method: str = "biased-lexrank") -> tuple[Span, ...]:
    """Return the sentences of `text` as character spans, most representative first.

    `method` is a value of the setting `summary.method`. The text is treated as one section without headings.

    Raises:
        ValueError: the method is unknown.

    >>> text = "افتتحت الوزارة المتحف الجديد أمس. هل تزوره؟ يعرض المتحف قطعا من آثار الساحل."
    >>> [span.of(text) for span in rank_sentences(text, "lead")][0]
    'افتتحت الوزارة المتحف الجديد أمس.'
    """
    spans = split_sentences(text)
    return tuple(spans[index] for index in summarise.rank_text(text, spans, method=METHODS.checked(method)))


def read_article(path: str | Path) -> Article | Skipped:
    """Read and clean the file at `path`; return a ``Skipped`` with a reason if it is not a usable article.

    A bad file never raises an exception. ``Article.sentences`` are spans of ``Article.text``.

    >>> read_article("no such file.txt").reason
    'it cannot be read: No such file or directory'
    """
    path = Path(path)
    now = datetime.now(UTC)
    raw = ingest.read_file(path, IngestSettings(), root=Path.cwd(), now=now)
    return raw if isinstance(raw, Skipped) else next(_steps(now).clean(raw))


def read_articles(path: str | Path) -> tuple[Article | Skipped, ...]:
    """Read and clean everything in the file at `path`: an archive, a chat or a mail may hold several articles.

    >>> [item.reason for item in read_articles("no such file.txt")]
    ['it cannot be read: No such file or directory']
    """
    steps = _steps(datetime.now(UTC))
    return tuple(raw if isinstance(raw, Skipped) else next(steps.clean(raw)) for raw in steps.read(Path(path)))


def _steps(now: datetime) -> Steps:
    return Steps(IngestSettings(), SummarySettings(), clean.load(()), Path.cwd(), now)
