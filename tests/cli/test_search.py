"""``reporter search`` and ``reporter archive rebuild``, on an edition made by a real run."""

import json
import shutil

import pytest
from editions import reporter

DAY = "2026-11-21"
NEXT = "2026-11-29"


def test_a_run_makes_its_edition_searchable(folder):
    """In Arabic and English; the page named has the place."""
    arabic = reporter(folder, "search", "المهاجم")
    assert arabic.returncode == 0, arabic.stderr
    assert "*المهاجم*" in arabic.stdout
    assert arabic.stdout.startswith(f"{DAY} · ")
    file, _, anchor = arabic.stdout.splitlines()[-1].strip().partition("#")
    assert f'id="{anchor}"' in (folder / file).read_text(encoding="utf-8")
    english = reporter(folder, "search", '"beat its visitors"')
    assert "The local team *beat its visitors* 2-1" in english.stdout
    nothing = reporter(folder, "search", "زقزوق")
    assert (nothing.returncode, nothing.stdout) == (1, "Nothing was found.\n")


def test_json_has_offsets(folder):
    (hit,) = json.loads(reporter(folder, "search", "متحف -فريق", "--json", "--limit", "1").stdout)["hits"]
    made = json.loads((folder / "output" / DAY / "briefing.json").read_bytes())
    entry = made["entries"][int(hit["entry"]) - 1]
    assert (hit["date"], hit["title_ar"], hit["path"]) == (DAY, entry["title_ar"], entry["source"]["path"])
    for passage in hit["passages"]:
        if passage["place"] != "title":
            point = next(point for point in entry["points"] if point["id"] == passage["place"])
            assert passage["text_ar"] == point["text_ar"]
        assert all("متحف" in passage["text_ar"][start:end] for start, end in passage["marks_ar"])


def test_names_are_counted_by_edition_or_month(folder):
    (folder / "glossary.yaml").write_text("- {term: وزارة الثقافة, en: the Ministry of Culture}\n", encoding="utf-8")
    with (folder / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("glossary: [glossary.yaml]\n")
    told = reporter(folder, "search", "--names")
    assert f"     1  the Ministry of Culture · وزارة الثقافة  ({DAY} 1)" in told.stdout.splitlines(), told.stderr
    found = json.loads(reporter(folder, "search", "--names", "--json", "متحف").stdout)["names"]
    name = next(name for name in found if name["term_en"] == "the Ministry of Culture")
    assert (name["months"], name["editions"]) == ({DAY[:7]: 1}, {DAY: 1})
    assert "No term" in reporter(folder, "search", "--names", "مباراة", "--outlet", "لا أحد").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-x", "ميناء"], "unrecognized arguments"),
        (["--", "-ميناء"], "no word to search for"),
        ([], "no word to search for"),
        (["ميناء", "--from", "2026-12-01", "--to", "2026-11-01"], "is after --to"),
        (["ميناء", "--limit", "0"], "not a number from 1"),
    ],
)
def test_mistakes_are_told(folder, arguments, said):
    result = reporter(folder, "search", *arguments)
    assert result.returncode == 2
    assert said in result.stderr


def test_an_edition_that_keep_days_removes_is_still_found(folder):
    """And a rebuilt archive has it too."""
    with (folder / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("editions: {keep_days: 5}\n")
    assert reporter(folder, "run", "--date", NEXT).returncode == 0
    assert sorted(path.name for path in (folder / "output").glob("2*")) == [NEXT]
    before = reporter(folder, "search", "المهاجم").stdout
    assert "archive/output-" in before
    assert before.count("*المهاجم*") == 2
    (folder / ".reporter/archive.sqlite3").unlink()
    rebuilt = reporter(folder, "archive", "rebuild")
    assert "2 editions in" in rebuilt.stdout, rebuilt.stderr
    assert reporter(folder, "search", "المهاجم").stdout == before


def test_an_archive_that_cannot_be_written_costs_a_warning_and_no_edition(folder):
    """Nothing is removed of which there is no copy."""
    with (folder / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("editions: {keep_days: 5}\n")
    shutil.rmtree(folder / ".reporter/archive")
    (folder / ".reporter/archive").write_text("in the way", encoding="utf-8")
    result = reporter(folder, "run", "--date", NEXT, "-v")
    assert result.returncode == 0
    assert "no old edition is removed" in result.stderr
    assert sorted(path.name for path in (folder / "output").glob("2*")) == [DAY, NEXT]
    assert (folder / "output/latest.pdf").read_bytes() == (folder / "output" / NEXT / "briefing.pdf").read_bytes()
    report = json.loads((folder / "output" / NEXT / "run.json").read_bytes())
    assert any("archive" in warning for warning in report["warnings"])


def test_what_was_withdrawn_is_marked(folder):
    """On the terminal and in JSON."""
    path = folder / "output" / DAY / "briefing.json"
    made = json.loads(path.read_bytes())
    made["edition"]["erratum"] = {
        "kind": "withdrawn", "at": "2026-11-22T05:00:00Z", "says_en": None, "says_ar": None, "entries": ["1", "2.1"],
    }  # fmt: skip
    path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    assert reporter(folder, "archive", "rebuild").returncode == 0
    query = made["entries"][0]["title_ar"]
    assert f"WITHDRAWN: the edition of {DAY} says so." in reporter(folder, "search", query).stdout
    assert json.loads(reporter(folder, "search", query, "--json").stdout)["hits"][0]["withdrawn"] == DAY
    changed = reporter(folder, "search", f'"{made["entries"][1]["points"][0]["text_ar"]}"').stdout
    assert f"CHANGED: the article no longer says this, as the edition of {DAY} tells." in changed
