"""A proxy gets the name of the host, not its number, and is the only one that is connected to."""

import socket

import pytest
import trustme
from web_servers import Reply, secured_by, serving, socks, trusted_by

from reporter.fetch.web import FetchError


def nobody(host, port):
    raise AssertionError("the name was resolved here")


def test_socks_sees_the_name(client, site):
    """With and without TLS; which number the name has is the proxy's business."""
    authority = trustme.CA()
    site.pages["/"] = Reply(200, b"text")
    with socks() as proxy, serving(secured_by(authority, "news.example")) as secured:
        secured.pages["/"] = Reply(200, b"text")
        asking = client(
            proxy=f"socks5h://desk@127.0.0.1:{proxy.port}",
            proxy_password="planted",
            resolve=nobody,
            tls=trusted_by(authority),
        )
        assert asking.get(f"http://news.example:{site.port}/", limit=10).content == b"text"
        assert asking.get(f"https://news.example:{secured.port}/", limit=10).content == b"text"
        assert proxy.asked == [("name", "news.example")] * 2
        assert set(proxy.users) == {("desk", "planted")}
        assert secured.asked[0].server_name == "news.example"


def test_an_http_proxy_gets_the_whole_address(client, site):
    site.pages["http://news.example/x"] = Reply(200, b"text")
    asking = client(proxy=f"http://desk@127.0.0.1:{site.port}", proxy_password="planted", resolve=nobody)
    assert asking.get("http://news.example/x", limit=10).content == b"text"
    assert site.asked[0].headers["Proxy-Authorization"] == "Basic ZGVzazpwbGFudGVk"


def test_private_numbers_are_not_asked_for_through_a_proxy(client, failure):
    with socks() as proxy:
        asking = client(proxy=f"socks5h://127.0.0.1:{proxy.port}")
        assert failure(asking, "http://169.254.169.254/").kind == "refused-address"
        assert proxy.asked == []


def test_a_proxy_that_is_not_there(client, failure):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    said = failure(client(proxy=f"socks5h://desk@127.0.0.1:{port}", proxy_password="planted"), "http://news.example/")
    assert (said.kind, str(said)) == ("proxy", "The proxy cannot be reached; see `fetch.proxy`.")


@pytest.mark.parametrize("scheme", ["socks5h", "http"])
def test_a_proxy_that_is_none(client, site, failure, scheme):
    """A web server that knows no CONNECT, and something that does not speak SOCKS."""
    said = failure(client(proxy=f"{scheme}://127.0.0.1:{site.port}", read_s=0.2), "https://news.example/")
    assert said.kind in {"proxy", "connection", "too-slow"}
    assert "127.0.0.1" not in str(said)


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "https://127.0.0.1:1", "127.0.0.1:1", "http://"])
def test_other_proxies_are_refused(client, proxy):
    with pytest.raises(FetchError) as caught:
        client(proxy=proxy)
    assert caught.value.kind == "proxy"
