"""What of an edition is not as its recipients had it.

In: the record that they had, and the one of today. Out: a ``Difference`` for each text that is another one, was added
or is gone; and what an erratum says when the edition is made again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reporter.language import differ
from reporter.record import Entry, Point, Record
from reporter.record.blocks import Text, home, printed
from reporter.record.desk import GONE, DeskNote, Difference, Erratum

_Both = tuple[str | None, str | None]
"""A text in Arabic and in English."""
_NOTHING: _Both = (None, None)


def differences(had: Record, now: Record) -> tuple[Difference, ...]:
    """Return what is not in `now` as it was in `had`, in the order of the edition; what is gone comes last."""
    return tuple(_differences(had, now))


def withdrawn(had: Record, now: Record, names: Sequence[str]) -> tuple[Difference, ...]:
    """Return the headlines that recipients had of the entries that are withdrawn, whose ids in `now` are `names`."""
    matched = _matched(had.entries, now.entries)
    return tuple(
        replace(_of_headline(matched[name], None), place=name) for name in dict.fromkeys(names) if name in matched
    )


def renumbered(erratum: Erratum, had: Record, now: Record) -> Erratum:
    """Return the `erratum` of `had` with the numbers of the same articles in `now`, the same edition made again."""
    numbers = {before.id: name for name, before in _matched(had.entries, now.entries).items()}

    def changed(item: Difference) -> Difference:
        name, dot, point = item.place.partition(".")
        return replace(item, place=f"{numbers.get(name, name)}{dot}{point}")

    return replace(
        erratum,
        entries=tuple(numbers.get(name, GONE) for name in erratum.entries),
        changed=tuple(map(changed, erratum.changed)),
    )


def entry_of(item: Difference) -> str:
    """Return the id of the entry that has the text."""
    return item.place.partition(".")[0]


def _differences(had: Record, now: Record) -> Iterator[Difference]:
    matched, decks_had, decks = _matched(had.entries, now.entries), _decks(had), _decks(now)
    yield from _notes("0", None, had.desk.notes, now.desk.notes)
    for entry in now.entries:
        before = matched.get(entry.id)
        if before is None:
            yield _of_headline(None, entry)
            continue
        if _is_printed(before) and _is_printed(entry) and _headline(before) != _headline(entry):
            yield _of_headline(before, entry)
        yield from _of_deck(entry, decks_had.get(before.id), decks.get(entry.id))
        yield from _of_points(before, entry)
        yield from _notes(entry.id, entry, before.desk.notes, entry.desk.notes)
    kept = {before.id for before in matched.values()}
    yield from (_of_headline(entry, None) for entry in had.entries if entry.id not in kept)


def _matched(had: Sequence[Entry], now: Sequence[Entry]) -> dict[str, Entry]:
    """Return what each entry of today was, by the id of today."""
    left, found = list(had), dict[str, Entry]()
    for same in (_identity, _path, _title):
        for entry in now:
            before = next((each for each in left if same(each) and same(each) == same(entry)), None)
            if before is not None and entry.id not in found:
                found[entry.id] = before
                left.remove(before)
    return found


def _identity(entry: Entry) -> str:
    return entry.identity


def _path(entry: Entry) -> str:
    return "" if entry.source.url else entry.source.path


def _title(entry: Entry) -> str:
    return f"{entry.source.outlet} {differ.key_of(entry.title_ar)}"


def _headline(entry: Entry) -> _Both:
    """Return the headline that is printed."""
    ours = entry.desk.our_headline
    return (ours and ours.ar) or entry.title_ar, (ours and ours.en) or entry.title.text_en


def _is_printed(entry: Entry) -> bool:
    """Return whether the headline is printed: a story has that of one of its articles."""
    return home(entry) == entry.id


def _of_headline(before: Entry | None, entry: Entry | None) -> Difference:
    one = entry or before
    if one is None:
        raise ValueError("a headline is there before or after")
    was, now = (_NOTHING if each is None else _headline(each) for each in (before, entry))
    machine = entry is not None and one.title.origin == "machine" and not (entry.desk.our_headline and now[1])
    return _difference(one.id, one, was, now, machine=machine)


def _decks(made: Record) -> dict[str, Text]:
    """Return the decks that are printed, by the ids of their entries."""
    return {text.place: text for text in printed(made) if text.kind == "deck"}


def _of_deck(entry: Entry, before: Text | None, now: Text | None) -> Iterator[Difference]:
    was, today = _both(before), _both(now)
    if was != today:
        yield _difference(entry.id, entry, was, today, machine=bool(now and now.english.origin == "machine"))


def _of_points(before: Entry, entry: Entry) -> Iterator[Difference]:
    left = list(before.points)
    new = []
    for point in entry.points:
        same = next((each for each in left if each.text_ar == point.text_ar), None)
        if same is None:
            new.append(point)
            continue
        left.remove(same)
        if same.english.text_en != point.english.text_en:
            yield _of_point(entry, same, point)
    for point in new:
        closest = differ.closest(point.text_ar, [each.text_ar for each in left])
        yield _of_point(entry, None if closest is None else left.pop(closest), point)
    yield from (_of_point(entry, point, None) for point in left)


def _of_point(entry: Entry, before: Point | None, now: Point | None) -> Difference:
    machine = bool(now and now.english.origin == "machine")
    return _difference((now or before or entry).id, entry, _both(before), _both(now), machine=machine)


def _notes(
    place: str, entry: Entry | None, before: Sequence[DeskNote], now: Sequence[DeskNote]
) -> Iterator[Difference]:
    was, today = (_said(notes) for notes in (before, now))
    if was != today:
        yield _difference(place, entry, was, today)


def _said(notes: Sequence[DeskNote]) -> _Both:
    """Return the notes for readers."""
    printed = [note for note in notes if note.audience == "print"]
    ar, en = (" ".join(filter(None, texts)) for texts in ([n.ar for n in printed], [n.en for n in printed]))
    return ar or None, en or None


def _both(text: Text | Point | None) -> _Both:
    return _NOTHING if text is None else (text.text_ar, text.english.text_en)


def _difference(place: str, entry: Entry | None, was: _Both, now: _Both, *, machine: bool = False) -> Difference:
    return Difference(
        place=place,
        outlet=entry.source.outlet if entry else None,
        was_ar=was[0],
        was_en=was[1],
        is_ar=now[0],
        is_en=now[1],
        machine=machine,
    )
