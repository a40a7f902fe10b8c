"""``reporter export``."""

import argparse
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from reporter import record
from reporter.cli.settings import settings
from reporter.cli.terminal import say
from reporter.editions.folders import RECORD, find_edition
from reporter.errors import ConfigError, ReporterError
from reporter.registry import EXPORTS, Format
from reporter.render.exports import export


def export_(arguments: argparse.Namespace) -> int:
    """Write an edition in another format, beside its record or to a file of one's own; its path is printed."""
    _refuse_what_has_no_effect(arguments)
    config = settings(arguments)
    folder = find_edition(config.output, arguments.date, today=datetime.now(config.zone).date())
    if arguments.to is None and (_format(arguments).own or f"briefing.{arguments.format}" == RECORD):
        raise ConfigError(f"briefing.{arguments.format} is the edition's own; name another file with --to.")
    path = arguments.to or folder / f"briefing.{arguments.format}"
    if path.suffix.lower() != f".{arguments.format}":
        raise ConfigError(f"--to {path}: the name must end in .{arguments.format}.")
    made = record.load(folder / RECORD)
    if wrong := record.problems(made):
        raise ReporterError(
            f"{folder / RECORD} is not as reporter writes it ({wrong[0]}); 'reporter check --record' names all that is "
            "wrong, 'reporter run' makes the edition again."
        )
    _write(path, export(made, arguments.format, config.layout))
    if not arguments.quiet:
        say(path)
    return 0


def _refuse_what_has_no_effect(arguments: argparse.Namespace) -> None:
    """Let nobody take a file for what it is not: a flag that the format cannot follow is a mistake.

    Raises:
        ConfigError: there is one.

    """
    form, page, languages = _format(arguments), arguments.page, arguments.languages
    if page and form.papers is not None and page not in form.papers:
        only = f"takes {' or '.join(form.papers)}" if form.papers else "has no pages of its own"
        raise ConfigError(f"--page {page}: {form.name} {only}; leave the flag out, or take --format pdf.")
    if languages and form.languages is not None and languages not in form.languages:
        order = f"and takes {' or '.join(form.languages)}" if form.languages else "in columns of their own"
        raise ConfigError(f"--languages {languages}: {form.name} has both languages {order}; a pdf can leave one out.")


def _format(arguments: argparse.Namespace) -> Format:
    """Return what is known of the format; a plug-in's takes any paper and any languages."""
    return EXPORTS.entries.get(arguments.format, Format(arguments.format, "", ""))


def _write(path: Path, content: bytes) -> None:
    """Write the file whole or not at all."""
    if path.is_dir():
        raise ConfigError(f"{path} is a folder; name a file with --to.")
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as e:
        with suppress(OSError):
            part.unlink()
        raise ReporterError(f"{path} cannot be written ({e.strerror or e}); name another file with --to.") from e
