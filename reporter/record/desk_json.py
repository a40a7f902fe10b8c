"""What the desk has decided, as JSON, in both directions; a part without a decision has the defaults."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from reporter.record.desk import (
    Approval,
    Desk,
    DeskNote,
    Difference,
    EntryDesk,
    Erratum,
    Excluded,
    OwnHeadline,
    Section,
)
from reporter.record.english_json import utc

Json = dict[str, Any]

ENTRY: Json = {
    "section": None, "section_by": None, "priority": "normal", "late": False, "our_headline": None, "notes": [],
    "with": None,
}  # fmt: skip
"""The fields of an entry without decisions."""
EDITION: Json = {"notes": [], "approved": None, "unapproved_by": None, "erratum": None}
"""The fields of ``edition`` without decisions."""
RECORD: Json = {"sections": [], "excluded": []}


def entry_json(desk: EntryDesk) -> Json:
    """Return the fields of an entry."""
    return {
        "section": desk.section,
        "section_by": desk.section_by,
        "priority": desk.priority,
        "late": desk.late,
        "our_headline": desk.our_headline and asdict(desk.our_headline),
        "notes": [_note(note) for note in desk.notes],
        "with": desk.under,
    }


def edition_json(desk: Desk) -> Json:
    """Return the fields of ``edition``."""
    approved, erratum = desk.approved, desk.erratum
    return {
        "notes": [_note(note) for note in desk.notes],
        "approved": approved and {"by": approved.by, "at": utc(approved.at), "content": approved.content},
        "unapproved_by": desk.unapproved_by,
        "erratum": erratum
        and {
            "kind": erratum.kind,
            "at": utc(erratum.at),
            "says_en": erratum.says_en,
            "says_ar": erratum.says_ar,
            "entries": list(erratum.entries),
            "changed": [asdict(item) for item in erratum.changed],
        },
    }


def record_json(desk: Desk) -> Json:
    """Return the fields beside ``edition``."""
    return {
        "sections": [asdict(section) | {"entries": list(section.entries)} for section in desk.sections],
        "excluded": [asdict(item) | {"at": item.at and utc(item.at)} for item in desk.excluded],
    }


def entry_desk(made: Json) -> EntryDesk:
    """Return what ``entry_json`` wrote; the schema has been checked."""
    ours = made["our_headline"]
    return EntryDesk(
        section=made["section"],
        section_by=made["section_by"],
        priority=made["priority"],
        late=made["late"],
        our_headline=ours and OwnHeadline(en=ours["en"], ar=ours["ar"]),
        notes=tuple(map(_read_note, made["notes"])),
        under=made["with"],
    )


def desk_of(made: Json) -> Desk:
    """Return what ``edition_json`` and ``record_json`` wrote."""
    edition = made["edition"]
    approved, erratum = edition["approved"], edition["erratum"]
    return Desk(
        sections=tuple(
            Section(
                name=section["name"],
                title_en=section["title_en"],
                title_ar=section["title_ar"],
                entries=tuple(section["entries"]),
            )
            for section in made["sections"]
        ),
        notes=tuple(map(_read_note, edition["notes"])),
        excluded=tuple(
            Excluded(
                title_ar=item["title_ar"],
                outlet=item["outlet"],
                identity=item["identity"],
                sha256=item["sha256"],
                url=item["url"],
                why=item["why"],
                by=item["by"],
                at=item["at"] and datetime.fromisoformat(item["at"]),
                later=item["later"],
            )
            for item in made["excluded"]
        ),
        approved=approved
        and Approval(by=approved["by"], at=datetime.fromisoformat(approved["at"]), content=approved["content"]),
        unapproved_by=edition["unapproved_by"],
        erratum=erratum
        and Erratum(
            kind=erratum["kind"],
            at=datetime.fromisoformat(erratum["at"]),
            says_en=erratum["says_en"],
            says_ar=erratum["says_ar"],
            entries=tuple(erratum["entries"]),
            changed=tuple(Difference(**item) for item in erratum["changed"]),
        ),
    )


def without_secrets(document: Json) -> Json:
    """Return the JSON of a record without what is only for the desk; this is what leaves the machine."""
    entries = [entry | {"notes": _for_print(entry.get("notes", []))} for entry in document["entries"]]
    edition = document["edition"] | {"notes": _for_print(document["edition"].get("notes", []))}
    return document | {"edition": edition, "entries": entries, "excluded": []}


def _for_print(notes: list[Json]) -> list[Json]:
    return [note for note in notes if note["for"] == "print"]


def _note(note: DeskNote) -> Json:
    return {"en": note.en, "ar": note.ar, "by": note.by, "at": utc(note.at), "for": note.audience}


def _read_note(made: Json) -> DeskNote:
    return DeskNote(
        en=made["en"], ar=made["ar"], by=made["by"], at=datetime.fromisoformat(made["at"]), audience=made["for"]
    )
