"""What every export says besides the record's own sentences, in both languages.

In: a record or a part of it. Out: plain text; a ``Pair`` where both languages say the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

from reporter.record import WITHHELD
from reporter.render.dates import date_ar, date_en, hijri_ar, hijri_en, moment_ar, moment_en

Language = Literal["english", "arabic"]
Part = Mapping[str, Any]
"""A record, or an object of it, shaped as ``data/record.schema.json`` says."""


class Pair(NamedTuple):
    """The same in both languages."""

    en: str
    ar: str

    def of(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.en if language == "english" else self.ar


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
NOT_NAMED = Pair("not named", "غير مذكور")
NO_OUTLET = Pair("outlet not named", "وسيلة الإعلام غير مذكورة")
NO_HEADLINE = Pair(
    "the article has no headline, so its first words stand above", "المقال بلا عنوان، وما فوقه مطلع جملته الأولى"
)
_OUTLET = Pair("Outlet", "وسيلة الإعلام")
_AUTHOR = Pair("Author", "الكاتب")
_PUBLISHED = Pair("Published", "تاريخ النشر")
_READ = Pair("Read", "تاريخ القراءة")
_ADDRESS = Pair("Address", "الرابط")
_FILE = Pair("File", "الملف")
_QUOTED = Pair("Quoted", "المقتبس")
_MARKS = {"error": "Wrong?", "note": "Note:"}


class Fact(NamedTuple):
    """One line on a source."""

    label: str
    value: str
    kind: Literal["text", "address", "code"] = "text"


def dates(record: Part) -> Pair:
    """Return the edition's day in both calendars."""
    day = record["edition"]["date"]
    return Pair(
        " · ".join(filter(None, (date_en(day), hijri_en(day)))),
        " · ".join(filter(None, (date_ar(day), hijri_ar(day)))),
    )


def figures(record: Part) -> Pair:
    """Return what the edition holds, in numbers."""
    counts = record["counts"]
    outlets = len({entry["source"]["outlet"] for entry in record["entries"]} - {None})
    to_check = len(list(doubts(record)))
    rows = (
        (counts["articles"], Pair("articles", "المقالات")),
        (outlets, Pair("outlets named", "وسائل الإعلام المذكورة")),
        (counts["points"], Pair("sentences quoted", "الجمل المقتبسة")),
        (counts["memory"], Pair("from the memory", "من ذاكرة الترجمة")),
        (counts["machine"], Pair("by machine", "بترجمة آلية")),
        (counts["untranslated"], Pair("without English", "بلا ترجمة")),
        (to_check, Pair("to check", "للمراجعة")),
    )
    return Pair(
        " · ".join(f"{number} {words.en}" for number, words in rows),
        " · ".join(f"{words.ar}: {number}" for number, words in rows),
    )


def notices(record: Part) -> Iterator[Pair]:
    """Yield what a reader must know before anything else."""
    for note in record.get("notes", ()):
        yield Pair(f"{note['text_en']}.", f"{note['text_ar']}.")
    if record["degraded"]:
        mend = "One command installs a model: reporter models install. " if _lacks_engine(record) else ""
        whole = "The Arabic is complete." if record["counts"]["untranslated"] else ""
        yield Pair(
            f"This edition is incomplete. {'; '.join(record['degraded'])}. {mend}{whole}".strip(),
            " ".join(filter(None, ("هذه النشرة غير مكتملة.", _sentence("؛ ".join(record.get("degraded_ar", ())))))),
        )
    if record["skipped"]:
        number = len(record["skipped"])
        yield Pair(
            f"{number} {'input was' if number == 1 else 'inputs were'} left out, for the reasons given at the end.",
            f"ملفات لم تُدرج: {number}، والأسباب مذكورة في آخر النشرة.",
        )
    if reviewed := record["counts"].get("reviewed", 0):
        yield Pair(
            f"{reviewed} {'sentence was' if reviewed == 1 else 'sentences were'} reviewed by a person.",
            f"جُمل راجعها إنسان: {reviewed}.",
        )


def origin(point: Part) -> str:
    """Return where the English of `point` comes from, in English words; empty where there is none.

    >>> origin({"origin": "memory", "reviewed": {"by": "Lina", "at": "2026-11-21T06:00:00Z"}})
    'reviewed by Lina'
    """
    if point.get("reviewed"):
        return f"reviewed by {point['reviewed']['by']}"
    return "" if point["origin"] == "none" else str(point["origin"])


def marks(flags: Sequence[Part]) -> tuple[str, ...]:
    """Return each doubt and note with its reason.

    >>> marks([{"check": "numbers", "severity": "error", "detail": "377 is missing from the English"}])
    ('Wrong? 377 is missing from the English',)
    """
    return tuple(f"{_MARKS.get(flag.get('severity', 'doubt'), 'Check:')} {flag['detail']}" for flag in flags)


def is_doubt(flag: Part) -> bool:
    """Say whether `flag` asks a reader to look; a note only tells what was done."""
    return flag.get("severity") != "note"


def address(url: str) -> str:
    """Return `url` as a link's target: what no address may hold is percent-encoded.

    >>> address("https://example.org/خبر 1?a=1&b=%20")
    'https://example.org/%D8%AE%D8%A8%D8%B1%201?a=1&b=%20'
    """
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~")


def doubts(record: Part) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the id of each title and sentence that a person should look at, and why."""
    for entry in record["entries"]:
        title = (entry["id"], entry.get("title_flags", ()), entry.get("title_reason"))
        for name, flags, reason in (title, *((p["id"], p["flags"], p.get("reason")) for p in entry["points"])):
            withheld = (reason,) if reason and reason.startswith(WITHHELD) else ()
            if why := (*marks([flag for flag in flags if is_doubt(flag)]), *withheld):
                yield name, why


def english_or_reason(part: Part, prefix: str = "text_") -> tuple[str, bool]:
    """Return the English of a point (or of a title or deck, by `prefix`) and True, or why there is none and False."""
    if text := part.get(f"{prefix}en"):
        return text, True
    return part.get("reason" if prefix == "text_" else f"{prefix}reason") or "English not available", False


def byline(entry: Part, language: Language) -> str:
    """Return outlet, place, author and time of an entry in one line."""
    source = entry["source"]
    comma = "، " if language == "arabic" else ", "
    named = [source["outlet"] or NO_OUTLET.of(language), source["place"], source["author"]]
    published = source["published_at"]
    parts = [comma.join(filter(None, named)), moment_en(published) if language == "english" else moment_ar(published)]
    if entry["title_derived"]:
        parts.append(NO_HEADLINE.of(language))
    return " · ".join(parts)


def facts(entry: Part, language: Language, timezone: str) -> Iterator[Fact]:
    """Yield what is known of an entry's source, but for the sentences that are quoted (see ``quoted``)."""
    source = entry["source"]
    moment = moment_en if language == "english" else moment_ar
    outlet = [source["outlet"] or NOT_NAMED.of(language), source["place"]]
    yield Fact(_OUTLET.of(language), " · ".join(filter(None, outlet)))
    yield Fact(_AUTHOR.of(language), source["author"] or NOT_NAMED.of(language))
    yield Fact(_PUBLISHED.of(language), moment(source["published_at"]))
    yield Fact(_READ.of(language), moment(source["retrieved_at"], timezone))
    if source["url"]:
        yield Fact(_ADDRESS.of(language), source["url"], "address")
    yield Fact(_FILE.of(language), source["path"], "code")
    yield Fact("SHA-256", source["sha256"], "code")


def quoted(entry: Part, language: Language) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Return a label, how much of the article is quoted, and for each quoted sentence its id and its place."""
    number, whole, words = len(entry["points"]), entry["sentence_count"], entry["word_count"]
    amount = Pair(
        f"{number} of {whole} sentences ({words} words in all):",
        f"عدد الجمل {number} من أصل {whole} (مجموع الكلمات {words}):",
    )
    places = tuple(
        (
            point["id"],
            Pair(
                f"sentence {point['sentence'] + 1}, characters {point['span'][0]}–{point['span'][1]}",
                f"الجملة {point['sentence'] + 1}، الأحرف {point['span'][0]}–{point['span'][1]}",
            ).of(language),
        )
        for point in entry["points"]
    )
    return _QUOTED.of(language), amount.of(language), places


def making(record: Part) -> Iterator[Pair]:
    """Yield how the sentences were chosen, how the English was made, and what was checked."""
    counts, method = record["counts"], record["summariser"]["method"]
    yield Pair(
        "The Arabic sentences are quoted word for word from the articles named under Sources; none was rewritten. "
        f"They were chosen by the method {method}, {_amount(record['summariser'])}.",
        f"الجمل العربية منقولة بنصّها من المقالات المذكورة في «المصادر»، واختيرت آليًّا بطريقة {method}.",
    )
    if engine := record["engine"]:
        licence = f", licence {engine['licence']}" if engine.get("licence") else ""
        yield Pair(
            f"English marked “machine” ({counts['machine']} sentences) was made on one computer by "
            f"{engine['name'].title()} with the model {engine['model']} {engine['version']} (SHA-256 "
            f"{engine['sha256']}, beam {engine['beam_size']}{licence}). It can be wrong, unmarked or not; the Arabic "
            "beside it is what the outlet wrote. What is marked “Wrong?” contradicts the Arabic, what is marked "
            "“Check:” is doubtful.",
            "الترجمة الموسومة بكلمة machine آلية وقد تخطئ، سواء أوُسمت بملاحظة أم لا؛ والمرجع هو النص العربي.",
        )
    if counts["memory"]:
        yield Pair(
            f"English marked “memory” or “reviewed” ({counts['memory']} sentences) comes from the desk’s translation "
            "memory, where the same Arabic sentence stands with this English.",
            "الترجمة الموسومة بكلمة memory أو reviewed مأخوذة من ذاكرة الترجمة، حيث حُفظت الجملة العربية نفسها معها.",
        )
    if withheld := counts.get("withheld", 0):
        yield Pair(
            f"The English of {withheld} {'sentence' if withheld == 1 else 'sentences'} was withheld: each attempt "
            "contradicted the Arabic.",
            f"حُجبت ترجمة جمل عددها {withheld} لأنها تناقض الأصل.",
        )
    edition = record["edition"]
    issued = moment_en(edition["issued_at"], edition["timezone"])
    yield Pair(f"{record.get('generator', 'reporter')} · issued {issued}", "")


def _amount(summariser: Part) -> str:
    if "ratio" in summariser:
        return f"{round(summariser['ratio'] * 100, 1)} % of each article’s sentences"
    if "words" in summariser:
        return f"as many sentences as fit into {summariser['words']} words of each article"
    return f"up to {summariser['sentences']} from each article" if "sentences" in summariser else "from each article"


def _lacks_engine(record: Part) -> bool:
    return not record["engine"] and bool(record["counts"]["untranslated"])


def _sentence(text: str) -> str:
    return f"{text}." if text else ""
