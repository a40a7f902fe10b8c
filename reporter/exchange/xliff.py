"""Rows as XLIFF, the exchange format of translation programs: 2.0 is written; 1.2, 2.0, 2.1 and 2.2 are read.

A row is a ``<unit>`` with one ``<segment>`` that must not be split; its state tells whether the English is reviewed.
Doubts and versions are notes. Entities are not resolved and nothing is fetched.

Source: OASIS, XLIFF Version 2.0 (2014), sections 4.2 (elements) and 4.3.1 (id, state); XLIFF 1.2 (2008), 3.2.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reporter.exchange.language_codes import language
from reporter.exchange.rows import Row, read_seal
from reporter.exchange.xml_text import (
    LOST,
    FormatError,
    child,
    children,
    name_of,
    parse,
    serialised,
    text_of,
    without_tags,
    xml_text,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_REVIEWED = {"reviewed", "final", "signed-off"}
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
    """Yield the rows of an XLIFF file.

    Raises:
        FormatError: it is not XLIFF, or does not translate Arabic into English.

    """
    root = parse(content)
    if name_of(root) != "xliff":
        raise FormatError(f"line {root.sourceline}: this is not an XLIFF file, it begins with <{name_of(root)}>")
    for element in root.iter("{*}file"):
        source = root.get("srcLang") or element.get("source-language")
        target = root.get("trgLang") or element.get("target-language")
        if language(source) not in {"ar", ""} or language(target) not in {"en", ""}:
            raise FormatError(f"line {element.sourceline}: it translates from {source} to {target}, not from ar to en")
        for unit in element.iter("{*}unit", "{*}trans-unit"):
            yield _row_2(unit) if name_of(unit) == "unit" else _row_1(unit)


def _row_2(unit: "_Element") -> Row:
    notes = [(note.get("category", ""), note.text or "") for note in unit.iter("{*}note")]
    own = dict(pair for pair in notes if pair[0] in _OWN)
    parts = list(children(unit, "segment", "ignorable"))
    states = {part.get("state", "initial") for part in parts if name_of(part) == "segment"}
    targets = [child(part, "target") for part in parts]
    if any(target is not None for target in targets):  # so is the space between sentences, unless marked otherwise
        targets = [
            child(part, "source") if target is None and name_of(part) == "ignorable" else target
            for part, target in zip(parts, targets, strict=True)
        ]
        targets = [target for _, target in sorted(enumerate(targets, start=1), key=_place)]
    return _row(
        unit,
        "".join(text_of(child(part, "source")) for part in parts),
        "".join(map(text_of, targets)),
        place=unit.get("name", ""),
        doubts=tuple(text for category, text in notes if category == "doubt"),
        reviewed=bool(states) and states <= _REVIEWED,
        own=own,
    )


def _place(numbered: "tuple[int, _Element | None]") -> int:
    """Return the place of a target among those of its unit; ``order`` says it where it is not that of its source."""
    number, target = numbered
    order = "" if target is None else target.get("order", "")
    return int(order) if order.isdecimal() else number


def _row_1(unit: "_Element") -> Row:
    target = child(unit, "target")
    approved = unit.get("approved") == "yes" or (target is not None and target.get("state") in _REVIEWED)
    return _row(unit, text_of(child(unit, "source")), text_of(target), reviewed=approved, own={})


def _row(  # noqa: PLR0913 (what the two versions have in common)
    unit: "_Element",
    text_ar: str,
    text_en: str,
    *,
    reviewed: bool,
    own: dict[str, str],
    place: str = "",
    doubts: tuple[str, ...] = (),
) -> Row:
    lost = "has a control character or an entity in it" if LOST in text_ar + text_en else ""
    if "seal" not in own:  # files written by reporter contain no tags, only text
        text_ar, text_en = without_tags(text_ar), without_tags(text_en)
    return Row(
        id=unit.get("id", ""),
        place=place,
        text_ar=text_ar,
        text_en=text_en,
        before_en=own.get("before", ""),
        notes=doubts,
        reviewed=reviewed,
        by=own.get("by", ""),
        at=own.get("at", ""),
        seal=read_seal(own.get("seal", "")),
        problem=lost,
    )


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
