"""Pings: request a URL when a run starts, succeeds or fails (in the style of Healthchecks).

Apart from mail, they are a run's only network access, and they are off by default. Nothing but the request is sent. A
ping that fails logs a warning. The URLs are secrets and are never logged.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from reporter.config import PingSettings
from reporter.errors import AlreadyRunningError

log = logging.getLogger(__name__)


@contextmanager
def watched(settings: PingSettings) -> Iterator[None]:
    """Ping at the start and the end of the block.

    A run that ends because another one is in progress sends no final ping; the other run will.
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
