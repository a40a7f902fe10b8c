"""A Word document of an edition without its content: styles, properties, paper, direction, header and footer."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from reporter.config import LayoutSettings
from reporter.model import Language
from reporter.record import Record
from reporter.render.exports.word_styles import set_settings, set_styles
from reporter.render.exports.wordprocessing import (
    TableRow,
    bookmark,
    elements,
    field,
    paragraph,
    table,
    text,
)
from reporter.render.words import wording
from reporter.render.words.bilingual import Bilingual, Passage

if TYPE_CHECKING:
    from docx.document import Document


_PAPER = {"A4": (11906, 16838), "Letter": (12240, 15840)}  # twentieths of a point
_MARGIN = 1134


class WordDocument(ABC):
    """A document; ``contents`` says what it has. Its methods return blocks of XML."""

    def __init__(self, record: Record, lead: Language, layout: LayoutSettings) -> None:
        import docx

        self._record, self._edition = record, record.edition
        self._lead = lead
        self._other: Language = "ar" if lead == "en" else "en"
        self._languages = (self._lead, self._other)
        self._paper = _PAPER.get(layout.page, _PAPER["A4"])
        self._text = partial(text, digits=layout.digits)
        self._width = self._paper[0] - 2 * _MARGIN
        self._document = docx.Document()
        self._numbers = count(1)

    def document(self) -> "Document":
        """Return the whole document."""
        set_styles(self._document)
        set_settings(self._document)
        self._set_properties()
        self._set_pages()
        last = self._document.element.body.sectPr
        for block in elements("".join(self.contents())):
            last.addprevious(block)
        return self._document

    @abstractmethod
    def contents(self) -> Iterator[str]:
        """Yield what it has, in reading order."""

    def _set_properties(self) -> None:
        titles, properties = (self._edition.title_en, self._edition.title_ar), self._document.core_properties
        title = " / ".join(titles if self._lead == "en" else titles[::-1])
        properties.title = f"{title}, {self._edition.date}"[:255]
        properties.author = properties.last_modified_by = self._record.generator[:255]
        properties.language = "en, ar" if self._lead == "en" else "ar, en"
        properties.created = properties.modified = self._edition.issued_at.replace(tzinfo=None)
        properties.revision, properties.comments = 1, ""
        package = self._document.part.package
        for name in [name for name, to in package.rels.items() if to.reltype.endswith("/thumbnail")]:
            del package.rels[name]  # a thumbnail of python-docx's empty template

    def _set_pages(self) -> None:
        """Set paper, direction, header and footer."""
        from docx.shared import Twips

        section = self._document.sections[0]
        section.page_width, section.page_height = map(Twips, self._paper)
        section.left_margin = section.right_margin = section.top_margin = Twips(_MARGIN)
        section.bottom_margin, section.footer_distance = Twips(1400), Twips(500)
        if self._lead == "ar":
            grid = section._sectPr.xpath("w:docGrid")[0]  # noqa: SLF001 (there is no public way to its element)
            for element in elements("<w:bidi/><w:rtlGutter/>"):
                grid.addprevious(element)
        day = wording.dates(self._record)
        heads = Bilingual(
            f"{self._edition.title_en} · {day.en.split(' · ')[0]}",
            f"{self._edition.title_ar} · {day.ar.split(' · ')[0]}",
        )
        above = [self._text(heads.of(language), language) for language in self._languages]
        below = [self._page_number(language) for language in self._languages]
        for part, contents in ((section.header, above), (section.footer, below)):
            cells = [
                paragraph("Quiet", language, content)
                for language, content in zip(self._languages, contents, strict=True)
            ]
            part.is_linked_to_previous = False
            root = part._element  # noqa: SLF001
            for child in list(root):
                root.remove(child)
            root.extend(elements(self._table([TableRow(tuple(cells))]) + paragraph("Quiet", self._lead)))

    def _heading(self, words: Bilingual, name: str) -> str:
        both = f"{words.of(self._lead)} · {words.of(self._other)}"
        return paragraph("Heading1", self._lead, self._bookmark(name), self._text(both, self._lead))

    def _side_by_side(self, pairs: Iterable[Bilingual | Passage], style: str, *, ruled: bool = False) -> Iterator[str]:
        rows = []
        for pair in pairs:
            cells = (paragraph(style, each, self._text(pair.of(each), each)) for each in self._languages)
            rows.append(TableRow(tuple(cells)))
        if rows:
            yield self._table(rows, ruled=ruled)
            yield paragraph("Quiet", self._lead)  # Word merges adjacent tables

    def _table(self, rows: Sequence[TableRow], *, ruled: bool = False, name: str = "", first: int | None = None) -> str:
        first = first or self._width // 2
        return table(rows, (first, self._width - first), arabic=self._lead == "ar", ruled=ruled, name=name)

    def _bookmark(self, name: str) -> str:
        return bookmark(name, next(self._numbers))

    def _page_number(self, language: Language) -> str:
        before, between, _ = wording.OF_PAGES.of(language).split("{}")
        words = (self._text(before, language), self._text(between, language))
        return words[0] + field("PAGE", language) + words[1] + field("NUMPAGES", language)
