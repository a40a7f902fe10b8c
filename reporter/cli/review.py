"""``reporter review``."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from reporter.cli.settings import settings
from reporter.cli.terminal import say
from reporter.config import Config
from reporter.editions.folders import find_edition
from reporter.errors import ReporterError
from reporter.review import exchange
from reporter.review.sheet import Sheet, one_line
from reporter.store import Store
from reporter.store.corrections import Corrections
from reporter.translate import gather_glossary


def review_(arguments: argparse.Namespace) -> int:
    """Serve the page until interrupted, and print nothing but its address."""
    from reporter.review.server import serve

    config = settings(arguments)
    with _sheet(config, arguments) as sheet:
        serve(config, sheet, port=arguments.port, ready=_tell)
    return 0


def export_(arguments: argparse.Namespace) -> int:
    """Write an edition's sentences, or all corrections, to a file."""
    config = settings(arguments)
    if arguments.all:
        with Store.open(config.store) as store:
            rows = exchange.rows_of_corrections(Corrections(store))
    else:
        with _sheet(config, arguments) as sheet:
            rows = exchange.rows_of_sheet(sheet)
    exchange.write(arguments.file, rows)
    say(f"{len(rows)} {'corrections' if arguments.all else 'texts'} written to {arguments.file}.")
    return 0


def import_(arguments: argparse.Namespace) -> int:
    """Import the corrections in a file; name each row that is rejected, and return 1 if there was one."""
    config = settings(arguments)
    rows = exchange.read(arguments.file)
    with _sheet(config, arguments) as sheet:
        result = exchange.take(rows, sheet, window=str(arguments.file))
    for refused in result.refused:
        say(f"rejected  {refused}", error=True)
    say(f"{result.taken} corrections imported, {result.unchanged} texts unchanged, {len(result.refused)} rejected.")
    return 1 if result.refused else 0


@contextmanager
def _sheet(config: Config, arguments: argparse.Namespace) -> Iterator[Sheet]:
    folder = find_edition(config.output, arguments.date)
    with Store.open(config.store) as store:
        if not store.lasting:
            raise ReporterError(f"Corrections cannot be saved because the store {config.store} cannot be written.")
        glossary, _ = gather_glossary(config.glossary)  # what is wrong there is logged
        yield Sheet(folder, Corrections(store), by=one_line(arguments.by or "") or _login(), glossary=glossary)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # the user has no entry, as in some containers
        return "reader"


def _tell(address: str) -> None:
    say(address)
    if sys.stderr.isatty():
        say("Open this address in a browser; press Ctrl-C here to end the review.", error=True)
