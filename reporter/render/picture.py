"""The picture of an edition: how long its articles are and how much of each is quoted, or when they were published.

In: a record. Out: coordinates for templates/picture.html.j2: one strip per outlet, 1000 units wide, from left to right;
the template mirrors it. The picture is a time line if every article has a time of day and all were published within a
week, otherwise a bar chart. The outlets' names are not part of the strips, because WeasyPrint 70 sets SVG text letter
by letter, which breaks Arabic.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Literal
from zoneinfo import ZoneInfo

from reporter.record import Entry, Record
from reporter.render.words.attribution import attribution
from reporter.render.words.bilingual import BOTH, Bilingual

WIDTH, LANE = 1000.0, 44.0
"""Width of a strip, and height of a lane in it."""
GAP = 6.0
"""Maximum distance between two bars."""
LONGEST = timedelta(days=7)
"""Maximum length of a time line."""
STEPS = (1, 3, 6, 12, 24)
"""Possible hours between two ticks; the first that needs at most eight ticks is used."""
APART = 40.0
"""Minimum distance between two marks in a lane."""
MOST = 24
"""Maximum number of strips, and of lanes of a time line, on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An article: a bar, or a disc centred at x."""

    id: str
    x: float
    y: float
    size: float
    """Length of a bar, or radius of a disc."""
    quoted: float
    """Share of its words that are quoted."""
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The strip of an outlet, or of the articles without an outlet."""

    outlet: Bilingual | None
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """An hour on a time line, or the start of a day."""

    x: float
    label: str
    """``06:00``, or ``21/11`` at midnight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The picture's content; lengths are in units of the drawing."""

    kind: Literal["bars", "times"]
    rows: tuple[Strip, ...]
    ticks: tuple[Tick, ...]


def picture(record: Record) -> Picture | None:
    """Return the picture of an edition; None if there is too little to compare, or too much for a page."""
    entries = record.entries
    outlets: dict[Bilingual | None, list[Entry]] = defaultdict(list)
    named: dict[str, Bilingual] = {}
    for entry in entries:
        english, arabic = (attribution(entry.source, language).outlet for language in BOTH)
        name = named.setdefault(english, Bilingual(english, arabic)) if english and arabic else None
        outlets[name].append(entry)
    if len(entries) < 3 or len(outlets) > MOST:
        return None
    moments = {entry.id: entry.source.published_at for entry in entries}
    times = {id_: moment for id_, moment in moments.items() if isinstance(moment, datetime)}
    if len(times) == len(moments) and max(times.values()) - min(times.values()) <= LONGEST:
        line = _times(outlets, times, ZoneInfo(record.edition.timezone))
        if sum(row.height for row in line.rows) <= MOST * LANE:
            return line
    return _bars(outlets)


def _bars(outlets: Mapping[Bilingual | None, Sequence[Entry]]) -> Picture:
    longest = max(sum(entry.word_count for entry in entries) for entries in outlets.values())
    most = max(len(entries) for entries in outlets.values())
    gap = min(GAP, WIDTH / 2 / most)
    unit = (WIDTH - most * gap) / max(1, longest)
    rows = []
    for outlet, entries in outlets.items():
        lengths = [entry.word_count * unit + gap for entry in entries]
        starts = accumulate(lengths, initial=0.0)
        marks = tuple(
            _mark(entry, x, LANE / 2, length - gap) for entry, x, length in zip(entries, starts, lengths, strict=False)
        )
        rows.append(Strip(outlet=outlet, height=LANE, marks=marks))
    return Picture(kind="bars", rows=tuple(rows), ticks=())


def _times(
    outlets: Mapping[Bilingual | None, Sequence[Entry]], times: Mapping[str, datetime], zone: ZoneInfo
) -> Picture:
    first, last = (moment.astimezone(zone) for moment in (min(times.values()), max(times.values())))
    hours = next(step for step in STEPS if (last - first) / timedelta(hours=step) <= 8 or step == STEPS[-1])
    begin = first.replace(hour=first.hour // hours * hours, minute=0, second=0, microsecond=0)
    marks_of_time = [
        begin + timedelta(hours=hours) * n for n in range(int((last - begin) / timedelta(hours=hours)) + 2)
    ]
    whole = marks_of_time[-1] - begin

    def at(moment: datetime) -> float:
        return LANE / 2 + (moment.astimezone(zone) - begin) / whole * (WIDTH - LANE)  # local time

    most = max(1, *(entry.word_count for entries in outlets.values() for entry in entries))
    rows = []
    for outlet, entries in outlets.items():
        marks: list[Mark] = []
        for entry in sorted(entries, key=lambda entry: times[entry.id]):
            x, y = at(times[entry.id]), LANE / 2
            while any(mark.y == y and abs(mark.x - x) < APART for mark in marks):
                y += LANE
            marks.append(_mark(entry, x, y, 11 + 9 * (entry.word_count / most) ** 0.5))
        rows.append(Strip(outlet=outlet, height=max(mark.y for mark in marks) + LANE / 2, marks=tuple(marks)))
    ticks = tuple(
        Tick(x=at(mark), label=f"{mark:%H:%M}" if mark.hour and hours < 24 else f"{mark.day}/{mark.month}")
        for mark in marks_of_time[:-1]
    )
    return Picture(kind="times", rows=tuple(rows), ticks=ticks)


def _mark(entry: Entry, x: float, y: float, size: float) -> Mark:
    words = entry.word_count
    quoted = sum(len(point.text_ar.split()) for point in entry.points)
    return Mark(id=entry.id, x=x, y=y, size=size, quoted=min(1.0, quoted / words) if words else 1.0, words=words)
