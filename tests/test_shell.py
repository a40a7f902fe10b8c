"""The man page and the completions in share/, in real shells."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from reporter.cli.parser import parser

SHARE = Path(__file__).parents[1] / "share"
COMPLETIONS = {
    "bash": SHARE / "bash-completion/completions/reporter",
    "fish": SHARE / "fish/vendor_completions.d/reporter.fish",
    "zsh": SHARE / "zsh/site-functions/_reporter",
}
BASH = """
source {file}
COMP_WORDS=({line} '{last}') COMP_CWORD={position} COMP_TYPE=9
$(complete -p reporter | sed 's/.*-F \\([^ ]*\\).*/\\1/') reporter '{last}'
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
ZSH = """
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PS1="" RPS1=""; cd {folder}; fpath=({fpath} $fpath); autoload -U compinit; compinit -u -D; zstyle ":completion:*" list-prompt ""; print rea""dy'
zpty -r shell answer '*ready*'
zpty -w -n shell {line}$'\\t\\n'
zpty -w shell 'print do""ne'
zpty -r shell answer '*done*'
print -r -- "$answer"
"""
LINES = [
    ("reporter tem", "templates"),
    ("reporter doc", "doctor"),
    ("reporter schedule sh", "show"),
    ("reporter run --str", "--strict"),
    ("reporter models install pack", "package.argosmodel"),
]


def shell(name, script, *arguments, folder):
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    command = [found, *arguments, "-c", script]
    surroundings = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def folder(tmp_path):
    """Create the folder in which the shells run; it has one file."""
    (tmp_path / "package.argosmodel").touch()
    return tmp_path


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_bash_completes(folder, line, expected):
    *before, last = line.split()
    script = BASH.format(file=COMPLETIONS["bash"], line=" ".join(before), last=last, position=len(before))
    assert shell("bash", script, "--norc", folder=folder).split() == [expected]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_fish_completes(folder, line, expected):
    out = shell("fish", f"source {COMPLETIONS['fish']}; complete -C '{line}'", "--no-config", folder=folder)
    assert [found.split("\t")[0] for found in out.splitlines()] == [expected]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_zsh_completes(folder, line, expected):
    script = ZSH.format(folder=folder, fpath=COMPLETIONS["zsh"].parent, line=repr(line))
    assert expected in shell("zsh", script, "-f", folder=folder)


def test_the_man_page_has_every_command():
    if shutil.which("mandoc") is None:
        pytest.skip("mandoc is not installed")
    page = SHARE / "man/man1/reporter.1"
    faults = subprocess.run(["mandoc", "-T", "lint", "-W", "error", page], capture_output=True, text=True, check=False)
    assert faults.stdout == ""
    text = subprocess.run(["mandoc", "-T", "ascii", page], capture_output=True, text=True, check=True).stdout
    plain = re.sub(".\b", "", text)  # bold letters are struck twice
    for action in parser()._subparsers._group_actions[0]._choices_actions:
        assert f"reporter {action.metavar.partition(' ')[0]}" in plain
