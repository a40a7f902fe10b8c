"""An edition with shards: all articles of the day, each in one of several editions, and one that leads to them."""

import json
from datetime import UTC, date, datetime

import pytest
from builders import article
from shard_days import GAMES, MONDAY, TUESDAY, make, printed, settings

from reporter import record
from reporter.config import Title, load, with_flags
from reporter.editions.sharding import Division, numbered, parts
from reporter.errors import ConfigError, ReporterError
from reporter.store import Store
from reporter.store.history import History, KeptArticle, KeptEdition
from reporter.store.spool import Spool
from reporter.workflows import shards as workflow
from reporter.workflows.make import build_edition

pytestmark = pytest.mark.usefixtures("unprinted")


def test_every_article_is_in_one_shard_and_no_shard_has_more_than_it_may(games):
    config = settings(games)
    result = make(config)
    found = printed(config)
    assert {name: len(titles) for name, titles in found.items()} == {"sport": 2, "sport--2": 2, "other": 2}
    assert sum(map(len, found.values())) == len(set().union(*found.values())) == 6
    assert len(result.record.entries) == 2
    assert found["sport"] | found["sport--2"] == {text.partition("\n")[0] for text in GAMES.values()}
    rows = [(shard.name, shard.title_en, shard.title_ar, shard.articles) for shard in result.record.shards]
    assert rows == [
        ("sport", "Sport", "رياضة", 2), ("sport--2", "Sport (2)", "رياضة (2)", 2), ("other", "Other", "متفرقات", 2),
    ]  # fmt: skip
    for shard in result.record.shards:
        content = (config.output / "shards" / shard.name / MONDAY / "briefing.json").read_bytes()
        assert shard.content == record.content_sha256(content)
        first = record.loads(content).entries[0]
        assert (shard.headline_ar, shard.headline_en) == (first.title_ar, first.title.text_en)
        assert record.loads(content).edition.title_en == f"{config.title.en}: {shard.title_en}"


def test_the_edition_that_leads_to_them_has_the_first_articles_of_all_of_them(games):
    config = with_flags(settings(games), {"front": {"items": 2, "watch": ["الزيتون"]}})
    games.put("harvest")
    result = make(config)
    titles = {entry.title_ar for entry in result.record.entries}
    assert len(titles) == 2
    assert "موسم الزيتون يبدأ مبكرا" in titles
    assert titles <= set().union(*printed(config).values())
    assert result.folder == config.output / MONDAY


def test_making_it_again_changes_nothing(games):
    config = settings(games)
    first = make(config)
    before = {path: path.read_bytes() for path in config.output.rglob("briefing.json")}
    assert record.dumps(make(config).record) == record.dumps(first.record)
    assert {path: path.read_bytes() for path in config.output.rglob("briefing.json")} == before


def test_its_content_is_the_same_an_hour_later_and_another_if_a_shard_is(games):
    """The content is what is approved and sent."""
    config = settings(games)
    first = record.content_sha256(record.dumps(make(config).record))
    later = build_edition(config, datetime(2026, 11, 23, 7, tzinfo=UTC))
    assert record.content_sha256(record.dumps(later.record)) == first
    games.put("bridge", "افتتاح الجسر الجديد\n\nافتتحت البلدية الجسر الجديد مساء السبت أمام القطارات وحدها.\n")
    assert record.content_sha256(record.dumps(make(config).record)) != first


def test_what_was_printed_stays_in_its_shard_and_is_not_printed_again(games):
    """Also if the run was killed before it told the store."""
    config = settings(games)
    make(config)
    before = printed(config)
    config.store.unlink()
    games.put("again", "افتتاح المسبح\n\nافتتحت البلدية المسبح بجانب الملعب بعد عامين من العمل.\n")
    result = make(config, TUESDAY)
    assert printed(config, TUESDAY) == {"sport": {"افتتاح المسبح"}}
    assert printed(config) == before
    assert [shard.name for shard in result.record.shards] == ["sport"]


@pytest.mark.parametrize(("select", "shard"), [("new", "sport--2"), ("all", "sport")])
def test_where_all_articles_are_printed_each_day_they_are_divided_anew(paper, select, shard):
    config = with_flags(settings(paper), {"editions": {"select": select}})
    had = KeptEdition(
        date=MONDAY, stamp="", headlines=(), issued_at=f"{MONDAY}T06:00:00Z", degraded=False,
        articles=(KeptArticle(sha256=article().source.sha256, url="", added=False),),
    )  # fmt: skip
    with Store.open(config.store) as store, Spool(paper.folder / "spool.sqlite3") as spool:
        History(store, str(config.output / "shards" / "sport--2")).keep(had)
        spool.add(article(), "sport")
        division = Division(section_of=None, most=2)
        assert workflow._place(config, store, date.fromisoformat(TUESDAY), spool, division) == [shard]


def test_what_comes_later_in_the_day_fills_the_shards_of_that_day(games):
    config = settings(games, most=3)
    make(config)
    before = printed(config)
    assert {name: len(titles) for name, titles in before.items()} == {"sport": 3, "sport--2": 1, "other": 2}
    games.put("again", "افتتاح المسبح\n\nافتتحت البلدية المسبح بجانب الملعب بعد عامين من العمل.\n")
    make(config)
    assert printed(config) == before | {"sport--2": before["sport--2"] | {"افتتاح المسبح"}}


def test_a_corrected_file_without_an_address_stays_in_its_shard(games):
    """It replaces what was printed of it, and is not printed twice."""
    config = settings(games, by="outlet", most=3)
    make(config)
    before = printed(config)
    games.put("two", GAMES["two"].replace("تعادل في العاصمة", "تعادل مثير في العاصمة"))
    make(config)
    changed = {"تعادل في العاصمة": "تعادل مثير في العاصمة"}
    assert printed(config) == {name: {changed.get(title, title) for title in titles} for name, titles in before.items()}


def test_a_day_without_anything_new_has_no_shards(games):
    config = settings(games)
    make(config)
    result = make(config, TUESDAY)
    assert (result.record.shards, result.record.entries) == ((), ())
    assert "No news today" in result.record.notes[0].text_en
    assert printed(config, TUESDAY) == {}


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ReporterError("The disk is on fire."), "The disk is on fire"),
        (KeyError("span"), "an error in reporter (KeyError: 'span')"),
    ],
    ids=["ours", "a bug"],
)
def test_a_shard_that_fails_costs_no_other_one(games, monkeypatch, caplog, error, reason):
    config = settings(games)
    make_edition = workflow.make_edition

    def failing(tools, settings, *rest, **more):
        if settings.output.name == "sport":
            raise error
        return make_edition(tools, settings, *rest, **more)

    with monkeypatch.context() as broken:
        broken.setattr(workflow, "make_edition", failing)
        result = make(config)
    assert set(printed(config)) == {"sport--2", "other"}
    assert f"The part Sport could not be made: {reason}" in result.degraded
    assert "The shard sport could not be made" in caplog.text
    again = make(config)
    assert set(printed(config)) == {"sport", "sport--2", "other"}
    assert len(again.record.shards) == 3
    assert not [reason for reason in again.degraded if "could not be made" in reason]


def test_the_edition_that_leads_to_them_says_which_are_incomplete(games):
    result = make(settings(games))  # without a model there is no English
    assert "Parts with something missing: Sport, Sport (2), Other; each says what" in result.degraded


def test_what_an_interrupted_run_has_made_is_kept_by_the_next(games, monkeypatch):
    config = settings(games)

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("reporter.workflows.make.make_edition", interrupted)
        with pytest.raises(KeyboardInterrupt):
            make(config)
    before = {path: path.stat().st_ino for path in config.output.rglob("briefing.json")}
    assert len(before) == 3
    assert not (config.output / MONDAY).exists()
    result = make(config, if_missing=True)
    assert len(result.record.shards) == 3
    assert {path: path.stat().st_ino for path in before} == before
    assert [path.name for path in config.output.rglob("articles.sqlite3")] == []


def test_by_outlet_spellings_of_one_are_together_and_those_without_a_name_come_last():
    division = Division(section_of=None, most=10)
    named, spelled, nameless, other = (
        division.kind(article(outlet=outlet)) for outlet in ("صحيفة القدس العربي", "القدس العربي", None, "رويترز")
    )
    assert named == spelled != other
    assert division.ordered([nameless, other, named]) == [named, other, nameless]
    assert division.title(other).en == "Reuters"
    assert division.title("gone--3") == Title(en="gone (3)", ar="gone (3)")


def test_outlets_whose_names_cannot_name_a_folder_share_a_shard():
    division = Division(section_of=None, most=10)
    first, second = (division.kind(article(outlet=outlet)) for outlet in ("共同通信社", "Ω"))
    assert first == second
    assert division.title(first) == Title(en="Other outlets", ar="وسائل إعلام أخرى")


@pytest.mark.parametrize(("kind", "number"), [("economy", 1), ("economy", 2), ("a--b", 12)])
def test_the_number_of_a_shard_is_in_its_name(kind, number):
    assert parts(numbered(kind, number)) == (kind, number)


def test_dividing_by_section_needs_sections(paper):
    with pytest.raises(ConfigError, match="there are no sections"):
        with_flags(load(paper.folder / "config.yaml"), {"editions": {"shard": {"by": "section"}}})


def test_the_report_counts_the_articles_and_the_shards(games, caplog):
    """Those of the shards count for the share that could not be read."""
    config = settings(games)
    for number in range(3):
        (games.folder / "articles" / f"torn-{number}.pdf").write_bytes(b"%PDF-1.4 torn")
    assert not [reason for reason in make(config).degraded if "could not be read" in reason]
    stages = {stage["name"]: stage for stage in json.loads((config.output / MONDAY / "run.json").read_text())["stages"]}
    assert stages["read all"]["articles"] == 6
    assert stages["shards"]["shards"] == 3
    assert caplog.text.count("Skipped articles/torn-") == 3
