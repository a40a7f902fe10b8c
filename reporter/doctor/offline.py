"""``reporter doctor --offline``: make a sample edition where no network can be reached, and count all sockets.

In: the settings. Out: ``Finding`` values. The edition is made by another process in a temporary folder, with the
translation package that a run would use. Where the system lets its users make network namespaces, that process has no
network at all, so that code in C cannot reach one either. In each Python process, and so in its copies, an audit hook
writes down every use of a socket or a name look-up, and refuses it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml

from reporter.assets import samples_folder
from reporter.config import Config
from reporter.doctor.finding import Finding
from reporter.packages import installed

_ARTICLE = "02-al-thumama-stadium.html"
"""Of the samples: a web page."""
_NAMESPACE = ("unshare", "--map-root-user", "--net")
_GUARD = """\
import os, sys
folder = {folder!r}
def refuse(event, arguments):
    if event.partition(".")[0] == "socket":
        with open(os.path.join(folder, "sockets"), "a") as file:
            file.write(f"{{event}} {{arguments}}\\n")
        raise PermissionError("no socket may be opened")
sys.addaudithook(refuse)
with open(os.path.join(folder, "processes"), "a") as file:
    file.write(f"{{os.getpid()}}\\n")
"""
"""Imported by Python itself, under the name sitecustomize, in each process of the run."""


def offline(config: Config) -> Iterator[Finding]:
    """Make a sample edition, and yield what became of it and of every attempt to use a socket."""
    package = next(iter(installed.installed(config.translate)), None)
    with tempfile.TemporaryDirectory(prefix="reporter-offline-") as temporary:
        folder = Path(temporary)
        desk = _desk(folder, config, use_engine=package is not None)
        guard = folder / "guard"
        guard.mkdir()
        (guard / "sitecustomize.py").write_text(_GUARD.format(folder=str(folder)), encoding="utf-8")
        closed = can_unshare()
        path = os.pathsep.join(filter(None, (str(guard), os.environ.get("PYTHONPATH"))))
        done = subprocess.run(  # noqa: S603
            [*(_NAMESPACE if closed else ()), sys.executable, "-m", "reporter", "run", "--no-send", "--config", desk],
            cwd=folder, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        made = len(list(folder.glob("output/*/briefing.pdf")))
        yield _edition(done, made, package.name if package else None)
        yield _sockets(folder, closed=closed)
    yield from _executor(config)


def can_unshare() -> bool:
    """Return whether this system lets its users make network namespaces."""
    if shutil.which(_NAMESPACE[0]) is None:
        return False
    return subprocess.run([*_NAMESPACE, "true"], capture_output=True, check=False).returncode == 0  # noqa: S603


def _desk(folder: Path, config: Config, *, use_engine: bool) -> Path:
    """Write the sample article and its settings; its English comes from the engine, if there is one."""
    samples = samples_folder()
    (folder / "articles").mkdir()
    shutil.copy(samples / _ARTICLE, folder / "articles")
    settings: dict[str, object] = {"inputs": ["articles"], "timezone": config.timezone}
    if not use_engine:
        settings["memory"] = [str(samples / "memory.tmx")]
    elif config.translate.models_dir:
        settings["translate"] = {"models_dir": str(config.translate.models_dir)}
    file = folder / "config.yaml"
    file.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return file


def _edition(done: subprocess.CompletedProcess[str], made: int, engine: str | None) -> Finding:
    if done.returncode or not made:
        said = done.stderr.strip().splitlines() or ["it gave no reason"]
        return Finding(
            name="sample edition", ok=False, detail=f"was not made (exit code {done.returncode}): {said[-1]}"
        )
    english = (
        f"translated by {engine}" if engine else "with the English of a translation memory, because there is no model"
    )
    return Finding(name="sample edition", ok=True, detail=f"made and printed, {english}")


def _sockets(folder: Path, *, closed: bool) -> Finding:
    where = (
        "in a network namespace without interfaces" if closed else "with sockets counted (no network namespace here)"
    )
    opened = _lines(folder / "sockets")
    if opened:
        detail = f"the run asked for {len(opened)}, {where}; the first: {opened[0]}"
        return Finding(name="sockets", ok=False, detail=detail)
    if not _lines(folder / "processes"):
        return Finding(name="sockets", ok=False, detail="the sockets of the run could not be counted")
    return Finding(name="sockets", ok=True, detail=f"none was opened, {where}")


def _executor(config: Config) -> Iterator[Finding]:
    """Yield with whom a run with `config` would talk, which the sample edition did not."""
    settings = config.executor
    if settings.kind == "dask" and settings.address:
        detail = f"dask: a run with these settings connects to {settings.address} and sends articles there"
        yield Finding(name="executor", ok=False, detail=detail)
    elif settings.kind == "dask":
        detail = (
            "dask: a run with these settings connects to workers that it starts on this machine, and to nobody else"
        )
        yield Finding(name="executor", ok=True, detail=detail)


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []
