"""What documents say of articles that have changed since an earlier edition quoted them.

In: the record. Out: text in both languages, and pieces of text that a document strikes out (``delete``) or sets off
(``insert``). Pieces are joined with a space.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from reporter.language import differ
from reporter.language.arabic.numbers import read
from reporter.language.differ import Piece
from reporter.model import Edition, Flag, Language
from reporter.record import Dropped, Entry, Quote, Record, Updated
from reporter.record.blocks import Block
from reporter.render.words import sources, wording
from reporter.render.words.attribution import outlet_name
from reporter.render.words.bilingual import BOTH, Bilingual
from reporter.render.words.moments import brief_moment_ar, brief_moment_en

CORRECTIONS = Bilingual("Corrections", "تصويبات")
MORE_CORRECTIONS = Bilingual("More corrections", "تصويبات أخرى")
MOST_IN_FRONT = 5
"""Corrections on page one; the others follow the articles."""
_AROUND = 6
"""Words before and after a change that are shown with it."""
_MOST_SHOWN = 120
"""Words of the changes of an article that are shown."""
_OMITTED: Piece = ("equal", "…")
AND_MORE = Bilingual("and more", "وغير ذلك")
SILENT = Bilingual("its stated date is unchanged", "تاريخه المعلن لم يتغيّر")


class Correction(NamedTuple):
    """A sentence that an earlier edition quoted and that is no longer as quoted."""

    point: str
    """Its id in that edition."""
    said: Bilingual
    """Which edition and outlet it is from, and what has changed."""
    en: tuple[Piece, ...]
    ar: tuple[Piece, ...]
    machine: bool
    """Whether a machine made the English that is set off, and nobody reviewed it."""
    flags: tuple[Flag, ...]
    """Doubts about it."""
    url: str | None


class Update(NamedTuple):
    """What has changed in an article that is printed again."""

    said: Bilingual
    ar: tuple[Piece, ...]
    """The changes, with some words around them; empty if they are not known."""


def corrections(record: Record) -> tuple[Correction, ...]:
    """Return the corrections, those of articles that were taken down first."""
    return tuple(_correction(article, quote, record.edition) for article, quote in record.changes.corrections)


def in_front(record: Record) -> tuple[Correction, ...]:
    """Return the corrections that page one has room for."""
    return corrections(record)[:MOST_IN_FRONT]


def behind(record: Record) -> tuple[Correction, ...]:
    """Return the other corrections."""
    return corrections(record)[MOST_IN_FRONT:]


def updates(record: Record, block: Block) -> tuple[Update, ...]:
    """Return what has changed in the articles of a block."""
    told = {update.entry: update for update in record.changes.updated}
    found = [(entry, told[entry.id]) for entry in block.entries if entry.id in told]
    return tuple(_update(entry, update, block, record.edition) for entry, update in found)


def on(day: date, edition: Edition) -> Bilingual:
    """Return a day, without the year if it is that of the edition."""
    zone = ZoneInfo(edition.timezone)
    return Bilingual(brief_moment_en(day, edition.date, zone), brief_moment_ar(day, edition.date, zone))


def _correction(article: Updated | Dropped, quote: Quote, edition: Edition) -> Correction:
    day = on(quote.edition, edition)
    names = Bilingual(*(_outlet(article, language) for language in BOTH))
    happened = _happened(article, quote)
    today = quote.today
    ar: tuple[Piece, ...] = (("delete", quote.text_ar),)
    if quote.today_ar is not None:
        ar = bare(quote.diff)
    return Correction(
        point=quote.point,
        said=Bilingual(
            f"edition of {day.en} · {names.en}: {happened.en}", f"نشرة {day.ar} · {names.ar}: {happened.ar}"
        ),
        en=_english(quote),
        ar=ar,
        machine=bool(today and today.origin == "machine"),
        flags=today.flags if today else (),
        url=article.url,
    )


def _english(quote: Quote) -> tuple[Piece, ...]:
    """Return the English of both versions; a reason why there is none is neither struck out nor set off."""
    before, after = quote.text_en, quote.today.text_en if quote.today else None
    if before and after:
        return bare(differ.pieces(before, after))
    missing = wording.brief(quote.today.reason if quote.today else None)
    found: list[Piece] = [("delete", before)] if before else []
    if quote.today_ar is not None:
        found.append(("insert", after) if after else ("equal", missing))
    return tuple(found) or (("equal", missing),)


def _happened(article: Updated | Dropped, quote: Quote) -> Bilingual:
    if isinstance(article, Dropped):
        return Bilingual(f"the article was taken down ({article.status})", f"حُذف المقال من موقعه ({article.status})")
    silent = [SILENT] if article.silent else []
    if quote.today_ar is None:
        return _joined([Bilingual("the article no longer has this sentence", "لم تعد هذه الجملة في المقال"), *silent])
    words, _ = differ.said(quote.text_ar, quote.today_ar)
    said = [became(*pair) for pair in words] or [Bilingual("the sentence has changed", "تغيّرت الجملة")]
    return _joined([*said, *silent])


def _update(entry: Entry, update: Updated, block: Block, edition: Edition) -> Update:
    day = on(update.edition, edition)
    number = f"[{entry.id}] " if len(block.entries) > 1 else ""
    said = [became(*pair) for pair in update.words]
    if update.more:
        said.append(AND_MORE if said else Bilingual("its text has changed", "تغيّر نصه"))
    if update.silent:
        said.append(SILENT)
    words = _joined(said)
    return Update(
        Bilingual(
            f"{number}updated since the edition of {day.en}: {words.en}",
            f"{number}حُدّث بعد نشرة {day.ar}: {words.ar}",
        ),
        tuple(excerpt(update.diff)),
    )


def _outlet(article: Updated | Dropped, language: Language) -> str:
    return outlet_name(article.outlet, article.url, language) or sources.NO_OUTLET.of(language)


def became(before: str, after: str) -> Bilingual:
    """Return one replacement in words.

    >>> became("420", "240").en, became("سالم", "سليم").en, became("ثلاثة", "أربعة").en
    ('420 became 240', '“سالم” became “سليم”', 'ثلاثة (3) became أربعة (4)')
    """
    if not before or not after:
        en = f"“{after}” was added" if after else f"“{before}” was removed"
        return Bilingual(en, f"زيد «{after}»" if after else f"حُذف «{before}»")
    if differ.is_of_numbers((before, after)):
        return Bilingual(f"{_value(before)} became {_value(after)}", f"{before} صارت {after}")
    return Bilingual(f"“{before}” became “{after}”", f"«{before}» صارت «{after}»")


def _value(number: str) -> str:
    """Return a number as it stands, and in digits if it has none."""
    found = read(number)
    if len(found) != 1 or any(map(str.isdigit, number)):
        return number
    _, bracket, value = found[0].shown.partition(" (")
    return f"{number}{bracket}{value}"


def _joined(said: Sequence[Bilingual]) -> Bilingual:
    return Bilingual("; ".join(each.en for each in said), "؛ ".join(each.ar for each in said))


def bare(diff: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces without the spaces around them."""
    return tuple((kind, " ".join(text.split())) for kind, text in diff if text.strip())


def excerpt(diff: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the changes with some words around each, to be joined with spaces."""
    shown, diff = 0, bare(diff)
    for index, (kind, text) in enumerate(diff):
        if shown > _MOST_SHOWN:
            yield _OMITTED
            return
        words = text.split()
        if kind == "equal":
            after = words[:_AROUND] if index else []
            before = words[-_AROUND:] if index + 1 < len(diff) else []
            cut = len(after) + len(before) < len(words)
            parts = [*after, "…", *before] if cut else words
            yield "equal", " ".join(parts)
            shown += len(parts)
        else:
            cut = len(words) > _MOST_SHOWN
            yield kind, " ".join([*words[:_MOST_SHOWN], "…"] if cut else words)
            shown += min(len(words), _MOST_SHOWN)


NAMES: dict[str, object] = {
    "CORRECTIONS": CORRECTIONS,
    "MORE_CORRECTIONS": MORE_CORRECTIONS,
    "corrections": corrections,
    "corrections_in_front": in_front,
    "corrections_behind": behind,
    "updates": updates,
}
"""More names available to templates as ``wording``."""
