"""What of an edition is not as its recipients had it.

In: the record that they had, and the one of today. Out: a ``Difference`` for each text that is another one, was added
or is gone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reporter.language import differ
from reporter.record import Entry, Point, Record
from reporter.record.blocks import Text, printed
from reporter.record.desk import DeskNote, Difference


def differences(had: Record, now: Record) -> tuple[Difference, ...]:
    """Return what is not in `now` as it was in `had`, in the order of the edition; what is gone comes last."""
    return tuple(_differences(had, now))


def withdrawn(had: Record, now: Record, names: Sequence[str]) -> tuple[Difference, ...]:
    """Return the headlines that recipients had of the entries that are withdrawn, whose ids in `now` are `names`."""
    matched = _matched(had.entries, now.entries)
    return tuple(
        replace(_of_headline(matched[name], None), place=name) for name in dict.fromkeys(names) if name in matched
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
        if _headline(before) != _headline(entry):
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


def _headline(entry: Entry) -> tuple[str, str | None]:
    """Return the headline that is printed."""
    ours = entry.desk.our_headline
    return (ours and ours.ar) or entry.title_ar, (ours and ours.en) or entry.title.text_en


def _of_headline(before: Entry | None, entry: Entry | None) -> Difference:
    one = entry or before
    if one is None:
        raise ValueError("a headline is there before or after")
    was, now = (
        (None, None) if before is None else _headline(before),
        (None, None) if entry is None else _headline(entry),
    )
    english = one.title
    machine = entry is not None and english.origin == "machine" and not (entry.desk.our_headline and now[1])
    return Difference(
        place=one.id,
        outlet=one.source.outlet,
        was_ar=was[0],
        was_en=was[1],
        is_ar=now[0],
        is_en=now[1],
        machine=machine,
    )


def _decks(made: Record) -> dict[str, Text]:
    """Return the decks that are printed, by the ids of their entries."""
    return {text.place: text for text in printed(made) if text.kind == "deck"}


def _of_deck(entry: Entry, before: Text | None, now: Text | None) -> Iterator[Difference]:
    was, today = ((text.text_ar, text.english.text_en) if text else (None, None) for text in (before, now))
    if was != today:
        yield Difference(
            place=entry.id,
            outlet=entry.source.outlet,
            was_ar=was[0],
            was_en=was[1],
            is_ar=today[0],
            is_en=today[1],
            machine=bool(now and now.english.origin == "machine"),
        )


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
    return Difference(
        place=(now or before or entry).id,
        outlet=entry.source.outlet,
        was_ar=before.text_ar if before else None,
        was_en=before.english.text_en if before else None,
        is_ar=now.text_ar if now else None,
        is_en=now.english.text_en if now else None,
        machine=bool(now and now.english.origin == "machine"),
    )


def _notes(
    place: str, entry: Entry | None, before: Sequence[DeskNote], now: Sequence[DeskNote]
) -> Iterator[Difference]:
    was, today = (_said(notes) for notes in (before, now))
    if was != today:
        yield Difference(
            place=place,
            outlet=entry.source.outlet if entry else None,
            was_ar=was[1],
            was_en=was[0],
            is_ar=today[1],
            is_en=today[0],
        )


def _said(notes: Sequence[DeskNote]) -> tuple[str | None, str | None]:
    """Return the notes for readers in English and in Arabic."""
    printed = [note for note in notes if note.audience == "print"]
    en, ar = (" ".join(filter(None, texts)) for texts in ([n.en for n in printed], [n.ar for n in printed]))
    return en or None, ar or None
