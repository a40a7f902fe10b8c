"""What the templates are given, typed. docs/templates.md tells those who write their own; tests hold the two together.

``CONTEXTS`` says which values each document's template has; ``TEMPLATES_VERSION`` grows when one of them, a block, a
filter or a macro of docs/templates.md is removed, renamed or comes to mean something else, not when one is added. The
record has its own version, ``schema_version``. All values are plain: text, numbers, lists and mappings of them (see
``views``), and the ``Layout``; of an object from elsewhere nobody knows what its methods do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self, TypedDict

from reporter.config import LayoutSettings
from reporter.model import Languages, Origin, Page, Severity
from reporter.render.words.direction import Digits

TEMPLATES_VERSION = 1

Language = Literal["en", "ar"]
PRINTED: dict[Languages, tuple[Language, ...]] = {
    "english-first": ("en", "ar"),
    "arabic-first": ("ar", "en"),
    "english-only": ("en",),
    "arabic-only": ("ar",),
}
"""By the setting: the languages of a page, the one that is read first in front."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The paper and the languages of a document."""

    page: Page
    languages: tuple[Language, ...]
    """One or two, the one that is read first in front."""
    digits: Digits
    """Of the Arabic."""

    @classmethod
    def of(cls, settings: LayoutSettings) -> Self:
        """Return the layout that `settings` ask for."""
        return cls(page=settings.page, languages=PRINTED[settings.languages], digits=settings.digits)

    @property
    def lead(self) -> Language:
        """The language of headings and labels."""
        return self.languages[0]

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """The direction of pages and tables."""
        return "ltr" if self.lead == "en" else "rtl"


class BriefingContext(TypedDict):
    """Of ``briefing.html.j2``."""

    record: Mapping[str, Any]
    """The edition, shaped as ``data/record.schema.json`` says."""
    layout: Layout


class Headline(TypedDict):
    """The title of one article of a listed edition."""

    text_ar: str
    text_en: str | None


class ListedEdition(TypedDict):
    """One edition in the list of all."""

    date: str
    issued_at: str
    degraded: bool
    articles: int
    headlines: Sequence[Headline]


class IndexTitle(TypedDict):
    """The name of the briefing."""

    en: str
    ar: str


class IndexContext(TypedDict):
    """Of ``index.html.j2``."""

    editions: Sequence[ListedEdition]
    """The latest first."""
    title: IndexTitle
    layout: Layout


class MailContext(TypedDict):
    """Of ``mail.html.j2``, ``mail.txt.j2``, ``mail.subject.txt.j2`` and of a group's ``subject``."""

    record: Mapping[str, Any]
    edition: Mapping[str, str]
    """That of the record."""
    lead: Literal["english", "arabic"]
    """The language that comes first."""
    attached: bool
    """Whether the PDF goes with it."""
    pdf_at: str | None
    """Where the PDF is that was too large to go with it; None if it was not."""
    whole: int
    """Number of complete entries; of the others only the headline, because mail programs truncate long mails."""


class ReviewFlag(TypedDict):
    """What a check says of an English text that is reviewed."""

    severity: Severity
    detail: str


class ReviewState(TypedDict):
    """How the English of one text stands."""

    id: str
    version: int
    state: Literal["open", "draft", "reviewed"]
    text: str
    before: str
    by: str
    undoable: bool
    flags: Sequence[ReviewFlag]


class ReviewItem(TypedDict):
    """One Arabic text and what English there was before the review."""

    id: str
    kind: Literal["headline", "deck", "sentence"]
    places: Sequence[str]
    """Where it stands: the number of an entry or of a point."""
    text_ar: str
    before_en: str | None
    before_origin: Origin
    tried: Sequence[str]
    """What else the machine made of it."""
    similar_ar: str | None
    """A similar sentence that a person has translated."""
    similar_en: str | None
    reason: str | None
    """Why there was no English."""


class ReviewGroup(TypedDict):
    """Texts that are reviewed together, under their heading."""

    name_en: str
    name_ar: str
    entries: Sequence[ReviewItem]


class ReviewProgress(TypedDict):
    """How much of the sheet is done."""

    reviewed: int
    total: int
    pending: int


class ReviewFont(TypedDict):
    """A font that the server of the review has."""

    family: str
    weight: int
    style: str


class ReviewContext(TypedDict):
    """Of ``review.html.j2``."""

    record: Mapping[str, Any]
    groups: Sequence[ReviewGroup]
    state: Mapping[str, ReviewState]
    """By the id of an item."""
    progress: ReviewProgress
    secret: str
    """What the page's requests carry."""
    nonce: str
    """What the page's own style and script carry."""
    fonts: Mapping[str, ReviewFont]
    """By the name under which the server has them."""


CONTEXTS: dict[str, type] = {
    "briefing.html.j2": BriefingContext,
    "index.html.j2": IndexContext,
    "mail.html.j2": MailContext,
    "mail.txt.j2": MailContext,
    "mail.subject.txt.j2": MailContext,
    "review.html.j2": ReviewContext,
}
"""By template: what it is given."""
