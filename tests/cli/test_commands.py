"""The smaller commands."""

import json
from importlib.metadata import version

import pytest
from editions import MODEL, desk, reporter

from reporter import __version__
from reporter.cli import main


def test_init_creates_a_working_folder_and_never_overwrites_one(tmp_path):
    """The commented config is valid; a second init changes nothing."""
    result = reporter(tmp_path, "init", "desk")
    assert result.returncode == 0, result.stderr
    assert "desk/articles" in result.stdout
    config = tmp_path / "desk/config.yaml"
    text = config.read_text(encoding="utf-8")
    assert "inputs: [articles]" in text
    assert reporter(tmp_path, "init", "desk").returncode == 1
    assert config.read_text(encoding="utf-8") == text
    empty = reporter(tmp_path, "run", "--config", config)
    assert empty.returncode == 1
    assert "articles" in empty.stderr


def test_init_with_samples_makes_a_folder_whose_first_run_is_complete(tmp_path):
    """No model is installed, and nothing is missing or skipped; what is there already is never overwritten."""
    made = reporter(tmp_path, "init", "--with-samples", "desk")
    assert made.returncode == 0, made.stderr
    assert "reporter run --config desk/config.yaml" in made.stdout
    run = reporter(tmp_path, "run", "--strict", "--config", "desk/config.yaml")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    record = json.loads(next((tmp_path / "desk/output").glob("*/briefing.json")).read_bytes())
    assert record["degraded"] == []
    assert len(record["entries"]) == 6
    (tmp_path / "other/articles").mkdir(parents=True)
    (tmp_path / "other/memory.tmx").write_text("mine", encoding="utf-8")
    again = reporter(tmp_path, "init", "--with-samples", "other")
    assert again.returncode == 1
    assert "other/memory.tmx already exists" in again.stderr
    assert sorted(path.name for path in (tmp_path / "other").rglob("*")) == ["articles", "memory.tmx"]
    assert (tmp_path / "other/memory.tmx").read_text(encoding="utf-8") == "mine"


def test_check_reports_what_is_present_and_missing(tmp_path):
    """Without a model, it fails and names the command to run."""
    desk(tmp_path)
    result = reporter(tmp_path, "check")
    assert result.returncode == 1
    wrong = [line for line in result.stdout.splitlines() if line.startswith("WRONG")]
    assert len(wrong) == 1
    assert "reporter models install" in wrong[0]
    assert "Pango" in result.stdout


@pytest.mark.engine
def test_a_package_is_installed_listed_verified_and_removed(tmp_path):
    """A changed byte in it is found."""
    desk(tmp_path)
    installed = reporter(tmp_path, "models", "install", MODEL)
    assert installed.returncode == 0, installed.stderr
    assert "CC BY 4.0" in installed.stdout
    assert "translate-ar_en-0.1" in reporter(tmp_path, "models", "list").stdout
    assert reporter(tmp_path, "models", "verify").returncode == 0
    assert reporter(tmp_path, "check").returncode == 0
    model = next((tmp_path / "models").rglob("model.bin"))
    content = bytearray(model.read_bytes())
    content[1000] ^= 1
    model.write_bytes(content)
    damaged = reporter(tmp_path, "models", "verify")
    assert damaged.returncode == 1
    assert "model.bin" in damaged.stdout
    run = reporter(tmp_path, "run", "--strict")
    assert run.returncode == 5
    assert "damaged" in run.stderr
    assert reporter(tmp_path, "models", "remove", "translate-ar_en-0.1").returncode == 0
    assert "No Arabic-English package" in reporter(tmp_path, "models", "list").stdout


def test_a_package_with_a_different_hash_is_rejected(tmp_path):
    """A package carried to an offline machine can be verified on arrival."""
    desk(tmp_path)
    result = reporter(tmp_path, "models", "install", MODEL, "--sha256", "0" * 64)
    assert result.returncode == 1
    assert "SHA-256" in result.stderr


def test_the_memory_can_be_imported_and_exported(tmp_path):
    """Everything imported is exported, and importing it again changes nothing."""
    desk(tmp_path, memory=[])
    assert "1 translation" in reporter(tmp_path, "memory", "import", "memory.tmx").stdout
    assert "already" in reporter(tmp_path, "memory", "import", "memory.tmx").stdout
    assert reporter(tmp_path, "memory", "export", "out.tmx").returncode == 0
    assert "The local team beat its visitors" in (tmp_path / "out.tmx").read_text(encoding="utf-8")


def test_a_record_is_validated(tmp_path):
    """An edited file is distinguished from a valid one."""
    desk(tmp_path)
    assert reporter(tmp_path, "run", "--date", "2026-11-21").returncode == 0
    path = tmp_path / "output/2026-11-21/briefing.json"
    assert "is valid: 2 articles" in reporter(tmp_path, "check", "--record", path).stdout
    path.write_text(path.read_text(encoding="utf-8").replace("مساء السبت", "مساء الأحد", 1), encoding="utf-8")
    changed = reporter(tmp_path, "check", "--record", path)
    assert changed.returncode == 1
    assert "not the text at its span" in changed.stderr


@pytest.mark.parametrize("command", [["--help"], ["run", "--help"], ["--version"]])
def test_help_is_fast_and_loads_no_engine(tmp_path, command):
    """Showing help must not take seconds."""
    code = (
        "import sys\nfrom reporter.cli import main\n"
        f"try: main({command!r})\nexcept SystemExit as e: assert not e.code\n"
        "heavy = {'weasyprint', 'trafilatura', 'sumy', 'ctranslate2', 'argostranslate', 'numpy', 'jinja2'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    import subprocess
    import sys

    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_the_version_names_the_engines(tmp_path):
    """The first line is reporter's own; a report of a fault needs the others."""
    first, *others = reporter(tmp_path, "--version").stdout.splitlines()
    assert first == f"reporter {__version__}"
    assert {"python", "ctranslate2", "weasyprint"} <= {line.split()[0] for line in others}
    assert f"weasyprint {version('weasyprint')}" in others


@pytest.mark.engine
def test_installed_packages_are_compared_with_human_translations(tmp_path):
    """One line each; a file without columns is refused before anything is translated."""
    desk(tmp_path)
    (tmp_path / "pairs.tsv").write_text("وصل الوفد.\tThe delegation arrived.\n\nقال نعم.\tHe said yes.\tx\n", "utf-8")
    none = reporter(tmp_path, "models", "evaluate", "pairs.tsv")
    assert none.returncode == 1
    assert "reporter models install" in none.stderr
    assert reporter(tmp_path, "models", "install", MODEL).returncode == 0
    result = reporter(tmp_path, "models", "evaluate", "pairs.tsv")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("2 sentences of")
    name, chrf, bleu, flagged, errors, seconds = result.stdout.splitlines()[-1].split()
    assert name == "translate-ar_en-0.1"
    assert 0 < float(chrf) <= 100
    assert 0 <= float(bleu) <= 100
    assert flagged.endswith("%")
    assert errors.endswith("%")
    assert float(seconds) > 0
    (tmp_path / "bad.tsv").write_text("وصل الوفد.\tThe delegation arrived.\nقال نعم.\n", "utf-8")
    bad = reporter(tmp_path, "models", "evaluate", "bad.tsv")
    assert bad.returncode == 2
    assert "Line without both: 2." in bad.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "usage", "words"),
    [
        ([], 2, "", ""),
        (["schedule"], 2, "", ""),
        (["run", "--nope"], 2, "reporter run", "unrecognized arguments: --nope"),
        (["schedule", "show", "more"], 2, "reporter schedule show", "unrecognized arguments: more"),
        (["review", "export"], 2, "reporter review export", "required: FILE"),
        (["send", "--date", "\x1b[2J"], 2, "reporter send", r"'\x1b[2J' is not a date"),
    ],
)
def test_a_wrong_command_line_is_answered_with_the_usage_of_its_command(capsys, arguments, code, usage, words):
    """A command that only holds others prints its help; nothing of an argument acts on the terminal."""
    try:
        found = main(arguments)
    except SystemExit as e:
        found = e.code
    output, error = capsys.readouterr()
    assert found == code
    if usage:
        assert error.startswith(f"usage: {usage} [-h]")
        assert words in error
    else:
        assert "COMMAND\n    run " in output or "ACTION\n    install " in output
        assert error == ""
