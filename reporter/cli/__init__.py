"""The command line: argv -> settings -> pipeline -> exit code. Nothing else in reporter prints.

Standard output carries the result of a command (paths, tables); `reporter run` prints its path on a terminal only.
Notices and errors go to standard error. Under cron a run that makes a complete edition is silent.
"""

import atexit
import gc
import logging
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from reporter.cli.parser import parser
from reporter.cli.terminal import say
from reporter.errors import ReporterError
from reporter.logs import set_up
from reporter.printable import printable


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in `argv` (default: the process's own arguments) and return its exit code (see ``errors``)."""
    if argv is None:
        _use_utf8()
        gc.set_threshold(50_000, 20, 100)  # a short process that keeps most of what it makes: a run is 7 % faster
        atexit.register(gc.freeze)  # otherwise Python looks for garbage among all of it as it ends: 8 % of a run
    arguments, unknown = parser().parse_known_args(argv)
    if unknown:
        arguments.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    try:
        if not hasattr(arguments, "command"):
            say(arguments.parser.format_help())
            return 2
        set_up(_level(arguments.verbose - arguments.quiet), logging.StreamHandler())
        return int(arguments.command(arguments))
    except ReporterError as e:
        say(f"reporter: {printable(e)}", error=True)
        return e.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        say("reporter: interrupted; no partial output was left behind.", error=True)
        return 130


def _use_utf8() -> None:
    """Restart in Python's UTF-8 mode if it was switched off, because without it Arabic paths cannot be used."""
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], os.environ | {"PYTHONUTF8": "1"})  # noqa: S606
    if isinstance(sys.stdout, TextIOWrapper):  # PYTHONIOENCODING may be an encoding without Arabic letters
        sys.stdout.reconfigure(errors="backslashreplace")


def _level(steps: int) -> int:
    """Show warnings on a terminal, but only errors under cron, which mails every line it sees."""
    usual = logging.WARNING if sys.stderr.isatty() else logging.ERROR
    return {-1: logging.ERROR, 0: usual, 1: logging.INFO}.get(steps, logging.ERROR if steps < 0 else logging.DEBUG)
