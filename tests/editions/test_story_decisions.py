"""Decisions about stories: read from ``stories.yaml``, kept by identity, and carried out in every later edition."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from builders import article, entry, record
from editions import desk

from reporter import editions
from reporter.cli import main
from reporter.record import dumps
from reporter.store import Store
from reporter.store.stories import StoryDecisions

ONE, OTHER, THIRD = (f"news.example/{number}" for number in (1, 2, 3))


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store.sqlite3") as opened:
        yield opened


@pytest.fixture
def decided(tmp_path, store):
    """Return a function that writes ``stories.yaml`` and reads all decisions."""

    def read(text=None, today="2026-11-21"):
        if text is not None:
            (tmp_path / "stories.yaml").write_text(text, encoding="utf-8")
        found, wrong = editions.decided(tmp_path, tmp_path / "output", store, date.fromisoformat(today))
        part, join = (sorted(map(sorted, pairs)) for pairs in (found.part, found.join))
        return part, join, [problem.replace(f"{tmp_path}/", "") for problem in wrong]

    return read


def publish(tmp_path, day, *numbers):
    """Write the record of an edition whose entries are the articles with these numbers."""
    folder = tmp_path / "output" / day
    folder.mkdir(parents=True)
    entries = [
        entry(str(at), article(outlet="نشرة", url=f"https://news.example/{number}"))
        for at, number in enumerate(numbers, 1)
    ]
    (folder / "briefing.json").write_bytes(dumps(record(*entries)))


def test_numbers_mean_the_edition_in_which_they_were_seen(tmp_path, decided):
    """The next edition has other numbers, and its file still has the same statement."""
    publish(tmp_path, "2026-11-20", 1, 2)
    assert decided("part: [1, 2.3]\n") == ([[ONE, OTHER]], [], [])
    publish(tmp_path, "2026-11-21", 3, 1)
    assert decided() == ([[ONE, OTHER]], [], [])
    assert decided("part: [[1, 2.3], [2026-11-21/1, 2]]\n") == ([[ONE, OTHER], [ONE, THIRD]], [], [])


def test_a_decision_is_kept_without_the_file(tmp_path, decided):
    publish(tmp_path, "2026-11-20", 1, 2)
    decided("join: [1, 2]\n")
    (tmp_path / "stories.yaml").unlink()
    assert decided() == ([], [[ONE, OTHER]], [])


def test_the_latest_decision_counts(tmp_path, decided):
    publish(tmp_path, "2026-11-20", 1, 2)
    assert decided("part: [1, 2]\n")[:2] == ([[ONE, OTHER]], [])
    assert decided("join: ['https://www.news.example/2/', 'url:news.example/1']\n")[:2] == ([], [[ONE, OTHER]])
    assert decided("part: [1, 2]\n")[:2] == ([[ONE, OTHER]], [])


def test_all_articles_of_a_list_are_meant(tmp_path, decided):
    publish(tmp_path, "2026-11-20", 1, 2, 3)
    assert decided("part: [1, 2, 3]\n")[0] == [[ONE, OTHER], [ONE, THIRD], [OTHER, THIRD]]


def test_an_edition_of_the_future_is_not_the_latest(tmp_path, decided):
    publish(tmp_path, "2026-11-20", 1, 2)
    publish(tmp_path, "2030-01-01", 3, 1)
    assert decided("part: [1, 2]\n")[0] == [[ONE, OTHER]]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("part: [1, 9]", "stories.yaml, line 1: the edition of 2026-11-20 has no article 9."),
        ("part: [1, 2025-01-01/1]", "stories.yaml, line 1: There is no edition of 2025-01-01 in output."),
        ("part: [1, 1.1]", "stories.yaml, line 1: two of the articles in 'part 1 1.1' are the same."),
    ],
)
def test_a_wrong_statement_costs_no_other(tmp_path, decided, text, problem):
    """It is reported until it is mended."""
    publish(tmp_path, "2026-11-20", 1, 2)
    for _ in range(2):
        assert decided(f"{text}\njoin: [1, 2]\n") == ([], [[ONE, OTHER]], [problem])


def test_a_file_that_cannot_be_read_costs_no_decision(tmp_path, decided):
    publish(tmp_path, "2026-11-20", 1, 2)
    decided("join: [1, 2]\n")
    assert decided("split: [1, 2]\n") == (
        [],
        [[ONE, OTHER]],
        ["stories.yaml, line 1: 'split' is neither 'part' nor 'join'."],
    )
    (tmp_path / "stories.yaml").write_bytes(b"part: \xff\n")
    assert decided() == ([], [[ONE, OTHER]], ["stories.yaml is not UTF-8 text."])


def test_without_an_edition_numbers_mean_nothing(decided):
    assert decided("part: [1, 2]\n") == ([], [], ["stories.yaml, line 1: There is no edition in output yet."])


def test_decisions_outlive_a_damaged_store(tmp_path, caplog):
    path = tmp_path / "store.sqlite3"
    with Store.open(path) as store:
        StoryDecisions(store).keep("stories.yaml", ["part 1 2"], [("part", OTHER, ONE)])
    with closing(sqlite3.connect(path)) as database:
        database.execute("ALTER TABLE draft ADD COLUMN extra TEXT")
    with Store.open(path) as store:
        assert store.damage
        assert StoryDecisions(store).pairs("part") == {frozenset({ONE, OTHER})}
        assert StoryDecisions(store).carried_out("stories.yaml") == {"part 1 2"}


def test_check_finds_mistakes_in_the_file(tmp_path, capsys):
    """There is a line only if there is a file."""
    config = desk(tmp_path)

    def check():
        main(["check", "--config", str(config)])
        return [line.replace(f"{tmp_path}/", "") for line in capsys.readouterr().out.splitlines() if "stories" in line]

    assert check() == []
    (tmp_path / "stories.yaml").write_text("part: [1, 2]\njoin: [[3, 4], [5, 6]]\n", encoding="utf-8")
    assert check() == ["ok     stories: stories.yaml: 3 decisions"]
    (tmp_path / "stories.yaml").write_text("part: [1]\n", encoding="utf-8")
    assert check() == ["WRONG  stories: stories.yaml, line 1: 'part' needs at least two articles."]


def test_an_edition_does_what_was_decided(paper, caplog):
    """Two articles about different events are one story, and what is wrong with the rest of the file is said."""
    statement = "join: ['https://bridge.example/1', 'https://harvest.example/1']\npart: [1, 2]\n"
    (paper.folder / "stories.yaml").write_text(statement)
    for name in ("bridge", "harvest"):
        text = paper.put(name).read_text(encoding="utf-8")
        (paper.articles / f"{name}.md").write_text(
            f"---\nurl: https://{name}.example/1\n---\n# {text}", encoding="utf-8"
        )
        (paper.articles / f"{name}.txt").unlink()
    made = paper.make("2026-11-20T03:30").record
    numbers = {entry.id for entry in made.entries if entry.identity in {"bridge.example/1", "harvest.example/1"}}
    assert any(numbers <= set(story.entries) for story in made.stories)
    assert any(reason.startswith("stories.yaml, line 2: There is no edition in output yet") for reason in made.degraded)
