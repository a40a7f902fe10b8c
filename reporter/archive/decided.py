"""Apply the decisions of the desk to the stories of a round-up.

In: the decisions, and chains of stories with the articles that may be told of them. Out: the chains and articles that
stay, with what was decided on each; what is left out; and the decisions that found nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reporter.archive.chains import Part, Quoted
from reporter.clean.sentences import split_sentences
from reporter.desk.arranging import note_of, stale
from reporter.desk.decisions import Decisions, EntryDecisions, name_of, names
from reporter.desk.sentences import sentence_keys
from reporter.model import Span
from reporter.record import Entry
from reporter.record.desk import DeskNote, EntryDesk, Excluded, OwnHeadline

Told = tuple[list[Part], dict[str, Quoted]]
"""A chain of stories, and its articles by identity, the one with the headline first."""


@dataclass(slots=True)
class Decided:
    """The decisions on one round-up."""

    decisions: Decisions = field(default_factory=Decisions)
    excluded: list[Excluded] = field(default_factory=list)
    """What was left out."""
    _found: set[str] = field(default_factory=set)
    """The names of decisions that were applied."""

    def applied(self, told: Sequence[Told]) -> list[Told]:
        """Return what is told, without what is left out, and with what is told under others."""
        left = [(chain, self._kept(found)) for chain, found in told]
        return self._merged([(chain, found) for chain, found in left if found])

    def place(self, found: Mapping[str, Quoted]) -> int:
        """Return the place among what was moved by hand; what was not comes after it."""
        moved = {name_of(key): at for at, key in enumerate(self.decisions.order)}
        told = {name for article in found.values() for name in _names(article.entry)}
        self._found |= moved.keys() & told
        return min((moved[name] for name in told if name in moved), default=len(moved))

    def names_section(self, name: str) -> bool:
        """Return whether an article was put into the section `name`."""
        return any(decided.section == name for decided in self.decisions.entries.values())

    def notes(self) -> tuple[DeskNote, ...]:
        """Return the notes on the whole round-up that are printed."""
        return tuple(note for note in map(note_of, self.decisions.edition.notes) if note.audience == "print")

    def stale(self) -> tuple[str, ...]:
        """Return the decisions that found no article or sentence, after everything has been applied."""
        return tuple(stale(self.decisions, self._found))

    def _of(self, entry: Entry) -> EntryDecisions:
        found = self.decisions.of(entry.source, entry.identity)
        if found != EntryDecisions():
            self._found |= set(_names(entry))
        return found

    def _kept(self, found: Mapping[str, Quoted]) -> dict[str, Quoted]:
        kept = {}
        for identity, article in found.items():
            decided = self._of(article.entry)
            if decided.out is not None or decided.later:
                self.excluded.append(_excluded(article.entry, decided))
            else:
                kept[identity] = self._decided(article, decided)
        return kept

    def _decided(self, article: Quoted, decided: EntryDecisions) -> Quoted:
        if decided == EntryDecisions():
            return article
        entry = replace(article.entry, desk=_desk(article.entry.desk, decided))
        removed = set(self._spans(entry, decided.sentences.remove))
        self._spans(entry, decided.sentences.add)
        brief = decided.priority == "brief"
        points = tuple(each for each in article.points if not brief and each[1].span not in removed)
        return replace(article, entry=entry, points=points)

    def _spans(self, entry: Entry, keys: Sequence[str]) -> list[Span]:
        """Return the places of quoted sentences by their names; others are not there, and were never translated."""
        if not keys:
            return []
        spans = [Span(*found) for found in split_sentences(entry.text_ar)]
        known = dict(zip(sentence_keys(span.of(entry.text_ar) for span in spans), spans, strict=True))
        quoted = {point.span for point in entry.points}
        there = {key: known[key] for key in keys if key in known and known[key] in quoted}
        self._found |= there.keys()
        return list(there.values())

    def _merged(self, told: list[Told]) -> list[Told]:
        """Put each chain whose headline is told under another article into the chain of that article."""
        heads = [next(iter(found.values())).entry for _, found in told]
        entries = [(at, article.entry) for at, (_, found) in enumerate(told) for article in found.values()]
        home = {name: at for at, entry in entries for name in _names(entry)}
        above = [home.get(name_of(self._of(head).under or ""), at) for at, head in enumerate(heads)]
        merged: dict[int, Told] = {}
        for at in sorted(range(len(told)), key=lambda at: _top(at, above) != at):  # tops first: they have the headlines
            chain, found = merged.get(_top(at, above), ([], {}))
            merged[_top(at, above)] = [*chain, *told[at][0]], found | told[at][1]
        return list(merged.values())


def _top(at: int, above: Sequence[int]) -> int:
    """Return under which chain another one is told in the end; in a circle, the first of it."""
    seen = [at]
    while above[seen[-1]] not in seen:
        seen.append(above[seen[-1]])
    return min(seen[seen.index(above[seen[-1]]) :])


def _names(entry: Entry) -> tuple[str, ...]:
    return names(entry.source, entry.identity)


def _desk(desk: EntryDesk, decided: EntryDecisions) -> EntryDesk:
    """Return what was decided on an article, over what its edition had decided."""
    ours = decided.our_headline
    return replace(
        desk,
        section=decided.section or desk.section,
        section_by="person" if decided.section else desk.section_by,
        priority=decided.priority if decided.priority != "normal" else desk.priority,
        our_headline=OwnHeadline(en=ours.en, ar=ours.ar) if ours.en or ours.ar else desk.our_headline,
        notes=(*desk.notes, *map(note_of, decided.notes)),
    )


def _excluded(entry: Entry, decided: EntryDecisions) -> Excluded:
    return Excluded(
        title_ar=entry.title_ar,
        outlet=entry.source.outlet,
        identity=entry.identity,
        sha256=entry.source.sha256,
        url=entry.source.url,
        why=decided.out.why if decided.out else "",
        by=decided.out.by if decided.out else "",
        at=decided.out.at if decided.out else None,
        later=decided.later,
    )
