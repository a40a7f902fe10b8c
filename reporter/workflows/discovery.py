"""Find the feed of a website, given any of its addresses.

In: an address. Out: what could be a source, best first. Each candidate has been asked and read.
"""

from dataclasses import dataclass
from typing import Literal

_MOST_TRIED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One possible source."""

    kind: Literal["feed", "site"]
    """The setting that its address belongs to."""
    address: str
    title: str
    items: int
    full_text: bool
    """Whether the feed contains whole articles."""
