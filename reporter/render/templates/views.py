"""The record as templates see it: the JSON of ``briefing.json`` as plain mappings, lists and texts.

Our functions and filters take parts of the typed record. A ``View`` is the JSON of such a part and remembers the part;
``typed`` makes a function that takes parts accept views. Arabic titles, decks and sentences are texts that remember
where they have words of watch lists, so that the filter ``arabic`` marks them.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar

from reporter.model import Flag
from reporter.record import Record, document, english_json
from reporter.record.blocks import Block, also_reported, blocks
from reporter.render.words.watching import marked

Given = TypeVar("Given")


class View(dict[str, Any]):
    """The JSON of a part of the record."""

    __slots__ = ("part",)

    def __init__(self, json: dict[str, Any], part: object) -> None:
        super().__init__(json)
        self.part = part


def view(record: Record) -> View:
    """Return `record` as templates see it; each entry, source, point and flag in it is also a view."""
    made = document(record)
    for json, entry in zip(made["entries"], record.entries, strict=True):
        json["title_ar"] = marked(entry, "title")
        if entry.deck_ar:
            json["deck_ar"] = marked(entry, "deck")
        json["source"] = View(json["source"], entry.source)
        json["title_flags"] = _flags(json["title_flags"], entry.title.flags)
        json["deck_flags"] = _flags(json["deck_flags"], entry.deck.flags if entry.deck else ())
        for quoted, point in zip(json["points"], entry.points, strict=True):
            quoted["text_ar"] = marked(entry, point)
            quoted["flags"] = _flags(quoted["flags"], point.english.flags)
        json["points"] = [View(*pair) for pair in zip(json["points"], entry.points, strict=True)]
    made["entries"] = [View(*pair) for pair in zip(made["entries"], record.entries, strict=True)]
    return View(made, record)


def block_views(record: View) -> list[View]:
    """Return the blocks of `record` as templates see them: the fields of ``Block``."""
    return _views(blocks(_record(record)), record)


def also_views(record: View) -> list[View]:
    """Return the stories of `record` of which only the headline is printed, in the same form."""
    return _views(also_reported(_record(record)), record)


def _record(record: View) -> Record:
    if not isinstance(record.part, Record):
        raise TypeError("only a record has stories")
    return record.part


def _views(made: Sequence[Block], record: View) -> list[View]:
    entries = {entry["id"]: entry for entry in record["entries"]}
    points = {point["id"]: point for entry in record["entries"] for point in entry["points"]}
    stories = {story["id"]: story for story in record["stories"]}
    sections = {section["name"]: section for section in record["sections"]}
    return [
        View(
            {
                "entry": _headed(entries[block.entry.id], block),
                "article": entries[block.entry.id],
                "section": sections[block.section.name] if block.section else None,
                "is_short": block.is_short,
                "entries": [entries[entry.id] for entry in block.entries],
                "story": stories[block.story.id] if block.story else None,
                "rows": [{"entry": entries[entry.id], "point": points[point.id]} for entry, point in block.rows],
            },
            block,
        )
        for block in made
    ]


def _headed(entry: View, block: Block) -> View:
    """Return the view of an entry with the headline of its block, which may be that of the desk."""
    if block.entry is block.article:
        return entry
    title = english_json.written("title_", block.entry.title)
    title["title_flags"] = _flags(title["title_flags"], block.entry.title.flags)
    return View(entry | title | {"title_ar": marked(block.entry, "title")}, block.entry)


def typed(function: Callable[..., Given]) -> Callable[..., Given]:
    """Return `function` changed to accept views, and lists of views, instead of parts of the record."""

    @wraps(function)
    def called(*arguments: object, **named: object) -> Given:
        return function(*map(_part, arguments), **{name: _part(value) for name, value in named.items()})

    return called


def _part(value: object) -> object:
    if isinstance(value, View):
        return value.part
    return [_part(item) for item in value] if isinstance(value, list) else value


def _flags(made: list[dict[str, Any]], flags: Sequence[Flag]) -> list[View]:
    return [View(*pair) for pair in zip(made, flags, strict=True)]
