"""``reporter init``."""

import argparse
from pathlib import Path

from reporter.cli.terminal import say
from reporter.config.reference import commented_yaml
from reporter.errors import ReporterError

ARTICLES = "articles"
SETTINGS = {"inputs": [ARTICLES], "editions": {"select": "new"}, "summary": {"sentences": 4}}


def init_(arguments: argparse.Namespace) -> int:
    """Create a folder with a commented config.yaml and a subfolder for articles; never overwrite anything."""
    folder: Path = arguments.folder
    config = folder / "config.yaml"
    try:
        (folder / ARTICLES).mkdir(parents=True, exist_ok=True)
        with config.open("x", encoding="utf-8") as file:
            file.write(commented_yaml(SETTINGS))
    except FileExistsError as e:
        raise ReporterError(f"{config} already exists; it was not changed.") from e
    except OSError as e:
        raise ReporterError(f"{folder} cannot be created ({e.strerror}).") from e
    say(f"Created {config}.")
    say(f"Put articles in {folder / ARTICLES}, then run: reporter run --config {config}")
    return 0
