"""The rules of a round-up: what it quotes, daily editions have quoted."""

from collections.abc import Iterator, Mapping
from datetime import date

from reporter.record.shape import Record


def problems_of_roundup(record: Record) -> Iterator[str]:
    """Yield what is wrong with the days and citations of `record`, in words."""
    edition = record.edition
    if (edition.kind == "roundup") != (edition.first is not None):
        yield f"edition.kind is {edition.kind}, which contradicts edition.first"
    if edition.first is not None and edition.first > edition.date:
        yield f"its first day {edition.first} is after its last, {edition.date}"
    for point in (point for entry in record.entries for point in entry.points):
        if (point.cited is not None) != (edition.first is not None):
            yield f"point {point.id}: the sentences of a round-up are from daily editions, and no others"
        elif point.cited and edition.first and not edition.first <= point.cited.day <= edition.date:
            yield f"point {point.id} is from {point.cited.day}, which is not one of its days"


def misquoted(record: Record, days: Mapping[date, Record]) -> tuple[str, ...]:
    """Return the quotations of a round-up that the records of its `days` do not have; other days are not checked.

    An edition that was made again may have given a sentence another number.
    """
    quoted = {
        day: {(entry.identity, point.text_ar) for entry in made.entries for point in entry.points}
        for day, made in days.items()
    }
    return tuple(
        f"point {point.id} is not verbatim in the edition of {point.cited.day}, which it cites as {point.cited.id}"
        for entry in record.entries
        for point in entry.points
        if point.cited and point.cited.day in quoted and (entry.identity, point.text_ar) not in quoted[point.cited.day]
    )
