"""What is printed of a record: blocks, their headlines, and every text with its kind."""

from dataclasses import replace

from builders import article, entry, human, record

from reporter.model import Span
from reporter.record import Hit
from reporter.record.blocks import also_reported, blocks, printed
from reporter.record.desk import EntryDesk, OwnHeadline
from reporter.record.stories import Story, StoryPoint, Why


def told(number, title, deck=None):
    made = article("وصلت السفن إلى الميناء.", title=title, deck=deck, name=number)
    return entry(number, made, points=[human("Ships came.")])


PORT, SCHOOL = told("1", "الميناء يفتح", "بعد حصار"), told("2", "مدرسة جديدة")


def grouped(made, *groups, printed_in=()):
    """Return `made` with the entries of each group as a story; those whose headlines are in `printed_in` are quoted."""
    stories = tuple(
        Story(
            id=f"{made.edition.date}/{names[0]}", continues=None, entries=tuple(names), headline=names[0], outlets=0,
            first=None, texts=(), differences=(), why=Why(terms=(), similarity=()),
            points=tuple(StoryPoint(entry=name, point=f"{name}.1") for name in names if names[0] in printed_in),
        )
        for names in groups
    )  # fmt: skip
    home = {name: story.id for story in stories for name in story.entries}
    quoted = {point.point for story in stories for point in story.points}
    entries = tuple(
        replace(each, story=home[each.id], points=tuple(point for point in each.points if point.id in quoted))
        for each in made.entries
    )
    return replace(made, entries=entries, stories=stories)


def texts(made):
    return [(text.kind, text.place) for text in printed(made)]


def test_the_deck_of_one_article_is_printed_and_that_of_a_story_is_not():
    assert texts(record(PORT, SCHOOL)) == [
        ("headline", "1"), ("deck", "1"), ("sentence", "1.1"), ("headline", "2"), ("sentence", "2.1"),
    ]  # fmt: skip
    alone = grouped(record(PORT, SCHOOL), ["1"], ["2"], printed_in="12")
    assert texts(alone) == texts(record(PORT, SCHOOL))
    story = grouped(record(PORT, SCHOOL), ["1", "2"], printed_in="1")
    assert texts(story) == [("headline", "1"), ("sentence", "1.1"), ("sentence", "2.1")]


def test_a_story_of_which_only_the_headline_is_printed_comes_after_all_others():
    made = grouped(record(PORT, SCHOOL), ["1"], ["2"], printed_in="2")
    assert [block.article.id for block in blocks(made)] == ["2"]
    (block,) = also_reported(made)
    assert (block.article.id, block.is_short) == ("1", True)
    assert texts(made) == [("headline", "2"), ("sentence", "2.1"), ("headline", "1")]


def test_what_the_desk_has_made_brief_stays_where_it_is():
    brief = replace(PORT, desk=EntryDesk(priority="brief"), points=())
    first, second = blocks(record(brief, SCHOOL))
    assert (first.is_short, second.is_short) == (True, False)
    assert texts(record(brief, SCHOOL))[0:2] == [("headline", "1"), ("headline", "2")]


def test_an_article_without_sentences_is_not_short():
    """Its deck is printed."""
    (block,) = blocks(record(replace(PORT, points=())))
    assert not block.is_short
    assert [text.kind for text in block.texts] == ["headline", "deck"]


def test_the_headline_of_the_desk_has_no_marks_of_that_of_the_outlet():
    """It replaces the headline in its language only, and the article keeps its own."""
    hits = (Hit(watch="ports", part="title", span=Span(0, 7)), Hit(watch="ports", part="text", span=Span(0, 4)))
    for ours, title_ar, title_en, marked in (
        (OwnHeadline(en="Open", ar=None), "الميناء يفتح", "Open", hits),
        (OwnHeadline(en=None, ar="عودة السفن"), "عودة السفن", PORT.title.text_en, hits[1:]),
    ):
        (block,) = blocks(record(replace(PORT, hits=hits, desk=EntryDesk(our_headline=ours))))
        assert (block.entry.title_ar, block.entry.title.text_en, block.entry.hits) == (title_ar, title_en, marked)
        assert (block.article.title_ar, block.article.hits) == ("الميناء يفتح", hits)
