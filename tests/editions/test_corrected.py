"""An article that is corrected and read again on the same day: one entry with its changes."""

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from html import unescape

import pytest
from builders import NOW, article, entry, human, record

from reporter.editions import Corrections
from reporter.model import Edition, Pick, Summary
from reporter.record import Change, document, dumps, loads
from reporter.render.words import sources

LATER = "وأضاف أن العمل بدأ قبل عام من موعده."


def sentences(number=40, villages=7):
    return (
        f"افتتحت البلدية الجسر الجديد أمام {number} سيارة صباح الأحد.",
        f"وقال المهندس إن الجسر يخدم {villages} قرى على الضفة الشرقية.",
    )


def bridge(*said, sha256="1" * 64, title="افتتاح الجسر", **source):
    """Return an article of these sentences; other versions have other hashes."""
    made = article(*(said or sentences()), title=title)
    return replace(made, source=replace(made.source, sha256=sha256, **source))


def changes(folder, before, after, picked=2):
    """Return the corrections if an edition had `before` and now has `after`, whose first sentences are quoted."""
    folder.mkdir(exist_ok=True)
    edition = Edition(
        date=NOW.date(),
        timezone="Asia/Riyadh",
        issued_at=NOW.replace(hour=4, minute=10),
        title_ar="نشرة",
        title_en="Briefing",
    )
    had = entry("1", before, points=[human("one"), human("two")])
    (folder / "briefing.json").write_bytes(dumps(replace(record(had), edition=edition)))
    picks = tuple(Pick(sentence=index, rank=index + 1) for index in range(picked))
    return Corrections(folder, [after]).of(Summary(article=after, picks=picks))


@pytest.mark.parametrize(
    ("after", "words", "more"),
    [
        (bridge(*sentences(45), sha256="2" * 64), (("40", "45"),), False),
        (bridge(*sentences(45, "تسع"), sha256="2" * 64), (("40", "45"), ("7", "تسع")), False),
        (bridge(title="إغلاق الجسر", sha256="2" * 64), (("افتتاح", "إغلاق"),), False),
        (bridge(sentences()[0].replace("صباح ", ""), sentences()[1], sha256="2" * 64), (("صباح", ""),), False),
        (bridge(*sentences("40 ألف"), sha256="2" * 64), (("", "ألف"),), False),
        (bridge(*sentences(45), LATER, sha256="2" * 64), (("40", "45"),), True),
        (bridge(*sentences(), LATER, sha256="2" * 64), (), True),
    ],
)
def test_the_words_of_a_correction(tmp_path, after, words, more):
    """Those of the title and the quoted sentences are listed, whether there are more, and since when."""
    since = datetime(2026, 11, 21, 7, 10, tzinfo=timezone(timedelta(hours=3)))
    assert changes(tmp_path / "a", bridge(), after) == (Change(since=since, words=words, more=more),)


@pytest.mark.parametrize(
    "after",
    [
        bridge(),
        bridge(sentences()[0].replace("صباح الأحد.", "صباحَ الأحد!"), sentences()[1], sha256="2" * 64),
        bridge("بدأ المزارعون قطف الزيتون قبل موعده.", "ويأملون في موسم جيد بعد المطر.", sha256="2" * 64),
        bridge(*sentences(45), sha256="2" * 64, path="articles/other.txt"),
    ],
)
def test_other_changes_are_not_corrections(tmp_path, after):
    """The same bytes, other marks and vowels, other news in the same file, another file without a URL."""
    assert changes(tmp_path / "a", bridge(), after) == ()


def test_a_page_is_recognised_by_its_url(tmp_path):
    """The file name and tracking parameters do not matter."""
    before = bridge(url="https://news.example/a/7")
    after = bridge(*sentences(45), sha256="2" * 64, path="b.html", url="https://m.news.example/a/7?utm_source=x")
    assert [change.words for change in changes(tmp_path / "a", before, after)] == [(("40", "45"),)]


def test_an_unreadable_edition_has_no_corrections(tmp_path):
    """The run continues without it."""
    (tmp_path / "briefing.json").write_text("{")
    after = bridge()
    assert Corrections(tmp_path, [after]).of(Summary(article=after, picks=())) == ()


def test_a_corrected_file_replaces_its_earlier_version_in_the_edition(paper):
    """It keeps its place and is in all documents; every correction is kept, even if the file is gone."""
    for number, hour in ((40, "04:10"), (45, "06:30"), (48, "08:00")):
        path = paper.put("bridge", "افتتاح الجسر\n\n" + " ".join(sentences(number)))
        result = paper.make(f"2026-11-20T{hour}")
    path.unlink()
    last = paper.make("2026-11-20T08:00")
    assert last.record.entries == result.record.entries
    assert [len(entry.changes) for entry in last.record.entries] == [2, 0, 0]
    assert not any(entry.added for entry in last.record.entries)
    assert [note.text_en for note in last.record.notes][-1] == (
        "Articles that were corrected since this edition was first made: 1"
    )
    assert sources.remarks(last.record.entries[0], "en") == (
        "changed since 04:10: 40 → 45",
        "changed since 06:30: 45 → 48",
    )
    page = unescape((last.folder / "briefing.html").read_text(encoding="utf-8"))
    assert "changed since 04:10" in page
    assert "تغيّر منذ" in page


def test_a_correction_in_words():
    """There is an English word between Arabic ones; on another day, the day is stated."""
    since = datetime(2026, 11, 20, 7, 10, tzinfo=timezone(timedelta(hours=3)))
    change = Change(since=since, words=(("سبع", "تسع"), ("", "ألف"), ("صباح", "")), more=True)
    changed = replace(entry(), changes=(change,))
    assert sources.remarks(changed, "en") == (
        "changed since 20 November 2026, 07:10 UTC+3: “سبع” is now “تسع”; “ألف” was added; “صباح” was removed; and more",
    )
    assert sources.remarks(changed, "ar")[0].endswith(": سبع ← تسع؛ زيد «ألف»؛ حُذف «صباح»؛ وغير ذلك")


def test_records_without_changes_are_read():
    """A record without the field has no changes."""
    made = record(entry())
    old = document(made)
    for part in old["entries"]:
        del part["changes"]
    assert loads(json.dumps(old).encode()) == loads(dumps(made))
