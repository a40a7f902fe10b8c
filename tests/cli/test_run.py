"""`reporter run` as run by a person, by cron, and by a second cron job."""

import json
import os
import pty
import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime

import pytest
from editions import MODEL, desk, environment, from_scratch, reporter
from filelock import FileLock

from reporter.record import load, problems


@pytest.fixture
def folder(tmp_path):
    desk(tmp_path)
    return tmp_path


def made(folder, day="2026-11-21"):
    return json.loads((folder / "output" / day / "briefing.json").read_text(encoding="utf-8"))


def test_an_edition_is_made_without_a_model(folder):
    """Memory is used; other texts are Arabic with the reason, which is one line in cron's mail unless switched off."""
    result = from_scratch(folder, "run", "--date", "2026-11-21")
    assert (result.returncode, result.stdout, len(result.stderr.splitlines())) == (0, "", 1)
    assert result.stderr.startswith("reporter: the edition of 2026-11-21 is incomplete: English not available")
    quiet = reporter(folder, "run", "-q", "--date", "2026-11-21")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    record = made(folder)
    assert problems(load(folder / "output/2026-11-21/briefing.json")) == ()
    assert [entry["title_ar"] for entry in record["entries"]] == [
        "الفريق المحلي يفوز على ضيفه",
        "افتتاح متحف جديد على الساحل",
    ]
    assert (record["entries"][0]["source"]["place"], record["entries"][0]["source"]["outlet"]) == (
        "الدوحة",
        "وكالة التجربة",
    )
    origins = {point["text_ar"]: point["origin"] for entry in record["entries"] for point in entry["points"]}
    assert origins["فاز الفريق المحلي 2-1 على ضيفه مساء السبت."] == "memory"
    assert record["counts"]["untranslated"] == len(origins) - 1
    assert record["degraded"][0].startswith("English not available: no Arabic-English model is installed")
    assert {path.name for path in (folder / "output/2026-11-21").iterdir()} == {
        "briefing.json", "briefing.html", "briefing.pdf", "edition.json", "run.json",
    }  # fmt: skip


@pytest.mark.engine
def test_machine_english_fills_the_rest_and_is_cached(folder, monkeypatch):
    """Only English that contradicts its Arabic is missing; the second run translates nothing."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    assert reporter(folder, "models", "install", MODEL).returncode == 0
    first = reporter(folder, "run", "--date", "2026-11-21", "--strict")
    assert first.returncode == 0, first.stderr
    record = made(folder)
    counts = record["counts"]
    assert (counts["untranslated"], record["degraded"]) == (counts["withheld"], [])
    assert counts["machine"] == counts["points"] - 1 - counts["withheld"] > 0
    assert record["engine"]["model"] == "translate-ar_en"
    second = reporter(folder, "run", "-v", "--date", "2026-11-21")
    assert made(folder) == record
    assert "in the cache, 0 to make" in second.stderr


def test_strict_reports_what_is_missing_by_exit_code(folder):
    """5 for missing English, 3 for a skipped input; the edition exists in either case."""
    degraded = reporter(folder, "run", "--strict")
    assert degraded.returncode == 5
    assert "no Arabic-English model is installed" in degraded.stderr
    (folder / "articles/empty.txt").touch()
    skipped = reporter(folder, "run", "--strict")
    assert skipped.returncode == 3
    assert "empty.txt" in skipped.stderr
    assert list((folder / "output").glob("*/briefing.pdf"))


def test_the_same_time_makes_the_same_bytes(folder, monkeypatch):
    """In another folder, without a store, at a given time, not one byte differs."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    files = []
    for output in ("one", "two"):
        assert from_scratch(folder, "run", "--date", "2026-11-21", "--output", output).returncode == 0
        shutil.rmtree(folder / ".reporter")
        files.append(
            {path.name: path.read_bytes() for path in sorted((folder / output / "2026-11-21").glob("briefing.*"))}
        )
    assert len(files[0]) == 3
    assert files[0] == files[1]


def test_an_edition_of_an_old_date_has_todays_times(folder):
    """It says when its articles were really read."""
    before = datetime.now(UTC).replace(microsecond=0)
    assert reporter(folder, "run", "--date", "1999-01-01").returncode == 0
    record = json.loads((folder / "output/1999-01-01/briefing.json").read_text(encoding="utf-8"))
    assert record["edition"]["date"] == "1999-01-01"
    for moment in (record["edition"]["issued_at"], record["entries"][0]["source"]["retrieved_at"]):
        assert datetime.fromisoformat(moment) >= before


def test_source_date_epoch_never_dates_an_edition(folder, monkeypatch):
    """Some build shells set it to 1980 for all programs; an invalid value is reported."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "315532800")
    assert reporter(folder, "run").returncode == 0
    assert not list((folder / "output").glob("1980*"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 30)
    result = reporter(folder, "run", "--date", "2026-11-21")
    assert (result.returncode, "SOURCE_DATE_EPOCH is" in result.stderr) == (2, True)


def test_flags_choose_length_and_method(folder):
    """They override the config file for one run."""
    assert reporter(folder, "run", "--date", "2026-11-21", "--sentences", "1", "--method", "lead").returncode == 0
    record = made(folder)
    assert record["summariser"] == {"method": "lead", "sentences": 1}
    assert [point["sentence"] for entry in record["entries"] for point in entry["points"]] == [0, 0]


def test_inputs_named_on_the_command_line_need_no_config(tmp_path):
    """One article needs only one command."""
    desk(tmp_path / "desk")
    result = reporter(tmp_path, "run", "--input", "desk/articles/m*.txt", "--date", "2026-11-21")
    assert result.returncode == 0, result.stderr
    assert made(tmp_path)["counts"]["articles"] == 2


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["run", "--config", "none.yaml"], 2, "There is no config file none.yaml"),
        (["run", "--date", "21.11.2026"], 2, "write it as 2026-11-21"),
        (["run", "--sentences", "0"], 2, "summary.sentences"),
        (["run", "--method", "magic"], 2, "magic"),
        (["run", "--input", "nothing-here"], 1, "nothing-here"),
        (["check", "--record", "none.json"], 1, "none.json"),
        (["memory", "import", "none.tmx"], 2, "none.tmx"),
        (["models", "install", "none.argosmodel"], 1, "none.argosmodel"),
        (["models", "remove", "none"], 1, "none"),
    ],
)
def test_mistakes_end_in_one_sentence(folder, arguments, code, words):
    """There is no traceback, the exit code is as documented, and the culprit is named."""
    result = reporter(folder, *arguments)
    assert result.returncode == code, result.stderr
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert not list((folder / "output").glob("*/*")) if (folder / "output").exists() else True


def test_a_second_run_at_the_same_time_ends_with_75(folder):
    """Cron can try again later; two runs never write to one edition."""
    (folder / "output").mkdir()
    with FileLock(folder / "output/.lock"):
        result = reporter(folder, "run")
    assert result.returncode == 75
    assert "Another run" in result.stderr
    assert reporter(folder, "run").returncode == 0


def test_on_a_terminal_the_path_and_what_is_missing_are_shown(folder):
    """The user sees where the PDF is, that English is missing, and the name of each input that was left out."""
    (folder / "articles/notes.odt").write_bytes(b"PK")
    try:
        owner, terminal = pty.openpty()
    except OSError:
        pytest.skip("no pseudo-terminals here (/dev/pts is not mounted)")
    said = bytearray()

    def listen():
        while True:
            try:
                said.extend(os.read(owner, 4096))
            except OSError:
                return

    listener = threading.Thread(target=listen)
    listener.start()
    command = [sys.executable, "-m", "reporter", "run", "--date", "2026-11-21"]
    subprocess.run(
        command,
        cwd=folder,
        env=environment(folder) | {"TERM": "xterm"},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        check=True,
    )
    os.close(terminal)
    listener.join()
    os.close(owner)
    text = said.decode()
    assert "output/2026-11-21/briefing.pdf" in text.replace("\r\n", "")
    assert "no Arabic-English model is installed" in text
    assert "Laying out pages" in text
    assert "articles/notes.odt was left out: " in text.replace("\r\n", "")


def test_nothing_is_written_elsewhere(folder):
    """In cron's minimal environment (no HOME, no TERM), a run works and writes only to its folder."""
    before = set((folder.parent).rglob("*"))
    command = [sys.executable, "-m", "reporter", "run", "-q", "--config", str(folder / "config.yaml")]
    result = subprocess.run(command, cwd="/", env={}, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    new = {path.relative_to(folder).parts[0] for path in set(folder.parent.rglob("*")) - before}
    assert new == {"output", ".reporter"}


def test_a_missing_memory_file_is_reported_on_the_front_page(folder):
    """If someone is editing it at six in the morning, the edition is still made and says so."""
    (folder / "memory.tmx").unlink()
    result = reporter(folder, "run", "--date", "2026-11-21")
    assert result.returncode == 0, result.stderr
    assert any("memory.tmx cannot be read" in reason for reason in made(folder)["degraded"])


def test_a_bare_command_lists_the_commands(folder):
    """Nothing was done, so this is not a success."""
    result = reporter(folder)
    assert result.returncode == 2
    assert all(f"\n    {name} " in result.stdout for name in ("run", "send", "review", "check", "init", "schedule"))


def test_arabic_paths_work_where_utf8_is_switched_off(folder):
    """An old machine, or a container without a locale."""
    (folder / "articles").rename(folder / "مقالات")
    (folder / "config.yaml").write_text("inputs: [مقالات]\noutput: نشرات\n", encoding="utf-8")
    bare = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    command = [sys.executable, "-m", "reporter", "run", "-q", "--date", "2026-11-21"]
    result = subprocess.run(command, cwd=folder, env=bare, capture_output=True, text=True, check=False, timeout=120)
    assert (result.returncode, result.stderr) == (0, "")
    assert (folder / "نشرات/2026-11-21/briefing.pdf").is_file()
