"""The documents' own words in both languages, apart from the sentences of the record, each written once.

In: a record or a part of it. Out: plain text, or text in pieces if a document formats some of its words differently.
The names in ``NAMES`` are available to templates as ``wording``; Word, Markdown and the e-book use the same.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple
from urllib.parse import quote

from reporter.model import ASIDE, Flag, Language, Severity, Translation
from reporter.record import Point, Record
from reporter.record.blocks import is_grouped, printed
from reporter.registry import CHECKS
from reporter.render.words.attribution import attribution, number_of_outlets
from reporter.render.words.bilingual import BOTH, MACHINE, Bilingual, Fragment, Passage, plural
from reporter.render.words.colophon import making
from reporter.render.words.moments import (
    date_ar,
    date_en,
    hijri_ar,
    hijri_en,
    moment_en,
    period_ar,
    period_en,
)
from reporter.render.words.plurals import noun_ar
from reporter.render.words.standing import standing


class Figure(NamedTuple):
    """A number on the front page and what it counts."""

    number: int
    words: Bilingual
    place: Literal["", "to-check"] = ""
    """Where the document shows the items counted."""


GLANCE = Bilingual("At a glance", "في لمحة")
TO_CHECK = Bilingual("To check before forwarding", "للمراجعة قبل الإرسال")
SOURCES = Bilingual("Sources", "المصادر")
SKIPPED = Bilingual("Left out", "ما لم يُدرج")
MAKING = Bilingual("How this was made", "كيف أُعدّت النشرة")
CONTENTS = Bilingual("Contents", "المحتويات")
SENTENCES = Bilingual("Sentences quoted", "الجمل المقتبسة")
OF_PAGES = Bilingual("Page {} of {}", "صفحة {} من {}")
COLUMNS = Bilingual("English", "العربية")
SOURCE = Bilingual("source", "المصدر")
INSIDE = Bilingual("and {} more inside", "وفي الداخل {} أخرى")
NOTHING_TO_CHECK = Bilingual("nothing to check", "لا شيء للمراجعة")
NO_ARTICLES = Bilingual("This edition has no articles.", "لا تتضمن هذه النشرة أي مقال.")
DOUBTFUL = Bilingual("to check", "بحاجة إلى مراجعة")
BY_MACHINE = Bilingual("machine translation", "ترجمة آلية")
UNMARKED = Bilingual(
    "English marked ≈ was translated by a machine; compare it with the Arabic.",
    "الإنجليزية الموسومة بعلامة ≈ ترجمة آلية، والمرجع هو النص العربي.",
)
MARKS: dict[Severity, str] = {"error": "Wrong?", "doubt": "Check:", "note": "Note:"}
"""Prefix of the reason of a doubt or note."""


def days(record: Record) -> Bilingual:
    """Return the edition's day or, of a round-up, its first and last day."""
    first, last = record.edition.first, record.edition.date
    if first is None:
        return Bilingual(date_en(last), date_ar(last))
    return Bilingual(period_en(first, last), period_ar(first, last))


def dates(record: Record) -> Bilingual:
    """Return the edition's day in both calendars, or the days of a round-up."""
    day, said = record.edition.date, days(record)
    hijri = (hijri_en(day), hijri_ar(day)) if record.edition.first is None else ("", "")
    return Bilingual(*(" · ".join(filter(None, pair)) for pair in zip(said, hijri, strict=True)))


def figures(record: Record, languages: Sequence[Language] = BOTH) -> Iterator[Figure]:
    """Yield the figures of the edition; if English is among `languages`, also where the English comes from."""
    counts = record.counts
    articles, points = counts.articles, counts.points
    if is_grouped(record):
        stories = len(record.stories)
        yield Figure(stories, Bilingual(plural(stories, "story"), noun_ar(stories, "story")))
    yield Figure(articles, Bilingual(plural(articles, "article"), noun_ar(articles, "article")))
    outlets = number_of_outlets(record.entries)
    yield Figure(outlets, Bilingual(f"{plural(outlets, 'outlet')} named", noun_ar(outlets, "outlet")))
    yield Figure(points, Bilingual(f"{plural(points, 'sentence')} quoted", noun_ar(points, "quoted sentence")))
    if "en" not in languages:
        return
    yield Figure(counts.memory, Bilingual("from memory", "من ذاكرة الترجمة"))
    yield Figure(counts.machine, Bilingual("by machine", "بترجمة آلية"))
    yield Figure(len(list(doubts(record))), DOUBTFUL, "to-check")


def reviewed(record: Record) -> Iterator[Bilingual]:
    """Yield a sentence about the texts (titles, decks and sentences) that were reviewed, if there are any."""
    if number := reviewed_texts(record):
        yield Bilingual(
            f"{number} {'text was' if number == 1 else 'texts were'} reviewed by a person.",
            f"عدد النصوص التي روجعت ترجمتها بشريًّا: {number}",
        )


def reviewed_texts(record: Record) -> int:
    """Return how many titles, decks and sentences a person has reviewed."""
    return sum(text.english.reviewed is not None for text in printed(record))


def notices(record: Record) -> Iterator[Passage]:
    """Yield what a reader must know first."""
    yield from standing(record)
    for note in record.notes:
        yield Passage((Fragment(f"{note.text_en}.", "strong"),), (Fragment(f"{note.text_ar}.", "strong"),))
    if record.degraded:
        yield _degraded(record)
    if said := mostly_withheld(record):
        yield Passage((Fragment(said.en, "strong"),), (Fragment(said.ar, "strong"),))
    if number := sum(item.stage != ASIDE for item in record.skipped):
        yield Passage(
            (
                Fragment(f"{number} {'input was' if number == 1 else 'inputs were'} left out", "strong"),
                Fragment(", for the reasons given "),
                Fragment("at the end", "skipped"),
                Fragment("."),
            ),
            (
                Fragment(f"ملفات لم تُدرج: {number}", "strong"),
                Fragment("، والأسباب مذكورة "),
                Fragment("في آخر النشرة", "skipped"),
                Fragment("."),
            ),
        )


def mostly_withheld(record: Record) -> Bilingual | None:
    """Return how much English was withheld if that is half of it or more; a reader would look for a fault."""
    withheld, points = record.counts.withheld, record.counts.points
    if not withheld or 2 * withheld < points:
        return None
    return Bilingual(
        f"The English of {withheld} of {points} {plural(points, 'sentence')} was withheld because it contradicted the "
        "Arabic.",
        f"جمل حُجبت ترجمتها لأنها ناقضت الأصل العربي: {withheld} من أصل {points}.",
    )


def origin(point: Point) -> str:
    """Return who reviewed the English of `point`, or the mark of machine English; empty for any other English."""
    english = point.english
    if english.reviewed:
        return f"reviewed by {english.reviewed.by}"
    return MACHINE if english.origin == "machine" else ""


def mark(flag: Flag) -> str:
    """Return the prefix of the reason of a doubt or note.

    >>> mark(Flag(check="numbers", severity="error", detail="377 is missing from the English"))
    'Wrong?'
    """
    return MARKS[flag.severity]


def marks(flags: Sequence[Flag]) -> tuple[str, ...]:
    """Return each doubt and note with its reason.

    >>> marks([Flag(check="numbers", severity="error", detail="377 is missing from the English")])
    ('Wrong? 377 is missing from the English',)
    """
    return tuple(f"{mark(flag)} {flag.detail}" for flag in flags)


def to_check(point: Point) -> bool:
    """Return whether someone should look at a point of the record before it is forwarded."""
    return bool(point.english.doubts)


def has_machine(record: Record) -> bool:
    """Return whether a machine made any of the printed English, which then has a mark that has to be explained."""
    return any(text.english.origin == "machine" for text in printed(record))


def counted_to_check(record: Record) -> Bilingual | None:
    """Return how many texts someone should look at before the edition is forwarded; None if there are none."""
    if number := len(list(doubts(record))):
        return Bilingual(f"{number} to check before forwarding", f"للمراجعة قبل الإرسال: {number}")
    return None


def doubts(record: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the id of each title, deck and sentence that someone should look at, and what to look at there.

    A deck has its article's id. The reasons themselves are beside the sentences.
    """
    for kind, place, _, english in printed(record):
        if why := _doubted(english):
            yield place, (f"deck: {why[0]}", *why[1:]) if kind == "deck" else why


def english_or_reason(point: Point) -> tuple[str, bool]:
    """Return the English of a point and True, or the reason why there is none and False."""
    english = point.english
    return (english.text_en, True) if english.text_en else (why_missing(english), False)


def why_missing(english: Translation) -> str:
    """Return that there is no English and why; of withheld English only what is wrong with it, in a few words."""
    if english.origin != "withheld":
        return english.reason or brief(None)
    if not english.candidates:
        return (english.reason or brief(None)).partition(";")[0]
    errors = [[flag.check for flag in tried.flags if flag.severity == "error"] for tried in english.candidates]
    fewest: list[str] = min(errors, key=len)
    labels = (label_of(check).lower() for check in dict.fromkeys(fewest))
    return f"{brief(english.reason)}: {', '.join(labels)}"


def heading(english: Translation) -> str:
    """Return the English of a title or deck with the mark of a machine, or a phrase saying that there is none."""
    if not english.text_en:
        return brief(english.reason)
    return f"{english.text_en}\u00a0{MACHINE}" if english.origin == "machine" else english.text_en


def brief(reason: str | None) -> str:
    """Return the phrase that English is missing, without the reason, which is too long for a heading.

    >>> brief("English withheld: 3 is in the Arabic, not in the English")
    'English withheld'
    """
    return (reason or "English not available").partition(":")[0]


def colophon(record: Record) -> str:
    """Return which program made the edition and when, in English."""
    edition = record.edition
    issued = moment_en(edition.issued_at, edition.timezone)
    return f"{record.generator} · issued {issued} ({edition.timezone})"


def address(url: str) -> str:
    """Return `url` as a link target, with characters that are not allowed in URLs percent-encoded.

    >>> address("https://example.org/خبر 1?a=1&b=%20")
    'https://example.org/%D8%AE%D8%A8%D8%B1%201?a=1&b=%20'
    """
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~")


def label_of(check: str) -> str:
    """Return the name of a check for people; that of a plug-in is its id.

    >>> label_of("numbers"), label_of("style-guide")
    ('Numbers', 'style-guide')
    """
    known = CHECKS.choices.get(check)
    return known.label if known else check


def _doubted(english: Translation) -> tuple[str, ...]:
    """Return what someone should look at in an English text, each thing once."""
    checks = tuple(dict.fromkeys(label_of(flag.check) for flag in english.flags if flag.is_doubt))
    if english.origin != "withheld":
        return checks
    return (*checks, why_missing(english) if english.candidates else brief(english.reason))


def _degraded(record: Record) -> Passage:
    untranslated = record.counts.untranslated
    english = [Fragment("This edition is incomplete.", "strong"), Fragment(f" {'; '.join(record.degraded)}.")]
    if untranslated and not record.engine:
        english += [Fragment(" To install a model, run: "), Fragment("reporter models install", "code"), Fragment(".")]
    if untranslated:
        english.append(Fragment(" The Arabic is complete."))
    arabic = [Fragment("هذه النشرة غير مكتملة.", "strong")]
    if reasons := record.degraded_ar:
        arabic.append(Fragment(f" {'؛ '.join(reasons)}."))
    return Passage(tuple(english), tuple(arabic))


NAMES: dict[str, object] = {name: value for name, value in globals().items() if isinstance(value, Bilingual)}
NAMES |= {"MARKS": MARKS, "MACHINE": MACHINE}
NAMES |= {
    said.__name__: said
    for said in (
        attribution,
        brief,
        counted_to_check,
        colophon,
        dates,
        days,
        doubts,
        english_or_reason,
        figures,
        has_machine,
        making,
        mark,
        marks,
        mostly_withheld,
        notices,
        origin,
        reviewed,
    )
}
"""The names available to templates as ``wording``."""
