"""A copy of this process that does work for it: it has imported everything already, for which a new one takes 0.3 s.

In: a function that reads requests and writes answers. Out: the copy, used like a ``subprocess.Popen``. It shares two
pipes with this process and nothing else: its other files, and its handlers of signals and of the log, are taken away
before it begins.
"""

import gc
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import IO, Never

Serve = Callable[[IO[bytes], IO[bytes]], None]
"""Answers requests until there are no more."""
_FILES = Path("/proc/self/fd")
"""The files of a process; without /proc, the copy could not give them up."""
_LONGEST_PAUSE = 0.05
"""Seconds between two looks at whether the copy has ended."""


def is_safe() -> bool:
    """Return whether this process can be copied: threads would be missing in the copy while their locks are held."""
    return sys.platform == "linux" and _FILES.is_dir() and threading.active_count() == 1


class Copy:
    """A running copy."""

    def __init__(self, serve: Serve, said: IO[bytes]) -> None:
        """Start it; what it says goes to the file `said`."""
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        requests, self_requests = os.pipe()
        self_answers, answers = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # the threads of BLAS libraries, which end themselves
            self.pid = os.fork()
        if self.pid == 0:
            _become(serve, requests, answers, said.fileno())
        os.close(requests)
        os.close(answers)
        self.stdin: IO[bytes] | None = os.fdopen(self_requests, "wb")
        self.stdout: IO[bytes] | None = os.fdopen(self_answers, "rb")
        self._code: int | None = None

    def poll(self) -> int | None:
        """Return its exit code, or None if it is running; -9 after signal 9."""
        if self._code is None:
            process, status = os.waitpid(self.pid, os.WNOHANG)
            self._code = os.waitstatus_to_exitcode(status) if process else None
        return self._code

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit code when it has ended.

        Raises:
            subprocess.TimeoutExpired: it has not ended in `timeout` seconds.

        """
        end, pause = None if timeout is None else time.monotonic() + timeout, 0.001
        while (code := self.poll()) is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired([], timeout or 0)
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        return code

    def kill(self) -> None:
        """End it."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def communicate(self) -> None:
        """Close its pipes, and wait for its end."""
        for pipe in (self.stdin, self.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:  # of a request that it did not read
                    continue
        self.wait()


def _become(serve: Serve, requests: int, answers: int, said: int) -> Never:
    """Answer requests in the copy, and end it; nothing else of this program runs there."""
    code = 1
    try:
        gc.freeze()  # looking for garbage among what it has from this process would copy all of that
        _leave_files({requests, answers, said})
        os.dup2(said, 1)
        os.dup2(said, 2)
        sys.stdout = sys.stderr = os.fdopen(2, "w", buffering=1, errors="backslashreplace")
        for number in signal.valid_signals():
            if callable(signal.getsignal(number)):
                signal.signal(number, signal.SIG_DFL)
        for logger in (logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)):
            logger.handlers.clear()
        serve(os.fdopen(requests, "rb"), os.fdopen(answers, "wb"))
        code = 0
    except SystemExit as e:
        code = e.code if isinstance(e.code, int) else 1
    except BaseException:  # noqa: BLE001  (it must not go on as a second run)
        traceback.print_exc()
    finally:
        os._exit(code)


def _leave_files(kept: set[int]) -> None:
    """Give up all files but `kept`, among them the lock of the run; their numbers stay taken."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for entry in list(_FILES.iterdir()):
        if (number := int(entry.name)) not in kept and number != nothing:
            os.dup2(nothing, number)
