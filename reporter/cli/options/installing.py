"""Options of the commands that set reporter up."""

from pathlib import Path
from typing import TYPE_CHECKING

from reporter.cli.options.adding import command, group

if TYPE_CHECKING:
    from reporter.cli.options.adding import Commands

EXAMPLES = ["letterhead"]
"""The examples that `reporter templates copy` offers."""


def check(commands: "Commands") -> None:
    """Add `reporter check`."""
    summary = "find problems with the installation, or validate a record"
    check = command(commands, "check", "check", summary)
    check.set_defaults(needs_inputs=True)
    instead = check.add_mutually_exclusive_group()
    instead.add_argument("--record", type=Path, metavar="FILE", help="validate a briefing.json")
    instead.add_argument(
        "--offline", action="store_true", help="make a sample edition without a network, and count the sockets it opens"
    )


def bundle(commands: "Commands") -> None:
    """Add `reporter bundle`."""
    summary = "write a tar file that installs reporter on a machine without a network (uses the network)"
    bundle = command(commands, "bundle", "bundle", summary)
    bundle.set_defaults(needs_inputs=True)
    bundle.add_argument(
        "--platform",
        metavar="NAME",
        help="processor and glibc of the other machine, such as manylinux_2_41_x86_64 (default: those of this one)",
    )
    bundle.add_argument("--python", metavar="3.N", help="its version of Python (default: that of this one)")
    bundle.add_argument(
        "--model",
        metavar="NAME",
        help="translation package, as printed by 'reporter models list' (default: the one that a run uses)",
    )
    bundle.add_argument("--sign", type=Path, metavar="KEY", help="sign with this secret key of SSH or minisign")
    bundle.add_argument("file", type=Path, metavar="FILE.tar", help="file to create")


def init(commands: "Commands") -> None:
    """Add `reporter init`."""
    init = command(commands, "init", "init", "create a folder with a commented config.yaml")
    init.add_argument(
        "--with-samples",
        action="store_true",
        help="add six sample articles with their English, so that the first run needs no translation model",
    )
    init.add_argument("folder", type=Path, metavar="DIR", help="folder to create")


def templates(commands: "Commands") -> None:
    """Add `reporter templates`."""
    summary = "start your own templates, or check them"
    actions = group(commands, "templates", summary)
    copy = command(actions, "copy", "templates", "copy reporter's templates to a new folder")
    copy.add_argument("folder", type=Path, metavar="DIR", help="folder to create; it may exist if it is empty")
    copy.add_argument(
        "--example", choices=EXAMPLES, metavar="NAME", help="copy a small example instead: " + ", ".join(EXAMPLES)
    )
    check = command(actions, "check", "templates", "try templates on sample editions and report every mistake")
    check.add_argument(
        "folder", nargs="?", type=Path, metavar="DIR", help="folder to check (default: layout.templates)"
    )


def models(commands: "Commands") -> None:
    """Add `reporter models`."""
    summary = "list, install, verify, evaluate or remove translation packages"
    actions = group(commands, "models", summary)
    command(actions, "list", "models", "list the installed Arabic-English packages").add_argument(
        "--available", action="store_true", help="also list those in the index (uses the network)"
    )
    install = command(
        actions, "install", "models", "install a package from the index (uses the network) or from a file"
    )
    install.add_argument("file", nargs="?", type=Path, metavar="FILE", help="an .argosmodel file")
    install.add_argument("--sha256", metavar="HASH", help="reject the package unless it has this SHA-256")
    verify = command(actions, "verify", "models", "check that the installed packages are unchanged")
    verify.add_argument("--accept", action="store_true", help="trust packages of other Argos programs as they are now")
    command(
        actions, "evaluate", "models", "compare the English of the installed packages with human translations"
    ).add_argument("file", type=Path, metavar="FILE.tsv", help="one sentence a line: Arabic, a tab, English")
    command(actions, "remove", "models", "remove a package that reporter installed").add_argument(
        "name", metavar="NAME", help="name printed by 'reporter models list', such as translate-ar_en-1.0"
    )


def memory(commands: "Commands") -> None:
    """Add `reporter memory`."""
    summary = "import or export human translations (TMX)"
    actions = group(commands, "memory", summary)
    command(actions, "import", "memory", "add the translations in a TMX file to the memory").add_argument(
        "file", type=Path, metavar="FILE", help="a .tmx file"
    )
    command(actions, "export", "memory", "write the whole memory to a TMX file").add_argument(
        "file", type=Path, metavar="FILE", help="a .tmx file"
    )
