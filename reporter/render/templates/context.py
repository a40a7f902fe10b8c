"""The types of the values that templates receive; docs/templates.md documents them, and tests keep the two in step.

``CONTEXTS`` lists the values of each document's template. ``TEMPLATES_VERSION`` increases when one of them, or a block,
filter or macro in docs/templates.md, is removed, renamed or changes its meaning, but not when one is added. The record
has its own version, ``schema_version``. All values are plain: text, numbers, lists and mappings of them (see
``views``), and the ``Layout``, because the methods of other objects might not be safe.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self, TypedDict

from reporter.config import FrontSettings, LayoutSettings
from reporter.model import Language, Languages, Page
from reporter.record.desk import ErratumKind
from reporter.render.templates.local_pages import DeskContext, ReviewContext
from reporter.render.words.direction import Digits

TEMPLATES_VERSION = 2

PRINTED: dict[Languages, tuple[Language, ...]] = {
    "english-first": ("en", "ar"),
    "arabic-first": ("ar", "en"),
    "english-only": ("en",),
    "arabic-only": ("ar",),
}
"""The languages of a page for each value of the setting, the leading one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The paper and the languages of a document."""

    page: Page
    languages: tuple[Language, ...]
    """One or two, the leading one first."""
    digits: Digits
    """The digits of Arabic text."""
    front_items: int = 10
    """Maximum number of headlines on page one."""
    appendix: Literal["compact", "full"] = "compact"
    """How much the printed list of sources contains."""

    @classmethod
    def of(cls, settings: LayoutSettings, front: FrontSettings | None = None) -> Self:
        """Return the layout that `settings` and `front` describe."""
        return cls(
            page=settings.page,
            languages=PRINTED[settings.languages],
            digits=settings.digits,
            front_items=(front or FrontSettings()).items,
            appendix=settings.appendix,
        )

    @property
    def lead(self) -> Language:
        """The language of headings and labels."""
        return self.languages[0]

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """The direction of pages and tables."""
        return "ltr" if self.lead == "en" else "rtl"


class BriefingContext(TypedDict):
    """The values of ``briefing.html.j2``."""

    record: Mapping[str, Any]
    """The edition, as described by ``data/record.schema.json``."""
    layout: Layout


class Headline(TypedDict):
    """The title of one article of a listed edition."""

    text_ar: str
    text_en: str | None
    entry: str
    """Its number in the edition; empty if it is not known."""
    machine: bool
    """Whether a machine made the English."""


class ListedEdition(TypedDict):
    """One edition in the list of all."""

    date: str
    issued_at: str
    degraded: bool
    erratum: ErratumKind | None
    """Whether it was corrected or withdrawn."""
    articles: int
    headlines: Sequence[Headline]


class ListedRoundup(TypedDict):
    """One round-up in the list."""

    name: str
    """Of its folder, in the folder ``roundups``."""
    first: str
    last: str
    """Its first and its last day."""
    section: str
    """The section that it is about; empty for all."""
    priority: str
    """`lead` or `normal` if it has only such stories."""
    erratum: ErratumKind | None


class IndexTitle(TypedDict):
    """The name of the briefing."""

    en: str
    ar: str


class IndexContext(TypedDict):
    """The values of ``index.html.j2``."""

    editions: Sequence[ListedEdition]
    roundups: Sequence[ListedRoundup]
    """Latest first."""
    title: IndexTitle
    layout: Layout


class MailContext(TypedDict):
    """The values of ``mail.html.j2``, ``mail.txt.j2``, ``mail.subject.txt.j2`` and of a group's ``subject``."""

    record: Mapping[str, Any]
    edition: Mapping[str, str]
    """The title in the record."""
    lead: Language
    """The language that comes first."""
    attached: bool
    """Whether the PDF is attached."""
    pdf_at: str | None
    """The location of a PDF that was too large to attach; None if it was not."""
    front: int
    """Maximum number of headlines at the top."""
    whole: int
    """Number of complete stories; the others have only their headline, because mail programs truncate long mails."""


CONTEXTS: dict[str, type] = {
    "briefing.html.j2": BriefingContext,
    "index.html.j2": IndexContext,
    "mail.html.j2": MailContext,
    "mail.txt.j2": MailContext,
    "mail.subject.txt.j2": MailContext,
    "review.html.j2": ReviewContext,
    "desk.html.j2": DeskContext,
}
"""The type of the values of each template."""
