"""Which edition a command is about."""

import argparse
from datetime import datetime
from pathlib import Path

from reporter.config import Config
from reporter.editions.folders import find_edition, find_roundup


def edition_of(config: Config, arguments: argparse.Namespace) -> Path:
    """Return the folder of the edition or round-up that the command names, or of the latest edition.

    Raises:
        ConfigError: there is none.

    """
    if arguments.roundup:
        return find_roundup(config.output, arguments.roundup)
    return find_edition(config.output, arguments.date, today=datetime.now(config.zone).date())
