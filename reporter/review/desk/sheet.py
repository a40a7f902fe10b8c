"""The desk's view of an edition: what is printed of each article, and the decisions that wait for the next run.

In: the record of the edition and the journal of its decisions. Out: rows for the page in the order that the decisions
give them, and changes of decisions. The edition itself is not changed; making it again applies them.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reporter.clean.sentences import split_sentences
from reporter.config import DeskSettings, SectionSettings
from reporter.desk.decisions import (
    Approved,
    Decisions,
    EntryDecisions,
    Note,
    fingerprint,
    key_of,
    name_of,
    names,
    path_of,
)
from reporter.desk.journal import ChangedMeanwhileError, ImpossibleDecisionError, Journal, Who, version_of
from reporter.desk.sentences import sentence_keys
from reporter.editions.writing import facts_of
from reporter.model import Span
from reporter.record import Entry, Record
from reporter.record.blocks import home
from reporter.review.desk.updates import update_of
from reporter.review.sheet import RefusedTextError

_GONE = "There is no such article in the edition; reload the page."


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence of an article."""

    key: str
    text_ar: str
    quoted: bool
    """It is printed, or will be."""
    printed: bool
    paragraph: bool
    """It begins a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One article of the edition with the decisions on it."""

    key: str
    entry: Entry
    version: str
    section: str | None
    decided: EntryDecisions
    others: "tuple[Row, ...]" = ()
    """The other articles of its story."""

    @property
    def place(self) -> tuple[str | None, bool]:
        """Where it may be moved: its section, and whether it is a lead."""
        return self.section, self.decided.priority == "lead"

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which it or another article of its story may have been moved."""
        told = (self.entry, *(other.entry for other in self.others))
        return tuple(name for each in told for name in names(each.source, each.identity))

    def lines(self) -> tuple[Line, ...]:
        """Return its sentences."""
        text = self.entry.text_ar
        spans = [Span(*found) for found in split_sentences(text)]
        keys = sentence_keys(span.of(text) for span in spans)
        printed = {point.span for point in self.entry.points}
        chosen = self.decided.sentences
        return tuple(
            Line(
                key=key,
                text_ar=span.of(text),
                quoted=key in chosen.add or (span in printed and key not in chosen.remove),
                printed=span in printed,
                paragraph=at == 0 or "\n" in text[spans[at - 1].end : span.start],
            )
            for at, (span, key) in enumerate(zip(spans, keys, strict=True))
        )


class DeskSheet:
    """What there is to decide about the edition in `folder`; `record` returns its current record."""

    def __init__(self, folder: Path, record: Callable[[], Record], settings: DeskSettings) -> None:
        self._folder = folder
        self.settings = settings
        self._record = record
        self._journal = Journal(path_of(settings.decisions, folder.name))

    @property
    def sections(self) -> tuple[SectionSettings, ...]:
        """The sections of the settings."""
        return self.settings.sections

    @property
    def stamp(self) -> str:
        """A text that changes with the edition and with the decisions on it."""
        made = self._record().edition.issued_at.isoformat()
        return hashlib.sha256(made.encode() + (self._journal.content() or b"")).hexdigest()[:16]

    def rows(self) -> tuple[Row, ...]:
        """Return the articles whose headlines are printed, in the order that the decisions give them."""
        return self._ordered(self._decisions())

    def row(self, key: str) -> Row:
        """Return the row of an article.

        Raises:
            RefusedTextError: there is none.

        """
        found = next((row for row in self.rows() if row.key == key), None)
        if found is None:
            raise RefusedTextError(_GONE)
        return found

    def out(self) -> tuple[tuple[str, str, EntryDecisions], ...]:
        """Return key, headline and decisions of what is out of the edition, or will be."""
        made, decisions = self._record(), self._decisions()
        titles = {name: entry.title_ar for entry in made.entries for name in names(entry.source, entry.identity)}
        titles |= {item.identity: item.title_ar for item in made.desk.excluded}
        titles |= {f"sha256:{item.sha256}": item.title_ar for item in made.desk.excluded}
        return tuple(
            (key, titles.get(name_of(key), decided.headline or key), decided)
            for key, decided in decisions.entries.items()
            if _is_out(decided)
        )

    @property
    def approved(self) -> Approved | None:
        """Who approved the edition last, whether or not that still holds."""
        return self._decisions().edition.approved

    def pending(self) -> int:
        """Return how many decisions are not in the edition yet."""
        if fingerprint(self._decisions()) == facts_of(self._folder).get("decisions", ""):
            return 0
        since = self._record().edition.issued_at
        after = (line for line in self._journal.lines() if line["at"] and datetime.fromisoformat(line["at"]) > since)
        return max(1, len({line["what"] for line in after} - {"edition"}))

    def decide(self, key: str, change: Mapping[str, Any], *, version: str, who: Who) -> None:
        """Change the decisions on an article as `change` says.

        Raises:
            ChangedMeanwhileError: somebody else has changed them since `version`.
            RefusedTextError: `change` is none, or contradicts another decision.

        """
        title = next((entry.title_ar for entry in self._record().entries if key_of(entry.source) == key), None)
        if title is None and key not in self._decisions().entries:
            raise RefusedTextError(_GONE)
        update = update_of(change, who)
        try:
            self._journal.entry(
                key,
                lambda decided: update(decided).model_copy(update={"headline": decided.headline or title}),
                who,
                version=version,
            )
        except ImpossibleDecisionError as e:
            raise RefusedTextError(str(e)) from e

    def move(self, key: str, beside: str, *, after: bool, who: Who) -> None:
        """Put an article directly before or `after` another one of its section.

        Raises:
            ChangedMeanwhileError: they are not in the same section any longer, or only one of them is a lead.
            RefusedTextError: one of them is not in the edition.

        """

        def moved(decisions: Decisions) -> Decisions:
            rows = self._ordered(decisions)
            found = {row.key: row for row in rows}
            if key not in found or beside not in found or key == beside:
                raise RefusedTextError(_GONE)
            if found[key].place != found[beside].place:
                raise ChangedMeanwhileError("Somebody else has moved this article meanwhile.")
            group = [row for row in rows if row.place == found[key].place]
            return decisions.model_copy(update={"order": _order(decisions.order, group, key, beside, after=after)})

        self._journal.whole(moved, who, "order")

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes on the whole edition."""
        return self._decisions().edition.notes

    def add_note(self, note: Note, who: Who) -> None:
        """Add a note on the whole edition."""
        self._change_notes(lambda notes: (*notes, note), who)

    def remove_note(self, name: str, who: Who) -> None:
        """Remove the note on the whole edition with the `name` that ``name_of_note`` returns, if it is there."""
        self._change_notes(lambda notes: tuple(note for note in notes if name_of_note(note) != name), who)

    def _change_notes(self, change: Callable[[tuple[Note, ...]], tuple[Note, ...]], who: Who) -> None:
        def changed(decisions: Decisions) -> Decisions:
            edition = decisions.edition.model_copy(update={"notes": change(decisions.edition.notes)})
            return decisions.model_copy(update={"edition": edition})

        self._journal.whole(changed, who, "edition")

    def undo(self, who: Who) -> str | None:
        """Take back the last decision in the window of `who`, and return the key of its article; None if there is none.

        Raises:
            ChangedMeanwhileError: there is another decision on the same since then.
            RefusedTextError: what was before contradicts another decision.

        """
        try:
            return self._journal.undo(who)
        except ImpossibleDecisionError as e:
            raise RefusedTextError(str(e)) from e

    def _ordered(self, decisions: Decisions) -> tuple[Row, ...]:
        made = self._record()
        others: dict[str, list[Entry]] = {}
        for entry in made.entries:
            if home(entry) != entry.id:
                others.setdefault(home(entry), []).append(entry)
        told = {story.headline: at for at, story in enumerate(made.stories)}
        heads = [entry for entry in made.entries if home(entry) == entry.id]
        heads.sort(key=lambda entry: told.get(entry.id, int(entry.id)))
        decided_on = _by_name(decisions)
        rows = [_row(entry, decided_on, others.get(entry.id, [])) for entry in heads]
        moved = {name_of(key): at for at, key in enumerate(decisions.order)}
        places = {section.name: at for at, section in enumerate(self.sections)}

        def rank(row: Row) -> tuple[int, bool, int]:
            section, lead = row.place
            at = min((moved[name] for name in row.names if name in moved), default=len(moved))
            return places.get(section or "", len(places)), not lead, at

        return tuple(sorted((row for row in rows if not _is_out(row.decided)), key=rank))

    def _decisions(self) -> Decisions:
        return self._journal.decisions()


def name_of_note(note: Note) -> str:
    """Return what tells a note from others."""
    return hashlib.sha256(note.model_dump_json(by_alias=True).encode()).hexdigest()[:16]


def _order(order: Sequence[str], group: Sequence[Row], key: str, beside: str, *, after: bool) -> tuple[str, ...]:
    """Return `order` with the article `key` of `group` moved beside another one.

    It names no more of the group than is needed: what it does not name follows by rule.
    """
    before = [row.key for row in group]
    now = [each for each in before if each != key]
    now.insert(now.index(beside) + after, key)
    group_names = {name for row in group for name in row.names}
    named = {name_of(each) for each in order}
    last = max(before.index(key), now.index(key), *(at for at, row in enumerate(group) if named & set(row.names)), 0)
    return (*(each for each in order if name_of(each) not in group_names), *now[: last + 1])


def _by_name(decisions: Decisions) -> dict[str, EntryDecisions]:
    return {name_of(key): decided for key, decided in decisions.entries.items()}


def _row(entry: Entry, decided_on: Mapping[str, EntryDecisions], others: Sequence[Entry]) -> Row:
    known = names(entry.source, entry.identity)
    decided = next((decided_on[name] for name in known if name in decided_on), EntryDecisions())
    return Row(
        key=key_of(entry.source),
        entry=entry,
        version=version_of(decided),
        section=decided.section or entry.desk.section,
        decided=decided,
        others=tuple(_row(other, decided_on, ()) for other in others),
    )


def _is_out(decided: EntryDecisions) -> bool:
    return decided.out is not None or decided.later
