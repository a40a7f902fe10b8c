"""External text: no file name, key or reply can affect a terminal, forge a log line, or reverse a page."""

import json
import logging
import os
import re
from pathlib import Path

from editions import ARTICLES, desk, reporter

import reporter as package
from reporter.logs import OneLine
from reporter.printable import printable

EVIL = "sc\x1b]0;title\x07\x1b[2J\n2026-11-21T00:00:00Z ERROR a forged line\u202e"


def test_only_invisible_characters_are_escaped():
    """Arabic, joiners, emoji and accents are ordinary characters."""
    assert printable("مقالات/می‌خواهم é 🙂.txt") == "مقالات/می‌خواهم é 🙂.txt"
    assert printable(EVIL) == r"sc\x1b]0;title\x07\x1b[2J\n2026-11-21T00:00:00Z ERROR a forged line\u202e"
    assert printable("\udce9\u2028\x9b") == r"\udce9\u2028\x9b"


def test_a_log_record_is_one_line_and_a_traceback_is_marked():
    """Lines of an exception follow a bar."""
    error = (ValueError, ValueError(EVIL), None)
    record = logging.LogRecord("reporter", logging.ERROR, "", 0, "%s failed", (EVIL,), error)
    first, *others = OneLine("%(levelname)s %(message)s").format(record).split("\n")
    assert first == f"ERROR {printable(EVIL)} failed"
    assert others
    assert all(line.startswith("  | ") for line in others)
    assert "\x1b" not in "".join(others)


def test_a_run_prints_hostile_names_escaped(tmp_path):
    """A sidecar that is a pipe, a file without Arabic, a front matter key, a missing folder."""
    desk(tmp_path, inputs=["articles", f"none-{EVIL}"])
    articles = tmp_path / "articles"
    (articles / f"{EVIL}.txt").write_text(ARTICLES["match.txt"].replace("الفريق", "فريق"), encoding="utf-8")
    os.mkfifo(articles / f"{EVIL}.yaml")
    (articles / f"{EVIL}.md").write_text("no Arabic at all", encoding="utf-8")
    (articles / "key.txt").write_text(
        '---\na: b\n"x\\e[2J\\nERROR forged": 1\n---\n' + ARTICLES["museum.txt"].replace("متحف", "معرض"),
        encoding="utf-8",
    )
    result = reporter(tmp_path, "run", "-v", "--date", "2026-11-21")
    assert result.returncode == 0, result.stderr
    log = (tmp_path / ".reporter/run.log").read_text(encoding="utf-8")
    assert r"\x1b]0;title\x07" in log
    for said in (result.stderr, log):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", said)
        assert not re.search(r"^(?:20\S+ )?ERROR", said, re.MULTILINE)
    edition = tmp_path / "output/2026-11-21"
    record = json.loads((edition / "briefing.json").read_text(encoding="utf-8"))
    assert len(record["skipped"]) == 2
    for text in ((edition / "briefing.html").read_text(encoding="utf-8"), json.dumps(record, ensure_ascii=False)):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)
    wrong = reporter(tmp_path, "run", "--config", f"{EVIL}.yaml")
    assert wrong.returncode == 2
    assert len(wrong.stderr.splitlines()) == 1
    assert "\x1b" not in wrong.stderr


def test_all_output_goes_through_one_function():
    """``say`` and the log formatter are the only ways to print."""
    package_folder = Path(package.__file__).parent
    for path in package_folder.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if path.name != "terminal.py":
            assert not re.search(r"(?<![\w.>])print\(|sys\.std(?:out|err)\.write|StreamHandler\([^)]", text), path
        if path.name != "logs.py":
            assert "logging.Formatter" not in text, path
