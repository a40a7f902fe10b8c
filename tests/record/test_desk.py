"""The decisions of the desk in the record: their JSON, their rules, and what never leaves the machine."""

import json

import pytest
from builders import altered, put

from reporter.record import content_sha256, document, dumps, loads, problems
from reporter.record.desk_json import without_secrets
from reporter.render.templates.samples import samples


def decided():
    return samples()["decided"]


def test_decisions_are_valid_and_read_back():
    made = decided()
    assert problems(made) == ()
    assert loads(dumps(made)) == made


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (put("sections", 0, "entries", value=["1", "2"]), "entry 1 is in 2 sections"),
        (put("sections", 0, "entries", value=["2", "9"]), "a section has entry 9, which does not exist"),
        (put("sections", 0, "entries", value=[]), "entry 2: its section is economy, but it is in None"),
        (put("sections", 0, "name", value="region"), "section region is there 2 times"),
        (put("entries", 0, "section_by", value=None), "section and section_by contradict each other"),
        (put("entries", 0, "with", value="4"), "leads back to it or does not exist"),
        (put("entries", 0, "with", value="9"), "leads back to it or does not exist"),
        (put("entries", 0, "notes", 0, "by", value=" "), "a note has no author or no text"),
    ],
)
def test_each_broken_rule_is_reported(change, words):
    assert words in "; ".join(problems(altered(decided(), change)))


@pytest.mark.parametrize(
    "change",
    [
        put("sections", 0, "title_en", value="Money"),
        put("entries", 0, "priority", value="normal"),
        put("entries", 0, "our_headline", "en", value="The port is back"),
        put("entries", 0, "notes", 0, "en", value="Confirmed in writing."),
        put("edition", "notes", 0, "en", value="A loud night."),
        put("entries", 1, "late", value=False),
    ],
)
def test_what_readers_see_is_content(change):
    assert content_sha256(dumps(altered(decided(), change))) != content_sha256(dumps(decided()))


@pytest.mark.parametrize(
    "change",
    [
        put("edition", "approved", value=None),
        put("edition", "unapproved_by", value="Omar"),
        put("excluded", value=[]),
        put("entries", 0, "notes", 1, "en", value="Ask Lina first."),
        put("entries", 1, "section_by", value="rule"),
    ],
)
def test_what_only_the_desk_sees_is_no_content(change):
    """Approval, reasons and notes for the desk do not make an edition new."""
    assert content_sha256(dumps(altered(decided(), change))) == content_sha256(dumps(decided()))


def test_what_is_for_the_desk_is_left_out_of_what_leaves():
    """And the rest is the same record."""
    public = without_secrets(document(decided()))
    text = json.dumps(public, ensure_ascii=False)
    assert "Ask Omar first" not in text
    assert "no news" not in text
    assert "Confirmed by telephone" in text
    assert problems(loads(text.encode())) == ()
