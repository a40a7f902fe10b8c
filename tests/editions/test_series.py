"""Editions of many days: what is new, what is made again, and what happens if nothing arrives."""

import json
import shutil
from datetime import UTC, datetime

import pytest
from editions import reporter

from reporter.config import LayoutSettings, with_flags
from reporter.errors import NothingNewError, ReporterError
from reporter.record import problems
from reporter.render import Documents
from reporter.workflows.make import build_edition

MATCH, MUSEUM = "الفريق المحلي يفوز على ضيفه", "افتتاح متحف جديد على الساحل"
BRIDGE, HARVEST = "افتتاح الجسر الجديد", "موسم الزيتون يبدأ مبكرا"


def titles(result):
    return [entry.title_ar for entry in result.record.entries]


def notes(result):
    return [note.text_en for note in result.record.notes]


def test_an_edition_has_only_new_articles(paper):
    """The first has everything, the next only what has arrived since."""
    assert titles(paper.make("2026-11-20T03:30")) == [MATCH, MUSEUM]
    paper.put("bridge")
    second = paper.make("2026-11-21T03:30")
    assert titles(second) == [BRIDGE]
    assert notes(second) == []
    assert problems(second.record) == ()


def test_with_all_every_edition_has_every_input(paper):
    """By default, articles that were printed before are not left out."""
    paper.make("2026-11-20T03:30", select="all")
    paper.put("bridge")
    assert titles(paper.make("2026-11-21T03:30", select="all")) == [BRIDGE, MATCH, MUSEUM]


def test_an_article_is_recognised_by_its_url_if_its_bytes_changed(paper):
    """A page saved again with different tracking parameters, vowel marks and a new banner is the same article."""
    page = '---\nurl: "https://news.example/a/7{}"\n---\nعنوان الخبر\n\nوصل الوفد إلى المدينة صباح اليوم واستقبله المحافظ.{}\n'
    paper.put("page", page.format("", ""))
    paper.make("2026-11-20T03:30")
    paper.put("page", page.format("?utm_source=x#top", "\n\nتابعوا أخبار الوفد").replace("وصل الوفد", "وَصَلَ الوفـد"))
    paper.put("bridge")
    assert titles(paper.make("2026-11-21T03:30")) == [BRIDGE]


def test_an_article_whose_text_changed_is_printed_again(paper):
    """The edition says what changed, and what an earlier one quoted; made again, it says the same; then never again."""
    page = '---\nurl: "https://news.example/a/7"\n---\nعنوان الخبر\n\nاستقبل المحافظ 40 ضيفا في المدينة صباح اليوم.\n'
    paper.put("page", page)
    first = paper.make("2026-11-20T03:30")
    number = titles(first).index("عنوان الخبر") + 1
    paper.put("page", page.replace("40", "45"))
    paper.put("bridge")
    for _ in range(2):
        second = paper.make("2026-11-21T03:30")
        assert sorted(titles(second)) == sorted([BRIDGE, "عنوان الخبر"])
        assert [entry.title_ar for entry in second.record.entries if entry.change == "updated"] == ["عنوان الخبر"]
        (updated,) = second.record.changes.updated
        assert (updated.words, updated.edition.isoformat()) == ((("40", "45"),), "2026-11-20")
        assert [quote.point for quote in updated.quotes] == [f"{number}.1"]
        assert notes(second) == []
    shutil.rmtree(paper.folder / ".reporter")  # as if a run had been killed before it could update the store
    third = paper.make("2026-11-22T03:30")
    assert (titles(third), third.record.changes.updated) == ([], ())


@pytest.mark.parametrize("select", ["all", "new"])
def test_two_files_with_one_url_are_one_entry(paper, select):
    """A page that was saved twice is printed once, from the first file."""
    page = '---\nurl: "https://news.example/a/7{}"\n---\n{} عنوان الخبر\n\nوصل الوفد إلى المدينة صباح اليوم واستقبله المحافظ.\n'
    paper.put("page-1", page.format("", "أول"))
    paper.put("page-2", page.format("?utm_source=x#top", "ثاني"))
    assert titles(paper.make("2026-11-20T03:30", select=select)) == [MATCH, MUSEUM, "أول عنوان الخبر"]


def test_a_date_made_again_keeps_its_order_and_adds_new_articles(paper):
    """They come last, regardless of their names; a third run changes nothing."""
    first = paper.make("2026-11-20T03:30")
    assert titles(first) == [MATCH, MUSEUM]
    paper.put("bridge")
    again = paper.make("2026-11-20T03:30")
    assert titles(again) == [MATCH, MUSEUM, BRIDGE]
    assert notes(again) == ["This edition was made again; article 3 arrived since it was first made"]
    assert "أُعيد إعداد هذه النشرة" in (again.folder / "briefing.html").read_text(encoding="utf-8")
    files = {path.name: path.read_bytes() for path in again.folder.glob("briefing.*")}
    paper.make("2026-11-20T03:30")
    assert files == {path.name: path.read_bytes() for path in again.folder.glob("briefing.*")}


def test_a_date_made_again_without_its_inputs_is_the_same_edition(paper):
    """If the inbox was emptied, the articles are taken from the record."""
    first = paper.make("2026-11-20T03:30")
    for path in paper.articles.iterdir():
        path.unlink()
    paper.put("bridge")
    again = paper.make("2026-11-20T03:30")
    assert titles(again) == [MATCH, MUSEUM, BRIDGE]
    assert again.record.entries[:2] == first.record.entries


def test_an_article_of_a_later_edition_does_not_return_to_an_earlier_one(paper):
    """It belongs to the edition that printed it first, even if the clock goes back."""
    paper.make("2026-11-20T03:30")
    paper.put("bridge")
    paper.make("2026-11-23T03:30")
    paper.put("harvest")
    assert titles(paper.make("2026-11-21T03:30")) == [HARVEST]
    assert titles(paper.make("2026-11-20T03:30")) == [MATCH, MUSEUM]


def test_nothing_new_is_reported(paper):
    """With `note`, the front page says so in both languages."""
    paper.make("2026-11-20T03:30")
    result = paper.make("2026-11-21T03:30")
    assert titles(result) == []
    said = "No news today: nothing has arrived since the edition of Friday, 20 November 2026"
    assert notes(result) == [f"{said} (articles read: 2, all of them in earlier editions)"]
    html = (result.folder / "briefing.html").read_text(encoding="utf-8")
    assert "No news today" in html
    assert "لا جديد اليوم" in html
    assert "quoted word for word" not in html
    assert result.pdf.stat().st_size > 1000
    paper.put("bridge")
    assert titles(paper.make("2026-11-21T06:00")) == [BRIDGE]


def test_what_cannot_be_read_is_not_called_nothing(paper, caplog):
    """Something has arrived, but nobody knows whether it is news."""
    paper.make("2026-11-20T03:30")
    for path in paper.articles.iterdir():
        path.unlink()
    (paper.articles / "note.txt").write_text("This note is in English.\n", encoding="utf-8")
    result = paper.make("2026-11-21T03:30")
    assert notes(result) == [
        "No news today: nothing that could be read has arrived since the edition of Friday, 20 November 2026"
    ]
    assert result.record.degraded
    assert "it looks like English" in caplog.text
    letter = Documents(LayoutSettings()).letter(result.record, lead="en", subject=None, attached=False)
    assert letter.subject.strip() == "[incomplete] Morning Briefing, Saturday, 21 November 2026"


def test_nothing_new_repeats_the_last_edition(paper):
    """With `send`, its articles are printed again with a notice; the next day they are still not new."""
    paper.make("2026-11-20T03:30")
    for day in ("2026-11-21", "2026-11-21", "2026-11-22"):
        result = paper.make(f"{day}T03:30", on_nothing_new="send")
        assert titles(result) == [MATCH, MUSEUM]
        assert notes(result)[0].startswith("Nothing new has arrived since the edition of ")
    paper.put("bridge")
    assert titles(paper.make("2026-11-23T03:30", on_nothing_new="send")) == [BRIDGE]


def test_nothing_new_makes_no_edition(paper):
    """With `skip` there is none, which is not a failure."""
    paper.make("2026-11-20T03:30")
    with pytest.raises(NothingNewError, match="since the edition of 2026-11-20") as caught:
        paper.make("2026-11-21T03:30", on_nothing_new="skip")
    assert caught.value.exit_code == 0
    assert not (paper.output / "2026-11-21").exists()


def test_an_emptied_inbox_is_no_news_but_a_missing_one_is_a_failure(paper, caplog):
    """An empty folder may mean a quiet day, but a missing one never does."""
    paper.make("2026-11-20T03:30")
    shutil.move(paper.articles, paper.folder / "away")
    with pytest.raises(ReporterError, match="it does not exist"):
        paper.make("2026-11-21T03:30")
    paper.articles.mkdir()
    result = paper.make("2026-11-21T03:30")
    assert notes(result)
    assert result.degraded[0].startswith("articles yielded nothing: ")


def test_the_first_run_fails_without_articles_whatever_the_settings(paper, caplog):
    """If there were never any, it is a mistake, not a quiet day."""
    shutil.rmtree(paper.articles)
    paper.articles.mkdir()
    with pytest.raises(ReporterError, match="No edition was made"):
        paper.make("2026-11-20T03:30")


def test_half_of_the_files_unreadable_is_reported_on_the_front_page(paper, caplog):
    """With two good and two bad files, the record says so in English and Arabic."""
    paper.put("zeros", "\0" * 50)
    assert paper.make("2026-11-20T03:30").degraded == (_no_english(8),)
    paper.put("latin", "This one is English only.")
    result = paper.make("2026-11-20T03:30")
    assert "2 of 4 files could not be read" in result.degraded
    html = (result.folder / "briefing.html").read_text(encoding="utf-8")
    assert "2 of 4 files could not be read" in html
    assert "عدد الملفات التي تعذّرت قراءتها" in html


def test_a_text_without_a_sentence_is_not_an_error_of_ours(paper, caplog):
    """It is listed with its reason, and nothing says that reporter failed."""
    paper.put("word", "كلمة")
    assert paper.make("2026-11-20T03:30").degraded == (_no_english(8),)
    (skipped,) = json.loads((paper.output / "2026-11-20/briefing.json").read_text(encoding="utf-8"))["skipped"]
    assert (skipped["stage"], skipped["reason"]) == ("ingest", "without page noise, it contains no sentence")


def _no_english(texts):
    return f"English not available: no Arabic-English model is installed ({texts} texts)"


def test_a_run_killed_before_updating_the_store_is_recovered(paper):
    """The records on disk are authoritative: without the store, nothing is printed twice."""
    paper.make("2026-11-20T03:30")
    shutil.rmtree(paper.folder / ".reporter")
    paper.put("bridge")
    assert titles(paper.make("2026-11-21T03:30")) == [BRIDGE]


def test_articles_of_removed_editions_are_remembered(paper):
    """The store keeps them after retention has removed the edition."""
    for day in ("2026-11-20", "2026-11-21", "2026-11-22"):
        paper.make(f"{day}T03:30", keep_days=1)
    assert [path.name for path in paper.output.glob("2026*")] == ["2026-11-22"]
    paper.put("bridge")
    assert titles(paper.make("2026-11-23T03:30")) == [BRIDGE]


def test_an_unreadable_record_is_a_warning(paper, caplog):
    """A broken file may cause a repetition, but never stops the edition."""
    paper.make("2026-11-20T03:30")
    (paper.output / "2026-11-20/briefing.json").write_text("{}", encoding="utf-8")
    shutil.rmtree(paper.folder / ".reporter")
    assert titles(paper.make("2026-11-21T03:30")) == [MATCH, MUSEUM]
    assert "The record of the edition 2026-11-20 cannot be read" in caplog.text


def test_an_existing_edition_is_unchanged_if_only_a_missing_one_is_wanted(paper):
    """Not a byte is written; without it the edition is made."""
    first = paper.make("2026-11-20T03:30", if_missing=True)
    paper.put("bridge")
    before = {path: path.stat().st_mtime_ns for path in paper.output.rglob("*.*") if path.is_file()}
    second = paper.make("2026-11-20T09:00", if_missing=True)
    assert (first.made, second.made) == (True, False)
    assert second.record == first.record
    assert before == {path: path.stat().st_mtime_ns for path in before}
    first.pdf.unlink()
    assert paper.make("2026-11-20T09:00", if_missing=True).made


def test_the_report_of_the_run_is_next_to_the_edition(paper, caplog):
    """It has stages with seconds and counts, warnings, and versions."""
    paper.put("zeros", "\0" * 50)
    result = paper.make("2026-11-20T03:30")
    report = json.loads((result.folder / "run.json").read_text(encoding="utf-8"))
    assert report["edition"] == "2026-11-20"
    assert report["started_at"] == "2026-11-20T03:30:00+00:00"
    assert [stage["name"] for stage in report["stages"]] == [
        "read",
        "group",
        "summarise",
        "translate",
        "render",
        "read back",
        "write",
        "publish",
    ]
    assert all(stage["seconds"] >= 0 for stage in report["stages"])
    assert report["counts"] | {"articles": 2, "skipped": 1} == report["counts"]
    assert report["warnings"] == [f"Skipped articles/zeros.txt: {result.skipped[0].reason}"]
    assert {"reporter", "python", "weasyprint"} <= report["versions"].keys()


@pytest.mark.parametrize(
    ("zone", "moments", "day"),
    [
        # 02:30 occurs twice in Berlin on 25 October 2026, and not at all on 29 March.
        ("Europe/Berlin", ("2026-10-25T00:30", "2026-10-25T01:30"), "2026-10-25"),
        ("Europe/Berlin", ("2026-03-29T00:59", "2026-03-29T01:30"), "2026-03-29"),
        # There is no midnight in Cairo on 24 April 2026.
        ("Africa/Cairo", ("2026-04-23T22:00", "2026-04-24T20:59"), "2026-04-24"),
    ],
)
def test_the_night_of_a_clock_change_has_one_edition(paper, zone, moments, day):
    """Two runs in it make the same date, which is that of the zone's calendar."""
    for moment in moments:
        now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        result = build_edition(with_flags(paper.config(), {"timezone": zone}), now)
        assert titles(result) == [MATCH, MUSEUM]
    assert [path.name for path in paper.output.glob("2*")] == [day]


def test_a_date_without_midnight_is_that_date(paper):
    """`--date` on a day whose midnight is skipped by the clocks does not become the day before."""
    result = reporter(paper.folder, "run", "--date", "2026-04-24", "--config", _in_cairo(paper))
    assert result.returncode == 0, result.stderr
    record = json.loads((paper.output / "2026-04-24/briefing.json").read_text(encoding="utf-8"))
    assert record["edition"]["date"] == "2026-04-24"


def _in_cairo(paper):
    config = paper.folder / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8") + "timezone: Africa/Cairo\n", encoding="utf-8")
    return config


def test_an_unreadable_edition_is_made_from_what_there_is(paper, caplog):
    """Inputs and record are gone: this is reported, and new articles are printed."""
    paper.make("2026-11-20T03:30")
    record = paper.output / "2026-11-20/briefing.json"
    record.write_bytes(record.read_bytes()[:-100])
    for path in paper.articles.iterdir():
        path.unlink()
    paper.put("bridge")
    assert titles(paper.make("2026-11-20T03:30")) == [BRIDGE]
    assert "cannot be read" in caplog.text
