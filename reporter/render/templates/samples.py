"""Invented editions for checking templates; together they contain every possible value of a record.

Out: valid records, and the other values that some pages need. ``full`` has everything an edition can have, ``empty``
has no article, ``degraded`` lacks everything an edition can lack, in ``stories`` several outlets tell one story, and
``decided`` is that edition as the desk has arranged it. The outlets are invented.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from reporter.model import (
    Article,
    Candidate,
    Edition,
    Engine,
    Flag,
    Heading,
    Health,
    Notice,
    Pick,
    Review,
    Sentence,
    Skipped,
    Source,
    Span,
    SummariserInfo,
    Summary,
    Translation,
)
from reporter.record import Change, Cited, Entry, LeftOut, Record, Story, make, make_entry
from reporter.record.desk import (
    NOTHING,
    Approval,
    Desk,
    DeskNote,
    EntryDesk,
    Erratum,
    Excluded,
    OwnHeadline,
    Section,
)
from reporter.render.templates.change_sample import changed
from reporter.render.templates.story_sample import told

NOW = datetime(2026, 11, 21, 3, 30, tzinfo=UTC)
SHA256 = "0123456789abcdef" * 4
TEXTS = (
    ("افتتاح جسر جديد فوق الوادي", "بلغت كلفة الجسر 3.5 مليون دينار. وسيعبره نحو 1,200 سيارة يوميا."),
    ("الفريق المحلي يفوز 2-1", "فاز الفريق المحلي 2-1 على ضيفه. ولم يحضر المدرب المؤتمر الصحفي."),
    ("موسم مطير في الشمال", "هطل المطر ثلاثة أيام متتالية. وقالت هيئة الأرصاد (Met Office) إن الموسم مبكر."),
)
"""The headline and the two sentences of each article."""
FLAGS = (
    Flag(check="numbers", detail="1,200 is in the Arabic, not in the English", severity="error"),
    Flag(check="length", detail="the English is short for the Arabic", severity="doubt"),
    Flag(check="glossary", detail="“Met Office” was inserted from the glossary", severity="note"),
)
MACHINE = Translation(text_en="The new bridge cost 3.5 million dinars.", origin="machine", score=-0.3)
DOUBTED = Translation(
    text_en="Some cars will cross it every day.",
    origin="machine",
    score=-1.2,
    flags=FLAGS,
    candidates=(Candidate(text_en="Some cars will cross it every day.", score=-1.2, flags=FLAGS, chosen=True),),
)
MEMORY = Translation(text_en="The local team beat its guests 2-1.", origin="memory")
REVIEWED = Translation(
    text_en="The coach stayed away from the press.", origin="memory", reviewed=Review(by="Salma", at=NOW)
)
NONE_YET = Translation(text_en=None, origin="none", reason="English not available: no model is installed")
KEPT_BACK = Translation(text_en=None, origin="withheld", reason="English withheld: each attempt contradicts the Arabic")


CHANGE = Change(since=NOW - timedelta(hours=1), words=(("40", "45"),), more=True)


def samples() -> dict[str, Record]:
    """Return the records by name."""
    return {
        "full": _full(),
        "changed": changed(_full()),
        "empty": _edition(),
        "degraded": _degraded(),
        "stories": _told(),
        "decided": _decided(),
    }


def _full() -> Record:
    sources = [
        Source(
            path=f"articles/{number}.html",
            sha256=SHA256,
            retrieved_at=NOW,
            outlet="صحيفة الوادي" if number < 2 else "The Northern Post",
            place="عمّان",
            author="ليلى حداد",
            url=f"https://example.org/{number}",
            published_at=NOW - timedelta(hours=5 * number + 1),
        )
        for number in range(3)
    ]
    headings = (MACHINE, DOUBTED, REVIEWED)
    english = ((MACHINE, DOUBTED), (MEMORY, REVIEWED), (MACHINE, KEPT_BACK))
    return _edition(
        *(
            _entry(number, source, headings[number], english[number], deck=headings[number - 1])
            for number, source in enumerate(sources)
        ),
        skipped=(Skipped(source="articles/4.bin", stage="ingest", reason="It is not text."),),
        engine=Engine(
            name="argos", model="translate-ar_en", version="1.0", sha256=SHA256, beam_size=4, licence="CC BY 4.0"
        ),
        notes=(Notice(text_en="One article has come since", text_ar="أضيفت مادة بعد الإصدار الأول"),),
        sources=(
            Health(
                name="alwadi",
                outlet="صحيفة الوادي",
                state="broken",
                reason="alwadi.example cannot be reached.",
                succeeded_at=NOW,
                arrived_at=NOW,
                week=7,
                usual=20.5,
                next_at=None,
            ),
        ),
    )


def _degraded() -> Record:
    source = Source(path="articles/a.txt", sha256=SHA256, retrieved_at=NOW)
    day = Source(path="articles/b.txt", sha256=SHA256, retrieved_at=NOW, published_at=date(2026, 11, 20))
    decks = (None, NONE_YET, None)
    return _edition(
        *(
            _entry(number, day if number else source, NONE_YET, (NONE_YET, NONE_YET), deck=deck)
            for number, deck in enumerate(decks)
        ),
        degraded=(Notice(text_en="the folder 'wire' yielded nothing", text_ar="لم يرد شيء من أحد المجلدات"),),
    )


def _told() -> Record:
    entries, stories = told()
    left_out = LeftOut(
        watch="noise", title_ar="حظك اليوم", path="articles/stars.html", sha256=SHA256, url="https://example.org/stars"
    )
    return _edition(*entries, stories=stories, watch=("ports", "economy"), left_out=(left_out,))


def _decided() -> Record:
    """Return a round-up with the stories as the desk has arranged them."""
    entries, stories = told()
    note = DeskNote(en="Confirmed by telephone.", ar="أُكّد هاتفيا.", by="Lina", at=NOW, audience="print")
    aside = DeskNote(en="Ask Omar first.", ar=None, by="Lina", at=NOW, audience="desk")
    decided = (
        EntryDesk(
            section="region",
            section_by="rule",
            priority="lead",
            our_headline=OwnHeadline(en="Port back in the navy's hands", ar="الميناء يعود إلى البحرية"),
            notes=(note, aside),
        ),
        EntryDesk(section="economy", section_by="person", late=True),
        EntryDesk(section="region", section_by="rule"),
        EntryDesk(section="region", section_by="rule", under="1"),
    )
    made = _edition(
        *(_cited(replace(entry, desk=desk)) for entry, desk in zip(entries, decided, strict=True)),
        stories=stories,
        desk=Desk(
            sections=(
                Section(name="economy", title_en="Economy", title_ar="اقتصاد", entries=("2",)),
                Section(name="region", title_en="Region", title_ar="الإقليم", entries=("1", "3", "4")),
            ),
            notes=(replace(note, en="A quiet night.", ar=None),),
            excluded=(
                Excluded(
                    title_ar="حظك اليوم",
                    outlet="السوق",
                    identity="suq.example/stars",
                    sha256=SHA256,
                    url="https://suq.example/stars",
                    why="no news",
                    by="Omar",
                    at=NOW,
                ),
            ),
            approved=Approval(by="Omar", at=NOW, content=SHA256),
            erratum=Erratum(
                kind="corrected", at=NOW, says_en="The port is in the north.", says_ar=None, entries=("1",)
            ),
        ),
    )
    return replace(made, edition=replace(made.edition, kind="roundup", first=date(2026, 11, 15)))


def _cited(entry: Entry) -> Entry:
    """Return `entry` as a round-up has it."""
    day = date(2026, 11, 20)
    points = (replace(point, cited=Cited(day=day, id=point.id)) for point in entry.points)
    return replace(entry, points=tuple(points))


def _edition(  # noqa: PLR0913  (an edition has these parts)
    *entries: Entry,
    skipped: tuple[Skipped, ...] = (),
    engine: Engine | None = None,
    notes: tuple[Notice, ...] = (),
    degraded: tuple[Notice, ...] = (),
    sources: tuple[Health, ...] = (),
    stories: tuple[Story, ...] = (),
    watch: tuple[str, ...] = (),
    left_out: tuple[LeftOut, ...] = (),
    desk: Desk = NOTHING,
) -> Record:
    return make(
        entries,
        edition=Edition(
            date=date(2026, 11, 21),
            timezone="Asia/Amman",
            issued_at=NOW,
            title_ar="الموجز الصباحي",
            title_en="Morning Briefing",
        ),
        skipped=skipped,
        engine=engine,
        summariser=SummariserInfo(method="lead", unit="sentences", amount=2),
        notes=notes,
        degraded=degraded,
        sources=sources,
        stories=stories,
        watch=watch,
        left_out=left_out,
        desk=desk,
    )


def _entry(
    number: int, source: Source, title: Translation, english: tuple[Translation, ...], deck: Translation | None = None
) -> Entry:
    title_ar, text = TEXTS[number]
    middle = text.index(". ") + 1
    spans = (Span(0, middle), Span(middle + 1, len(text)))
    article = Article(
        source=source,
        title_ar=title_ar,
        title_derived=deck is None,
        deck_ar="تفاصيل من المراسلين" if deck else None,
        text=text,
        headings=(Heading(text="تفاصيل", paragraph=0),) if deck else (),
        sentences=tuple(Sentence(span=span, paragraph=0, section=0) for span in spans),
    )
    picks = tuple(Pick(sentence=index, rank=index + 1) for index in range(len(spans)))
    return make_entry(
        str(number + 1),
        Summary(article=article, picks=picks),
        title=title,
        deck=deck,
        points=english,
        added=number == 2,
        changes=(CHANGE,) if number == 1 else (),
    )
