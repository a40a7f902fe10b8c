"""`reporter review` on the command line: exporting, importing, and error messages."""

import csv
import json
import socket
import subprocess
import sys
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from editions import desk, environment, reporter

from reporter.store import Store
from reporter.store.corrections import Corrections

DAY = "2026-11-21"
FIRST = "فاز الفريق المحلي 2-1 على ضيفه مساء السبت."


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path, changed):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, fieldnames=list(changed[0]))
        table.writeheader()
        table.writerows(changed)


def test_corrections_in_an_exported_file_reach_the_edition(folder):
    """After export, correction, import and another run, the edition prints and counts it."""
    assert reporter(folder, "review", "export", "sheet.csv").stdout == "9 texts written to sheet.csv.\n"
    sheet = rows(folder / "sheet.csv")
    assert {row["arabic"] for row in sheet} >= {FIRST}
    for row in sheet:
        if row["arabic"] == FIRST:
            row["english"] = "The home side beat its guests 2-1 on Saturday night."
    write_rows(folder / "sheet.csv", sheet)
    taken = reporter(folder, "review", "import", "sheet.csv", "--by", "Lina")
    assert (taken.returncode, taken.stdout) == (0, "1 correction imported, 8 texts unchanged, 0 rejected.\n")
    assert reporter(folder, "run", "--date", DAY).returncode == 0
    record = json.loads((folder / "output" / DAY / "briefing.json").read_text(encoding="utf-8"))
    (point,) = [point for entry in record["entries"] for point in entry["points"] if point["text_ar"] == FIRST]
    assert point["text_en"] == "The home side beat its guests 2-1 on Saturday night."
    assert point["reviewed"]["by"] == "Lina"
    assert record["counts"]["reviewed"] == 1
    assert reporter(folder, "check", "--record", f"output/{DAY}/briefing.json").returncode == 0


def test_a_rejected_row_is_reported_with_exit_code_1(folder):
    """The other rows are imported."""
    reporter(folder, "review", "export", "sheet.csv")
    sheet = rows(folder / "sheet.csv")
    for row in sheet:
        row["english"] = "Mended."
        if row["arabic"] == FIRST:
            row["arabic"] = FIRST.replace("2-1", "2-2")
    write_rows(folder / "sheet.csv", sheet)
    result = reporter(folder, "review", "import", "sheet.csv")
    assert (result.returncode, result.stdout) == (1, "8 corrections imported, 0 texts unchanged, 1 rejected.\n")
    assert result.stderr.startswith("rejected  row ")
    assert "its Arabic was changed" in result.stderr
    assert "[1.1]" in result.stderr


def test_all_corrections_can_be_exported(folder):
    """`review export --all` includes who and when, and `memory export` includes them in the memory."""
    reporter(folder, "review", "export", "sheet.tmx")
    text = (folder / "sheet.tmx").read_text(encoding="utf-8")
    (folder / "sheet.tmx").write_text(text.replace("The local team beat", "The home side beat"), encoding="utf-8")
    assert reporter(folder, "review", "import", "sheet.tmx", "--by", "Lina").returncode == 0
    assert reporter(folder, "review", "export", "all.csv", "--all").stdout == "1 correction written to all.csv.\n"
    (row,) = rows(folder / "all.csv")
    assert (row["arabic"], row["by"], row["reviewed"]) == (FIRST, "Lina", "yes")
    assert row["before"] == "The local team beat its visitors 2-1 on Saturday evening."
    assert reporter(folder, "memory", "export", "memory-out.tmx").returncode == 0
    assert "The home side beat" in (folder / "memory-out.tmx").read_text(encoding="utf-8")


def test_a_memory_file_does_not_undo_a_correction(folder):
    """This holds even for a file that is read again because it has changed."""
    with Store.open(folder / ".reporter/store.sqlite3") as store:
        assert Corrections(store).accepted() == ()
    reporter(folder, "review", "export", "sheet.xlf")
    text = (folder / "sheet.xlf").read_text(encoding="utf-8")
    (folder / "sheet.xlf").write_text(text.replace(">The local team beat", ">The home side beat"), encoding="utf-8")
    assert "1 correction imported" in reporter(folder, "review", "import", "sheet.xlf").stdout
    tmx = (folder / "memory.tmx").read_text(encoding="utf-8")
    (folder / "memory.tmx").write_text(tmx.replace("The local team", "Another team"), encoding="utf-8")
    assert reporter(folder, "run", "--date", DAY).returncode == 0
    assert "The home side beat" in (folder / "output" / DAY / "briefing.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["review", "--date", "2020-01-01"], "There is no edition of 2020-01-01"),
        (["review", "export", "sheet.docx"], ".csv, .tmx, .xlf"),
        (["review", "import", "none.csv"], "none.csv cannot be read"),
        (["review", "--port", "99999"], "Port 99999 cannot be used"),
        (["review", "--config", "none.yaml", "export", "a.csv"], "There is no config file none.yaml"),
    ],
)
def test_mistakes_end_in_one_sentence(folder, arguments, words):
    """The exit code is 2, and there is no traceback."""
    result = reporter(folder, *arguments)
    assert result.returncode == 2, result.stderr
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_without_an_edition_the_message_says_how_to_make_one(tmp_path):
    """There is nothing to review yet."""
    desk(tmp_path)
    result = reporter(tmp_path, "review")
    assert result.returncode == 2
    assert "make one with 'reporter run'" in result.stderr


def test_idle_connections_do_not_block_others(folder):
    """With two hundred idle or half-sent requests open, the page is still served."""
    command = [sys.executable, "-m", "reporter", "review", "--by", "Lina", "--allow-host", "localhost:9000"]
    with subprocess.Popen(command, cwd=folder, env=environment(folder), stdout=subprocess.PIPE, text=True) as process:
        try:
            sentence, other = process.stdout.readline().strip(), process.stdout.readline().strip()
            assert sentence.startswith("Review the edition of 2026-11-21 at http://127.0.0.1:")
            assert other.startswith("or, ")
            assert "http://localhost:9000/" in other
            parts = urlsplit(sentence.split()[-1])
            idle = [socket.create_connection((parts.hostname, parts.port), timeout=20) for _ in range(200)]
            for connection in idle[::2]:
                connection.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n{")
            with urlopen(parts.geturl(), timeout=60) as answer:
                assert answer.status == 200
            for connection in idle:
                connection.close()
        finally:
            process.terminate()
