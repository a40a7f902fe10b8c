"""What documents say of a story that several articles tell: which outlets have it, who was first, where they differ.

In: a block of the record, whose ``story`` is not None unless the function says otherwise. Out: plain text in both
languages. An article whose outlet is not named is named by its number: ``[7]``.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from reporter.language.arabic.letters import words
from reporter.language.names import english
from reporter.language.vocabulary import english_key, load
from reporter.model import Edition, Language
from reporter.record import Entry, Point
from reporter.record.blocks import Block, entries_of, home, shared
from reporter.record.stories import Difference, First, SharedText, StatedValue, Story
from reporter.render.words import desk, sources, watching
from reporter.render.words.attribution import attribution, number_of_outlets
from reporter.render.words.bilingual import BOTH, MACHINE, Bilingual, plural
from reporter.render.words.moments import short_moment_ar, short_moment_en, sortable
from reporter.render.words.plurals import counted_ar

STORY = Bilingual("Story", "الخبر")
ALSO_REPORTED = Bilingual("Also reported", "أخبار أخرى")
MOST_NAMED = 3
"""Maximum number of outlets with the same text that are named for a sentence; if there are more, the heading of the
story names them. Of other outlets with a sentence or a number, one more is named."""


class Differing(NamedTuple):
    """Different numbers of the same things, in words."""

    said: Bilingual
    citations: tuple[str, ...]
    """The ids of the sentences, or of the articles if their sentences are not printed."""


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
    counted = _joined(" · ", said)
    return Bilingual(desk.lead(block.entry, "en") + counted.en, desk.lead(block.entry, "ar") + counted.ar)


def first(block: Block) -> Bilingual:
    """Return who had the story first and who followed; without an order if that is not known."""
    story, edition = _story(block), block.edition
    known, tellers = story.first, _tellers(block)
    if known is None:
        return _with("told by", "نشرته:", [_arrived(entry, edition) for entry in tellers])
    dated = known.basis == "published"
    others = [entry for entry in tellers if _key(entry) != _key(_entry(block, known.entry))]
    times = [(entry.source.published_at, entry) for entry in others if dated]
    after = [(at, entry) for at, entry in times if at is not None and _is_after(at, known.at, edition)]
    later = [entry for _, entry in sorted(after, key=lambda each: sortable(each[0], ZoneInfo(edition.timezone)))]
    rest = [entry for entry in others if entry not in later]
    said = [_leader(block, known)]
    if later:
        said.append(_with("then", "ثم", [_arrived(entry, edition) for entry in later]))
    if rest:
        said.append(_with("also", "وأيضًا", [_arrived(entry, edition) if dated else _name(entry) for entry in rest]))
    return _joined(" · ", said)


def heading_lines(block: Block) -> tuple[Bilingual, ...]:
    """Return the lines below the headline."""
    copied = [_joined(": ", [_copied(text), outlets]) for text, outlets in _widely_copied(block)]
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
    return _joined(" · ", said) if said else None


def _cited(block: Block, point: Point) -> Bilingual | None:
    """Return the edition that a round-up quotes."""
    if point.cited is None:
        return None
    at = _moment(point.cited.day, block.edition)
    return Bilingual(f"edition of {at.en}, no. {point.cited.id}", f"نشرة {at.ar}، الرقم {point.cited.id}")


def _had_by(block: Block, point: Point) -> Bilingual | None:
    """Return which outlets have a sentence."""
    if block.story is None or len(_tellers(block)) == 1:
        return None
    quoted = next(each for each in block.story.points if each.point == point.id)
    entry = _entry(block, quoted.entry)
    name = _name(entry)
    copies = _same_text(block.story, entry.id)
    others = [
        each for each in _distinct(_entry(block, also.entry) for also in quoted.also) if _key(each) != _key(entry)
    ]
    same = [each for each in others if copies and each.id in copies.entries]
    rest = [each for each in others if each not in same]
    if not others:
        return Bilingual(f"{name.en} alone", f"{name.ar} فقط")
    said = []
    if same and copies:
        listed = _listed(same) if len(same) <= MOST_NAMED else _counted(len(same), "outlet")
        said.append(_in_brackets(listed, _copied(copies)))
    if rest:
        said.append(_listed(rest))
    where = Bilingual("; ".join(each.en for each in said), "؛ ".join(each.ar for each in said))
    return Bilingual(f"{name.en} · also in {where.en}", f"{name.ar} · وأيضًا في {where.ar}")


def differences(block: Block) -> tuple[Differing, ...]:
    """Return the numbers that differ and may be shown to readers; none if one article tells the story."""
    shown = block.story.differences if block.story else ()
    return tuple(_differing(each, block) for each in shown if each.printed)


def in_short(block: Block) -> Bilingual:
    """Return how many outlets tell the story, and who was first."""
    story, outlets = _story(block), number_of_outlets(block.entries)
    counted = _counted(outlets, "outlet") if outlets else _counted(len(block.entries), "article")
    return counted if story.first is None else _joined(" · ", [counted, _leader(block, story.first)])


def outlets(block: Block) -> Bilingual:
    """Return the outlets that tell the story of any block, in one line."""
    return _listed(_tellers(block))


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


def _entry(block: Block, name: str) -> Entry:
    return next(entry for entry in block.entries if entry.id == name)


def _leader(block: Block, known: First) -> Bilingual:
    begun = Bilingual("first:", "الأول:") if known.basis == "published" else Bilingual("first seen:", "أول ما رُصد:")
    entry = _entry(block, known.entry)
    return _if_late(entry, _joined(" ", [begun, _name(entry), _moment(known.at, block.edition)]))


def _counted(number: int, noun: str) -> Bilingual:
    return Bilingual(f"{number} {plural(number, noun)}", counted_ar(number, noun))


def _joined(between: str, said: Sequence[Bilingual]) -> Bilingual:
    """Return `said` in one line; what is empty in a language is left out there."""
    return Bilingual(*(between.join(filter(None, (each.of(language) for each in said))) for language in BOTH))


def _with(en: str, ar: str, names: Sequence[Bilingual]) -> Bilingual:
    """Return `names` as a list after the words `en` and `ar`."""
    listed = Bilingual(", ".join(each.en for each in names), "، ".join(each.ar for each in names))
    return Bilingual(f"{en} {listed.en}".strip(), f"{ar} {listed.ar}".strip())


def _key(entry: Entry) -> str:
    """Return what tells the outlet of an entry from others: its English name, because spellings differ."""
    return attribution(entry.source, "en").outlet or f"[{entry.id}]"


def _name(entry: Entry) -> Bilingual:
    named = (attribution(entry.source, language).outlet or f"[{entry.id}]" for language in ("en", "ar"))
    return Bilingual(*named)


def _distinct(entries: Iterable[Entry]) -> list[Entry]:
    """Return the first article of each outlet."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(_key(entry), entry)
    return list(found.values())


def _tellers(block: Block) -> list[Entry]:
    return _distinct(block.entries)


def _listed(entries: Sequence[Entry]) -> Bilingual:
    """Return the outlets of `entries`, or some of them if they are many."""
    return _some([_name(entry) for entry in entries])


def _some(names: Sequence[Bilingual]) -> Bilingual:
    """Return `names` in one line, or the first of them and how many more there are."""
    if len(names) <= MOST_NAMED + 1:
        return _with("", "", names)
    shown, more = _with("", "", names[:MOST_NAMED]), len(names) - MOST_NAMED
    return Bilingual(f"{shown.en} and {more} more", f"{shown.ar} و{more} غيرها")


def _moment(at: datetime | date, edition: Edition) -> Bilingual:
    zone = ZoneInfo(edition.timezone)
    return Bilingual(short_moment_en(at, edition.date, zone), short_moment_ar(at, edition.date, zone))


def _at(entry: Entry, edition: Edition) -> Bilingual:
    """Return the outlet of `entry` and, if that is known, when it was published."""
    at = entry.source.published_at
    return _joined(" ", [_name(entry), _moment(at, edition)]) if at else _name(entry)


def _arrived(entry: Entry, edition: Edition) -> Bilingual:
    """Return the same, and whether it arrived late."""
    return _if_late(entry, _at(entry, edition))


def _if_late(entry: Entry, said: Bilingual) -> Bilingual:
    return _in_brackets(said, desk.LATE) if entry.desk.late else said


def _headline_from(block: Block) -> Bilingual:
    """Return which outlet the headline is from, except where it is from the desk."""
    name, ours = _name(block.entry), block.article.desk.our_headline
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
    at = _moment(date.fromisoformat(day), edition)
    return Bilingual(f"continues from {at.en}, no. {number}", f"تتمة لخبر {at.ar}، الرقم {number}")


def _remarks(block: Block, language: Language) -> Iterator[str]:
    """Yield the remarks about the articles of which something is printed, each with its outlet."""
    for entry in dict.fromkeys((block.article, *(row.entry for row in block.rows))):
        said = list(sources.reading_remarks(entry, language))
        if entry is block.article and entry.title_derived:
            said.insert(0, sources.NO_HEADLINE.of(language))
        yield from (f"{_name(entry).of(language)}: {remark}" for remark in said)


def _same_text(story: Story, entry: str) -> SharedText | None:
    return next((text for text in story.texts if text.kind == "same-text" and entry in text.entries), None)


def _widely_copied(block: Block) -> Iterator[tuple[SharedText, Bilingual]]:
    """Yield the texts with too many outlets to name them for each sentence, and the outlets."""
    for text in _story(block).texts:
        outlets = _distinct(entry for entry in block.entries if entry.id in text.entries)
        if text.kind == "same-text" and len(outlets) > MOST_NAMED + 1:
            yield text, _with("", "", [_name(entry) for entry in outlets])


def _copied(text: SharedText) -> Bilingual:
    """Return that a text is the same, and the agency that it is from."""
    if not text.agency:
        return Bilingual("same text", "النص نفسه")
    agency = english(text.agency, "outlet").text.partition(" (")[0]
    named = text.agency if "وكالة" in text.agency else f"وكالة {text.agency}"
    kind = agency if "agency" in agency.lower() else f"agency {agency}"
    return Bilingual(f"same text, {kind}", f"النص نفسه، {named}")


def _differing(difference: Difference, block: Block) -> Differing:
    stated: dict[float, list[StatedValue]] = {}
    for value in difference.values:
        stated.setdefault(value.value, []).append(value)
    values = _joined(" · ", [_stated(same, block) for same in stated.values()])
    noun = Bilingual(_noun_en(difference, block) or difference.noun, difference.noun)
    citations: dict[str, None] = {}
    for same in stated.values():
        printed = [_printed(value, block) for value in same]
        citations |= dict.fromkeys(filter(None, printed)) if any(printed) else {same[0].entry: None}
    return Differing(
        Bilingual(f"They differ: {noun.en} — {values.en}", f"تختلف الأرقام: {noun.ar} — {values.ar}"), tuple(citations)
    )


def _stated(same: Sequence[StatedValue], block: Block) -> Bilingual:
    """Return a number and the outlets that state it, each with its time."""
    value = same[0].value
    figure = f"{value:,.0f}" if value == int(value) else f"{value:,}"
    tellers = _distinct(_entry(block, each.entry) for each in same)
    return _in_brackets(Bilingual(figure, figure), _some([_at(entry, block.edition) for entry in tellers]))


def _in_brackets(said: Bilingual, more: Bilingual) -> Bilingual:
    return Bilingual(f"{said.en} ({more.en})", f"{said.ar} ({more.ar})")


def _printed(value: StatedValue, block: Block) -> str | None:
    """Return the id of the printed sentence that states `value`; None if it is not printed."""
    printed = (point.id for entry, point in block.rows if (entry.id, point.span) == (value.entry, value.span))
    return next(printed, None)


def _noun_en(difference: Difference, block: Block) -> str | None:
    """Return the English of what is counted, as a printed sentence has it; None if none does."""
    noun = words(difference.noun)
    meanings = load().meanings(noun)
    if len(noun) != 1 or not meanings:
        return None
    cited = {_printed(value, block) for value in difference.values}
    for _, point in block.rows:
        if point.id in cited:
            for word in (point.english.text_en or "").lower().split():
                if english_key(plain := word.strip(".,;:!?“”\"'()")) in meanings[0]:
                    return plain
    return None


NAMES: dict[str, object] = {
    "ALSO_REPORTED": ALSO_REPORTED,
    "STORY": STORY,
    "differences": differences,
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
