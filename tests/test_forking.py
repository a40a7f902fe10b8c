"""A copy of this process: it answers like a new one, is lost alone, and has nothing of what this one has open."""

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")


def said_by(script):
    """Return what a program of one thread prints as JSON; it has a `start` for a worker that may be a copy."""
    head = """
        import fcntl, json, logging, os, signal, subprocess, sys, threading, time
        from faults import Faults, no_faults
        from reporter.worker import Order, Task, Worker

        def start(make=Faults, seconds=0.4, memory=1_500_000_000):
            order = Order(make=make, task=Task("reads articles", "reading"), seconds=seconds, memory=memory)
            return Worker(order, copied=True)

        def kind(worker):
            return type(worker._process).__name__

        def tell(*what):
            print(json.dumps(what))
    """
    program = textwrap.dedent(head) + textwrap.dedent(script)
    done = subprocess.run([sys.executable, "-c", program], cwd=TESTS, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1]), done.stderr


@needs_linux
def test_a_lost_copy_costs_the_call_and_a_new_process_replaces_it():
    """However it is lost; what it gave before is kept."""
    told, log = said_by("""
        logging.basicConfig()
        told = []
        for method in ("for_ever_in_python", "for_ever_in_c", "crash", "killed", "leave"):
            with start() as worker:
                first = kind(worker), worker.call("echo", "x" * 200_000)[1]
                lost = worker.call(method)
                told.append([first, lost, worker.call("echo", 2)[0][0], kind(worker)])
        tell(*told)
    """)
    slow = "it takes more than 0.4 seconds of processor time"
    short = "the system ended the reading, as it does when memory is short"
    reasons = [slow, slow, "a library crashed (SIGSEGV)", short, "a library crashed (exit code 3)"]
    assert told == [[["Copy", None], [["before"], reason], 2, "Popen"] for reason in reasons]
    assert all(f"in {where}" in log for where in ("for_ever_in_python", "for_ever_in_c", "crash"))


@needs_linux
def test_a_copy_does_what_a_new_process_does():
    """Its memory has a limit, what a library prints is no answer, its log is ours, and errors of making are told.

    What this process has already does not count.
    """
    told, log = said_by("""
        import mmap
        held = mmap.mmap(-1, 2**30)
        logging.basicConfig(format="%(name)s: %(message)s")
        with start(seconds=60, memory=500_000_000) as worker:
            told = [worker.call("fill"), worker.call("chatter"), worker.call("complain"), kind(worker)]
        with start(no_faults) as worker:
            try:
                worker.call("echo", 1)
            except Exception as e:
                told.append(type(e).__name__)
        tell(*told)
    """)
    assert told == [[["full", True], None], [["answer"], None], [[1], None], "Copy", "ConfigError"]
    assert log.count("reporter.faults: an article is wrong") == 1
    assert "chatter" not in log


@needs_linux
def test_a_copy_has_no_lock_no_handler_and_no_other_pipe():
    """If this process is killed, the next run can begin at once, and the copy ends."""
    told, _ = said_by("""
        signal.signal(signal.SIGTERM, lambda *_: None)
        folder = os.open(".", os.O_RDONLY)
        fcntl.flock(folder, fcntl.LOCK_EX)
        with start() as worker:
            process = worker.call("echo", 1)[0][1]
            os.close(folder)
            again = os.open(".", os.O_RDONLY)
            fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
            files = [os.readlink(f"/proc/{process}/fd/{n}") for n in os.listdir(f"/proc/{process}/fd")]
            os.kill(process, signal.SIGTERM)
            ended = worker._process.wait(60)
        tell(sorted({name.split(":")[0] for name in files if "deleted" not in name}), len(files), ended)
    """)
    names, _, ended = told
    assert names == ["/dev/null", "pipe"]
    assert ended == -15


@needs_linux
def test_a_copy_ends_with_its_original():
    """Its pipe is closed then."""
    told, _ = said_by("""
        here, there = os.pipe()
        if os.fork() == 0:
            worker = start()
            os.write(there, str(worker.call("echo", 1)[0][1]).encode())
            os.kill(os.getpid(), 9)
        process = int(os.read(here, 20))
        os.wait()
        for _ in range(600):
            if not os.path.exists(f"/proc/{process}") or open(f"/proc/{process}/stat").read().split()[2] == "Z":
                break
            time.sleep(0.1)
        else:
            raise SystemExit("it goes on")
        tell(True)
    """)
    assert told == [True]


def test_a_process_with_threads_is_not_copied():
    """Their locks might be held for ever in the copy."""
    told, _ = said_by("""
        ended = threading.Event()
        threading.Thread(target=ended.wait).start()
        with start() as worker:
            told = kind(worker), worker.call("echo", 1)[1]
        ended.set()
        tell(*told)
    """)
    assert told == ["Popen", None]
