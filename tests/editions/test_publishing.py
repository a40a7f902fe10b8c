"""The files next to the editions, and which editions are removed."""

import json
import re
from datetime import UTC, date, datetime

import pytest

from reporter.config import with_flags
from reporter.editions import remove_old
from reporter.editions.folders import find_edition
from reporter.workflows.make import build_edition


def edition(output, name, *more):
    folder = output / name
    folder.mkdir(parents=True)
    for file in ("briefing.json", "briefing.html", "briefing.pdf", "run.json", *more):
        (folder / file).write_text("{}", encoding="utf-8")


@pytest.fixture
def output(tmp_path):
    staging = tmp_path / "output/.staging"
    staging.mkdir(parents=True)
    return tmp_path / "output"


def left(output):
    return sorted(path.name for path in output.iterdir() if not path.name.startswith("."))


def test_latest_pdf_and_index_are_updated(paper):
    """The copy is that of the latest date, even after an older one was made again; the index lists both."""
    paper.make("2026-11-20T03:30")
    paper.put("bridge")
    latest = paper.make("2026-11-21T03:30")
    paper.make("2026-11-21T03:30", day=date(2026, 11, 20))
    assert (paper.output / "latest.pdf").read_bytes() == latest.pdf.read_bytes()
    index = (paper.output / "index.html").read_text(encoding="utf-8")
    assert list(dict.fromkeys(re.findall(r'href="(\d{4}-\d\d-\d\d/briefing\.pdf)"', index))) == [
        "2026-11-21/briefing.pdf", "2026-11-20/briefing.pdf",
    ]  # fmt: skip
    assert "افتتاح الجسر الجديد" in index
    assert "Saturday, 21 November 2026" in index
    assert not re.search(r'(?:src|href)="(?:https?:)?//', index)
    assert "url(http" not in index


def test_an_index_that_cannot_be_made_does_not_stop_the_edition(paper, caplog):
    """A mistake in its template is a warning with file and line."""
    (paper.folder / "look").mkdir()
    (paper.folder / "look/index.html.j2").write_text("{{ nobody }}", encoding="utf-8")
    config = with_flags(paper.config(), {"layout": {"templates": paper.folder / "look"}})
    result = build_edition(config, datetime(2026, 11, 20, 3, 30, tzinfo=UTC))
    assert result.pdf.is_file()
    assert "index.html.j2, line 1" in caplog.text
    report = json.loads((result.folder / "run.json").read_text(encoding="utf-8"))
    assert any("index.html.j2" in warning for warning in report["warnings"])


def test_old_editions_are_removed_but_never_the_latest(output):
    """They are at least this many days older than the edition just made."""
    for day in ("2026-11-01", "2026-11-10", "2026-11-11", "2026-11-20"):
        edition(output, day)
    assert remove_old(output, output / ".staging", date(2026, 11, 20), 10) == 2
    assert left(output) == ["2026-11-11", "2026-11-20"]
    assert remove_old(output, output / ".staging", date(2026, 12, 20), 10) == 1
    assert left(output) == ["2026-11-20"]
    assert remove_old(output, output / ".staging", date(2030, 1, 1), None) == 0


def test_only_editions_are_ever_removed(output, tmp_path):
    """Folders with other names, without a record or with other files, and links, are kept."""
    edition(output, "2026-11-20")
    edition(output, "2026-11-01", "notes.txt")
    edition(tmp_path, "2026-11-02")
    (output / "2026-11-02").symlink_to(tmp_path / "2026-11-02")
    (output / "2026-11-03").mkdir()
    edition(output, "2026-11-4")
    edition(output, "archive")
    (output / "2026-11-05").write_text("a file", encoding="utf-8")
    before = left(output)
    assert remove_old(output, output / ".staging", date(2026, 11, 20), 5) == 0
    assert left(output) == before
    assert (tmp_path / "2026-11-02/briefing.pdf").exists()


def test_a_clock_that_jumps_ahead_removes_nothing(output, caplog):
    """An edition of 2030 does not empty the folder; by the next day, someone has had time to look."""
    for day in ("2026-11-19", "2026-11-20", "2030-01-01"):
        edition(output, day)
    assert remove_old(output, output / ".staging", date(2030, 1, 1), 10) == 0
    assert "check the clock" in caplog.text
    assert len(left(output)) == 3


def test_an_edition_dated_in_the_future_is_not_the_latest(paper, caplog):
    """Without a date, commands use today's edition and say so."""
    today = paper.make("2026-11-20T03:30")
    paper.put("bridge")
    ahead = paper.make("2026-11-20T04:00", day=date(2099, 1, 1))
    assert (paper.output / "latest.pdf").read_bytes() == today.pdf.read_bytes()
    assert find_edition(paper.output, None, today=date(2026, 11, 20)) == today.folder
    assert "2099-01-01 is dated in the future" in caplog.text
    assert find_edition(paper.output, date(2099, 1, 1), today=date(2026, 11, 20)) == ahead.folder
    assert find_edition(paper.output, None, today=date(2026, 11, 1)) == ahead.folder  # there is no other
