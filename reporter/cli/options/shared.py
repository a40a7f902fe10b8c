"""Options that several commands have."""

import argparse
from typing import TYPE_CHECKING

from reporter.cli.options import values

if TYPE_CHECKING:
    from argparse import _ActionsContainer as Options  # a parser, or a group of its options


def served(page: "Options") -> None:
    """Add the options of a command that serves a page."""
    page.add_argument("--port", type=int, default=0, metavar="N", help="port of the page (default: any free port)")
    page.add_argument(
        "--allow-host",
        action="append",
        type=values.host,
        metavar="HOST:PORT",
        help="another name that leads to the page, such as localhost:9000 with 'ssh -L 9000:...'; may be repeated",
    )
    page.add_argument("--open", action="store_true", help="open the page in the browser")


def reviewed(options: "Options", *, within: bool = False) -> None:
    """Add the options of a command in which a person reviews an edition; see ``adding.command`` for `within`."""
    unset = argparse.SUPPRESS if within else None
    edition(options, default=unset)
    person(options, default=unset)
    shard(options, default=unset)


def edition(options: "Options", *, default: str | None = None, required: bool = False) -> None:
    """Add the options that name an edition or a round-up; if they are not `required`, the latest edition is meant."""
    which = options.add_mutually_exclusive_group(required=required)
    which.add_argument(
        "--date",
        type=values.day,
        default=default,
        metavar="YYYY-MM-DD",
        help="date of the edition" if required else "date of the edition (default: the latest)",
    )
    which.add_argument(
        "--roundup", default=default, metavar="NAME", help="the round-up in this folder, instead of an edition"
    )


def person(options: "Options", *, default: str | None = None) -> None:
    """Add the option that names who decides."""
    options.add_argument(
        "--by", default=default, metavar="NAME", help="name of the reviewer (default: your login name)"
    )


def shard(options: "Options", *, default: str | None = None) -> None:
    """Add the option for a shard of the edition."""
    options.add_argument(
        "--shard", default=default, metavar="NAME", help="use this shard of the edition (editions.shard)"
    )


def due(options: "Options", *, required: bool) -> None:
    """Add the options that say when editions are due."""
    options.add_argument("--at", type=values.time_of_day, required=required, metavar="HH:MM", help="time of day")
    options.add_argument(
        "--days",
        type=values.days,
        default=values.days("daily"),
        metavar="DAYS",
        help="mon-fri, sun-thu, mon,wed,sat or daily",
    )
    options.add_argument("--timezone", type=values.zone, metavar="ZONE", help="time zone of --at (default: 'timezone')")


def limits(options: "Options", *, required: bool = False) -> None:
    """Add the options for the first and last day."""
    options.add_argument(
        "--from", dest="first", type=values.day, required=required, metavar="YYYY-MM-DD", help="first day of editions"
    )
    options.add_argument(
        "--to", dest="last", type=values.day, required=required, metavar="YYYY-MM-DD", help="last day of editions"
    )
