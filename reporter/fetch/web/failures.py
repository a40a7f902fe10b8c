"""Why a request gave nothing: one error with a kind for programs and a sentence for people."""

from datetime import datetime
from typing import Literal

from reporter.errors import ReporterError

Kind = Literal[
    "asks-for-a-person",
    "bad-answer",
    "connection",
    "dns",
    "gone",
    "proxy",
    "redirects",
    "refused-address",
    "robots",
    "status",
    "tls",
    "too-large",
    "too-slow",
]
"""What happened:

``asks-for-a-person``  a captcha, a browser check or a consent page instead of what was asked for
``bad-answer``         the answer is not HTTP, or not in the encoding that it states
``connection``         no connection, or one that broke off
``dns``                the host has no address
``gone``               status 410
``proxy``              the proxy cannot be reached, or does not pass the request on
``redirects``          too many, in a circle, or to where redirects are not followed
``refused-address``    not http or https, or an address that is not public
``robots``             robots.txt excludes the page, or cannot be read at the moment
``status``             any other status than 200
``tls``                the certificate is not valid for the host, or no encryption could be agreed on
``too-large``          more bytes than allowed
``too-slow``           longer than allowed
"""


class FetchError(ReporterError):
    """A request that gave nothing. The message names the host; never a path, a number, a password or the proxy."""

    def __init__(  # noqa: PLR0913
        self,
        kind: Kind,
        message: str,
        *,
        status: int | None = None,
        retry_at: datetime | None = None,
        again: bool = False,
        pause_s: float | None = None,
        page: tuple[str, bytes] | None = None,
    ) -> None:
        super().__init__(message)
        self.kind: Kind = kind
        self.status = status
        """The status of the answer, if there was one."""
        self.retry_at = retry_at
        """When the server asks to be asked again (UTC, at most 12 hours ahead); None if it did not say."""
        self.again = again
        """True if the same request may succeed within minutes."""
        self.pause_s = pause_s
        """The seconds to wait before then, if the server named up to 5 minutes."""
        self.page = page
        """The address and the content of the page that asks for a person."""
