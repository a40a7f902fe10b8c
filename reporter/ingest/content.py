"""The result of reading a format: the text and metadata of one article, or the reason why there is none."""

from dataclasses import dataclass, field

from reporter.ingest.metadata import Metadata
from reporter.model import Remark


class UnreadableError(Exception):
    """An input is not an article; the message becomes the reason of a ``Skipped``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One article from a file of any type."""

    text: str
    """The lines of the file, or one block per line."""
    headings: tuple[str, ...] = ()
    """Lines of `text` that the file declares to be headings."""
    metadata: Metadata = field(default_factory=Metadata)
    byline: str | None = None
    """The author field of a page, unprocessed."""
    remarks: tuple[Remark, ...] = ()
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of several items in a file: its name, its bytes, and the result of reading them."""

    name: str
    data: bytes
    content: Content | UnreadableError
    aside: bool = False
    """An input is left out, but nothing is lost by that."""
