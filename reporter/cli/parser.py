"""The parser of the command line."""

import argparse
from typing import NoReturn

from reporter.cli.options import installing, mailing, making, reading, reviewing
from reporter.cli.options.adding import EXIT_CODES, Parser
from reporter.cli.terminal import say


def parser() -> argparse.ArgumentParser:
    """Return the parser; its result has the chosen command as the callable ``command``, and its parser as ``parser``.

    Without a command, ``command`` is missing.
    """
    top = Parser(
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
    for add in (
        making.run,
        making.fetch,
        making.sources,
        mailing.send,
        mailing.approve,
        mailing.erratum,
        reviewing.review,
        reviewing.desk,
        reading.export,
        reading.search,
        reading.roundup,
        reading.archive,
        reading.stories,
        reading.changes,
        installing.check,
        installing.init,
        installing.templates,
        installing.models,
        installing.memory,
        making.schedule,
        installing.bundle,
    ):
        add(commands)
    return top


class _Versions(argparse.Action):
    """Print the versions of reporter and of what it is made with; they are looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from reporter.versions import versions

        say("\n".join(f"{name} {version}" for name, version in versions().items()))
        parser.exit()
