"""``reporter templates``."""

import argparse
import json
import os
import shutil
from pathlib import Path

from reporter.assets import EXAMPLES_FOLDER, template_folders
from reporter.cli.settings import settings
from reporter.cli.terminal import say
from reporter.errors import ConfigError, ReporterError
from reporter.files import move
from reporter.render.templates.check import mistakes


def copy_(arguments: argparse.Namespace) -> int:
    """Copy the shipped templates or an example to a new or empty folder, all or nothing."""
    config = settings(arguments)
    (shipped,) = template_folders(None)
    source = shipped / EXAMPLES_FOLDER / arguments.example if arguments.example else shipped
    files = sorted(path for path in source.iterdir() if path.is_file())
    target: Path = arguments.folder.expanduser().resolve()
    _fill(target, files)
    say(f"Copied {len(files)} files to {arguments.folder}. Put this in config.yaml:\n")
    say(f"layout:\n  templates: {_for_yaml(target, config.root)}\n")
    if arguments.example is None:
        say("Keep the files you change and delete the others, so that they follow new versions of reporter.")
    say(f"Then run: reporter templates check {arguments.folder}")
    return 0


def check_(arguments: argparse.Namespace) -> int:
    """Print every mistake in the templates, one per line."""
    config = settings(arguments)
    folder = arguments.folder.absolute() if arguments.folder else config.layout.templates
    if folder is None:
        raise ConfigError("There are no templates of yours to check: name a folder, or set layout.templates.")
    email = config.delivery.email
    found = mistakes(config.layout.model_copy(update={"templates": folder}), email.subjects if email else ())
    for mistake in found:
        say(mistake)
    if found:
        return ConfigError.exit_code
    say(f"{folder}: no mistakes found. All documents were made from a full, an empty and an incomplete edition.")
    return 0


def _fill(target: Path, files: list[Path]) -> None:
    """Create the folder `target` with copies of `files`; never change what already exists.

    Raises:
        ConfigError: `target` is not empty.
        ReporterError: the folder cannot be written.

    """
    if target == Path.cwd().resolve() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
        raise ConfigError(f"{target} is not empty, or is the current folder; name a new one. Nothing was copied.")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.mkdir(parents=True)
        for path in files:
            shutil.copyfile(path, part / path.name)
        move(part, target)
    except OSError as e:
        raise ReporterError(f"{target} cannot be created ({e.strerror or e}); nothing was copied.") from e
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _for_yaml(folder: Path, root: Path) -> str:
    """Return `folder` as a value for a config file in `root`; a name such as 2026 needs quotes."""
    written = str(folder.relative_to(root.resolve()) if folder.is_relative_to(root.resolve()) else folder)
    return json.dumps(written, ensure_ascii=False)
