"""Adding commands to the parser."""

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from reporter.printable import printable

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction["Parser"]

ALIASES = {"check": ["doctor"]}
"""Other names of commands, by their modules."""
EXIT_CODES = """\
exit codes: 0 success, 1 failure, 2 invalid configuration or option, 3 --strict and an input was
skipped, 4 not delivered, 5 --strict and English is missing, 6 not mailed because it is not
approved, 75 another run is in progress
"""


class Parser(argparse.ArgumentParser):
    """A parser that escapes the arguments quoted in its errors; its subparsers are of the same class."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and `message`, and exit with 2."""
        super().error(printable(message))


def command(
    commands: "Commands",
    name: str,
    module: str,
    summary: str,
    *,
    within: bool = False,
) -> Parser:
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


def group(commands: "Commands", name: str, summary: str) -> "Commands":
    """Add a command that only groups other commands, and return the group."""
    added = commands.add_parser(name, help=summary, description=summary)
    added.set_defaults(parser=added)
    return added.add_subparsers(title="actions", metavar="ACTION")
