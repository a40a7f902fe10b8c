"""What ``stories.yaml`` may say, and what is wrong with the rest."""

import pytest

from reporter.stories.decisions import statements
from reporter.yaml_reading import YamlError


def test_articles_are_named_by_number_address_or_hash():
    (said,) = statements(
        f"part: [2.1, 2.10, 7, 2026-11-20/4, 'url:https://www.news.example/7/', 'https://news.example/8', 'sha256:{'A' * 64}']"
    )
    named = [(each.entry, each.day and each.day.isoformat(), each.identity) for each in said.articles]
    assert named == [
        ("2", None, None),
        ("2", None, None),
        ("7", None, None),
        ("4", "2026-11-20", None),
        ("", None, "news.example/7"),
        ("", None, "news.example/8"),
        ("", None, f"sha256:{'a' * 64}"),
    ]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "part:\njoin: []\n".replace("part:\n", "part: []\n")])
def test_a_file_may_say_nothing(text):
    assert statements(text) == ()


def test_lists_may_be_laid_out_in_any_way():
    assert [said.text for said in statements("join:\n  - - 3\n    - 7\n")] == ["join 3 7"]
    assert [said.line for said in statements("part: [1, 2]\njoin:\n  - [3, 7]\n  - [4, 5]\n")] == [1, 3, 4]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- 1\n", "line 1: write 'part:' or 'join:' and a list of articles"),
        ("\nsplit: [1, 2]\n", "line 2: 'split' is neither 'part' nor 'join'"),
        ("part: 2\n", "line 1: 'part' needs a list of articles, such as [2, 4]"),
        ("part:\n  - 2\n", "line 2: 'part' needs at least two articles"),
        ("part:\n  - [2, 4]\n  - 5\n", "line 2: 'part' must be one list of articles or a list of such lists"),
        ("part: [2, four]\n", "line 1: 'four' is not an article"),
        ("part: [2, 2026-13-01/4]\n", "line 1: '2026-13-01' is not a date"),
        ("part: [2, {a: b}]\n", "line 1: '' is not an article"),
        ("part: [2, 4\n", "line 2: "),
    ],
)
def test_errors_have_line_and_reason(text, problem):
    with pytest.raises(YamlError) as raised:
        statements(text)
    assert str(raised.value).startswith(problem)
