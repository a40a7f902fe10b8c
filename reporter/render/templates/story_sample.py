"""An invented story that three outlets tell, two of them with the same text, and an article of its own."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from reporter.language.arabic.content import containment, stems_of
from reporter.language.arabic.phrases import Phrase, Phrases, Words
from reporter.model import Article, Pick, Sentence, Source, Span, Summary, Translation
from reporter.record import Entry, Hit, Story, make_entry
from reporter.record.stories import Also, Difference, First, SharedText, StatedValue, StoryPoint, Why

NAVY = (
    "استعادت القوات البحرية فجر السبت ميناء رأس الوادي بعد حصار دام ثلاثة أيام.",
    "وشاركت في العملية 6 سفن وطائرتان مروحيتان.",
    "وأعلنت هيئة الموانئ أن الملاحة ستستأنف يوم الاثنين.",
)
SAHEL = (
    "استعادت القوات البحرية ميناء رأس الوادي فجر السبت بعد حصار دام ثلاثة أيام متواصلة.",
    "وقال شاهد إن 4 سفن شاركت في العملية قرب الرصيف الشمالي.",
    "ولم تصب أي من حاويات القمح المخزنة في الميناء بأضرار.",
)
PRICES = ("ارتفع سعر القمح في سوق الجملة للأسبوع الثاني.", "وعزا تجار الارتفاع إلى تأخر السفن.")
_ZONE = timezone(timedelta(hours=3))


def _at(hour: int, minute: int) -> datetime:
    return datetime(2026, 11, 21, hour, minute, tzinfo=_ZONE)


def _entry(  # noqa: PLR0913  (an entry has these parts)
    number: str,
    title: tuple[str, str],
    sentences: tuple[str, ...],
    *,
    english: dict[int, str],
    outlet: str,
    at: datetime | date,
) -> Entry:
    """Return an entry that quotes the sentences of which it has the English."""
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    article = Article(
        source=Source(
            path=f"articles/{number}.html",
            sha256=f"{int(number):064x}",
            retrieved_at=_at(9, 30),
            outlet=outlet,
            url=f"https://{number}.example/port",
            published_at=at,
        ),
        title_ar=title[0],
        title_derived=False,
        deck_ar=None,
        text="\n".join(sentences),
        headings=(),
        sentences=tuple(Sentence(span=span, paragraph=index, section=0) for index, span in enumerate(spans)),
    )
    picks = tuple(Pick(sentence=index, rank=rank) for rank, index in enumerate(english, start=1))
    return make_entry(
        number,
        Summary(article=article, picks=picks),
        title=_memory(title[1]),
        deck=None,
        points=[_memory(text) for text in english.values()],
    )


def _memory(text: str) -> Translation:
    return Translation(text_en=text, origin="memory")


def told() -> tuple[tuple[Entry, ...], tuple[Story, ...]]:
    """Return entries and stories; story 1 is told by entries 1, 3 and 4, and entry 2 is a story of its own."""
    first = _entry(
        "1",
        ("القوات البحرية تستعيد ميناء رأس الوادي", "The navy takes back the port of Ras al-Wadi"),
        NAVY,
        english={
            0: "The navy took back the port of Ras al-Wadi at dawn on Saturday after a siege of three days.",
            1: "Six ships and two helicopters took part in the operation.",
        },
        outlet="الوادي",
        at=_at(8, 15),
    )
    second = _entry(
        "2",
        ("ارتفاع سعر القمح", "The price of wheat rises"),
        PRICES,
        english={0: "The wholesale price of wheat rose for the second week.", 1: "Traders put it down to late ships."},
        outlet="السوق",
        at=_at(7, 0),
    )
    third = _entry(
        "3", ("استعادة ميناء رأس الوادي", "Ras al-Wadi port retaken"), NAVY, english={}, outlet="القلعة", at=_at(8, 40)
    )
    fourth = _entry(
        "4",
        ("ميناء رأس الوادي بيد البحرية", "Ras al-Wadi port in the navy's hands"),
        SAHEL,
        english={
            1: "A witness said 4 ships took part in the operation near the northern quay.",
            2: "None of the wheat containers stored in the port were damaged.",
        },
        outlet="الساحل",
        at=_at(9, 5),
    )
    story, alone = _port(first, third, fourth), _wheat()
    entries = (
        replace(_watched(first), story=story.id, change="continued", also=("3",)),
        replace(second, story=alone.id, change="new"),
        replace(_watched(third), story=story.id, change="continued", also=("1",)),
        replace(_watched(fourth), story=story.id, change="continued"),
    )
    return entries, (story, alone)


def _port(first: Entry, third: Entry, fourth: Entry) -> Story:
    return Story(
        id="2026-11-21/1",
        continues="2026-11-20/5",
        entries=("1", "3", "4"),
        headline="1",
        outlets=3,
        first=First(entry="1", at=_at(8, 15), basis="published"),
        texts=(SharedText(entries=("1", "3"), kind="same-text", containment=1.0, run_words=28, agency="وام"),),
        points=(
            StoryPoint(entry="1", point="1.1", also=(_also(first, 0, third, 0), _also(first, 0, fourth, 0))),
            StoryPoint(entry="1", point="1.2", also=(_also(first, 1, third, 1),)),
            StoryPoint(entry="4", point="4.1"),
            StoryPoint(entry="4", point="4.2"),
        ),
        differences=(
            Difference(
                noun="سفن",
                values=(
                    StatedValue(value=6, entry="1", span=_span(first, 1)),
                    StatedValue(value=6, entry="3", span=_span(third, 1)),
                    StatedValue(value=4, entry="4", span=_span(fourth, 1)),
                ),
            ),
        ),
        why=Why(terms=("ميناء", "بحري", "راس"), similarity=(("1", 0.91), ("3", 0.9), ("4", 0.74))),
        watch=("ports",),
    )


def _wheat() -> Story:
    return Story(
        id="2026-11-21/2", continues=None, entries=("2",), headline="2", outlets=1,
        first=First(entry="2", at=_at(7, 0), basis="published"), texts=(),
        points=(StoryPoint(entry="2", point="2.1"), StoryPoint(entry="2", point="2.2")), differences=(),
        why=Why(terms=("قمح", "سعر"), similarity=(("2", 1.0),)),
    )  # fmt: skip


def _watched(entry: Entry) -> Entry:
    """Return `entry` as an article of a watch list with one word."""
    ports = Phrases([Phrase("ميناء", "ports")])
    title = (Hit(watch="ports", part="title", span=found.span) for found in ports.find(Words(entry.title_ar)))
    text = (Hit(watch="ports", part="text", span=found.span) for found in ports.find(Words(entry.text_ar)))
    return replace(entry, watch=("ports",), hits=(*title, *text))


def _span(of: Entry, sentence: int) -> Span:
    texts = of.text_ar.split("\n")
    start = sum(len(text) + 1 for text in texts[:sentence])
    return Span(start, start + len(texts[sentence]))


def _also(one: Entry, mine: int, other: Entry, theirs: int) -> Also:
    span = _span(other, theirs)
    share = containment(stems_of(_span(one, mine).of(one.text_ar)), stems_of(span.of(other.text_ar)))
    return Also(entry=other.id, span=span, containment=round(share, 2))
