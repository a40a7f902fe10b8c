"""``reporter review``."""

import argparse
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from reporter.cli.editions import edition_of
from reporter.cli.people import name_of
from reporter.cli.settings import settings
from reporter.cli.terminal import counted, say
from reporter.config import Config
from reporter.errors import ConfigError, ReporterError
from reporter.files import write_whole
from reporter.printable import printable
from reporter.review import exchange
from reporter.review.sheet import Sheet
from reporter.review.similar import HumanSentences
from reporter.store import Store
from reporter.store.corrections import Corrections
from reporter.store.rescue import CORRECTIONS_COPY
from reporter.translate import gather_glossary


def review_(arguments: argparse.Namespace) -> int:
    """Serve the page until interrupted, and print nothing but its address."""
    from reporter.review.server import serve

    config = settings(arguments)
    if config.desk.proxy is not None and (arguments.port or arguments.allow_host):
        raise ConfigError("--port and --allow-host have no effect with desk.proxy.")
    with _sheet(config, arguments) as sheet:
        allowed = tuple(arguments.allow_host or ())
        serve(
            config,
            sheet,
            port=arguments.port,
            allowed_hosts=allowed,
            ready=lambda address: _tell(
                f"{address}{arguments.opens}", sheet.folder.name, allowed, browser=bool(arguments.open)
            ),
        )
    return 0


def desk_(arguments: argparse.Namespace) -> int:
    """Serve the page, or exchange the edition with a colleague."""
    if arguments.export:
        return _exported(arguments)
    if arguments.import_from:
        return _imported(arguments)
    return review_(arguments)


def _exported(arguments: argparse.Namespace) -> int:
    from reporter.review.desk.handover import packed

    config = settings(arguments)
    with _sheet(config, arguments) as sheet:
        write_whole(arguments.export, packed(config, sheet))
    say(f"The edition of {sheet.folder.name} was written to {arguments.export}.")
    return 0


def _imported(arguments: argparse.Namespace) -> int:
    from reporter.review.desk.handover import received, taken
    from reporter.review.desk.parcel import read

    config, sent = settings(arguments), read(arguments.import_from)
    folder = received(config, sent, name=arguments.import_from.name)
    with _sheet(config, arguments, folder) as sheet:
        result = taken(config, sheet, sent, name=arguments.import_from.name)
        exchange.keep_copy(sheet.corrections, config.store.with_name(CORRECTIONS_COPY))
    for refused in result.refused:
        say(f"rejected  {printable(refused)}", error=True)
    say(f"{counted(result.decisions, 'decision')} taken over for {folder.name}, {len(result.refused)} rejected.")
    return 1 if result.refused else 0


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
    say(f"{counted(len(rows), 'correction' if arguments.all else 'text')} written to {arguments.file}.")
    return 0


def import_(arguments: argparse.Namespace) -> int:
    """Import the corrections in a file; name each row that is rejected, and return 1 if there was one."""
    config = settings(arguments)
    rows = exchange.read(arguments.file)
    with _sheet(config, arguments) as sheet:
        result = exchange.take(rows, sheet, window=str(arguments.file))
        exchange.keep_copy(sheet.corrections, config.store.with_name(CORRECTIONS_COPY))
    for refused in result.refused:
        say(f"rejected  {refused}", error=True)
    taken, unchanged = counted(result.taken, "correction"), counted(result.unchanged, "text")
    say(f"{taken} imported, {unchanged} unchanged, {len(result.refused)} rejected.")
    return 1 if result.refused else 0


@contextmanager
def _sheet(config: Config, arguments: argparse.Namespace, folder: Path | None = None) -> Iterator[Sheet]:
    folder = folder or edition_of(config, arguments)
    with Store.open(config.store) as store:
        if not store.lasting:
            raise ReporterError(f"Corrections cannot be saved because the store {config.store} cannot be written.")
        glossary, _ = gather_glossary(config.glossary)  # problems there are logged
        yield Sheet(
            folder,
            Corrections(store),
            by=name_of(arguments),
            glossary=glossary,
            off=config.translate.checks.off,
            human=HumanSentences(store.memory),
        )


def _tell(address: str, day: str, allowed_hosts: tuple[str, ...], *, browser: bool) -> None:
    say(f"Review the edition of {day} at {address}")
    for host in allowed_hosts:
        say(f"or, if you forward that port, at {urlsplit(address)._replace(netloc=host).geturl()}")
    if sys.stderr.isatty():
        say("The address is a secret. Ctrl-C here ends the review.", error=True)
    if browser and not webbrowser.open(address):
        say("No browser could be opened; open the address yourself.", error=True)
