"""``reporter export``."""

import argparse
from contextlib import suppress
from pathlib import Path

from reporter import record
from reporter.cli.parser import EXPORT_FORMATS
from reporter.cli.settings import settings
from reporter.cli.terminal import say
from reporter.editions.folders import RECORD, find_edition
from reporter.errors import ConfigError, ReporterError
from reporter.render.exports import export

_PAGES: dict[str, tuple[str, ...]] = {"docx": ("A4", "Letter"), "epub": (), "md": (), "csv": ()}
"""The paper sizes that a format supports; formats that are not listed support all of them."""


def export_(arguments: argparse.Namespace) -> int:
    """Write an edition in another format, beside its record or to the file given, and print the path."""
    _refuse_what_has_no_effect(arguments)
    config = settings(arguments)
    folder = find_edition(config.output, arguments.date)
    if arguments.to is None and arguments.format not in EXPORT_FORMATS:
        raise ConfigError(f"briefing.{arguments.format} belongs to the edition; name another file with --to.")
    path = arguments.to or folder / f"briefing.{arguments.format}"
    if path.suffix.lower() != f".{arguments.format}":
        raise ConfigError(f"--to {path}: the name must end in .{arguments.format}.")
    made = record.load(folder / RECORD)
    if wrong := record.problems(made):
        raise ReporterError(
            f"{folder / RECORD} is not a valid record ({wrong[0]}); 'reporter check --record' lists every problem, "
            "'reporter run' makes the edition again."
        )
    _write(path, export(made, arguments.format, config.layout))
    if not arguments.quiet:
        say(path)
    return 0


def _refuse_what_has_no_effect(arguments: argparse.Namespace) -> None:
    """Reject flags that the chosen format cannot honour.

    Raises:
        ConfigError: a flag would have no effect.

    """
    form, page, languages = arguments.format, arguments.page, arguments.languages
    if page and form in _PAGES and page not in _PAGES[form]:
        only = f"supports only {' and '.join(_PAGES[form])}" if _PAGES[form] else "has no fixed pages"
        raise ConfigError(f"--page {page}: {form} {only}; omit the flag, or use --format pdf.")
    if languages and form in EXPORT_FORMATS and (form == "csv" or languages.endswith("-only")):
        order = "in separate columns" if form == "csv" else "and accepts english-first or arabic-first"
        raise ConfigError(f"--languages {languages}: {form} has both languages {order}; pdf and html can omit one.")


def _write(path: Path, content: bytes) -> None:
    """Write the file atomically."""
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
