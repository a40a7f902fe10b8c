"""Write docs/, config.yaml and share/, as far as they are generated; ``--check`` only compares."""

import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

import shtab
from argparse_manpage.manpage import Manpage

from reporter import __version__
from reporter.cli.parser import parser
from reporter.config.reference import commented_yaml, table
from reporter.registry import CHECKS, EXPORTS, METHODS

ROOT = Path(__file__).parent
SAMPLES = {"inputs": ["seeds"], "memory": ["seeds/memory.tmx"], "summary": {"sentences": 4}}
WIDTH = 100
NAME = "make a sourced Arabic/English press briefing offline"


def generated() -> dict[Path, str]:
    """Return the current text of each file that has generated parts."""
    return {
        ROOT / "docs/command-line.md": _filled(ROOT / "docs/command-line.md", "help", "\n".join(_help(parser()))),
        ROOT / "docs/settings.md": _filled(ROOT / "docs/settings.md", "settings", table()),
        ROOT / "docs/translation.md": _filled(ROOT / "docs/translation.md", "checks", _checks()),
        ROOT / "docs/plugins.md": _filled(ROOT / "docs/plugins.md", "names", _names()),
        ROOT / "config.yaml": commented_yaml(SAMPLES),
        ROOT / "share/man/man1/reporter.1": _man_page(),
        ROOT / "share/bash-completion/completions/reporter": _completions("bash"),
        ROOT / "share/zsh/site-functions/_reporter": _completions("zsh"),
        ROOT / "share/fish/vendor_completions.d/reporter.fish": _completions("fish"),
    }


def _filled(path: Path, name: str, text: str) -> str:
    """Return the page at `path` with `text` between the comments called `name`."""
    return re.sub(
        rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)",
        lambda found: found[1] + text + found[2],
        path.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )


def _checks() -> str:
    rows = [f"| `{check.name}` | {check.description} | {check.description_ar} |" for check in CHECKS.choices.values()]
    return "\n".join(["| check | what it expects | بالعربية |", "| --- | --- | --- |", *rows]) + "\n"


def _names() -> str:
    rows = [
        f"| {registry.kind} | `{choice.name}` | {choice.description} |"
        for registry in (METHODS, EXPORTS)
        for choice in registry.choices.values()
    ]
    return "\n".join(["| kind | name | what it is |", "| --- | --- | --- |", *rows]) + "\n"


def _help(top: ArgumentParser) -> Iterator[str]:
    """Yield a section for each command."""
    for command in _with_those_below(top):
        original = command.formatter_class
        command.formatter_class = lambda prog, original=original: original(prog, width=WIDTH)  # type: ignore[assignment]
        yield f"## {command.prog}\n\n```text\n{command.format_help()}```\n"


def _man_page() -> str:
    said = {
        "project_name": "reporter",
        "version": __version__,
        "date": " ",
        "manual_title": "User Commands",
        "description": NAME,
    }
    return str(Manpage(parser(), said))


def _completions(shell: str) -> str:
    """Return the completions of all commands and options, and of files where the parser takes a path."""
    top = parser()
    for command in _with_those_below(top):
        for action in command._actions:
            if action.type is Path or action.metavar == "PATH":
                action.complete = shtab.DIRECTORY if action.metavar == "DIR" else shtab.FILE  # type: ignore[attr-defined]
    return shtab.complete(top, shell=shell)


def _with_those_below(command: ArgumentParser) -> Iterator[ArgumentParser]:
    yield command
    if command._subparsers is not None:
        for below in dict.fromkeys(command._subparsers._group_actions[0].choices.values()):  # without aliases
            yield from _with_those_below(below)  # type: ignore[arg-type]


def _same(text: str, other: str) -> bool:
    """Return whether two texts differ only in white space; that of help texts depends on the version of Python."""
    return text.split() == other.split()


def main() -> int:
    """Write the files, or name those that are out of date."""
    stale = {
        path: text
        for path, text in generated().items()
        if not path.exists() or not _same(path.read_text(encoding="utf-8"), text)
    }
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is out of date: run 'make docs'", file=sys.stderr)
        return 1 if stale else 0
    for path, text in stale.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
