"""Rows as XLIFF 2.0, the exchange format of translation programs.

A row is a ``<unit>`` with one ``<segment>``, not to be split; its state says whether the English is reviewed. Doubts
and versions travel as notes. No entity is resolved and nothing is fetched.

Source: OASIS, XLIFF Version 2.0 (2014), sections 4.2 (elements) and 4.3.1 (id, state).
"""

from collections.abc import Iterator, Sequence
from typing import Any

from reporter.exchange.rows import Row, read_seal
from reporter.exchange.xml_text import parse, serialised, text_of, xml_text

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_REVIEWED = {"reviewed", "final"}
_OWN = ("before", "by", "at", "seal")


def dumps(rows: Sequence[Row]) -> bytes:
    """Return the bytes of an XLIFF file."""
    from lxml import etree

    root = etree.Element(_tag("xliff"), {"version": "2.0", "srcLang": "ar", "trgLang": "en"}, nsmap={None: NAMESPACE})
    file = etree.SubElement(root, _tag("file"), id="edition", canResegment="no", srcDir="rtl", trgDir="ltr")
    for row in rows:
        unit = etree.SubElement(file, _tag("unit"), id=row.id)
        if row.place:
            unit.set("name", row.place)
        values = {"before": row.before_en, "by": row.by, "at": row.at, "seal": str(row.seal or "")}
        stated = [("doubt", note) for note in row.notes] + [(name, value) for name, value in values.items() if value]
        notes = etree.SubElement(unit, _tag("notes"))
        for category, text in stated:
            etree.SubElement(notes, _tag("note"), category=category).text = xml_text(text)
        state = "reviewed" if row.reviewed else "translated" if row.text_en else "initial"
        segment = etree.SubElement(unit, _tag("segment"), state=state)
        etree.SubElement(segment, _tag("source")).text = xml_text(row.text_ar)
        if row.text_en:
            etree.SubElement(segment, _tag("target")).text = xml_text(row.text_en)
    return serialised(root)


def loads(content: bytes) -> Iterator[Row]:
    """Yield the rows of an XLIFF 2 file.

    Raises:
        ValueError: it is none.

    """
    root = parse(content)
    if root.tag != _tag("xliff"):
        raise ValueError(f"this is no XLIFF 2 file, it begins with <{root.tag.rpartition('}')[2]}>")
    for unit in root.iter(_tag("unit")):
        yield _row(unit)


def _row(unit: Any) -> Row:  # noqa: ANN401 (lxml has no types)
    notes = [(note.get("category", ""), note.text or "") for note in unit.iter(_tag("note"))]
    own = dict(pair for pair in notes if pair[0] in _OWN)
    segments = list(unit.iterchildren(_tag("segment"), _tag("ignorable")))
    states = {part.get("state", "initial") for part in segments if part.tag == _tag("segment")}
    return Row(
        id=unit.get("id", ""),
        place=unit.get("name", ""),
        text_ar="".join(text_of(part.find(_tag("source"))) for part in segments),
        text_en="".join(text_of(part.find(_tag("target"))) for part in segments),
        before_en=own.get("before", ""),
        notes=tuple(text for category, text in notes if category == "doubt"),
        reviewed=bool(states) and states <= _REVIEWED,
        by=own.get("by", ""),
        at=own.get("at", ""),
        seal=read_seal(own.get("seal", "")),
    )


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
