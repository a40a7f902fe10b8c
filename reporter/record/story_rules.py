"""The rules of the stories of a record that its schema cannot express."""

from collections import Counter
from collections.abc import Iterator, Mapping

from reporter.language.arabic.content import containment, stems_of
from reporter.model import Span
from reporter.record.shape import Entry, Record
from reporter.record.stories import Story

_ROUNDING = 0.006
"""Of shares, which are kept with two places."""


def problems_of_stories(record: Record) -> Iterator[str]:
    """Yield the problems of the stories of `record`, in words."""
    entries = {entry.id: entry for entry in record.entries}
    ids = Counter(story.id for story in record.stories)
    told = Counter(name for story in record.stories for name in story.entries)
    yield from (f"story {name} is there {times} times" for name, times in ids.items() if times > 1)
    yield from (f"entry {name} is in {times} stories" for name, times in told.items() if times > 1)
    if record.stories:
        yield from (f"entry {name} is in no story" for name in entries if name not in told)
    story_of = {name: story.id for story in record.stories for name in story.entries}
    for entry in record.entries:
        if entry.story != story_of.get(entry.id):
            yield f"entry {entry.id}: its story is {entry.story}, but {story_of.get(entry.id)} names it"
        yield from (
            f"entry {entry.id}: there is no entry {name} with its text" for name in entry.also if name not in entries
        )
    for story in record.stories:
        if story.id != f"{record.edition.date.isoformat()}/{story.headline}":
            yield f"story {story.id}: its id is not made of the date and the entry of its headline"
        yield from (f"story {story.id}: {problem}" for problem in _in_story(story, entries))


def _in_story(story: Story, entries: Mapping[str, Entry]) -> Iterator[str]:
    named = {story.headline, *(name for text in story.texts for name in text.entries)}
    named |= {point.entry for point in story.points} | {name for name, _ in story.cited}
    named |= {name for name, _ in story.why.similarity} | ({story.first.entry} if story.first else set())
    strangers = sorted(name for name in {*named, *story.entries} if name not in story.entries or name not in entries)
    if strangers:
        yield f"it has no entry {', '.join(strangers)}"
        return
    printed = Counter(point.point for point in story.points)
    quoted = {point.id for name in story.entries for point in entries[name].points}
    yield from (f"point {name} is printed {times} times" for name, times in printed.items() if times > 1)
    yield from (f"there is no point {name}" for name in sorted(printed.keys() - quoted))
    yield from (f"point {name} is not printed" for name in sorted(quoted - printed.keys()))
    yield from (
        f"point {point.point} is not of entry {point.entry}"
        for point in story.points
        if not point.point.startswith(f"{point.entry}.")
    )
    yield from (
        f"characters {span.start}-{span.end} of entry {name} are not text"
        for name, span in story.cited
        if span.end > len(entries[name].text_ar) or not span.of(entries[name].text_ar).strip()
    )
    yield from _contained(story, entries)


def _contained(story: Story, entries: Mapping[str, Entry]) -> Iterator[str]:
    """Yield the sentences that do not contain what they are said to."""
    texts = {point.id: point.text_ar for name in story.entries for point in entries[name].points}
    for point in story.points:
        mine = stems_of(texts.get(point.point, ""))
        for also in point.also:
            share = containment(mine, stems_of(Span(*also.span).of(entries[also.entry].text_ar)))
            if abs(share - also.containment) > _ROUNDING:
                yield f"point {point.point}: entry {also.entry} has {share:.2f} of it, not {also.containment:.2f}"
