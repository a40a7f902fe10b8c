"""Flags and config file -> settings."""

import argparse
from pathlib import Path
from typing import Any

from reporter.config import Config, load, with_flags
from reporter.errors import ConfigError

CONFIG_NAME = "config.yaml"


def settings(arguments: argparse.Namespace) -> Config:
    """Return the settings that the flags ask for; a run that names its inputs needs no config file.

    Raises:
        ConfigError: there is no config file where one is needed, or something in it or in the flags is wrong.

    """
    return with_flags(_file(arguments), _flags(arguments))


def _file(arguments: argparse.Namespace) -> Config:
    if arguments.config is not None:
        return load(arguments.config)
    here = Path(CONFIG_NAME)
    if here.exists():
        return load(here)
    if not arguments.needs_inputs or vars(arguments).get("input"):
        return Config().resolved(Path.cwd())
    raise ConfigError(
        f"There is no {CONFIG_NAME} here; make one with 'reporter init DIR', name one with --config, "
        "or name articles with --input."
    )


def _flags(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return what the flags set, nested like the file; their paths are taken from the working directory."""
    given = vars(arguments)
    flags: dict[str, Any] = {}
    if given.get("input"):
        flags["inputs"] = tuple(str(Path(item).absolute()) for item in arguments.input)
    if given.get("output"):
        flags["output"] = arguments.output.absolute()
    summary: dict[str, Any] = {}
    if given.get("sentences") is not None:
        summary |= {"sentences": arguments.sentences, "ratio": None, "words": None}
    if given.get("method"):
        summary["method"] = arguments.method
    if summary:
        flags["summary"] = summary
    layout = {name: given[name] for name in ("page", "languages") if given.get(name)}
    if layout:
        flags["layout"] = layout
    return flags
