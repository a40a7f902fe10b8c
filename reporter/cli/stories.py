"""``reporter stories``."""

import argparse
import re
from collections.abc import Iterator
from datetime import date, datetime

from reporter import record
from reporter.cli.settings import settings
from reporter.cli.terminal import counted, say
from reporter.editions.folders import RECORD, find_edition
from reporter.errors import ConfigError
from reporter.record import Entry, Record, Story

_ID = re.compile(r"(?:(\d{4}-\d\d-\d\d)/)?(\d+)(?:\.\d+)?")


def stories_(arguments: argparse.Namespace) -> int:
    """List the stories of an edition, or explain one of them."""
    config = settings(arguments)
    day, number = _asked(arguments)
    folder = find_edition(config.output, day, today=datetime.now(config.zone).date())
    made = record.load(folder / RECORD)
    if made.entries and not made.stories:
        raise ConfigError(
            f"The articles of the edition of {folder.name} were not grouped into stories; "
            "set 'stories: {group: true}' and make it again with 'reporter run'."
        )
    entries = {entry.id: entry for entry in made.entries}
    if number is None:
        say("\n".join(_line(story, entries) for story in made.stories) or "The edition has no articles.")
    else:
        say("\n".join(_explained(_found(made, number, folder.name), entries)))
    return 0


def _asked(arguments: argparse.Namespace) -> tuple[date | None, str | None]:
    """Return the day of the edition and the number of an entry in it; the day may be part of the number."""
    if arguments.explain is None:
        return arguments.date, None
    found = _ID.fullmatch(arguments.explain)
    try:
        day = date.fromisoformat(found[1]) if found and found[1] else arguments.date
    except ValueError:
        found = None
    if not found:
        raise ConfigError(f"--explain {arguments.explain}: write the number of a story, such as 2 or 2026-11-20/2.")
    if arguments.date not in {None, day}:
        raise ConfigError(f"--explain {arguments.explain} is not a story of {arguments.date}; omit --date.")
    return day, found[2]


def _found(made: Record, number: str, day: str) -> Story:
    """Return the story of the entry `number`."""
    for story in made.stories:
        if number in story.entries:
            return story
    raise ConfigError(f"The edition of {day} has no article {number}; 'reporter stories' lists its stories.")


def _line(story: Story, entries: dict[str, Entry]) -> str:
    return f"{story.number:>4}  {entries[story.headline].title_ar}{_told_by(story)}"


def _told_by(story: Story) -> str:
    """Return by how many a story is told, in brackets; nothing for a single article."""
    if len(story.entries) == 1:
        return f" (continues {story.continues})" if story.continues else ""
    said = [counted(len(story.entries), "article"), counted(story.outlets, "outlet"), counted(story.distinct, "text")]
    return f" ({', '.join(said)}{f', continues {story.continues}' if story.continues else ''})"


def _explained(story: Story, entries: dict[str, Entry]) -> Iterator[str]:
    """Yield the lines that say why these articles are one story."""
    yield f"{story.id}  {entries[story.headline].title_ar}{_told_by(story)}"
    if story.why.terms:
        yield f"Words that weigh most: {'، '.join(story.why.terms)}"
    yield "Articles, with their similarity to the centre of the story:"
    for number, similarity in sorted(story.why.similarity, key=lambda item: -item[1]):
        entry = entries[number]
        yield f"{number:>6}  {similarity:.2f}  {entry.source.publisher}: {entry.title_ar}"
    for text in story.texts:
        what = "the same text" if text.kind == "same-text" else "a passage in common"
        credit = f", by {text.agency}" if text.agency else ""
        *most, last = text.entries
        yield (
            f"Articles {', '.join(most)} and {last} have {what}{credit}: at least {text.containment:.0%} of the shorter"
            f" text, {counted(text.run_words, 'word')} in a row."
        )
    yield (
        f"To change this, write 'part: [{story.id}, ...]' or 'join: [{story.id}, ...]', with the numbers of other"
        " articles, in stories.yaml beside config.yaml."
    )
