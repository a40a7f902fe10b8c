"""Pings: an address is asked for when a run begins, ends well, or fails (healthchecks style).

Mail apart they are the only network use of a run, and off unless the settings name addresses. Nothing is sent but the
request. A ping that fails is a warning. An address is a secret: it is never logged.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from reporter.config import PingSettings
from reporter.errors import AlreadyRunningError

log = logging.getLogger(__name__)


@contextmanager
def watched(settings: PingSettings) -> Iterator[None]:
    """Ping at the beginning and at the end of what is done inside.

    A run that ends because another one is at work says nothing: that one will.
    """
    _ping("start", settings.start, settings.timeout_s)
    try:
        yield
    except AlreadyRunningError:
        raise
    except BaseException:
        _ping("fail", settings.fail, settings.timeout_s)
        raise
    _ping("success", settings.success, settings.timeout_s)


def _ping(moment: str, address: str | None, timeout_s: float) -> None:
    if address is None:
        return
    from urllib.request import Request, urlopen

    try:
        with urlopen(Request(address, headers={"User-Agent": "reporter"}), timeout=timeout_s):  # noqa: S310  (http only)
            pass
    except (OSError, ValueError) as e:
        log.warning("The ping for '%s' failed (%s).", moment, type(e).__name__)
