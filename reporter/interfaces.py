"""What the stages ask of each other: the Protocols that tests and other engines can implement."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from reporter.model import Article, Engine, Letter, RawArticle, Receipt, Skipped, Summary, Translation


class Progress(Protocol):
    """Tells a person how far a stage is; silent unless the command line shows it."""

    def stage(self, name: str, total: int | None) -> AbstractContextManager["Advance"]:
        """Open a stage of `total` steps (None: unknown); its value is called with the steps done since last time."""
        ...


class Advance(Protocol):
    """Moves a stage forward by `steps`."""

    def __call__(self, steps: int = 1) -> None:
        """Move forward."""
        ...


class Silent:
    """The progress that shows nothing: cron's, and the default of the library."""

    def stage(self, name: str, total: int | None) -> AbstractContextManager[Advance]:  # noqa: ARG002
        """Open a stage that nobody sees."""
        return nullcontext(lambda steps=1: None)  # noqa: ARG005


class Ingest(Protocol):
    """Finds and reads the inputs, one after the other, in a stable order."""

    def read(self) -> Iterator[RawArticle | Skipped]:
        """Yield every input once."""
        ...


class Summariser(Protocol):
    """Chooses the sentences that stand for an article."""

    def summarise(self, article: Article) -> Summary:
        """Return the chosen sentences in document order."""
        ...


class Translator(Protocol):
    """Turns Arabic into English, all of an edition in one call."""

    @property
    def engine(self) -> Engine | None:
        """What the machine English is made with; None when there is no engine."""
        ...

    def translate(self, texts_ar: Sequence[str]) -> tuple[Translation, ...]:
        """Return one translation for each text, in the same order; never raises for one bad text."""
        ...


class Delivery(Protocol):
    """Brings an edition to the people it is for, each of them once."""

    def deliver(self, letters: Mapping[str, Letter]) -> tuple[Receipt, ...]:
        """Send each group of recipients its letter; return one receipt for each recipient."""
        ...
