"""An edition with shards: all articles of the day, each in one of several editions, and one that leads to them."""

import json
from datetime import UTC, date, datetime

import pytest
from builders import article
from desks import desk_page

from reporter import archive, record
from reporter.config import Title, load, with_flags
from reporter.editions.sharding import Division, numbered, parts
from reporter.errors import ConfigError, NotApprovedError, ReporterError
from reporter.store import Store
from reporter.store.history import History, KeptArticle, KeptEdition
from reporter.store.spool import Spool
from reporter.workflows import approval
from reporter.workflows import shards as workflow
from reporter.workflows.make import build_edition, preview_edition

SECTIONS = [
    {"name": "sport", "title": {"en": "Sport", "ar": "رياضة"}, "words": ["الملعب"]},
    {"name": "other", "title": {"en": "Other", "ar": "متفرقات"}, "rest": True},
]
GAMES = {
    "one": "فوز الفريق الأول\n\nفاز الفريق الأول في الملعب الكبير على ضيفه بهدفين مساء الجمعة.\n",
    "two": "تعادل في العاصمة\n\nانتهت مباراة العاصمة بالتعادل بعد أن غمرت المياه الملعب قبل البداية.\n",
    "three": "مدرب جديد للمنتخب\n\nوقّع المدرب الجديد عقدا لعامين وزار الملعب قبل تدريب الغد.\n",
    "four": "تأجيل نهائي الكأس\n\nأجّل الاتحاد نهائي الكأس أسبوعا لأن أرض الملعب لم تجف بعد.\n",
}
MONDAY, TUESDAY = "2026-11-23", "2026-11-24"
pytestmark = pytest.mark.usefixtures("unprinted")


def settings(paper, **shard):
    """Return the settings of `paper` with shards."""
    return with_flags(
        load(paper.folder / "config.yaml"),
        {"editions": {"select": "new", "shard": {"most": 2, **shard}}, "desk": {"sections": SECTIONS}},
    )


def make(config, day=MONDAY, **more):
    """Make the edition of `day` at six in the morning."""
    return build_edition(config, datetime.fromisoformat(f"{day}T06:00:00").replace(tzinfo=UTC), **more)


def printed(config, day=MONDAY):
    """Return the titles of the articles of each shard of `day`, whose records are valid."""
    found = {}
    for path in sorted(config.output.glob(f"shards/*/{day}/briefing.json")):
        made = record.load(path)
        assert record.problems(made) == ()
        found[path.parent.parent.name] = {entry.title_ar for entry in made.entries}
    return found


@pytest.fixture
def games(paper):
    """Return a briefing with four articles about sport and two others, two to a shard."""
    for name, text in GAMES.items():
        paper.put(name, text)
    return paper


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


def test_there_is_no_preview_of_an_edition_with_shards(games):
    with pytest.raises(ReporterError, match="has no preview"):
        preview_edition(settings(games), date.fromisoformat(MONDAY))


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


def test_the_archive_finds_each_article_once_where_its_shard_printed_it(games):
    config = settings(games)
    make(config)
    hits = archive.search(archive.Place.of(config), "الملعب").hits
    assert sorted(hit.file.parts[-4:-1] for hit in hits) == [
        ("shards", "sport", MONDAY), ("shards", "sport", MONDAY),
        ("shards", "sport--2", MONDAY), ("shards", "sport--2", MONDAY),
    ]  # fmt: skip
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
