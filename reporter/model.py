"""The nouns of the pipeline, one type per proven state.

``RawArticle -> Article -> Summary``, and with a ``Translation`` for each text a ``Record`` (``reporter.record``); what
fails on the way is a ``Skipped``. A record is sent as a ``Letter``, which gives a ``Receipt`` for each recipient. All
are frozen, hold tuples, and know nothing of files, clocks or libraries. Spans are character offsets, end exclusive.
Datetimes are aware.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

Origin = Literal["machine", "memory", "none", "withheld"]
"""Of English. ``none``: there is none; ``withheld``: it was made, contradicts its Arabic, and is not printed."""
Severity = Literal["error", "doubt", "note"]
"""``error``: a fact is contradicted; ``doubt``: a reader should look; ``note``: what was done to the sentence."""
Page = Literal["A4", "Letter", "phone"]
"""Paper."""
Languages = Literal["english-first", "arabic-first", "arabic-only", "english-only"]
"""Which languages stand on a page."""
DeliveryState = Literal["sent", "had", "failed", "refused", "unknown"]
"""``sent`` now; ``had`` it before; ``failed`` for the moment; ``refused`` for good; ``unknown``: nobody can tell."""


Remark = Literal["beginning only", "without its table", "from a PDF"]
"""What a reader should know of how an article was read."""


class Span(NamedTuple):
    """A half-open range of characters: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an article comes from; ``None`` means that nothing in the input says it."""

    path: str
    """The file as it is printed: relative to the config file's folder where it lies below it."""
    sha256: str
    """Of the bytes read."""
    retrieved_at: datetime
    outlet: str | None = None
    place: str | None = None
    author: str | None = None
    url: str | None = None
    published_at: datetime | date | None = None
    """A ``date`` where only the day is known."""
    also: tuple[str, ...] = ()
    """Other files that hold the same article, as they are printed."""
    remarks: tuple[Remark, ...] = ()
    """What a reader should know of how it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """One input file, decoded; what its metadata state is filled in, the rest is still inside `text`."""

    source: Source
    title: str | None
    deck: str | None
    text: str
    """Lines as they stand in the file (plain text) or one block a line with headings marked (HTML)."""
    encoding: str
    headings: tuple[str, ...] = ()
    """Lines of `text` that the file's own mark-up says are headings (HTML, Markdown)."""
    byline: str | None = None
    """What a page states as its author, as it stands: names, places, the outlet itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line between paragraphs that is no sentence."""

    text: str
    paragraph: int
    """Index of the paragraph that it stands before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: its place in the article's text."""

    span: Span
    paragraph: int
    """Index of its paragraph, from 0; headings do not count."""
    section: int
    """How many headings stand before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A cleaned article: what a careful reader would call the article and nothing else."""

    source: Source
    title_ar: str
    title_derived: bool
    """True when the input gave no title and it was taken from the first sentence."""
    deck_ar: str | None
    text: str
    """Paragraphs separated by a newline; headings are kept apart in `headings`."""
    headings: tuple[Heading, ...]
    sentences: tuple[Sentence, ...]

    def sentence_text(self, index: int) -> str:
        """Return the characters of sentence `index`, verbatim."""
        return self.sentences[index].span.of(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """One input that gave no entry, and why, in words for the reader of the briefing."""

    source: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One sentence chosen for a summary."""

    sentence: int
    """Index into the article's sentences."""
    rank: int
    """1 for the best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """An article and the sentences that stand for it, in document order."""

    article: Article
    picks: tuple[Pick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One doubt about a translation, or a note on it, in words."""

    check: str
    detail: str
    severity: Severity = "doubt"

    @property
    def is_doubt(self) -> bool:
        """Whether it asks a reader to look; a note only tells what was done."""
        return self.severity != "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One English that was tried for a doubtful text."""

    text_en: str
    score: float
    flags: tuple[Flag, ...] = ()
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Who read an English text against its Arabic and accepted it, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The English of one Arabic text, and where it came from."""

    text_en: str | None
    origin: Origin
    score: float | None = None
    """Mean log-probability per target token; None unless the origin is machine."""
    flags: tuple[Flag, ...] = ()
    reason: str | None = None
    """Why there is no English; None when there is."""
    reviewed: Review | None = None
    """Set when a person accepted this English in a review; its origin is memory then."""
    candidates: tuple[Candidate, ...] = ()
    """What was tried where the machine's first English was doubtful, in the order in which it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What the machine English was made with."""

    name: str
    model: str
    version: str
    sha256: str
    beam_size: int
    licence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One sentence to the reader about the edition itself, in both languages, without its full stop."""

    text_en: str
    text_ar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which briefing this is."""

    date: date
    timezone: str
    issued_at: datetime
    title_ar: str
    title_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummariserInfo:
    """How the sentences were chosen, and how much of each article."""

    method: str
    unit: Literal["sentences", "ratio", "words"]
    amount: float
    """Sentences, a share from 0 to 1, or words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    media_type: str
    """Such as ``application/pdf``."""
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What one group of recipients is to read, before it has an address on it."""

    subject: str
    text: str
    html: str | None
    attachments: tuple[Attachment, ...]
    lighter: "Letter | None" = None
    """What goes to a server that takes no message of this size; None where there is nothing to leave away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of an edition's delivery to one recipient."""

    edition: str
    """Its ISO date."""
    recipient: str
    state: DeliveryState
    detail: str = ""
    """What the server said, or why nothing was sent."""
