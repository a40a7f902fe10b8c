"""The changes of a record as JSON, in both directions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from reporter.language.differ import Piece
from reporter.record import english_json
from reporter.record.changes import Changes, Dropped, Earlier, Quote, Updated

Json = dict[str, Any]


def written(changes: Changes) -> Json:
    """Return `changes` as ``data/record.schema.json`` describes them."""
    return {
        "updated": [
            _earlier(item)
            | {
                "entry": item.entry,
                "before": item.before,
                "after": item.after,
                "silent": item.silent,
                "words": [list(pair) for pair in item.words],
                "more": item.more,
                "diff": _pieces(item.diff),
            }
            for item in changes.updated
        ],
        "dropped": [_earlier(item) | {"status": item.status} for item in changes.dropped],
    }


def read(made: Json) -> Changes:
    """Return the changes that ``written`` wrote; the schema has been checked."""
    return Changes(
        updated=tuple(
            Updated(
                **_facts(item),
                entry=item["entry"],
                before=item["before"],
                after=item["after"],
                silent=item["silent"],
                words=tuple((before, after) for before, after in item["words"]),
                more=item["more"],
                diff=_read_pieces(item["diff"]),
            )
            for item in made["updated"]
        ),
        dropped=tuple(Dropped(**_facts(item), status=item["status"]) for item in made["dropped"]),
    )


def _earlier(item: Earlier) -> Json:
    return {
        "identity": item.identity,
        "edition": item.edition.isoformat(),
        "number": item.number,
        "outlet": item.outlet,
        "url": item.url,
        "title_ar": item.title_ar,
        "title_en": item.title_en,
        "quotes": [
            {
                "edition": quote.edition.isoformat(),
                "point": quote.point,
                "text_ar": quote.text_ar,
                "text_en": quote.text_en,
                "today_ar": quote.today_ar,
                **english_json.written("today_", quote.today),
                "diff": _pieces(quote.diff),
            }
            for quote in item.quotes
        ],
    }


def _facts(made: Json) -> Json:
    """Return the values of ``Earlier``."""
    facts = {name: made[name] for name in ("identity", "number", "outlet", "url", "title_ar", "title_en")}
    return facts | {"edition": date.fromisoformat(made["edition"]), "quotes": tuple(map(_quote, made["quotes"]))}


def _quote(made: Json) -> Quote:
    return Quote(
        edition=date.fromisoformat(made["edition"]),
        point=made["point"],
        text_ar=made["text_ar"],
        text_en=made["text_en"],
        today_ar=made["today_ar"],
        today=None if made["today_origin"] is None else english_json.read(made, "today_en", "today_"),
        diff=_read_pieces(made["diff"]),
    )


def _pieces(diff: Sequence[Piece]) -> list[list[str]]:
    return [list(piece) for piece in diff]


def _read_pieces(made: Any) -> tuple[Piece, ...]:  # noqa: ANN401  (JSON)
    return tuple((kind, text) for kind, text in made)
