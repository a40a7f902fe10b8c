"""An invented edition of twelve stories: many outlets and one, with times, days or neither, without names, unprinted."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from builders import EDITION, article, human

from reporter.language.arabic.content import containment, stems_of
from reporter.model import Pick, SummariserInfo, Summary, Translation
from reporter.record import make, make_entry
from reporter.record.stories import (
    Also,
    Difference,
    First,
    SharedText,
    StatedValue,
    Story,
    StoryPoint,
    Why,
)

ZONE = timezone(timedelta(hours=3))
OUTLETS = (
    "الوادي", "القلعة", "صحيفة المرفأ الشمالي الأسبوعية", "بريد الجنوب", "The Harbour Post (Evening)", "صوت النخيل",
    "مرآة الساحل", "النبع", "منارة الجبل", "السهل",
)  # fmt: skip
PLACES = {
    "رأس الوادي": "Ras al-Wadi", "عين النخل": "Ayn al-Nakhl", "تل السهم": "Tall al-Sahm", "برج القصب": "Burj al-Qasab",
    "وادي الملح": "Wadi al-Milh", "خان الجسر": "Khan al-Jisr", "بئر الغزال": "Bir al-Ghazal",
    "مرسى الصدف": "Marsa al-Sadaf", "دير التين": "Dayr al-Tin", "قصر الرمل": "Qasr al-Raml", "سوق الحجر": "Suq al-Hajar",
    "نبع الريح": "Nab al-Rih",
}  # fmt: skip
LINES = (
    ("أعلن مجلس {0} أن الجسر الجديد سيفتتح يوم الأحد بعد عامين من العمل.",
     "The council of {0} said the new bridge would open on Sunday after two years of work."),
    ("وشارك في البناء 60 عاملا من البلدات المجاورة.", "Sixty workers from neighbouring towns took part in building it."),
    ("وبلغت كلفة المشروع 3.5 مليون دينار وفق بيان صدر مساء السبت.",
     "The project cost 3.5 million dinars, according to a statement issued on Saturday evening."),
    ("وينتظر السكان أن يقصر الطريق إلى السوق المركزية نصف ساعة على الأقل كل صباح.",
     "Residents expect the way to the central market to become at least half an hour shorter every morning."),
)  # fmt: skip
"""What the first text says of a place."""
OWN = (
    ("قال مجلس {0} إن الجسر الجديد سيفتتح الأحد المقبل بعد عامين من العمل المتواصل.",
     "The council of {0} said the new bridge would open next Sunday after two years of uninterrupted work."),
    ("وقال مهندس إن 45 عاملا شاركوا في البناء ليلا ونهارا.", "An engineer said 45 workers built it, day and night."),
    ("وشكا تجار من إغلاق الشارع القديم طوال الصيف.", "Traders complained that the old street was closed all summer."),
)  # fmt: skip
"""What the second text says of it."""
SECRET = "وهذه جملة لا تقتبسها النشرة عن {0}."
"""A sentence that is never printed."""


@dataclass(frozen=True)
class Teller:
    """An article: whose, when published, and whether it has the second text."""

    outlet: str | None
    at: datetime | date | None = None
    own: bool = False


def at(hour, minute=0):
    return datetime(2026, 11, 21, hour, minute, tzinfo=ZONE)


TOLD = (
    (*(Teller(outlet, at(5 + n, 7 * n)) for n, outlet in enumerate(OUTLETS[:7])),
     Teller("القلعة", at(12, 5), own=True), Teller("النبع", at(12, 10), own=True), Teller("الوادي", at(12, 30))),
    (Teller("الوادي", at(6)), Teller("القلعة", at(6, 30)), Teller("صوت النخيل", at(7), own=True)),
    (Teller("السهل", at(8)),),
    (Teller("الوادي", date(2026, 11, 20)), Teller("القلعة", date(2026, 11, 21)), Teller("النبع", date(2026, 11, 20), own=True)),
    (Teller("الوادي"), Teller("مرآة الساحل"), Teller("القلعة", own=True)),
    (Teller(None, at(4)), Teller(None, at(5)), Teller(None, at(6), own=True)),
    (Teller("القلعة"), Teller("النبع"), Teller("منارة الجبل", own=True)),
    (Teller("القلعة", at(9)), Teller("الوادي", at(9, 20), own=True)),
    (Teller("منارة الجبل", at(3)),),
    (Teller("بريد الجنوب", at(2)), Teller("بريد الجنوب", at(3), own=True)),
    (Teller("الوادي", at(1)), Teller("القلعة", at(2)), Teller("السهل", at(3)), Teller("النبع", at(4))),
    (Teller("السهل"),),
)  # fmt: skip
"""Who tells each story."""
BY_FETCH, CONTINUED, WITH_DECK, ONE_OUTLET = 7, 8, 9, 10
"""Numbers of stories that differ in something else."""
HEADLINES_ONLY = (11, 12)
NOT_TRANSLATED = Translation(text_en=None, origin="none", reason=None)


def newsday():
    """Return the record."""
    places, number = list(PLACES.items()), len(TOLD)
    heads, others, stories = [], [], []
    for story, tellers in enumerate(TOLD, start=1):
        names = [str(story), *(str(number + n) for n in range(1, len(tellers)))]
        number += len(tellers) - 1
        made = [_entry(*pair, story, *places[story - 1]) for pair in zip(names, tellers, strict=True)]
        told = _story(story, made, tellers)
        heads.append(replace(made[0], story=told.id))
        others += [replace(entry, story=told.id) for entry in made[1:]]
        stories.append(told)
    return make(
        [*heads, *others],
        edition=EDITION,
        skipped=(),
        engine=None,
        summariser=SummariserInfo(method="lead", unit="sentences", amount=3),
        stories=stories,
    )


def _entry(name, teller, story, place, english):
    lines = OWN if teller.own else LINES
    kept = lines if story not in HEADLINES_ONLY and (name == str(story) or teller.own) else ()
    if teller.own:
        kept = kept[1:]
    sentences = [line.format(place) for line, _ in lines] + [SECRET.format(place)]
    quoted = article(
        *sentences,
        name=chr(64 + int(name)),
        title=f"جسر {place} الجديد {'كما يراه أهله' if teller.own else 'يفتتح يوم الأحد'} ({name})",
        deck=f"تفاصيل من {place}" if story in {1, WITH_DECK} else None,
        outlet=teller.outlet,
        url=f"https://{name}.example/bridge",
        published_at=teller.at,
    )
    picks = tuple(Pick(sentence=n, rank=n + 1) for n in range(len(lines)) if lines[n] in kept)
    title = human(f"The new bridge of {english} opens on Sunday") if name == str(story) else NOT_TRANSLATED
    return make_entry(
        name,
        Summary(article=quoted, picks=picks),
        title=NOT_TRANSLATED if story == HEADLINES_ONLY[1] else title,
        deck=human(f"Details from {english}") if quoted.deck_ar else None,
        points=[human(said.format(english)) for _, said in kept],
    )


def _story(number, entries, tellers):
    head, copies = entries[0], [entry for entry, teller in zip(entries, tellers, strict=True) if not teller.own]
    own = [entry for entry, teller in zip(entries, tellers, strict=True) if teller.own]
    points = []
    for n, point in enumerate(head.points):
        also = [_also(point, entry, n) for entry in copies[1:]]
        if n == 0:
            also += [_also(point, entry, 0) for entry in own]
        points.append(StoryPoint(entry=head.id, point=point.id, also=tuple(also)))
    for place in range(2 if own else 0):
        also = [_also(own[0].points[place], entry, place + 1) for entry in own[1:]]
        points.append(StoryPoint(entry=own[0].id, point=own[0].points[place].id, also=tuple(also)))
    if own:
        entries[:] = [replace(entry, points=()) if entry in own[1:] else entry for entry in entries]
    differences = [
        Difference(noun="عاملا", values=_values(copies, 60) + _values(own, 45)),
        Difference(noun="ليلة", values=_values(copies, 60) + _values(own, 45), printed=False),
    ]
    return Story(
        id=f"2026-11-21/{number}",
        continues="2025-12-31/4" if number == CONTINUED else None,
        entries=tuple(entry.id for entry in entries),
        headline=head.id,
        outlets=len({teller.outlet for teller in tellers} - {None}),
        first=_first(number, head, tellers[0]),
        texts=(_text(copies),) if len(copies) > 1 else (),
        points=tuple(points),
        differences=tuple(differences) if own else (),
        why=Why(terms=("جسر",), similarity=tuple((entry.id, 0.9) for entry in entries)),
    )


def _first(number, head, teller):
    if number == BY_FETCH:
        return First(entry=head.id, at=at(6, 45), basis="fetched")
    return First(entry=head.id, at=teller.at, basis="published") if teller.at else None


def _text(copies):
    names = tuple(entry.id for entry in copies)
    return SharedText(
        entries=names, kind="same-text", containment=1.0, run_words=40, agency="وام" if len(names) > 2 else None
    )


def _span(entry, sentence):
    lines = entry.text_ar.split("\n")
    start = sum(len(line) + 1 for line in lines[:sentence])
    return start, start + len(lines[sentence])


def _also(point, entry, sentence):
    start, end = _span(entry, sentence)
    share = containment(stems_of(point.text_ar), stems_of(entry.text_ar[start:end]))
    return Also(entry=entry.id, span=(start, end), containment=round(share, 2))


def _values(entries, value):
    return tuple(StatedValue(value=value, entry=entry.id, span=_span(entry, 1)) for entry in entries)
