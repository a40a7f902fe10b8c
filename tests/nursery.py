"""A process that has imported everything and forks for each command line, which then starts in milliseconds.

Run as a program by ``processes.py``, with one order in JSON a line; answers with the exit status and the processor time.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import sys
import time
import traceback

import weasyprint

import reporter
from reporter.language import vectors

ENGINES = ("ctranslate2", "docx", "flask", "pypdfium2", "requests", "sumy", "trafilatura")


def load() -> None:
    """Import all rooms and what they import when they need it; load the sentence encoder."""
    for module in pkgutil.walk_packages(reporter.__path__, "reporter."):
        if module.name != "reporter.__main__":
            importlib.import_module(module.name)
    for name in ENGINES:
        importlib.import_module(name)
    weasyprint.HTML(string="<p>word").write_pdf()  # parses the declarations of Pango
    if vectors.available():
        vectors.encode(["كلمة", "word"])
    gc.collect()
    gc.freeze()


def become(order: dict) -> None:
    """Turn this process into the command line of `order`, and end it."""
    os.environ.clear()
    os.environ.update(order["environment"])
    time.tzset()
    os.chdir(order["folder"])
    os.umask(order["umask"])
    for stream, flags in ((0, os.O_RDONLY), (1, os.O_WRONLY | os.O_APPEND), (2, os.O_WRONLY | os.O_APPEND)):
        os.dup2(os.open(order["streams"][stream], flags), stream)
    sys.stdin, sys.stdout = open(0, encoding="utf-8"), open(1, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1)  # noqa: SIM115
    sys.path[:1] = [order["folder"], *filter(None, order["environment"].get("PYTHONPATH", "").split(os.pathsep))]
    sys.argv = ["reporter", *order["arguments"]]
    signal.setitimer(signal.ITIMER_PROF, order["ends_after_s"])
    try:
        runpy.run_module("reporter", run_name="__main__", alter_sys=True)
    except SystemExit as e:
        code = e.code
    except BaseException:  # noqa: BLE001  (as the interpreter does)
        traceback.print_exc()
        code = 1
    else:
        code = 0
    atexit._run_exitfuncs()
    sys.stdout.flush()
    os._exit(code or 0)  # without taking all that was imported apart


if __name__ == "__main__":
    load()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            become(json.loads(line))
        _, status, used = os.wait4(child, 0)
        answer = {"status": os.waitstatus_to_exitcode(status), "cpu_s": used.ru_utime + used.ru_stime}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
