"""Round-ups: the stories of several days, told once, from the records alone."""

import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from archives import (
    MARKET,
    MATCH,
    PORT,
    STORM_MONDAY,
    STORM_OTHER,
    STORM_TUESDAY,
    article,
    days,
    grouped,
    made,
    place_in,
    print_edition,
    quotations,
)  # fmt: skip
from builders import ENGINE

from reporter.archive import Wanted, days_of, roundup, update
from reporter.errors import ConfigError
from reporter.record import Changes, Dropped, Quote, Updated, content_sha256, dumps, loads, misquoted, problems
from reporter.record.desk import Desk, DeskNote, EntryDesk, Erratum, Section
from reporter.record.stories import Difference, First, SharedText, StatedValue

NOW = datetime(2026, 11, 30, 6, tzinfo=UTC)
MONDAY, TUESDAY, WEDNESDAY = days(3)
WEEK = Wanted(first=MONDAY, last=MONDAY + timedelta(days=6))


@pytest.fixture
def folder(tmp_path):
    print_edition(tmp_path, grouped(made(MONDAY, STORM_MONDAY, STORM_OTHER), ["1", "2"]))
    print_edition(tmp_path, grouped(made(TUESDAY, STORM_TUESDAY, MARKET), ["1"], ["2"], continues={"1": f"{MONDAY}/1"}))
    return tmp_path


def test_a_story_of_several_days_is_told_once_day_by_day(folder):
    """With the headline of the last day; each sentence says which edition printed it, and keeps its English."""
    record = roundup(place_in(folder), WEEK, NOW)
    assert problems(loads(dumps(record))) == ()
    assert loads(dumps(record)) == record
    assert (record.edition.kind, record.edition.first, record.edition.date) == ("roundup", WEEK.first, WEEK.last)
    storm, market = record.stories
    assert (storm.headline, storm.continues, storm.outlets) == ("1", None, 2)
    assert record.entries[0].title_ar == "عنوان after"
    points = {point.id: point for entry in record.entries for point in entry.points}
    assert [points[each.point].text_ar for each in storm.points] == [
        "ضربت العاصفة الساحل فجرا.", "اقتلعت الرياح أشجارا كثيرة.", "عادت الكهرباء إلى المدينة."
    ]  # fmt: skip
    assert sorted(quotations(record), key=str) == sorted(
        [
            ("ضربت العاصفة الساحل فجرا.", MONDAY, "1.1"),
            ("اقتلعت الرياح أشجارا كثيرة.", MONDAY, "2.1"),
            ("عادت الكهرباء إلى المدينة.", TUESDAY, "1.1"),
            ("ارتفعت أسعار القمح عالميا.", TUESDAY, "2.1"),
        ],
        key=str,
    )
    assert points[storm.points[0].point].english == STORM_MONDAY.points[0].english
    assert market.headline == "2"
    assert [entry.id for entry in record.entries] == ["1", "2", "3", "4"]
    assert "round-up of 2 editions" in record.notes[0].text_en


def test_an_article_that_is_printed_every_day_is_told_once(tmp_path):
    """Its sentences cite the first edition that printed them."""
    for day in (MONDAY, TUESDAY):
        print_edition(tmp_path, made(day, PORT, MATCH))
    record = roundup(place_in(tmp_path), WEEK, NOW)
    assert problems(record) == ()
    assert len(record.entries) == 2
    assert {day for _, day, _ in quotations(record)} == {MONDAY}
    assert len(quotations(record)) == 3
    assert record.stories == ()


def test_a_newer_version_of_an_article_is_what_is_quoted(tmp_path):
    newer = article(1, "storm", ("ضربت العاصفة الساحل ظهرا.", "The storm hit the coast at noon."), outlet="الوادي")
    print_edition(tmp_path, made(MONDAY, STORM_MONDAY))
    print_edition(tmp_path, made(TUESDAY, newer))
    record = roundup(place_in(tmp_path), WEEK, NOW)
    assert quotations(record) == [("ضربت العاصفة الساحل ظهرا.", TUESDAY, "1.1")]
    assert problems(record) == ()


def test_a_sentence_is_printed_once_and_its_other_articles_are_named(tmp_path):
    """Word for word, whichever day has it again."""
    again = article(1, "copy", ("ضربت العاصفةُ الساحل فجرا.", "The storm hit."), outlet="السوق")
    print_edition(tmp_path, grouped(made(MONDAY, STORM_MONDAY), ["1"]))
    print_edition(tmp_path, grouped(made(TUESDAY, again), ["1"], continues={"1": f"{MONDAY}/1"}))
    record = roundup(place_in(tmp_path), WEEK, NOW)
    assert problems(record) == ()
    (point,) = record.stories[0].points
    assert quotations(record) == [("ضربت العاصفة الساحل فجرا.", MONDAY, "1.1")]
    assert [also.entry for also in point.also] == ["1"]


def test_a_story_that_leads_from_two_to_one_joins_them(tmp_path):
    """Others stay as they are."""
    print_edition(tmp_path, grouped(made(MONDAY, STORM_MONDAY, replace(STORM_OTHER, id="2")), ["1"], ["2"]))
    both = grouped(
        made(TUESDAY, STORM_TUESDAY, MARKET, replace(STORM_OTHER, id="3")), ["1", "3"], ["2"],
        continues={"1": f"{MONDAY}/1"},
    )  # fmt: skip
    print_edition(tmp_path, both)
    record = roundup(place_in(tmp_path), WEEK, NOW)
    assert problems(record) == ()
    titles = {entry.id: entry.title_ar.removeprefix("عنوان ") for entry in record.entries}
    assert [{titles[name] for name in story.entries} for story in record.stories] == [
        {"storm", "after", "wind"},
        {"market"},
    ]


def whole_story(record, texts, differences, watch=()):
    """Return `record` with what else is said of its first story."""
    first = replace(
        record.stories[0],
        first=First(entry="2", at=NOW, basis="published"),
        texts=texts,
        differences=differences,
        watch=watch,
    )
    return replace(record, stories=(first, *record.stories[1:]))


def test_what_an_edition_says_of_a_story_is_said_of_the_articles_as_they_are_told(tmp_path):
    """Who was first, which texts are the same, and which numbers differ; nothing of versions that are not told."""
    stated = tuple(
        StatedValue(value=value, entry=entry.id, span=entry.points[0].span)
        for value, entry in ((6, STORM_MONDAY), (4, STORM_OTHER))
    )
    same = SharedText(entries=("1", "2"), kind="same-text", containment=0.9, run_words=30, agency=None)
    said = ((same, replace(same, kind="passage")), (Difference(noun="سفن", values=stated),))
    first, second, market = replace(STORM_MONDAY, id="1"), replace(STORM_OTHER, id="2"), replace(MARKET, id="3")
    monday = whole_story(grouped(made(MONDAY, first, second, market), ["1", "2"], ["3"]), *said, watch=("storms",))
    print_edition(tmp_path, monday)
    tuesday = grouped(made(TUESDAY, STORM_TUESDAY), ["1"], continues={"1": f"{MONDAY}/1"})
    print_edition(tmp_path, tuesday)
    record = roundup(place_in(tmp_path), WEEK, NOW)
    assert problems(record) == ()
    ids = {entry.identity: entry.id for entry in record.entries}
    (story,) = [each for each in record.stories if len(each.entries) == 3]
    told = ids[first.identity], ids[second.identity]
    assert story.first.entry == told[1]
    assert [(text.kind, text.entries) for text in story.texts] == [("same-text", told), ("passage", told)]
    (difference,) = story.differences
    assert [(value.value, value.entry) for value in difference.values] == [(6, told[0]), (4, told[1])]
    assert story.watch == ("storms",)
    newer = article(2, "wind", ("اقتلعت الرياح أشجارا قليلة.", "Winds uprooted few trees."), outlet="القلعة")
    both = grouped(made(TUESDAY, STORM_TUESDAY, newer), ["1", "2"], continues={"1": f"{MONDAY}/1"})
    print_edition(tmp_path, both)
    (story,) = [each for each in roundup(place_in(tmp_path), WEEK, NOW).stories if len(each.entries) == 3]
    assert (story.first, story.texts, story.differences) == (None, (), ())


def test_a_text_that_two_days_share_is_told_once(tmp_path):
    same = SharedText(entries=("1", "2"), kind="same-text", containment=0.9, run_words=30, agency=None)
    for day in (MONDAY, TUESDAY):
        print_edition(tmp_path, whole_story(grouped(made(day, STORM_MONDAY, STORM_OTHER), ["1", "2"]), (same,), ()))
    (story,) = roundup(place_in(tmp_path), WEEK, NOW).stories
    assert len(story.texts) == 1


def test_a_story_is_wanted_if_one_of_its_days_is(folder):
    """It was put first on Monday and not on Tuesday."""
    lead = replace(STORM_MONDAY, desk=EntryDesk(priority="lead"))
    print_edition(folder, grouped(made(MONDAY, lead, STORM_OTHER), ["1", "2"]))
    (story,) = roundup(place_in(folder), replace(WEEK, priority="lead"), NOW).stories
    assert len(story.entries) == 3


def test_its_title_is_that_of_the_latest_edition_and_only_several_models_are_named(tmp_path):
    for day, title, model in ((MONDAY, "Old", ENGINE), (TUESDAY, "New", ENGINE)):
        edition = made(day, PORT, engine=model)
        print_edition(tmp_path, replace(edition, edition=replace(edition.edition, title_en=title)))
    record = roundup(place_in(tmp_path), WEEK, NOW)
    assert record.edition.title_en == "New: Round-up"
    assert not any("several models" in note.text_en for note in record.notes)
    print_edition(tmp_path, made(WEDNESDAY, PORT, engine=replace(ENGINE, version="2.0")))
    notes = [note.text_en for note in roundup(place_in(tmp_path), WEEK, NOW).notes]
    assert "The machine English was made by several models: translate-ar_en 1.0, translate-ar_en 2.0" in notes


def test_the_notes_on_every_version_of_an_article_are_printed(tmp_path):
    note = DeskNote(en="Seen.", ar=None, by="Lina", at=NOW, audience="print")
    print_edition(tmp_path, made(MONDAY, replace(PORT, desk=EntryDesk(notes=(note,))), MATCH))
    print_edition(tmp_path, made(TUESDAY, PORT, MATCH))
    entries = roundup(place_in(tmp_path), WEEK, NOW).entries
    assert [entry.desk.notes for entry in entries if entry.identity == PORT.identity] == [(note,)]
    assert [entry.desk.notes for entry in entries if entry.identity == MATCH.identity] == [()]


def test_an_article_that_was_taken_down_twice_is_left_out(tmp_path):
    """It came back between the two."""
    dropped = Changes(dropped=(Dropped(**told_again(STORM_OTHER, MONDAY, STORM_OTHER.points), status=404),))
    print_edition(tmp_path, made(MONDAY, STORM_OTHER))
    print_edition(tmp_path, replace(made(TUESDAY, MARKET), changes=dropped))
    print_edition(tmp_path, made(WEDNESDAY, STORM_OTHER))
    print_edition(tmp_path, replace(made(WEEK.last, MARKET), changes=dropped))
    assert {entry.identity for entry in roundup(place_in(tmp_path), WEEK, NOW).entries} == {MARKET.identity}


def told_again(entry, day, points, **more):
    """Return what an edition says of an earlier version of an article."""
    quotes = tuple(
        Quote(edition=day, point=point.id, text_ar=point.text_ar, text_en=None, today_ar=None, today=None, diff=())
        for point in points
    )
    return {
        "identity": entry.identity, "edition": day, "number": entry.id, "outlet": None, "url": None,
        "title_ar": entry.title_ar, "title_en": None, "quotes": quotes,
    } | more  # fmt: skip


@pytest.mark.parametrize("later", [TUESDAY, WEEK.last + timedelta(days=3)])
def test_what_was_withdrawn_is_left_out_and_said(folder, later):
    """Also if an edition after the days of the round-up says so."""
    dropped = Dropped(**told_again(STORM_OTHER, MONDAY, STORM_OTHER.points), status=410)
    changed = Updated(
        **told_again(STORM_MONDAY, MONDAY, STORM_MONDAY.points),
        entry=None, before="0" * 64, after="1" * 64, silent=False, words=(), more=False, diff=(),
    )  # fmt: skip
    last = made(later, MARKET) if later != TUESDAY else grouped(
        made(TUESDAY, STORM_TUESDAY, MARKET), ["1"], ["2"], continues={"1": f"{MONDAY}/1"}
    )  # fmt: skip
    print_edition(folder, replace(last, changes=Changes(updated=(changed,), dropped=(dropped,))))
    record = roundup(place_in(folder), WEEK, NOW)
    assert problems(record) == ()
    assert {text for text, _, _ in quotations(record)} == {"عادت الكهرباء إلى المدينة.", "ارتفعت أسعار القمح عالميا."}
    assert "عنوان wind" not in [entry.title_ar for entry in record.entries]
    said = " ".join(note.text_en for note in record.notes)
    assert "withdrawn: “Headline wind” (القلعة)" in said
    assert "1 sentence left out" in said


def test_what_the_desk_has_withdrawn_is_left_out(tmp_path):
    """An article, or a whole edition; the desk's own notes are in no round-up, printed ones are."""
    note = DeskNote(en="Seen.", ar=None, by="Lina", at=NOW, audience="print")
    noted = replace(MATCH, desk=EntryDesk(notes=(note, replace(note, audience="desk"))))
    erratum = Erratum(kind="withdrawn", at=NOW, says_en=None, says_ar=None, entries=("1",))
    print_edition(tmp_path, replace(made(MONDAY, PORT, noted), desk=Desk(erratum=erratum)))
    record = roundup(place_in(tmp_path), WEEK, NOW)
    assert [entry.identity for entry in record.entries] == [MATCH.identity]
    assert record.entries[0].desk.notes == (note,)
    assert any("withdrawn: “The port resumes work”" in notice.text_en for notice in record.notes)
    whole = replace(erratum, entries=())
    print_edition(tmp_path, replace(made(MONDAY, PORT, MATCH), desk=Desk(erratum=whole)))
    with pytest.raises(ConfigError, match="No story"):
        roundup(place_in(tmp_path), WEEK, NOW)


def test_sections_and_priorities_choose_whole_stories(tmp_path):
    """Under the headings of the desk, in their order."""
    sections = (Section(name="economy", title_en="Economy", title_ar="اقتصاد", entries=("2",)),
                Section(name="gaza", title_en="Gaza", title_ar="غزة", entries=("1",)))  # fmt: skip
    entries = (
        replace(STORM_MONDAY, desk=EntryDesk(section="gaza", section_by="rule", priority="brief"), points=()),
        replace(MARKET, desk=EntryDesk(section="economy", section_by="rule", priority="lead")),
    )
    print_edition(tmp_path, replace(made(MONDAY, *entries), desk=Desk(sections=sections)))
    place = place_in(tmp_path)
    whole = roundup(place, WEEK, NOW)
    assert problems(whole) == ()
    assert [(section.name, section.entries) for section in whole.desk.sections] == [
        ("economy", ("1",)),
        ("gaza", ("2",)),
    ]
    for wanted, titles in (
        ({"section": "Gaza"}, ["عنوان storm"]),
        ({"priority": "lead"}, ["عنوان market"]),
        ({"priority": "normal"}, ["عنوان market"]),
    ):
        record = roundup(place, replace(WEEK, **wanted), NOW)
        assert [entry.title_ar for entry in record.entries] == titles
        assert problems(record) == ()
    with pytest.raises(ConfigError, match="No story"):
        roundup(place, replace(WEEK, section="sport"), NOW)


def test_days_without_an_edition_are_named_and_none_at_all_is_an_error(folder):
    record = roundup(place_in(folder), replace(WEEK, last=WEDNESDAY), NOW)
    assert record.notes[1].text_en == "There was no edition on 23 November 2026"
    week = roundup(place_in(folder), replace(WEEK, first=WEEK.first - timedelta(days=2)), NOW)
    assert "19 November to 20 November 2026, 23 November to 27 November 2026" in week.notes[1].text_en
    early = roundup(place_in(folder), WEEK, NOW.replace(month=11, day=22))
    assert len(early.notes) == 1
    with pytest.raises(ConfigError, match="no edition from"):
        roundup(place_in(folder), Wanted(first=date(2025, 1, 1), last=date(2025, 1, 9)), NOW)


def test_a_day_that_cannot_be_read_is_not_a_day_without_an_edition(folder):
    """Nor is one that came later, and may have withdrawn something, passed over in silence."""
    print_edition(folder, made(WEDNESDAY, MARKET))
    for day in (MONDAY, WEDNESDAY):
        (folder / "output" / day.isoformat() / "briefing.json").write_bytes(b"{")
    record = roundup(place_in(folder), Wanted(first=MONDAY, last=TUESDAY), NOW)
    assert record.degraded == (
        "The record of Saturday, 21 November 2026 cannot be read",
        "The record of Monday, 23 November 2026 cannot be read, so what it withdraws may be quoted here",
    )
    assert not any("no edition" in note.text_en for note in record.notes)
    with pytest.raises(ConfigError, match="None of the records"):
        roundup(place_in(folder), Wanted(first=MONDAY, last=MONDAY), NOW)


def test_an_outlet_counts_once_and_a_file_without_one_does_not_count(tmp_path):
    monday = [article(1, "storm", ("ضربت العاصفة الساحل.", "The storm hit."), outlet="صحيفة القلعة"),
              article(2, "wind", ("اقتلعت الرياح الأشجار.", "Winds uprooted trees."), outlet="صحيفه  القلعه"),
              article(3, "rain", ("هطل المطر ليلا.", "It rained at night."))]  # fmt: skip
    print_edition(tmp_path, grouped(made(MONDAY, *monday), ["1", "2", "3"]))
    (story,) = roundup(place_in(tmp_path), WEEK, NOW).stories
    assert (len(story.entries), story.outlets) == (3, 1)


def test_it_is_made_of_the_copies_if_the_editions_are_gone(folder):
    place = place_in(folder)
    update(place)
    before = roundup(place, WEEK, NOW)
    for path in sorted((folder / "output").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert roundup(place, WEEK, NOW) == before


def test_a_quotation_that_is_not_in_its_day_is_found(folder):
    """Another text, another article's text, and a day that is not one of its days."""
    place = place_in(folder)
    record = roundup(place, WEEK, NOW)
    at_hand = days_of(place, record)
    assert set(at_hand) == {MONDAY, TUESDAY}
    assert misquoted(record, at_hand) == ()
    other = made(MONDAY, STORM_OTHER)
    (wrong,) = misquoted(record, at_hand | {MONDAY: other})
    assert "not verbatim in the edition of 2026-11-21, which it cites as 1.1" in wrong
    text = json.loads(dumps(record))
    text["entries"][0]["points"][0]["from"]["date"] = "2026-01-01"
    assert any("not one of its days" in problem for problem in problems(loads(json.dumps(text).encode())))
    text["entries"][0]["points"][0]["from"] = None
    assert any("are from daily editions" in problem for problem in problems(loads(json.dumps(text).encode())))


@pytest.mark.parametrize("seed", range(25))
def test_whatever_the_days_hold_it_is_valid_and_verbatim(tmp_path, seed):
    """Random weeks: articles again, in other versions and stories, stories that go on, articles taken down."""
    chance = random.Random(seed)
    sentences = [(f"جملة رقم {n} عن المرفأ والسفن.", f"Sentence {n}.") for n in range(12)]
    stories = []
    for day in days(4):
        names = chance.sample("abcdefgh", chance.randint(1, 6))
        entries = [
            article(at, name, *chance.sample(sentences, chance.randint(1, 3)), outlet=f"صحيفة {chance.choice(names)}")
            for at, name in enumerate(names, start=1)
        ]
        record = made(day, *entries)
        numbers = [entry.id for entry in entries]
        chance.shuffle(numbers)
        cut = chance.randint(0, len(numbers))
        groups = [group for group in (numbers[:cut], *([each] for each in numbers[cut:])) if group]
        if chance.random() < 0.8:
            continues = {group[0]: chance.choice(stories) for group in groups if stories and chance.random() < 0.4}
            record = grouped(record, *groups, continues=continues)
            stories += [story.id for story in record.stories]
        if chance.random() < 0.5 and day > MONDAY:
            gone = article(9, chance.choice("abcdefgh"), sentences[0])
            dropped = Dropped(**told_again(gone, MONDAY, ()), status=404)
            record = replace(record, changes=Changes(dropped=(dropped,)))
        print_edition(tmp_path, record)
    place = place_in(tmp_path)
    try:
        record = roundup(place, WEEK, NOW)
    except ConfigError:
        return
    assert problems(loads(dumps(record))) == ()
    at_hand = days_of(place, record)
    assert misquoted(record, at_hand) == ()
    printed = {
        point.text_ar: point.english for day in at_hand.values() for each in day.entries for point in each.points
    }
    assert all(printed[point.text_ar] == point.english for entry in record.entries for point in entry.points)
    identities = [entry.identity for entry in record.entries]
    assert len(set(identities)) == len(identities)


def test_the_hash_of_a_daily_edition_is_not_that_of_a_roundup(folder):
    """And the new fields change no hash of an edition without them."""
    daily = json.loads(dumps(made(MONDAY, PORT)))
    older = json.loads(dumps(made(MONDAY, PORT)))
    older["edition"] = {name: value for name, value in older["edition"].items() if name not in {"kind", "first"}}
    for point in older["entries"][0]["points"]:
        del point["from"]
    assert content_sha256(json.dumps(older).encode()) == content_sha256(json.dumps(daily).encode())
    assert loads(json.dumps(older).encode()) == loads(json.dumps(daily).encode())
    record = roundup(place_in(folder), WEEK, NOW)
    other = replace(record, edition=replace(record.edition, first=record.edition.first - timedelta(days=1)))
    assert content_sha256(dumps(record)) != content_sha256(dumps(other))
