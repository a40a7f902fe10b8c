"""What a search gives: verbatim texts with the places of what was found."""

import gzip
import shutil
from dataclasses import replace
from datetime import date

import pytest
from archives import DAY, MATCH, PORT, days, made, place_in, print_edition, told
from builders import NOW, machine

from reporter.archive import Limits, Place, search, update
from reporter.cli import main
from reporter.config import parse
from reporter.record import Changes, Dropped, Quote, Updated, loads
from reporter.record.desk import Desk, Erratum


@pytest.fixture
def place(tmp_path):
    for day in days(3):
        print_edition(tmp_path, made(day, PORT, MATCH))
    update(place_in(tmp_path))
    return place_in(tmp_path)


def test_a_hit_says_where_it_is_and_is_verbatim(place):
    """In both languages, with the words that were found."""
    (hit,) = search(place, "وزير النقل minister", Limits(first=date(2026, 11, 22), last=date(2026, 11, 22))).hits
    assert (hit.day, hit.entry, hit.outlet) == (date(2026, 11, 22), "1", "صحيفة الوادي")
    assert (hit.title_en, hit.url) == ("The port resumes work", "https://alwadi.example/port")
    (passage,) = hit.passages
    point = PORT.points[0]
    assert (passage.place, passage.ar, passage.en) == ("1.1", point.text_ar, point.english.text_en)
    assert [mark.of(passage.ar) for mark in passage.marks_ar] == ["وزير", "النقل"]
    assert [mark.of(passage.en) for mark in passage.marks_en] == ["minister"]
    assert hit.anchor == "point-1-1"


def test_machine_english_is_marked(tmp_path, capsys):
    """In a hit, and in what is printed; the headline as well as a sentence."""
    points = tuple(replace(point, english=machine(point.english.text_en)) for point in PORT.points)
    print_edition(tmp_path, made(DAY, replace(PORT, title=machine("The port resumes work"), points=points), MATCH))
    (hit,) = search(place_in(tmp_path), "tonnes").hits
    assert (hit.title_machine, [passage.machine for passage in hit.passages]) == (True, [True])
    (hit,) = search(place_in(tmp_path), "الذهاب").hits
    assert (hit.title_machine, [passage.machine for passage in hit.passages]) == (False, [False])
    (tmp_path / "config.yaml").write_text("inputs: []\n", encoding="utf-8")
    for word in ("tonnes", "الذهاب"):
        assert main(["search", "--config", str(tmp_path / "config.yaml"), word]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "  The port resumes work ≈" in said
    assert "  1.2  The load was 2,400 *tonnes*. ≈" in said
    assert "  2.1  The team beat its visitors in the first leg." in said


def test_the_title_is_a_passage_if_it_has_the_words(place):
    hit = search(place, "ميناء").hits[0]
    assert [passage.place for passage in hit.passages] == ["title", "1.1"]
    assert [[mark.of(passage.ar) for mark in passage.marks_ar] for passage in hit.passages] == [["الميناء"]] * 2


def test_equal_articles_are_listed_latest_first_and_more_is_said(place):
    results = search(place, "ميناء", most=2)
    assert [hit.day for hit in results.hits] == days(3)[:0:-1]
    assert results.more
    assert not search(place, "ميناء", most=3).more


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        ({}, 6),
        ({"first": date(2026, 11, 23)}, 2),
        ({"last": date(2026, 11, 20)}, 0),
        ({"outlet": "الوادي"}, 3),
        ({"outlet": "wadi"}, 3),
        ({"outlet": "WADI", "first": DAY, "last": DAY}, 1),
        ({"outlet": "بريد"}, 0),
        ({"section": "رياضه"}, 3),
        ({"section": "ريا"}, 0),
    ],
)
def test_limits(place, limits, found):
    """Dates are inclusive; a part of an outlet's name is enough, in either language; a section has its whole name."""
    results = search(place, "ميناء", Limits(**limits)), search(place, "الفريق", Limits(**limits))
    assert sum(len(result.hits) for result in results) == found


def test_an_edition_that_was_removed_is_still_found(place, tmp_path):
    """With the same texts, from the copy of its record, which is private."""
    before = search(place, "وزير", Limits(last=DAY)).hits[0]
    shutil.rmtree(tmp_path / "output" / DAY.isoformat())
    update(place)
    after = search(place, "وزير", Limits(last=DAY)).hits[0]
    assert after.passages == before.passages
    assert loads(gzip.decompress(after.file.read_bytes())).entries[0] == PORT
    assert after.file.parent.stat().st_mode & 0o077 == 0


def test_whole_articles_are_searched_only_if_asked_for(tmp_path):
    """What was not printed is shown as a part of the article."""
    print_edition(tmp_path, made(DAY, PORT))
    place, whole = place_in(tmp_path), place_in(tmp_path, whole=True)
    update(place)
    assert not search(place, "الرافعات").hits
    place.index.unlink()
    update(whole)
    ((passage,),) = [hit.passages for hit in search(whole, "الرافعات").hits]
    assert (passage.place, passage.en) == ("text", None)
    assert passage.ar in PORT.text_ar
    assert [mark.of(passage.ar) for mark in passage.marks_ar] == ["الرافعات"]
    assert search(whole, "tonnes").hits[0].passages[0].place == "1.2"


def test_the_setting_decides_which(tmp_path):
    for setting, whole in (({}, False), ({"desk": {"archive": {"articles": True}}}, True)):
        place = Place.of(parse(setting, name="config.yaml").resolved(tmp_path))
        assert place.whole == whole
        assert place.index == tmp_path / ".reporter/archive.sqlite3"


def test_a_long_paragraph_is_cut_between_words(tmp_path):
    long = " ".join(["كلمة"] * 200 + ["مرجان"] + ["كلمة"] * 200) + "."
    print_edition(tmp_path, made(DAY, told(1, ("عنوان", "A title"), ("جملة.", "A sentence."), unquoted=[long])))
    place = place_in(tmp_path, whole=True)
    update(place)
    ((passage,),) = [hit.passages for hit in search(place, "مرجان").hits]
    assert passage.ar in long
    assert 300 < len(passage.ar) < 400
    assert set(passage.ar.split()) == {"كلمة", "مرجان"}


def test_what_was_withdrawn_since_is_marked(place, tmp_path):
    """By the day of the edition that says so: an article, a sentence, and what the desk withdrew."""
    quotes = [
        Quote(
            edition=DAY, point="1.1", text_ar=PORT.points[0].text_ar, text_en=None, today_ar=None, today=None, diff=()
        )
    ]
    facts = {"edition": DAY, "outlet": None, "url": None, "title_ar": "x", "title_en": None}
    gone = Dropped(**facts, identity=MATCH.identity, number="2", quotes=(), status=410)
    changed = Updated(
        **facts, identity=PORT.identity, number="1", quotes=tuple(quotes), entry=None, before="0" * 64, after="1" * 64,
        silent=False, words=(), more=False, diff=(),
    )  # fmt: skip
    later = days(5)[4]
    record = replace(made(later, MATCH), changes=Changes(updated=(changed,), dropped=(gone,)))
    print_edition(tmp_path, record)
    update(place)
    found = {hit.day: hit for hit in search(place, "مباراة").hits}
    assert {day: hit.withdrawn for day, hit in found.items()} == dict.fromkeys(days(3), later) | {later: None}
    ports = {hit.day: hit for hit in search(place, "النقل").hits}
    assert {day: hit.passages[0].changed for day, hit in ports.items()} == {DAY: later} | dict.fromkeys(days(3)[1:])
    print_edition(tmp_path, made(later, MATCH))
    update(place)
    assert {hit.withdrawn for hit in search(place, "مباراة").hits} == {None}
    erratum = Erratum(kind="withdrawn", at=NOW, says_en=None, says_ar=None, entries=("1",))
    print_edition(tmp_path, replace(made(DAY, PORT, MATCH), desk=Desk(erratum=erratum)))
    update(place)
    assert [hit.withdrawn for hit in search(place, "النقل").hits if hit.day == DAY] == [DAY]
