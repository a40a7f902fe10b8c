"""Bylines and datelines: whole sets of lines, each with the facts that a careful reader finds."""

from functools import cache
from pathlib import Path

import pytest

from reporter.clean.boilerplate import load
from reporter.clean.bylines import Dateline, read_byline, read_field, read_line, split_paragraph
from reporter.clean.lines import Line
from reporter.language.arabic.letters import clean_characters

DATA = Path(__file__).parents[1] / "data" / "bylines"
FEWEST_HELD_OUT = 0.9
"""Share of the lines that were written before the grammar and not looked at while it was."""


@cache
def _noise():
    return load()


def _cases(name):
    for row in (DATA / name).read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            where, text, *wanted = row.split("\t")
            yield where, text, tuple(None if cell == "-" else cell for cell in wanted)


def _found(where, text):
    """Return place, author, outlet and day, and the rest of a paragraph."""
    plain = clean_characters(text)
    if where == "head":
        facts = read_line(Line(plain), _noise(), under=True) or Dateline()
    elif where == "field":
        facts = read_field(plain, "المدار نيوز" if "المدار" not in plain else None, _noise())
    else:
        facts, _ = split_paragraph(plain, _noise())
    return facts.place, facts.author, facts.outlet, facts.day and facts.day.isoformat()


@pytest.mark.parametrize(("where", "text", "wanted"), list(_cases("lines.tsv")))
def test_the_facts_of_a_line_are_found(where, text, wanted):
    """Place, author, outlet and day are found, and nothing is taken from a sentence."""
    assert _found(where, text) == wanted


def test_unseen_lines_are_also_read_correctly():
    """There is a minimum share of correct lines, and nothing is taken from a sentence."""
    cases = list(_cases("held_out.tsv"))
    right = [_found(where, text) == wanted for where, text, wanted in cases]
    false = [text for where, text, wanted in cases if not any(wanted) and any(_found(where, text))]
    assert not false
    assert sum(right) >= FEWEST_HELD_OUT * len(right)


def test_an_unknown_name_is_not_guessed_away_from_the_head():
    """Among captions and behind the last sentence, a place and a person say nothing about what follows them."""
    assert read_byline("غزة / سليم الحداد / الأناضول", _noise()).author == "سليم الحداد"
    assert read_byline("غزة / سليم الحداد / ازدحام السوق", _noise()) is None
    assert read_line(Line("غزة / سليم الحداد / ازدحام السوق"), _noise(), under=True).outlet == "ازدحام السوق"
