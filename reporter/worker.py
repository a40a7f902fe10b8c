"""Work that may crash, hang or use up the memory is done in another process; whatever becomes of it, this one goes on.

The work is done by the methods of one object, which is made in the other process. A method that takes too much
processor time is ended by the kernel, in the middle of a C library too; a library that crashes ends the other process
only. The next call starts a new one. The first may be a copy of this process, which costs less. Requests and answers
are pickled and go through pipes: no socket is opened.
"""

import faulthandler
import logging
import os
import pickle
import resource
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, NamedTuple, Self

from reporter import forking, plugins
from reporter.errors import ReporterError
from reporter.logs import OneLine, handle, traced

log = logging.getLogger(__name__)

_CODE = "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from {0} import serve_pipes; serve_pipes()"
_SECONDS_TO_END = 10
"""Between the end of its answers and that of a process."""
_LONGEST_TRACE = 8_000
"""Characters."""

Levels = tuple[int, int]
"""From which level libraries, and we ourselves, log."""


class Task(NamedTuple):
    """What a process does, in words for its messages."""

    does: str
    """As in "The process that reads articles"."""
    work: str
    """As in "the system ended the reading"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a process is to be. It is pickled, as are all arguments and results of its calls."""

    make: Callable[[], object]
    """Makes the object whose methods are called; each is a generator."""
    task: Task
    seconds: float
    """Of processor time, for each call."""
    memory: int
    """Bytes of address space."""
    levels: Levels | None = None
    """From which level it logs; None: as the process that starts it."""


class Packed:
    """A function that is unpickled where it is called, and only there, with everything that it imports."""

    def __init__(self, function: Callable[[], object]) -> None:
        self._pickled = pickle.dumps(function)

    def __call__(self) -> object:
        """Call the function."""
        return pickle.loads(self._pickled)()  # noqa: S301  (made above)


class Answer(NamedTuple):
    """What became of a call. It can be pickled."""

    found: list[Any]
    """What the method yielded."""
    lost: str | None = None
    """Why it ended before its end; None if it did not."""
    logged: tuple[logging.LogRecord, ...] = ()
    broken: tuple[plugins.Failure, ...] = ()

    def told(self) -> Self:
        """Log here what was logged there, and record which plug-ins failed."""
        for record in self.logged:
            handle(record)
        for failure in self.broken:
            plugins.tell(failure)
        return self


def levels() -> Levels:
    """Return the levels from which this process logs."""
    return logging.getLogger().getEffectiveLevel(), logging.getLogger("reporter").getEffectiveLevel()


class Worker:
    """Calls the methods of an object in another process, which starts at once and ends with the context."""

    def __init__(self, order: Order, *, copied: bool = False) -> None:
        """Start the process; `copied` from this one if that is safe.

        Raises:
            ReporterError: that cannot be done.

        """
        self._task = order.task
        self._order = replace(order, levels=order.levels or levels())
        self._process, self._said = self._start(copied=copied and forking.is_safe())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()
        self._said.close()

    def call(self, method: str, *arguments: object) -> tuple[list[Any], str | None]:
        """Return what `method` yields, and why it ended before its end; None if it did not.

        Raises:
            ReporterError: the process cannot be started, or the object cannot be made.

        """
        answer = self.ask(method, *arguments).told()
        return answer.found, answer.lost

    def ask(self, method: str, *arguments: object) -> Answer:
        """Do as ``call`` does, but return what was logged instead of logging it."""
        if self._process.poll() is not None:
            self.close()
            self._process, self._said = self._start()
        found: list[Any] = []
        logged: list[logging.LogRecord] = []
        try:
            self._send((method, arguments))
            while True:
                kind, value = pickle.load(_pipe(self._process.stdout))  # noqa: S301  (written by our own code)
                if kind == "item":
                    found.append(value)
                elif kind == "ready":
                    self._ready = True
                elif kind == "log":
                    logged.append(value)
                elif kind == "refused":
                    Answer([], None, tuple(logged)).told()
                    raise value
                else:
                    return Answer(found, None, tuple(logged), tuple(value))
        except (EOFError, OSError, pickle.UnpicklingError) as e:
            reason, record = self._why_lost()
            answer = Answer(found, reason, (*logged, record))
            if not self._ready:  # nothing that an article has done
                answer.told()
                raise ReporterError(
                    f"The process that {self._task.does} does not start: {reason}. The log has the details; if "
                    "reporter was being upgraded, run it again."
                ) from e
            return answer

    def _start(self, *, copied: bool = False) -> tuple["subprocess.Popen[bytes] | forking.Copy", IO[bytes]]:
        try:
            said = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the process)
            self._process = forking.Copy(serve, said) if copied else _new(said)
        except OSError as e:
            raise ReporterError(f"The process that {self._task.does} cannot be started ({e.strerror or e}).") from e
        self._ready = False
        with suppress(OSError):  # the first call finds out how it ended
            if not copied:
                self._send(sys.path)
            self._send(self._order)
        return self._process, said

    def _send(self, what: object) -> None:
        pipe = _pipe(self._process.stdin)
        pipe.write(pickle.dumps(what))
        pipe.flush()

    def _why_lost(self) -> tuple[str, logging.LogRecord]:
        """Return why the process ended, and what the log should say of it: where it was."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_SECONDS_TO_END)
        self._process.kill()
        code = self._process.wait()
        self._said.seek(0)
        trace = self._said.read().decode("utf-8", "replace")[-_LONGEST_TRACE:]
        reason = _reason(code, self._order.seconds, self._task.work)
        message = f"The process that {self._task.does} has ended: {reason}"
        return reason, traced(log, logging.WARNING, message, trace)


def _new(said: IO[bytes]) -> subprocess.Popen[bytes]:
    utf8 = ["-X", "utf8"] if sys.flags.utf8_mode else []
    command = [sys.executable, *utf8, "-P", "-c", _CODE.format(__name__)]
    # Libraries of linear algebra would reserve memory for a thread on each core.
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, env=os.environ | threads
    )


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def _reason(code: int, seconds: float, work: str) -> str:
    """Return why a process ended with `code`, for the reader of the briefing."""
    if code == -signal.SIGPROF:
        return f"it takes more than {seconds:g} seconds of processor time"
    if code == -signal.SIGKILL:
        return f"the system ended the {work}, as it does when memory is short"
    return f"a library crashed ({signal.Signals(-code).name if code < 0 else f'exit code {code}'})"


def serve_pipes() -> None:
    """Answer the calls that come in on standard input until it is closed."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    serve(sys.stdin.buffer, answers)


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer the calls that come in through `requests` until it is closed."""

    def answer(kind: str, value: object) -> None:
        pickle.dump((kind, value), answers)
        answers.flush()

    order: Order = pickle.load(requests)  # noqa: S301  (written by our own code)
    _set_up(order, answer)
    try:
        made = order.make()
    except ReporterError as e:
        answer("refused", e)
        return
    answer("ready", None)
    with plugins.watched() as broken, suppress(EOFError):
        while True:
            method, arguments = pickle.load(requests)  # noqa: S301
            signal.setitimer(signal.ITIMER_PROF, order.seconds)
            for item in getattr(made, method)(*arguments):
                answer("item", item)
            signal.setitimer(signal.ITIMER_PROF, 0)
            answer("done", broken.untold())


def _set_up(order: Order, answer: Callable[[str, object], None]) -> None:
    """Set what this process may use, what it says when it is ended, and where its log goes."""
    socket.has_ipv6 = False  # urllib3, which trafilatura imports, would open a socket to find out
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process stops this one
    faulthandler.enable()
    faulthandler.register(signal.SIGPROF, chain=True)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        memory = order.memory + _mapped()  # a copy begins with that of its original
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with suppress(OSError):  # where memory is short, Linux ends this process before any other
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    logging.captureWarnings(capture=True)
    libraries, ours = order.levels or levels()
    logging.getLogger().setLevel(libraries)
    logging.getLogger("reporter").setLevel(ours)
    logging.getLogger().addHandler(_Forwarding(answer))


def _mapped() -> int:
    """Return the bytes of address space that this process has; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return 0


class _Forwarding(logging.Handler):
    """Lets the other process log."""

    def __init__(self, answer: Callable[[str, object], None]) -> None:
        super().__init__()
        self._answer = answer

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            record.exc_text = OneLine().formatException(record.exc_info)
        record.msg, record.args, record.exc_info = record.getMessage(), None, None  # others may not be pickled
        self._answer("log", record)
