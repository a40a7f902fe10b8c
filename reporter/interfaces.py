"""The protocols between stages, which tests and other engines can implement."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from reporter.letters import Letter, Receipt
from reporter.model import Article, Engine, RawArticle, Skipped, Summary, Translation


class Progress(Protocol):
    """Reports the progress of a stage; silent unless the command line shows it."""

    def stage(self, name: str, total: int | None) -> AbstractContextManager["Advance"]:
        """Open a stage of `total` steps (None: unknown); call its value with the steps done since the last call."""
        ...


class Advance(Protocol):
    """Advances a stage by `steps`."""

    def __call__(self, steps: int = 1) -> None:
        """Advance."""
        ...


class Silent:
    """Progress that shows nothing: used under cron, and the library's default."""

    def stage(self, name: str, total: int | None) -> AbstractContextManager[Advance]:  # noqa: ARG002
        """Open an invisible stage."""
        return nullcontext(lambda steps=1: None)  # noqa: ARG005


class Ingest(Protocol):
    """Finds and reads the inputs one by one, in a stable order."""

    def read(self) -> Iterator[RawArticle | Article | Skipped]:
        """Yield every input once; an ``Article`` is clean already."""
        ...


class Summariser(Protocol):
    """Selects the sentences that represent an article."""

    def summarise(self, article: Article) -> Summary:
        """Return the selected sentences in document order."""
        ...


class Translator(Protocol):
    """Translates Arabic into English, a whole edition in one call."""

    @property
    def engine(self) -> Engine | None:
        """The engine that makes the machine English; None if there is none."""
        ...

    def translate(self, texts_ar: Sequence[str]) -> tuple[Translation, ...]:
        """Return one translation per text, in the same order; never raise for one bad text."""
        ...


class Mailer(Protocol):
    """Delivers an edition to its recipients, to each of them once."""

    def deliver(self, letters: Mapping[str, Callable[[], Letter]]) -> tuple[Receipt, ...]:
        """Send each group of recipients its letter, made when needed; return one receipt per recipient."""
        ...
