"""The record: its schema and invariants hold for what we make, and each broken rule is named."""

import copy
import json

import pytest
from builders import DOUBT, ENGINE, PAIRS, article, entry, human, machine, missing, record

from reporter.errors import ReporterError
from reporter.model import Skipped
from reporter.record import dumps, load, problems


def test_a_briefing_gives_a_record_that_holds():
    """Human, machine and missing English, flags, a deck and a skipped input all fit the schema."""
    made = record(
        entry("1"),
        entry("2", article(name="b", deck="عنوان فرعي"), points=[machine("One", DOUBT), missing(), human("Three")]),
        skipped=[Skipped(source="b.bin", stage="ingest", reason="It is empty.")],
        engine=ENGINE,
    )
    assert problems(made) == ()
    assert made["counts"] == {
        "articles": 2, "points": 6, "machine": 1, "memory": 4, "untranslated": 1, "withheld": 0, "flagged": 1,
        "reviewed": 0,
    }  # fmt: skip
    assert made["entries"][0]["source"]["published_at"] == "2026-11-20T09:15:00+03:00"
    assert made["edition"]["issued_at"] == "2026-11-21T03:30:00Z"


def test_missing_english_makes_the_edition_degraded():
    """Each reason stands once, with how often it holds."""
    made = record(entry(points=[missing(), missing(), human("Three")]))
    assert made["degraded"] == ["English not available: no Arabic-English model is installed (2 texts)"]
    assert record()["degraded"] == []


def test_points_are_verbatim_at_their_spans():
    """Each citation can be traced to the character."""
    for made in record()["entries"]:
        for point in made["points"]:
            start, end = point["span"]
            assert made["text_ar"][start:end] == point["text_ar"] == PAIRS[point["sentence"]][0]


def spoil(path, value):
    def change(made):
        *parents, last = path
        for step in parents:
            made = made[step]
        made[last] = value

    return change


POINT = ("entries", 0, "points")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (spoil(("schema_version",), 2), "schema_version"),
        (spoil(("edition", "date"), "yesterday"), "edition.date"),
        (spoil((*POINT, 0, "text_ar"), "فاز الفريق"), "not the text at its span"),
        (spoil((*POINT, 1, "span"), [3, 40]), "overlaps"),
        (spoil((*POINT, 1, "id"), "1.1"), "id 1.1 is used 2 times"),
        (spoil((*POINT, 1, "id"), "2.1"), "stands in entry 1"),
        (spoil((*POINT, 1, "paragraph"), 0), "stands in paragraph 1, not 0"),
        (spoil((*POINT, 2, "sentence"), 3), "sentence 3 of 3"),
        (spoil((*POINT, 0, "text_en"), None), "contradict"),
        (spoil((*POINT, 0, "score"), -1.0), "a score belongs"),
        (spoil((*POINT, 0, "score"), 0.5), "maximum"),
        (spoil(("entries", 0, "title_ar"), "الفـــريق"), "tatweel"),
        (spoil(("entries", 0, "source", "sha256"), "abc"), "sha256"),
        (spoil(("entries", 0, "source", "published_at"), "last week"), "published_at"),
        (spoil(("counts", "memory"), 9), "counts.memory is 9, the entries hold 3"),
        (spoil(("entries", 0, "points"), []), "points"),
    ],
)
def test_each_broken_rule_is_named(change, words):
    """A checker that only says 'no' helps nobody."""
    made = copy.deepcopy(record())
    change(made)
    assert words in "; ".join(problems(made))


@pytest.mark.parametrize("thing", [None, [], "x", {}, {"entries": 3}, {"schema_version": 1, "entries": [{}]}])
def test_anything_can_be_checked(thing):
    """The checker is pointed at files that somebody else wrote."""
    assert problems(thing)


def test_bytes_come_back_as_they_were(tmp_path):
    """The file is plain JSON with readable Arabic."""
    made = record()
    path = tmp_path / "briefing.json"
    path.write_bytes(dumps(made))
    assert load(path) == made == json.loads(path.read_text(encoding="utf-8"))
    assert "الفريق" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b"\xff\xfe"])
def test_what_is_no_json_is_refused_in_one_sentence(tmp_path, content):
    """A truncated or hostile file ends in a message, not in a traceback."""
    path = tmp_path / "briefing.json"
    path.write_bytes(content)
    with pytest.raises(ReporterError, match="not a JSON record"):
        load(path)
