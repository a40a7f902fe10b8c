"""Stories in the record: their JSON, their rules, and what counts as new content."""

import json

import pytest
from builders import altered, put, record

from reporter.record import content_sha256, document, dumps, loads, problems
from reporter.render.templates.samples import samples


def told():
    return samples()["stories"]


def test_stories_are_valid_and_read_back():
    made = told()
    assert problems(made) == ()
    assert loads(dumps(made)) == made


def test_a_story_knows_its_number_and_its_texts():
    story, alone = told().stories
    assert (story.number, story.distinct) == ("1", 2)
    assert (alone.number, alone.distinct) == ("2", 1)


STORY = ("stories", 0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (put(*STORY, "id", value="2026-11-21/2"), "story 2026-11-21/2 is there 2 times"),
        (put(*STORY, "id", value="2026-11-21/7"), "its id is not made of the date and the entry of its headline"),
        (put(*STORY, "id", value="2026-11-20/1"), "its id is not made of the date and the entry of its headline"),
        (put(*STORY, "entries", value=["1", "2", "3", "4"]), "entry 2 is in 2 stories"),
        (put(*STORY, "entries", value=["1", "3"]), "entry 4 is in no story"),
        (put("entries", 0, "story", value=None), "entry 1: its story is None, but 2026-11-21/1 names it"),
        (put("entries", 0, "also", value=["9"]), "there is no entry 9 with its text"),
        (put(*STORY, "texts", 0, "entries", value=["1", "2"]), "it has no entry 2"),
        (put(*STORY, "first", "entry", value="8"), "it has no entry 8"),
        (put(*STORY, "why", "similarity", value={"7": 1.0}), "it has no entry 7"),
        (put(*STORY, "points", 1, value={"entry": "1", "point": "1.1", "also": []}), "point 1.1 is printed 2 times"),
        (put(*STORY, "points", 1, value={"entry": "1", "point": "1.9", "also": []}), "there is no point 1.9"),
        (put(*STORY, "points", 1, "entry", value="3"), "point 1.2 is not of entry 3"),
        (put(*STORY, "points", value=[]), "point 4.2 is not printed"),
        (put(*STORY, "differences", 0, "values", 0, "span", value=[5, 9000]), "characters 5-9000 of entry 1 are not text"),
        (put(*STORY, "points", 0, "also", 1, "span", value=[83, 130]), "entry 4 has 0.00 of it, not"),
        (put(*STORY, "points", 0, "also", 0, "containment", value=0.4), "entry 3 has 1.00 of it, not 0.40"),
    ],
)  # fmt: skip
def test_each_broken_rule_is_reported(change, words):
    assert words in "; ".join(problems(altered(told(), change)))


def test_what_is_told_of_a_story_is_content():
    """Recipients of an edition have its stories too, but articles that stand alone are what they were before."""
    made = told()
    without = altered(made, put(*STORY, "differences", value=[]))
    assert content_sha256(dumps(without)) != content_sha256(dumps(made))
    alone = document(record())
    plain = content_sha256(json.dumps(alone).encode())
    one = {"entry": "1", "at": "2026-11-20T09:15:00+03:00", "basis": "published"}
    alone["entries"][0] |= {"story": "2026-11-21/1", "change": "new", "watch": ["ports"]}
    alone["stories"] = [
        {"id": "2026-11-21/1", "continues": None, "entries": ["1"], "headline": "1", "outlets": 1, "first": one,
         "texts": [], "points": [{"entry": "1", "point": f"1.{n}", "also": []} for n in (1, 2, 3)], "differences": [],
         "why": {"terms": [], "similarity": {"1": 1.0}}, "watch": ["ports"]}
    ]  # fmt: skip
    assert problems(loads(json.dumps(alone).encode())) == ()
    assert content_sha256(json.dumps(alone).encode()) == plain
