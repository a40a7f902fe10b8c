"""The values of the pages on which people work: ``review.html.j2`` and ``desk.html.j2``.

They are part of the interface of the templates, as those in ``context``.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, TypedDict

from reporter.model import Language, Origin, Severity


class ReviewFlag(TypedDict):
    """A check's doubt about an English text under review."""

    severity: Severity
    detail: str
    mark_ar: str
    """What it is, and what its check expects, in Arabic."""


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
    language: Language
    """The language of the labels."""
    words: Mapping[str, str]
    """The labels in this language."""
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
    opened row shows), or a dialog (`approval`, `test` or `notes`)."""
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
    noted: NotRequired[int]
    """How many notes there are on the whole edition."""
    notes: NotRequired[Sequence[Mapping[str, str | None]]]
    """These notes: `en`, `ar`, `by`, `for` and `name`, which tells one from others."""
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
