"""The sheet: every English text of an edition next to its Arabic, with corrections.

In: an edition's folder and the corrections in the store. Out: ``Item``s, one for each distinct Arabic text (headlines,
decks, quoted sentences), and new versions of them. The record is read again when the file changes.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from reporter import record
from reporter.checks import check_translation
from reporter.editions.folders import RECORD
from reporter.errors import ReporterError
from reporter.glossary.terms import Glossary
from reporter.language.arabic.letters import clean_characters, memory_key
from reporter.model import Flag, Origin
from reporter.record import Record
from reporter.record.blocks import Kind, Text, also_reported, blocks, is_grouped
from reporter.review.similar import HumanSentences
from reporter.store import MemoryEntry
from reporter.store.corrections import Correction, Corrections

MAX_CHARACTERS = 10_000
"""Maximum length of an English text; the same as for a translation memory."""

ItemState = Literal["open", "draft", "reviewed"]


class UnknownItemError(ReporterError):
    """The sheet does not have this text, or no longer has it."""


class RefusedTextError(ReporterError):
    """A text that cannot be accepted as English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One Arabic text and its English."""

    id: str
    """A hash of the Arabic: the same in every edition, but different as soon as a letter changes."""
    kind: Kind
    places: tuple[str, ...]
    """Its places: ``1`` for the headline or deck of entry 1, ``1.2`` for its second sentence."""
    story: str | None
    """The number of its story, if several articles tell one of the stories of the edition."""
    text_ar: str
    before_en: str | None
    """The English before any correction."""
    before_origin: Origin
    before_flags: tuple[Flag, ...]
    doubts: tuple[str, ...]
    """Why someone should look at it, as on the front page of the edition."""
    tried: tuple[str, ...]
    """Other machine translations of it, best first."""
    reason: str | None
    """Why there was no English."""
    printed_en: str | None
    """The English that the edition currently prints."""
    printed: bool
    """Whether that is already a correction."""
    correction: Correction | None = None
    """Its latest version, including drafts."""

    @property
    def key(self) -> str:
        """The normalised Arabic, which is its key in the memory."""
        return memory_key(self.text_ar)

    @property
    def version(self) -> int:
        """The version that a change must be based on."""
        return self.correction.version if self.correction else 0

    @property
    def state(self) -> ItemState:
        """Whether a person has accepted the English, is editing it, or neither."""
        if self.correction is None or self.correction.state == "withdrawn":
            return "open"
        return "draft" if self.correction.state == "draft" else "reviewed"

    @property
    def text_en(self) -> str:
        """The current English; empty if there is none."""
        if self.correction is None or self.correction.state == "withdrawn":
            return self.before_en or ""
        return self.correction.text_en

    @property
    def pending(self) -> bool:
        """Whether the edition lacks this correction, or still prints it although it was withdrawn."""
        if self.state == "draft":
            return False
        return (self.state == "reviewed") != self.printed or self.text_en != (self.printed_en or "")

    @property
    def undoable(self) -> bool:
        """Whether there is an earlier version to return to."""
        return self.correction is not None and (self.correction.state != "withdrawn" or self.correction.parent > 0)


class Sheet:
    """What there is to review in the edition in `folder`; `by` is who does it, `off` are the checks not applied.

    `human` are the sentences that people have translated.
    """

    def __init__(  # noqa: PLR0913 (what a sheet is made from)
        self,
        folder: Path,
        corrections: Corrections,
        *,
        by: str,
        glossary: Glossary | None = None,
        off: Collection[str] = (),
        human: HumanSentences | None = None,
    ) -> None:
        self.folder = folder
        self.by = by
        self._glossary = glossary
        self._off = off
        self._human = human
        self.corrections = corrections
        self._loaded: tuple[object, Record] | None = None

    @property
    def record(self) -> Record:
        """The current record on disk.

        Raises:
            ReporterError: it cannot be read.

        """
        path = self.folder / RECORD
        try:
            status = path.stat()
        except OSError as e:
            raise ReporterError(f"The edition {self.folder} no longer exists ({e.strerror}).") from e
        stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
        if self._loaded is None or self._loaded[0] != stamp:
            self._loaded = (stamp, record.load(path))
        return self._loaded[1]

    def items(self) -> tuple[Item, ...]:
        """Return all items with their corrections, in the order of the edition."""
        found: dict[str, Item] = {}
        for item in _items(self.record):
            earlier = found.get(item.id)
            found[item.id] = replace(earlier, places=(*earlier.places, *item.places)) if earlier else item
        corrections = self.corrections.current({item.key for item in found.values()})
        return tuple(_corrected(item, corrections.get(item.key)) for item in found.values())

    def flags(self, item: Item) -> tuple[Flag, ...]:
        """Return the doubts about the current English; accepting the original English removes its doubts."""
        if item.text_en == (item.before_en or ""):
            return () if item.state == "reviewed" else item.before_flags
        if not item.text_en:
            return ()
        return check_translation(item.text_ar, item.text_en, glossary=self._glossary, off=self._off)

    def similar(self, item: Item) -> MemoryEntry | None:
        """Return the human translation of a similar sentence, for an item that nobody has translated."""
        if self._human is None or item.before_origin == "memory" or item.state == "reviewed":
            return None
        return self._human.nearest(item.text_ar)

    def save(  # noqa: PLR0913
        self, item_id: str, version: int, text_en: str, *, accept: bool, window: str, by: str = ""
    ) -> Item:
        """Store `text_en`, based on `version`, as a draft of `window` or, with `accept`, as reviewed.

        `by` is who does it, if that is somebody else than usual.

        Raises:
            OutdatedError: someone else has changed the text since.
            RefusedTextError: the text is empty or too long.
            StoreError: it cannot be stored.
            UnknownItemError: the item does not exist.

        """
        return self.write(self._item(item_id), version, text_en, accept=accept, window=window, by=by)

    def write(  # noqa: PLR0913
        self, item: Item, version: int, text_en: str, *, accept: bool, window: str, by: str = ""
    ) -> Item:
        """Do the same for an `item`."""
        text = one_line(text_en)
        if len(text) > MAX_CHARACTERS:
            raise RefusedTextError(f"The English is longer than {MAX_CHARACTERS:,} characters; shorten it.")
        if accept and not text:
            raise RefusedTextError("There is no English to accept; write it first.")
        written = Correction(
            key=item.key,
            version=version,
            parent=0,
            state="accepted" if accept else "draft",
            text_ar=item.text_ar,
            text_en=text,
            before_en=item.before_en,
            before_origin=item.before_origin,
            by=by or self.by,
            at=_now(),
            window=window,
        )
        return _corrected(item, self.corrections.write(written))

    def undo(self, item_id: str, version: int, *, window: str, by: str = "") -> Item:
        """Return the item to what it was before its `version`.

        Raises:
            OutdatedError: someone else has changed the text since.
            StoreError: it cannot be stored.
            UnknownItemError: the item does not exist.

        """
        item = self._item(item_id)
        return _corrected(item, self.corrections.undo(item.key, version, by=by or self.by, at=_now(), window=window))

    def elsewhere(self, text_ar: str, before_en: str) -> Item:
        """Return the item of an Arabic text that is not in this edition."""
        item = Item(
            id=item_id(text_ar),
            kind="sentence",
            places=(),
            story=None,
            text_ar=text_ar,
            before_en=before_en or None,
            before_origin="machine" if before_en else "none",
            before_flags=(),
            doubts=(),
            tried=(),
            reason=None,
            printed_en=None,
            printed=False,
        )
        return _corrected(item, self.corrections.current([item.key]).get(item.key))

    def _item(self, item_id: str) -> Item:
        for item in self.items():
            if item.id == item_id:
                return item
        raise UnknownItemError("The edition no longer has this sentence; reload the page.")


def item_id(text_ar: str) -> str:
    """Return the id of an Arabic text; it begins with a letter, so that spreadsheets do not take it for a number.

    >>> item_id("وصل الوفد.") == item_id("وصل الوفد"), len(item_id("وصل الوفد."))
    (False, 16)
    """
    return "s" + hashlib.sha256(text_ar.encode(errors="surrogatepass")).hexdigest()[:15]


def one_line(text: str) -> str:
    r"""Return `text` with clean characters and single spaces, in the form in which sentences are stored.

    >>> one_line(" The  team\n won. ")
    'The team won.'
    """
    return " ".join(clean_characters(text).split())


def _items(made: Record) -> Iterator[Item]:
    grouped = is_grouped(made)
    for block in (*blocks(made), *also_reported(made)):
        story = block.entry.id if grouped else None
        yield from (_item(text, story) for text in block.texts if block.rows or text.english.text_en)


def _item(text: Text, story: str | None) -> Item:
    kind, place, text_ar, english = text
    tried = (item.text_en for item in english.candidates if item.text_en not in {"", english.text_en})
    return Item(
        id=item_id(text_ar),
        kind=kind,
        places=(place,),
        story=story,
        text_ar=text_ar,
        before_en=english.text_en,
        before_origin=english.origin,
        before_flags=english.flags,
        doubts=english.doubts,
        tried=tuple(dict.fromkeys(tried)),
        reason=english.reason,
        printed_en=english.text_en,
        printed=english.reviewed is not None,
    )


def _corrected(item: Item, correction: Correction | None) -> Item:
    """Return `item` with its latest version, which knows the English before it if the record prints a correction."""
    if correction is None or not item.printed:
        return replace(item, correction=correction)
    return replace(item, correction=correction, before_en=correction.before_en, before_origin=correction.before_origin)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
