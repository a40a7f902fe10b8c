"""The process that handles articles: whatever becomes of it costs one call."""

import logging
import subprocess
import sys
import textwrap
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from faults import Faults, no_faults

from reporter.errors import ConfigError, ReporterError
from reporter.logs import OneLine
from reporter.worker import Order, Task, Worker

TASK = Task(does="reads articles", work="reading")
TESTS = Path(__file__).parent


def order(make, seconds, memory):
    return Order(make=make, task=TASK, seconds=seconds, memory=memory)


@pytest.fixture
def worker():
    with Worker(order(Faults, 0.4, 1_500_000_000)) as running:
        yield running


def test_calls_go_to_one_process_and_come_back_whole(worker):
    """Whatever can be pickled, though it is larger than a pipe."""
    (what, process), lost = worker.call("echo", "ق\ud800" * 100_000)
    assert (len(what), lost) == (200_000, None)
    assert worker.call("echo", None) == ([None, process], None)
    assert process == worker._process.pid


@pytest.mark.parametrize(
    ("method", "reason", "trace"),
    [
        ("for_ever_in_python", "it takes more than 0.4 seconds of processor time", "in for_ever_in_python"),
        ("for_ever_in_c", "it takes more than 0.4 seconds of processor time", "in for_ever_in_c"),
        ("crash", "a library crashed (SIGSEGV)", "in crash"),
        ("killed", "the system ended the reading, as it does when memory is short", ""),
        ("leave", "a library crashed (exit code 3)", ""),
    ],
)
def test_a_lost_process_costs_the_call_and_is_replaced(worker, caplog, method, reason, trace):
    """What it gave before is kept, the log says where it was, and the next call is answered by another process."""
    _, first = worker.call("echo", 1)[0]
    assert worker.call(method) == (["before"], reason)
    (record,) = caplog.records
    assert record.getMessage() == f"The process that reads articles has ended: {reason}"
    assert trace in (record.exc_text or "")
    (what, second), lost = worker.call("echo", 2)
    assert (what, lost) == (2, None)
    assert second != first


def test_time_is_counted_for_each_call_alone(worker):
    """Many quick calls are no slow one."""
    for _ in range(6):
        assert worker.call("spend", 0.1) == ([True], None)


def test_a_process_that_was_ended_between_calls_is_replaced(worker):
    """Nothing is lost by it."""
    worker._process.kill()
    worker._process.wait()
    assert worker.call("echo", 1)[0][0] == 1


def test_memory_is_bounded():
    """The call may get over it, and so does this process."""
    with Worker(order(Faults, 60, 500_000_000)) as worker:
        assert worker.call("fill") == (["full", True], None)


def test_what_a_library_prints_is_no_answer(worker, capfd):
    """And is not seen."""
    assert worker.call("chatter") == (["answer"], None)
    assert capfd.readouterr() == ("", "")


def test_logs_are_those_of_this_process(worker, caplog):
    """With level, logger and traceback; no line of it can be taken for another record."""
    caplog.handler.setFormatter(OneLine("%(levelname)s %(name)s %(message)s"))
    assert worker.call("complain") == ([1], None)
    (record,) = caplog.records
    assert (record.levelno, record.name, record.getMessage()) == (
        logging.ERROR,
        "reporter.faults",
        "an article is wrong",
    )
    lines = caplog.text.splitlines()
    assert lines[0] == "ERROR reporter.faults an article is wrong"
    assert all(line.startswith("  | ") for line in lines[1:])
    assert "KeyError" in caplog.text


def test_an_object_that_cannot_be_made_is_an_error_here():
    """Such as a word list that is wrong."""
    with (
        Worker(order(no_faults, 1, 10**9)) as worker,
        pytest.raises(ConfigError, match="word list is wrong"),
    ):
        worker.call("echo", 1)


def test_a_process_that_does_not_start_is_an_error_here(monkeypatch, caplog):
    """As when the program was replaced on disk during a run; the articles have nothing to do with it."""
    monkeypatch.setattr("reporter.worker._CODE", "import module_that_is_gone")
    with (
        Worker(order(Faults, 1, 10**9)) as worker,
        pytest.raises(ReporterError, match=r"does not start: a library crashed .exit code 1.*run it again"),
    ):
        worker.call("echo", 1)
    assert "module_that_is_gone" in caplog.text


def test_it_ends_with_the_context():
    """No process stays behind."""
    with Worker(order(Faults, 1, 10**9)) as worker:
        process = psutil.Process(worker.call("echo", 1)[0][1])
    assert not process.is_running()


def test_it_ends_when_the_run_is_killed():
    """Its pipe is closed then."""
    script = textwrap.dedent("""
        import os, sys
        from faults import Faults
        from reporter.worker import Order, Task, Worker
        worker = Worker(Order(make=Faults, task=Task("reads articles", "reading"), seconds=1, memory=10**9))
        print(worker.call("echo", 1)[0][1], flush=True)
        os.kill(os.getpid(), 9)
    """)
    done = subprocess.run([sys.executable, "-c", script], cwd=TESTS, capture_output=True, text=True, check=False)
    with suppress(psutil.NoSuchProcess):
        psutil.Process(int(done.stdout)).wait(timeout=60)


def test_a_module_in_the_working_folder_is_not_imported(tmp_path, monkeypatch):
    """Inputs may lie there."""
    (tmp_path / "pickle.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with Worker(order(Faults, 1, 10**9)) as worker:
        assert worker.call("echo", 1)[1] is None
