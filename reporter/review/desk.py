"""The desk's view of an edition: what is printed of each article, and the decisions that wait for the next run.

In: the record of the edition and the journal of its decisions. Out: rows for the page in the order that the decisions
give them, and changes of decisions. The edition itself is not changed; making it again applies them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

from reporter.clean.sentences import split_sentences
from reporter.config import DeskSettings, SectionSettings
from reporter.desk.decisions import (
    Decisions,
    EntryDecisions,
    Headline,
    Note,
    Out,
    Sentences,
    key_of,
    name_of,
    path_of,
)
from reporter.desk.journal import Journal, Who, version_of
from reporter.desk.sentences import sentence_keys
from reporter.identity import canonical_address
from reporter.model import Span
from reporter.record import Entry, Record
from reporter.record.blocks import home
from reporter.record.desk import Priority
from reporter.review.sheet import RefusedTextError, one_line

_HERE_S = 60
"""Seconds after which somebody who has closed the page is no longer shown."""
_LONGEST = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence of an article."""

    key: str
    text_ar: str
    text_en: str | None
    """If it is printed."""
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
    to_check: int
    """Doubts about its printed English."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its sentences."""
        text = self.entry.text_ar
        spans = split_sentences(text)
        keys = sentence_keys(span.of(text) for span in spans)
        printed = {point.span: point for point in self.entry.points}
        chosen = self.decided.sentences
        return tuple(
            Line(
                key=key,
                text_ar=span.of(text),
                text_en=printed[span].english.text_en if span in printed else None,
                quoted=key in chosen.add or (span in printed and key not in chosen.remove),
                printed=span in printed,
                paragraph=at == 0 or "\n" in text[spans[at - 1].end : span.start],
            )
            for at, (span, key) in enumerate(zip(map(_span, spans), keys, strict=True))
        )


class DeskSheet:
    """What there is to decide about the edition in `folder`; `record` returns its current record."""

    def __init__(self, folder: Path, record: Callable[[], Record], settings: DeskSettings, *, by: str) -> None:
        self.by = by
        self._record = record
        self._settings = settings
        self._day = date.fromisoformat(folder.name)
        self._journal = Journal(path_of(settings.decisions, self._day))
        self._here: dict[str, tuple[str, str, datetime]] = {}

    @property
    def sections(self) -> tuple[SectionSettings, ...]:
        """The sections of the settings."""
        return self._settings.sections

    def rows(self) -> tuple[Row, ...]:
        """Return the articles whose headlines are printed, in the order that the decisions give them."""
        made, decisions = self._record(), self._journal.decisions()
        rows = [_row(entry, decisions) for entry in made.entries if home(entry) == entry.id]
        order = {story.headline: at for at, story in enumerate(made.stories)}
        rows.sort(key=lambda row: order.get(row.entry.id, int(row.entry.id)))
        moved = {name_of(key): at for at, key in enumerate(decisions.order)}
        places = {section.name: at for at, section in enumerate(self.sections)}
        rows.sort(
            key=lambda row: (
                places.get(row.section or "", len(places)),
                row.decided.priority != "lead",
                moved.get(name_of(row.key), len(moved)),
            )
        )
        return tuple(rows)

    def told_with(self, row: Row) -> tuple[Entry, ...]:
        """Return the other articles of the story of `row`."""
        return tuple(
            entry for entry in self._record().entries if home(entry) == row.entry.id and entry.id != row.entry.id
        )

    def out(self) -> tuple[tuple[str, str, EntryDecisions], ...]:
        """Return key, headline and decisions of what is out of the edition, or will be."""
        made, decisions = self._record(), self._journal.decisions()
        titles = {name: entry.title_ar for entry in made.entries for name in _names(entry)}
        titles |= {item.identity: item.title_ar for item in made.desk.excluded}
        titles |= {f"sha256:{item.sha256}": item.title_ar for item in made.desk.excluded}
        return tuple(
            (key, titles.get(name_of(key), decided.headline or key), decided)
            for key, decided in decisions.entries.items()
            if _is_out(decided)
        )

    def pending(self) -> int:
        """Return how many decisions were made since the edition was."""
        since = self._record().edition.issued_at
        return sum(1 for line in self._journal.lines() if line["at"] and datetime.fromisoformat(line["at"]) > since)

    def decide(self, key: str, change: Mapping[str, Any], *, version: str, window: str) -> Row:
        """Change the decisions on an article as `change` says, and return its row.

        Raises:
            ChangedMeanwhileError: somebody else has changed them since `version`.
            RefusedTextError: `change` is none.

        """
        row = next((row for row in self._every() if row.key == key), None)
        if row is None and key not in self._journal.decisions().entries:
            raise RefusedTextError("There is no such article in the edition; reload the page.")
        update = _update(change, self._who(window))
        title = row.entry.title_ar if row else None
        self._journal.entry(
            key,
            lambda decided: update(decided).model_copy(update={"headline": decided.headline or title}),
            self._who(window),
            version=version,
        )
        found = next((row for row in self._every() if row.key == key), row)
        if found is None:
            raise RefusedTextError("The article is not in this edition; make the edition again.")
        return found

    def order(self, keys: Sequence[str], *, window: str) -> None:
        """Put these articles first, in this order."""
        known = {row.key for row in self._every()}
        if not set(keys) <= known:
            raise RefusedTextError("There is no such article in the edition; reload the page.")
        self._journal.whole(
            lambda decisions: decisions.model_copy(update={"order": tuple(keys)}), self._who(window), "order"
        )

    def undo(self, *, window: str) -> str | None:
        """Take back the last decision in this window, and return the key of its article; None if there is none."""
        return self._journal.undo(self._who(window))

    def here(self, window: str, at: str, now: datetime | None = None) -> tuple[str, ...]:
        """Note that somebody looks at the row `at`, and return who else is there."""
        now = now or datetime.now(UTC)
        self._here[window] = (self.by, at, now)
        seen = {each: who for each, who in self._here.items() if (now - who[2]).total_seconds() < _HERE_S}
        self._here = seen
        others = dict.fromkeys((by, place) for each, (by, place, _) in seen.items() if each != window and by != self.by)
        return tuple(f"{by} is in {place}" if place else f"{by} is here" for by, place in others)

    def _every(self) -> tuple[Row, ...]:
        decisions = self._journal.decisions()
        return tuple(_row(entry, decisions) for entry in self._record().entries)

    def _who(self, window: str) -> Who:
        return Who(by=self.by, at=datetime.now(UTC).replace(microsecond=0), window=window)


def _row(entry: Entry, decisions: Decisions) -> Row:
    decided = decisions.of(entry.source, entry.identity)
    doubted = [point for point in entry.points if any(flag.is_doubt for flag in point.english.flags)]
    return Row(
        key=key_of(entry.source),
        entry=entry,
        version=version_of(decided),
        section=decided.section or entry.desk.section,
        decided=decided,
        to_check=len(doubted) + any(flag.is_doubt for flag in entry.title.flags),
    )


def _span(found: Span) -> Span:
    return Span(*found)


def _names(entry: Entry) -> tuple[str, ...]:
    url = entry.source.url
    return (entry.identity, f"sha256:{entry.source.sha256}", *((canonical_address(url),) if url else ()))


def _is_out(decided: EntryDecisions) -> bool:
    return decided.out is not None or decided.later


Update = Callable[[EntryDecisions], EntryDecisions]


def _update(change: Mapping[str, Any], who: Who) -> Update:
    """Return the function that carries out `change`, which has one name and its value.

    Raises:
        RefusedTextError: it is no change.

    """
    refused = RefusedTextError("The page did not send this request; reload it.")
    if len(change) != 1:
        raise refused
    ((name, value),) = change.items()
    made = _CHANGES.get(name)
    if made is None:
        raise refused
    try:
        return made(value, who)
    except (ValueError, TypeError, KeyError) as e:
        raise RefusedTextError(f"This cannot be kept: {one_line(str(e))[:200]}") from e


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError("it is not text")
    return one_line(value or "")[:_LONGEST] or None


def _section(value: object, _: Who) -> Update:
    section = EntryDecisions(section=_text(value)).section
    return lambda decided: decided.model_copy(update={"section": section})


def _priority(value: object, _: Who) -> Update:
    if value not in get_args(Priority):
        raise ValueError("there is no such priority")
    return lambda decided: decided.model_copy(update={"priority": value})


def _out(value: object, who: Who) -> Update:
    out = None if value is None else Out(why=_text(value) or "", by=who.by, at=who.at)
    return lambda decided: decided.model_copy(update={"out": out, "later": False})


def _later(value: object, _: Who) -> Update:
    return lambda decided: decided.model_copy(update={"later": bool(value), "out": None})


def _with(value: object, _: Who) -> Update:
    under = _text(value)
    return lambda decided: decided.model_copy(update={"under": under})


def _our_headline(value: Mapping[str, object], _: Who) -> Update:
    ours = Headline(en=_text(value["en"]), ar=_text(value["ar"]))
    return lambda decided: decided.model_copy(update={"our_headline": ours})


def _note(value: Mapping[str, object], who: Who) -> Update:
    note = Note.model_validate(
        {"en": _text(value["en"]), "ar": _text(value["ar"]), "by": who.by, "at": who.at, "for": value["for"]}
    )
    return lambda decided: decided.model_copy(update={"notes": (*decided.notes, note)})


def _without_note(value: int, _: Who) -> Update:
    return lambda decided: decided.model_copy(
        update={"notes": tuple(note for at, note in enumerate(decided.notes) if at != value)}
    )


def _quote(value: object, _: Who, *, wanted: bool = True) -> Update:
    (key,) = Sentences(add=(str(_text(value)),)).add

    def update(decided: EntryDecisions) -> EntryDecisions:
        chosen = decided.sentences
        add, remove = ([each for each in keys if each != key] for keys in (chosen.add, chosen.remove))
        if key not in (chosen.remove if wanted else chosen.add):
            (add if wanted else remove).append(key)
        sentences = chosen.model_validate({"add": add, "remove": remove, "order": list(chosen.order)})
        return decided.model_copy(update={"sentences": sentences})

    return update


_CHANGES: dict[str, Callable[[Any, Who], Update]] = {
    "section": _section,
    "priority": _priority,
    "out": _out,
    "later": _later,
    "with": _with,
    "our_headline": _our_headline,
    "note": _note,
    "without_note": _without_note,
    "quote": _quote,
    "unquote": lambda value, who: _quote(value, who, wanted=False),
}
"""The changes that the page can ask for, by name."""
