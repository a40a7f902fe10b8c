"""Command-line options and config file -> settings."""

import argparse
from datetime import time
from pathlib import Path
from typing import Any

from reporter.config import Config, load, with_flags
from reporter.errors import ConfigError
from reporter.identity import is_address
from reporter.schedule import Due

CONFIG_NAME = "config.yaml"
_MOST_NAMED = 10
"""Shards to list in a message."""


def settings(arguments: argparse.Namespace) -> Config:
    """Return the settings from the config file and the flags; a run with --input needs no config file.

    Raises:
        ConfigError: a config file is needed but missing, or it or the flags contain a mistake.

    """
    config = with_flags(_file(arguments), _flags(arguments))
    return _shard(config, arguments.shard) if vars(arguments).get("shard") else config


def due(arguments: argparse.Namespace, config: Config) -> Due:
    """Return when editions are due according to ``--at``, ``--days`` and ``--timezone``."""
    return Due(at=arguments.at or time(), days=arguments.days, zone=arguments.timezone or config.zone)


def _file(arguments: argparse.Namespace) -> Config:
    if arguments.config is not None:
        return load(arguments.config)
    here = Path(CONFIG_NAME)
    if here.exists():
        return load(here)
    if not arguments.needs_inputs or vars(arguments).get("input"):
        return Config().resolved(Path.cwd())
    raise ConfigError(
        f"There is no {CONFIG_NAME} in this folder; create one with 'reporter init DIR', name one with --config, "
        "or name articles with --input."
    )


def _shard(config: Config, name: str) -> Config:
    """Return the settings of the shard `name`."""
    from reporter.editions.sharding import shards_in  # other commands do not need it
    from reporter.workflows.shards import shard_settings

    if name not in (names := shards_in(config.output)):
        known = f"there are {', '.join(names[:_MOST_NAMED])}" if names else "no edition has shards (editions.shard)"
        raise ConfigError(f"There is no shard {name}; {known}{' and others' if len(names) > _MOST_NAMED else ''}.")
    return shard_settings(config, name)


def _flags(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the settings in the flags, nested like the file; their paths are relative to the working directory."""
    given = vars(arguments)
    flags: dict[str, Any] = {}
    if given.get("input"):
        flags["sources"] = ()  # these files alone
        flags["inputs"] = tuple(item if is_address(item) else str(Path(item).absolute()) for item in arguments.input)
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
