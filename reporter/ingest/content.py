"""What a format gives: the text of one article and what is said about it; or why there is none."""

from dataclasses import dataclass, field

from reporter.ingest.metadata import Metadata
from reporter.model import Remark


class UnreadableError(Exception):
    """Why something is not an article; becomes the reason of a ``Skipped``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One article, out of whatever file."""

    text: str
    """Lines as they are in the file, or one block a line."""
    headings: tuple[str, ...] = ()
    """Lines of `text` that the file itself says are headings."""
    metadata: Metadata = field(default_factory=Metadata)
    byline: str | None = None
    """What a page's author field says, as it is there."""
    remarks: tuple[Remark, ...] = ()
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the things in a file that holds several: its name there, its bytes, and what was made of them."""

    name: str
    data: bytes
    content: Content | UnreadableError
    aside: bool = False
    """Nothing is lost by leaving it out."""
