"""Rows as TMX 1.4b, the exchange format of translation memories.

A row is a ``<tu>`` whose ``tuid`` is its id; what TMX has no place for stands in ``<prop>``. Programs that drop those
give back the two texts, which is enough. No entity is resolved and nothing is fetched.

Source: LISA OSCAR, TMX 1.4b Specification (2005).
"""

from collections.abc import Iterator, Sequence
from typing import Any

from reporter.exchange.rows import Row, read_seal
from reporter.exchange.tmx import tmx_header
from reporter.exchange.xml_text import XML_LANG, language, parse, serialised, text_of, xml_text


def dumps(rows: Sequence[Row]) -> bytes:
    """Return the bytes of a TMX file; a row without English has no English variant."""
    from lxml import etree

    root = etree.Element("tmx", version="1.4")
    etree.SubElement(root, "header", tmx_header())
    body = etree.SubElement(root, "body")
    for row in rows:
        stated = {"tuid": row.id, "changedate": row.at, "changeid": xml_text(row.by)}
        unit = etree.SubElement(body, "tu", {name: value for name, value in stated.items() if value})
        for note in row.notes:
            etree.SubElement(unit, "note").text = xml_text(note)
        for name, value in _props(row).items():
            if value:
                etree.SubElement(unit, "prop", type=f"x-{name}").text = xml_text(value)
        for code, text in (("ar", row.text_ar), ("en", row.text_en)):
            if text:
                variant = etree.SubElement(unit, "tuv", {XML_LANG: code})
                etree.SubElement(variant, "seg").text = xml_text(text)
    return serialised(root)


def loads(content: bytes) -> Iterator[Row]:
    """Yield the rows of a TMX file.

    Raises:
        ValueError: it is none.

    """
    root = parse(content)
    if root.tag != "tmx":
        raise ValueError(f"this is no TMX file, it begins with <{root.tag}>")
    for unit in root.iter("tu"):
        texts = {language(variant): text_of(variant.find("seg")) for variant in unit.iterchildren("tuv")}
        props = {prop.get("type", ""): (prop.text or "") for prop in unit.iterchildren("prop")}
        yield Row(
            id=unit.get("tuid", ""),
            place=props.get("x-place", ""),
            text_ar=texts.get("ar", ""),
            text_en=texts.get("en", ""),
            before_en=props.get("x-before", ""),
            notes=tuple(note.text or "" for note in unit.iterchildren("note")),
            reviewed=props.get("x-reviewed", "") == "yes",
            by=unit.get("changeid", ""),
            at=unit.get("changedate", ""),
            seal=read_seal(props.get("x-seal", "")),
        )


def _props(row: Row) -> dict[str, Any]:
    return {
        "place": row.place,
        "before": row.before_en,
        "reviewed": "yes" if row.reviewed else "",
        "seal": str(row.seal or ""),
    }
