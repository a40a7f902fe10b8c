"""What a template is given beside the record: the layout. docs/templates.md tells those who write their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

from reporter.config import LayoutSettings
from reporter.record import WITHHELD
from reporter.render.direction import Digits

Language = Literal["en", "ar"]
LANGUAGES: dict[str, tuple[Language, ...]] = {
    "english-first": ("en", "ar"),
    "arabic-first": ("ar", "en"),
    "english-only": ("en",),
    "arabic-only": ("ar",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The paper and the languages of a document."""

    page: Literal["A4", "Letter", "phone"]
    languages: tuple[Language, ...]
    """One or two, the one that is read first in front."""
    digits: Digits
    """Of the Arabic."""

    @classmethod
    def of(cls, settings: LayoutSettings) -> Self:
        """Return the layout that `settings` ask for."""
        return cls(page=settings.page, languages=LANGUAGES[settings.languages], digits=settings.digits)

    @property
    def lead(self) -> Language:
        """The language of headings and labels."""
        return self.languages[0]

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """The direction of pages and tables."""
        return "ltr" if self.lead == "en" else "rtl"


def to_check(point: Mapping[str, Any]) -> bool:
    """Say whether somebody should look at a point of the record before it is forwarded."""
    doubted = any(flag["severity"] != "note" for flag in point["flags"])
    return doubted or (point["reason"] or "").startswith(WITHHELD)
