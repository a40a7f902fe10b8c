"""What the documents say besides the record's own sentences, in both languages, each sentence written once.

In: a record or a part of it. Out: plain text, or texts in pieces where a document sets some of its words apart. The
templates know the names in ``NAMES`` as ``wording``; Word, Markdown and the e-book take the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple
from urllib.parse import quote

from reporter.model import Flag, Remark, Severity, Source, Translation
from reporter.record import Entry, Point, Record
from reporter.render.templates.context import Language
from reporter.render.words.bilingual import BOTH, Pair, Passage, Piece, plural
from reporter.render.words.colophon import making
from reporter.render.words.dates import date_ar, date_en, hijri_ar, hijri_en, moment_ar, moment_en
from reporter.render.words.plurals import counted_ar, noun_ar


class Figure(NamedTuple):
    """A number of the front page and what it counts."""

    number: int
    words: Pair
    place: Literal["", "to-check"] = ""
    """Where the document shows what was counted."""


class Fact(NamedTuple):
    """One line on a source."""

    label: str
    value: str
    kind: Literal["text", "address", "code"] = "text"


GLANCE = Pair("At a glance", "في لمحة")
TO_CHECK = Pair("To check before forwarding", "للمراجعة قبل الإرسال")
SOURCES = Pair("Sources", "المصادر")
SKIPPED = Pair("Left out", "ما لم يُدرج")
MAKING = Pair("How this was made", "كيف أُعدّت النشرة")
CONTENTS = Pair("Contents", "المحتويات")
SENTENCES = Pair("Sentences quoted", "الجمل المقتبسة")
OF_PAGES = Pair("Page {} of {}", "صفحة {} من {}")
COLUMNS = Pair("English", "العربية")
SOURCE = Pair("source", "المصدر")
NO_ARTICLES = Pair("This edition has no articles.", "لا تتضمن هذه النشرة أي مقال.")
NO_OUTLET = Pair("outlet not named", "وسيلة الإعلام غير مذكورة")
REMARKS: Mapping[Remark, Pair] = {
    "beginning only": Pair("beginning only; the rest is for subscribers", "بداية المقال فقط، والبقية للمشتركين"),
    "without its table": Pair("without its table", "من غير الجدول"),
    "from a PDF": Pair("from a PDF", "من ملف PDF"),
}
NO_HEADLINE = Pair(
    "the article has no headline, so its first words stand above", "المقال بلا عنوان، وما فوقه مطلع جملته الأولى"
)
DOUBTFUL = Pair("to check", "بحاجة إلى مراجعة")
OUTLET = Pair("Outlet", "وسيلة الإعلام")
OUTLET_NOT_NAMED = Pair("not named", "غير مذكورة")
AUTHOR = Pair("Author", "الكاتب")
AUTHOR_NOT_NAMED = Pair("not named", "غير مذكور")
PUBLISHED = Pair("Published", "تاريخ النشر")
READ = Pair("Read", "تاريخ القراءة")
ADDRESS = Pair("Address", "العنوان")
FILE = Pair("File", "الملف")
QUOTED = Pair("Quoted", "المقتبس")
BETWEEN = Pair(" · ", "، ")
"""What stands between the names of a source."""
MARKS: dict[Severity, str] = {"error": "Wrong?", "doubt": "Check:", "note": "Note:"}
"""What stands before the reason of a doubt or note."""


def dates(record: Record) -> Pair:
    """Return the edition's day in both calendars."""
    day = record.edition.date
    return Pair(
        " · ".join(filter(None, (date_en(day), hijri_en(day)))),
        " · ".join(filter(None, (date_ar(day), hijri_ar(day)))),
    )


def figures(record: Record, languages: Sequence[Language] = BOTH) -> Iterator[Figure]:
    """Yield what the edition holds, in numbers; where English is among `languages`, what it comes from too."""
    counts = record.counts
    articles, points = counts.articles, counts.points
    outlets = len({entry.source.outlet for entry in record.entries} - {None, ""})
    yield Figure(articles, Pair(plural(articles, "article"), noun_ar(articles, "article")))
    yield Figure(outlets, Pair(f"{plural(outlets, 'outlet')} named", noun_ar(outlets, "outlet")))
    yield Figure(points, Pair(f"{plural(points, 'sentence')} quoted", noun_ar(points, "quoted sentence")))
    if "en" not in languages:
        return
    yield Figure(counts.memory, Pair("from the memory", "من ذاكرة الترجمة"))
    yield Figure(counts.machine, Pair("by machine", "بترجمة آلية"))
    yield Figure(len(list(doubts(record))), DOUBTFUL, "to-check")


def in_figures(record: Record) -> Pair:
    """Return the figures in one line."""
    found = list(figures(record))
    return Pair(
        " · ".join(f"{figure.number} {figure.words.en}" for figure in found),
        " · ".join(f"{figure.number} {figure.words.ar}" for figure in found),
    )


def reviewed(record: Record) -> Iterator[Pair]:
    """Yield that sentences were reviewed, if any were."""
    if number := record.counts.reviewed:
        yield Pair(
            f"{number} {'sentence was' if number == 1 else 'sentences were'} reviewed by a person.",
            f"جُمل راجع ترجمتَها إنسان: {number}",
        )


def notices(record: Record) -> Iterator[Passage]:
    """Yield what a reader must know before anything else."""
    for note in record.notes:
        yield Passage((Piece(f"{note.text_en}.", "strong"),), (Piece(f"{note.text_ar}.", "strong"),))
    if record.degraded:
        yield _degraded(record)
    if number := len(record.skipped):
        yield Passage(
            (
                Piece(f"{number} {'input was' if number == 1 else 'inputs were'} left out", "strong"),
                Piece(", for the reasons given "),
                Piece("at the end", "skipped"),
                Piece("."),
            ),
            (
                Piece(f"ملفات لم تُدرج: {number}", "strong"),
                Piece("، والأسباب مذكورة "),
                Piece("في آخر النشرة", "skipped"),
                Piece("."),
            ),
        )


def origin(point: Point) -> str:
    """Return where the English of `point` comes from, in English words; empty where there is none."""
    english = point.english
    if english.reviewed:
        return f"reviewed by {english.reviewed.by}"
    return english.origin if english.text_en else ""


def mark(flag: Flag) -> str:
    """Return what stands before the reason of a doubt or note.

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
    """Say whether somebody should look at a point of the record before it is forwarded."""
    return bool(_reasons(point.english))


def doubts(record: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the id of each title, deck and sentence that a person should look at, and why.

    A deck has its article's id.
    """
    for entry in record.entries:
        if why := _reasons(entry.title):
            yield entry.id, why
        if entry.deck and (why := _reasons(entry.deck)):
            yield entry.id, (f"deck: {why[0]}", *why[1:])
        for point in entry.points:
            if why := _reasons(point.english):
                yield point.id, why


def english_or_reason(point: Point) -> tuple[str, bool]:
    """Return the English of a point and True, or why there is none and False."""
    english = point.english
    if english.text_en:
        return english.text_en, True
    return english.reason or brief(None), False


def heading(english: Translation) -> str:
    """Return the English of a title or deck, or that there is none."""
    return english.text_en or brief(english.reason)


def brief(reason: str | None) -> str:
    """Return that English is missing, without the reason, which is too long for a heading.

    >>> brief("English withheld: 3 is in the Arabic, not in the English")
    'English withheld'
    """
    return (reason or "English not available").partition(":")[0]


def names(source: Source, language: Language) -> tuple[str, ...]:
    """Return outlet, place and author of a source, as far as they are known; that no outlet is named is said."""
    return (source.outlet or NO_OUTLET.of(language), *filter(None, (source.place, source.author)))


def byline(entry: Entry, language: Language) -> str:
    """Return outlet, place, author and time of an entry in one line."""
    published = entry.source.published_at
    parts = [
        BETWEEN.of(language).join(names(entry.source, language)),
        moment_en(published) if language == "en" else moment_ar(published),
    ]
    if entry.title_derived:
        parts.append(NO_HEADLINE.of(language))
    parts += [REMARKS[remark].of(language) for remark in entry.source.remarks]
    return " · ".join(parts)


def facts(entry: Entry, language: Language, timezone: str) -> Iterator[Fact]:
    """Yield what is known of an entry's source, but for the sentences that are quoted (see ``quoted``)."""
    source = entry.source
    moment = moment_en if language == "en" else moment_ar
    outlet = [source.outlet or OUTLET_NOT_NAMED.of(language), source.place]
    yield Fact(OUTLET.of(language), " · ".join(filter(None, outlet)))
    yield Fact(AUTHOR.of(language), source.author or AUTHOR_NOT_NAMED.of(language))
    yield Fact(PUBLISHED.of(language), moment(source.published_at))
    yield Fact(READ.of(language), moment(source.retrieved_at, timezone))
    if source.url:
        yield Fact(ADDRESS.of(language), source.url, "address")
    for path in (source.path, *source.also):
        yield Fact(FILE.of(language), path, "code")
    yield Fact("SHA-256", source.sha256, "code")


def quoted(entry: Entry) -> tuple[Pair, tuple[tuple[str, Pair], ...]]:
    """Return how much of the article is quoted, and for each quoted sentence its id and its place."""
    number, whole, words = len(entry.points), entry.sentence_count, entry.word_count
    amount = Pair(
        f"{number} of {whole} {plural(whole, 'sentence')} ({words} words in all):",
        f"{counted_ar(number, 'sentence')} من أصل {whole} (مجموع الكلمات {words}):",
    )
    return amount, tuple((point.id, _place(point)) for point in entry.points)


def colophon(record: Record) -> str:
    """Return which program made the edition and when, in English."""
    edition = record.edition
    issued = moment_en(edition.issued_at, edition.timezone)
    return f"{record.generator} · issued {issued} ({edition.timezone})"


def address(url: str) -> str:
    """Return `url` as a link's target: what no address may hold is percent-encoded.

    >>> address("https://example.org/خبر 1?a=1&b=%20")
    'https://example.org/%D8%AE%D8%A8%D8%B1%201?a=1&b=%20'
    """
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~")


def _reasons(english: Translation) -> tuple[str, ...]:
    """Return why somebody should look at an English text."""
    details = tuple(flag.detail for flag in english.flags if flag.is_doubt)
    return (*details, english.reason) if english.origin == "withheld" and english.reason else details


def _degraded(record: Record) -> Passage:
    untranslated = record.counts.untranslated
    english = [Piece("This edition is incomplete.", "strong"), Piece(f" {'; '.join(record.degraded)}.")]
    if untranslated and not record.engine:
        english += [Piece(" One command installs a model: "), Piece("reporter models install", "code"), Piece(".")]
    if untranslated:
        english.append(Piece(" The Arabic is complete."))
    arabic = [Piece("هذه النشرة غير مكتملة.", "strong")]
    if reasons := record.degraded_ar:
        arabic.append(Piece(f" {'؛ '.join(reasons)}."))
    return Passage(tuple(english), tuple(arabic))


def _place(point: Point) -> Pair:
    """Return where in its article a quoted sentence stands."""
    number, (start, end) = point.sentence + 1, point.span
    return Pair(f"sentence {number}, characters {start}–{end}", f"الجملة {number}، الأحرف {start}–{end}")


NAMES: dict[str, object] = {name: value for name, value in globals().items() if isinstance(value, Pair)}
NAMES |= {
    said.__name__: said
    for said in (
        brief,
        byline,
        colophon,
        dates,
        doubts,
        english_or_reason,
        facts,
        figures,
        in_figures,
        making,
        mark,
        marks,
        names,
        notices,
        origin,
        quoted,
        reviewed,
    )
}
"""What the templates know as ``wording``."""
