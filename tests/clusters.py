"""A real Dask cluster on loopback, with certificates: a scheduler, and workers that a nanny starts again when they die."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import trustme

from reporter.executors.steps import Steps

DEADLY = "سم زعاف"
TESTS = Path(__file__).parent
OLD = "0.0.1"
_OLD_REPORTER = f"import reporter\nreporter.__version__ = {OLD!r}\n"


class Deadly(Steps):
    """The steps; an article with the deadly words ends the process that started this one: on a cluster, the worker."""

    def clean(self, raw):
        """Clean, or kill."""
        if DEADLY in raw.text:
            os.kill(os.getppid(), signal.SIGKILL)
        yield from super().clean(raw)


class DaskCluster:
    """A scheduler and workers with one thread each; a task is given up as soon as a worker dies with it."""

    def __init__(self, folder, models_dir):
        self._folder = folder
        self._models = models_dir
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.address = f"tls://127.0.0.1:{self._port}"
        self.tls = self._certificates()
        self._processes = []
        self.as_usual = False
        """Whether there are two workers of this version."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def _certificates(self):
        """Make an authority and one certificate for all, and return the setting ``executor.tls``."""
        authority = trustme.CA()
        given = authority.issue_cert("briefing")
        files = {name: self._folder / f"{name}.pem" for name in ("ca", "cert", "key")}
        authority.cert_pem.write_to_path(files["ca"])
        given.cert_chain_pems[0].write_to_path(files["cert"])
        given.private_key_pem.write_to_path(files["key"])
        return {name: str(file) for name, file in files.items()}

    def start(self, workers=2, *, old=False):
        """Start the scheduler, and workers of this version of reporter or of an old one."""
        self._start("scheduler", "--port", str(self._port), "--no-show", "--protocol", "tls")
        while True:
            assert self._processes[0].poll() is None, (self._folder / "scheduler.log").read_text(encoding="utf-8")
            with suppress(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", self._port)).close()
                break
            time.sleep(0.05)
        self.add(workers, old=old)

    def add(self, workers, *, old=False):
        """Start more workers."""
        self.as_usual = workers == 2 and not old
        path = [str(TESTS), str(TESTS.parent)]
        if old:
            (self._folder / "old").mkdir(exist_ok=True)
            (self._folder / "old" / "sitecustomize.py").write_text(_OLD_REPORTER, encoding="utf-8")
            path.insert(0, str(self._folder / "old"))
        self._start("worker", self.address, "--nworkers", str(workers), "--nthreads", "1", "--memory-limit", "0",
                    PYTHONPATH=os.pathsep.join(path))  # fmt: skip

    def _start(self, what, *options, **variables):
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.dask_{what}",
            *options,
            "--host",
            "127.0.0.1",
            "--no-dashboard",
        ]
        home = {"HOME": str(self._folder), "ARGOS_PACKAGES_DIR": str(self._models)}
        given = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
        for name, file in {"ca-file": self.tls["ca"], "cert": self.tls["cert"], "key": self.tls["key"]}.items():
            command += [f"--tls-{name}", file]
        with (self._folder / f"{what}.log").open("ab") as log:
            self._processes.append(
                subprocess.Popen(
                    command, cwd=self._folder, env=os.environ | home | given | variables, stdout=log, stderr=log
                )
            )

    @property
    def workers(self):
        """The processes of the workers, not those of their nanny."""
        found = []
        for child in (child for process in self._processes[1:] for child in psutil.Process(process.pid).children()):
            with suppress(psutil.NoSuchProcess):
                found += [child] if "--multiprocessing-fork" in child.cmdline() else []
        return found

    def kill(self):
        """End everything at once, as a machine does that loses its power."""
        for process in self._processes:
            with suppress(psutil.NoSuchProcess):
                for each in (*psutil.Process(process.pid).children(recursive=True), process):
                    with suppress(psutil.NoSuchProcess, ProcessLookupError):
                        each.send_signal(signal.SIGKILL)
            process.wait()
        self._processes.clear()
        self.as_usual = False
