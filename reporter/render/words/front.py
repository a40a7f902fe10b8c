"""Page one: the day in one line, and how many of its headlines fit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from math import ceil
from zoneinfo import ZoneInfo

from reporter.language.differ import Piece
from reporter.model import Language, Page
from reporter.record import Entry, Record
from reporter.record.blocks import Block, also_reported, blocks, is_grouped
from reporter.render.templates.context import Layout
from reporter.render.words import changes, desk, sources, watching, wording
from reporter.render.words.attribution import number_of_outlets
from reporter.render.words.bilingual import BOTH, Bilingual, Passage, plural
from reporter.render.words.moments import brief_moment_ar, brief_moment_en, offset_of, sortable
from reporter.render.words.plurals import counted_ar, noun_ar
from reporter.render.words.shards import in_shards
from reporter.render.words.stories import in_short
from reporter.render.words.tellers import joined

_ROOM: dict[Page, float] = {"A4": 195.0, "Letter": 177.0, "phone": 97.0}
"""Height in mm that masthead, summary and the note at the foot leave for headlines and notices; on a phone's page, the
summary is not counted, because its few long lines take a third of the rest."""
_LINE, _BYLINE = 5.6, 7.4
"""Height in mm of a line of a headline, and of its byline with the space around it."""
_SECTION = 7.4
"""Height in mm of the title of a section, with the space around it."""
_LINE_ON_PHONE, _SPACE_ON_PHONE, _LINE_OF_SUMMARY = 4.5, 1.3, 3.9
"""The same where one language is below the other, and the byline follows the headline: of a line, of the space around
one language, of a line of the summary."""
_WIDTHS: Mapping[Language, int] = {"en": 38, "ar": 43}
"""Characters of a headline on a line of its column."""
_WIDTHS_ON_PHONE: Mapping[Language, int] = {"en": 40, "ar": 46}
_WIDTHS_OF_SUMMARY: Mapping[Language, int] = {"en": 27, "ar": 27}
_WIDTHS_OF_COUNTS: Mapping[Language, int] = {"en": 55, "ar": 55}
"""Characters on a line of the summary in its column, for what it says about watch lists."""


def summary(record: Record) -> Bilingual:
    """Return what the edition covers in one line; nothing of one that covers nothing."""
    said = list(_summary(record))
    return Bilingual(" · ".join(each.en for each in said), " · ".join(each.ar for each in said))


def in_one_line(record: Record) -> Bilingual:
    """Return the summary and how much there is to check, for documents without a link from one to the other."""
    covered = summary(record)
    to_check = wording.counted_to_check(record) or (wording.NOTHING_TO_CHECK if record.entries else Bilingual("", ""))
    return Bilingual(*(" · ".join(filter(None, said)) for said in zip(covered, to_check, strict=True)))


def in_front(record: Record) -> tuple[Block, ...]:
    """Return the blocks of which page one shows the first: all but those with only a headline."""
    return tuple(block for block in blocks(record) if not block.is_short)


def is_alone(record: Record) -> bool:
    """Return whether one story is all there is: then it is page one, and no list of headlines leads to it."""
    told = blocks(record)
    return len(told) == 1 and not (told[0].is_short or also_reported(record) or record.shards)


def headlines(record: Record, layout: Layout) -> int:
    """Return how many headlines page one shows: as many as the settings ask for and the paper has room for."""
    printed = in_front(record)
    most = min(layout.front_items, len(printed))
    room = _ROOM[layout.page] - _notices(record, layout)
    if layout.page == "phone":
        room -= _LINE_OF_SUMMARY * _lines(in_one_line(record), layout, _alone(layout, _WIDTHS_OF_SUMMARY))
    else:
        counts = watching.counts(record)
        room -= sum(_LINE * _lines(said, layout, _alone(layout, _WIDTHS_OF_COUNTS)) for said in counts)
    section = None
    for number, block in enumerate(printed[:most]):
        room -= _height(block, layout) + (0.0 if block.section == section else _SECTION)
        section = block.section
        if room < 0:
            return max(1, number)
    return most


def byline(entry: Entry, today: str, timezone: str) -> Bilingual:
    """Return the outlet and time of an entry, without what the reader of the edition of `today` knows."""
    published = entry.source.published_at
    en, ar = ([sources.names(entry.source, language)[0]] for language in BOTH)
    if published is not None:
        day, zone = date.fromisoformat(today), ZoneInfo(timezone)
        en.append(brief_moment_en(published, day, zone))
        ar.append(brief_moment_ar(published, day, zone))
    return Bilingual(" · ".join(en) + desk.late(entry, "en"), " · ".join(ar) + desk.late(entry, "ar"))


def block_byline(block: Block) -> Bilingual:
    """Return the outlets and the time of a block in the same way."""
    edition, entry = block.edition, block.entry
    said = in_short(block) if block.story else byline(entry, edition.date.isoformat(), edition.timezone)
    said = joined(" · ", [said, sources.OPENING]) if entry.title_derived else said
    return Bilingual(desk.lead(entry, "en") + said.en, desk.lead(entry, "ar") + said.ar)


def more(record: Record, shown: int) -> int:
    """Return how many stories the edition has besides those `shown` on page one."""
    return len(blocks(record)) + len(also_reported(record)) - shown


def is_machine(entry: Entry) -> bool:
    """Return whether a machine made the English of a title and nobody reviewed it."""
    return entry.title.origin == "machine"


NAMES: dict[str, object] = {
    "summary": summary,
    "in_one_line": in_one_line,
    "headlines": headlines,
    "front_byline": byline,
    "block_byline": block_byline,
    "more": more,
    "is_alone": is_alone,
    "is_machine": is_machine,
}
"""More names available to templates as ``wording``."""


def _summary(record: Record) -> Iterator[Bilingual]:
    if record.shards:
        yield in_shards(record)
    articles = record.counts.articles
    if not articles:
        yield from watching.counts(record)
        return
    outlets = number_of_outlets(record.entries)
    en, ar = f"{articles} {plural(articles, 'article')}", f"{articles} {noun_ar(articles, 'article')}"
    if is_grouped(record):
        stories = len(record.stories)
        en = f"{stories} {plural(stories, 'story')} from {en}"
        ar = f"{counted_ar(stories, 'story')} · {ar}"
    if outlets:
        en += f" {'by' if is_grouped(record) else 'from'} {outlets} {plural(outlets, 'outlet')}"
        ar += f" · {counted_ar(outlets, 'outlet')}"
    yield Bilingual(f"here {en}", f"هنا {ar}") if record.shards else Bilingual(en, ar)
    if period := _period(record):
        yield period
    if added := sum(entry.added for entry in record.entries):
        yield Bilingual(f"{added} added since the first version", f"أُضيف بعد الإصدار الأول: {added}")
    yield from watching.counts(record)


def _period(record: Record) -> Bilingual | None:
    """Return when the articles were published, by the clocks of the edition."""
    edition = record.edition
    zone = ZoneInfo(edition.timezone)
    known = [entry.source.published_at for entry in record.entries if entry.source.published_at]
    if not known:
        return None
    known.sort(key=lambda moment: sortable(moment, zone))
    first, last = known[0], known[-1]
    texts_en = [brief_moment_en(moment, edition.date, zone) for moment in (first, last)]
    texts_ar = [brief_moment_ar(moment, edition.date, zone) for moment in (first, last)]
    clocks = f" ({offset_of(edition.issued_at.astimezone(zone))})" if isinstance(last, datetime) else ""
    return Bilingual(
        f"published {' to '.join(dict.fromkeys(texts_en))}{clocks}",
        f"نُشرت {'من ' if texts_ar[0] != texts_ar[1] else ''}{' إلى '.join(dict.fromkeys(texts_ar))}{clocks}",
    )


def _height(block: Block, layout: Layout) -> float:
    texts = Bilingual(wording.heading(block.entry.title), block.entry.title_ar)
    if layout.page == "phone":
        texts = Bilingual(*(" · ".join(said) for said in zip(texts, block_byline(block), strict=True)))
        each = [_lines(texts, replace(layout, languages=(name,)), _WIDTHS_ON_PHONE) for name in layout.languages]
        return sum(_SPACE_ON_PHONE + _LINE_ON_PHONE * lines for lines in each)
    return _BYLINE + _LINE * _lines(texts, layout, _alone(layout, _WIDTHS))


def _alone(layout: Layout, widths: Mapping[Language, int]) -> Mapping[Language, int]:
    """Return `widths`, doubled if there is one language, which has both columns."""
    return widths if len(layout.languages) > 1 else {name: 2 * width for name, width in widths.items()}


def _notices(record: Record, layout: Layout) -> float:
    """Return the height in mm of what page one says before its headlines."""
    said: tuple[Bilingual | Passage, ...] = (
        *wording.notices(record),
        *wording.reviewed(record),
        *desk.edition_notes(record, layout.languages),
    )
    lines = sum(_lines(each, layout, _WIDTHS) for each in said)
    return (_LINE * (lines + 1) if lines else 0.0) + _corrections(record, layout)


def _corrections(record: Record, layout: Layout) -> float:
    """Return the height in mm of the corrections and their heading."""
    found = changes.in_front(record)
    texts = [each for item in found for each in (item.said, Bilingual(*(_text(part) for part in (item.en, item.ar))))]
    return _LINE * (2.5 + sum(_lines(each, layout, _WIDTHS) for each in texts)) if found else 0.0


def _text(pieces: Sequence[Piece]) -> str:
    return " ".join(text for _, text in pieces)


def _lines(said: Bilingual | Passage, layout: Layout, widths: Mapping[Language, int]) -> int:
    """Return how many lines the longer of the languages of `layout` takes in columns of `widths` characters."""
    return max(ceil(len(said.of(name)) / widths[name]) for name in layout.languages)
