"""The command line in processes of its own."""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Ended:
    """A process that has ended."""

    returncode: int
    """As in ``subprocess``: the negative number of a signal that ended it."""
    stdout: str
    stderr: str
    cpu_s: float


@cache
def _nursery() -> subprocess.Popen[str]:
    """Start the process that forks; it ends with this one, which holds the other end of its input."""
    command = [sys.executable, TESTS / "nursery.py"]
    nursery = subprocess.Popen(command, cwd=TESTS.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(nursery.communicate)  # closes its input, at which it ends
    return nursery


def run(folder: Path, *arguments: str, environment: dict[str, str], stdin: str = "", ends_after_s: float = 0) -> Ended:
    """Run ``reporter`` with `arguments` in `folder`, in a fork of a process that has imported everything.

    The kernel ends it after `ends_after_s` of its own processor time; 0 for never.
    """
    umask = os.umask(0)
    os.umask(umask)
    with tempfile.TemporaryDirectory() as made:
        streams = [Path(made) / name for name in ("stdin", "stdout", "stderr")]
        streams[0].write_text(stdin, encoding="utf-8")
        for stream in streams[1:]:
            stream.touch()
        order = {
            "folder": str(folder), "arguments": arguments, "environment": environment, "umask": umask,
            "streams": list(map(str, streams)), "ends_after_s": ends_after_s,
        }  # fmt: skip
        nursery = _nursery()
        nursery.stdin.write(json.dumps(order) + "\n")
        nursery.stdin.flush()
        answer = json.loads(nursery.stdout.readline())
        stdout, stderr = (stream.read_text(encoding="utf-8") for stream in streams[1:])
    return Ended(returncode=answer["status"], stdout=stdout, stderr=stderr, cpu_s=answer["cpu_s"])
