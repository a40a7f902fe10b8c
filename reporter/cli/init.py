"""``reporter init``."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from reporter.assets import samples_folder
from reporter.cli.terminal import say
from reporter.config.reference import commented_yaml
from reporter.errors import ReporterError

ARTICLES = "articles"
MEMORY = "memory.tmx"
SETTINGS = {"inputs": [ARTICLES], "editions": {"select": "new"}, "summary": {"sentences": 4}}


def init_(arguments: argparse.Namespace) -> int:
    """Create a folder with a commented config.yaml and a subfolder for articles; never overwrite anything."""
    folder: Path = arguments.folder
    config = folder / "config.yaml"
    files = {config: commented_yaml(SETTINGS).encode()}
    if arguments.with_samples:
        files = {config: commented_yaml(SETTINGS | {"memory": [MEMORY]}).encode()} | dict(_samples(folder))
    if there := next((path for path in files if path.exists()), None):
        raise ReporterError(f"{there} already exists; nothing was changed.")
    try:
        (folder / ARTICLES).mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            with path.open("xb") as file:
                file.write(content)
    except OSError as e:
        raise ReporterError(f"{e.filename or folder} cannot be created ({e.strerror}).") from e
    if arguments.quiet:
        return 0
    say(f"Created {config}.")
    if arguments.with_samples:
        say(f"Make the sample edition with: reporter run --config {config}")
    else:
        say(f"Put articles in {folder / ARTICLES}, then run: reporter run --config {config}")
    return 0


def _samples(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the files of the samples: articles, and the translation memory next to them."""
    for source in sorted(samples_folder().iterdir()):
        if source.name != "ABOUT":
            target = folder / MEMORY if source.name == MEMORY else folder / ARTICLES / source.name
            yield target, source.read_bytes()
