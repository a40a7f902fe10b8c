"""Records for the exports: one with everything an edition can contain, and one in which every text is hostile."""

from datetime import UTC, datetime

import builders
import pytest

from reporter.model import Flag, Notice, Review, Skipped, Translation

NOTE = Flag(check="glossary-applied", detail="“WHO” replaces “it”", severity="note")
UNSURE = Flag(check="score", detail="The engine was unsure of this sentence", severity="doubt")
DECK = Flag(check="numbers", detail="3 is in the Arabic, not in the English", severity="error")
WITHHELD = "English withheld: 3 is in the Arabic, not in the English"
HOSTILE = (
    "=cmd()|'/C calc'!A1 \x00\x0b\x1b\ud800 </w:t><script>alert(1)</script> & \u202e[x](http://e.org) *b* `c` | \"q\""
)


@pytest.fixture
def full():
    """Return two articles with flags of each kind, every origin, a review, a deck, and a skipped file."""
    reviewed = Translation(
        text_en="The striker scored twice.",
        origin="memory",
        reviewed=Review(by="Lina", at=datetime(2026, 11, 21, 6, tzinfo=UTC)),
    )
    first = builders.entry(
        "1",
        builders.article(
            deck="ثلاثة أهداف 2-1 في مباراة",
            outlet="نشرة",
            author="سلمى",
            place="الدوحة",
            url="https://example.org/خبر?a=1&b=2",
        ),
        title=builders.machine("The team beats its visitors", UNSURE),
        deck=builders.machine("A deck", DECK),
        points=[
            builders.machine("The team beat its visitors 377.", builders.DOUBT, NOTE),
            reviewed,
            Translation(text_en=None, origin="withheld", reason=WITHHELD),
        ],
    )
    second = builders.entry(
        "2", builders.article("افتتح المتحف أمس.", name="b", title="متحف جديد"), points=[builders.missing()]
    )
    return builders.record(
        first,
        second,
        skipped=[Skipped(source="articles/c.bin", stage="ingest", reason="it is no text")],
        engine=builders.ENGINE,
        notes=[Notice(text_en="Nothing is new", text_ar="لا جديد")],
    )


@pytest.fixture
def empty():
    """Return the record of an edition without articles."""
    return builders.no_articles()


@pytest.fixture
def hostile(full):
    """Return the full record with text in every field that could harm some program; one sentence is very long."""

    def spoilt(value, name=""):
        if isinstance(value, dict):
            return {key: spoilt(item, key) for key, item in value.items()}
        if isinstance(value, list):
            return [spoilt(item, name) for item in value]
        free = name.startswith(
            (
                "text_",
                "title_",
                "deck_",
                "reason",
                "detail",
                "outlet",
                "author",
                "place",
                "path",
                "url",
                "source",
                "by",
                "check",
            )
        )
        return HOSTILE + value if isinstance(value, str) and free and "origin" not in name else value

    def change(record):
        record |= spoilt(record)
        record["entries"][0]["points"][1]["text_ar"] += " كلمة" * 4000
        record["entries"][1]["source"]["url"] = "javascript:alert(1)"

    return builders.altered(full, change)
