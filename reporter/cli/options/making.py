"""Options of the commands that make editions."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.cli.options import values
from reporter.cli.options.adding import EXIT_CODES, command, group
from reporter.cli.options.shared import due
from reporter.registry import METHODS
from reporter.schedule.command import HOURS

if TYPE_CHECKING:
    from reporter.cli.options.adding import Commands


def run(commands: "Commands") -> None:
    """Add `reporter run`."""
    run = command(
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
        "--date", type=values.day, metavar="YYYY-MM-DD", help="date of the edition (default: today in 'timezone')"
    )
    when.add_argument("--catch-up", action="store_true", help="make the latest edition that is due, unless it exists")
    due(run.add_argument_group("when editions are due (with --catch-up)"), required=False)
    run.add_argument("--sentences", type=int, metavar="N", help="sentences to quote per article")
    run.add_argument("--method", choices=METHODS, metavar="NAME", help="ranking method: %(choices)s")
    run.add_argument(
        "--strict", action="store_true", help="exit with 3 if an input was skipped, 5 if English is missing"
    )
    run.add_argument("--no-send", action="store_true", help="do not mail the edition, whatever delivery.email says")


def fetch(commands: "Commands") -> None:
    """Add `reporter fetch`."""
    fetch = command(commands, "fetch", "fetch", "get new articles from the sources (uses the network)")
    fetch.epilog = (
        "exit codes: 0 success, even if some sources failed; 1 every source failed; 75 another fetch is in progress"
    )
    fetch.add_argument("--source", action="append", metavar="NAME", help="ask only this source; may be repeated")
    fetch.add_argument(
        "--since",
        type=values.ago,
        metavar="TIME",
        help="take articles of this time, such as 2d or 6h, instead of max_age_days",
    )
    fetch.add_argument("--force", action="store_true", help="also ask sources that are to be asked later")
    fetch.add_argument("--dry-run", action="store_true", help="print what would be taken; write nothing")


def sources(commands: "Commands") -> None:
    """Add `reporter sources`."""
    actions = group(commands, "sources", "list, try, add, import or export sources")
    command(actions, "list", "sources", "print how each source is").add_argument(
        "--json", action="store_true", help="print JSON"
    )
    command(actions, "test", "sources", "print what would be taken from a source (uses the network)").add_argument(
        "name", metavar="NAME", help="name in config.yaml"
    )
    command(
        actions, "add", "sources", "find the feed of a website and print the YAML of a source (uses the network)"
    ).add_argument("url", type=values.address, metavar="URL", help="any address of the website")
    command(actions, "import", "sources", "add the feeds of an OPML file to config.yaml").add_argument(
        "file", type=Path, metavar="FILE", help="an .opml file"
    )
    command(actions, "export", "sources", "write the feeds to an OPML file").add_argument(
        "file", type=Path, metavar="FILE", help="an .opml file"
    )


def schedule(commands: "Commands") -> None:
    """Add `reporter schedule`."""
    summary = "make editions automatically"
    actions = group(commands, "schedule", summary)
    install = command(
        actions, "install", "schedule", "run every day at a given time; replaces this config file's schedule"
    )
    due(install, required=True)
    install.add_argument(
        "--fetch-every",
        type=values.hours,
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
        type=values.time_of_day,
        metavar="HH:MM",
        help="mail at this time what is approved by then (with desk.approval; see 'reporter send --due')",
    )
    command(actions, "show", "schedule", "print the schedule of this config file")
    command(actions, "remove", "schedule", "remove the schedule of this config file and nothing else")
