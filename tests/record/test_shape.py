"""The shape, the JSON Schema and the file agree, field by field."""

import json
from typing import get_args

from builders import ENGINE, article, entry, human, machine, record
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reporter.assets import DATA
from reporter.model import (
    Candidate,
    Engine,
    Flag,
    Heading,
    Notice,
    Origin,
    Review,
    Severity,
    Skipped,
    SummariserInfo,
    Translation,
)
from reporter.record import SCHEMA_VERSION, Counts, document, dumps, loads
from reporter.render.templates.samples import samples

SCHEMA = json.loads((DATA / "record.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def resolved(schema):
    """Return a part of the schema with its reference resolved, and without the null that it may also be."""
    if "$ref" in schema:
        return resolved(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]])
    if "oneOf" in schema and "properties" not in schema:
        (schema,) = [part for part in map(resolved, schema["oneOf"]) if part.get("type") != "null"]
    return schema


def differences(value, schema, place="record"):
    """Yield where the fields of `value`, which we wrote, differ from those that the schema names and requires."""
    schema = resolved(schema)
    if isinstance(value, list):
        for item in value:
            yield from differences(item, schema.get("items", {}), f"{place}[]")
    elif isinstance(value, dict) and "properties" in schema:
        named = set(schema["properties"])
        units = {"sentences", "ratio", "words"} if place == "record.summariser" else set()
        if set(value) - units != named - units or set(schema["required"]) != named - units:
            yield place, set(value) ^ named, set(schema["required"]) ^ named
        for name, item in value.items():
            yield from differences(item, schema["properties"][name], f"{place}.{name}")


def test_the_schema_requires_exactly_the_fields_that_we_write():
    """This holds at each level of a full edition."""
    assert [
        list(differences(document(samples()[name]), SCHEMA)) for name in ("full", "stories", "decided", "changed")
    ] == [
        [],
        [],
        [],
        [],
    ]


def test_the_schema_knows_the_values_of_the_types():
    """Version, origins, severities, counts."""
    definitions = SCHEMA["$defs"]
    assert SCHEMA["properties"]["schema_version"] == {"const": SCHEMA_VERSION}
    assert SCHEMA["$id"].endswith(f":{SCHEMA_VERSION}")
    assert definitions["origin"]["enum"] == list(get_args(Origin))
    assert definitions["flags"]["items"]["properties"]["severity"]["enum"] == list(get_args(Severity))
    assert tuple(SCHEMA["properties"]["counts"]["properties"]) == Counts.__slots__


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
SCORE = st.floats(-9, 0).map(lambda score: round(score, 4))
FLAGS = st.lists(st.builds(Flag, check=TEXT, detail=TEXT, severity=st.sampled_from(get_args(Severity))), max_size=2)
CANDIDATES = st.lists(
    st.builds(Candidate, text_en=TEXT, score=SCORE, flags=FLAGS.map(tuple), chosen=st.booleans()), max_size=2
)
ENGLISH = st.builds(
    Translation,
    text_en=st.none() | TEXT,
    origin=st.sampled_from(get_args(Origin)),
    score=st.none() | SCORE,
    flags=FLAGS.map(tuple),
    reason=st.none() | TEXT,
    reviewed=st.none() | st.builds(Review, by=TEXT, at=st.datetimes(timezones=st.timezones())),
    candidates=CANDIDATES.map(tuple),
)


EDITION = st.fixed_dictionaries(
    {
        "skipped": st.lists(st.builds(Skipped, source=TEXT, stage=TEXT, reason=TEXT), max_size=2),
        "engine": st.none()
        | st.builds(Engine, name=TEXT, model=TEXT, version=TEXT, sha256=st.just("0" * 64), beam_size=st.just(1)),
        "notes": st.lists(st.builds(Notice, text_en=TEXT, text_ar=TEXT), max_size=2),
        "degraded": st.lists(st.builds(Notice, text_en=TEXT, text_ar=TEXT), max_size=2),
    }
)


@settings(max_examples=50, deadline=None)
@given(st.lists(ENGLISH, min_size=3, max_size=3), ENGLISH, st.none() | TEXT, EDITION)
def test_any_record_is_valid_and_read_back(points, title, outlet, edition):
    """It is equal, also byte for byte."""
    quoted = article(deck="عنوان فرعي", outlet=outlet)
    made = record(entry(article_=quoted, title=title, deck=title, points=points), **edition)
    assert list(VALIDATOR.iter_errors(document(made))) == []
    assert loads(dumps(made)) == made
    assert dumps(loads(dumps(made))) == dumps(made)


def test_each_kind_of_summary_length_is_read_back():
    """Sentences, words, and a share."""
    from dataclasses import replace

    for unit, amount in (("sentences", 4), ("words", 120), ("ratio", 0.25)):
        made = replace(record(), summariser=SummariserInfo(method="lead", unit=unit, amount=amount))
        assert loads(dumps(made)) == made


def test_headings_and_titles_are_read_back():
    """A heading states which paragraph it precedes; candidates of titles are not kept."""
    tried = Translation(
        text_en="One", origin="machine", score=-0.5, candidates=(Candidate(text_en="Two", score=-0.7, chosen=False),)
    )
    made = record(entry(title=tried, points=[machine("One"), human("Two"), human("Three")]), engine=ENGINE)
    assert made.entries[0].title.candidates == ()
    full = samples()["full"]
    assert full.entries[0].headings == (Heading(text="تفاصيل", paragraph=0),)
    assert loads(dumps(full)) == full
