"""A ledger, and a way to send letters with it."""

import pytest
from letters import ABOUT, LETTER
from mail_servers import authority

from reporter.deliver import Order, Outbox, Password
from reporter.store.ledger import Ledger


@pytest.fixture(scope="session")
def ca():
    return authority()


@pytest.fixture
def ca_file(ca, tmp_path):
    path = tmp_path / "ca.pem"
    ca.cert_pem.write_to_path(path)
    return str(path)


@pytest.fixture
def ledger_path(tmp_path):
    return tmp_path / "own" / "deliveries.sqlite3"


@pytest.fixture
def deliver(ledger_path):
    """Return a function that sends a letter to every group and returns the state for each recipient."""

    def call(settings, *, letter=LETTER, about=ABOUT, password=None, **order):
        secret = None if password is None else Password(password, settings.user)
        with Ledger.open(ledger_path) as ledger:
            outbox = Outbox(settings, secret, ledger, about=about, order=Order(**order))
            receipts = outbox.deliver({group.name: lambda: letter for group in settings.groups})
        return {receipt.recipient: receipt for receipt in receipts}

    return call
