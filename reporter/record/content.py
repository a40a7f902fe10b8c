"""A hash of a record's content for readers, by which the ledger knows whether someone has the current version.

It is computed from the file rather than from the type, in the form of version 1, so that an edition sent before the
format changed remains the same edition.
"""

import hashlib
import json

from reporter.record import desk_json
from reporter.record.english_json import Json
from reporter.record.reading import parsed


def content_sha256(file: bytes) -> str:
    """Return the hash of the content of the record in `file`; the time at which the edition was made does not count.

    Raises:
        ReporterError: it is not a record.

    """
    made = desk_json.without_secrets(parsed(file))
    said = {
        "titles": [made["edition"]["title_en"], made["edition"]["title_ar"]],
        "entries": [_version_1(entry) for entry in made["entries"]],
        "skipped": made["skipped"],
    }
    if stories := [_told(story) for story in made.get("stories", ()) if len(story["entries"]) > 1]:
        said["stories"] = stories
    if any((changes := made.get("changes", {})).values()):
        said["changes"] = changes
    if sections := made.get("sections"):
        said["sections"] = sections
    if first := made["edition"].get("first"):
        said["days"] = [first, made["edition"]["date"]]
    if notes := made["edition"].get("notes"):
        said["notes"] = notes
    if shards := made.get("shards"):
        said["shards"] = shards
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _version_1(entry: Json) -> Json:
    """Return the content of `entry` in the form of version 1."""
    newer = {
        name for name in ("also", "remarks", "fetched_from", "section", "date_basis") if not entry["source"].get(name)
    }
    source = {name: value for name, value in entry["source"].items() if name not in newer | {"retrieved_at", "agency"}}
    newer = {"identity", "story", "change", "also", "watch", "hits", "section_by"}
    newer |= {name for name, value in desk_json.ENTRY.items() if entry.get(name, value) == value}
    newer |= {"changes"} if not entry.get("changes") else set()
    said = {name: value for name, value in entry.items() if name not in newer} | {"source": source}
    said["points"] = list(map(_point_1, entry["points"]))
    return _origins_1(said)


def _point_1(point: Json) -> Json:
    newer = {"chosen_by"} if point.get("from") else {"chosen_by", "from"}
    return _origins_1({name: value for name, value in point.items() if name not in newer})


def _told(story: Json) -> Json:
    """Return what a reader sees of a story in addition to its entries."""
    return {name: story[name] for name in ("entries", "headline", "points", "differences")}


def _origins_1(part: Json) -> Json:
    return {name: "none" if "origin" in name and value == "withheld" else value for name, value in part.items()}
