"""The types of the pipeline, one per stage of processing.

``RawArticle -> Article -> Summary``, and with a ``Translation`` for each text a ``Record`` (``reporter.record``);
whatever fails becomes a ``Skipped``. All types are frozen, contain tuples, and are independent of files, clocks and
libraries. Spans are character offsets, end exclusive. Datetimes are aware.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

Origin = Literal["machine", "memory", "none", "withheld"]
"""The origin of English. ``none``: there is none; ``withheld``: it contradicts its Arabic and is not printed."""
Severity = Literal["error", "doubt", "note"]
"""``error``: a fact is contradicted; ``doubt``: a reader should check it; ``note``: what was done to the sentence."""
_Day = date
"""For classes that have a field called ``date``."""
EditionKind = Literal["daily", "roundup"]
"""``roundup``: it quotes what the editions of several days quote."""
Page = Literal["A4", "Letter", "phone"]
"""Paper size."""
Language = Literal["en", "ar"]
"""ISO 639-1 code."""
Languages = Literal["english-first", "arabic-first", "arabic-only", "english-only"]
"""Languages on the page, and their order."""
Remark = Literal["beginning only", "without its table", "from a PDF", "from a feed"]
"""What a reader should know about how an article was read."""


DateBasis = Literal["stated", "assumed-zone", "hijri"]
"""How the time of publication was found: as stated; in the time zone of the source, because none is stated; or by
converting a Hijri date, which leaves the day uncertain."""
SourceState = Literal["ok", "quiet", "moved", "refused", "asks-for-a-person", "broken", "paused", "gone"]
"""How a source of fetched articles is."""


ASIDE = "aside"
"""The stage of inputs that are left out without loss: copies, files that belong to other files, and non-text files."""


class Span(NamedTuple):
    """A half-open range of characters: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` in this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an article comes from; ``None`` means that the input does not state it."""

    path: str
    """The file's printed path: relative to the config file's folder if the file is inside it."""
    sha256: str
    """Hash of the bytes read."""
    retrieved_at: datetime
    outlet: str | None = None
    place: str | None = None
    author: str | None = None
    url: str | None = None
    published_at: datetime | date | None = None
    """A ``date`` if only the day is known."""
    also: tuple[str, ...] = ()
    """Printed paths of other files with the same article."""
    remarks: tuple[Remark, ...] = ()
    """What a reader should know about how it was read."""
    fetched_from: str | None = None
    """Name of the source in config.yaml from which it was fetched; None if it was not fetched."""
    section: str | None = None
    """Section of the outlet, as the settings or the feed name it."""
    date_basis: DateBasis | None = None
    """How `published_at` was found, if it was fetched."""
    agency: str | None = None
    """The news agency that the article credits as the origin of its text, by its usual Arabic name."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The printed paths of all files with the article."""
        return (self.path, *self.also)

    @property
    def publisher(self) -> str:
        """What tells publishers apart: the outlet or, if none is stated, the file."""
        return self.outlet or self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """One decoded input file; values from its metadata are filled in, everything else is still in `text`."""

    source: Source
    title: str | None
    deck: str | None
    text: str
    """The lines of the file (plain text), or one block per line with headings marked (HTML)."""
    encoding: str
    headings: tuple[str, ...] = ()
    """Lines of `text` that the file's markup declares to be headings (HTML, Markdown)."""
    byline: str | None = None
    """The author as stated on a page, unprocessed: names, places, the outlet itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line between paragraphs that is not a sentence."""

    text: str
    paragraph: int
    """Index of the paragraph that follows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: its position in the article's text."""

    span: Span
    paragraph: int
    """Index of its paragraph, from 0, not counting headings."""
    section: int
    """Number of headings before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A cleaned article: everything that a careful reader would call the article, and nothing else."""

    source: Source
    title_ar: str
    title_derived: bool
    """True if the input has no title and it was taken from the first sentence."""
    deck_ar: str | None
    text: str
    """Paragraphs separated by newlines; headings are stored separately in `headings`."""
    headings: tuple[Heading, ...]
    sentences: tuple[Sentence, ...]

    def sentence_text(self, index: int) -> str:
        """Return the characters of sentence `index`, verbatim."""
        return self.sentences[index].span.of(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """One input without an entry, and the reason, in words for the reader of the briefing."""

    source: str
    stage: str
    """``ingest`` if it is not a readable article, ``aside`` if nothing is lost, otherwise the stage that failed."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One sentence selected for a summary."""

    sentence: int
    """Index into the article's sentences."""
    rank: int
    """1 for the best."""
    chosen_by: Literal["rule", "person"] = "rule"


Shown = Literal["whole", "headline", "sentences"]
"""What is printed of an article: its headline, deck and sentences; all but the deck; or only the sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """A sentence that says what a selected one says."""

    article: int
    """Index among the articles of the story."""
    sentence: int
    containment: float
    """Share, from 0 to 1, of the shorter sentence's content words that are in the other, with two places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """One sentence that tells a story: the index of its article in the story, and its index in the article."""

    article: int
    sentence: int
    rank: int
    """1 for the first choice."""
    also: tuple[Restated, ...] = ()
    """At most one for each other article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """An article and the sentences that represent it, in document order."""

    article: Article
    picks: tuple[Pick, ...]
    shown: Shown = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One doubt about a translation, or a note on it, in words."""

    check: str
    detail: str
    severity: Severity = "doubt"

    @property
    def is_doubt(self) -> bool:
        """Whether a reader should check it; a note only tells what was done."""
        return self.severity != "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One translation that was tried for a doubtful text."""

    text_en: str
    score: float
    flags: tuple[Flag, ...] = ()
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Who compared an English text with its Arabic and accepted it, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The English of one Arabic text, and where it came from."""

    text_en: str | None
    origin: Origin
    score: float | None = None
    """Mean log-probability per target token; None unless the origin is ``machine``."""
    flags: tuple[Flag, ...] = ()
    reason: str | None = None
    """Why there is no English; None if there is."""
    reviewed: Review | None = None
    """Set if a person accepted this English in a review; the origin is then ``memory``."""
    candidates: tuple[Candidate, ...] = ()
    """The attempts, in order, if the machine's first English was doubtful; otherwise empty."""

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why someone should look at it before it is forwarded: its doubts, and why English was withheld."""
        details = tuple(flag.detail for flag in self.flags if flag.is_doubt)
        return (*details, self.reason) if self.origin == "withheld" and self.reason else details


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """The engine and model that made the machine English."""

    name: str
    model: str
    version: str
    sha256: str
    beam_size: int
    licence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One sentence about the edition for its reader, in both languages, without the full stop."""

    text_en: str
    text_ar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How one source of fetched articles is."""

    name: str
    """As in config.yaml."""
    outlet: str | None
    state: SourceState
    reason: str
    """One sentence; empty if there is nothing to say."""
    succeeded_at: datetime | None
    """When it was last asked with success."""
    arrived_at: datetime | None
    """When its last new article arrived, within the last 28 days."""
    week: int
    """New articles in the last 7 days."""
    usual: float | None
    """New articles in 7 days of the three weeks before; None if it has not been fetched for so long."""
    next_at: datetime | None
    """It is not asked before; None if it may be asked now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What identifies a briefing."""

    date: date
    """Of a round-up, its last day."""
    timezone: str
    issued_at: datetime
    title_ar: str
    title_en: str
    kind: EditionKind = "daily"
    first: "_Day | None" = None
    """The first day of a round-up; None for a daily edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummariserInfo:
    """How sentences were selected, and how much of each article is quoted."""

    method: str
    unit: Literal["sentences", "ratio", "words"]
    amount: float
    """Sentences, a share from 0 to 1, or words."""
