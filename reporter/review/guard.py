"""Who may talk to the page: the browser of the person who was given its address, and nobody else.

In: a request. Out: nothing, or a refusal. Four things are asked for. The *host* is this computer by a name that no DNS
answer can lead elsewhere. The *token* in the path is the one that was printed. What changes something comes from the
page itself: the *origin* says so, and the page's own *secret* and *cookie* are with it.
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
    """Why a request is not answered."""

    status: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """The secrets of one run of the server."""

    port: int
    allowed_hosts: tuple[str, ...] = ()
    """Other names, with their ports, under which the page is asked for: the near end of an ``ssh -L``."""
    token: str = field(default_factory=_random, repr=False)
    secret: str = field(default_factory=_random, repr=False)
    cookie: str = field(default_factory=_random, repr=False)

    @property
    def address(self) -> str:
        """The page's address, which is all that anybody needs to open it."""
        return f"http://127.0.0.1:{self.port}/{self.token}/"

    def refusal(self, request: "Request", token: str | None) -> Refusal | None:
        """Return why `request`, whose path holds `token`, is not answered; None when it is."""
        host = request.headers.get("Host", "")
        if host not in {f"127.0.0.1:{self.port}", f"localhost:{self.port}", *self.allowed_hosts}:
            return Refusal(
                status=421,
                reason=f"This page answers to 127.0.0.1:{self.port} only. If another port of yours leads here, as with "
                "ssh -L, start it with 'reporter review --allow-host localhost:PORT'.",
            )
        origin = request.headers.get("Origin")
        changes = request.method not in {"GET", "HEAD"}
        if origin != f"http://{host}" and (changes or origin is not None):
            return Refusal(status=403, reason="This comes from another page.")
        if not _same(token, self.token):
            return Refusal(status=404, reason="There is no such page; open the address that 'reporter review' printed.")
        if changes and not (
            _same(request.headers.get(SECRET_HEADER), self.secret) and _same(request.cookies.get(COOKIE), self.cookie)
        ):
            return Refusal(status=403, reason="This does not come from the page itself; load it again.")
        return None

    def seal(self, response: "Response", nonce: str) -> None:
        """Say in the headers of `response` what its page may do: run and load what comes with it, and nothing else."""
        if response.mimetype != "application/pdf":  # its viewer is a page of the browser's own
            response.headers["Content-Security-Policy"] = (
                f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; font-src 'self'; "
                "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers.setdefault("Cache-Control", "no-store")

    def give_cookie(self, response: "Response") -> None:
        """Give the browser the cookie that goes with what it sends."""
        response.set_cookie(COOKIE, self.cookie, path=f"/{self.token}/", httponly=True, samesite="Strict")


def _same(given: str | None, wanted: str) -> bool:
    return secrets.compare_digest((given or "").encode(errors="surrogatepass"), wanted.encode())
