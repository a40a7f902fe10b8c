"""What documents say of the source of an article: who published it and when, how it was read, what is quoted of it.

In: an entry of the record. Out: plain text in one language or both. The names in ``NAMES`` are available to templates.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from reporter.model import Language, Remark, Source
from reporter.record import Change, Entry, Point
from reporter.render.words import desk, watching
from reporter.render.words.attribution import attribution
from reporter.render.words.bilingual import Bilingual, plural
from reporter.render.words.moments import moment_ar, moment_en
from reporter.render.words.plurals import counted_ar


class Fact(NamedTuple):
    """One line about a source."""

    label: str
    value: str
    kind: Literal["text", "address", "code"] = "text"


NO_OUTLET = Bilingual("outlet not named", "وسيلة الإعلام غير مذكورة")
REMARKS: Mapping[Remark, Bilingual] = {
    "beginning only": Bilingual("beginning only; the rest is for subscribers", "بداية المقال فقط، والبقية للمشتركين"),
    "without its table": Bilingual("without its table", "من غير الجدول"),
    "from a PDF": Bilingual("from a PDF", "من ملف PDF"),
    "from a feed": Bilingual("text from the feed", "النص من الخلاصة"),
}
NO_HEADLINE = Bilingual("No headline", "بلا عنوان")
OPENING = Bilingual("opening words, no headline", "مطلع النص، بلا عنوان")
OUTLET = Bilingual("Outlet", "وسيلة الإعلام")
OUTLET_NOT_NAMED = Bilingual("not named", "غير مذكورة")
AUTHOR = Bilingual("Author", "الكاتب")
AUTHOR_NOT_NAMED = Bilingual("not named", "غير مذكور")
PUBLISHED = Bilingual("Published", "تاريخ النشر")
READ = Bilingual("Read", "تاريخ القراءة")
ADDRESS = Bilingual("Address", "العنوان")
FILE = Bilingual("File", "الملف")
WHOLE_SOURCE = Bilingual("time read, hash, place of each sentence", "وقت القراءة والبصمة وموضع كل جملة")
QUOTED = Bilingual("Quoted", "المقتبس")
BETWEEN = Bilingual(" · ", "، ")
"""Separator between the names of a source."""


def names(source: Source, language: Language) -> tuple[str, ...]:
    """Return the outlet, place and author of a source as far as known, and say so if the outlet is not named."""
    outlet, place, author = attribution(source, language)
    return (outlet or NO_OUTLET.of(language), *filter(None, (place, author)))


def byline(entry: Entry, language: Language) -> str:
    """Return the outlet, place, author and time of an entry in one line."""
    published = entry.source.published_at
    moment = moment_en(published) if language == "en" else moment_ar(published)
    parts = [BETWEEN.of(language).join(names(entry.source, language)), moment + desk.late(entry, language)]
    return desk.lead(entry, language) + " · ".join([*parts, *remarks(entry, language)])


def remarks(entry: Entry, language: Language) -> tuple[str, ...]:
    """Return what a reader should know about an entry: how it was read, its later corrections, and its watch lists."""
    derived = [OPENING.of(language)] if entry.title_derived and not is_untitled(entry) else []
    lists = [said.of(language) for said in watching.lists(entry)]
    return (*derived, *lists, *reading_remarks(entry, language))


def is_untitled(entry: Entry) -> bool:
    """Return whether the opening words that stand for the headline of an entry are quoted in it as well."""
    return entry.title_derived and any(point.sentence == 0 for point in entry.points)


def reading_remarks(entry: Entry, language: Language) -> tuple[str, ...]:
    """Return how an entry was read, and its later corrections."""
    read = [REMARKS[remark].of(language) for remark in entry.source.remarks]
    changes = (_changed(change, entry.source.retrieved_at).of(language) for change in entry.changes)
    return (*read, *changes)


def facts(entry: Entry, language: Language, timezone: str) -> Iterator[Fact]:
    """Yield what is known about an entry's source, except the quoted sentences (see ``quoted``)."""
    source = entry.source
    moment = moment_en if language == "en" else moment_ar
    outlet, place, author = attribution(source, language)
    yield Fact(OUTLET.of(language), " · ".join(filter(None, (outlet or OUTLET_NOT_NAMED.of(language), place))))
    yield Fact(AUTHOR.of(language), author or AUTHOR_NOT_NAMED.of(language))
    yield Fact(PUBLISHED.of(language), moment(source.published_at))
    yield Fact(READ.of(language), moment(source.retrieved_at, timezone))
    if source.url:
        yield Fact(ADDRESS.of(language), source.url, "address")
    for path in source.paths:
        yield Fact(FILE.of(language), path, "code")
    yield Fact("SHA-256", source.sha256, "code")


def quoted(entry: Entry) -> tuple[Bilingual, tuple[tuple[str, Bilingual], ...]]:
    """Return how much of the article is quoted, and the id and position of each quoted sentence."""
    number, whole, words = len(entry.points), entry.sentence_count, entry.word_count
    amount = Bilingual(
        f"{number} of {whole} {plural(whole, 'sentence')} ({words} words in total){':' if number else ''}",
        f"{counted_ar(number, 'sentence')} من أصل {whole} (مجموع الكلمات {words}){':' if number else ''}",
    )
    return amount, tuple((point.id, _place(point)) for point in entry.points)


def _changed(change: Change, read_at: datetime) -> Bilingual:
    """Return the corrections of an article that was read again at `read_at`; on the same day, only with the hour.

    >>> since = datetime.fromisoformat("2026-11-20T07:10:00+03:00")
    >>> _changed(Change(since=since, words=(("40", "45"),), more=False), since).en
    'changed since 07:10: 40 → 45'
    """
    same_day = read_at.astimezone(change.since.tzinfo).date() == change.since.date()
    clock = f"{change.since:%H:%M}"
    english, arabic = (clock, clock) if same_day else (moment_en(change.since), moment_ar(change.since))
    said_en, said_ar = f"changed since {english}", f"تغيّر منذ {arabic}"
    if change.words:
        said_en += ": " + "; ".join(_replaced_en(*pair) for pair in change.words)
        said_ar += ": " + "؛ ".join(_replaced_ar(*pair) for pair in change.words)
        if change.more:
            said_en, said_ar = f"{said_en}; and more", f"{said_ar}؛ وغير ذلك"
    return Bilingual(said_en, said_ar)


def _replaced_en(before: str, after: str) -> str:
    """Return one change, with an English word between the Arabic ones, so that their order is right everywhere."""
    if not before or not after:
        return f"“{after}” was added" if after else f"“{before}” was removed"
    plain = not any(letter.isalpha() for letter in before + after)
    return f"{before} → {after}" if plain else f"“{before}” is now “{after}”"


def _replaced_ar(before: str, after: str) -> str:
    if not before or not after:
        return f"زيد «{after}»" if after else f"حُذف «{before}»"
    return f"{before} ← {after}"


def _place(point: Point) -> Bilingual:
    """Return the position of a quoted sentence in its article."""
    number, (start, end) = point.sentence + 1, point.span
    return Bilingual(f"sentence {number}, characters {start}–{end}", f"الجملة {number}، الأحرف {start}–{end}")


NAMES: dict[str, object] = {name: value for name, value in globals().items() if isinstance(value, Bilingual)}
NAMES |= {said.__name__: said for said in (byline, facts, is_untitled, names, quoted, remarks)}
"""More names available to templates as ``wording``."""
