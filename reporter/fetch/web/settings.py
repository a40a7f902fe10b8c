"""How to ask websites: what the client needs to know of config.yaml."""

import ssl
from dataclasses import dataclass, field

from reporter.fetch.web.network import Resolve, system_resolve


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """How to ask. Times are in seconds."""

    user_agent: str
    connect_s: float = 10
    """For a connection, encryption included."""
    read_s: float = 20
    """Between two pieces of an answer."""
    whole_s: float = 60
    """For everything that happens on the network because of one ``get``: redirects and repeats, but no pauses."""
    at_once: int = 1
    """Requests to one host at a time."""
    pause_s: float = 1
    """Between two requests to one host."""
    proxy: str | None = field(default=None, repr=False)
    """``http://host:port`` or ``socks5h://host:port``, with a user name if it needs one."""
    proxy_password: str | None = field(default=None, repr=False)
    private_hosts: frozenset[str] = frozenset()
    """Hosts that may be at addresses that are not public."""
    resolve: Resolve = system_resolve
    tls: ssl.SSLContext | None = None
    """Which certificates to trust, if not those of the system."""
