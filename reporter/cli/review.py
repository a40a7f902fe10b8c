"""``reporter review``."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from reporter.cli.settings import settings
from reporter.cli.terminal import say
from reporter.config import Config
from reporter.editions.folders import find_edition
from reporter.errors import ReporterError
from reporter.review import exchange
from reporter.review.sheet import Sheet, one_line
from reporter.store import Store
from reporter.store.corrections import Corrections
from reporter.translate import load_glossary


def review_(arguments: argparse.Namespace) -> int:
    """Serve the page until it is interrupted; its address is all that is printed."""
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
    """Take the corrections of a file; what is refused is named, and ends the command with 1."""
    config = settings(arguments)
    rows = exchange.read(arguments.file)
    with _sheet(config, arguments) as sheet:
        result = exchange.take(rows, sheet, window=str(arguments.file))
    for refused in result.refused:
        say(f"refused  {refused}", error=True)
    say(f"{result.taken} corrections taken, {result.unchanged} texts unchanged, {len(result.refused)} refused.")
    return 1 if result.refused else 0


@contextmanager
def _sheet(config: Config, arguments: argparse.Namespace) -> Iterator[Sheet]:
    folder = find_edition(config.output, arguments.date, today=datetime.now(config.zone).date())
    with Store.open(config.store) as store:
        if not store.lasting:
            raise ReporterError(f"Nothing can be corrected, for the store {config.store} cannot be written; mend it.")
        glossary = load_glossary(config.glossary)
        yield Sheet(folder, Corrections(store), by=one_line(arguments.by or "") or _login(), glossary=glossary)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user, as under some containers
        return "reader"


def _tell(address: str) -> None:
    say(address)
    if sys.stderr.isatty():
        say("Open this address in a browser; Ctrl-C here ends the review.", error=True)
