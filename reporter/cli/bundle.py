"""``reporter bundle``."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from reporter.bundle.making import Order, make_bundle
from reporter.bundle.target import target
from reporter.cli.settings import CONFIG_NAME, settings
from reporter.cli.terminal import progress, say


def bundle_(arguments: argparse.Namespace) -> int:
    """Write a tar file with everything that a machine without a network needs."""
    config = settings(arguments)
    order = Order(
        target=target(arguments.platform, arguments.python),
        config_file=arguments.config or Path(CONFIG_NAME),
        model=arguments.model,
        key=arguments.sign,
    )
    notices = make_bundle(arguments.file, config, order, datetime.now(UTC), progress(quiet=bool(arguments.quiet)))
    for notice in notices:
        say(notice, error=True)
    say(f"Created {arguments.file} ({arguments.file.stat().st_size // 10**6:,} MB).")
    say("On the other machine: tar -xf FILE, then: sh reporter-bundle/install.sh FOLDER")
    return 0
