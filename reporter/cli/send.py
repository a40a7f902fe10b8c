"""``reporter send``, and the sending after a run."""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from reporter.cli.settings import settings
from reporter.config import Config
from reporter.deliver import Order, find_password
from reporter.dispatch import hold_edition, outstanding, raise_failures, send_edition, write_trial
from reporter.editions.folders import find_edition
from reporter.model import Receipt


def send_(arguments: argparse.Namespace) -> int:
    """Send an edition on purpose, or write what would be sent."""
    config = settings(arguments)
    now = datetime.now(UTC)
    folder = find_edition(config.output, arguments.date)
    if arguments.dry_run:
        for path in write_trial(config, folder, now=now, group=arguments.to):
            print(path)
        return 0
    order = Order(
        purpose="again" if arguments.again else "content", group=arguments.to, resend_unknown=arguments.resend_unknown
    )
    receipts = _sent(config, folder, now, order)
    if not arguments.quiet:
        for receipt in receipts:
            print(_line(receipt))
    raise_failures(receipts)
    return 0


def send_after_run(config: Config, folder: Path | None) -> None:
    """Send the edition in `folder` to everybody who has no version of it; do nothing without ``delivery.email``.

    When the server takes it, or there was none to send, earlier editions that somebody is still owed are sent too.
    """
    if config.delivery.email is None:
        return
    receipts = _sent(config, folder, datetime.now(UTC), Order()) if folder else ()
    if all(receipt.state != "failed" for receipt in receipts):
        for earlier in outstanding(config):
            receipts += _sent(config, earlier, datetime.now(UTC), Order())
    raise_failures(receipts)


def hold_after_run(config: Config, folder: Path) -> None:
    """Hold the edition in `folder` back until somebody asks for it; do nothing without ``delivery.email``."""
    if config.delivery.email is not None:
        hold_edition(config, folder, now=datetime.now(UTC))


def _sent(config: Config, folder: Path, now: datetime, order: Order) -> tuple[Receipt, ...]:
    email = config.delivery.email
    password = None if email is None else find_password(email, os.environ)
    return send_edition(config, folder, now=now, password=password, order=order)


def _line(receipt: Receipt) -> str:
    words = {"sent": "sent", "had": "had it", "failed": "FAILED", "refused": "REFUSED", "unknown": "UNKNOWN"}
    detail = f"  {receipt.detail}" if receipt.detail and receipt.state not in ("sent", "had") else ""
    return f"{words[receipt.state]:8} {receipt.edition}  {receipt.recipient}{detail}"
