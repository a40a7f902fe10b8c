"""What documents say of a story that several articles tell: which outlets have it, and who was first.

In: a block of the record, whose ``story`` is not None unless the function says otherwise. Out: plain text in both
languages. An article whose outlet is not named is named by its number: ``[7]``.
"""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from reporter.language.names import english
from reporter.model import Edition, Language
from reporter.record import Entry, Point
from reporter.record.blocks import Block, entries_of, home, shared
from reporter.record.stories import First, SharedText, Story
from reporter.render.words import desk, sources, watching
from reporter.render.words.attribution import number_of_outlets
from reporter.render.words.bilingual import BOTH, MACHINE, Bilingual, plural
from reporter.render.words.moments import sortable
from reporter.render.words.plurals import counted_ar
from reporter.render.words.tellers import (
    MOST_NAMED,
    distinct,
    entry_of,
    in_brackets,
    joined,
    list_of,
    listed_after,
    moment_of,
    outlet_key,
    outlet_of,
    tellers_of,
    told_at,
)

STORY = Bilingual("Story", "الخبر")
ALSO_REPORTED = Bilingual("Also reported", "أخبار أخرى")


def coverage(block: Block) -> Bilingual:
    """Return how many outlets and articles tell the story, in how many texts, and whose headline it has."""
    story, articles, outlets = _story(block), len(block.entries), number_of_outlets(block.entries)
    said = [_counted(outlets, "outlet")] if outlets else []
    if outlets != articles:
        said.append(_counted(articles, "article"))
    said.append(_counted(story.distinct, "text"))
    said.append(_headline_from(block))
    if story.continues:
        said.append(_continues(story.continues, block.edition))
    said += watching.lists(story)
    counted = joined(" · ", said)
    return Bilingual(desk.lead(block.entry, "en") + counted.en, desk.lead(block.entry, "ar") + counted.ar)


def first(block: Block) -> Bilingual:
    """Return who had the story first and who followed; without an order if that is not known."""
    story, edition = _story(block), block.edition
    known, tellers = story.first, tellers_of(block)
    if known is None:
        return listed_after("told by", "نشرته:", [_arrived(entry, edition) for entry in tellers])
    dated = known.basis == "published"
    others = [entry for entry in tellers if outlet_key(entry) != outlet_key(entry_of(block, known.entry))]
    times = [(entry.source.published_at, entry) for entry in others if dated]
    after = [(at, entry) for at, entry in times if at is not None and _is_after(at, known.at, edition)]
    later = [entry for _, entry in sorted(after, key=lambda each: sortable(each[0], ZoneInfo(edition.timezone)))]
    rest = [entry for entry in others if entry not in later]
    said = [_leader(block, known)]
    if later:
        said.append(listed_after("then", "ثم", [_arrived(entry, edition) for entry in later]))
    if rest:
        said.append(
            listed_after("also", "وأيضًا", [_arrived(entry, edition) if dated else outlet_of(entry) for entry in rest])
        )
    return joined(" · ", said)


def heading_lines(block: Block) -> tuple[Bilingual, ...]:
    """Return the lines below the headline."""
    copied = [joined(": ", [_copied(text), outlets]) for text, outlets in _widely_copied(block)]
    remarks = Bilingual(*(" · ".join(_remarks(block, language)) for language in BOTH))
    ours = desk.their_headline(block)
    return (coverage(block), first(block), *copied, *([remarks] if remarks.en else []), *ours)


def lines_below(block: Block, language: Language) -> list[str]:
    """Return the lines below the headline of any block in one language; those of one article are its byline."""
    if block.story is None:
        lines = [sources.byline(block.entry, language), *(said.of(language) for said in desk.their_headline(block))]
    else:
        lines = [line.of(language) for line in heading_lines(block)]
    return [line for line in lines if line]


def told(block: Block, point: Point) -> Bilingual | None:
    """Return which outlets have a sentence; None if one article or one outlet tells the story.

    In a round-up, the edition that printed it comes first, and there is always something to return.
    """
    said = [each for each in (_cited(block, point), _had_by(block, point)) if each]
    return joined(" · ", said) if said else None


def _cited(block: Block, point: Point) -> Bilingual | None:
    """Return the edition that a round-up quotes."""
    if point.cited is None:
        return None
    at = moment_of(point.cited.day, block.edition)
    return Bilingual(f"edition of {at.en}, no. {point.cited.id}", f"نشرة {at.ar}، الرقم {point.cited.id}")


def _had_by(block: Block, point: Point) -> Bilingual | None:
    """Return which outlets have a sentence."""
    if block.story is None or len(tellers_of(block)) == 1:
        return None
    quoted = next(each for each in block.story.points if each.point == point.id)
    entry = entry_of(block, quoted.entry)
    name = outlet_of(entry)
    copies = _same_text(block.story, entry.id)
    others = [
        each
        for each in distinct(entry_of(block, also.entry) for also in quoted.also)
        if outlet_key(each) != outlet_key(entry)
    ]
    same = [each for each in others if copies and each.id in copies.entries]
    rest = [each for each in others if each not in same]
    if not others:
        return Bilingual(f"{name.en} alone", f"{name.ar} فقط")
    said = []
    if same and copies:
        listed = list_of(same) if len(same) <= MOST_NAMED else _counted(len(same), "outlet")
        said.append(in_brackets(listed, _copied(copies)))
    if rest:
        said.append(list_of(rest))
    where = Bilingual("; ".join(each.en for each in said), "؛ ".join(each.ar for each in said))
    return Bilingual(f"{name.en} · also in {where.en}", f"{name.ar} · وأيضًا في {where.ar}")


def in_short(block: Block) -> Bilingual:
    """Return how many outlets tell the story, and who was first."""
    story, outlets = _story(block), number_of_outlets(block.entries)
    counted = _counted(outlets, "outlet") if outlets else _counted(len(block.entries), "article")
    return counted if story.first is None else joined(" · ", [counted, _leader(block, story.first)])


def outlets(block: Block) -> Bilingual:
    """Return the outlets that tell the story of any block, in one line."""
    return list_of(tellers_of(block))


def in_one_line(block: Block) -> Bilingual:
    """Return the headline and the outlets of any block; its English headline only if there is one."""
    title, listed = block.entry.title, outlets(block)
    machine = f" {MACHINE}" if title.origin == "machine" else ""
    headline = f"{title.text_en}{machine}" if title.text_en else ""
    return Bilingual(" · ".join(filter(None, (headline, listed.en))), f"{block.entry.title_ar} · {listed.ar}")


def _story(block: Block) -> Story:
    if block.story is None:
        raise ValueError("one article tells the story")
    return block.story


def _leader(block: Block, known: First) -> Bilingual:
    begun = Bilingual("first:", "الأول:") if known.basis == "published" else Bilingual("first seen:", "أول ما رُصد:")
    entry = entry_of(block, known.entry)
    return _if_late(entry, joined(" ", [begun, outlet_of(entry), moment_of(known.at, block.edition)]))


def _counted(number: int, noun: str) -> Bilingual:
    return Bilingual(f"{number} {plural(number, noun)}", counted_ar(number, noun))


def _arrived(entry: Entry, edition: Edition) -> Bilingual:
    """Return the same, and whether it arrived late."""
    return _if_late(entry, told_at(entry, edition))


def _if_late(entry: Entry, said: Bilingual) -> Bilingual:
    return in_brackets(said, desk.LATE) if entry.desk.late else said


def _headline_from(block: Block) -> Bilingual:
    """Return which outlet the headline is from, except where it is from the desk."""
    name, ours = outlet_of(block.entry), block.article.desk.our_headline
    return Bilingual(
        "" if ours and ours.en is not None else f"headline from {name.en}",
        "" if ours and ours.ar is not None else f"العنوان من {name.ar}",
    )


def _is_after(at: datetime | date, known: datetime | date, edition: Edition) -> bool:
    """Return whether `at` is certainly after `known`; a day is after another day only."""
    if isinstance(at, datetime) and isinstance(known, datetime):
        return at > known
    return _day(at, edition) > _day(known, edition)


def _day(at: datetime | date, edition: Edition) -> date:
    return at.astimezone(ZoneInfo(edition.timezone)).date() if isinstance(at, datetime) else at


def _continues(story: str, edition: Edition) -> Bilingual:
    day, _, number = story.partition("/")
    at = moment_of(date.fromisoformat(day), edition)
    return Bilingual(f"continues from {at.en}, no. {number}", f"تتمة لخبر {at.ar}، الرقم {number}")


def _remarks(block: Block, language: Language) -> Iterator[str]:
    """Yield the remarks about the articles of which something is printed, each with its outlet."""
    for entry in dict.fromkeys((block.article, *(row.entry for row in block.rows))):
        said = list(sources.reading_remarks(entry, language))
        if entry is block.article and entry.title_derived and not sources.is_untitled(entry):
            said.insert(0, sources.OPENING.of(language))
        yield from (f"{outlet_of(entry).of(language)}: {remark}" for remark in said)


def _same_text(story: Story, entry: str) -> SharedText | None:
    return next((text for text in story.texts if text.kind == "same-text" and entry in text.entries), None)


def _widely_copied(block: Block) -> Iterator[tuple[SharedText, Bilingual]]:
    """Yield the texts with too many outlets to name them for each sentence, and the outlets."""
    for text in _story(block).texts:
        outlets = distinct(entry for entry in block.entries if entry.id in text.entries)
        if text.kind == "same-text" and len(outlets) > MOST_NAMED + 1:
            yield text, listed_after("", "", [outlet_of(entry) for entry in outlets])


def _copied(text: SharedText) -> Bilingual:
    """Return that a text is the same, and the agency that it is from."""
    if not text.agency:
        return Bilingual("same text", "النص نفسه")
    agency = english(text.agency, "outlet").text.partition(" (")[0]
    named = text.agency if "وكالة" in text.agency else f"وكالة {text.agency}"
    kind = agency if "agency" in agency.lower() else f"agency {agency}"
    return Bilingual(f"same text, {kind}", f"النص نفسه، {named}")


NAMES: dict[str, object] = {
    "ALSO_REPORTED": ALSO_REPORTED,
    "STORY": STORY,
    "entries_of": entries_of,
    "home": home,
    "lines_below": lines_below,
    "story_in_one_line": in_one_line,
    "heading_lines": heading_lines,
    "outlets": outlets,
    "shared": shared,
    "told": told,
}
"""More names available to templates as ``wording``."""
