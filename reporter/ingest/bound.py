"""Limit the processor time that one article may take.

A system timer measures the processor time of this process, so no article is lost on a busy machine. Regular expressions
and Python code stop immediately, a C library when it returns. Outside the main thread, where Python has no signals,
there is no limit.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooSlowError(Exception):
    """The time limit was exceeded; becomes the reason of a ``Skipped``."""


class _TimeIsOver(BaseException):
    """Not an Exception, because many libraries catch every Exception."""


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Limit the block to `seconds` of processor time.

    Raises:
        TooSlowError: it took longer.

    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _TimeIsOver

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    except _TimeIsOver:
        raise TooSlowError(f"it takes more than {seconds:g} seconds of processor time") from None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
