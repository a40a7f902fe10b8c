"""The record: what we make conforms to its schema and rules, and each broken rule is reported."""

import json

import pytest
from builders import DOUBT, ENGINE, PAIRS, altered, article, entry, human, machine, missing, put, record

from reporter.errors import ReporterError
from reporter.model import Skipped
from reporter.record import Counts, document, dumps, load, loads, problems


def test_our_records_are_valid():
    """Human, machine and missing English, flags, a deck and a skipped input all conform to the schema."""
    made = record(
        entry("1"),
        entry("2", article(name="b", deck="عنوان فرعي"), points=[machine("One", DOUBT), missing(), human("Three")]),
        skipped=[Skipped(source="b.bin", stage="ingest", reason="It is empty.")],
        engine=ENGINE,
    )
    assert problems(loads(dumps(made))) == ()
    assert made.counts == Counts(
        articles=2, points=6, machine=1, memory=4, untranslated=1, withheld=0, flagged=1, reviewed=0, sources=0
    )
    json_ = document(made)
    assert json_["entries"][0]["source"]["published_at"] == "2026-11-20T09:15:00+03:00"
    assert json_["edition"]["issued_at"] == "2026-11-21T03:30:00Z"


def test_missing_english_makes_the_edition_degraded():
    """Each reason is named once, with its frequency."""
    made = record(entry(points=[missing(), missing(), human("Three")]))
    assert made.degraded == ("English not available: no Arabic-English model is installed (2 texts)",)
    assert record().degraded == ()


def test_points_are_verbatim_at_their_spans():
    """Each citation can be traced to the character."""
    for made in record().entries:
        for point in made.points:
            assert point.span.of(made.text_ar) == point.text_ar == PAIRS[point.sentence][0]


POINT = ("entries", 0, "points")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (put("schema_version", value=0), "schema_version"),
        (put("edition", "date", value="yesterday"), "edition.date"),
        (put(*POINT, 0, "score", value=0.5), "maximum"),
        (put(*POINT, 0, "origin", value="guessed"), "origin"),
        (put("entries", 0, "source", "sha256", value="abc"), "sha256"),
        (put("entries", 0, "source", "published_at", value="last week"), "published_at"),
        (put("entries", 0, "points", value=[3]), "points"),
        (put("summariser", value={"method": "lead"}), "summariser"),
    ],
)
def test_an_invalid_record_is_rejected_with_the_place(change, words):
    """A reader that only says "invalid" helps nobody."""
    with pytest.raises(ReporterError, match=words):
        altered(record(), change)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (put(*POINT, 0, "text_ar", value="فاز الفريق"), "not the text at its span"),
        (put(*POINT, 1, "span", value=[3, 40]), "overlaps"),
        (put(*POINT, 1, "id", value="1.1"), "id 1.1 is used 2 times"),
        (put(*POINT, 1, "id", value="2.1"), "is in entry 1"),
        (put(*POINT, 1, "paragraph", value=0), "is in paragraph 1, not 0"),
        (put(*POINT, 2, "sentence", value=3), "sentence 3 of 3"),
        (put(*POINT, 0, "text_en", value=None), "contradict"),
        (put(*POINT, 0, "origin", value="withheld"), "contradict"),
        (put(*POINT, 0, "score", value=-1.0), "machine English has a score, and no other"),
        (put(*POINT, 0, "origin", value="machine"), "machine English has a score, and no other"),
        (put("entries", 0, "title_ar", value="الفـــريق"), "tatweel"),
        (put("counts", "memory", value=9), "counts.memory is 9, but the record has 3"),
        (put("counts", "machine", value=1), "no engine is named"),
        (
            put(*POINT, 0, value=document(record(entry(points=[missing()])))["entries"][0]["points"][0]
                | {"reviewed": {"by": "Salma", "at": "2026-11-21T03:30:00Z"}}),
            "reviewed English comes from the memory",
        ),
    ],
)  # fmt: skip
def test_each_broken_rule_is_reported(change, words):
    """The file has the shape of a record."""
    assert words in "; ".join(problems(altered(record(), change)))


@pytest.mark.parametrize("thing", [None, [], "x", {}, {"entries": 3}, {"schema_version": 1, "entries": [{}]}])
@pytest.mark.parametrize("version", [None, 1, 2])
def test_any_file_is_read_or_rejected(thing, version):
    """The reader may receive files that someone else wrote."""
    if isinstance(thing, dict) and version:
        thing = thing | {"schema_version": version}
    with pytest.raises(ReporterError, match="the record is not a valid record"):
        loads(json.dumps(thing).encode())


@pytest.mark.parametrize("name", ["engine", "counts", "entries", "skipped", "summariser", "degraded", "edition"])
@pytest.mark.parametrize("value", [3, "x", [3], [[]], {"points": 3}, [{"points": [3], "source": 3, "title_flags": 3}]])
@pytest.mark.parametrize("version", [1, 2])
def test_a_part_of_the_wrong_type_is_rejected(name, value, version):
    """The upgrade of old versions does not fail on it."""
    json_ = document(record()) | {"schema_version": version, name: value}
    if name == "degraded" and value == "x":
        value = json_[name] = {"x": 1}
    with pytest.raises(ReporterError, match=name):
        loads(json.dumps(json_).encode())


def test_a_record_is_read_back_unchanged(tmp_path):
    """The file is plain JSON with readable Arabic."""
    made = record(entry(title=machine("A title", DOUBT)), engine=ENGINE)
    path = tmp_path / "briefing.json"
    path.write_bytes(dumps(made))
    assert load(path) == made
    assert dumps(load(path)) == path.read_bytes()
    assert json.loads(path.read_text(encoding="utf-8")) == document(made)
    assert "الفريق" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b"\xff\xfe"])
def test_invalid_json_is_rejected_in_one_sentence(tmp_path, content):
    """A truncated or hostile file causes a message, not a traceback."""
    path = tmp_path / "briefing.json"
    path.write_bytes(content)
    with pytest.raises(ReporterError, match="not a JSON record"):
        load(path)


def test_a_record_of_a_newer_version_is_rejected():
    """Nobody can know what it lacks or what has changed; an additional field is harmless."""
    with pytest.raises(ReporterError, match=r"written by a newer reporter .*schema_version is 3.*update reporter"):
        altered(record(), put("schema_version", value=3))
    assert altered(record(), put("entries", 0, "mood", value="good")) == record()
