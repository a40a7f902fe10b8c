"""One request and its answer on the wire, within a budget of seconds and bytes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile

import h2.exceptions
import httpcore2
import httpx2
import socksio

from reporter.fetch.web.decoding import ACCEPTED, DecodingError, TooLargeError, decoded
from reporter.fetch.web.failures import FetchError
from reporter.fetch.web.network import Budget, Network, OverBudgetError

MOST_HEADERS = 64 * 1024
MOST_ASIDE = 256 * 1024
"""Of an answer that is not 200, so much is read: enough to see what it is."""

IN_MEMORY = 256 * 1024
"""What is longer waits in a temporary file for its end: answers that are refused for their length take no memory."""

_UNTIL_HEADERS = MOST_HEADERS + 128 * 1024  # httpcore2 reads up to 64 KiB at a time, and part of that may be content
_WIRE = 8
"""Chunks of one byte take seven on the wire."""
_OURS = frozenset({"host", "accept-encoding", "connection", "content-length", "transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Received:
    """An answer as it was received, with its content decoded."""

    response: httpx2.Response
    content: bytes

    @property
    def status(self) -> int:
        """The status."""
        return self.response.status_code

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers by lower-case name, without cookies."""
        headers = self.response.headers
        return {name: headers[name] for name in headers if name not in {"set-cookie", "set-cookie2"}}

    @property
    def location(self) -> str:
        """Where a redirect leads; bytes that are not ASCII are percent-encoded as they came."""
        raw = next((value for name, value in self.response.headers.raw if name.lower() == b"location"), b"").strip()
        return "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in raw)


class Exchanges:
    """Makes requests over a pool of connections."""

    def __init__(self, pool: httpcore2.ConnectionPool, network: Network, *, connect_s: float, read_s: float) -> None:
        self._pool = pool
        self._network = network
        self._timeouts = {"connect": connect_s, "read": read_s, "write": read_s, "pool": connect_s}

    def ask(self, request: httpx2.Request, *, limit: int, cut: bool, seconds: float) -> Received:
        """Return the answer, with at most `limit` bytes of content; a longer one is `cut`, or else refused.

        Raises:
            FetchError: there is no answer within `seconds`, or it is not one that can be used.

        """
        host = request.url.host
        budget = Budget(seconds, _UNTIL_HEADERS)
        with self._network.spending(budget):
            try:
                return self._asked(request, budget, limit=limit, cut=cut)
            except OverBudgetError as e:
                raise _too_large(host, budget, limit) from e
            except httpcore2.TimeoutException as e:
                again = budget.remaining() > 0
                raise FetchError("too-slow", f"{host} did not answer in time.", again=again) from e
            except httpcore2.NetworkError as e:
                what = "could not be connected to" if isinstance(e, httpcore2.ConnectError) else "broke the connection"
                raise FetchError("connection", f"{host} {what}.", again=True) from e
            except (
                httpcore2.ProxyError,
                socksio.ProtocolError,
                AssertionError,
            ) as e:  # httpcore2 asserts SOCKS replies
                raise FetchError("proxy", f"The proxy did not pass on the request to {host}.") from e
            except httpcore2.LocalProtocolError as e:
                raise FetchError("bad-answer", f"The request to {host} cannot be sent; check `headers`.") from e
            except OSError as e:
                why = e.strerror or "it cannot be written"
                raise FetchError("connection", f"What {host} sends cannot be kept in a temporary file: {why}.") from e
            except (httpcore2.ProtocolError, h2.exceptions.ProtocolError, ValueError) as e:
                raise _protocol_failure(host, budget) from e

    def _asked(self, request: httpx2.Request, budget: Budget, *, limit: int, cut: bool) -> Received:
        raw = self._pool.handle_request(self._prepared(request))
        is_complete = False
        try:
            if sum(len(name) + len(value) + 4 for name, value in raw.headers) > MOST_HEADERS:
                raise _too_large(request.url.host, budget, limit)
            budget.most_bytes = budget.received + _WIRE * limit + _UNTIL_HEADERS
            response = httpx2.Response(raw.status, headers=raw.headers, request=request)
            if response.status_code != 200:
                limit, cut = min(limit, MOST_ASIDE), True
            content, is_complete = _content(response, raw.iter_stream(), limit, cut=cut)
            return Received(response, content)
        finally:
            raw.close()
            if not is_complete and raw.extensions.get("http_version") == b"HTTP/2":
                # httpcore2 does not reset a stream that is not read to its end; the server would go on sending.
                raw.extensions["network_stream"].close()

    def _prepared(self, request: httpx2.Request) -> httpcore2.Request:
        url = request.url
        headers = [(name, value) for name, value in request.headers.raw if name.decode("ascii").lower() not in _OURS]
        return httpcore2.Request(
            "GET",
            httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=[(b"Host", url.netloc), (b"Accept-Encoding", ACCEPTED.encode()), *headers],
            extensions={"timeout": self._timeouts},
        )


def _protocol_failure(host: str, budget: Budget) -> FetchError:
    if budget.ended or not budget.opened:  # servers close kept connections when they like, HTTP/2 says so first
        return FetchError("connection", f"{host} broke the connection.", again=True)
    if budget.received > MOST_HEADERS and budget.most_bytes == _UNTIL_HEADERS:
        return _too_large(host, budget, 0)
    return FetchError("bad-answer", f"{host} gave an answer that is not valid HTTP.")


def _too_large(host: str, budget: Budget, limit: int) -> FetchError:
    is_header = budget.most_bytes == _UNTIL_HEADERS
    return FetchError("too-large", f"{host} sends more than {'64 KiB of headers' if is_header else f'{limit} bytes'}.")


def _content(response: httpx2.Response, chunks: Iterator[bytes], limit: int, *, cut: bool) -> tuple[bytes, bool]:
    """Return the content, and whether it was read to its end."""
    host = response.request.url.host
    headers = response.headers
    stated = headers.get("content-length", "")
    if not cut and stated.isascii() and stated.isdigit() and len(stated) < 20 and int(stated) > limit:
        raise FetchError("too-large", f"{host} sends more than {limit} bytes.")
    with SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
        try:
            for piece in decoded(chunks, ",".join(headers.get_list("content-encoding")), limit):
                kept.write(piece)
            is_complete = next(chunks, None) is None
        except TooLargeError as e:
            if not cut:
                raise FetchError("too-large", f"{host} sends more than {limit} bytes.") from e
            is_complete = False
        except DecodingError as e:
            if response.status_code == 200:
                raise FetchError("bad-answer", f"{host} sends content that cannot be decoded: {e}.") from e
            is_complete = False
        kept.seek(0)
        return kept.read(), is_complete
