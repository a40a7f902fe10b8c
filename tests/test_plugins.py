"""Plug-ins: the example in docs/plugins.md as a real distribution, and the effect of broken ones."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from editions import MODEL, desk, environment, from_scratch, reporter

PAGE = (Path(__file__).parent.parent / "docs" / "plugins.md").read_text(encoding="utf-8")
DAY = "2026-11-21"
CODE = "reporter_example.py"


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    """Build the example on the page, and install it in a folder."""
    source, target = tmp_path_factory.mktemp("reporter-example"), tmp_path_factory.mktemp("target")
    for name, language in (("pyproject.toml", "toml"), (CODE, "python")):
        (block,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
        (source / name).write_text(block, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation",
         "--disable-pip-version-check", "--target", str(target), str(source)],
        check=True, env=environment(source),
    )  # fmt: skip
    return target


@pytest.fixture(scope="session")
def equipped(tmp_path_factory, installed):
    """Return a folder with the engine, summarised with the plug-in's method."""
    folder = tmp_path_factory.mktemp("desk")
    desk(folder, summary={"method": "longest", "sentences": 2})
    assert call(folder, installed, "models", "install", MODEL).returncode == 0
    assert call(folder, installed, "run", "--date", DAY).returncode == 0  # fills the store's caches
    shutil.rmtree(folder / "output")
    return folder


@pytest.fixture
def folder(equipped, tmp_path):
    return shutil.copytree(equipped, tmp_path / "desk")


@pytest.fixture
def code(installed, tmp_path):
    """Return the module of a copy of the installed example, for breaking it."""
    return shutil.copytree(installed, tmp_path / "target") / CODE


def call(folder, target, *arguments):
    """Run the command line with the folder `target` on Python's path."""
    return reporter(folder, *arguments, variables={"PYTHONPATH": str(target)})


def record_of(folder):
    return json.loads((folder / "output" / DAY / "briefing.json").read_bytes())


def replaced(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def run_log(folder):
    return (folder / ".reporter" / "run.log").read_text(encoding="utf-8")


def test_the_documented_example_works(folder, installed):
    """Its method, its check and its format."""
    (folder / "articles" / "match.txt").write_text(
        "خبر قصير\n\nوقعت (الوزارة) (وزارة الثقافة) (أمس) الاتفاق (الجديد) مع (شركة النقل) في المدينة وحولها. قال الوزير نعم. وقع الاتفاق أمس.\n",
        encoding="utf-8",
    )
    ended = from_scratch(folder, "run", "--date", DAY, variables={"PYTHONPATH": str(installed)})
    assert ended.returncode == 0, ended.stderr
    made = record_of(folder)
    assert made["summariser"]["method"] == "longest"
    (match,) = [entry for entry in made["entries"] if "match" in entry["source"]["path"]]
    best = min(match["points"], key=lambda point: point["rank"])
    assert len(best["text_ar"].split()) == max(len(point["text_ar"].split()) for point in match["points"])
    flags = {flag["check"] for entry in made["entries"] for point in entry["points"] for flag in point["flags"]}
    assert "brackets" in flags
    assert call(folder, installed, "export", "--format", "txt").returncode == 0
    lines = (folder / "output" / DAY / "briefing.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(made["entries"])


def test_help_lists_the_plug_ins(folder, installed):
    """A name that is not installed is rejected, and the message lists the others."""
    assert "longest" in call(folder, installed, "run", "--help").stdout
    assert "txt" in call(folder, installed, "export", "--help").stdout
    ended = reporter(folder, "run")
    assert ended.returncode == 2
    assert "summary.method: unknown method 'longest'; choose one of biased-lexrank, lead" in ended.stderr


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ('"""An example', 'import a_module_that_is_not_there\n"""', "ModuleNotFoundError"),
        ("from reporter.checks import Check", "raise SystemError('no')", "SystemError: no"),
    ],
)
def test_a_plug_in_that_cannot_be_imported_loses_only_its_work(folder, code, old, new, error):
    """The front page says so."""
    replaced(code, old, new)
    ended = call(folder, code.parent, "run", "--date", DAY)
    assert ended.returncode == 0, ended.stderr
    made = record_of(folder)
    degraded = " ".join(made["degraded"])
    assert f"the plug-in 'longest' (reporter-example 1.0) cannot be imported ({error}" in degraded
    assert "the plug-in 'brackets' (reporter-example 1.0) cannot be imported" in degraded
    assert "biased-lexrank selected the sentences instead" in degraded
    assert any(point["text_en"] for entry in made["entries"] for point in entry["points"])


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("collections.deque(itertools.repeat(0), maxlen=0)", "it takes more than 2 seconds of processor time"),
        ("os.abort()", "a library crashed (SIGABRT)"),
    ],
)
def test_a_method_that_hangs_or_crashes_costs_one_article(folder, code, fault, reason):
    """Python cannot stop either; the other articles are there, and the log says where it was."""
    broken = f"if 'المتحف' in str(material.texts):\n        import collections, itertools, os\n        {fault}\n    return sorted("
    replaced(code, "return sorted(", broken)
    settings = yaml.safe_load((folder / "config.yaml").read_text(encoding="utf-8"))
    (folder / "config.yaml").write_text(yaml.safe_dump(settings | {"ingest": {"max_seconds": 2}}), encoding="utf-8")
    ended = call(folder, code.parent, "run", "--date", DAY)
    assert ended.returncode == 0, ended.stderr
    made = record_of(folder)
    assert [entry["source"]["path"] for entry in made["entries"]] == ["articles/match.txt"]
    assert [(item["stage"], item["reason"]) for item in made["skipped"]] == [("summarise", reason)]
    assert "in longest" in run_log(folder)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("return sorted(", "return 1 / 0 and sorted(", "ZeroDivisionError"),
        ("return sorted(", "return None and sorted(", "TypeError"),
        ("return sorted(", "return [0, 0] or sorted(", "did not return each position"),
        ("return sorted(", 'return "ab" or sorted(', "did not return each position"),
        ("def longest(material)", "longest = 5\ndef other(material)", "is of type int, not a function"),
    ],
)
def test_a_broken_method_loses_only_the_ranking(folder, code, old, new, error):
    """Each article is summarised with our method."""
    replaced(code, old, new)
    ended = call(folder, code.parent, "run", "--date", DAY)
    assert ended.returncode == 0, ended.stderr
    made = record_of(folder)
    (degraded,) = [said for said in made["degraded"] if "plug-in" in said]
    assert error in degraded
    assert all(len(entry["points"]) == 2 for entry in made["entries"])
    assert run_log(folder).count("Traceback") == 1


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("    arabic, english =", "    raise KeyError('oops')\n    arabic, english =", "KeyError: 'oops'"),
        ("        yield Flag(", "        pass\n    yield 7 or Flag(", "TypeError"),
        ('BRACKETS = Check("brackets", ', 'BRACKETS = Check("numbers", ', "must have a unique id"),
        ("BRACKETS = Check(", "BRACKETS = dict; Check(", "not a reporter.checks.Check"),
    ],
)
def test_a_broken_check_loses_only_its_own_flags(folder, code, old, new, error):
    """The other checks examine every sentence."""
    call(folder, code.parent, "run", "--date", DAY)
    before = record_of(folder)
    replaced(code, old, new)
    ended = call(folder, code.parent, "run", "--date", DAY)
    assert ended.returncode == 0, ended.stderr
    made = record_of(folder)
    (degraded,) = [said for said in made["degraded"] if "plug-in" in said]
    assert error in degraded

    def others(record):
        return [
            [flag for flag in point["flags"] if flag["check"] != "brackets"]
            for entry in record["entries"]
            for point in entry["points"]
        ]

    assert others(made) == others(before)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ('return "".join(', 'raise OSError("full")\n    return "".join(', "failed (OSError: full)"),
        (".encode()", "", "returned a str, not bytes"),
        (
            "def plain_text(record, layout)",
            "plain_text = 1\ndef other(record, layout)",
            "is of type int, not a function",
        ),
        ('"""An example', 'import a_module_that_is_not_there\n"""', "cannot be imported"),
    ],
)
def test_a_broken_format_writes_nothing(folder, code, old, new, error):
    """The edition is complete, and the message names the distribution."""
    assert call(folder, code.parent, "run", "--date", DAY).returncode == 0
    before = sorted(path.name for path in (folder / "output" / DAY).iterdir())
    replaced(code, old, new)
    ended = call(folder, code.parent, "export", "--format", "txt")
    assert ended.returncode == 1
    assert error in ended.stderr
    assert "reporter-example 1.0" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert sorted(path.name for path in (folder / "output" / DAY).iterdir()) == before


def test_check_lists_the_plug_ins(folder, code):
    """Both those that work and those that do not."""
    assert "the plug-in 'brackets' (reporter-example 1.0)" in call(folder, code.parent, "check").stdout
    replaced(code, '"""An example', 'import a_module_that_is_not_there\n"""')
    ended = call(folder, code.parent, "check")
    assert "the plug-in 'txt' (reporter-example 1.0) cannot be imported" in ended.stdout + ended.stderr
    assert ended.returncode == 1


def test_help_imports_nothing_heavy():
    """Neither an engine nor entry points are loaded, so help is immediate."""
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys\nfrom reporter.cli import main\ntry: main()\nfinally: print(*sys.modules, sep='\\n')", "--help"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert "reporter.registry" in loaded
    for heavy in (
        "pydantic",
        "lxml",
        "numpy",
        "weasyprint",
        "jinja2",
        "sumy",
        "ctranslate2",
        "flask",
        "importlib.metadata",
    ):
        assert heavy not in loaded
