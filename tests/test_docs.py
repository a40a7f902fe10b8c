"""README and docs/ are short enough, their links work, their commands can be parsed, and their settings exist."""

import argparse
import contextlib
import io
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from reporter.cli.options.adding import ALIASES
from reporter.cli.parser import parser
from reporter.config import Config, parse
from reporter.config.reference import table
from reporter.stories.decisions import KINDS, statements
from reporter.yaml_reading import load as load_yaml

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
SECTIONS = tuple(Config.model_fields)


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def anchors(page):
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def commands(text):
    """Yield the words of each ``reporter`` command in `text`, including placeholders."""
    for line in text.splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["reporter"]:
            yield words[1:]


def test_generated_parts_are_current():
    """Help texts, the table of settings and config.yaml match the code."""
    result = subprocess.run([sys.executable, ROOT / "docs.py", "--check"], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_readme_is_short():
    """At most 200 lines; reference belongs in docs/."""
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 200


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_have_targets(page):
    """Each relative link names an existing file and, after #, one of its headings."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target), link


def test_every_page_can_be_reached_from_the_readme():
    """The README links to each page of docs/, directly or through another page."""
    seen, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in seen:
            seen.add(page)
            links = re.findall(r"\]\(([^)#\s]+\.md)", page.read_text(encoding="utf-8"))
            waiting += [target for link in links if (target := (page.parent / link).resolve()).is_file()]
    assert set(PAGES) <= seen


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_parse(page):
    """Each `reporter` command in a shell example is one that the parser accepts."""
    for block in blocks(page, "sh"):
        for words in commands(block):
            with contextlib.redirect_stderr(io.StringIO()) as errors:
                try:
                    assert isinstance(parser().parse_args(words), argparse.Namespace)
                except SystemExit:
                    pytest.fail(f"reporter {shlex.join(words)}: {errors.getvalue()}")


def test_commands_in_the_text_exist():
    """`reporter …` in the text begins with an existing command and has only existing options."""
    help_text = (ROOT / "docs/command-line.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^## reporter ?(.*)$", help_text, re.MULTILINE))
    other_names = {other: name for name, others in ALIASES.items() for other in others}
    for page in PAGES:
        for command in re.findall(r"`reporter ([^`]+)`", page.read_text(encoding="utf-8")):
            first, *rest = command.split()
            plain = " ".join(word for word in (other_names.get(first, first), *rest) if re.fullmatch(r"[a-z]+", word))
            names = [name for name in known if name and (plain == name or plain.startswith(name + " "))]
            assert names, f"{page.name}: reporter {command}"
            section = help_text.split(f"## reporter {max(names, key=len)}\n", 1)[1].split("\n## ", 1)[0]
            for option in re.findall(r"--[a-z0-9-]+", command):
                assert option in section, f"{page.name}: reporter {command}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_settings_exist(page):
    """Each dotted name in backticks that begins with a section of config.yaml is a setting or a section."""
    known = {path.replace("[]", "") for path in re.findall(r"^\| `([^`]+)`", table(), re.MULTILINE)}
    sections = {path.rsplit(".", depth)[0] for path in known for depth in range(path.count(".") + 1)}
    for name in re.findall(rf"`((?:{'|'.join(SECTIONS)})\.[a-z_.]+)[`:]", page.read_text(encoding="utf-8")):
        assert name in known | sections or name == "stories.yaml", f"{page.name}: {name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_yaml_examples_are_valid_settings(page):
    """Each YAML example that is a mapping can be in config.yaml or stories.yaml; others are entries of a glossary."""
    for block in blocks(page, "yaml"):
        data = load_yaml(block)
        if isinstance(data, dict) and set(data) <= set(KINDS):
            assert statements(block)
        elif isinstance(data, dict):
            parse(data, name=page.name)
        else:
            assert all(set(entry) <= {"term", "en", "forbidden", "note"} for entry in data)


def test_every_dependency_has_its_licence_listed():
    """Each run-time dependency of pyproject.toml is in docs/licences.md."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = (ROOT / "docs/licences.md").read_text(encoding="utf-8").lower()
    names = {re.match(r"[A-Za-z0-9.-]+", item)[0].lower() for item in project["dependencies"]}
    for name in names:
        assert (name.startswith("fontpkg-") and "fontpkg-" in listed) or name in listed, name
