"""CSV: one row per quoted sentence, for spreadsheets and data desks.

UTF-8 with a byte order mark, commas, CRLF; text that a spreadsheet would interpret as a formula is escaped. The point
is written as it is cited, ``[1.10]``, because as a number it would become 1.1. Spans are character offsets into the
entry's ``text_ar``.
"""

from collections.abc import Iterator

from reporter.exchange.spreadsheet import Cell, csv_file
from reporter.record import Point, Record
from reporter.record.blocks import Block, blocks
from reporter.record.desk import OwnHeadline
from reporter.record.english_json import utc
from reporter.render.words.attribution import attribution, number_of_outlets
from reporter.render.words.desk import is_decided

COLUMNS = (
    "edition",
    "entry",
    "point",
    "title_ar",
    "title_en",
    "outlet",
    "place",
    "author",
    "outlet_en",
    "place_en",
    "author_en",
    "published",
    "url",
    "path",
    "sha256",
    "sentence",
    "span_start",
    "span_end",
    "text_ar",
    "text_en",
    "reason",
    "origin",
    "score",
    "flag_severity",
    "flag_check",
    "flag_detail",
    "reviewed_by",
    "reviewed_at",
    "story",
    "outlets",
    "also",
    "watch",
)


DECIDED = ("section", "priority", "our_headline_ar", "our_headline_en")
"""More columns for an edition that the desk has arranged."""


def table(record: Record) -> bytes:
    """Return a CSV file with the columns ``COLUMNS``; all flags of a sentence are in one cell, in order."""
    if not is_decided(record):
        return csv_file(COLUMNS, (row for row, _ in _rows(record)))
    return csv_file((*COLUMNS, *DECIDED), ((*row, *_decided(block)) for row, block in _rows(record)))


def _decided(block: Block) -> tuple[Cell, ...]:
    desk = block.article.desk
    ours = desk.our_headline or OwnHeadline(en=None, ar=None)
    return desk.section, desk.priority, ours.ar, ours.en


def _also(block: Block, point: Point) -> Iterator[str]:
    """Yield the outlets, or the numbers of their articles, that also say what `point` says."""
    outlets = {entry.id: entry.source.outlet or f"[{entry.id}]" for entry in block.entries}
    for quoted in block.story.points if block.story else ():
        if quoted.point == point.id:
            yield from dict.fromkeys(outlets[also.entry] for also in quoted.also)


def _rows(record: Record) -> Iterator[tuple[tuple[Cell, ...], Block]]:
    """Yield a row for each printed sentence, and its block."""
    for block in blocks(record):
        for entry, point in block.rows:
            source, english = entry.source, point.english
            row = (
                record.edition.date.isoformat(),
                entry.id,
                f"[{point.id}]",
                entry.title_ar,
                entry.title.text_en,
                source.outlet,
                source.place,
                source.author,
                *attribution(source, "en"),
                source.published_at.isoformat() if source.published_at else None,
                source.url,
                source.path,
                source.sha256,
                point.sentence + 1,
                *point.span,
                point.text_ar,
                english.text_en,
                english.reason,
                english.origin,
                english.score,
                "; ".join(flag.severity for flag in english.flags),
                "; ".join(flag.check for flag in english.flags),
                "; ".join(flag.detail for flag in english.flags),
                english.reviewed.by if english.reviewed else None,
                utc(english.reviewed.at) if english.reviewed else None,
                block.entry.id if record.stories else None,
                number_of_outlets(block.entries) if block.story else None,
                "; ".join(_also(block, point)),
                "; ".join(entry.watch),
            )
            yield row, block
