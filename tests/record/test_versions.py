"""Unchanged records of version 1 are read, sent, printed, exported and reviewed as before."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reporter.config import LayoutSettings
from reporter.identity import canonical_address, identity
from reporter.record import content_sha256, document, dumps, load, loads, problems
from reporter.render import Documents
from reporter.render.exports import export
from reporter.render.templates.samples import samples
from reporter.render.words.moments import date_ar, date_en
from reporter.review.sheet import Sheet
from reporter.store import Store
from reporter.store.corrections import Corrections

RECORDS = Path(__file__).parents[1] / "data/records"
CONTENT = {
    "full": "f5f0c35047e5be07782d29b7b3fe2cee888eeef8ce94402ef74d5f7df087024b",
    "degraded": "28e5895711c06bdb03b7143e839c0ad874894cb60507bd69ec294c2427d57d06",
    "withheld": "2c8806215dd6a958e668740291c25c061e56efb296101d8ce64b773ac7d6bf16",
    "early": "b106727a419d04ca48135d9a0fef7bed307eaff65cd8ca2523b5f3cf178e9dae",
}
"""What the program of version 1 gave the ledger for each."""


def path_of(name):
    return RECORDS / f"version-1-{name}.json"


@pytest.mark.parametrize("name", CONTENT)
def test_an_older_record_is_read_and_valid(name):
    """It still has all its content; anything written from it has the current version."""
    before, made = json.loads(path_of(name).read_bytes()), load(path_of(name))
    assert problems(made) == ()
    after = document(made)
    assert (before["schema_version"], after["schema_version"]) == (1, 2)
    assert loads(dumps(made)) == made

    def kept(old, new):
        if isinstance(old, dict):
            return all(name in new and kept(value, new[name]) for name, value in old.items())
        if isinstance(old, list):
            return len(old) == len(new) and all(map(kept, old, new))
        return old == new or (old, new) == ("none", "withheld")

    assert kept({**before, "schema_version": 2}, after)


@pytest.mark.parametrize("name", CONTENT)
def test_recipients_of_an_older_edition_still_have_it(name):
    """The ledger's key of a file does not change, nor that of an identical edition that is made again."""
    file = path_of(name).read_bytes()
    assert content_sha256(file) == CONTENT[name]
    if name != "early":  # which lacked fields that a reader might look for
        assert content_sha256(dumps(loads(file))) == CONTENT[name]


def test_a_different_text_is_different_content():
    """So is a different title of the briefing or a skipped input, but not a different time."""
    made = samples()["full"]
    first = content_sha256(dumps(made))
    later = replace(made.edition, issued_at=made.edition.issued_at.replace(year=2027))
    assert content_sha256(dumps(replace(made, edition=later))) == first
    others = (
        replace(made, edition=replace(made.edition, title_en="Other")),
        replace(made, skipped=()),
        replace(made, entries=made.entries[:2]),
        replace(made, entries=(replace(made.entries[0], title_ar="خبر"), *made.entries[1:])),
    )
    assert len({first, *(content_sha256(dumps(other)) for other in others)}) == 5


def test_withheld_english_is_now_an_origin():
    """Version 1 marked it by the first words of the reason, also for titles; the reason is kept."""
    made = load(path_of("withheld"))
    assert made.entries[0].title.origin == made.entries[0].points[1].english.origin == "withheld"
    assert made.entries[0].points[1].english.reason == "English withheld: 3 is in the Arabic, not in the English"
    assert (made.counts.withheld, made.counts.untranslated) == (1, 1)
    assert load(path_of("degraded")).entries[0].title.origin == "none"


def test_an_older_entry_gets_its_identity():
    """It is the one that the same article has in a current edition."""
    made = load(path_of("withheld"))
    assert [entry.identity for entry in made.entries] == [
        canonical_address("http://www.northern.example/news/7/"),
        identity(None, None, made.entries[1].text_ar),
    ]
    assert load(path_of("full")).entries == samples()["full"].entries


@pytest.mark.parametrize("name", ["full", "degraded"])
@pytest.mark.parametrize("form", ["html", "docx", "md", "csv"])
def test_an_older_record_makes_the_same_documents(name, form):
    """They equal those of the same current edition byte for byte."""
    assert export(load(path_of(name)), form) == export(samples()[name], form)


@pytest.mark.parametrize("name", CONTENT)
def test_everything_can_be_made_from_an_older_record(name):
    """This includes an early one with few fields."""
    made, documents = load(path_of(name)), Documents(LayoutSettings())
    html = documents.html(made)
    assert all(point.text_ar in html or "<bdi" in html for entry in made.entries for point in entry.points)
    for lead, in_words in (("en", date_en), ("ar", date_ar)):
        letter = documents.letter(made, lead=lead, subject=None, attached=False)
        assert in_words(made.edition.date) in letter.subject
    assert export(made, "epub")
    assert documents.render(made)["briefing.pdf"].startswith(b"%PDF")


def test_an_older_record_can_be_reviewed(tmp_path):
    """It shows the attempts and the reasons for missing English."""
    folder = tmp_path / "2026-11-21"
    folder.mkdir()
    (folder / "briefing.json").write_bytes(path_of("withheld").read_bytes())
    with Store.open(tmp_path / "store.sqlite3") as store:
        sheet = Sheet(folder, Corrections(store), by="Lina")
        item = next(item for item in sheet.items() if item.kind == "sentence" and item.before_origin == "withheld")
        assert item.reason.startswith("English withheld")
        assert item.tried == ("Ships crossed.", "Many ships crossed the strait.")
        saved = sheet.save(item.id, 0, "Ships crossed the strait 3 times.", accept=True, window="w")
        assert (saved.state, saved.correction.before_origin) == ("reviewed", "withheld")
