"""Human translations in and out of TMX 1.4b files, the exchange format of translation memories.

In: a .tmx file, or the store's entries. Out: the same in the store, or in a file. Any unit with an Arabic and an
English text counts, whichever was written first; inline tags go, units that lack one of the two are counted and left
out. No entity is resolved and nothing is fetched.
"""

import hashlib
import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reporter.errors import ConfigError, StoreError
from reporter.exchange.tmx import tmx_header
from reporter.language.arabic.letters import clean_characters, memory_key
from reporter.store import MemoryEntry, Store

log = logging.getLogger(__name__)

MAX_TMX_BYTES = 1024**3
MAX_TEXT_CHARACTERS = 10_000
"""A longer text is no sentence; its unit is left out."""

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DATE = re.compile(r"\d{8}T\d{6}Z")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of one memory file."""

    path: Path
    entries: int
    """Units read."""
    left_out: int
    """Units without an Arabic or an English text."""


class TmxFile:
    """The translations in a TMX file; every iteration reads it anew and counts again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries = 0
        self.left_out = 0

    def __iter__(self) -> Iterator[MemoryEntry]:
        """Yield the entries in the order of the file.

        Raises:
            StoreError: it is no TMX file; the message names file and line.

        """
        from lxml import etree

        self.entries = self.left_out = 0
        try:
            with self.path.open("rb") as file:
                units = etree.iterparse(file, tag="tu", resolve_entities=False, no_network=True, load_dtd=False)
                for _, element in units:
                    yield from self._unit(element)
                    element.clear(keep_tail=True)
                    while element.getprevious() is not None:
                        del element.getparent()[0]
            root = units.root
            if root.tag != "tmx":
                raise StoreError(
                    f"{self.path}, line {root.sourceline}: this is no TMX file, it begins with <{root.tag}>."
                )
        except etree.XMLSyntaxError as e:
            raise StoreError(f"{self.path}, line {e.lineno}: this is no well-formed XML ({e.msg}).") from e
        except OSError as e:
            raise StoreError(f"The memory file {self.path} cannot be read ({e.strerror or e}).") from e

    def _unit(self, unit: Any) -> list[MemoryEntry]:  # noqa: ANN401 (lxml has no types)
        arabic, english = [], []
        for variant in unit.iterchildren("tuv"):
            language = (variant.get(_LANG) or variant.get("lang") or "").lower().replace("_", "-").split("-")[0]
            text = _text(variant.find("seg"))
            if language == "ar" and text:
                arabic.append(text)
            elif language == "en" and text:
                english.append((text, variant))
        entries = []
        for text_ar in arabic:
            key = memory_key(text_ar)
            if english and key:
                text_en, variant = english[0]
                entries.append(
                    MemoryEntry(
                        key=key,
                        text_ar=text_ar,
                        text_en=unicodedata.normalize("NFC", text_en),
                        changed=_first(_DATE, variant, unit, names=("changedate", "creationdate")),
                        author=_first(None, variant, unit, names=("changeid", "creationid")),
                    )
                )
        self.entries += len(entries)
        self.left_out += not entries
        return entries


def import_file(path: Path, store: Store, *, listed: bool = False) -> Imported | None:
    """Read the TMX file at `path` into `store`, in the place of what came from it before; None if it is unchanged.

    Raises:
        ConfigError: there is no such file.
        StoreError: it is no TMX file; what came from it before stays. Or the file is not `listed`, so that no run
            would read it again, and the store cannot keep it.

    """
    path = path.absolute()
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as e:
        raise ConfigError(f"The memory file {path} cannot be read ({e.strerror or e}).") from e
    if size > MAX_TMX_BYTES:
        raise StoreError(f"The memory file {path} is larger than {MAX_TMX_BYTES // 1024**3} GB; split it.")
    if store.memory_file_sha256(str(path), listed=listed) == sha256:
        return None
    tmx = TmxFile(path)
    store.replace_memory(str(path), sha256, tmx, listed=listed)
    if not (listed or store.lasting):
        raise StoreError(f"{path} was read, but the store cannot keep it; mend the store and import the file again.")
    log.info("%s: %d translations read, %d units left out", path, tmx.entries, tmx.left_out)
    return Imported(path=path, entries=tmx.entries, left_out=tmx.left_out)


def import_memory(paths: Sequence[Path], store: Store) -> tuple[str, ...]:
    """Bring `store` to the state of the files that the configuration lists: read the changed, forget the unlisted.

    A file that is missing or no TMX costs its news and not the run: what came from it before stays, and what is wrong
    is returned, one sentence a file.
    """
    store.keep_listed(str(path.absolute()) for path in paths)
    wrong = []
    for path in paths:
        try:
            import_file(path, store, listed=True)
        except (ConfigError, StoreError) as e:
            log.warning("%s", e)
            wrong.append(str(e))
    return tuple(wrong)


def write(path: Path, entries: Iterable[MemoryEntry]) -> None:
    """Write `entries` to the TMX file `path`; the same entries give the same bytes.

    Raises:
        StoreError: it cannot be written; an earlier file of that name stays.

    """
    from lxml import etree

    header = tmx_header()
    part = path.with_name(path.name + ".part")
    try:
        with etree.xmlfile(str(part), encoding="utf-8") as file:
            file.write_declaration()
            with file.element("tmx", {"version": "1.4"}):
                file.write(etree.Element("header", header))
                with file.element("body"):
                    for entry in entries:
                        file.write("\n", _tu(entry))
                    file.write("\n")
        part.replace(path)
    except OSError as e:
        part.unlink(missing_ok=True)
        raise StoreError(f"{path} cannot be written ({e.strerror or e}).") from e


def _tu(entry: MemoryEntry) -> Any:  # noqa: ANN401
    from lxml import etree

    stated = {"changedate": entry.changed, "changeid": _NOT_XML.sub("", entry.author)}
    unit = etree.Element("tu", {name: value for name, value in stated.items() if value})
    for language, text in (("ar", entry.text_ar), ("en", entry.text_en)):
        variant = etree.SubElement(unit, "tuv", {_LANG: language})
        etree.SubElement(variant, "seg").text = _NOT_XML.sub("", text)
    return unit


def _text(segment: Any) -> str:  # noqa: ANN401
    """Return the words of a <seg>; of its inline tags only <hi> holds some, the others hold codes."""
    from lxml import etree

    if segment is None or next(segment.iter(etree.Entity), None) is not None:
        return ""  # what an entity would have said nobody knows
    text = " ".join(clean_characters("".join(_words(segment))).split())
    return text if len(text) <= MAX_TEXT_CHARACTERS else ""


def _words(element: Any) -> Iterator[str]:  # noqa: ANN401
    yield element.text or ""
    for child in element:
        if child.tag == "hi":
            yield from _words(child)
        yield child.tail or ""


def _first(form: re.Pattern[str] | None, *elements: Any, names: Sequence[str]) -> str:  # noqa: ANN401
    values = (element.get(name, "") for element in elements for name in names)
    return next((value for value in values if value and (form is None or form.fullmatch(value))), "")
