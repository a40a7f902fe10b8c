"""Markdown: the edition as text that reads well both as it is and rendered (CommonMark, GitHub).

Each Arabic passage is in a ``<div dir="rtl">``; a citation is ``[[1.2]]``, a reference link in brackets that leads to
the heading of its source. Text in the other direction is enclosed in invisible isolates.

Nothing in the record can become mark-up: every character that could start mark-up or an automatic link is escaped.
Escapes cannot prevent changes that a site makes after rendering: GitHub links ``@name`` and mail addresses, and
replaces ``:smile:``.

Source: CommonMark 0.31, 2.4 (backslash escapes), 4.7 (reference definitions), 6.5 (autolinks); GitHub Flavored Markdown
0.29, 6.9 (extended autolinks); Unicode Standard Annex 9, 2.4 (directional isolates).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from reporter.language.differ import Piece
from reporter.model import Flag, Language
from reporter.record import Record
from reporter.record.blocks import Block, Row, also_reported, blocks, shared
from reporter.render.words import changes, desk, front, shards, sources, stories, wording
from reporter.render.words.bilingual import MACHINE, Bilingual, Passage
from reporter.render.words.colophon import making
from reporter.render.words.differing import differences
from reporter.render.words.direction import Digits, Marked, arabic_plain, english_plain, is_web_address
from reporter.render.words.watching import marked

_MARK_UP = re.compile(r"[\\`*_\[\]<>&|~$#@]|(?<=\bwww)\.|:(?=//)", re.IGNORECASE)
_BREAK = "\\\n"
_WORDS = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_BLOCK = re.compile(r"([-+=]|\d{1,9}(?=[.)]))")


def markdown(record: Record, lead: Language, digits: Digits) -> str:
    """Return the edition of `record` as Markdown, its blocks separated by empty lines."""
    return "\n\n".join(_Writer(record, lead, digits).blocks()) + "\n"


def escaped(text: str) -> str:
    r"""Return `text` on one line, escaped so that Markdown treats it as plain text.

    >>> escaped("# 1. *قال* <b>\n2-1")
    '\\# 1. \\*قال\\* \\<b\\> 2-1'
    >>> escaped("1. first"), escaped("- second")
    ('1\\. first', '\\- second')
    """
    line = _MARK_UP.sub(r"\\\g<0>", " ".join(text.split()))
    block = _BLOCK.match(line)
    if block is None:
        return line
    return f"{block[0]}\\{line[block.end() :]}" if block[0].isdigit() else f"\\{line}"


def inline(text: str, language: Language, digits: Digits = "western") -> str:
    r"""Return `text` escaped for a passage of `language`; it is isolated first, because an escape would split a run.

    >>> inline("شركة AT&T", "ar")
    'شركة \u2066AT\\&T\u2069'
    >>> inline("-5 درجات", "ar")
    '\u2066-5\u2069 درجات'
    """
    return escaped(arabic_plain(text, digits) if language == "ar" else english_plain(text))


class _Writer:
    """Writes one document; its methods return blocks, in reading order."""

    def __init__(self, record: Record, lead: Language, digits: Digits) -> None:
        self._record, self._lead, self._digits = record, lead, digits
        self._languages: tuple[Language, Language] = ("en", "ar") if lead == "en" else ("ar", "en")

    def blocks(self) -> Iterator[str]:
        """Yield the whole document."""
        yield from self._front()
        for section, printed in groupby(blocks(self._record), attrgetter("section")):
            if section:
                yield self._heading(Bilingual(section.title_en, section.title_ar))
            for block in printed:
                yield from self._listed([block]) if block.is_short else self._block(block)
                yield from self._notes(desk.block_notes(block))
        yield from self._also_reported()
        yield from self._shards()
        yield from self._to_check()
        yield from self._sources()
        if self._record.skipped:
            yield self._heading(wording.SKIPPED)
            yield "\n".join(
                f"- {inline(item.source, 'en')}: {inline(item.reason, 'en')}" for item in self._record.skipped
            )
        yield self._heading(wording.MAKING)
        for words in making(self._record):
            yield from self._both(words)
        yield escaped(wording.colophon(self._record))
        if links := list(self._links()):
            yield "\n".join(links)

    def _front(self) -> Iterator[str]:
        edition = self._record.edition
        yield self._heading(Bilingual(edition.title_en, edition.title_ar), "#")
        yield from self._both(wording.dates(self._record))
        if (covered := front.in_one_line(self._record)).en:
            yield from self._both(covered)
        for notice in wording.notices(self._record):
            yield from self._both(notice, "> **{}**")
        for words in wording.reviewed(self._record):
            yield from self._both(words)
        yield from self._notes(desk.edition_notes(self._record))
        if not self._record.entries:
            yield from self._both(wording.NO_ARTICLES)
        yield from self._corrections()

    def _corrections(self) -> Iterator[str]:
        """Yield the corrections; their citations are those of earlier editions, so they lead nowhere."""
        found = changes.corrections(self._record)
        if found:
            yield self._heading(changes.CORRECTIONS)
        for item in found:
            for language in self._languages:
                said = f"{escaped(f'[{item.point}]')} {self._inline(item.said.of(language), language)}"
                machine = f" {MACHINE}" if item.machine and language == "en" else ""
                diff = self._diff(item.en if language == "en" else item.ar, language)
                yield self._passage(f"{said}{_BREAK}{diff}{machine}", language)
                if language == "en":
                    yield from _marks(item.flags)

    def _diff(self, pieces: Sequence[Piece], language: Language) -> str:
        """Return a text of which some words are struck out and others set off."""
        marks = {"delete": "~~", "insert": "**", "equal": ""}
        return " ".join(f"{marks[kind]}{self._inline(text, language)}{marks[kind]}" for kind, text in pieces)

    def _block(self, block: Block) -> Iterator[str]:
        entry = block.entry
        titles = Bilingual(wording.heading(entry.title), entry.title_ar)
        titles = sources.NO_HEADLINE if sources.is_untitled(entry) else titles
        first, second = self._languages
        yield f"{'###' if block.section else '##'} {entry.id}. {self._inline(titles.of(first), first)}"
        yield self._passage(f"**{self._inline(titles.of(second), second)}**", second)
        yield from _marks(entry.title.flags)
        if entry.deck_ar and entry.deck and not block.story:
            yield from self._both(Bilingual(wording.heading(entry.deck), entry.deck_ar), "*{}*")
            yield from _marks(entry.deck.flags)
        for language in self._languages:
            lines = [self._inline(line, language) for line in stories.lines_below(block, language)]
            lines[0] += f" · {wording.SOURCE.of(language)} [[{entry.id}]]"
            yield self._passage(_BREAK.join(lines), language)
        for update in changes.updates(self._record, block):
            for language in self._languages:
                said = self._inline(update.said.of(language), language)
                below = f"{_BREAK}{self._diff(update.ar, language)}" if language == "ar" and update.ar else ""
                yield self._passage(f"{said}{below}", language)
        for row in block.rows:
            yield from self._sentence(row, block)
        for differing in differences(block):
            cited = " ".join(f"[[{name}]]" for name in differing.citations)
            for language in self._languages:
                yield self._passage(f"{self._inline(differing.said.of(language), language)} {cited}", language)

    def _also_reported(self) -> Iterator[str]:
        if listed := also_reported(self._record):
            yield self._heading(stories.ALSO_REPORTED)
            yield from self._listed(listed)
            for block in listed:
                yield from self._notes(desk.block_notes(block))

    def _shards(self) -> Iterator[str]:
        """Yield the list of the shards."""
        if self._record.shards:
            yield self._heading(shards.shards_heading(self._record))
            for language in self._languages:
                rows = shards.shard_rows(self._record)
                lines = [f"- {self._inline(row.said.of(language), language)}" for row in rows]
                yield self._passage("\n".join(lines), language)

    def _listed(self, listed: Sequence[Block]) -> Iterator[str]:
        """Yield stories of which only the headline is printed."""
        for language in self._languages:
            lines = []
            for block in listed:
                said = [stories.in_one_line(block), *desk.their_headline(block)]
                line = " · ".join(filter(None, (each.of(language) for each in said)))
                lines.append(f"- [[{block.entry.id}]] {self._inline(line, language)}")
            yield self._passage("\n".join(lines), language)

    def _notes(self, notes: Sequence[Bilingual]) -> Iterator[str]:
        """Yield notes of the desk as quotations."""
        for note in notes:
            yield from self._both(note, "> {}")

    def _sentence(self, row: Row, block: Block) -> Iterator[str]:
        point, told = row.point, stories.told(block, row.point)
        for language in self._languages:
            below = f"{_BREAK}*{self._inline(told.of(language), language)}*" if told else ""
            if language == "ar":
                yield self._passage(f"{self._marked(marked(*row))} [[{point.id}]]{below}", language)
                continue
            text, there = wording.english_or_reason(point)
            english, origin = inline(text, "en"), inline(wording.origin(point), "en")
            yield f"{english if there else f'*{english}*'} [[{point.id}]]{f' ({origin})' if origin else ''}{below}"
            yield from _marks(point.english.flags)

    def _to_check(self) -> Iterator[str]:
        doubts = list(wording.doubts(self._record))
        if doubts:
            yield self._heading(wording.TO_CHECK)
            yield "\n".join(f"- [[{name}]] {inline(', '.join(why), 'en')}" for name, why in doubts)

    def _sources(self) -> Iterator[str]:
        if self._record.entries:
            yield self._heading(wording.SOURCES)
        grouped = shared(self._record)
        for entry in self._record.entries:
            yield f"### Source {entry.id}"
            yield self._passage(f"**{self._inline(entry.title_ar, 'ar')}**", "ar")
            lines = [
                f"- {self._inline(fact.label, self._lead)}: {self._fact(fact)}"
                for fact in sources.facts(entry, self._lead, self._record.edition.timezone)
            ]
            if story := grouped.get(entry.id):
                lines.append(f"- {self._inline(stories.STORY.of(self._lead), self._lead)}: {story}")
            amount, places = sources.quoted(entry)
            listed = "; ".join(f"[[{name}]] {self._inline(place.of(self._lead), self._lead)}" for name, place in places)
            lines.append(
                f"- {sources.QUOTED.of(self._lead)}: {self._inline(amount.of(self._lead), self._lead)} {listed}"
            )
            yield self._passage("\n".join(lines), self._lead)

    def _fact(self, fact: sources.Fact) -> str:
        if fact.kind == "address" and is_web_address(fact.value):
            return f"<{wording.address(fact.value)}>"
        return self._inline(fact.value, self._lead)

    def _heading(self, words: Bilingual, level: str = "##") -> str:
        return f"{level} " + " · ".join(self._inline(words.of(language), language) for language in self._languages)

    def _both(self, words: Bilingual | Passage, form: str = "{}") -> Iterator[str]:
        for language in self._languages:
            if words.of(language):
                yield self._passage(form.format(self._inline(words.of(language), language)), language)

    def _inline(self, text: str, language: Language) -> str:
        return inline(text, language, self._digits)

    def _marked(self, text_ar: Marked) -> str:
        """Return Arabic text with the words of watch lists in bold."""

        def written(piece: str) -> str:  # with the spaces at its ends, which `inline` leaves out
            return _WORDS.sub(lambda words: self._inline(words[0], "ar"), piece)

        return "".join(f"**{written(piece)}**" if names else written(piece) for piece, names in text_ar.pieces())

    def _passage(self, block: str, language: Language) -> str:
        return block if language == "en" else f'<div dir="rtl" lang="ar">\n\n{block}\n\n</div>'

    def _links(self) -> Iterator[str]:
        """Yield the targets of the citations: the headings of the sources."""
        for entry in self._record.entries:
            for name in (entry.id, *(point.id for point in entry.points)):
                yield f"[{name}]: #source-{entry.id}"


def _marks(flags: Sequence[Flag]) -> Iterator[str]:
    """Yield a list of the doubts and notes, if there are any."""
    if flags:
        yield "\n".join(f"- {inline(mark, 'en')}" for mark in wording.marks(flags))
