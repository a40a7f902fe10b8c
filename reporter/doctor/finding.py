"""What ``reporter check`` finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a run needs."""

    name: str
    ok: bool
    detail: str
    """What was found, or what is wrong and how to fix it."""
