"""Front matter and sidecars: valid facts are used, invalid ones are reported and ignored."""

import logging
import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.ingest.metadata import Metadata, point_in_time, read_yaml, split_front_matter

BODY = "عاد المطر إلى الساحل.\n"


def _split(block):
    return split_front_matter(f"---\n{block}\n---\n{BODY}", name="a.txt")


def test_every_key_is_read():
    """Text as one line of clean characters, a URL, a time with its zone."""
    found, body = _split(
        "title: عودة  المـطر\ndeck: 'بعد غياب: شهران'\noutlet: صحيفة النهر\nplace: عمان\nauthor: [سلمى حداد, سعيد عمر]\n"
        "url: https://nahr.example/1\npublished_at: 2026-11-20T09:15:00+03:00"
    )
    assert found == Metadata(
        title="عودة المطر",
        deck="بعد غياب: شهران",
        outlet="صحيفة النهر",
        place="عمان",
        author="سلمى حداد، سعيد عمر",
        url="https://nahr.example/1",
        published_at=datetime(2026, 11, 20, 9, 15, tzinfo=timezone(timedelta(hours=3))),
    )
    assert body == BODY


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("'2026-11-20'", date(2026, 11, 20)),
        ("2026-11-20T06:15:00Z", datetime(2026, 11, 20, 6, 15, tzinfo=UTC)),
        ("'2026-11-20T06:15:00+00:00'", datetime(2026, 11, 20, 6, 15, tzinfo=UTC)),
    ],
)
def test_day_or_time_with_zone(said, wanted):
    """Both are used unchanged."""
    assert _split(f"published_at: {said}")[0].published_at == wanted


def test_time_without_zone_is_a_day(caplog):
    """The moment is unknown, so only the day is kept."""
    assert _split("published_at: 2026-11-20 09:15:00")[0].published_at == date(2026, 11, 20)
    assert "no time zone, so only its day is used" in caplog.text


@pytest.mark.parametrize(
    ("block", "key"),
    [
        ("title: [a, b]", "title"),
        ("title: 7", "title"),
        ("title: true", "title"),
        ("title: ''", "title"),
        (f"title: {'ط' * 600}", "title"),
        ("author: {name: سلمى}", "author"),
        ("outlet: 24", "outlet"),
        ("url: javascript:alert(1)", "url"),
        ("url: file:///etc/passwd", "url"),
        ("url: 'http://[bad'", "url"),
        ("url: 'https://'", "url"),
        ('url: "https://a.example/\\u202e"', "url"),
        ("published_at: soon", "published_at"),
        ("published_at: 12", "published_at"),
        ("published_at: 0001-01-01", "published_at"),
        ("published_at: 9999-12-31", "published_at"),
    ],
)
def test_wrong_value_is_reported_and_ignored(block, key, caplog):
    """The other keys are used, and the article is kept."""
    found, body = _split(f"place: عمان\n{block}")
    assert getattr(found, key) is None
    assert found.place == "عمان"
    assert body == BODY
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert f"a.txt, front matter: {key} must be" in caplog.text


def test_unknown_key_is_logged(caplog):
    """It is not a mistake, but the log tells."""
    caplog.set_level(logging.INFO, "reporter")
    assert _split("layout: post\ntitle: عودة المطر")[0].title == "عودة المطر"
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "'layout'" in caplog.text
    assert "the known keys are title, deck, outlet, place, author, url, published_at" in caplog.text


@pytest.mark.parametrize(
    "block",
    [
        "title: [",
        "title: *x",
        "a: &a [1, 1]\nb: &b [*a, *a]\nc: [*b, *b]",
        "a: &a {x: 1}\nb:\n  <<: *a",
        "title: !!python/object/apply:os.system ['true']",
        "published_at: 2026-13-45",
        "title: " + "[" * 5000,
        "title: 1" + "0" * 9000,
    ],
)
def test_hostile_or_broken_yaml_is_ignored_quickly(block, caplog):
    """Aliases are rejected, nothing is constructed or executed, and the text after the block is the article."""
    begin = time.process_time()
    found, body = _split(block)
    assert found == Metadata()
    assert body == BODY
    assert time.process_time() - begin < 2
    assert "front matter" in caplog.text


@pytest.mark.parametrize(
    "text",
    [
        "---\nعاد المطر إلى الساحل.\n---\nوفرح الناس.\n",
        "---\n\n---\nنص\n",
        "--- \nعاد: نعم\n",
        "نص\n---\ntitle: a\n---\n",
        "---",
    ],
)
def test_rules_around_text_are_not_front_matter(text):
    """The text is unchanged."""
    assert split_front_matter(text, name="a.txt") == (Metadata(), text)


def test_a_headline_with_a_colon_is_kept(caplog):
    """It is not valid YAML, but what is meant is plain; a value with a meaning of its own in YAML is not guessed."""
    found, body = _split("title: الوالي: نفتح الطريق غدا\noutlet: 'بوابة الضحى'\npublished_at: 2026-11-02\n")
    assert (found.title, found.outlet, found.published_at) == (
        "الوالي: نفتح الطريق غدا",
        "بوابة الضحى",
        date(2026, 11, 2),
    )
    assert body == BODY
    assert "is read line by line" in caplog.text
    assert _split("title: الوالي: نفتح الطريق\nauthor: [سعاد")[0] == Metadata()
    assert _split("title: أ: ب\ntitle: ج")[0] == Metadata()


def test_sidecar_that_is_not_a_mapping_is_reported(caplog):
    """A list says nothing about an article."""
    assert read_yaml("- a\n- b\n", name="a.txt, sidecar a.yaml") == Metadata()
    assert "must contain 'key: value' lines" in caplog.text


def test_first_facts_take_precedence():
    """Missing facts are completed."""
    assert Metadata(title="أ").over(Metadata(title="ب", place="عمان")) == Metadata(title="أ", place="عمان")


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=80)
    | st.dictionaries(
        st.sampled_from(["title", "deck", "author", "url", "published_at", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=20) | st.dates(), st.lists, max_leaves=5
        ),
    ).map(yaml.safe_dump)
)
def test_no_block_raises(block):
    """This holds for any text between the lines."""
    logging.getLogger("reporter.ingest.metadata").disabled = True
    try:
        found, _ = _split(block)
    finally:
        logging.getLogger("reporter.ingest.metadata").disabled = False
    for value in (found.title, found.deck, found.author, found.url):
        assert value is None or value.encode("utf-8")


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("2026-11-20T09:15:00+03:06:52", "2026-11-20T09:15:08+03:07"),
        ("2026-11-20T23:59:59-00:00:30", "2026-11-21T00:00:29+00:00"),
        ("2026-11-20T09:15:00+03:00:00.5", "2026-11-20T09:14:59.500000+03:00"),
    ],
)
def test_an_offset_with_seconds_is_rounded_to_the_minute(stated, kept):
    """The moment is unchanged; RFC 3339, which the record follows, has no such offsets."""
    assert point_in_time(stated) == datetime.fromisoformat(stated)
    assert point_in_time(stated).isoformat() == kept
