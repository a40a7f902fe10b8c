"""What can be said on the command line."""

import argparse
import re
from collections.abc import Callable
from datetime import date, time
from importlib import import_module
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reporter import __version__
from reporter.model import Languages, Page
from reporter.registry import EXPORTS, METHODS
from reporter.schedule.due import parse_days, parse_time

EXAMPLES = ["letterhead"]
EXIT_CODES = """\
exit codes: 0 done, 1 failed, 2 wrong configuration or flag, 3 --strict and an input was skipped,
4 not delivered, 5 --strict and English is missing, 75 another run is at work
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser; the chosen command is the callable ``command`` of what it parses."""
    top = argparse.ArgumentParser(
        prog="reporter",
        description="Makes a sourced Arabic/English briefing (PDF, HTML, JSON) from Arabic articles, offline.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"reporter {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _run(commands)
    _send(commands)
    _review(commands)
    _export(commands)
    _check(commands)
    _init(commands)
    _templates(commands)
    _models(commands)
    _memory(commands)
    _schedule(commands)
    return top


def _command(
    commands: Any,  # noqa: ANN401
    name: str,
    module: str,
    summary: str,
    *,
    within: bool = False,
    **more: Any,  # noqa: ANN401
) -> argparse.ArgumentParser:
    """Add a command that is the function `name` of `module`; the module is imported only when it is called.

    The options of a command `within` another one may stand before its name as well.
    """

    def call(arguments: argparse.Namespace) -> int:
        function: Callable[[argparse.Namespace], int] = getattr(import_module(f"reporter.cli.{module}"), f"{name}_")
        return function(arguments)

    added: argparse.ArgumentParser = commands.add_parser(name, help=summary, description=summary, **more)
    added.set_defaults(command=call, needs_inputs=False)
    none, zero = (argparse.SUPPRESS, argparse.SUPPRESS) if within else (None, 0)
    added.add_argument("--config", type=Path, default=none, metavar="FILE", help="settings (default: config.yaml here)")
    loudness = added.add_mutually_exclusive_group()
    loudness.add_argument("-v", "--verbose", action="count", default=zero, help="say more; twice: say everything")
    loudness.add_argument("-q", "--quiet", action="store_const", const=1, default=zero, help="say errors only")
    return added


def _run(commands: Any) -> None:  # noqa: ANN401
    run = _command(
        commands,
        "run",
        "run",
        "make the edition of a day",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    run.set_defaults(needs_inputs=True)
    run.add_argument(
        "--input", action="append", metavar="PATH", help="file, folder or glob to read instead of 'inputs'; repeats"
    )
    run.add_argument("--output", type=Path, metavar="DIR", help="folder of the editions instead of 'output'")
    when = run.add_mutually_exclusive_group()
    when.add_argument(
        "--date", type=_day, metavar="YYYY-MM-DD", help="the edition's date (default: today, in 'timezone')"
    )
    when.add_argument(
        "--catch-up", action="store_true", help="make the latest edition that is due, only if it is not there yet"
    )
    _due(run.add_argument_group("with --catch-up: when editions are due"), required=False)
    run.add_argument("--sentences", type=int, metavar="N", help="sentences quoted from each article")
    run.add_argument("--method", choices=METHODS, metavar="NAME", help="how sentences are ranked: %(choices)s")
    run.add_argument(
        "--strict", action="store_true", help="exit with 3 when an input was skipped, with 5 when English is missing"
    )
    run.add_argument("--no-send", action="store_true", help="mail the edition to nobody, whatever delivery.email says")


def _send(commands: Any) -> None:  # noqa: ANN401
    send = _command(
        commands,
        "send",
        "send",
        "mail an edition to those who do not have it as it is now",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    send.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="the edition's date (default: the latest)")
    send.add_argument("--to", metavar="GROUP", help="this group of delivery.email only")
    send.add_argument("--dry-run", action="store_true", help="send nothing; write .eml files and print their paths")
    send.add_argument("--again", action="store_true", help="send also to those who have it")
    send.add_argument(
        "--new-ledger",
        action="store_true",
        help="make a new ledger of deliveries in the place of one that is gone or damaged",
    )
    send.add_argument(
        "--resend-unknown",
        action="store_true",
        help="send also to those of whom nobody knows whether they have it, for the sending was cut off",
    )


def _review(commands: Any) -> None:  # noqa: ANN401
    review = _command(
        commands,
        "review",
        "review",
        "read an edition's English against its Arabic, mend it, make the edition again",
        epilog="Without an action: a page on this computer, until Ctrl-C.",
    )
    _reviewed(review)
    review.add_argument("--port", type=int, default=0, metavar="N", help="of the page (default: any that is free)")
    review.add_argument(
        "--allow-host",
        action="append",
        type=_host,
        metavar="HOST:PORT",
        help="another name that leads to the page, such as localhost:9000 with 'ssh -L 9000:...'; repeats",
    )
    review.add_argument("--open", action="store_true", help="open the page in the browser")
    actions = review.add_subparsers(title="actions", metavar="ACTION")
    export = _command(actions, "export", "review", "write the sentences of an edition to a file", within=True)
    _reviewed(export, within=True)
    export.add_argument("--all", action="store_true", help="every correction ever made instead, as far as in force")
    export.add_argument("file", type=Path, metavar="FILE", help="its name ends in .csv, .tmx or .xlf")
    taken = _command(actions, "import", "review", "take the corrections of such a file", within=True)
    _reviewed(taken, within=True)
    taken.add_argument("file", type=Path, metavar="FILE", help="its name ends in .csv, .tmx or .xlf")


def _host(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.-]{1,253}(?::\d{1,5})?", text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a host; write it as localhost:9000")
    return text.lower()


def _reviewed(options: Any, *, within: bool = False) -> None:  # noqa: ANN401
    unset = argparse.SUPPRESS if within else None
    options.add_argument(
        "--date", type=_day, default=unset, metavar="YYYY-MM-DD", help="the edition's date (default: the latest)"
    )
    options.add_argument("--by", default=unset, metavar="NAME", help="who reviews (default: your login name)")


def _due(options: Any, *, required: bool) -> None:  # noqa: ANN401
    options.add_argument("--at", type=_time, required=required, metavar="HH:MM", help="the time of day")
    options.add_argument(
        "--days", type=_days, default=_days("daily"), metavar="DAYS", help="mon-fri, sun-thu, mon,wed,sat or daily"
    )
    options.add_argument("--timezone", type=_zone, metavar="ZONE", help="by which clocks (default: 'timezone')")


def _export(commands: Any) -> None:  # noqa: ANN401
    export = _command(
        commands,
        "export",
        "export",
        "write an edition as a Word document, an e-book, Markdown, a table, or in another layout",
        epilog="The file is made from the edition's record; without --to it stands beside it as briefing.FORMAT.",
    )
    export.add_argument(
        "--format",
        required=True,
        choices=EXPORTS,
        metavar="FORMAT",
        help="one of %(choices)s",
    )
    export.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="the edition's date (default: the latest)")
    export.add_argument("--to", type=Path, metavar="FILE", help="where to write it (default: beside the record)")
    export.add_argument("--page", choices=get_args(Page), help="paper, of docx, pdf and html (default: layout.page)")
    export.add_argument(
        "--languages",
        choices=get_args(Languages),
        help="which comes first; pdf and html can leave one out (default: layout.languages)",
    )


def _check(commands: Any) -> None:  # noqa: ANN401
    check = _command(commands, "check", "check", "say what is wrong with this installation, or with a record")
    check.set_defaults(needs_inputs=True)
    check.add_argument("--record", type=Path, metavar="FILE", help="hold the rules of a briefing.json against it")


def _init(commands: Any) -> None:  # noqa: ANN401
    init = _command(commands, "init", "init", "start a folder with a commented config.yaml")
    init.add_argument("folder", type=Path, metavar="DIR")


def _templates(commands: Any) -> None:  # noqa: ANN401
    templates = commands.add_parser("templates", help="start templates of one's own, or say what is wrong with them")
    actions = templates.add_subparsers(title="actions", metavar="ACTION", required=True)
    copy = _command(actions, "copy", "templates", "copy templates that came with reporter into a new folder")
    copy.add_argument("folder", type=Path, metavar="DIR", help="a folder that is empty or not there yet")
    copy.add_argument(
        "--example", choices=EXAMPLES, metavar="NAME", help="a small set to start from instead: " + ", ".join(EXAMPLES)
    )
    check = _command(actions, "check", "templates", "try templates on made-up editions; name each mistake")
    check.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="(default: layout.templates)")


def _models(commands: Any) -> None:  # noqa: ANN401
    models = commands.add_parser("models", help="list, install, verify or remove translation packages")
    actions = models.add_subparsers(title="actions", metavar="ACTION", required=True)
    _command(actions, "list", "models", "list the installed Arabic-English packages").add_argument(
        "--available", action="store_true", help="list those of the index too (uses the network)"
    )
    install = _command(
        actions, "install", "models", "install a package from the index (uses the network), or from a file"
    )
    install.add_argument("file", nargs="?", type=Path, metavar="FILE", help="an .argosmodel file")
    install.add_argument("--sha256", metavar="HASH", help="refuse the package if its SHA-256 is another")
    verify = _command(actions, "verify", "models", "hash every file of the installed packages and compare")
    verify.add_argument(
        "--accept", action="store_true", help="take packages of other Argos programs as right from now on"
    )
    _command(actions, "remove", "models", "remove a package that reporter installed").add_argument(
        "name", metavar="NAME", help="as 'reporter models list' prints it, such as translate-ar_en-1.0"
    )


def _memory(commands: Any) -> None:  # noqa: ANN401
    memory = commands.add_parser("memory", help="import or export human translations (TMX)")
    actions = memory.add_subparsers(title="actions", metavar="ACTION", required=True)
    _command(actions, "import", "memory", "take the translations of a TMX file into the memory").add_argument(
        "file", type=Path, metavar="FILE"
    )
    _command(actions, "export", "memory", "write the whole memory as a TMX file").add_argument(
        "file", type=Path, metavar="FILE"
    )


def _schedule(commands: Any) -> None:  # noqa: ANN401
    schedule = commands.add_parser("schedule", help="make editions by themselves: install, show, remove")
    actions = schedule.add_subparsers(title="actions", metavar="ACTION", required=True)
    install = _command(actions, "install", "schedule", "run at a time of day, by cron or systemd; replaces what was")
    _due(install, required=True)
    install.add_argument(
        "--with",
        dest="scheduler",
        choices=["cron", "systemd"],
        help="which of them (default: cron where there is a crontab command)",
    )
    _command(actions, "show", "schedule", "print what is installed for this config file")
    _command(actions, "remove", "schedule", "remove what is installed for this config file, and nothing else")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no date; write it as 2026-11-21") from None


def _time(text: str) -> time:
    try:
        return parse_time(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no time of day; write it as 06:30") from None


def _days(text: str) -> frozenset[int]:
    try:
        return parse_days(text)
    except ValueError as e:
        raise argparse.ArgumentTypeError(str(e)) from None


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise argparse.ArgumentTypeError(f"'{text}' is no IANA time zone; examples: Asia/Riyadh, UTC") from None
