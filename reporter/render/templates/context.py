"""The types of the values that templates receive; docs/templates.md documents them, and tests keep the two in step.

``CONTEXTS`` lists the values of each document's template. ``TEMPLATES_VERSION`` increases when one of them, or a block,
filter or macro in docs/templates.md, is removed, renamed or changes its meaning, but not when one is added. The record
has its own version, ``schema_version``. All values are plain: text, numbers, lists and mappings of them (see
``views``), and the ``Layout``, because the methods of other objects might not be safe.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NotRequired, Self, TypedDict

from reporter.config import FrontSettings, LayoutSettings
from reporter.model import Language, Languages, Origin, Page, Severity
from reporter.record.desk import ErratumKind
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


class ReviewFlag(TypedDict):
    """A check's doubt about an English text under review."""

    severity: Severity
    detail: str


class ReviewState(TypedDict):
    """The current state of the English of one text."""

    id: str
    version: int
    state: Literal["open", "draft", "reviewed"]
    text: str
    before: str
    by: str
    undoable: bool
    flags: Sequence[ReviewFlag]


class ReviewItem(TypedDict):
    """One Arabic text and its English before the review."""

    id: str
    kind: Literal["headline", "deck", "sentence"]
    places: Sequence[str]
    """Its place: the number of an entry or of a point."""
    story: str | None
    """The number of its story; none if each article is a story of its own."""
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
    """Texts under one heading of the review."""

    name_en: str
    name_ar: str
    places: int
    """Number of their places in the edition, as on the front page."""
    entries: Sequence[ReviewItem]


class ReviewProgress(TypedDict):
    """Numbers of places in the edition whose English is reviewed, exists, or is waiting to be printed."""

    reviewed: int
    total: int
    pending: int


class ReviewFont(TypedDict):
    """A font that the review server provides."""

    family: str
    weight: int
    style: str


class ReviewContext(TypedDict):
    """The values of ``review.html.j2``."""

    record: Mapping[str, Any]
    groups: Sequence[ReviewGroup]
    state: Mapping[str, ReviewState]
    """The state of each item, by its id."""
    progress: ReviewProgress
    secret: str
    """The secret that the page's requests contain."""
    nonce: str
    """The nonce of the page's own style and script."""
    fonts: Mapping[str, ReviewFont]
    """The fonts, by their names on the server."""


class DeskEnglish(TypedDict):
    """The English of a text, to be edited on the desk's page."""

    item: str
    """Its id on the review page."""
    version: int
    text: str
    reviewed: bool
    flags: Sequence[ReviewFlag]


class DeskLine(TypedDict):
    """One sentence of an article on the desk's page."""

    key: str
    text_ar: str
    english: DeskEnglish | None
    """If it is printed."""
    printed: bool
    quoted: bool
    """It is printed, or will be."""
    paragraph: bool
    """It begins a paragraph."""


class DeskRow(TypedDict):
    """The head of an article on the desk's page."""

    key: str
    version: str
    """Of the decisions on it."""
    shows: str
    """Changes with what it shows when it is opened."""
    section: str | None
    time: str | None
    to_check: int
    ours_en: str | None
    ours_ar: str | None
    """The headline of the desk."""
    entry: Mapping[str, Any]
    """`id`, `title_en`, `title_ar`, `late` and `outlet`."""
    priority: str
    under: str | None
    """The id of the article under which it is told; empty if that is not in the edition."""
    notes: int
    others: int
    """How many other articles its story has."""


class DeskTold(TypedDict):
    """An article of a story on the desk's page."""

    key: str
    version: str
    id: str
    title_ar: str
    outlet: str
    out: bool
    source: Sequence[str]
    """Author, time, address and file."""
    lines: Sequence[DeskLine]


class DeskArticle(TypedDict):
    """An opened row of the desk's page."""

    key: str
    ours_en: str | None
    ours_ar: str | None
    priority: str
    section: str | None
    """As a person decided."""
    under: str | None
    notes: Sequence[Mapping[str, str | None]]
    title: DeskEnglish | None
    told: Sequence[DeskTold]
    """Its article, and the others of its story."""


class DeskGroup(TypedDict):
    """A section on the desk's page."""

    title: str
    rows: Sequence[DeskRow]


class DeskContext(TypedDict):
    """The values of ``desk.html.j2`` for each part."""

    part: str
    """A tab (`page`, `changes` or `archive`), `rows` (what is in the main part of the first tab), `article` (what an
    opened row shows), or a dialog (`approval` or `test`)."""
    language: Language
    words: Mapping[str, str]
    """The labels in this language."""
    sections: Sequence[Mapping[str, str]]
    """`name` and `title` of each section in the settings."""
    record: NotRequired[Mapping[str, Any]]
    secret: NotRequired[str]
    nonce: NotRequired[str]
    fonts: NotRequired[Mapping[str, ReviewFont]]
    tabs: NotRequired[Mapping[str, str]]
    """The name of the label of each tab."""
    said_by_script: NotRequired[Sequence[str]]
    """The names of the labels that only the script uses."""
    state: NotRequired[str]
    stamp: NotRequired[str]
    """Changes with the edition and the decisions."""
    english: NotRequired[str]
    """How many English texts were reviewed, of how many."""
    changes_label: NotRequired[str]
    deadline: NotRequired[str | None]
    """Until when it has to be approved."""
    out: NotRequired[Sequence[Mapping[str, Any]]]
    """What is left out: `key`, `title_ar`, `why`, `by` and `later`."""
    stale: NotRequired[Sequence[str]]
    """Decisions that found nothing."""
    groups: NotRequired[Sequence[DeskGroup]]
    row: NotRequired[DeskArticle]
    choices: NotRequired[Sequence[Mapping[str, str]]]
    """`key`, `id` and `title_ar` of each article."""
    compared: NotRequired[Mapping[str, Sequence[Mapping[str, Any]]] | None]
    """What is `new`, `updated`, `continued` and `gone` since the edition before."""
    mailed: NotRequired[Sequence[Mapping[str, Any]]]
    """Each version that was mailed: what is `said` of it, and what has `changed` since."""
    problem: NotRequired[str | None]
    asked: NotRequired[Mapping[str, str]]
    """What is searched for in the archive: `q`, `from`, `to`, `outlet` and `section`."""
    hits: NotRequired[Sequence[Mapping[str, Any]] | None]
    names: NotRequired[Sequence[Mapping[str, Any]] | None]
    note: NotRequired[str]
    said: NotRequired[str]
    """Whether the edition is approved."""
    by: NotRequired[str]
    content: NotRequired[str]
    """The hash of what would be approved."""
    given: NotRequired[bool]
    holds: NotRequired[bool]
    unapplied: NotRequired[bool]
    """Whether decisions were made after the edition."""
    when: NotRequired[str]
    doubts: NotRequired[Sequence[Mapping[str, str]]]
    late: NotRequired[Sequence[Mapping[str, Any]]]
    to: NotRequired[str]
    """The address of a test."""
    pending: NotRequired[int]


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
