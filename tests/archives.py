"""Archives of small invented editions."""

from dataclasses import replace
from datetime import date, timedelta

import builders

from reporter.archive import Place
from reporter.archive.records import Records
from reporter.model import Pick, Summary
from reporter.record import dumps, make_entry
from reporter.record.stories import Story, StoryPoint, Why

DAY = date(2026, 11, 21)


def place_in(folder, *, whole=False, output="output"):
    beside = folder / ".reporter"
    return Place(index=beside / "archive.sqlite3", records=Records(beside / "archive", folder / output), whole=whole)


def told(number, title, *pairs, unquoted=(), **source):
    """Return an entry that quotes the Arabic of each pair, but not the sentences in `unquoted`."""
    quoted = builders.article(*(ar for ar, _ in pairs), *unquoted, title=title[0], **source)
    return make_entry(
        str(number),
        Summary(article=quoted, picks=tuple(Pick(sentence=n, rank=n + 1) for n in range(len(pairs)))),
        title=builders.human(title[1]),
        deck=None,
        points=[builders.human(en) for _, en in pairs],
    )


PORT = told(
    1,
    ("الميناء يستأنف العمل", "The port resumes work"),
    ("قال وزير النقل إن السفن دخلت الميناء فجرا.", "The transport minister said ships entered the port at dawn."),
    ("وبلغت الحمولة 2400 طن.", "The load was 2,400 tonnes."),
    unquoted=["ولم تتضرر الرافعات في الحوض الشرقي."],
    outlet="صحيفة الوادي",
    url="https://alwadi.example/port",
)
MATCH = told(
    2,
    ("الفريق يفوز على ضيفه", "The team beats its visitors"),
    ("فاز الفريق على ضيفه في مباراة الذهاب.", "The team beat its visitors in the first leg."),
    outlet="نشرة الرياضة",
    section="رياضة",
)


def made(day, *entries, **more):
    """Return the record of an edition of `day`."""
    record = builders.record(*entries, **more)
    return replace(record, edition=replace(record.edition, date=day))


def print_edition(folder, record, output="output"):
    """Write the record of an edition to its folder; return the folder."""
    edition = folder / output / record.edition.date.isoformat()
    edition.mkdir(parents=True, exist_ok=True)
    (edition / "briefing.json").write_bytes(dumps(record))
    return edition


def days(number, first=DAY):
    return [first + timedelta(days=n) for n in range(number)]


def grouped(record, *groups, continues=None):
    """Return `record` with the entries of each group, as numbers, as a story; the first has the headline."""
    stories, entries = [], {entry.id: entry for entry in record.entries}
    for names in groups:
        name = f"{record.edition.date}/{names[0]}"
        points = [point for number in names for point in entries[number].points]
        stories.append(
            Story(
                id=name, continues=(continues or {}).get(names[0]), entries=tuple(names), headline=names[0],
                outlets=len(names), first=None, texts=(), differences=(), why=Why(terms=(), similarity=()),
                points=tuple(StoryPoint(entry=point.id.split(".")[0], point=point.id) for point in points),
            )
        )  # fmt: skip
        entries |= {number: replace(entries[number], story=name) for number in names}
    return replace(record, entries=tuple(entries.values()), stories=tuple(stories))


def article(number, name, *pairs, **source):
    return told(number, (f"عنوان {name}", f"Headline {name}"), *pairs, url=f"https://paper.example/{name}", **source)


STORM_MONDAY = article(1, "storm", ("ضربت العاصفة الساحل فجرا.", "The storm hit the coast at dawn."), outlet="الوادي")
STORM_OTHER = article(2, "wind", ("اقتلعت الرياح أشجارا كثيرة.", "Winds uprooted many trees."), outlet="القلعة")
STORM_TUESDAY = article(1, "after", ("عادت الكهرباء إلى المدينة.", "Power returned to the city."), outlet="الوادي")
MARKET = article(2, "market", ("ارتفعت أسعار القمح عالميا.", "Wheat prices rose globally."), outlet="السوق")


def quotations(record):
    return [(point.text_ar, point.cited.day, point.cited.id) for entry in record.entries for point in entry.points]
