"""A selection of an edition: some of its stories, whole, with the ids of the whole edition."""

from dataclasses import replace
from datetime import date

import pytest
from builders import ENGINE, article, entry, human, machine, record

from reporter.editions import selected
from reporter.record import content_sha256, dumps, loads, problems
from reporter.record.changes import Changes, Updated
from reporter.render.templates.samples import samples


def ids(made):
    return [each.id for each in made.entries]


def single(number, section=None, watch=(), english=None):
    made = entry(number, article(name=number, title=f"خبر {number}", section=section), points=english)
    return replace(made, watch=watch)


def edition():
    english = [machine("One."), human("Two."), human("Three.")]
    return record(
        single("1", section="politics"),
        single("2", watch=("ports",)),
        single("3", section="Economy", watch=("ports",), english=english),
        engine=ENGINE,
        watch=("ports", "crime"),
    )


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (["ports"], ["2", "3"]),
        (["economy"], ["3"]),
        (["politics"], ["1"]),
        (["Ports", "politics"], ["1", "2", "3"]),
        (["crime"], []),
        (["port"], []),
    ],
)
def test_articles_of_lists_and_sections_are_selected(only, expected):
    """Names are compared without regard to capitals, as wholes."""
    made = selected(edition(), only)
    assert ids(made) == expected
    assert problems(loads(dumps(made))) == ()
    assert made.counts.articles == len(expected)
    assert made.engine == (ENGINE if "3" in expected else None)


def test_a_selection_says_what_it_is():
    """First, in both languages; it counts only the lists that it is of."""
    made = selected(edition(), ["ports", "economy"])
    assert made.notes[0].text_en == "A selection: 2 of 3 articles (ports, economy), numbered as in the whole edition"
    assert "2 من أصل 3" in made.notes[0].text_ar
    assert made.watch == ("ports",)
    assert selected(edition(), ["crime"]).notes[0].text_en == "Nothing today on crime; articles in the whole edition: 3"


def test_stories_are_selected_whole():
    """With the articles that are in no list; they keep their ids, points and differences."""
    whole = samples()["stories"]
    entries = tuple(replace(each, watch=(), hits=()) if each.id != "4" else each for each in whole.entries)
    made = selected(replace(whole, entries=entries), ["ports"])
    assert ids(made) == ["1", "3", "4"]
    assert made.stories == whole.stories[:1]
    assert made.notes[0].text_en.startswith("A selection: 1 of 2 stories")
    assert problems(loads(dumps(made))) == ()


def test_a_selection_has_a_content_of_its_own():
    """It does not change with articles outside it."""
    one, other = edition(), replace(edition(), entries=(single("1", section="sport"), *edition().entries[1:]))
    contents = [content_sha256(dumps(selected(made, ["ports"]))) for made in (one, other)]
    assert contents[0] == contents[1] != content_sha256(dumps(one))


def changed(identity, number, entry=None):
    return Updated(
        identity=identity, edition=date(2026, 11, 20), number=number, outlet=None, url=None, title_ar="خبر", title_en=None,
        quotes=(), entry=entry, before="0" * 64, after="1" * 64, silent=False, words=(), more=False, diff=(),
    )  # fmt: skip


def test_corrections_of_earlier_editions_go_to_those_who_had_them():
    """An article is told of if it is in this selection or was in the earlier one, or if that is not known any more."""
    updates = (changed("a", "1", "1"), changed("b", "2", "2"), changed("c", "1"), changed("d", "2"))
    whole = replace(edition(), changes=Changes(updated=updates))
    earlier = record(single("1", section="politics"), single("2", watch=("ports",)))
    told = selected(whole, ["ports"], {date(2026, 11, 20): earlier}.get).changes.updated
    assert [item.identity for item in told] == ["b", "d"]
    assert [item.identity for item in selected(whole, ["ports"]).changes.updated] == ["b", "c", "d"]


@pytest.mark.parametrize("only", [["ports"], ["economy"], ["no such list"]])
def test_a_selection_keeps_what_readers_may_know_of_the_desks_decisions(only):
    """Sections and notes of its stories; nothing that was left out, and no note that is for the desk."""
    whole = samples()["decided"]
    secret = next(note for each in whole.entries for note in each.desk.notes if note.audience == "desk")
    whole = replace(whole, desk=replace(whole.desk, notes=(*whole.desk.notes, secret)))
    made = selected(whole, only)
    assert problems(loads(dumps(made))) == ()
    expected = {"ports": ["region"], "economy": ["economy"]}.get(only[0], [])
    assert [section.name for section in made.desk.sections] == expected
    assert made.desk.excluded == ()
    assert all(note.audience == "print" for each in (made, *made.entries) for note in each.desk.notes)
