"""The number that was checked is the number that is connected to, and nothing else changes."""

import socket
import ssl
import threading

import httpcore2
import pytest
import trustme
from web_servers import Reply, secured_by, serving, trusted_by

from reporter.fetch.web.connections import trusted

PUBLIC = "9.9.9.9"


class Diverted(httpcore2.NetworkBackend):
    """Notes the numbers to connect to, and connects to loopback instead."""

    def __init__(self, *unreachable):
        self.numbers = []
        self.unreachable = unreachable

    def connect_tcp(self, host, port, timeout=None, *_):
        """Connect to loopback."""
        self.numbers.append(host)
        if host in self.unreachable:
            raise httpcore2.ConnectTimeout
        return httpcore2.SyncBackend().connect_tcp("127.0.0.1", port, timeout)


class Answers:
    """A resolver whose answers follow each other."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def __call__(self, host, _):
        """Resolve."""
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def test_the_checked_number_is_connected_to_and_the_names_stay(client):
    """TLS and Host name the host; the resolver was asked once."""
    authority = trustme.CA()
    with serving(secured_by(authority, "news.example")) as site:
        site.pages["/"] = Reply(200, b"text")
        network, resolve = Diverted(), Answers([PUBLIC])
        asking = client(network=network, resolve=resolve, tls=trusted_by(authority), private_hosts=frozenset())
        assert asking.get(f"https://news.example:{site.port}/", limit=100).content == b"text"
        assert (network.numbers, resolve.asked) == ([PUBLIC], ["news.example"])
        assert site.asked[0].headers["Host"] == f"news.example:{site.port}"
        assert site.asked[0].server_name == "news.example"


def test_a_name_that_becomes_private_is_refused_at_the_next_connection(client, site, failure):
    """Rebinding: nothing of the second request reaches the server."""
    site.pages["/"] = Reply(200, b"text", length=4)
    network = Diverted()
    asking = client(network=network, resolve=Answers([PUBLIC], ["127.0.0.1"]), private_hosts=frozenset())
    asking.get(f"http://news.example:{site.port}/", limit=100)
    refused = failure(asking, f"http://news.example:{site.port}/")
    assert refused.kind == "refused-address"
    assert str(refused).startswith("news.example leads to a loopback address")
    assert (network.numbers, site.paths) == ([PUBLIC], ["/"])


@pytest.mark.parametrize("numbers", [[PUBLIC, "10.0.0.1"], ["::1", PUBLIC], ["2a00::1", "::ffff:10.0.0.1"]])
def test_one_private_number_spoils_all(client, site, failure, numbers):
    network = Diverted()
    asking = client(network=network, resolve=Answers(numbers), private_hosts=frozenset())
    assert failure(asking, f"http://news.example:{site.port}/").kind == "refused-address"
    assert (network.numbers, site.asked) == ([], [])


def test_the_next_number_is_tried(client, site):
    site.pages["/"] = Reply(200, b"text")
    network = Diverted("2a00::1")
    asking = client(network=network, resolve=Answers(["2a00::1", PUBLIC]), private_hosts=frozenset())
    assert asking.get(f"http://news.example:{site.port}/", limit=100).content == b"text"
    assert network.numbers == ["2a00::1", PUBLIC]


@pytest.mark.parametrize("number", ["127.0.0.1", "2130706433", "0x7f.1", "localhost"])
def test_the_systems_own_resolver_gives_no_way_in(client, site, failure, number):
    asking = client(
        resolve=lambda host, port: [str(found[4][0]) for found in socket.getaddrinfo(host, port)],
        private_hosts=frozenset(),
    )
    assert failure(asking, f"http://{number}:{site.port}/").kind == "refused-address"
    assert site.asked == []


def test_a_host_that_does_not_exist(client, failure, clock):
    def unknown(host, port):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    gone = failure(client(resolve=unknown), "http://a.test/")
    assert (gone.kind, str(gone), gone.again, clock.slept) == ("dns", "The host a.test was not found.", False, [])


def test_a_resolver_that_hangs_does_not_stop_the_clock(client, failure):
    hold = threading.Event()
    slow = failure(client(resolve=lambda *_: hold.wait(60) and [], connect_s=0.1), "http://a.test/")
    hold.set()
    assert slow.kind == "dns"


def test_a_wrong_certificate_is_said(client, failure):
    """For another name, and from an authority that nobody knows: nothing is asked for."""
    authority = trustme.CA()
    with serving(secured_by(authority, "b.test")) as site:
        other = failure(client(tls=trusted_by(authority)), f"https://a.test:{site.port}/")
        unknown = failure(client(tls=trusted_by(trustme.CA())), f"https://b.test:{site.port}/")
        assert (other.kind, unknown.kind) == ("tls", "tls")
        assert str(other).startswith("The certificate of a.test is not valid: Hostname mismatch")
        assert site.asked == []


def test_no_encryption_where_it_was_asked_for(client, site, failure):
    assert failure(client(), f"https://a.test:{site.port}/").kind == "tls"


def test_the_environment_names_no_proxy(client, site, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.pages["/"] = Reply(200, b"text")
    assert client().get(f"http://a.test:{site.port}/", limit=100).content == b"text"


@pytest.mark.parametrize("bare", [False, True])
def test_a_bare_system_has_certificates_too(bare, monkeypatch):
    """A minimal Debian has none of its own; nobody could be asked with https."""
    if bare:
        monkeypatch.setattr("httpx2.create_ssl_context", lambda **_: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    assert trusted().cert_store_stats()["x509_ca"] > 50


def test_a_host_that_is_an_ipv6_address(client):
    """In brackets in the address, without them in the settings."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with serving(host="::1") as site:
        site.pages["/"] = Reply(200, b"text")
        asking = client(private_hosts=frozenset({"::1"}), resolve=lambda host, _: [host])
        assert asking.get(f"http://[::1]:{site.port}/", limit=10).content == b"text"
        assert site.asked[0].headers["Host"] == f"[::1]:{site.port}"
