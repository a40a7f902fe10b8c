"""What of an edition is not as its recipients had it."""

from dataclasses import replace

from builders import NOW, article, entry, human, machine, record

from reporter.editions import differences, withdrawn
from reporter.record.desk import Desk, DeskNote, EntryDesk, OwnHeadline


def told(number, title, *sentences, deck=None, **source):
    """Return an entry that quotes all of its sentences."""
    made = entry(
        str(number),
        article(*sentences, title=title, deck=deck, url=f"https://paper.example/{title.replace(' ', '-')}", **source),
        points=[human(f"English of {text}") for text in sentences],
        deck=human(f"English of {deck}") if deck else None,
    )
    return replace(made, title=human(f"English of {title}"))


PORT = told(1, "الميناء يفتح", "دخلت السفن الميناء فجرا.", "بلغت الحمولة 2400 طن.", deck="بعد حصار طويل")
SCHOOL = told(2, "مدرسة جديدة", "افتتح الوزير مدرسة في البلدة.")


def said(had, now):
    return [(item.place, item.was_ar, item.is_ar) for item in differences(had, now)]


def test_nothing_is_different_in_the_same_edition():
    assert said(record(PORT, SCHOOL), record(PORT, SCHOOL)) == []


def test_each_printed_text_that_is_another_one_is_named():
    """A headline, a deck, a sentence; and only once."""
    now = told(1, "الميناء يفتح", "دخلت السفن الميناء فجرا.", "بلغت الحمولة 2600 طن.", deck="بعد حصار قصير")
    assert said(record(PORT, SCHOOL), record(now, SCHOOL)) == [
        ("1", "بعد حصار طويل", "بعد حصار قصير"),
        ("1.2", "بلغت الحمولة 2400 طن.", "بلغت الحمولة 2600 طن."),
    ]
    without = told(1, "الميناء يفتح", "دخلت السفن الميناء فجرا.", "بلغت الحمولة 2400 طن.")
    assert said(record(PORT), record(without)) == [("1", "بعد حصار طويل", None)]


def test_of_a_story_only_the_headline_that_is_printed_is_compared():
    one, other = (replace(each, story="2026-11-21/1") for each in (PORT, SCHOOL))
    changed = [replace(each, title_ar=f"{each.title_ar} اليوم") for each in (one, other)]
    assert said(record(one, other), record(*changed)) == [("1", "الميناء يفتح", "الميناء يفتح اليوم")]
    assert said(record(one, SCHOOL), record(one, changed[1])) == []


def test_the_english_alone_can_be_different():
    now = replace(PORT, deck=human("After a long siege"))
    (item,) = differences(record(PORT), record(now))
    assert (item.was_en, item.is_en) == ("English of بعد حصار طويل", "After a long siege")


def test_an_article_is_found_under_another_number():
    """What is added and what is gone is named by its headline."""
    first, second = told(1, "مدرسة جديدة", "افتتح الوزير مدرسة في البلدة."), replace(PORT, id="2")
    third = told(3, "مطار مغلق", "أغلق الضباب المطار.")
    assert said(record(first, third), record(PORT, replace(first, id="2"))) == [
        ("1", None, "الميناء يفتح"),
        ("3", "مطار مغلق", None),
    ]
    (item,) = withdrawn(record(first, second), record(PORT, replace(first, id="2")), ["2"])
    assert (item.place, item.was_ar, item.is_ar) == ("2", "مدرسة جديدة", None)
    assert withdrawn(record(first), record(PORT, replace(first, id="2")), ["1"]) == ()


def test_english_that_a_machine_has_made_is_marked():
    """Whether it is that of a headline, a deck or a sentence; the desk's own headline is not by a machine."""
    sentences = tuple(replace(point, english=machine("Machine")) for point in PORT.points)
    now = replace(PORT, title=machine("Machine"), deck=machine("Machine"), points=sentences)
    assert [item.machine for item in differences(record(PORT), record(now))] == [True] * 4
    assert [item.machine for item in differences(record(now), record(PORT))] == [False] * 4
    ours = replace(now, desk=EntryDesk(our_headline=OwnHeadline(en="Ours", ar=None)))
    (headline,) = differences(record(now), record(ours))
    assert (headline.was_en, headline.is_en, headline.machine) == ("Machine", "Ours", False)


def test_notes_for_readers_are_compared_and_others_are_not():
    """Those on the edition, and those on an article."""
    note = DeskNote(en="Confirmed.", ar=None, by="Lina", at=NOW, audience="print")
    secret = replace(note, en="Doubtful.", audience="desk")
    noted = replace(PORT, desk=EntryDesk(notes=(note, secret)))
    now = replace(record(noted, SCHOOL), desk=Desk(notes=(secret, replace(note, en=None, ar="تأكد الخبر."))))
    found = differences(record(PORT, SCHOOL), now)
    assert [(item.place, item.was_en, item.is_en, item.is_ar) for item in found] == [
        ("0", None, None, "تأكد الخبر."),
        ("1", None, "Confirmed.", None),
    ]
