"""Reading glossaries: our YAML, CSV from a spreadsheet, TBX from a terminology program.

In: paths. Out: one ``Glossary`` of the shipped terms and theirs. In YAML a file is a list of entries with `term` and
`en` (one or a list each), and, where wanted, `forbidden` and `note`. In CSV these are the names of the columns, and
several forms stand in one cell with | between them. An entry without `en` takes a term away.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from reporter.assets import DATA
from reporter.config.yaml_reading import YamlError
from reporter.config.yaml_reading import load as load_yaml
from reporter.errors import ConfigError
from reporter.glossary.terms import Glossary, Term, plain_english
from reporter.language.arabic.letters import clean_characters, fold

SHIPPED = DATA / "glossary.yaml"
MAX_BYTES = 50 * 1024**2

_FIELDS = ("term", "en", "forbidden", "note")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DEPRECATED = {"deprecatedTerm-admn-sts", "supersededTerm-admn-sts", "deprecatedTerm", "supersededTerm"}


def load_glossary(paths: Sequence[Path] = ()) -> Glossary:
    """Return the shipped glossary extended by the files at `paths`; for each term, the last file that names it wins.

    Raises:
        ConfigError: a file cannot be read or is wrong; the message names it, and the entry.

    """
    terms: dict[str, Term] = {}
    for term in (*_shipped(), *(term for path in paths for term in read_glossary(path))):
        for key in {fold(arabic) for arabic in term.arabic}:
            terms[key] = term
    kept = dict.fromkeys(term for term in terms.values() if term.english)
    return Glossary(_own(term, terms) for term in kept)


def read_glossary(path: Path) -> tuple[Term, ...]:
    """Return the terms of the file at `path`, which its ending says is YAML, CSV or TBX.

    Raises:
        ConfigError: it cannot be read or is wrong; the message names the entry.

    """
    readers = {".yaml": _yaml, ".yml": _yaml, ".csv": _csv, ".tsv": _csv, ".tbx": _tbx, ".xml": _tbx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ConfigError(f"The glossary {path} must end in .yaml, .csv or .tbx.")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(f"The glossary {path} is larger than {MAX_BYTES // 1024**2} MB; split it.")
        content = path.read_bytes()
    except OSError as e:
        raise ConfigError(f"The glossary {path} cannot be read ({e.strerror or e}).") from e
    return tuple(_term(entry, f"{path}, {place}") for place, entry in reader(content, path))


@cache
def _shipped() -> tuple[Term, ...]:
    return read_glossary(SHIPPED)


def _own(term: Term, terms: Mapping[str, Term]) -> Term:
    """Return `term` with those of its Arabic names that no later file took over."""
    arabic = tuple(name for name in term.arabic if terms[fold(name)] == term)
    return Term(arabic=arabic, english=term.english, forbidden=term.forbidden, note=term.note)


def _yaml(content: bytes, path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        entries = load_yaml(content)
    except YamlError as e:
        where = f", line {e.line}" if e.line else ""
        raise ConfigError(f"{path}{where}: this is not valid YAML ({e.problem}).") from e
    if not isinstance(entries, list):
        raise ConfigError(f"{path} must be a list of entries, each with 'term' and 'en'.")
    for number, entry in enumerate(entries, start=1):
        place = f"entry {number}"
        if not isinstance(entry, dict):
            raise ConfigError(f"{path}, {place}: write it as 'term: …' and 'en: …'.")
        yield place, entry


def _csv(content: bytes, path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        text = content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as e:
        raise ConfigError(f"{path} is not UTF-8 text; save it as 'CSV UTF-8'.") from e
    header = text.partition("\n")[0]
    delimiter = max("\t;,", key=header.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in rows:
            if None in row:
                raise ConfigError(f"{path}, line {rows.line_num}: it has more cells than the first line.")
            named = {str(name).strip().lower(): cell for name, cell in row.items()}
            if any(isinstance(cell, str) and cell.strip() for cell in named.values()):
                yield f"line {rows.line_num}", {name: _cell(name, cell) for name, cell in named.items() if cell}
    except csv.Error as e:
        raise ConfigError(f"{path}, line {rows.line_num}: this is not valid CSV ({e}).") from e


def _cell(name: str, cell: Any) -> Any:  # noqa: ANN401
    if isinstance(cell, str):
        return cell if name == "note" else cell.split("|")
    return cell


def _tbx(content: bytes, path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the concepts that have Arabic terms, of TBX 2 (`martif`) and 3 (`tbx`)."""
    from lxml import etree

    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as e:
        raise ConfigError(f"{path}, line {e.lineno}: this is not well-formed XML ({e.msg}).") from e
    if etree.QName(root).localname not in {"tbx", "martif"}:
        raise ConfigError(f"{path} is not a TBX file; it begins with <{etree.QName(root).localname}>.")
    for concept in root.iter("{*}conceptEntry", "{*}termEntry"):
        entry: dict[str, Any] = {"term": [], "en": [], "forbidden": []}
        for section in concept.iter("{*}langSec", "{*}langSet"):
            language = (section.get(_LANG) or "").lower().split("-")[0]
            for term in section.iter("{*}term"):
                text = "".join(term.itertext())
                if language == "ar":
                    entry["term"].append(text)
                elif language == "en":
                    entry["forbidden" if _is_deprecated(term) else "en"].append(text)
        note = concept.find("{*}note")
        if note is not None and note.text:
            entry["note"] = note.text
        if entry["term"] and (entry["en"] or entry["forbidden"]):
            yield f"line {concept.sourceline}", entry


def _is_deprecated(term: Any) -> bool:  # noqa: ANN401 (lxml has no types)
    section = term.getparent()
    notes = section.iter("{*}termNote")
    return any(
        note.get("type") == "administrativeStatus" and (note.text or "").strip() in _DEPRECATED for note in notes
    )


def _term(entry: Mapping[str, Any], where: str) -> Term:
    unknown = [str(name) for name in entry if name not in _FIELDS]
    if unknown:
        raise ConfigError(f"{where}: {unknown[0]!r} is not a field; the fields are {', '.join(_FIELDS)}.")
    arabic = _texts(entry.get("term"), "term", where)
    english = _texts(entry.get("en"), "en", where)
    forbidden = _texts(entry.get("forbidden"), "forbidden", where)
    if not any(any(c.isalpha() for c in name) for name in arabic):
        raise ConfigError(f"{where}: 'term' must contain Arabic words.")
    if forbidden and not english:
        raise ConfigError(f"{where}: with 'forbidden', 'en' must give the correct term.")
    both = {plain_english(text) for text in english} & {plain_english(text) for text in forbidden}
    if both:
        raise ConfigError(f"{where}: {min(both)!r} is both allowed and forbidden.")
    note = entry.get("note")
    return Term(arabic=arabic, english=english, forbidden=forbidden, note=str(note).strip() if note else None)


def _texts(value: object, name: str, where: str) -> tuple[str, ...]:
    values: Iterable[object] = () if value is None else value if isinstance(value, list) else [value]
    texts = []
    for item in values:
        if not isinstance(item, str):
            raise ConfigError(f"{where}: '{name}' must be text; put {item!r} in quotation marks.")
        text = " ".join(clean_characters(item).split())
        if text and name != "term" and not plain_english(text):
            raise ConfigError(f"{where}: '{name}' must be English, not {text!r}.")
        if text:
            texts.append(text)
    return tuple(dict.fromkeys(texts))
