"""Archives of small invented editions."""

from dataclasses import replace
from datetime import date, timedelta

import builders

from reporter.archive import Place
from reporter.archive.records import Records
from reporter.model import Pick, Summary
from reporter.record import dumps, make_entry

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
