"""Access control: only the browser of the person who has the page's address may use it.

In: a request. Out: nothing, or a refusal. There are four requirements. The *host* must be this computer, under a name
that DNS cannot redirect. The *token* in the path must be the one that was printed. Changes must come from the page
itself: the *origin* must match, and the page's own *secret* and *cookie* must be present.

Behind a proxy, which is the only one that can connect, the hosts are those of the settings, the page is served over
HTTPS, and one *header* must name the user, who may come without a token to be led to the address.
"""

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reporter.config.desk import ProxySettings

if TYPE_CHECKING:
    from flask import Request, Response

COOKIE = "review"
MOST_OF_NAME = 200
"""Characters of the name of a user."""
SECRET_HEADER = "X-Review-Secret"  # noqa: S105 (a name)


def _random() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request is rejected."""

    status: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """The secrets of one run of the server."""

    port: int = 0
    allowed_hosts: tuple[str, ...] = ()
    """Other host names, with ports, by which the page may be requested: the local end of an ``ssh -L``."""
    proxy: ProxySettings | None = None
    token: str = field(default_factory=_random, repr=False)
    secret: str = field(default_factory=_random, repr=False)
    cookie: str = field(default_factory=_random, repr=False)

    @property
    def address(self) -> str:
        """The page's address, which is all you need to open it."""
        host = f"http://127.0.0.1:{self.port}" if self.proxy is None else f"https://{self.proxy.hosts[0]}"
        return f"{host}/{self.token}/"

    def user(self, request: "Request") -> str | None:
        """Return whom the proxy names, or None if it names nobody, or several; without a proxy, an empty text.

        Several headers of one name arrive joined by commas (RFC 9110, section 5.3).
        """
        if self.proxy is None:
            return ""
        try:
            name = request.headers.get(self.proxy.user_header, "").encode("latin-1").decode()
        except UnicodeError:
            return None
        plain = name.isprintable() and "," not in name and len(name) <= MOST_OF_NAME
        return (name.strip() or None) if plain else None

    def refusal(self, request: "Request", token: str | None) -> Refusal | None:
        """Return why `request`, with `token` in its path, is rejected, or None."""
        return self._stranger(request) or self._another_page(request, token)

    def _stranger(self, request: "Request") -> Refusal | None:
        if request.headers.get("Host", "") not in self._hosts:
            return Refusal(status=421, reason=self._only_there)
        if self.user(request) is None:
            return Refusal(status=403, reason="The proxy did not say who you are.")
        return None

    def _another_page(self, request: "Request", token: str | None) -> Refusal | None:
        host = request.headers.get("Host", "")
        origin = request.headers.get("Origin")
        changes = request.method not in {"GET", "HEAD"}
        scheme = "http" if self.proxy is None else "https"
        if origin != f"{scheme}://{host}" and (changes or origin is not None):
            return Refusal(status=403, reason="This request comes from another page.")
        entrance = self.proxy is not None and request.path == "/" and not changes
        if not entrance and not _same(token, self.token):
            return Refusal(
                status=404, reason="This page does not exist; open the address that 'reporter review' printed."
            )
        if changes and not (
            _same(request.headers.get(SECRET_HEADER), self.secret) and _same(request.cookies.get(COOKIE), self.cookie)
        ):
            return Refusal(status=403, reason="This request does not come from the page itself; reload the page.")
        return None

    @property
    def _hosts(self) -> tuple[str, ...]:
        if self.proxy is not None:
            return self.proxy.hosts
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}", *self.allowed_hosts)

    @property
    def _only_there(self) -> str:
        if self.proxy is not None:
            return f"This page is available only at {', '.join(self.proxy.hosts)} (desk.proxy.hosts)."
        return (
            f"This page is available only at 127.0.0.1:{self.port}. If you forward another port to it, as with ssh -L, "
            "start it with 'reporter review --allow-host localhost:PORT'."
        )

    def seal(self, response: "Response", nonce: str) -> None:
        """Set headers that restrict the page of `response` to its own scripts, styles and files."""
        if response.mimetype != "application/pdf":  # the browser's PDF viewer is a separate page
            response.headers.setdefault(
                "Content-Security-Policy",
                f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; font-src 'self'; "
                "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers.setdefault("Cache-Control", "no-store")

    def give_cookie(self, response: "Response") -> None:
        """Set the cookie that the browser must send with changes."""
        secure = self.proxy is not None
        response.set_cookie(
            COOKIE, self.cookie, path=f"/{self.token}/", httponly=True, samesite="Strict", secure=secure
        )


def _same(given: str | None, wanted: str) -> bool:
    return secrets.compare_digest((given or "").encode(errors="surrogatepass"), wanted.encode())
