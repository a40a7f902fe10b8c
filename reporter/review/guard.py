"""Access control: only the browser of the person who has the page's address may use it.

In: a request. Out: nothing, or a refusal. There are four requirements. The *host* must be this computer, under a name
that DNS cannot redirect. The *token* in the path must be the one that was printed. Changes must come from the page
itself: the *origin* must match, and the page's own *secret* and *cookie* must be present.
"""

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Request, Response

COOKIE = "review"
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

    port: int
    allowed_hosts: tuple[str, ...] = ()
    """Other host names, with ports, by which the page may be requested: the local end of an ``ssh -L``."""
    token: str = field(default_factory=_random, repr=False)
    secret: str = field(default_factory=_random, repr=False)
    cookie: str = field(default_factory=_random, repr=False)

    @property
    def address(self) -> str:
        """The page's address, which is all you need to open it."""
        return f"http://127.0.0.1:{self.port}/{self.token}/"

    def refusal(self, request: "Request", token: str | None) -> Refusal | None:
        """Return why `request`, with `token` in its path, is rejected, or None."""
        host = request.headers.get("Host", "")
        if host not in {f"127.0.0.1:{self.port}", f"localhost:{self.port}", *self.allowed_hosts}:
            return Refusal(
                status=421,
                reason=f"This page is available only at 127.0.0.1:{self.port}. If you forward another port to it, as "
                "with ssh -L, start it with 'reporter review --allow-host localhost:PORT'.",
            )
        origin = request.headers.get("Origin")
        changes = request.method not in {"GET", "HEAD"}
        if origin != f"http://{host}" and (changes or origin is not None):
            return Refusal(status=403, reason="This request comes from another page.")
        if not _same(token, self.token):
            return Refusal(
                status=404, reason="This page does not exist; open the address that 'reporter review' printed."
            )
        if changes and not (
            _same(request.headers.get(SECRET_HEADER), self.secret) and _same(request.cookies.get(COOKIE), self.cookie)
        ):
            return Refusal(status=403, reason="This request does not come from the page itself; reload the page.")
        return None

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
        response.set_cookie(COOKIE, self.cookie, path=f"/{self.token}/", httponly=True, samesite="Strict")


def _same(given: str | None, wanted: str) -> bool:
    return secrets.compare_digest((given or "").encode(errors="surrogatepass"), wanted.encode())
