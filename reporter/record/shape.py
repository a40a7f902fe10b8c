"""The shape of the record: what ``briefing.json`` holds."""

import json
from collections import Counter
from typing import Any

Record = dict[str, Any]
"""The JSON document as Python data, shaped as ``data/record.schema.json`` says."""

SCHEMA_VERSION = 1
WITHHELD = "English withheld"
"""How the reason begins where the English contradicted the Arabic; what it contradicted follows."""


def dumps(record: Record) -> bytes:
    """Return the bytes of `record`: UTF-8, two spaces of indent, readable Arabic, a newline at the end."""
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def counts_of(entries: list[Record]) -> dict[str, int]:
    """Return the counts of a record that has these entries."""
    points = [point for entry in entries for point in entry["points"]]
    origins = Counter(point["origin"] for point in points)
    return {
        "articles": len(entries),
        "points": len(points),
        "machine": origins["machine"],
        "memory": origins["memory"],
        "untranslated": origins["none"],
        "withheld": sum(is_withheld(point.get("reason")) for point in points),
        "flagged": sum(any(flag.get("severity") != "note" for flag in point["flags"]) for point in points),
        "reviewed": sum(1 for point in points if point.get("reviewed")),
    }


def is_withheld(reason: str | None) -> bool:
    """Say whether English was made and not printed; that is for whoever checks the edition, and no failure of it."""
    return reason is not None and reason.startswith(WITHHELD)
