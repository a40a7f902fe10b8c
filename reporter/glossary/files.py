"""Read glossaries: our YAML, CSV from spreadsheets, TBX from terminology programs.

In: paths. Out: one ``Glossary`` of the shipped terms and those in the files. A YAML file is a list of entries with
`term` and `en` (each a text or a list) and optionally `forbidden` and `note`. In CSV, these are the column names (see
``exchange.term_table``), and several forms in one cell are separated by |. An entry without `en` removes a term. A
wrong entry is left out and reported.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from reporter.assets import DATA
from reporter.errors import ConfigError
from reporter.exchange import tbx
from reporter.exchange.term_table import TermRow, TermTable
from reporter.exchange.xml_text import FormatError
from reporter.glossary.terms import Glossary, Term, plain_english
from reporter.language.arabic.letters import clean_characters, fold
from reporter.printable import reason_of
from reporter.yaml_reading import YamlError
from reporter.yaml_reading import load as load_yaml

SHIPPED = DATA / "glossary.yaml"
MAX_BYTES = 50 * 1024**2

MOST_NAMED = 3
"""Maximum number of omitted entries to list for a file; the others are only counted."""
_FIELDS = ("term", "en", "forbidden", "note")

log = logging.getLogger(__name__)


def load_glossary(paths: Sequence[Path] = ()) -> Glossary:
    """Return the shipped glossary extended by the files at `paths`; for each term, the last file that names it wins.

    Raises:
        ConfigError: a file cannot be read or is wrong; the message names it, and the entry.

    """
    glossary, wrong = gather(paths)
    if wrong:
        raise ConfigError(" ".join(wrong))
    return glossary


def gather(paths: Sequence[Path]) -> tuple[Glossary, tuple[str, ...]]:
    """Load a glossary like ``load_glossary``, but tolerate errors; return them too, one sentence per file.

    A wrong entry or an unusable file is left out.
    """
    terms: dict[str, Term] = {}
    wrong = []
    for path in (SHIPPED, *paths):
        found, problem = (_shipped(), "") if path == SHIPPED else _tried(path)
        if problem:
            log.warning("%s", problem)
            wrong.append(problem)
        for term in found:
            for key in {fold(arabic) for arabic in term.arabic}:
                terms[key] = term
    kept = dict.fromkeys(term for term in terms.values() if term.english)
    return Glossary(_own(term, terms) for term in kept), tuple(wrong)


def read_glossary(path: Path) -> tuple[Term, ...]:
    """Return the terms of the file at `path`, which is YAML, CSV, TSV or TBX according to its suffix.

    Raises:
        ConfigError: it cannot be read or is wrong; the message names the entry.

    """
    found = list(_read(path))
    wrong = next((term for term in found if isinstance(term, ConfigError)), None)
    if wrong:
        raise wrong
    return tuple(term for term in found if isinstance(term, Term))


def _tried(path: Path) -> tuple[tuple[Term, ...], str]:
    """Return the usable terms of a file, and its problems as one sentence, which is empty if there are none."""
    try:
        found = list(_read(path))
    except Exception as e:
        log.debug("the glossary %s", path, exc_info=True)
        reason = str(e) if isinstance(e, ConfigError) else f"The glossary {path} cannot be read: {reason_of(e)}."
        return (), reason
    terms = tuple(term for term in found if isinstance(term, Term))
    wrong = [str(term).removeprefix(f"{path}, ").rstrip(".") for term in found if isinstance(term, ConfigError)]
    if not found:
        return (), f"The glossary {path} contains no terms."
    if not wrong:
        return terms, ""
    more = f"; and {len(wrong) - MOST_NAMED} more" if len(wrong) > MOST_NAMED else ""
    left = f"{path}: {len(wrong)} of {len(found)} entries left out ({'; '.join(wrong[:MOST_NAMED])}{more})."
    return terms, left


def _read(path: Path) -> Iterator[Term | ConfigError]:
    """Yield the terms of a file, with an error in place of each wrong entry.

    Raises:
        ConfigError: the file as a whole is wrong.

    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise ConfigError(f"The glossary {path} must end in one of {', '.join(_READERS)}.")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(f"The glossary {path} is larger than {MAX_BYTES // 1024**2} MB; split it.")
        content = path.read_bytes()
    except OSError as e:
        raise ConfigError(f"The glossary {path} cannot be read ({e.strerror or e}).") from e
    for place, entry in reader(content, path):
        try:
            yield _term(entry, f"{path}, {place}")
        except ConfigError as e:
            yield e


@cache
def _shipped() -> tuple[Term, ...]:
    return read_glossary(SHIPPED)


def _own(term: Term, terms: Mapping[str, Term]) -> Term:
    """Return `term` with only those of its Arabic names that no later file overrides."""
    arabic = tuple(name for name in term.arabic if terms[fold(name)] == term)
    return Term(arabic=arabic, english=term.english, forbidden=term.forbidden, note=term.note)


def _yaml(content: bytes, path: Path) -> Iterator[tuple[str, object]]:
    try:
        entries = load_yaml(content)
    except YamlError as e:
        where = f", line {e.line}" if e.line else ""
        raise ConfigError(f"{path}{where}: this is not valid YAML ({e.problem}).") from e
    if not isinstance(entries, list):
        raise ConfigError(f"{path} must be a list of entries, each with 'term' and 'en'.")
    for number, entry in enumerate(entries, start=1):
        yield f"entry {number}", entry


def _csv(content: bytes, path: Path) -> Iterator[tuple[str, object]]:
    table = TermTable(content)
    try:
        for row in table:
            yield _place_and_values(row)
    except ValueError as e:
        raise ConfigError(f"{path}: {e}.") from e
    if table.ignored:
        log.info("%s: unused columns: %s", path, ", ".join(table.ignored))


def _tbx(content: bytes, path: Path) -> Iterator[tuple[str, object]]:
    try:
        concepts = list(tbx.read(content))
    except FormatError as e:
        raise ConfigError(f"{path}, {e}.") from e
    if not concepts and (languages := tbx.languages(content)):
        raise ConfigError(f"{path} has no concept with Arabic and English (its languages: {', '.join(languages)}).")
    for concept in concepts:
        yield _place_and_values(concept)


def _place_and_values(found: TermRow | tbx.Concept) -> tuple[str, object]:
    values: dict[str, Any] = {
        "term": list(found.arabic),
        "en": list(found.english),
        "forbidden": list(found.forbidden),
        "note": found.note,
    }
    return f"line {found.line}", {"problem": found.problem} if found.problem else values


_READERS = {
    **dict.fromkeys((".yaml", ".yml"), _yaml),
    **dict.fromkeys((".csv", ".tsv", ".txt", ".tab", ".utf8"), _csv),  # the last three are OmegaT's
    **dict.fromkeys((".tbx", ".xml"), _tbx),
}


def _term(entry: object, where: str) -> Term:
    if not isinstance(entry, Mapping):
        raise ConfigError(f"{where}: write it as 'term: …' and 'en: …'.")
    if entry.get("problem"):
        raise ConfigError(f"{where}: it {entry['problem']}.")
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
