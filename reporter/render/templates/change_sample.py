"""The changes of the sample editions: an article that was edited after it was quoted, and one that was taken down."""

from dataclasses import replace
from datetime import date

from reporter.model import Flag, Translation
from reporter.record import Changes, Dropped, Entry, Quote, Record, Updated

DOUBT = (Flag(check="length", detail="the English is short for the Arabic", severity="doubt"),)


_DROPPED = Dropped(
    identity="example.org/9",
    edition=date(2026, 11, 19),
    number="2",
    outlet=None,
    url="https://example.org/9",
    title_ar="الميناء يستأنف العمل",
    title_en=None,
    quotes=(
        Quote(
            edition=date(2026, 11, 19),
            point="2.1",
            text_ar="استأنف الميناء العمل أمس (Port Authority).",
            text_en="The port resumed work yesterday.",
            today_ar=None,
            today=None,
            diff=(),
        ),
    ),
    status=410,
)


def changed(record: Record) -> Record:
    """Return `record` as if its first article had been quoted before and had changed since."""
    first, *others = record.entries
    changes = Changes(updated=(_updated(first),), dropped=(_DROPPED,))
    return replace(record, entries=(replace(first, change="updated"), *others), changes=changes)


def _updated(first: Entry) -> Updated:
    return Updated(
        identity="example.org/0",
        edition=date(2026, 11, 20),
        number="4",
        outlet=first.source.outlet,
        url=first.source.url,
        title_ar=first.title_ar,
        title_en="A new bridge",
        quotes=(
            Quote(
                edition=date(2026, 11, 20),
                point="4.2",
                text_ar="وستعبره 900 سيارة يوميا.",
                text_en="900 cars will cross it every day.",
                today_ar="وستعبره 1200 سيارة يوميا.",
                today=Translation(
                    text_en="1,200 cars will cross it every day.", origin="machine", score=-0.4, flags=DOUBT
                ),
                diff=(
                    ("equal", "وستعبره "),
                    ("delete", "900 "),
                    ("insert", "1200 "),
                    ("equal", "سيارة يوميا."),
                ),
            ),
            Quote(
                edition=date(2026, 11, 20),
                point="4.3",
                text_ar="ولن تُفرض رسوم.",
                text_en=None,
                today_ar=None,
                today=None,
                diff=(),
            ),
        ),
        entry="1",
        before="e" * 64,
        after=first.source.sha256,
        silent=True,
        words=(("900", "1200"), ("", "قريبا")),
        more=True,
        diff=(("delete", "900 "), ("insert", f"{first.title_ar}\n{first.text_ar}")),
    )
