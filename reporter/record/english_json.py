"""The English of a text in the record as JSON, in both directions."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from reporter.model import Candidate, Flag, Review, Translation

Json = dict[str, Any]
"""A JSON object as Python data."""


def written(prefix: str, english: Translation | None) -> Json:
    """Return the fields of `english`, whose names begin with `prefix`, without its candidates."""
    return {
        f"{prefix}en": english.text_en if english else None,
        f"{prefix}origin": english.origin if english else None,
        f"{prefix}score": english.score if english else None,
        f"{prefix}flags": flags(english.flags) if english else [],
        f"{prefix}reason": english.reason if english else None,
        f"{prefix}reviewed": reviewed(english.reviewed) if english else None,
    }


def read(made: Json, text: str, prefix: str) -> Translation:
    """Return the English in the field `text` of `made` and in those whose names begin with `prefix`."""
    review = made[f"{prefix}reviewed"]
    return Translation(
        text_en=made[text],
        origin=made[f"{prefix}origin"],
        score=made[f"{prefix}score"],
        flags=_flags(made[f"{prefix}flags"]),
        reason=made[f"{prefix}reason"],
        reviewed=review and Review(by=review["by"], at=datetime.fromisoformat(review["at"])),
        candidates=tuple(
            Candidate(text_en=item["text_en"], score=item["score"], flags=_flags(item["flags"]), chosen=item["chosen"])
            for item in made.get(f"{prefix}candidates", ())
        ),
    )


def reviewed(review: Review | None) -> Json | None:
    """Return who reviewed a text, and when."""
    return None if review is None else {"by": review.by, "at": utc(review.at)}


def flags(found: Sequence[Flag]) -> list[Json]:
    """Return doubts and notes."""
    return [{"check": flag.check, "severity": flag.severity, "detail": flag.detail} for flag in found]


def candidates(tried: Sequence[Candidate]) -> list[Json]:
    """Return the translations that were tried."""
    return [
        {"text_en": item.text_en, "score": item.score, "flags": flags(item.flags), "chosen": item.chosen}
        for item in tried
    ]


def utc(moment: datetime) -> str:
    """Return `moment` as the record states it: ``2026-11-21T03:30:00Z``."""
    return re.sub(r"\+00:00$", "Z", moment.astimezone(UTC).isoformat(timespec="seconds"))


def _flags(made: list[Json]) -> tuple[Flag, ...]:
    return tuple(Flag(check=flag["check"], detail=flag["detail"], severity=flag["severity"]) for flag in made)
