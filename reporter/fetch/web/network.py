"""Connections: the host is resolved, every number it resolves to is checked, and one of these numbers is connected to.

httpcore2 takes a network backend as its public interface, and asks it for a connection to the host of the address. What
the request says (``Host``, the server name of TLS) is not affected by the number that the backend connects to.

Two traps of httpcore2: its timeouts are those of a single read, and its sleeping generators keep no clock of a whole
request; hence every read and write here is bounded by the ``Budget`` of the request that the current thread makes.
"""

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

import httpcore2

from reporter.fetch.web.addresses import host_key, refusal
from reporter.fetch.web.failures import FetchError

Resolve = Callable[[str, int], Sequence[str]]
"""A host and a port -> the numbers of the host, in the order to try them; raises OSError as the system does."""

_MOST_NUMBERS = 6
"""So many numbers of a host are tried."""


def system_resolve(host: str, port: int) -> list[str]:
    """Return the numbers of `host`, as the system's resolver orders them."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


class OverBudgetError(Exception):
    """The server sends more bytes than the request may use."""


class Budget:
    """What one request may still use: seconds, and bytes on the wire."""

    def __init__(self, seconds: float, most_bytes: int) -> None:
        self._ends = time.monotonic() + seconds
        self.most_bytes = most_bytes
        self.received = 0
        """Bytes so far."""
        self.opened = False
        """True if a connection was opened for the request; otherwise it uses one that was kept."""
        self.ended = False
        """True if the server has closed the connection."""

    def remaining(self) -> float:
        """Return the seconds that remain; at most 0 if none do."""
        return self._ends - time.monotonic()

    def bounded(self, timeout: float | None, expired: type[Exception]) -> float:
        """Return `timeout`, or what remains if that is less; raise `expired` if nothing does."""
        remaining = self.remaining()
        if remaining <= 0:
            raise expired("the time for the whole request is over")
        return remaining if timeout is None else min(timeout, remaining)

    def count(self, data: bytes) -> None:
        """Count `data`, which was received.

        Raises:
            OverBudgetError: it is more than allowed.

        """
        self.received += len(data)
        self.ended = not data
        if self.received > self.most_bytes:
            raise OverBudgetError


class Network(httpcore2.NetworkBackend):
    """Opens connections to hosts that are public, or in `private_hosts`.

    If `proxied`, connections go to the proxy alone; which hosts it connects to is the proxy's business.
    """

    def __init__(
        self, resolve: Resolve, private_hosts: Collection[str], under: httpcore2.NetworkBackend, *, proxied: bool
    ) -> None:
        self._resolve = resolve
        self._private_hosts = private_hosts
        self._under = under
        self._proxied = proxied
        self._current = threading.local()

    @contextmanager
    def spending(self, budget: Budget) -> Iterator[None]:
        """Count what the current thread does on the network against `budget`.

        If it fails, the connections that were opened for it are closed: httpcore2 leaves one open whose proxy fails.
        """
        self._current.budget, self._current.opened = budget, []
        try:
            yield
        except BaseException:
            for stream in self._current.opened:
                stream.close()
            raise
        finally:
            del self._current.budget, self._current.opened

    @property
    def budget(self) -> Budget | None:
        """The budget of the current thread; None outside a request, when the pool closes connections."""
        return getattr(self._current, "budget", None)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first number of `host` that answers.

        Raises:
            FetchError: the host has no number (``dns``), or one that is not public (``refused-address``).
            httpcore2.ConnectError: no number answers.
            httpcore2.ConnectTimeout: nor in time.

        """
        budget = self.budget or Budget(timeout or 60, 0)
        if self._proxied:
            try:
                return self._opened(host, port, budget, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as e:
                raise FetchError("proxy", "The proxy cannot be reached; see `fetch.proxy`.", again=True) from e
        failure: Exception = httpcore2.ConnectError("no address")
        for number in self._checked(host, port, budget.bounded(timeout, httpcore2.ConnectTimeout)):
            try:
                return self._opened(number, port, budget, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as e:
                failure = e
        raise failure

    def _opened(  # noqa: PLR0913, PLR0917  (httpcore2's parameters)
        self,
        host: str,
        port: int,
        budget: Budget,
        timeout: float | None,
        local_address: str | None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None,
    ) -> httpcore2.NetworkStream:
        bounded = budget.bounded(timeout, httpcore2.ConnectTimeout)
        stream = _Stream(self._under.connect_tcp(host, port, bounded, local_address, socket_options), self)
        budget.opened = True
        if self.budget is not None:
            self._current.opened.append(stream)
        return stream

    def _checked(self, host: str, port: int, timeout: float) -> list[str]:
        """Return the numbers of `host`; one that is not public spoils all, because the next connection may get it."""
        numbers = self._resolved(host, port, timeout)
        if host_key(host) not in self._private_hosts:
            for number in numbers:
                kind = refusal(ipaddress.ip_address(number))
                if kind is not None:
                    raise FetchError(
                        "refused-address",
                        f"{host} leads to {kind}, which is not fetched unless the host is in fetch.private_hosts.",
                    )
        return numbers[:_MOST_NUMBERS]

    def _resolved(self, host: str, port: int, timeout: float) -> list[str]:
        """Resolve in a thread of its own, because the system's resolver knows no timeout."""
        results: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

        def work() -> None:
            try:
                results.put(list(self._resolve(host, port)))
            except (OSError, UnicodeError) as e:
                results.put(e)

        threading.Thread(target=work, daemon=True, name="resolve").start()
        try:
            found = results.get(timeout=timeout)
        except queue.Empty as e:
            raise FetchError("dns", f"The address of {host} could not be found in time.", again=True) from e
        if isinstance(found, OSError | UnicodeError):
            passing = isinstance(found, socket.gaierror) and found.errno == socket.EAI_AGAIN
            raise FetchError("dns", f"The host {host} was not found.", again=passing) from found
        if not found:
            raise FetchError("dns", f"The host {host} was not found.")
        return found


class _Stream(httpcore2.NetworkStream):
    """A connection whose reads and writes are counted against the budget of the thread that makes them."""

    def __init__(self, under: httpcore2.NetworkStream, network: Network) -> None:
        self._under = under
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        budget = self._network.budget
        if budget is None:
            return self._under.read(max_bytes, timeout)
        data = self._under.read(max_bytes, budget.bounded(timeout, httpcore2.ReadTimeout))
        budget.count(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        budget = self._network.budget
        self._under.write(buffer, timeout if budget is None else budget.bounded(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._under.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        budget = self._network.budget
        bounded = timeout if budget is None else budget.bounded(timeout, httpcore2.ConnectTimeout)
        try:
            return _Stream(self._under.start_tls(ssl_context, server_hostname, bounded), self._network)
        except httpcore2.ConnectError as e:
            if isinstance(e.__cause__, ssl.SSLError):
                raise FetchError("tls", _tls_reason(server_hostname or "the server", e.__cause__)) from e
            raise

    def get_extra_info(self, info: str) -> object:
        return self._under.get_extra_info(info)


def _tls_reason(host: str, error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"The certificate of {host} is not valid: {error.verify_message.rstrip('.')}."
    return f"{host} does not offer encryption that can be used."
