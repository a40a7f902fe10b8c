"""The command line: argv -> settings -> pipeline -> exit code. The only place that prints.

Standard output carries what was asked for (paths, tables) and only on a terminal for a run; notices and errors go to
standard error. Under cron a run that succeeds says nothing.
"""

import logging
import sys
from collections.abc import Sequence

from reporter.cli.parser import parser
from reporter.cli.terminal import say
from reporter.errors import ReporterError
from reporter.logs import set_up
from reporter.printable import printable


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out `argv` (the process's own when None) and return its exit code (see ``errors``)."""
    arguments = parser().parse_args(argv)
    set_up(_level(arguments.verbose - arguments.quiet), logging.StreamHandler())
    try:
        return int(arguments.command(arguments))
    except ReporterError as e:
        say(f"reporter: {printable(e)}", error=True)
        return e.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        say("reporter: stopped; nothing half-made is left.", error=True)
        return 130


def _level(steps: int) -> int:
    """Warnings are shown on a terminal; under cron only errors are, for there every line becomes a mail."""
    usual = logging.WARNING if sys.stderr.isatty() else logging.ERROR
    return {-1: logging.ERROR, 0: usual, 1: logging.INFO}.get(steps, logging.ERROR if steps < 0 else logging.DEBUG)
