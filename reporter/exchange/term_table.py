"""Terms as CSV or TSV: with our columns, those of Weblate and other programs, or OmegaT's two or three without header.

In: the bytes of a file. Out: its rows as terms. Columns are identified by their names; unknown ones are ignored. If the
names do not tell which of two columns is Arabic, their letters do.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporter.exchange.language_codes import language
from reporter.exchange.spreadsheet import read_cells, restored

COLUMNS = ("term", "en", "forbidden", "note")
_NAMES = {
    "term": ("term", "terms", "source", "source term", "ar", "المصطلح", "عربي"),
    "en": ("en", "target", "target term", "translation", "الترجمة", "إنجليزي"),
    "forbidden": ("forbidden", "deprecated", "do not use", "avoid"),
    "note": ("note", "notes", "comment", "comments"),
}
_LANGUAGE = re.compile(r"[^\W\d_]+(?:[-_ ](?:[A-Za-z]{2}|[A-Z][a-z]{3}|\d{3})|\s*\(.*\))*")
"""A language, perhaps with its region or script, as memoQ's ``Arabic``, but not its ``Arabic_Def``."""
_ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_LATIN_LETTER = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """One row; several forms in one cell are separated by |."""

    line: int
    arabic: tuple[str, ...]
    english: tuple[str, ...]
    forbidden: tuple[str, ...]
    note: str
    problem: str = ""
    """Why the row cannot be used, as words that follow "it"; empty if it can."""


class TermTable:
    """The terms of a table; after it has been read, ``ignored`` names the columns that were not used."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.ignored: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[TermRow]:
        """Yield the rows in file order.

        Raises:
            ValueError: it is not a table in Unicode, or the columns with the terms cannot be identified.

        """
        columns: dict[str, int] | None = None
        width = 0
        for line, cells in read_cells(self._content):
            if cells[0].startswith("#") and not any(cells[1:]):  # a comment of OmegaT
                continue
            if columns is None:
                columns, width = self._columns(cells), len(cells)
                if columns:
                    continue
                columns = {"term": 0, "en": 1, "note": 2}
            yield _row(line, cells, columns, width)

    def _columns(self, cells: Sequence[str]) -> dict[str, int]:
        """Return the index of each column named in `cells`; empty if the cells are terms themselves."""
        names = [_plain(cell) for cell in cells]
        found = {}
        for column, known in _NAMES.items():
            place = next((names.index(name) for name in known if name in names), None)
            if place is not None:
                found[column] = place
        if "term" in found:
            used = set(found.values())
            self.ignored = tuple(cell.strip() for place, cell in enumerate(cells) if place not in used)
            return found
        if len(cells) in {2, 3} and _is_pair(*cells[:2]):
            return {}
        shown = ", ".join(filter(None, names[:6]))
        raise ValueError(f"its first line does not name the columns 'term' (Arabic) and 'en' (English): {shown}")


def _plain(name: str) -> str:
    """Return the name of a column; a language code or name becomes the language."""
    plain = " ".join(name.strip().lower().replace("_", " ").split())
    is_language = _LANGUAGE.fullmatch(name.strip()) and language(name) in {"ar", "en"}
    return language(name) if is_language else plain


def _row(line: int, cells: Sequence[str], columns: dict[str, int], width: int) -> TermRow:
    def of(column: str) -> str:
        place = columns.get(column, len(cells))
        return restored(cells[place].strip()) if place < len(cells) else ""

    arabic, english = of("term"), of("en")
    if _is_pair(english, arabic) and not _ARABIC_LETTER.search(arabic):
        arabic, english = english, arabic
    more = any(cell.strip() for cell in cells[max(width, 1) :])
    return TermRow(
        line=line,
        arabic=_forms(arabic),
        english=_forms(english),
        forbidden=_forms(of("forbidden")),
        note=of("note"),
        problem="has more cells than the first line" if more else "",
    )


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, (form.strip() for form in cell.split("|"))))


def _is_pair(first: str, second: str) -> bool:
    """Return whether exactly one of two cells is Arabic."""
    arabic = [bool(_ARABIC_LETTER.search(cell)) for cell in (first, second)]
    other = second if arabic[0] else first
    return arabic.count(True) == 1 and bool(_LATIN_LETTER.search(other))
