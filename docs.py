"""Writes what README.md and config.yaml take from the code: --help texts, the settings; ``--check`` only compares."""

import re
import sys
from pathlib import Path

from reporter.cli.parser import parser
from reporter.config.reference import commented_yaml, table

ROOT = Path(__file__).parent
SAMPLES = {"inputs": ["seeds"], "memory": ["seeds/memory.tmx"], "summary": {"sentences": 4}}


def generated() -> dict[Path, str]:
    """Return the wanted text of each file that has generated parts."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, text in {"help": _help(), "settings": table()}.items():
        readme = re.sub(
            rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)",
            lambda found, text=text: found[1] + text + found[2],
            readme,
            flags=re.DOTALL,
        )
    return {ROOT / "README.md": readme, ROOT / "config.yaml": commented_yaml(SAMPLES)}


def _help() -> str:
    top = parser()
    top.formatter_class = _wide
    commands = top._subparsers._group_actions[0].choices
    run = commands["run"]
    return f"```text\n{top.format_help()}```\n\n```text\n{run.format_help()}```\n"


def _wide(prog: str) -> object:
    from argparse import RawDescriptionHelpFormatter

    return RawDescriptionHelpFormatter(prog, width=110)


def main() -> int:
    """Write the files, or say which are out of date."""
    stale = [
        path for path, text in generated().items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.name} is out of date: run 'make docs'", file=sys.stderr)
        return 1 if stale else 0
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
