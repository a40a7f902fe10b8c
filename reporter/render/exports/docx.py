"""DOCX: the edition as a Word document with the right direction for each script.

Each article is a table of two columns with one row per sentence. Headings are outside the tables, because Word's
navigation pane ignores headings in tables; citations are links to bookmarks. If Arabic comes first, the pages and their
tables run from right to left.
"""

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Literal
from zipfile import ZipFile

from reporter.config import LayoutSettings
from reporter.language.differ import Piece
from reporter.model import Flag, Language, Translation
from reporter.record import Entry, Point, Record
from reporter.record.blocks import Block, also_reported, blocks, home, shared
from reporter.render.exports.container import packed
from reporter.render.exports.word_document import WordDocument
from reporter.render.exports.wordprocessing import (
    TableRow,
    code,
    link,
    paragraph,
)
from reporter.render.words import changes, desk, front, shards, sources, stories, wording
from reporter.render.words.bilingual import MACHINE, Bilingual, Passage
from reporter.render.words.colophon import making
from reporter.render.words.differing import Differing, differences
from reporter.render.words.direction import Marked, is_web_address
from reporter.render.words.watching import marked

_LABELS = 1900
_LONG = 1500
"""A row with more characters than this may be split across pages, because it could be higher than a page."""


def word_document(record: Record, lead: Language, layout: LayoutSettings, most: int) -> bytes:
    """Return the edition of `record` as the bytes of a .docx file with at most `most` headlines in front."""
    content = io.BytesIO()
    _Writer(record, lead, layout, most).document().save(content)
    with ZipFile(content) as written:
        return packed({name: written.read(name) for name in written.namelist()})


class _Writer(WordDocument):
    """Writes one document; its methods return blocks of XML, in reading order."""

    def __init__(self, record: Record, lead: Language, layout: LayoutSettings, most: int) -> None:
        super().__init__(record, lead, layout)
        self._layout, self._most = layout, most

    def contents(self) -> Iterator[str]:
        yield from self._front()
        for number, (section, printed) in enumerate(groupby(blocks(self._record), attrgetter("section"))):
            if section:
                yield self._heading(Bilingual(section.title_en, section.title_ar), f"section_{number}")
            for block in printed:
                yield from self._listed([block]) if block.is_short else self._block(block)
                yield from self._side_by_side(desk.block_notes(block), "Fact", ruled=True)
        yield from self._also_reported()
        yield from self._shards()
        yield from self._to_check()
        yield from self._sources()
        yield from self._skipped()
        yield self._heading(wording.MAKING, "making")
        yield from self._side_by_side(making(self._record), "Fact", ruled=True)
        yield paragraph("Fact", "en", self._text(wording.colophon(self._record), "en"))

    def _front(self) -> Iterator[str]:
        titles = Bilingual(self._edition.title_en, self._edition.title_ar)
        yield paragraph("Title", self._lead, self._text(titles.of(self._lead), self._lead))
        yield paragraph("HeadingTranslation", self._other, self._text(titles.of(self._other), self._other))
        lines = (wording.dates(self._record), front.in_one_line(self._record))
        yield from self._side_by_side([said for said in lines if said.en], "Byline")
        said: tuple[Bilingual | Passage, ...] = (*wording.notices(self._record), *wording.reviewed(self._record))
        yield from self._side_by_side(said, "Notice")
        yield from self._side_by_side(desk.edition_notes(self._record), "Fact", ruled=True)
        yield from self._corrections()
        if self._record.entries:
            if not front.is_alone(self._record):
                yield self._heading(wording.GLANCE, "glance")
                yield from self._headlines()
        else:
            yield from self._side_by_side([wording.NO_ARTICLES], "Sentence")

    def _corrections(self) -> Iterator[str]:
        """Yield a table with a row for each sentence of an earlier edition that is no longer as quoted."""
        rows = []
        for item in changes.corrections(self._record):
            cells = {}
            for language in self._languages:
                cited = code(f"[{item.point}]", language, "Citation") + self._text(" ", language)
                said = paragraph("Byline", language, cited, self._text(item.said.of(language), language))
                diff = self._diff(item.en if language == "en" else item.ar, language)
                machine = self._text(f" {MACHINE}", "en", "Origin") if item.machine and language == "en" else ""
                cells[language] = said + paragraph("Sentence", language, diff, machine)
            cells["en"] += self._marks(item.flags)
            rows.append(TableRow(tuple(cells[each] for each in self._languages)))
        if rows:
            yield self._heading(changes.CORRECTIONS, "corrections")
            yield self._table(rows, ruled=True, name=changes.CORRECTIONS.en)
            yield paragraph("Quiet", self._lead)

    def _diff(self, pieces: Sequence[Piece], language: Language) -> str:
        """Return a text of which some words are struck out and others set off."""
        styles = {"delete": "Deleted", "insert": "Inserted", "equal": None}
        space = self._text(" ", language)
        return space.join(self._text(text, language, styles[kind]) for kind, text in pieces)

    def _headlines(self) -> Iterator[str]:
        """Yield a table with a row for each headline in front, leading to its article."""
        rows, printed = [], front.in_front(self._record)[: self._most]
        for block in printed:
            entry, said = block.entry, front.block_byline(block)
            titles = Bilingual(wording.heading(entry.title), entry.title_ar)
            cells = []
            for each in self._languages:
                words = self._text(f"{entry.id}  {titles.of(each)}", each)
                place = link(words, bookmark=f"entry_{entry.id}")
                byline = paragraph("Byline", each, self._text(said.of(each), each))
                cells.append(paragraph("Sentence", each, place) + byline)
            rows.append(TableRow(tuple(cells), kept=True))
        yield self._table(rows, ruled=True)
        yield paragraph("Quiet", self._lead)
        if more := front.more(self._record, len(printed)):
            yield from self._side_by_side([Bilingual(*(words.format(more) for words in wording.INSIDE))], "Byline")

    def _block(self, block: Block) -> Iterator[str]:
        entry = block.entry
        number = self._bookmark(f"entry_{entry.id}") + self._text(f"{entry.id}  ", self._lead)
        level = "Heading2" if block.section else "Heading1"
        yield from self._title(entry, (level, "HeadingTranslation"), number)
        if entry.deck_ar and entry.deck and not block.story:
            yield from self._in_both(marked(entry, "deck"), entry.deck, ("Deck", "Deck"))
        for language in self._languages:
            words = self._text(f"{wording.SOURCE.of(language)} ", language, "Citation")
            source = link(words + code(f"[{entry.id}]", language, "Citation"), bookmark=f"source_{entry.id}")
            first, *others = stories.lines_below(block, language)
            yield paragraph("Byline", language, self._text(f"{first} · ", language), source)
            yield from (paragraph("Byline", language, self._text(line, language)) for line in others)
        for update in changes.updates(self._record, block):
            for language in self._languages:
                yield paragraph("Byline", language, self._text(update.said.of(language), language))
            if update.ar:
                yield paragraph("Byline", "ar", self._diff(update.ar, "ar"))
        yield from self._sentences(block, f" [{entry.id}]")

    def _title(self, entry: Entry, styles: tuple[str, str], before: str) -> Iterator[str]:
        """Yield the headline in both languages; without one, say so, because the opening words follow as a sentence."""
        if not sources.is_untitled(entry):
            yield from self._in_both(marked(entry, "title"), entry.title, styles, before)
            return
        for language, style in zip(self._languages, styles, strict=True):
            yield paragraph(
                style, language, before, self._text(sources.NO_HEADLINE.of(language), language), with_next=True
            )
            before = ""
        yield self._marks(entry.title.flags, with_next=True)

    def _in_both(
        self, text_ar: Marked, english: Translation, styles: tuple[str, str], before: str = ""
    ) -> Iterator[str]:
        """Yield a title or deck in both languages, each in its style, with its doubts and notes."""
        for language, style in zip(self._languages, styles, strict=True):
            if language == "ar":
                yield paragraph(style, language, before, self._marked(text_ar), with_next=True)
            else:
                yield paragraph(style, language, before, self._text(wording.heading(english), language), with_next=True)
                yield self._marks(english.flags, with_next=True)
            before = ""

    def _sentences(self, block: Block, name: str) -> Iterator[str]:
        """Yield a table with one row per point, and one per number that differs."""
        heads = [paragraph("TableHead", each, self._text(wording.COLUMNS.of(each), each)) for each in self._languages]
        rows = [TableRow(tuple(heads), header=True)]
        for entry, point in block.rows:
            cells: dict[Language, str] = {"en": self._translated(point), "ar": self._quoted(entry, point)}
            if told := stories.told(block, point):
                for each in self._languages:
                    cells[each] += paragraph("Told", each, self._text(told.of(each), each))
            kept = len(point.text_ar) + len(point.english.text_en or "") <= _LONG
            rows.append(TableRow(tuple(cells[each] for each in self._languages), kept=kept))
        rows += [
            TableRow(tuple(self._differing(each, language) for language in self._languages))
            for each in differences(block)
        ]
        yield self._table(rows, ruled=True, name=wording.SENTENCES.en + name)
        yield paragraph("Quiet", self._lead)

    def _differing(self, differing: Differing, language: Language) -> str:
        content = [self._text(differing.said.of(language), language)]
        for name in differing.citations:
            content += [self._text(" ", language), _citation(name, language)]
        return paragraph("Sentence", language, *content)

    def _also_reported(self) -> Iterator[str]:
        if listed := also_reported(self._record):
            yield self._heading(stories.ALSO_REPORTED, "also_reported")
            yield from self._listed(listed)
            for block in listed:
                yield from self._side_by_side(desk.block_notes(block), "Fact", ruled=True)

    def _shards(self) -> Iterator[str]:
        if self._record.shards:
            yield self._heading(shards.shards_heading(self._record), "shards")
            rows = [row.said for row in shards.shard_rows(self._record)]
            yield from self._side_by_side(rows, "Fact", ruled=True)

    def _listed(self, listed: Sequence[Block]) -> Iterator[str]:
        """Yield a table with a row for each story of which only the headline is printed."""
        rows = []
        for block in listed:
            name, said = block.entry.id, stories.in_one_line(block)
            cells, before = [], self._bookmark(f"entry_{name}")
            ours = desk.their_headline(block)
            for language in self._languages:
                words = self._text(f"{name}  {said.of(language)} · ", language)
                source = self._text(wording.SOURCE.of(language), language, "Citation")
                cell = paragraph("Fact", language, before, words, link(source, bookmark=f"source_{name}"))
                below = (line.of(language) for line in ours if line.of(language))
                cells.append(
                    cell + "".join(paragraph("Byline", language, self._text(line, language)) for line in below)
                )
                before = ""
            rows.append(TableRow(tuple(cells)))
        yield self._table(rows, ruled=True)
        yield paragraph("Quiet", self._lead)

    def _translated(self, point: Point) -> str:
        english, there = wording.english_or_reason(point)
        origin = wording.origin(point)
        content = [
            self._bookmark(_place(point.id)),
            self._text(f"{english} ", "en"),
            _citation(point.id, "en"),
        ]
        if origin:
            content.append(self._text(f"\u00a0{origin}", "en", "Origin"))
        sentence = paragraph("Sentence" if there else "Missing", "en", *content)
        return sentence + self._marks(point.english.flags)

    def _to_check(self) -> Iterator[str]:
        doubts = list(wording.doubts(self._record))
        if doubts:
            yield self._heading(wording.TO_CHECK, "to_check")
        for name, why in doubts:
            citation = link(self._text(f"[{name}]", "en", "Citation"), bookmark=_place(name))
            yield paragraph("Fact", "en", citation, self._text(f" {', '.join(why)}", "en"))

    def _sources(self) -> Iterator[str]:
        if self._record.entries:
            yield self._heading(wording.SOURCES, "sources")
        if self._layout.appendix == "compact":
            yield from map(self._source, self._record.entries)
            return
        grouped = shared(self._record)
        for entry in self._record.entries:
            back = link(self._text(entry.title_ar, "ar"), bookmark=f"entry_{home(entry)}")
            number = code(f"[{entry.id}]", "ar") + self._text(" ", "ar")
            yield paragraph("Heading2", "ar", self._bookmark(f"source_{entry.id}"), number, back)
            facts = sources.facts(entry, self._lead, self._edition.timezone)
            rows = [self._labelled(fact.label, self._fact(fact), with_next=True) for fact in facts]
            if story := grouped.get(entry.id):
                rows.append(self._labelled(stories.STORY.of(self._lead), code(story, self._lead), with_next=True))
            rows.append(self._labelled(*self._places(entry)))
            yield self._table(rows, ruled=True, name=f"{wording.SOURCE.en} [{entry.id}]", first=_LABELS)
            yield paragraph("Quiet", self._lead)

    def _source(self, entry: Entry) -> str:
        """Return the source of an article on one line: outlet, time, title, place and the first digits of its hash."""
        edition, source, lead = self._edition, entry.source, self._lead
        byline = front.byline(entry, edition.date.isoformat(), edition.timezone).of(lead)
        kind: Literal["address", "code"] = "address" if is_web_address(source.url) else "code"
        parts = [
            self._text(byline, lead),
            link(self._text(entry.title_ar, "ar"), bookmark=f"entry_{home(entry)}"),
            self._fact(sources.Fact("", (source.url or "") if kind == "address" else source.path, kind)),
            code(source.sha256[:8], lead),
        ]
        if story := shared(self._record).get(entry.id):
            parts.append(self._text(f"{stories.STORY.of(lead)} {story}", lead))
        number = self._bookmark(f"source_{entry.id}") + code(f"[{entry.id}]", lead, "Citation") + self._text(" ", lead)
        return paragraph("Fact", lead, number, self._text(" · ", lead).join(parts))

    def _labelled(self, label: str, content: str, *, with_next: bool = False) -> TableRow:
        named = paragraph("Fact", self._lead, self._text(label, self._lead, "Label"), with_next=with_next)
        return TableRow((named, paragraph("Fact", self._lead, content, with_next=with_next)))

    def _fact(self, fact: sources.Fact) -> str:
        if fact.kind == "address" and is_web_address(fact.value):
            from docx.opc.constants import RELATIONSHIP_TYPE

            to = self._document.part.relate_to(
                wording.address(fact.value), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            return link(code(fact.value, self._lead, "Hyperlink"), relationship=to)
        return (code if fact.kind == "code" else self._text)(fact.value, self._lead)

    def _places(self, entry: Entry) -> tuple[str, str]:
        amount, places = sources.quoted(entry)
        content = [self._text(amount.of(self._lead), self._lead)]
        for name, place in places:
            citation = link(code(f"[{name}]", self._lead, "Citation"), bookmark=_place(name))
            end = "" if name == places[-1][0] else Bilingual(";", "؛").of(self._lead)
            content += [self._text(" ", self._lead), citation, self._text(f" {place.of(self._lead)}{end}", self._lead)]
        return sources.QUOTED.of(self._lead), "".join(content)

    def _skipped(self) -> Iterator[str]:
        if self._record.skipped:
            yield self._heading(wording.SKIPPED, "skipped")
        for item in self._record.skipped:
            yield paragraph("Fact", "en", self._text(f"{item.source}: {item.reason}", "en"))

    def _quoted(self, entry: Entry, point: Point) -> str:
        words = self._marked(marked(entry, point)) + self._text(" ", "ar")
        return paragraph("Sentence", "ar", words, _citation(point.id, "ar"))

    def _marked(self, text_ar: Marked) -> str:
        """Return Arabic text with the words of watch lists in their style."""
        return "".join(self._text(piece, "ar", "Watched" if names else None) for piece, names in text_ar.pieces())

    def _marks(self, flags: Sequence[Flag], *, with_next: bool = False) -> str:
        """Return a paragraph for each doubt and note."""
        styles = ("Doubt" if flag.is_doubt else "Note" for flag in flags)
        return "".join(
            paragraph(style, "en", self._text(mark, "en"), with_next=with_next)
            for style, mark in zip(styles, wording.marks(flags), strict=True)
        )


def _citation(name: str, language: Language) -> str:
    return link(code(f"[{name}]", language, "Citation"), bookmark=f"source_{name.partition('.')[0]}")


def _place(name: str) -> str:
    """Return the bookmark of the sentence or article with the id `name`."""
    return f"point_{name.replace('.', '_')}" if "." in name else f"entry_{name}"
