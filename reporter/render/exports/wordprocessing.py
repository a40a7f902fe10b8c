"""WordprocessingML elements as text: paragraphs, runs and tables with their directions, links, bookmarks, fields.

Word sets a run from right to left if it has ``w:rtl``, using the font and size for complex scripts (``w:cs``,
``w:szCs``), a paragraph if it has ``w:bidi``, and a table if it has ``w:bidiVisual``. Other programs use only the
Unicode algorithm: for them, a figure or a Latin name in Arabic is a separate run between invisible marks. ``w:dir`` is
not used, because programs that do not know this element omit its content. Every function returns XML with the prefixes
``w`` and ``r``; texts are escaped only here.

Source: ECMA-376 part 1, 17.3.1.6 (bidi), 17.3.2.30 (rtl), 17.4.1 (bidiVisual), 17.4.6 (cantSplit); Unicode Standard
Annex 9, 2.6 (implicit directional marks).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from reporter.model import Language
from reporter.render.exports.runs import Run, runs
from reporter.render.words.direction import Digits

ARABIC_FONT = "Times New Roman"
"""Has a Naskh on both Windows and macOS."""
LINE = "BFB8A8"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_MARKS: dict[Language, str] = {"en": "\u200e", "ar": "\u200f"}
_ARABIC = '<w:lang w:bidi="ar-SA"/>'
_FIGURE = re.compile(r"\d+(?:[-.,:/]\d+)*%?")
_LETTER_FIRST = re.compile(r"[\W_]*[^\W\d_]")


class TableRow(NamedTuple):
    """One row of a table."""

    cells: tuple[str, ...]
    """The paragraphs of each cell."""
    kept: bool = True
    """Whether the row must stay on one page."""
    header: bool = False
    """Whether the row is repeated on each page of the table."""


def elements(xml: str) -> list[Any]:
    """Return the elements in `xml`, in order, as python-docx elements."""
    from docx.oxml import parse_xml

    return list(parse_xml(f"<w:document {_NAMESPACES}>{xml}</w:document>"))


def paragraph(style: str, language: Language, *content: str, with_next: bool = False) -> str:
    """Return a paragraph in the style with the id `style` and the direction of `language`.

    A paragraph `with_next` stays on the page on which the next one begins.
    """
    properties = ("<w:keepNext/>" if with_next else "") + ("<w:bidi/>" if language == "ar" else "")
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(content)}</w:p>'


def text(words: str, language: Language, style: str | None = None, *, digits: Digits = "western") -> str:
    """Return `words` for a paragraph of `language`, each run in its own direction, in the character style `style`."""
    return "".join(_directed(words, language, style, digits))


def code(words: str, language: Language, style: str | None = None) -> str:
    """Return `words` from left to right in a paragraph of any `language`, for example a citation."""
    if language == "en":
        return text(words, language, style)
    return _run(Run(_MARKS["ar"], "ar"), style) + _run(_held(Run(words, "en")), style)


def _directed(words: str, language: Language, style: str | None, digits: Digits) -> Iterator[str]:
    """Yield the runs of `words`; invisible marks keep figures from joining preceding text of the other direction."""
    before: Language | None = None
    for run in runs(words, language, digits):
        if run.language != language:
            yield _figure(run.text, style) if _FIGURE.fullmatch(run.text) else _run(_held(run), style)
        elif before is not None and not _LETTER_FIRST.match(run.text):
            yield _run(Run(_MARKS[language] + run.text, language), style)
        else:
            yield _run(run, style)
        before = run.language


def _held(run: Run) -> Run:
    """Return a run inside text of the other language, between marks of its own direction."""
    mark = _MARKS[run.language]
    return Run(f"{mark}{run.text}{mark}", run.language)


def _run(run: Run, style: str | None) -> str:
    if run.language == "ar":
        return _formatted(run.text, style, f'<w:rFonts w:hint="cs" w:cs="{ARABIC_FONT}"/><w:rtl/>{_ARABIC}')
    return _formatted(run.text, style, '<w:lang w:val="en-GB"/>')


def _figure(figure: str, style: str | None) -> str:
    """Return a figure inside Arabic text, in the font and size of the Arabic.

    After the mark, its digits are not Arabic numbers (rule W2), so a hyphen holds them together (W4). Marks of the
    other direction would also work, but LibreOffice sets such figures as Latin text.
    """
    return _run(Run(_MARKS["ar"], "ar"), style) + _formatted(
        figure, style, f'<w:rFonts w:hint="cs" w:cs="{ARABIC_FONT}"/><w:cs/>{_ARABIC}'
    )


def _formatted(words: str, style: str | None, script: str) -> str:
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words.split("\n"))
    return f"<w:r><w:rPr>{named}{script}</w:rPr>{lines}</w:r>"


def bookmark(name: str, number: int) -> str:
    """Return an empty bookmark; `number` must be unique in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/><w:bookmarkEnd w:id="{number}"/>'


def link(content: str, *, bookmark: str = "", relationship: str = "") -> str:
    """Return `content` as a link to a bookmark of the document, or to the target of the part's `relationship`."""
    target = f"w:anchor={quoteattr(bookmark)}" if bookmark else f"r:id={quoteattr(relationship)}"
    return f'<w:hyperlink {target} w:history="1">{content}</w:hyperlink>'


def field(name: Literal["PAGE", "NUMPAGES"], language: Language) -> str:
    """Return a field whose number the program fills in."""
    return f'<w:fldSimple w:instr="{name}">{_run(Run("1", language), None)}</w:fldSimple>'


def table(
    rows: Sequence[TableRow], widths: tuple[int, ...], *, arabic: bool, ruled: bool = False, name: str = ""
) -> str:
    """Return a table with columns of `widths` (twentieths of a point), the first one on the right if it is `arabic`.

    A `ruled` table has lines between its rows; `name` describes it for screen readers.
    """
    sides = ("top", "bottom", "insideH") if ruled else ()
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    caption = f"<w:tblCaption w:val={quoteattr(name)}/>" if name else ""
    return (
        f"<w:tbl><w:tblPr>{'<w:bidiVisual/>' if arabic else ''}"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="115" w:type="dxa"/><w:right w:w="115" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/>{caption}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(_row(row, widths) for row in rows)}</w:tbl>"
    )


def _row(row: TableRow, widths: tuple[int, ...]) -> str:
    properties = ("<w:cantSplit/>" if row.kept else "") + ("<w:tblHeader/>" if row.header else "")
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, row.cells, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"
