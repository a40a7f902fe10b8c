"""``reporter export``."""

import argparse
from contextlib import suppress
from pathlib import Path

from reporter import record
from reporter.cli.parser import EXPORT_FORMATS
from reporter.cli.settings import settings
from reporter.editions.folders import RECORD, find_edition
from reporter.errors import ConfigError, ReporterError
from reporter.render.exports import export


def export_(arguments: argparse.Namespace) -> int:
    """Write an edition in another format, beside its record or to a file of one's own; its path is printed."""
    config = settings(arguments)
    folder = find_edition(config.output, arguments.date)
    if arguments.to is None and arguments.format not in EXPORT_FORMATS:
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
        print(path)
    return 0


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
