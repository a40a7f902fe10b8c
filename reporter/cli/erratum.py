"""``reporter erratum``."""

import argparse
from datetime import UTC, datetime

from reporter.cli.editions import edition_of
from reporter.cli.send import say_receipts
from reporter.cli.settings import settings
from reporter.cli.terminal import say
from reporter.workflows.erratum import Says, correct


def erratum_(arguments: argparse.Namespace) -> int:
    """Say that an edition was corrected or withdrawn, and mail those who had it."""
    config = settings(arguments)
    folder = edition_of(config, arguments)
    says = Says(kind=arguments.kind, en=arguments.says, ar=arguments.says_ar, entries=tuple(arguments.entry or ()))
    mail = arguments.mail or says.kind != "refiled"
    receipts = correct(config, folder, says, now=datetime.now(UTC), mail=mail)
    if not receipts and not arguments.quiet:
        say(f"The edition of {folder.name} says so now; nobody was mailed.")
    say_receipts(receipts, quiet=bool(arguments.quiet))
    return 0
