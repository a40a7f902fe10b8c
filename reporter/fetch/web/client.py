"""The client: asks for one address, through redirects, retries and the host's own rules, and returns its content."""

import time
from base64 import b64encode
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookiejar import CookieJar
from types import TracebackType
from typing import Self

import httpcore2
import httpx2

from reporter.fetch.web.addresses import checked, host_key
from reporter.fetch.web.answers import Answer, Hop, Validators, retry_after
from reporter.fetch.web.clock import Clock, SystemClock
from reporter.fetch.web.connections import open_pool
from reporter.fetch.web.exchange import Exchanges, Received
from reporter.fetch.web.failures import FetchError
from reporter.fetch.web.network import Network
from reporter.fetch.web.people import asks_for_a_person
from reporter.fetch.web.politeness import LeftAloneError, Turns
from reporter.fetch.web.retries import LONGEST_WAIT_S, PASSING, with_retries
from reporter.fetch.web.robots import MOST_BYTES, MemoryCache, Robots, RobotsCache
from reporter.fetch.web.settings import WebSettings

MOST_HOPS = 5

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OK = frozenset({200, 203})
_SILENCE = frozenset({"connection", "dns", "tls", "too-slow"})
"""Kinds of failures that the next page of the same host would meet as well."""


@dataclass(slots=True, kw_only=True)
class _Task:
    """One call of ``Client.get``."""

    start: httpx2.URL
    limit: int
    seconds: float
    """What remains of ``whole_s``."""
    headers: Mapping[str, str] = field(default_factory=dict)
    login: tuple[str, str] | None = None
    cookies: httpx2.Cookies = field(default_factory=httpx2.Cookies)
    validators: Validators | None = None
    robots: bool = False
    cut: bool = False
    """True if only the first `limit` bytes are wanted, and people are not looked for: robots.txt."""
    asked: str = ""
    """The host that was asked last."""


class Client:
    """Asks websites. A context manager; one client serves all threads, and shares its connections among them."""

    def __init__(
        self,
        settings: WebSettings,
        *,
        robots: RobotsCache | None = None,
        clock: Clock | None = None,
        network: httpcore2.NetworkBackend | None = None,
    ) -> None:
        """`robots` keeps answers for robots.txt longer than the client lives; `network` makes the connections.

        Raises:
            FetchError: the proxy's address is not valid.

        """
        self._settings = settings
        self._clock = clock or SystemClock()
        self._private_hosts = frozenset(map(host_key, settings.private_hosts))
        self._turns = Turns(settings.at_once, settings.pause_s, self._clock)
        guarded = Network(
            settings.resolve,
            self._private_hosts,
            network or httpcore2.SyncBackend(),
            proxied=settings.proxy is not None,
        )
        self._pool = open_pool(settings, guarded)
        self._exchanges = Exchanges(self._pool, guarded, connect_s=settings.connect_s, read_s=settings.read_s)
        self._robots = Robots(
            settings.user_agent,
            robots or MemoryCache(),
            self._clock,
            ask=self._robots_txt,
            slow=lambda host, seconds: self._turns.slow_down(host_key(host), seconds),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def get(  # noqa: PLR0913
        self,
        address: str,
        *,
        limit: int,
        headers: Mapping[str, str] | None = None,
        login: tuple[str, str] | None = None,
        cookies: CookieJar | None = None,
        validators: Validators | None = None,
        robots: bool = False,
    ) -> Answer:
        """Return the answer of `address`: its content, or that it is not modified.

        At most `limit` bytes of content are taken, counted after decoding. `headers` and `login` are sent to the origin
        of `address` only, `cookies` to where they belong, `validators` to the address that gave them. Cookies that are
        set on the way serve for the rest of the way only. If `robots`, the page is asked for only if robots.txt allows
        it.

        Raises:
            FetchError: for every failure.

        """
        jar = httpx2.Cookies()
        for cookie in cookies or ():
            jar.jar.set_cookie(cookie)
        return self._get(
            _Task(
                start=checked(address, self._private_hosts),
                limit=limit,
                headers=headers or {},
                login=login,
                cookies=jar,
                validators=validators,
                robots=robots,
                seconds=self._settings.whole_s,
            )
        )

    def _robots_txt(self, address: str) -> bytes:
        task = _Task(
            start=checked(address, self._private_hosts),
            limit=MOST_BYTES,
            seconds=self._settings.whole_s,
            cut=True,
        )
        return self._get(task).content

    def _get(self, task: _Task) -> Answer:
        try:
            return with_retries(lambda: self._followed(task), self._clock)
        except LeftAloneError:
            raise
        except FetchError as e:
            if not task.cut and (e.kind in _SILENCE or e.status in PASSING):
                self._turns.failed(task.asked, e)
            raise

    def _followed(self, task: _Task) -> Answer:
        """Return the answer at the end of the redirects. A redirect within one host belongs to the same turn."""
        url = task.start
        hops: list[Hop] = []
        with ExitStack() as turn:
            host = None
            while True:
                if task.robots:
                    turn.close()  # asking for robots.txt takes a turn itself
                    host = None
                    self._robots.check(url)
                if host != host_key(url.host):
                    turn.close()
                    task.asked = host = host_key(url.host)
                    turn.enter_context(self._turns.turn(host))
                received = self._exchanged(task, url)
                if received.status not in _REDIRECTS:
                    return self._judged(task, received, url, tuple(hops))
                hops.append(Hop(received.status, str(url)))
                url = self._next(received, url, hops)

    def _exchanged(self, task: _Task, url: httpx2.URL) -> Received:
        started = time.monotonic()  # on the network time is the system's, whatever the clock says
        try:
            request = self._request(task, url)
            received = self._exchanges.ask(request, limit=task.limit, cut=task.cut, seconds=task.seconds)
        finally:
            task.seconds -= time.monotonic() - started
        if received.status not in PASSING:
            self._turns.answered(task.asked)
        task.cookies.extract_cookies(received.response)
        return received

    def _request(self, task: _Task, url: httpx2.URL) -> httpx2.Request:
        headers = {"user-agent": self._settings.user_agent, "accept": "*/*"}
        if _origin(url) == _origin(task.start):
            headers |= {name.lower(): value for name, value in task.headers.items()}
            if task.login is not None:
                headers["authorization"] = "Basic " + b64encode(":".join(task.login).encode()).decode("ascii")
        if task.validators is not None and task.validators.address == str(url):
            headers |= task.validators.headers()
        request = httpx2.Request("GET", url, headers=[(name.encode(), text.encode()) for name, text in headers.items()])
        task.cookies.set_cookie_header(request)
        return request

    def _next(self, received: Received, url: httpx2.URL, hops: list[Hop]) -> httpx2.URL:
        """Return where a redirect leads."""
        if len(hops) > MOST_HOPS:
            raise FetchError("redirects", f"{url.host} redirects more than {MOST_HOPS} times.", status=received.status)
        location = received.location
        if not location:
            raise FetchError("bad-answer", f"{url.host} redirects, but does not say where to.", status=received.status)
        try:
            target = checked(str(url.join(location)), self._private_hosts)
        except (FetchError, httpx2.InvalidURL, UnicodeError) as e:
            raise FetchError(
                "redirects" if not isinstance(e, FetchError) else e.kind,
                f"{url.host} redirects elsewhere: {_reason(e)}",
                status=received.status,
            ) from e
        if url.scheme == "https" and target.scheme == "http":
            raise FetchError(
                "redirects", f"{url.host} redirects from https to http, which is not followed.", status=received.status
            )
        if str(target) in {hop.address for hop in hops} and "set-cookie" not in received.response.headers:
            raise FetchError("redirects", f"{url.host} redirects in a circle.", status=received.status)
        return target

    def _judged(self, task: _Task, received: Received, url: httpx2.URL, hops: tuple[Hop, ...]) -> Answer:
        """Return the answer if it is what was asked for."""
        status, host = received.status, url.host
        headers = received.headers
        if not task.cut and asks_for_a_person(status, headers, received.content, host=host):
            raise FetchError(
                "asks-for-a-person",
                f"{host} asks for a person (a captcha, a browser check or a consent page); write to the outlet, use "
                "another feed, or set full_text: feed.",
                status=status,
                page=(str(url), received.content),
            )
        sent = task.validators
        is_conditional = sent is not None and sent.address == str(url) and bool(sent.headers())
        if status in _OK or (status == 304 and is_conditional):
            return Answer(status=status, address=str(url), hops=hops, headers=headers, content=received.content)
        raise self._failure(received, host)

    def _failure(self, received: Received, host: str) -> FetchError:
        status = received.status
        if status == 410:
            return FetchError("gone", f"{host} says that the page is gone for good (410).", status=status)
        if status == 401:
            return FetchError(
                "status", f"{host} asks for a password (401); see `user` and `password_file`.", status=status
            )
        if status < 400:
            return FetchError("bad-answer", f"{host} gave an answer that does not fit: {status}.", status=status)
        now = self._clock.now()
        seconds = retry_after(received.headers.get("retry-after"), now)
        if seconds is not None and status in PASSING:
            self._turns.rest(host_key(host), seconds)
        return FetchError(
            "status",
            f"{host} answered with status {status}{_words(status)}.",
            status=status,
            retry_at=None if seconds is None else now + timedelta(seconds=seconds),
            again=status in PASSING and (seconds is None or seconds <= LONGEST_WAIT_S),
            pause_s=seconds,
        )


def _origin(url: httpx2.URL) -> tuple[str, str, int]:
    """Return what must be equal for a password to be sent; http and https of one host's usual ports count as one."""
    usual = {"http": 80, "https": 443}[url.scheme]
    port = url.port or usual
    return ("web" if port == usual else url.scheme, host_key(url.host), 0 if port == usual else port)


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, FetchError) else "it is not a valid web address."


def _words(status: int) -> str:
    """Return the usual words for `status`, such as `` (Not Found)``."""
    words = httpx2.codes.get_reason_phrase(status)
    return f" ({words})" if words else ""
