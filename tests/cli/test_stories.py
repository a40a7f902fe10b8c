"""`reporter stories`: the list, why articles are one story, and mistakes."""

import pytest
from builders import record
from editions import desk

from reporter.cli import main
from reporter.record import dumps
from reporter.render.templates.samples import samples

DAY = "2026-11-21"


@pytest.fixture
def stories(tmp_path, capsys):
    """Return a function that calls the command; there is the sample edition with stories, and an older one without."""
    config = desk(tmp_path)
    told = next(made for made in samples().values() if any(len(story.entries) > 1 for story in made.stories))
    for day, made in ((DAY, told), ("2026-11-20", record())):
        folder = tmp_path / "output" / day
        folder.mkdir(parents=True)
        (folder / "briefing.json").write_bytes(dumps(made))

    def call(*arguments):
        code = main(["stories", "--config", str(config), *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def test_the_stories_of_the_latest_edition_are_listed(stories):
    code, out, _ = stories()
    assert code == 0
    first, second = out.splitlines()
    assert first.startswith(
        "   1  القوات البحرية تستعيد ميناء رأس الوادي (3 articles, 3 outlets, 2 texts, continues 2026-11-20/5"
    )
    assert second == "   2  ارتفاع سعر القمح"
    assert stories("--date", DAY)[1] == out


@pytest.mark.parametrize("name", ["1", "4", "3.1", f"{DAY}/1"])
def test_a_story_is_explained_by_any_of_its_articles(stories, name):
    code, out, _ = stories("--explain", name)
    assert code == 0
    assert out.startswith(f"{DAY}/1  القوات البحرية تستعيد ميناء رأس الوادي")
    assert "Words that weigh most: ميناء، بحري، راس\n" in out
    assert "     4  0.74  الساحل: ميناء رأس الوادي بيد البحرية\n" in out
    assert "Articles 1 and 3 have the same text, by وام: at least 100% of the shorter text, 28 words in a row.\n" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--explain", "9"], f"The edition of {DAY} has no article 9; 'reporter stories' lists its stories."),
        (["--explain", "two"], "--explain two: write the number of a story, such as 2 or 2026-11-20/2."),
        (["--explain", "2026-13-01/2"], "--explain 2026-13-01/2: write the number of a story"),
        (["--explain", f"{DAY}/1", "--date", "2026-11-20"], "is not a story of 2026-11-20; omit --date."),
        (["--date", "2026-11-20"], "The articles of the edition of 2026-11-20 were not grouped into stories"),
        (["--date", "2020-01-01"], "There is no edition of 2020-01-01"),
    ],
)
def test_mistakes_end_in_one_sentence(stories, arguments, words):
    code, out, error = stories(*arguments)
    assert (code, out) == (2, "")
    assert words in error
