"""TBX, the exchange format of termbases: 2008 (``martif``), 3.0 (DCA and DCT), and TBX-Min; and MultiTerm's own XML.

In: the bytes of a file. Out: its concepts with Arabic terms, each with its English terms sorted by status. An unknown
status is never treated as "preferred".

Source: ISO 30042:2008 and 30042:2019; LTAC, TBX-Basic and TBX-Min dialects (administrativeStatus, termStatus).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reporter.exchange.language_codes import language
from reporter.exchange.xml_text import LOST, XML_LANG, FormatError, name_of, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

Status = Literal["preferred", "admitted", "forbidden", "unknown", "none"]

_CONCEPTS = ("{*}conceptEntry", "{*}termEntry", "{*}entry", "{*}conceptGrp")
_LANGUAGES = ("{*}langSec", "{*}langSet", "{*}langGroup", "{*}languageGrp")
_STATUS = {"administrativestatus", "normativeauthorization", "status", "termstatus", "usagestatus"}
_FORBIDDEN = """
forbidden deprecated superseded obsolete prohibited notrecommended rejected banned donotuse notallowed notused avoid
invalid incorrect disallowed archaic outdated
"""
_ADMITTED = ("admitted", "allowed", "accepted", "acceptable", "permitted", "alternative")
_PREFERRED = ("preferred", "standardized", "standardised", "approved", "recommended", "legal", "regulated")
_MEANING: dict[str, Status] = {
    **dict.fromkeys(_PREFERRED, "preferred"),
    **dict.fromkeys(_ADMITTED, "admitted"),
    **dict.fromkeys(_FORBIDDEN.split(), "forbidden"),
}
_YES = {"yes", "true", "1", "y"}
_ORDER: dict[Status, int] = {"preferred": 0, "none": 1, "admitted": 2, "unknown": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept with its terms."""

    line: int
    arabic: tuple[str, ...]
    english: tuple[str, ...]
    """Preferred terms first; a term with an unknown status comes last, and is left out if it would be the first."""
    forbidden: tuple[str, ...]
    note: str | None
    problem: str = ""
    """Why the concept cannot be used, as words that follow "it"; empty if it can."""


def read(content: bytes) -> Iterator[Concept]:
    """Yield the concepts of a TBX file that have Arabic and English terms.

    Raises:
        FormatError: it is not TBX; the message begins with the line.

    """
    root = parse(content)
    if name_of(root).lower() not in {"tbx", "martif", "mtf"}:
        raise FormatError(f"line {root.sourceline}: this is not a TBX file, it begins with <{name_of(root)}>")
    for element in root.iter(*_CONCEPTS):
        concept = _concept(element)
        if concept.arabic and (concept.english or concept.forbidden or concept.problem):
            yield concept


def languages(content: bytes) -> tuple[str, ...]:
    """Return the languages of a TBX file, for messages."""
    found = (_language(section) for section in parse(content).iter(*_LANGUAGES))
    return tuple(sorted(set(filter(None, found))))


def status_of(value: str) -> Status:
    """Return the meaning of a status in any wording and spelling.

    >>> [status_of(value) for value in ("deprecatedTerm-admn-sts", "Not recommended", "preferredTerm", "in review")]
    ['forbidden', 'forbidden', 'preferred', 'unknown']
    """
    letters = re.sub(r"[^a-z]", "", value.lower()).removesuffix("admnsts")
    return _MEANING.get(letters.removesuffix("term"), "unknown") if value.strip() else "none"


def _concept(element: "_Element") -> Concept:
    arabic: list[str] = []
    english: list[tuple[int, str]] = []
    forbidden: list[str] = []
    strange: set[str] = set()
    for section in element.iter(*_LANGUAGES):
        for term in section.iter("{*}term") if _language(section) in {"ar", "en"} else ():
            text = _text(term)
            stated = list(_stated(term, section))
            status = _strictest([status_of(value) for value in stated])
            if _language(section) == "ar":
                arabic.append(text)
            elif status == "forbidden":
                forbidden.append(text)
            else:
                english.append((_ORDER[status], text))
                strange.update(value for value in stated if status_of(value) == "unknown")
    ordered = [text for _, text in sorted(english, key=lambda item: item[0])]
    problem = ""
    if english and min(english)[0] == _ORDER["unknown"]:
        ordered, problem = [], f"has no English term except with the unknown status '{min(strange)}'"
    if LOST in "".join([*arabic, *ordered, *forbidden]):
        problem = "has a control character or an entity in it"
    note = element.find("{*}note")
    return Concept(
        line=element.sourceline or 0,
        arabic=tuple(arabic),
        english=tuple(ordered),
        forbidden=tuple(forbidden),
        note=(_text(note) or None) if note is not None else None,
        problem=problem,
    )


def _stated(term: "_Element", section: "_Element") -> Iterator[str]:
    """Yield the statuses of `term`, taken from the part of its language section that contains it.

    A note of a kind that we do not know is a status if it forbids the term.
    """
    part = term
    while part.getparent() is not section:
        part = part.getparent()
    for element in part.iter("{*}*"):
        is_note = name_of(element) in {"termNote", "descrip", "admin"}
        kind = re.sub("[-_ ]", "", (element.get("type", "") if is_note else name_of(element)).lower())
        value = (element.text or "").strip()
        if kind in _STATUS or (is_note and status_of(value) == "forbidden"):
            yield value
        elif is_note and status_of(kind) == "forbidden" and value.lower() in _YES:
            yield kind


def _strictest(statuses: list[Status]) -> Status:
    order: tuple[Status, ...] = ("forbidden", "unknown", "admitted", "preferred")
    return next((status for status in order if status in statuses), "none")


def _language(section: "_Element") -> str:
    stated = section.get(XML_LANG) or section.get("lang")
    named = section.find("{*}language")
    if stated is None and named is not None:  # MultiTerm
        stated = named.get("lang") or named.get("type")
    return language(stated)


def _text(element: "_Element") -> str:
    from lxml import etree

    if next(element.iter(etree.Entity), None) is not None:
        return LOST
    return "".join(element.itertext()).strip()
