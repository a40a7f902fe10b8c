"""The import contracts reject what they should, in a copy of the tree."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def lint(tmp_path):
    """Return a function that writes a module into a copy of the tree and gives what lint-imports says of it."""
    shutil.copytree(ROOT / "reporter", tmp_path / "reporter", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)

    def lint(path, content):
        module = tmp_path / "reporter" / path
        module.parent.mkdir(exist_ok=True)
        module.write_text(content, encoding="utf-8")
        command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
        environment = {"PYTHONPATH": str(tmp_path), "COLUMNS": "200", "NO_COLOR": "1"}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return lint


def test_the_current_tree_keeps_them(lint):
    """So any failures in the other tests come from what these add."""
    done = lint("errors.py", (ROOT / "reporter/errors.py").read_text(encoding="utf-8"))
    assert done.returncode == 0, done.stdout


def test_a_new_package_may_import_no_protected_library(lint):
    """The five libraries are rejected by name, and so is the package until it has a place among the layers."""
    libraries = ("sqlite3", "smtplib", "jinja2", "pydantic", "ctranslate2")
    done = lint("x/__init__.py", "".join(f"import {name}\n" for name in libraries))
    assert done.returncode == 1
    for name in libraries:
        assert f"reporter.x -> {name} (l." in done.stdout, done.stdout
    assert "reporter.x" in done.stdout.partition("Broken contracts")[2].partition("SQLite")[0], done.stdout


@pytest.mark.parametrize("package", ["clean", "glossary", "cli"])
def test_a_package_may_import_nothing_that_belongs_to_another(lint, package):
    """The same holds for a new module in an existing package."""
    done = lint(f"{package}/x.py", "import sqlite3\n")
    assert f"reporter.{package}.x -> sqlite3 (l.1)" in done.stdout


def test_a_lower_package_may_not_import_a_higher_one(lint):
    """Imports go in one direction."""
    done = lint("language/x.py", "import reporter.workflows\n")
    assert "reporter.language is not allowed to import reporter.workflows" in done.stdout
