"""Read a record's file: the only place where JSON becomes the type and older versions are upgraded."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from reporter.assets import DATA
from reporter.errors import ReporterError
from reporter.identity import identity
from reporter.model import (
    Edition,
    Engine,
    Heading,
    Health,
    Notice,
    Skipped,
    Source,
    Span,
    SummariserInfo,
)
from reporter.record import change_json, desk_json, english_json, story_json
from reporter.record.english_json import Json
from reporter.record.shape import SCHEMA_VERSION, Change, Cited, Counts, Entry, Hit, LeftOut, Point, Record, Shard

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

SCHEMA = DATA / "record.schema.json"
MOST_PROBLEMS = 20
"""Maximum number of problems to name in an invalid record."""


def load(path: Path) -> Record:
    """Read the record at `path`, of this or an earlier version; unknown fields are ignored.

    Raises:
        ReporterError: the file cannot be read, is not a record, or was written by a newer version.

    """
    return loads(read(path), str(path))


def read(path: Path) -> bytes:
    """Return the bytes of the record at `path`.

    Raises:
        ReporterError: they cannot be read.

    """
    try:
        return path.read_bytes()
    except OSError as e:
        raise ReporterError(f"The record {path} cannot be read: {e.strerror}.") from e


def loads(content: bytes, name: str = "the record") -> Record:
    """Return the record in `content`; errors refer to it as `name`.

    Raises:
        ReporterError: it is not a record, or was written by a newer version.

    """
    document = cast("Json", _up_to_date(parsed(content, name), name))  # guaranteed by the schema
    try:
        wrong = [
            f"{'.'.join(map(str, error.instance_path)) or 'the record'}: {error.message[:300]}"
            for error in _validator().iter_errors(document)
        ]
    except ValueError as e:  # half a surrogate pair, or nested too deep
        raise ReporterError(f"{name} is not a valid record: {e}.") from e
    if wrong:
        raise ReporterError(f"{name} is not a valid record: {'; '.join(wrong[:MOST_PROBLEMS])}.")
    return _record(document)


def parsed(content: bytes, name: str = "the record") -> Any:  # noqa: ANN401 (JSON is anything until it is checked)
    """Return the JSON in `content`, unchecked.

    Raises:
        ReporterError: it is not JSON.

    """
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as e:
        raise ReporterError(f"{name} is not a JSON record: {e}.") from e


@cache
def _validator() -> "Draft202012Validator":
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(json.loads(SCHEMA.read_bytes()), validate_formats=True)


def _up_to_date(document: object, name: str) -> object:
    """Return `document` in the form of this version; other problems are left to the schema."""
    version = document.get("schema_version") if isinstance(document, dict) else None
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise ReporterError(
            f"{name} was written by a newer reporter (its schema_version is {version}, this one reads up to "
            f"{SCHEMA_VERSION}); update reporter."
        )
    if not isinstance(document, dict):
        return document
    made = _version_2(document) if version == 1 else document
    _add_newer(made)
    return made


def _add_newer(made: Json) -> None:
    """Add the fields that came within version 2."""
    for added in ("sources", "stories", "watch", "left_out", "shards"):
        made.setdefault(added, [])
    made.setdefault("changes", {"updated": [], "dropped": []})
    _with(made, desk_json.RECORD)
    for edition in _objects(made, "edition"):
        _with(edition, desk_json.EDITION | {"kind": "daily", "first": None})
    for counts in _objects(made, "counts"):
        counts.setdefault("sources", 0)
    for entry in _objects(made, "entries"):
        for added in ("changes", "also", "watch", "hits"):
            entry.setdefault(added, [])
        for added in ("story", "change"):
            entry.setdefault(added, None)
        _with(entry, desk_json.ENTRY)
        for point in _objects(entry, "points"):
            _with(point, {"chosen_by": "rule", "from": None})
        for source in _objects(entry, "source"):
            _with(
                source, dict.fromkeys(("fetched_from", "section", "date_basis", "agency")) | {"also": [], "remarks": []}
            )


def _with(part: Json, defaults: Json) -> None:
    """Give `part` the fields of `defaults` that it lacks."""
    for name, value in defaults.items():
        part.setdefault(name, value)


def _version_2(document: Json) -> Json:
    """Convert a record of version 1, which may lack many fields, to version 2."""
    made = {"generator": "reporter", "degraded_ar": [], "notes": []} | document | {"schema_version": 2}
    for part in _objects(made, "counts"):
        part.setdefault("withheld", 0)
        part.setdefault("reviewed", 0)
    for part in _objects(made, "engine"):
        part.setdefault("licence", None)
    for entry in _objects(made, "entries"):
        _english_2(entry, "title_en", "title_")
        _english_2(entry, "deck_en", "deck_")
        if entry.get("deck_ar") is None:
            entry["deck_origin"] = None
        entry.setdefault("added", False)
        for point in _objects(entry, "points"):
            _english_2(point, "text_en", "")
            point.setdefault("candidates", [])
            for candidate in _objects(point, "candidates"):
                _flags_2(candidate, "flags")
        for source in _objects(entry, "source"):
            url, outlet, text = source.get("url"), source.get("outlet"), entry.get("text_ar")
            entry["identity"] = identity(*(value if isinstance(value, str) else "" for value in (url, outlet, text)))
    return made


def _english_2(part: Json, text: str, prefix: str) -> None:
    """Convert one English text; version 1 marked withheld English by the first words of its reason."""
    missing: Json = {f"{prefix}reason": None, f"{prefix}reviewed": None, f"{prefix}score": None, f"{prefix}flags": []}
    part |= {text: None, f"{prefix}origin": "memory" if part.get(text) else "none"} | missing | part
    if part[f"{prefix}origin"] == "none" and str(part[f"{prefix}reason"]).startswith("English withheld"):
        part[f"{prefix}origin"] = "withheld"
    _flags_2(part, f"{prefix}flags")


def _flags_2(part: Json, name: str) -> None:
    for flag in _objects(part, name):
        flag.setdefault("severity", "doubt")


def _objects(part: Json, name: str) -> Iterator[Json]:
    """Yield the objects in `part` under `name`, one or a list; ignore anything else."""
    value = part.get(name)
    yield from (item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict))


def _record(made: Json) -> Record:
    edition, engine = made["edition"], made["engine"]
    return Record(
        generator=made["generator"],
        edition=Edition(
            date=date.fromisoformat(edition["date"]),
            timezone=edition["timezone"],
            issued_at=datetime.fromisoformat(edition["issued_at"]),
            title_ar=edition["title_ar"],
            title_en=edition["title_en"],
            kind=edition["kind"],
            first=edition["first"] and date.fromisoformat(edition["first"]),
        ),
        entries=tuple(map(_entry, made["entries"])),
        skipped=tuple(
            Skipped(source=item["source"], stage=item["stage"], reason=item["reason"]) for item in made["skipped"]
        ),
        engine=engine
        and Engine(
            name=engine["name"],
            model=engine["model"],
            version=engine["version"],
            sha256=engine["sha256"],
            beam_size=engine["beam_size"],
            licence=engine["licence"],
        ),
        summariser=_summariser(made["summariser"]),
        counts=_counts(made["counts"]),
        degraded=tuple(made["degraded"]),
        degraded_ar=tuple(made["degraded_ar"]),
        notes=tuple(Notice(text_en=note["text_en"], text_ar=note["text_ar"]) for note in made["notes"]),
        sources=tuple(map(_health, made["sources"])),
        stories=tuple(map(story_json.read, made["stories"])),
        changes=change_json.read(made["changes"]),
        watch=tuple(made["watch"]),
        desk=desk_json.desk_of(made),
        left_out=tuple(
            LeftOut(
                watch=item["watch"],
                title_ar=item["title_ar"],
                path=item["path"],
                sha256=item["sha256"],
                url=item["url"],
            )
            for item in made["left_out"]
        ),
        shards=tuple(
            Shard(
                name=shard["name"],
                title_en=shard["title_en"],
                title_ar=shard["title_ar"],
                articles=shard["articles"],
                headline_ar=shard["headline_ar"],
                headline_en=shard["headline_en"],
                headline_origin=shard["headline_origin"],
                content=shard["content"],
            )
            for shard in made["shards"]
        ),
    )


def _entry(made: Json) -> Entry:
    return Entry(
        id=made["id"],
        identity=made["identity"],
        title_ar=made["title_ar"],
        title=english_json.read(made, "title_en", "title_"),
        title_derived=made["title_derived"],
        deck_ar=made["deck_ar"],
        deck=None if made["deck_ar"] is None else english_json.read(made, "deck_en", "deck_"),
        source=_source(made["source"]),
        text_ar=made["text_ar"],
        headings=tuple(Heading(text=item["text_ar"], paragraph=item["paragraph"]) for item in made["headings"]),
        sentence_count=made["sentence_count"],
        word_count=made["word_count"],
        points=tuple(map(_point, made["points"])),
        added=made["added"],
        changes=tuple(
            Change(
                since=datetime.fromisoformat(change["since"]),
                words=tuple((before, after) for before, after in change["words"]),
                more=change["more"],
            )
            for change in made["changes"]
        ),
        story=made["story"],
        change=made["change"],
        also=tuple(made["also"]),
        watch=tuple(made["watch"]),
        hits=tuple(Hit(watch=hit["watch"], part=hit["part"], span=Span(*hit["span"])) for hit in made["hits"]),
        desk=desk_json.entry_desk(made),
    )


def _point(made: Json) -> Point:
    cited = made["from"]
    return Point(
        id=made["id"],
        rank=made["rank"],
        sentence=made["sentence"],
        paragraph=made["paragraph"],
        span=Span(*made["span"]),
        text_ar=made["text_ar"],
        english=english_json.read(made, "text_en", ""),
        chosen_by=made["chosen_by"],
        cited=cited and Cited(day=date.fromisoformat(cited["date"]), id=cited["id"]),
    )


def _source(made: Json) -> Source:
    published = made["published_at"]
    return Source(
        outlet=made["outlet"],
        place=made["place"],
        author=made["author"],
        url=made["url"],
        path=made["path"],
        published_at=None if published is None else _moment(published),
        retrieved_at=datetime.fromisoformat(made["retrieved_at"]),
        sha256=made["sha256"],
        also=tuple(made.get("also", ())),
        remarks=tuple(made.get("remarks", ())),
        fetched_from=made["fetched_from"],
        section=made["section"],
        date_basis=made["date_basis"],
        agency=made["agency"],
    )


def _health(made: Json) -> Health:
    return Health(
        name=made["name"],
        outlet=made["outlet"],
        state=made["state"],
        reason=made["reason"],
        succeeded_at=_time_or_none(made["succeeded_at"]),
        arrived_at=_time_or_none(made["arrived_at"]),
        week=made["week"],
        usual=made["usual"],
        next_at=_time_or_none(made["next_at"]),
    )


def _time_or_none(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _moment(text: str) -> datetime | date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _summariser(made: Json) -> SummariserInfo:
    unit = next(name for name in ("sentences", "ratio", "words") if name in made)
    return SummariserInfo(method=made["method"], unit=unit, amount=made[unit])


def _counts(made: Json) -> Counts:
    return Counts(**{name: made[name] for name in Counts.__slots__})
