"""Editions with stories: several outlets tell one, it goes on the next day, and one bad article costs only itself."""

import pytest

from reporter.record import problems

pytestmark = pytest.mark.usefixtures("unprinted")

NAVY = (
    "استعادت القوات البحرية فجر السبت ميناء رأس الوادي بعد حصار دام ثلاثة أيام. وشاركت في العملية 6 سفن وطائرتان "
    "مروحيتان. وأعلنت هيئة الموانئ أن الملاحة في الميناء ستستأنف يوم الاثنين. وأضاف المصدر أن الأهالي بدأوا بالعودة إلى "
    "منازلهم القريبة من الميناء بعد إزالة الألغام من الطرق المؤدية إليه."
)
SAHEL = (
    "استعادت القوات البحرية ميناء رأس الوادي فجر السبت بعد حصار دام ثلاثة أيام متواصلة. وقال شاهد إن 4 سفن شاركت في "
    "العملية قرب الرصيف الشمالي. ولم تصب أي من حاويات القمح المخزنة في الميناء بأضرار."
)
NEXT_DAY = (
    "استأنفت الملاحة في ميناء رأس الوادي بعد أن استعادت القوات البحرية الميناء من المسلحين. ورست فيه صباح الأحد أولى السفن "
    "المحملة بالقمح بعد حصار دام ثلاثة أيام."
)


def put(paper, name, title, text, outlet, at):  # noqa: PLR0913, PLR0917  (an article has these facts)
    """Add an article with its facts."""
    page = f"---\noutlet: {outlet}\npublished_at: {at}+03:00\nurl: https://{name}.example/1\n---\n# {title}\n\n{text}\n"
    (paper.articles / f"{name}.md").write_text(page, encoding="utf-8")


@pytest.fixture
def told(paper):
    """Three outlets tell one story, two of them with the same text; two articles stand alone."""
    put(paper, "alwadi", "القوات البحرية تستعيد ميناء رأس الوادي", NAVY, "الوادي", "2026-11-19T08:15:00")
    put(paper, "qalaa", "القوات البحرية تستعيد ميناء رأس الوادي بعد حصار", NAVY, "القلعة", "2026-11-19T08:40:00")
    put(paper, "sahel", "ميناء رأس الوادي في يد القوات البحرية", SAHEL, "الساحل", "2026-11-19T09:05:00")
    return paper


def outlets(made, numbers):
    entries = {entry.id: entry for entry in made.entries}
    return [entries[number].source.outlet for number in numbers]


def test_a_story_is_printed_once(told):
    """It comes first, with the English of what is printed and nothing else."""
    made = told.make("2026-11-20T03:30").record
    assert problems(made) == ()
    story, *alone = made.stories
    assert [len(other.entries) for other in alone] == [1, 1]
    assert outlets(made, story.entries) == ["الوادي", "القلعة", "الساحل"]
    assert (story.outlets, story.distinct, story.number) == (3, 2, "1")
    assert outlets(made, [story.first.entry]) == ["الوادي"]
    (same,) = story.texts
    assert (outlets(made, same.entries), same.kind) == (["الوادي", "القلعة"], "same-text")
    lead = story.points[0]
    assert len(lead.also) == 2
    others = [entry for entry in made.entries if entry.id not in {s.headline for s in made.stories}]
    assert all(entry.title.origin == "none" and entry.title.reason is None for entry in others)
    (difference,) = story.differences
    assert [value.value for value in difference.values] == [6, 6, 4]
    assert made.degraded == told.make("2026-11-20T03:30", select="all").record.degraded


def test_the_order_of_the_files_changes_nothing(told, tmp_path):
    """Names decide in which order files are read."""
    first = told.make("2026-11-20T03:30").record
    for file in list(told.articles.glob("*.md")):
        file.rename(file.with_name(f"{'cab'['aqs'.index(file.name[0])]}-{file.name}"))
    again = told.make("2026-11-20T03:30", select="all").record
    assert [entry.identity for entry in first.entries] == [entry.identity for entry in again.entries]
    assert first.stories == again.stories


def test_a_story_goes_on(told):
    """The next day's article continues it; an unrelated one does not."""
    told.make("2026-11-20T03:30")
    put(
        told,
        "bahr",
        "الملاحة تعود إلى ميناء رأس الوادي بعد استعادة القوات البحرية الميناء",
        NEXT_DAY,
        "البحر",
        "2026-11-20T10:00:00",
    )
    told.put("harvest")
    made = told.make("2026-11-21T03:30").record
    assert {outlets(made, [story.headline])[0]: story.continues for story in made.stories} == {
        "البحر": "2026-11-20/1",
        None: None,
    }


def test_an_edition_that_is_made_again_keeps_its_numbers(told):
    """What has arrived since comes after it, also if it belongs to a story."""
    first = told.make("2026-11-20T03:30").record
    put(
        told,
        "bahr",
        "القوات البحرية في ميناء رأس الوادي",
        SAHEL + " وهنأ الوزير القوات.",
        "البحر",
        "2026-11-19T07:00:00",
    )
    told.put("bridge")
    again = told.make("2026-11-20T09:30").record
    assert problems(again) == ()
    assert [entry.identity for entry in again.entries[: len(first.entries)]] == [e.identity for e in first.entries]
    assert [entry.added for entry in again.entries] == [False] * 5 + [True] * 2
    story = next(story for story in again.stories if story.number == "1")
    assert len(story.entries) == 4
    assert "articles 6 and 7 arrived since" in again.notes[0].text_en


def test_without_grouping_every_article_stands_alone(told):
    made = told.make("2026-11-20T03:30", stories={"group": False}).record
    assert made.stories == ()
    assert all(entry.points and entry.story is None for entry in made.entries)


def test_of_more_stories_only_headlines_are_printed(told):
    """They have the title in English, no sentences, and are named."""
    made = told.make("2026-11-20T03:30", stories={"max": 1}).record
    assert problems(made) == ()
    printed, *rest = made.stories
    assert len(printed.points) > 1
    assert all(story.points == () for story in rest)
    by_id = {entry.id: entry for entry in made.entries}
    assert all(by_id[story.headline].points == () for story in rest)
    assert all(by_id[story.headline].title != by_id["4"].title for story in rest)


def test_a_story_of_which_an_article_fails_is_told_by_the_others(told, monkeypatch, caplog):
    """One by one; the bad one is listed with the reason."""
    from reporter import record

    right = record.dumps

    def wrong(made):
        if any(entry.source.outlet == "القلعة" for entry in made.entries):
            raise AssertionError("a rule")
        return right(made)

    monkeypatch.setattr(record, "dumps", wrong)
    made = told.make("2026-11-20T03:30").record
    assert problems(made) == ()
    assert [item.source for item in made.skipped] == ["articles/qalaa.md"]
    assert {"الوادي", "الساحل"} <= {entry.source.outlet for entry in made.entries}
    assert all(story.points for story in made.stories)
    assert any("told article by article" in message for message in caplog.messages)


def test_outlets_are_counted_by_their_names(told):
    """An article that names none is not one more outlet, and spellings of a name are one."""
    text = f"{SAHEL.partition('. ')[0]}. {NEXT_DAY}"
    (told.articles / "unnamed.md").write_text(f"# القوات البحرية تستعيد ميناء رأس الوادي\n\n{text}\n", encoding="utf-8")
    put(told, "sahel2", "ميناء رأس الوادي بيد القوات البحرية مجددا", SAHEL, "السّاحل", "2026-11-19T09:10:00")
    made = told.make("2026-11-20T03:30").record
    story = made.stories[0]
    assert {None, "السّاحل", "الساحل"} <= set(outlets(made, story.entries))
    assert story.outlets == 3
