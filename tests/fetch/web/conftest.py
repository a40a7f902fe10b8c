"""A client for the servers of the tests, which stand on loopback under the name a.test, and a clock that is moved."""

import ssl
from contextlib import ExitStack

import pytest
from web_servers import ManualClock, serving

from reporter.fetch.web import Client, FetchError, WebSettings

TRUST = ssl.create_default_context()


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def site():
    """Serve without TLS."""
    with serving() as running:
        yield running


@pytest.fixture
def client(clock):
    """Return a function that makes a client; a.test and b.test are on loopback, and may be."""
    with ExitStack() as stack:

        def make(*, robots=None, network=None, **settings):
            usual = {
                "user_agent": "reporter/1.0 (+https://desk.example/contact)",
                "private_hosts": frozenset({"a.test", "b.test"}),
                "resolve": lambda *_: ["127.0.0.1"],
                "pause_s": 0,
                "tls": TRUST,
            }
            made = Client(WebSettings(**usual | settings), robots=robots, clock=clock, network=network)
            return stack.enter_context(made)

        yield make


@pytest.fixture
def failure():
    """Return a function that asks and returns the FetchError."""

    def failure(client, address, limit=10_000, **options):
        with pytest.raises(FetchError) as caught:
            client.get(address, limit=limit, **options)
        return caught.value

    return failure
