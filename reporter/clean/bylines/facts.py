"""What a byline or a dateline states."""

from dataclasses import dataclass, fields, replace
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What a byline or a dateline states; None: nothing. Several places or authors are joined by a comma."""

    place: str | None = None
    author: str | None = None
    outlet: str | None = None
    day: date | None = None

    def completed_by(self, other: "Dateline") -> "Dateline":
        """Return these facts, and those of `other` where these say nothing."""
        return Dateline(**{f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(self)})

    def also_by(self, author: str | None) -> "Dateline":
        """Return these facts with `author` as a further author; as they are when nobody was named before."""
        if not (self.author and author) or author in self.author:
            return self
        return replace(self, author=f"{self.author}، {author}")
