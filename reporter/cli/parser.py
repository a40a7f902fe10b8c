"""The command line's commands and options."""

import argparse
import re
from collections.abc import Callable
from datetime import date, time, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reporter import addresses
from reporter.cli.terminal import say
from reporter.model import Languages, Page
from reporter.printable import printable
from reporter.record.desk import ErratumKind
from reporter.registry import EXPORTS, METHODS, SHEETS
from reporter.schedule.command import HOURS
from reporter.schedule.due import parse_days, parse_time

if TYPE_CHECKING:
    from argparse import _ActionsContainer as Options  # a parser, or a group of its options
    from argparse import _SubParsersAction

    Commands = _SubParsersAction["_Parser"]

EXAMPLES = ["letterhead"]
ALIASES = {"check": ["doctor"]}
"""Other names of commands, by their modules."""
EXIT_CODES = """\
exit codes: 0 success, 1 failure, 2 invalid configuration or option, 3 --strict and an input was
skipped, 4 not delivered, 5 --strict and English is missing, 6 not mailed because it is not
approved, 75 another run is in progress
"""


class _Parser(argparse.ArgumentParser):
    """A parser that escapes the arguments quoted in its errors; its subparsers are of the same class."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and `message`, and exit with 2."""
        super().error(printable(message))


class _Versions(argparse.Action):
    """Print the versions of reporter and of what it is made with; they are looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from reporter.workflows.report import versions

        say("\n".join(f"{name} {version}" for name, version in versions().items()))
        parser.exit()


def parser() -> argparse.ArgumentParser:
    """Return the parser; its result has the chosen command as the callable ``command``, and its parser as ``parser``.

    Without a command, ``command`` is missing.
    """
    top = _Parser(
        prog="reporter",
        description="Make a sourced Arabic/English briefing (PDF, HTML, JSON) from Arabic articles, offline.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument(
        "--version", action=_Versions, nargs=0, help="print the versions of reporter and its engines, and exit"
    )
    top.set_defaults(parser=top)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    _run(commands)
    _fetch(commands)
    _sources(commands)
    _send(commands)
    _approve(commands)
    _erratum(commands)
    _review(commands)
    _desk(commands)
    _export(commands)
    _search(commands)
    _roundup(commands)
    _archive(commands)
    _stories(commands)
    _changes(commands)
    _check(commands)
    _init(commands)
    _templates(commands)
    _models(commands)
    _memory(commands)
    _schedule(commands)
    _bundle(commands)
    return top


def _command(
    commands: "Commands",
    name: str,
    module: str,
    summary: str,
    *,
    within: bool = False,
) -> _Parser:
    """Add a command implemented by the function `name` of `module`, which is imported only when it is called.

    The options of a command `within` another one may also precede its name.
    """

    def call(arguments: argparse.Namespace) -> int:
        function: Callable[[argparse.Namespace], int] = getattr(import_module(f"reporter.cli.{module}"), f"{name}_")
        return function(arguments)

    added = commands.add_parser(name, aliases=ALIASES.get(module, []), help=summary, description=summary)
    added.set_defaults(command=call, parser=added, needs_inputs=False)
    none, zero = (argparse.SUPPRESS, argparse.SUPPRESS) if within else (None, 0)
    added.add_argument(
        "--config", type=Path, default=none, metavar="FILE", help="settings file (default: config.yaml in this folder)"
    )
    loudness = added.add_mutually_exclusive_group()
    loudness.add_argument("-v", "--verbose", action="count", default=zero, help="print more; repeat for debug output")
    loudness.add_argument("-q", "--quiet", action="store_const", const=1, default=zero, help="print only errors")
    return added


def _group(commands: "Commands", name: str, summary: str) -> "Commands":
    """Add a command that only groups other commands, and return the group."""
    added = commands.add_parser(name, help=summary, description=summary)
    added.set_defaults(parser=added)
    return added.add_subparsers(title="actions", metavar="ACTION")


def _run(commands: "Commands") -> None:
    run = _command(
        commands,
        "run",
        "run",
        "make an edition",
    )
    run.epilog = EXIT_CODES
    run.formatter_class = argparse.RawDescriptionHelpFormatter
    run.set_defaults(needs_inputs=True)
    run.add_argument(
        "--input",
        action="append",
        metavar="PATH",
        help="file, folder or glob to read instead of 'inputs'; may be repeated",
    )
    run.add_argument("--fetch", action="store_true", help="first fetch from the sources (uses the network)")
    run.add_argument("--output", type=Path, metavar="DIR", help="folder for editions, instead of 'output'")
    when = run.add_mutually_exclusive_group()
    when.add_argument(
        "--date", type=_day, metavar="YYYY-MM-DD", help="date of the edition (default: today in 'timezone')"
    )
    when.add_argument("--catch-up", action="store_true", help="make the latest edition that is due, unless it exists")
    _due(run.add_argument_group("when editions are due (with --catch-up)"), required=False)
    run.add_argument("--sentences", type=int, metavar="N", help="sentences to quote per article")
    run.add_argument("--method", choices=METHODS, metavar="NAME", help="ranking method: %(choices)s")
    run.add_argument(
        "--strict", action="store_true", help="exit with 3 if an input was skipped, 5 if English is missing"
    )
    run.add_argument("--no-send", action="store_true", help="do not mail the edition, whatever delivery.email says")


def _fetch(commands: "Commands") -> None:
    fetch = _command(commands, "fetch", "fetch", "get new articles from the sources (uses the network)")
    fetch.epilog = (
        "exit codes: 0 success, even if some sources failed; 1 every source failed; 75 another fetch is in progress"
    )
    fetch.add_argument("--source", action="append", metavar="NAME", help="ask only this source; may be repeated")
    fetch.add_argument(
        "--since",
        type=_ago,
        metavar="TIME",
        help="take articles of this time, such as 2d or 6h, instead of max_age_days",
    )
    fetch.add_argument("--force", action="store_true", help="also ask sources that are to be asked later")
    fetch.add_argument("--dry-run", action="store_true", help="print what would be taken; write nothing")


def _sources(commands: "Commands") -> None:
    actions = _group(commands, "sources", "list, try, add, import or export sources")
    _command(actions, "list", "sources", "print how each source is").add_argument(
        "--json", action="store_true", help="print JSON"
    )
    _command(actions, "test", "sources", "print what would be taken from a source (uses the network)").add_argument(
        "name", metavar="NAME", help="name in config.yaml"
    )
    _command(
        actions, "add", "sources", "find the feed of a website and print the YAML of a source (uses the network)"
    ).add_argument("url", type=_address, metavar="URL", help="any address of the website")
    _command(actions, "import", "sources", "add the feeds of an OPML file to config.yaml").add_argument(
        "file", type=Path, metavar="FILE", help="an .opml file"
    )
    _command(actions, "export", "sources", "write the feeds to an OPML file").add_argument(
        "file", type=Path, metavar="FILE", help="an .opml file"
    )


def _send(commands: "Commands") -> None:
    send = _command(
        commands,
        "send",
        "send",
        "mail an edition to everyone without its current version",
    )
    send.epilog = EXIT_CODES
    send.formatter_class = argparse.RawDescriptionHelpFormatter
    _edition(send)
    send.add_argument("--to", metavar="GROUP", help="send only to this group of delivery.email")
    send.add_argument("--dry-run", action="store_true", help="write .eml files and print their paths; send nothing")
    send.add_argument("--again", action="store_true", help="send even to those who already have it")
    send.add_argument(
        "--new-ledger",
        action="store_true",
        help="replace a lost or damaged delivery ledger",
    )
    send.add_argument(
        "--resend-unknown",
        action="store_true",
        help="send even to those who may already have it because an earlier attempt was interrupted",
    )
    send.add_argument(
        "--unapproved", action="store_true", help="send although nobody has approved it; the edition says so"
    )
    send.add_argument("--by", metavar="NAME", help="who has it sent with --unapproved")
    instead = send.add_mutually_exclusive_group()
    instead.add_argument(
        "--test", type=_mailbox, metavar="ADDRESS", help="send it to this address alone, as a test; nothing is recorded"
    )
    instead.add_argument(
        "--due", action="store_true", help="send what is due: what is approved, or what desk.approval.otherwise says"
    )
    _due(send.add_argument_group("when editions are sent (with --due)"), required=False)


def _approve(commands: "Commands") -> None:
    approve = _command(commands, "approve", "approve", "approve an edition, so that it may be mailed")
    approve.epilog = (
        "Any change of what is printed makes the edition unapproved. After the time in desk.approval.by it is mailed "
        "at once."
    )
    _reviewed(approve)
    approve.add_argument("--withdraw", action="store_true", help="withdraw the approval instead")


def _erratum(commands: "Commands") -> None:
    summary = "say that an edition was corrected or withdrawn, and mail those who had it"
    erratum = _command(commands, "erratum", "erratum", summary)
    erratum.epilog = (
        "Correct the edition first and make it again. Each recipient is mailed once what was and is; the mail begins "
        "with CORRECTED or WITHDRAWN. A withdrawn edition is not mailed again."
    )
    erratum.add_argument("--date", type=_day, required=True, metavar="YYYY-MM-DD", help="date of the edition")
    erratum.add_argument(
        "--kind",
        required=True,
        choices=get_args(ErratumKind),
        help="refiled: only its spelling was mended, and nobody is mailed without --mail",
    )
    erratum.add_argument("--says", metavar="TEXT", help="what to say about it, in English")
    erratum.add_argument("--says-ar", metavar="TEXT", help="the same in Arabic")
    erratum.add_argument("--entry", action="append", metavar="N", help="article that it is about; may be repeated")
    erratum.add_argument("--mail", action="store_true", help="also mail what was only refiled")


def _review(commands: "Commands") -> None:
    review = _command(
        commands,
        "review",
        "review",
        "compare an edition's English with its Arabic, correct it and make the edition again",
    )
    review.epilog = "Without an action, serves a page on this computer until you press Ctrl-C."
    review.set_defaults(opens="")
    _reviewed(review)
    _served(review)
    actions = review.add_subparsers(title="actions", metavar="ACTION")
    export = _command(actions, "export", "review", "write an edition's sentences to a file", within=True)
    _reviewed(export, within=True)
    export.add_argument("--all", action="store_true", help="write all accepted corrections instead")
    export.add_argument("file", type=Path, metavar="FILE", help=f"a {' or '.join(SHEETS)} file")
    taken = _command(actions, "import", "review", "import the corrections in such a file", within=True)
    _reviewed(taken, within=True)
    taken.add_argument("file", type=Path, metavar="FILE", help=f"a {' or '.join(SHEETS)} file")


def _host(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.-]{1,253}(?::\d{1,5})?", text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a host; write it as localhost:9000")
    return text.lower()


def _desk(commands: "Commands") -> None:
    desk = _command(
        commands, "desk", "review", "arrange an edition: choose, order, quote and comment before it is mailed"
    )
    desk.epilog = "Serves a page on this computer until you press Ctrl-C; 'reporter review' opens its other view."
    desk.set_defaults(opens="desk")
    _reviewed(desk)
    _served(desk)
    instead = desk.add_mutually_exclusive_group()
    instead.add_argument(
        "--export", type=Path, metavar="FILE", help="write the edition for a colleague to this zip file instead"
    )
    instead.add_argument(
        "--import",
        type=Path,
        metavar="FILE",
        dest="import_from",
        help="take over what is in a colleague's file instead",
    )


def _served(page: "Options") -> None:
    page.add_argument("--port", type=int, default=0, metavar="N", help="port of the page (default: any free port)")
    page.add_argument(
        "--allow-host",
        action="append",
        type=_host,
        metavar="HOST:PORT",
        help="another name that leads to the page, such as localhost:9000 with 'ssh -L 9000:...'; may be repeated",
    )
    page.add_argument("--open", action="store_true", help="open the page in the browser")


def _reviewed(options: "Options", *, within: bool = False) -> None:
    unset = argparse.SUPPRESS if within else None
    _edition(options, default=unset)
    options.add_argument("--by", default=unset, metavar="NAME", help="name of the reviewer (default: your login name)")
    _shard(options, default=unset)


def _edition(options: "Options", *, default: str | None = None) -> None:
    which = options.add_mutually_exclusive_group()
    which.add_argument(
        "--date", type=_day, default=default, metavar="YYYY-MM-DD", help="date of the edition (default: the latest)"
    )
    which.add_argument(
        "--roundup", default=default, metavar="NAME", help="the round-up in this folder, instead of an edition"
    )


def _shard(options: "Options", *, default: str | None = None) -> None:
    options.add_argument(
        "--shard", default=default, metavar="NAME", help="use this shard of the edition (editions.shard)"
    )


def _due(options: "Options", *, required: bool) -> None:
    options.add_argument("--at", type=_time, required=required, metavar="HH:MM", help="time of day")
    options.add_argument(
        "--days", type=_days, default=_days("daily"), metavar="DAYS", help="mon-fri, sun-thu, mon,wed,sat or daily"
    )
    options.add_argument("--timezone", type=_zone, metavar="ZONE", help="time zone of --at (default: 'timezone')")


def _stories(commands: "Commands") -> None:
    stories = _command(commands, "stories", "stories", "list the stories of an edition, or explain one")
    stories.epilog = "Which articles are one story can be changed in stories.yaml; see docs/stories.md."
    stories.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="date of the edition (default: the latest)")
    stories.add_argument(
        "--explain", metavar="ID", help="say why the articles of a story, such as 2 or 2026-11-20/2, are one"
    )
    _shard(stories)


def _changes(commands: "Commands") -> None:
    changes = _command(
        commands, "changes", "changes", "print what is new, updated, continued and gone between two editions"
    )
    changes.epilog = "Deleted words are printed as [-420-], inserted ones as {+240+}."
    changes.add_argument(
        "--from", type=_day, metavar="YYYY-MM-DD", help="date of the earlier edition (default: the one before --to)"
    )
    changes.add_argument("--to", type=_day, metavar="YYYY-MM-DD", help="date of the later one (default: the latest)")
    changes.add_argument("--json", action="store_true", help="print JSON, with the whole text of what changed")
    _shard(changes)


def _export(commands: "Commands") -> None:
    export = _command(
        commands,
        "export",
        "export",
        "write an edition as a Word document, e-book, Markdown or table, or in another layout",
    )
    export.epilog = (
        "The file is made from the edition's record and, without --to, written beside it as briefing.FORMAT."
    )
    export.add_argument(
        "--format",
        required=True,
        choices=EXPORTS,
        metavar="FORMAT",
        help="one of %(choices)s",
    )
    _edition(export)
    export.add_argument("--to", type=Path, metavar="FILE", help="file to write (default: beside the record)")
    _shard(export)
    export.add_argument("--page", choices=get_args(Page), help="paper of docx, pdf and html (default: layout.page)")
    export.add_argument(
        "--languages",
        choices=get_args(Languages),
        help="which language comes first; pdf and html can omit one (default: layout.languages)",
    )


def _search(commands: "Commands") -> None:
    search = _command(commands, "search", "archive", "find articles of all editions, in Arabic and English")
    search.epilog = (
        'A query has words, "phrases in quotes" and -words that must not occur; put it in single quotes. Arabic words '
        "are found in any spelling, with particles and endings. Exit codes: 0 something was found, 1 nothing was found."
    )
    search.add_argument("query", nargs="*", metavar="QUERY", help="what to search for; optional with --names")
    _limits(search)
    search.add_argument("--outlet", metavar="NAME", help="only outlets with NAME in their name, Arabic or English")
    search.add_argument("--section", metavar="NAME", help="only articles of this section")
    _shard(search)
    search.add_argument(
        "--limit", type=_number, default=20, metavar="N", help="articles to print (default: %(default)s)"
    )
    search.add_argument(
        "--names",
        action="store_true",
        help="print in how many articles the terms of the glossary occur, and when",
    )
    search.add_argument("--json", action="store_true", help="print JSON, with the places of what was found")


def _roundup(commands: "Commands") -> None:
    roundup = _command(commands, "roundup", "archive", "make an edition that tells the stories of several days once")
    roundup.epilog = "It is made from the records alone and written to the folder 'roundups' in 'output'."
    _limits(roundup, required=True)
    roundup.add_argument("--section", metavar="NAME", help="only stories of this section")
    roundup.add_argument(
        "--priority",
        choices=["lead", "normal"],
        help="lead: only stories that the desk put first; normal: not those of which only the headline was printed",
    )


def _limits(options: "Options", *, required: bool = False) -> None:
    options.add_argument(
        "--from", dest="first", type=_day, required=required, metavar="YYYY-MM-DD", help="first day of editions"
    )
    options.add_argument(
        "--to", dest="last", type=_day, required=required, metavar="YYYY-MM-DD", help="last day of editions"
    )


def _archive(commands: "Commands") -> None:
    actions = _group(commands, "archive", "make the archive again that 'reporter search' searches")
    _command(actions, "rebuild", "archive", "make the archive again from the records of all editions")


def _check(commands: "Commands") -> None:
    summary = "find problems with the installation, or validate a record"
    check = _command(commands, "check", "check", summary)
    check.set_defaults(needs_inputs=True)
    instead = check.add_mutually_exclusive_group()
    instead.add_argument("--record", type=Path, metavar="FILE", help="validate a briefing.json")
    instead.add_argument(
        "--offline", action="store_true", help="make a sample edition without a network, and count the sockets it opens"
    )


def _bundle(commands: "Commands") -> None:
    summary = "write a tar file that installs reporter on a machine without a network (uses the network)"
    bundle = _command(commands, "bundle", "bundle", summary)
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


def _init(commands: "Commands") -> None:
    init = _command(commands, "init", "init", "create a folder with a commented config.yaml")
    init.add_argument(
        "--with-samples",
        action="store_true",
        help="add six sample articles with their English, so that the first run needs no translation model",
    )
    init.add_argument("folder", type=Path, metavar="DIR", help="folder to create")


def _templates(commands: "Commands") -> None:
    summary = "start your own templates, or check them"
    actions = _group(commands, "templates", summary)
    copy = _command(actions, "copy", "templates", "copy reporter's templates to a new folder")
    copy.add_argument("folder", type=Path, metavar="DIR", help="folder to create; it may exist if it is empty")
    copy.add_argument(
        "--example", choices=EXAMPLES, metavar="NAME", help="copy a small example instead: " + ", ".join(EXAMPLES)
    )
    check = _command(actions, "check", "templates", "try templates on sample editions and report every mistake")
    check.add_argument(
        "folder", nargs="?", type=Path, metavar="DIR", help="folder to check (default: layout.templates)"
    )


def _models(commands: "Commands") -> None:
    summary = "list, install, verify, evaluate or remove translation packages"
    actions = _group(commands, "models", summary)
    _command(actions, "list", "models", "list the installed Arabic-English packages").add_argument(
        "--available", action="store_true", help="also list those in the index (uses the network)"
    )
    install = _command(
        actions, "install", "models", "install a package from the index (uses the network) or from a file"
    )
    install.add_argument("file", nargs="?", type=Path, metavar="FILE", help="an .argosmodel file")
    install.add_argument("--sha256", metavar="HASH", help="reject the package unless it has this SHA-256")
    verify = _command(actions, "verify", "models", "check that the installed packages are unchanged")
    verify.add_argument("--accept", action="store_true", help="trust packages of other Argos programs as they are now")
    _command(
        actions, "evaluate", "models", "compare the English of the installed packages with human translations"
    ).add_argument("file", type=Path, metavar="FILE.tsv", help="one sentence a line: Arabic, a tab, English")
    _command(actions, "remove", "models", "remove a package that reporter installed").add_argument(
        "name", metavar="NAME", help="name printed by 'reporter models list', such as translate-ar_en-1.0"
    )


def _memory(commands: "Commands") -> None:
    summary = "import or export human translations (TMX)"
    actions = _group(commands, "memory", summary)
    _command(actions, "import", "memory", "add the translations in a TMX file to the memory").add_argument(
        "file", type=Path, metavar="FILE", help="a .tmx file"
    )
    _command(actions, "export", "memory", "write the whole memory to a TMX file").add_argument(
        "file", type=Path, metavar="FILE", help="a .tmx file"
    )


def _schedule(commands: "Commands") -> None:
    summary = "make editions automatically"
    actions = _group(commands, "schedule", summary)
    install = _command(
        actions, "install", "schedule", "run every day at a given time; replaces this config file's schedule"
    )
    _due(install, required=True)
    install.add_argument(
        "--fetch-every",
        type=_hours,
        metavar="TIME",
        help=f"also fetch the sources this often ({', '.join(f'{number}h' for number in HOURS)}); a busy feed forgets "
        "articles within hours",
    )
    install.add_argument(
        "--with",
        dest="scheduler",
        choices=["cron", "systemd", "systemd-system"],
        help="which scheduler to use: cron, your own systemd, or the machine's, which needs root and makes the "
        "editions as the owner of the config file (default: the first that runs)",
    )
    install.add_argument(
        "--send-at",
        type=_time,
        metavar="HH:MM",
        help="mail at this time what is approved by then (with desk.approval; see 'reporter send --due')",
    )
    _command(actions, "show", "schedule", "print the schedule of this config file")
    _command(actions, "remove", "schedule", "remove the schedule of this config file and nothing else")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as 2026-11-21") from None


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,4}", text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to 99999")
    return int(text)


def _ago(text: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,4})([hd])", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"'{text}' is not a time; write it as 2d or 6h")
    return timedelta(**{"hours" if found[2] == "h" else "days": int(found[1])})


def _hours(text: str) -> int:
    hours = int(text[:-1]) if re.fullmatch(r"\d{1,2}h", text) else 0
    if hours not in HOURS:
        raise argparse.ArgumentTypeError(f"'{text}' is not one of {', '.join(f'{number}h' for number in HOURS)}")
    return hours


def _address(text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    if not re.fullmatch(r"https?://[^\s/]+\S*", address):
        raise argparse.ArgumentTypeError(f"'{text}' is not a web address; write it as https://example.org")
    return address


def _time(text: str) -> time:
    try:
        return parse_time(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a time of day; write it as 06:30") from None


def _mailbox(text: str) -> str:
    try:
        addresses.parse(text)
    except ValueError as e:
        raise argparse.ArgumentTypeError(str(e)) from None
    return text


def _days(text: str) -> frozenset[int]:
    try:
        return parse_days(text)
    except ValueError as e:
        raise argparse.ArgumentTypeError(str(e)) from None


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise argparse.ArgumentTypeError(f"'{text}' is not an IANA time zone; examples: Asia/Riyadh, UTC") from None
