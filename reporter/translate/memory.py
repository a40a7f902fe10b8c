"""Import and export of human translations as TMX files, the exchange format of translation memories.

In: a .tmx file, or the store's entries. Out: the same in the store, or in a file. A unit needs an Arabic and an English
text, in either order; other units are left out, counted and listed.
"""

import hashlib
import logging
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reporter.errors import ConfigError, StoreError
from reporter.exchange import tmx
from reporter.exchange.xml_text import FormatError
from reporter.files import writing
from reporter.language.arabic.letters import clean_characters, memory_key
from reporter.store import MemoryEntry, Store

log = logging.getLogger(__name__)

MAX_TMX_BYTES = 1024**3
MAX_TEXT_CHARACTERS = 10_000
"""Maximum length of a text; units with longer texts are left out."""
MOST_NAMED = 20
"""Maximum number of omitted units to list; the others are only counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The result of reading one memory file."""

    path: Path
    entries: int
    """Number of units read."""
    left_out: int
    """Number of units without a usable Arabic or English text."""
    named: tuple[str, ...] = ()
    """The first of these, each with the reason."""


class TmxFile:
    """The translations in a TMX file; every iteration reads and counts them again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries = 0
        self.left_out = 0
        self.named: list[str] = []

    def __iter__(self) -> Iterator[MemoryEntry]:
        """Yield the entries in file order.

        Raises:
            StoreError: it is not a TMX file, or none of its units can be used; the message says where and why.

        """
        self.entries = self.left_out = 0
        self.named = []
        try:
            with self.path.open("rb") as file:
                for unit in tmx.read(file):
                    yield from self._entry(unit)
        except FormatError as e:
            raise StoreError(f"{self.path}, {e}.") from e
        except OSError as e:
            raise StoreError(f"The memory file {self.path} cannot be read ({e.strerror or e}).") from e
        if not self.entries:
            why = f"{self.named[0]} ({self.left_out} units in total)" if self.named else "it has no units"
            raise StoreError(f"{self.path} contains no usable translation: {why}.")

    def _entry(self, unit: tmx.Unit) -> Iterator[MemoryEntry]:
        text_ar, text_en = _clean(unit.text_ar), _clean(unit.text_en)
        key = memory_key(text_ar)
        problem = unit.problem or _problem(text_ar, text_en, key)
        if problem:
            self.left_out += 1
            if len(self.named) < MOST_NAMED:
                self.named.append(f"unit {unit.number} (line {unit.line}) {problem}")
            return
        self.entries += 1
        yield MemoryEntry(
            key=key,
            text_ar=text_ar,
            text_en=unicodedata.normalize("NFC", text_en),
            changed=unit.changed,
            author=unit.by,
        )


def import_file(path: Path, store: Store, *, listed: bool = False) -> Imported | None:
    """Read the TMX file at `path` into `store`, replacing its earlier entries; return None if it is unchanged.

    Raises:
        ConfigError: the file does not exist. StoreError: it is not a TMX file or contains nothing usable; its earlier
        entries remain. Or the store cannot save it and the file is not `listed`, so that no later run would read it.

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
    units = TmxFile(path)
    store.replace_memory(str(path), sha256, units, listed=listed)
    if not (listed or store.lasting):
        raise StoreError(f"{path} was read, but the store cannot save it; repair the store and import the file again.")
    log.info("%s: %d translations read, %d units skipped", path, units.entries, units.left_out)
    for named in units.named:
        log.info("%s: %s", path, named)
    return Imported(path=path, entries=units.entries, left_out=units.left_out, named=tuple(units.named))


def import_memory(paths: Sequence[Path], store: Store) -> tuple[str, ...]:
    """Synchronise `store` with the files listed in the configuration: read changed files, forget unlisted ones.

    If a file is missing or is not TMX, the run continues with its earlier entries. Return the problems, one sentence
    per file.
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
    """Write `entries` to the TMX file `path`; the same entries always make the same bytes.

    Raises:
        ReporterError: it cannot be written; an existing file is unchanged.

    """
    with writing(path) as file:
        tmx.write(
            file,
            (
                tmx.Unit(text_ar=entry.text_ar, text_en=entry.text_en, changed=entry.changed, by=entry.author)
                for entry in entries
            ),
        )


def _clean(text: str) -> str:
    return " ".join(clean_characters(text).split())


def _problem(text_ar: str, text_en: str, key: str) -> str:
    if not key or not any(map(str.isalnum, text_ar)):
        return "has no Arabic"
    if not text_en:
        return "has no English"
    if max(len(text_ar), len(text_en)) > MAX_TEXT_CHARACTERS:
        return f"has more than {MAX_TEXT_CHARACTERS:,} characters"
    return ""
