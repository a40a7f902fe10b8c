"""``reporter send``."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from reporter.cli.editions import edition_of
from reporter.cli.people import name_of
from reporter.cli.settings import due, settings
from reporter.cli.terminal import say
from reporter.deliver import Order
from reporter.errors import ConfigError
from reporter.letters import Receipt
from reporter.workflows import approval
from reporter.workflows.release import send_due, send_test
from reporter.workflows.send import raise_failures, send_edition
from reporter.workflows.trial import write_trial


def send_(arguments: argparse.Namespace) -> int:
    """Send an edition, or write the messages that would be sent."""
    config = settings(arguments)
    now = datetime.now(UTC)
    _refuse_what_has_no_effect(arguments)
    if arguments.due:
        receipts = send_due(config, due(arguments, config) if arguments.at else None, now=now)
        return _ended(receipts, quiet=bool(arguments.quiet) or not sys.stdout.isatty())
    folder = edition_of(config, arguments)
    if arguments.dry_run:
        for path in write_trial(config, folder, now=now, group=arguments.to):
            say(path)
        return 0
    if arguments.test:
        return _ended(send_test(config, folder, arguments.test, now=now), quiet=bool(arguments.quiet))
    if arguments.unapproved:
        approval.let_through(config, folder, by=name_of(arguments), now=now)
    order = Order(
        purpose="again" if arguments.again else "content", group=arguments.to, resend_unknown=arguments.resend_unknown
    )
    receipts = send_edition(config, folder, now=now, order=order, new_ledger=bool(arguments.new_ledger))
    return _ended(receipts, quiet=bool(arguments.quiet))


def say_receipts(receipts: Sequence[Receipt], *, quiet: bool) -> None:
    """Print a line for each of the `receipts`, and raise an error if one of them is bad.

    Raises:
        DeliveryError: somebody did not get the mail.

    """
    if not quiet:
        for receipt in receipts:
            say(_line(receipt))
    raise_failures(receipts, named=not quiet)


def _ended(receipts: Sequence[Receipt], *, quiet: bool) -> int:
    say_receipts(receipts, quiet=quiet)
    return 0


def _refuse_what_has_no_effect(arguments: argparse.Namespace) -> None:
    if arguments.at and not arguments.due:
        raise ConfigError("--at has an effect only with --due.")
    if bool(arguments.by) != bool(arguments.unapproved):
        raise ConfigError("Name who has the edition mailed although it is not approved: --unapproved --by NAME.")
    others = [name for name in ("to", "again", "new_ledger", "resend_unknown") if getattr(arguments, name)]
    for name in ("due", "test"):
        if getattr(arguments, name) and others:
            raise ConfigError(f"--{others[0].replace('_', '-')} has no effect with --{name}.")


def _line(receipt: Receipt) -> str:
    words = {
        "sent": "sent",
        "had": "had it",
        "nothing": "nothing",
        "failed": "FAILED",
        "refused": "REJECTED",
        "unknown": "UNKNOWN",
    }
    detail = f"  {receipt.detail}" if receipt.detail and receipt.state not in ("sent", "had") else ""
    return f"{words[receipt.state]:8} {receipt.edition}  {receipt.recipient}{detail}"
