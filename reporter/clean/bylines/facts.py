"""The facts in a byline or dateline."""

from dataclasses import dataclass, fields, replace
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The facts in a byline or dateline; None if missing. Several places or authors are joined by a comma."""

    place: str | None = None
    author: str | None = None
    outlet: str | None = None
    day: date | None = None

    def completed_by(self, other: "Dateline") -> "Dateline":
        """Return these facts, completed with those of `other`."""
        return Dateline(**{f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(self)})

    def also_by(self, author: str | None) -> "Dateline":
        """Return these facts with `author` added to the authors; unchanged if there is no author yet."""
        if not (self.author and author) or author in self.author:
            return self
        return replace(self, author=f"{self.author}، {author}")
