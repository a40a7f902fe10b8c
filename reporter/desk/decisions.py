"""The decisions of the desk on one edition: ``decisions/<date>.yaml``, which people and programs can edit.

In and out: ``Decisions``, or a file with them. The file is written whole or not at all, in a stable order and with its
texts quoted, so that changes of it are small; a mistake in it is named with file, line and reason.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from textwrap import indent
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    AwareDatetime,
    ConfigDict,
    Field,
    ValidationError,
    field_serializer,
    field_validator,
    model_validator,
)

from reporter.config.desk import SectionName
from reporter.config.sections import Settings, Text, matching
from reporter.errors import ReporterError
from reporter.files import write_whole
from reporter.identity import canonical_address
from reporter.model import Source
from reporter.record.desk import Priority
from reporter.record.english_json import utc
from reporter.yaml_reading import YamlError, compose, load
from reporter.yaml_writing import Quoted, quoted

_HEAD = "# Comments in this file are lost when reporter changes it.\n"
_SentenceKey = Annotated[str, matching(r"k:[0-9a-f]{12}(?:#[1-9][0-9]*)?", "k: and 12 hexadecimal digits")]
_LongText = Annotated[str, Field(min_length=1, max_length=4000)]
_Time = AwareDatetime


class DecisionsError(ReporterError):
    """A file of decisions is wrong, so nothing is made or mailed until it is mended."""


class _Part(Settings):
    """A part of the file."""

    model_config = ConfigDict(populate_by_name=True, coerce_numbers_to_str=True)


class Note(_Part):
    """A note by the desk."""

    en: _LongText | None = None
    ar: _LongText | None = None
    by: Text
    at: _Time
    audience: Annotated[Literal["print", "desk"], Field(alias="for")] = "print"

    @model_validator(mode="after")
    def _says_something(self) -> "Note":
        if self.en is None and self.ar is None:
            raise ValueError("a note needs en or ar")
        return self

    @field_serializer("at")
    def _written(self, at: datetime) -> str:
        return utc(at)


class Out(_Part):
    """Why an article is left out, and by whom."""

    why: str = ""
    by: str = ""
    at: _Time | None = None

    @field_serializer("at")
    def _written(self, at: datetime | None) -> str | None:
        return None if at is None else utc(at)


class Headline(_Part):
    """A headline by the desk."""

    en: Text | None = None
    ar: Text | None = None


class Sentences(_Part):
    """Which sentences are quoted, by their names (``sentences.sentence_keys``)."""

    add: tuple[_SentenceKey, ...] = ()
    remove: tuple[_SentenceKey, ...] = ()
    order: tuple[_SentenceKey, ...] = ()


class EntryDecisions(_Part):
    """The decisions on one article."""

    headline: str | None = None
    """For people who read the file; it is not read."""
    section: SectionName | None = None
    priority: Priority = "normal"
    out: Out | None = None
    later: bool = False
    under: Annotated[str | None, Field(alias="with")] = None
    """The key of the article under which it is told."""
    our_headline: Headline = Headline()
    sentences: Sentences = Sentences()
    notes: tuple[Note, ...] = ()


class Approved(_Part):
    """Who approved the edition."""

    by: Text
    at: _Time
    content: Annotated[str, matching(r"[0-9a-f]{64}", "the hash of the content")]

    @field_serializer("at")
    def _written(self, at: datetime) -> str:
        return utc(at)


class EditionDecisions(_Part):
    """The decisions on the whole edition."""

    notes: tuple[Note, ...] = ()
    approved: Approved | None = None


class Decisions(_Part):
    """All decisions on an edition."""

    order: tuple[str, ...] = ()
    """Keys of the articles that a person has moved, in their order; they come before the others of their section."""
    entries: dict[str, EntryDecisions] = Field(default_factory=dict)
    edition: EditionDecisions = EditionDecisions()

    @field_validator("entries")
    @classmethod
    def _no_circles(cls, entries: dict[str, EntryDecisions]) -> dict[str, EntryDecisions]:
        for key, decided in entries.items():
            above, seen = decided.under, {key}
            while above is not None:
                if above in seen:
                    raise ValueError(f"{key}: 'with' leads back to it")
                seen.add(above)
                above = entries[above].under if above in entries else None
        return entries

    def of(self, source: Source, identity: str) -> EntryDecisions:
        """Return the decisions on the article from `source`."""
        found = self._by_name()
        return next((found[name] for name in names(source, identity) if name in found), EntryDecisions())

    def _by_name(self) -> Mapping[str, EntryDecisions]:
        return {name_of(key): decided for key, decided in self.entries.items()}


def contradiction_in(decisions: Decisions) -> str | None:
    """Return why a file with these decisions would have a mistake, or None."""
    try:
        Decisions.model_validate(decisions.model_dump(by_alias=True))
    except ValidationError as e:
        return mistake(e)
    return None


def mistake(error: Exception) -> str:
    """Return what is wrong with a decision, in a few words."""
    first = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
    return first.removeprefix("Value error, ")


def key_of(source: Source) -> str:
    """Return the key of an article in the file: its address or, if it has none, the hash of what was read."""
    return f"url:{source.url}" if source.url else f"sha256:{source.sha256}"


@lru_cache(maxsize=10_000)
def name_of(key: str) -> str:
    """Return what all keys of one article have in common; addresses of a page are written in several ways.

    >>> name_of("url:https://www.alwadi.example/port/?utm_source=x")
    'alwadi.example/port'
    """
    return canonical_address(key.removeprefix("url:")) if key.startswith("url:") else key


def names(source: Source, identity: str) -> tuple[str, ...]:
    """Return the names under which decisions on an article are looked up."""
    return identity, f"sha256:{source.sha256}"


def path_of(folder: Path, edition: date | str) -> Path:
    """Return the file of the decisions on the edition of a day, or on the round-up of that name."""
    return folder / f"{edition}.yaml"


def read(path: Path) -> Decisions:
    """Return the decisions in the file at `path`; none if there is no such file.

    Raises:
        DecisionsError: it cannot be read or has a mistake; the message names file, line and reason.

    """
    try:
        return parse(path.read_text(encoding="utf-8-sig"), str(path))
    except FileNotFoundError:
        return Decisions()
    except (OSError, UnicodeDecodeError) as e:
        raise DecisionsError(f"The decisions in {path} cannot be read: {e}.") from e


def parse(text: str, name: str) -> Decisions:
    """Return the decisions in `text`; errors refer to it as `name`.

    Raises:
        DecisionsError: it has a mistake.

    """
    try:
        data = load(text, aliases=False)
    except YamlError as e:
        raise DecisionsError(f"{name}: {e}.") from e
    if data is None:
        return Decisions()
    if not isinstance(data, dict):
        raise DecisionsError(f"{name} must contain 'name: value' lines.")
    try:
        return Decisions.model_validate(data)
    except ValidationError as e:
        root = compose(text)
        said = []
        for error in e.errors():
            where = ".".join(str(part) for part in error["loc"]) or "the file"
            message = error["msg"].removeprefix("Value error, ")
            if error["type"] == "extra_forbidden":
                message = "there is no such decision"
            said.append(f"line {_line(root, error['loc'])}: {where}: {message[:1].lower()}{message[1:]}")
        raise DecisionsError(f"{name}: {'; '.join(said)}.") from e


def dumps(decisions: Decisions) -> bytes:
    """Return the contents of a file with `decisions`."""
    parts = [_HEAD, quoted(decisions.model_dump(include={"order"}, exclude_defaults=True, mode="json"))]
    if decisions.entries:
        parts += ["entries:\n", *(_entry(key, decided) for key, decided in decisions.entries.items())]
    parts.append(quoted(decisions.model_dump(by_alias=True, include={"edition"}, exclude_defaults=True, mode="json")))
    return ("".join(parts) if any(parts[1:]) else f"{_HEAD}{{}}\n").encode()


@lru_cache(maxsize=2000)  # one decision changes one entry of many
def _entry(key: str, decided: EntryDecisions) -> str:
    """Return the lines of the file about one article."""
    data = decided.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    return indent(quoted({Quoted(key): data}), "  ")


def write(path: Path, content: bytes) -> None:
    """Write the `content` of a file of decisions (``dumps``), whole or not at all.

    Raises:
        ReporterError: it cannot be written; what was there is unchanged.

    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise ReporterError(f"The folder {path.parent} cannot be made ({e.strerror}).") from e
    write_whole(path, content)


def fingerprint(decisions: Decisions) -> str:
    """Return a hash of what can change an edition; the approval and what is only for the desk do not count.

    It is empty if nothing was decided.
    """
    data = decisions.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"edition": {"approved"}})
    for entry in data.get("entries", {}).values():
        entry.pop("headline", None)
        if "out" in entry:
            entry["out"] = True
    for part in (data.get("edition", {}), *data.get("entries", {}).values()):
        if "notes" in part:
            part["notes"] = [note for note in part["notes"] if note.get("for", "print") == "print"]
    said = _without_empty(data)
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest() if said else ""


def _without_empty(data: Any) -> Any:  # noqa: ANN401  (any JSON)
    if not isinstance(data, dict):
        return data
    made = {name: _without_empty(value) for name, value in data.items()}
    return {name: value for name, value in made.items() if value not in ({}, [])}


def _line(node: yaml.Node | None, path: tuple[int | str, ...]) -> int:
    """Return the line, from 1, of the value at `path`, or of the deepest part of it that exists."""
    line = 1
    for part in path:
        if isinstance(node, yaml.MappingNode):
            found = next((pair for pair in node.value if pair[0].value == str(part)), None)
            if found is None:
                return line
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line
