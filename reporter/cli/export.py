"""``reporter export``."""

import argparse

from reporter import record
from reporter.cli.editions import edition_of
from reporter.cli.settings import settings
from reporter.cli.terminal import say
from reporter.editions.folders import RECORD
from reporter.errors import ConfigError, ReporterError
from reporter.files import write_whole
from reporter.registry import EXPORTS, Format
from reporter.render.exports import export


def export_(arguments: argparse.Namespace) -> int:
    """Write an edition in another format, beside its record or to the file given, and print the path."""
    _refuse_what_has_no_effect(arguments)
    config = settings(arguments)
    folder = edition_of(config, arguments)
    if arguments.to is None and (_format(arguments).own or f"briefing.{arguments.format}" == RECORD):
        raise ConfigError(f"briefing.{arguments.format} belongs to the edition; name another file with --to.")
    path = arguments.to or folder / f"briefing.{arguments.format}"
    if path.suffix.lower() != f".{arguments.format}":
        raise ConfigError(f"--to {path}: the name must end in .{arguments.format}.")
    if path.is_dir():
        raise ConfigError(f"{path} is a folder; name a file with --to.")
    made = record.load(folder / RECORD)
    if wrong := record.problems(made):
        raise ReporterError(
            f"{folder / RECORD} is not a valid record ({wrong[0]}); 'reporter check --record' lists every problem, "
            "'reporter run' makes the edition again."
        )
    write_whole(path, export(made, arguments.format, config.layout, config.front))
    if not arguments.quiet:
        say(path)
    return 0


def _refuse_what_has_no_effect(arguments: argparse.Namespace) -> None:
    """Reject flags that the chosen format cannot honour.

    Raises:
        ConfigError: a flag would have no effect.

    """
    form, page, languages = _format(arguments), arguments.page, arguments.languages
    if page and form.papers is not None and page not in form.papers:
        only = f"supports only {' and '.join(form.papers)}" if form.papers else "has no fixed pages"
        raise ConfigError(f"--page {page}: {form.name} {only}; omit the flag, or use --format pdf.")
    if languages and form.languages is not None and languages not in form.languages:
        order = f"and accepts {' or '.join(form.languages)}" if form.languages else "in separate columns"
        raise ConfigError(
            f"--languages {languages}: {form.name} has both languages {order}; only pdf and html omit one."
        )


def _format(arguments: argparse.Namespace) -> Format:
    """Return the format; one from a plug-in accepts any paper and any languages."""
    return EXPORTS.choices.get(arguments.format, Format(arguments.format, "", ""))
