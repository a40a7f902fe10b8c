"""TMX 1.4b, the exchange format of translation memories: reader and writer for files of any size.

In: a file. Out: its units, one by one, with their Arabic and English, either of which may be empty. The text of an
inline element is kept unless the element is known to contain code; tags that a program has written as text are removed.
Data without an equivalent in TMX is stored in ``<prop>``.

Source: LISA OSCAR, TMX 1.4b Specification (2005).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from reporter import __version__
from reporter.exchange.language_codes import language
from reporter.exchange.rows import Row, read_seal
from reporter.exchange.xml_text import LOST, XML_LANG, child, children, elements, text_of, without_tags, xml_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)(?:\.\d+)?Z?")
_SEALED = "x-seal"
_NAMES = {"ar": "Arabic", "en": "English"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One ``<tu>``."""

    text_ar: str
    """The most recently changed Arabic variant; empty if there is none."""
    text_en: str
    id: str = ""
    changed: str = ""
    """When the English was changed, as in TMX (``20261121T033000Z``); empty if the file does not say."""
    by: str = ""
    notes: tuple[str, ...] = ()
    props: Mapping[str, str] = field(default_factory=dict)
    number: int = 0
    """Its position in the file, from 1."""
    line: int = 0
    problem: str = ""
    """Damage, as words that follow "it"; empty if there is none."""


def read(file: BinaryIO) -> Iterator[Unit]:
    """Yield the units of a TMX file in order.

    Raises:
        FormatError: it is not TMX; the message begins with the line.

    """
    for number, element in enumerate(elements(file, "tu", "tmx"), start=1):
        yield _unit(element, number)


def write(file: BinaryIO, units: Iterable[Unit]) -> None:
    """Write `units` to `file`; the same units always make the same bytes. An empty text has no variant."""
    from lxml import etree

    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("tmx", {"version": "1.4"}):
            xml.write("\n", etree.Element("header", _header()), "\n")
            with xml.element("body"):
                for unit in units:
                    xml.write("\n", _element(unit))
                xml.write("\n")


def dumps(rows: Sequence[Row]) -> bytes:
    """Return the bytes of a TMX file with `rows`."""
    file = BytesIO()
    write(file, map(_unit_of, rows))
    return file.getvalue()


def loads(content: bytes) -> Iterator[Row]:
    """Yield the rows of a TMX file.

    Raises:
        FormatError: it is not TMX.

    """
    for unit in read(BytesIO(content)):
        yield Row(
            id=unit.id,
            place=unit.props.get("x-place", ""),
            text_ar=unit.text_ar,
            text_en=unit.text_en,
            before_en=unit.props.get("x-before", ""),
            notes=unit.notes,
            reviewed=unit.props.get("x-reviewed", "") == "yes",
            by=unit.by,
            at=unit.changed,
            seal=read_seal(unit.props.get(_SEALED, "")),
            problem=unit.problem,
        )


def _unit_of(row: Row) -> Unit:
    props = {
        "x-place": row.place,
        "x-before": row.before_en,
        "x-reviewed": "yes" if row.reviewed else "",
        _SEALED: str(row.seal or ""),
    }
    return Unit(
        id=row.id, text_ar=row.text_ar, text_en=row.text_en, changed=row.at, by=row.by, notes=row.notes, props=props
    )


def _unit(element: "_Element", number: int) -> Unit:
    props = {prop.get("type", ""): prop.text or "" for prop in children(element, "prop")}
    newest: dict[str, Any] = {}
    texts: dict[str, str] = {}
    for variant in children(element, "tuv"):
        code = language(variant.get(XML_LANG) or variant.get("lang"))
        if code in _NAMES and (text := text_of(child(variant, "seg"))):
            kept = newest.setdefault(code, variant)
            if kept is variant or _changed(variant) > _changed(kept):
                newest[code], texts[code] = variant, text
    lost = [_NAMES[code] for code, text in texts.items() if LOST in text]
    if _SEALED not in props:  # files written by reporter contain no tags, only text
        texts = {code: without_tags(text) for code, text in texts.items()}
    english = newest.get("en", element)
    return Unit(
        id=element.get("tuid", ""),
        text_ar=texts.get("ar", ""),
        text_en=texts.get("en", ""),
        changed=_changed(english) or _changed(element),
        by=_first((english, element), ("changeid", "creationid")),
        notes=tuple(note.text or "" for note in children(element, "note")),
        props=props,
        number=number,
        line=element.sourceline or 0,
        problem=f"has a control character or an entity in its {' and '.join(lost)}" if lost else "",
    )


def _changed(element: "_Element") -> str:
    found = (_DATE.fullmatch(element.get(name, "")) for name in ("changedate", "creationdate"))
    return next(("{}{}{}T{}{}{}Z".format(*date.groups()) for date in found if date), "")


def _first(elements: Iterable[Any], names: Sequence[str]) -> str:
    values = (element.get(name, "") for element in elements for name in names)
    return next(filter(None, values), "")


def _element(unit: Unit) -> "_Element":
    from lxml import etree

    stated = {"tuid": unit.id, "changedate": unit.changed, "changeid": xml_text(unit.by)}
    element = etree.Element("tu", {name: value for name, value in stated.items() if value})
    for note in unit.notes:
        etree.SubElement(element, "note").text = xml_text(note)
    for name, value in unit.props.items():
        if value:
            etree.SubElement(element, "prop", type=name).text = xml_text(value)
    for code, text in (("ar", unit.text_ar), ("en", unit.text_en)):
        if text:
            variant = etree.SubElement(element, "tuv", {XML_LANG: code})
            etree.SubElement(variant, "seg").text = xml_text(text)
    return element


def _header() -> dict[str, str]:
    return {
        "creationtool": "reporter",
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": "reporter",
        "adminlang": "en",
        "srclang": "ar",
        "datatype": "plaintext",
    }
