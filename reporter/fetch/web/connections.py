"""The pool of connections: direct, or through the proxy of the settings.

httpx2's own transport has no parameter for a network backend; the pools of httpcore2, on which it is built, do.
"""

import ssl

import certifi
import httpcore2
import httpx2

from reporter.fetch.web.failures import FetchError
from reporter.fetch.web.network import Network
from reporter.fetch.web.settings import WebSettings

KEEP_ALIVE_S = 30.0
"""A connection that is not used for so long is closed."""


def open_pool(settings: WebSettings, network: Network) -> httpcore2.ConnectionPool:
    """Return a pool whose connections `network` opens.

    Raises:
        FetchError: the proxy's address is not valid.

    """
    common = {
        "ssl_context": settings.tls or trusted(),
        "max_connections": None,
        "max_keepalive_connections": 50,
        "keepalive_expiry": KEEP_ALIVE_S,
        "http2": True,
        "network_backend": network,
    }
    if settings.proxy is None:
        return httpcore2.ConnectionPool(**common)  # type: ignore[arg-type]
    try:
        proxy = httpx2.URL(settings.proxy)
    except httpx2.InvalidURL as e:
        raise FetchError("proxy", "`fetch.proxy` is not a valid address.") from e
    if proxy.scheme not in {"http", "socks5h"} or not proxy.host:
        raise FetchError("proxy", "`fetch.proxy` must begin with http:// or socks5h:// and name a host.")
    auth = (proxy.username.encode(), (settings.proxy_password or proxy.password).encode()) if proxy.username else None
    kind = httpcore2.HTTPProxy if proxy.scheme == "http" else httpcore2.SOCKSProxy
    address = httpcore2.URL(scheme=proxy.raw_scheme, host=proxy.raw_host, port=proxy.port, target=b"/")
    return kind(proxy_url=address, proxy_auth=auth, **common)  # type: ignore[arg-type]


def trusted() -> ssl.SSLContext:
    """Return the system's certificates; certifi's on a system that has none, such as a bare Debian."""
    context = httpx2.create_ssl_context(trust_env=False)
    if not context.cert_store_stats()["x509_ca"]:
        context.load_verify_locations(certifi.where())
    return context
