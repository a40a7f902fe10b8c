"""Which addresses may be asked: http and https, and only hosts of the public internet.

``checked`` looks at an address as it is written, ``refusal`` at the number that its host resolves to. Both are needed:
a public name may lead to a private number.
"""

import ipaddress
import re
from collections.abc import Collection
from contextlib import suppress

import httpx2

from reporter.fetch.web.failures import FetchError
from reporter.printable import printable

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]{0,252}[a-z0-9_])?\.?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_MOST_CHARACTERS = 8_192

_INSIDE_IPV6 = tuple(
    map(ipaddress.ip_network, ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "2002::/16", "2001::/32", "64:ff9b::/96"))
)
"""Mapped, compatible and translated IPv4, 6to4, Teredo, and NAT64, which Python counts among the global addresses."""
_NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        ("64:ff9b:1::/48", "100::/64", "2001:db8::/32", "3fff::/20", "5f00::/16", "fec0::/10", "192.88.99.0/24"),
    )
)
"""Networks that some releases of Python count among the global ones. Source: IANA's special-purpose registries."""


def refusal(address: IpAddress) -> str | None:
    """Return what `address` is instead of public, such as ``a loopback address``; None if it is public.

    >>> refusal(ipaddress.ip_address("169.254.169.254")), refusal(ipaddress.ip_address("64:ff9b::7f00:1"))
    ('a link-local address', 'an IPv4 address inside an IPv6 address')
    >>> refusal(ipaddress.ip_address("9.9.9.9"))
    """
    kinds = (
        (address.is_unspecified, "an unspecified address"),
        (address.is_loopback, "a loopback address"),
        (address.is_link_local, "a link-local address"),
        (address.is_multicast, "a multicast address"),
        (_is_in(address, _INSIDE_IPV6), "an IPv4 address inside an IPv6 address"),
        (address.is_reserved or _is_in(address, _NOT_PUBLIC), "a reserved address"),
        (address.is_private, "a private address"),
        (not address.is_global, "a shared or reserved address"),
    )
    return next((kind for holds, kind in kinds if holds), None)


def host_key(host: str) -> str:
    """Return the form in which hosts are compared: the ASCII form of IDNA, in lower case, without a final dot."""
    with suppress(httpx2.InvalidURL, UnicodeError):  # such a host is compared as it is written
        host = httpx2.URL(scheme="http", host=host).raw_host.decode("ascii")
    return host.lower().rstrip(".")


def checked(address: str, private_hosts: Collection[str] = ()) -> httpx2.URL:
    """Return `address` without its fragment, ready to be asked for.

    `private_hosts` are the hosts (``host_key``) that may be private addresses.

    Raises:
        FetchError: it cannot be asked for (``refused-address``).

    """
    try:
        url = httpx2.URL(address.strip()[: _MOST_CHARACTERS + 1]).copy_with(fragment=None)
    except (httpx2.InvalidURL, UnicodeError) as e:
        raise FetchError("refused-address", "The address is not a valid web address.") from e
    if len(address) > _MOST_CHARACTERS:
        raise FetchError("refused-address", "The address is too long.")
    if url.scheme not in {"http", "https"}:
        scheme = printable(url.scheme[:20]) or "none"
        raise FetchError("refused-address", f"Only http and https are fetched; the scheme of the address is {scheme}.")
    if url.userinfo:
        raise FetchError("refused-address", "The address contains a user name; set `user` and `password_file` instead.")
    if url.port is not None and not 0 < url.port < 65_536:
        raise FetchError("refused-address", "The address has a port that does not exist.")
    _check_host(url.raw_host.decode("ascii").lower(), private_hosts)
    return url


def _check_host(host: str, private_hosts: Collection[str]) -> None:
    if not host:
        raise FetchError("refused-address", "The address names no host.")
    if host_key(host) in private_hosts:
        return
    number = as_number(host)
    if number is not None:
        kind = refusal(number)
        if kind is not None:
            reason = f"The address is {kind}, which is not fetched unless it is in fetch.private_hosts."
            raise FetchError("refused-address", reason)
    elif not _HOST.fullmatch(host) or _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
        raise FetchError("refused-address", f"{printable(host[:80])} is not the name of a host.")


def as_number(host: str) -> IpAddress | None:
    """Return the IP address that `host` is written as; None if it is a name."""
    try:
        return ipaddress.ip_address(host.removesuffix("."))
    except ValueError:
        return None


def _is_in(address: IpAddress, networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]) -> bool:
    return any(address in network for network in networks if network.version == address.version)
