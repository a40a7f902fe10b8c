"""The stories of a record as JSON, in both directions."""

from datetime import date, datetime
from typing import Any

from reporter.model import Span
from reporter.record.stories import (
    Also,
    Difference,
    First,
    SharedText,
    StatedValue,
    Story,
    StoryPoint,
    Why,
)

Json = dict[str, Any]


def written(story: Story) -> Json:
    """Return `story` as ``data/record.schema.json`` describes it."""
    first = story.first
    return {
        "id": story.id,
        "continues": story.continues,
        "entries": list(story.entries),
        "headline": story.headline,
        "outlets": story.outlets,
        "first": first and {"entry": first.entry, "at": first.at.isoformat(), "basis": first.basis},
        "texts": [
            {
                "entries": list(text.entries),
                "kind": text.kind,
                "containment": text.containment,
                "run_words": text.run_words,
                "agency": text.agency,
            }
            for text in story.texts
        ],
        "points": [
            {
                "entry": point.entry,
                "point": point.point,
                "also": [
                    {"entry": also.entry, "span": list(also.span), "containment": also.containment}
                    for also in point.also
                ],
            }
            for point in story.points
        ],
        "differences": [
            {
                "noun": difference.noun,
                "values": [
                    {"value": value.value, "entry": value.entry, "span": list(value.span)}
                    for value in difference.values
                ],
                "printed": difference.printed,
            }
            for difference in story.differences
        ],
        "why": {"terms": list(story.why.terms), "similarity": dict(story.why.similarity)},
        "watch": list(story.watch),
    }


def read(made: Json) -> Story:
    """Return the story that ``written`` wrote; the schema has been checked."""
    first = made["first"]
    return Story(
        id=made["id"],
        continues=made["continues"],
        entries=tuple(made["entries"]),
        headline=made["headline"],
        outlets=made["outlets"],
        first=first and First(entry=first["entry"], at=_moment(first["at"]), basis=first["basis"]),
        texts=tuple(
            SharedText(
                entries=tuple(text["entries"]),
                kind=text["kind"],
                containment=text["containment"],
                run_words=text["run_words"],
                agency=text["agency"],
            )
            for text in made["texts"]
        ),
        points=tuple(
            StoryPoint(
                entry=point["entry"],
                point=point["point"],
                also=tuple(
                    Also(entry=also["entry"], span=Span(*also["span"]), containment=also["containment"])
                    for also in point["also"]
                ),
            )
            for point in made["points"]
        ),
        differences=tuple(
            Difference(
                noun=difference["noun"],
                values=tuple(
                    StatedValue(value=value["value"], entry=value["entry"], span=Span(*value["span"]))
                    for value in difference["values"]
                ),
                printed=difference["printed"],
            )
            for difference in made["differences"]
        ),
        why=Why(terms=tuple(made["why"]["terms"]), similarity=tuple(made["why"]["similarity"].items())),
        watch=tuple(made["watch"]),
    )


def _moment(text: str) -> datetime | date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
