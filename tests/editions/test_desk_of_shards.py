"""What the desk and the archive know of shards: decisions, approval, and where an article is found."""

from datetime import UTC, date, datetime

import pytest
from desks import desk_page
from shard_days import MONDAY, make, printed, settings

from reporter import archive, record
from reporter.errors import NotApprovedError, ReporterError
from reporter.workflows import approval
from reporter.workflows import shards as workflow
from reporter.workflows.make import preview_edition

pytestmark = pytest.mark.usefixtures("unprinted")


def test_one_shard_can_be_made_again_with_the_decisions_of_the_desk(games):
    config = settings(games)
    make(config)
    others = {path: path.stat().st_ino for path in config.output.glob("shards/*/*/briefing.json")}
    sport = record.load(config.output / "shards" / "sport" / MONDAY / "briefing.json")
    out = f'entries:\n  "{sport.entries[0].identity}":\n    out: {{why: "old"}}\n'
    config.desk.decisions.mkdir()
    (config.desk.decisions / f"{MONDAY}.yaml").write_text(out, encoding="utf-8")
    result = make(workflow.shard_settings(config, "sport"))
    assert [entry.title_ar for entry in result.record.entries] == [sport.entries[1].title_ar]
    assert printed(config)["sport"] == {sport.entries[1].title_ar}
    changed = {path.parent.parent.name for path, inode in others.items() if path.stat().st_ino != inode}
    assert changed == {"sport"}
    front = record.load(config.output / MONDAY / "briefing.json")
    assert [shard.articles for shard in front.shards] == [1, 2, 2]


def test_a_shard_of_which_the_desk_leaves_out_everything_is_not_listed(games):
    """Nothing is wrong with the edition then; only if nothing is left at all, none is made."""
    config = settings(games, most=10)
    make(config)
    files = {path.parent.parent.name: record.load(path) for path in config.output.glob("shards/*/*/briefing.json")}
    out = {name: [f'  "{entry.identity}": {{later: true}}\n' for entry in made.entries] for name, made in files.items()}
    config.desk.decisions.mkdir()
    decisions = config.desk.decisions / f"{MONDAY}.yaml"
    decisions.write_text("entries:\n" + "".join(out["other"]), encoding="utf-8")
    result = make(config)
    assert [shard.name for shard in result.record.shards] == ["sport"]
    assert not [reason for reason in result.degraded if "could not be made" in reason]
    decisions.write_text("entries:\n" + "".join(out["other"] + out["sport"]), encoding="utf-8")
    with pytest.raises(ReporterError, match="the desk leaves out every article"):
        make(config)


def test_decisions_on_the_articles_of_shards_that_are_kept_are_not_said_to_find_nothing(games):
    config = settings(games, by="outlet", most=3)
    folder = make(config).folder
    lines = [
        f'  "{entry.identity}": {{priority: lead}}\n'
        for path in config.output.glob("shards/*/*/briefing.json")
        for entry in record.load(path).entries
    ]
    assert len(lines) == 6
    config.desk.decisions.mkdir()
    (config.desk.decisions / f"{MONDAY}.yaml").write_text("entries:\n" + "".join(lines), encoding="utf-8")
    make(workflow.shard_settings(config, "other-outlets--2"))
    assert approval.stale_decisions(folder) == ()
    with (config.desk.decisions / f"{MONDAY}.yaml").open("a", encoding="utf-8") as file:
        file.write('  "url:https://gone.example/": {priority: lead}\n')
    make(config)
    assert approval.stale_decisions(folder) == ("url:https://gone.example/",)


def test_a_shard_is_not_approved_in_the_place_of_the_edition_that_leads_to_it(games):
    """They have one file of decisions."""
    config = settings(games)
    folder = make(config).folder
    approval.approve(config, folder, by="Lina", at=datetime(2026, 11, 23, 7, tzinfo=UTC))
    shard = workflow.shard_settings(config, "sport")
    for decide in (approval.approve, approval.withdraw):
        with pytest.raises(NotApprovedError, match=f"reporter approve --date {MONDAY}"):
            decide(shard, shard.output / MONDAY, by="Omar", at=datetime(2026, 11, 23, 8, tzinfo=UTC))
    assert approval.standing(config, folder).holds
    with desk_page(shard, shard.output / MONDAY) as page:
        assert "approved 07:00 by Lina" in page.page("desk").xpath("string(//*[@id='state'])")
        assert "approve the edition that leads to it" in page.get("desk/approval").get_json()["error"]


def test_there_is_no_preview_of_an_edition_with_shards(games):
    with pytest.raises(ReporterError, match="has no preview"):
        preview_edition(settings(games), date.fromisoformat(MONDAY))


def test_the_archive_finds_each_article_once_where_its_shard_printed_it(games):
    config = settings(games)
    make(config)
    hits = archive.search(archive.Place.of(config), "الملعب").hits
    assert sorted(hit.file.parts[-4:-1] for hit in hits) == [
        ("shards", "sport", MONDAY), ("shards", "sport", MONDAY),
        ("shards", "sport--2", MONDAY), ("shards", "sport--2", MONDAY),
    ]  # fmt: skip
    some = archive.search(archive.Place.of(config), "الملعب", most=4)
    assert (len(some.hits), some.more) == (4, False)
    shard = archive.Place.of(workflow.shard_settings(config, "sport--2"))
    assert {hit.title_ar for hit in archive.search(shard, "الملعب").hits} == printed(config)["sport--2"]


def test_the_desk_links_what_it_finds_to_the_page_of_its_shard(games, monkeypatch):
    monkeypatch.setattr("reporter.render.Documents.render", lambda _, made: {
        "briefing.html": made.edition.title_en.encode(), "briefing.pdf": b"",
    })  # fmt: skip
    config = settings(games)
    folder = make(config).folder
    with desk_page(config, folder) as page:
        links = [link.partition("#") for link in page.page("archive", q="الملعب").xpath("//ol//a/@href")]
        shown = {address: page.text(address) for address, *_ in links}
        assert shown == {
            f"editions/sport/{MONDAY}": f"{config.title.en}: Sport",
            f"editions/sport--2/{MONDAY}": f"{config.title.en}: Sport (2)",
        }
        assert len(links) == 4
        assert all(anchor.startswith(("point-", "entry-")) for *_, anchor in links)
        assert page.get(f"editions/../{MONDAY}").status_code == 404
        assert page.text(f"editions/{MONDAY}") == config.title.en
