"""A bound on the processor time that one article may take.

It is held by a timer of the system that counts this process's processor time, so a busy machine costs no article. The
pattern matcher and all Python code stop at once, a library in C when it comes back. Outside the main thread, where
Python has no signals, there is no bound.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooSlowError(Exception):
    """The time is over; becomes the reason of a ``Skipped``."""


class _TimeIsOver(BaseException):
    """Passes through the many places, of libraries above all, that catch every Exception."""


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Let what is done inside take at most `seconds` of processor time.

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
