"""Watch lists in words: the marked Arabic of an entry, which lists it belongs to, and how many articles each has."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from reporter.record import Entry, Point, Record, Story
from reporter.render.words.bilingual import Bilingual, Fragment, Passage, plural
from reporter.render.words.direction import Marked

_MOST_NAMED = 6
"""Lists to name in the summary of an edition."""


def marked(entry: Entry, part: Literal["title", "deck"] | Point) -> Marked:
    """Return the Arabic of a part of `entry`, with the words of watch lists marked."""
    if isinstance(part, Point):
        start, end = part.span
        hits = [
            (max(hit.span.start, start) - start, min(hit.span.end, end) - start, hit.watch)
            for hit in entry.hits
            if hit.part == "text" and hit.span.start < end and hit.span.end > start
        ]
        return Marked.of(part.text_ar, hits)
    text = entry.title_ar if part == "title" else entry.deck_ar or ""
    return Marked.of(text, [(*hit.span, hit.watch) for hit in entry.hits if hit.part == part])


def lists(of: Entry | Story) -> Iterator[Bilingual]:
    """Yield which lists an entry or a story belongs to, if it belongs to any."""
    if of.watch:
        yield Bilingual(
            f"watch {plural(len(of.watch), 'list')} {', '.join(of.watch)}", f"قائمة المتابعة: {'، '.join(of.watch)}"
        )


def counts(record: Record) -> Iterator[Bilingual]:
    """Yield in a few words how many stories (articles, if they are not grouped) the lists have, and leave out."""
    found = Counter(name for each in record.stories or record.entries for name in each.watch)
    if record.watch:
        named = sorted(record.watch, key=lambda name: -found[name])
        english = ", ".join(f"{name} {found[name]}" for name in named[:_MOST_NAMED])
        arabic = "، ".join(f"{name} {found[name]}" for name in named[:_MOST_NAMED])
        more = len(named) - _MOST_NAMED
        yield Bilingual(
            f"watch lists: {english}{f' and {more} more' if more > 0 else ''}",
            f"قوائم المتابعة: {arabic}{f'، وقوائم أخرى عددها {more}' if more > 0 else ''}",
        )
    for name, number in Counter(each.watch for each in record.left_out).items():
        yield Bilingual(
            f"{number} {plural(number, 'article')} left out by watch list {name}",
            f"استُبعد بقائمة {name}: {number}",
        )


def legend(record: Record) -> Iterator[Passage]:
    """Yield what the marks are, with all lists."""
    found = Counter(name for entry in record.entries for name in entry.watch)
    if record.watch:
        english = ", ".join(f"{name} ({found[name]} {plural(found[name], 'article')})" for name in record.watch)
        arabic = "، ".join(f"{name} ({found[name]})" for name in record.watch)
        yield Passage(
            (Fragment(f"Words of the watch lists are marked in the Arabic: {english}."),),
            (Fragment(f"كلمات قوائم المتابعة معلَّمة في النص: {arabic}."),),
        )
