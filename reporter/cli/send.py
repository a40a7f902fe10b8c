"""``reporter send``."""

import argparse
from datetime import UTC, datetime

from reporter.cli.settings import settings
from reporter.cli.terminal import say
from reporter.deliver import Order
from reporter.editions.folders import find_edition
from reporter.model import Receipt
from reporter.workflows.send import raise_failures, send_edition, write_trial


def send_(arguments: argparse.Namespace) -> int:
    """Send an edition, or write the messages that would be sent."""
    config = settings(arguments)
    now = datetime.now(UTC)
    folder = find_edition(config.output, arguments.date, today=datetime.now(config.zone).date())
    if arguments.dry_run:
        for path in write_trial(config, folder, now=now, group=arguments.to):
            say(path)
        return 0
    order = Order(
        purpose="again" if arguments.again else "content", group=arguments.to, resend_unknown=arguments.resend_unknown
    )
    receipts = send_edition(config, folder, now=now, order=order, new_ledger=bool(arguments.new_ledger))
    if not arguments.quiet:
        for receipt in receipts:
            say(_line(receipt))
    raise_failures(receipts, named=not arguments.quiet)
    return 0


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
