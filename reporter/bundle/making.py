"""Gather a bundle in a temporary folder and write it as one tar file, whole or not at all."""

import json
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from reporter import __version__, assets
from reporter.bundle.desk import Desk, desk
from reporter.bundle.sealing import seal, sign
from reporter.bundle.target import Target
from reporter.bundle.wheels import gather
from reporter.config import Config
from reporter.errors import ModelError, ReporterError
from reporter.files import writing
from reporter.interfaces import Progress
from reporter.packages import installed, manifest
from reporter.packages.installed import InstalledPackage
from reporter.store import Store
from reporter.translate import memory

TOP = "reporter-bundle"
"""The folder that the tar file unpacks to."""
DEBIAN_PACKAGES = ("python3", "python3-venv", "libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a bundle is to have."""

    target: Target
    config_file: Path
    model: str | None = None
    """Name of an installed package; None for the one that a run uses."""
    key: Path | None = None
    """Secret key that signs; None for no signature."""
    lock: Path | None = None
    """The lock file; None for the one that reporter was tested with."""


def make_bundle(path: Path, config: Config, order: Order, now: datetime, progress: Progress) -> tuple[str, ...]:
    """Write a bundle to `path`; return what whoever carries it must know, as sentences.

    `config` was read from the config file of `order`; `now` is an aware datetime.

    Raises:
        ReporterError: there is a file at `path`, or something cannot be gathered; nothing is left behind.

    """
    if path.exists():
        raise ReporterError(f"{path} already exists; nothing was changed.")
    package = _chosen(config, order.model)
    taken = desk(config, order.config_file, *filter(None, (path, order.key)))
    with tempfile.TemporaryDirectory(prefix="reporter-bundle-") as temporary:
        folder = Path(temporary) / TOP
        (folder / "wheels").mkdir(parents=True)
        requirements = gather(order.lock or assets.lock_file(), order.target, folder / "wheels", progress)
        (folder / "requirements.txt").write_text(requirements, encoding="utf-8")
        (folder / "debian-packages.txt").write_text(_debian_packages(), encoding="utf-8")
        shutil.copyfile(assets.DATA / "install.sh", folder / "install.sh")
        _copy(taken, folder / "desk")
        if package:
            _zip(package, folder / "packages", progress)
        _translations(config, folder / "translations.tmx")
        (folder / "bundle.json").write_text(_description(order.target, package, now), encoding="utf-8")
        with progress.stage("Sealing", None):
            seal(folder)
        if order.key:
            sign(folder, order.key)
        with progress.stage(f"Writing {path.name}", None), writing(path) as out:
            _write(folder, out, now)
    return tuple(_notices(config, taken, package, order.key))


def _chosen(config: Config, name: str | None) -> InstalledPackage | None:
    """Return the package called `name`, or without a name the one that a run would use."""
    found = installed.installed(config.translate)
    if name is None:
        return found[0] if found else None
    for package in found:
        if name == f"{package.code}-{package.version}":
            return package
    raise ModelError(f"No package called {name} is installed; 'reporter models list' prints the names.")


def _copy(taken: Desk, folder: Path) -> None:
    for place, path in taken.files.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(path, folder / place)
        except OSError as e:
            raise ReporterError(f"{path} cannot be read ({e.strerror}); the bundle was not made.") from e


def _zip(package: InstalledPackage, folder: Path, progress: Progress) -> None:
    """Write the installed package as the file that 'reporter models install' accepts."""
    folder.mkdir()
    name = f"{package.code}-{package.version}"
    paths = manifest.paths_of(package.folder)
    with (
        progress.stage(f"Packing {name}", len(paths)) as advance,
        zipfile.ZipFile(folder / f"{name}.argosmodel", "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive,
    ):
        for path in paths:
            archive.write(path, f"{name}/{path.relative_to(package.folder).as_posix()}")
            advance()


def _translations(config: Config, path: Path) -> None:
    """Write all human translations that the store has: imported ones, and corrections made in reviews."""
    if config.store.exists():
        with Store.open(config.store) as store:
            if entries := store.memory():
                memory.write(path, entries)


def _debian_packages() -> str:
    """Return the Debian packages that the other machine needs; with what this machine's apt knows about them."""
    try:
        shown = subprocess.run(  # noqa: S603
            ["apt-cache", "show", "--no-all-versions", *DEBIAN_PACKAGES],  # noqa: S607
            capture_output=True, text=True, check=False,
        ).stdout  # fmt: skip
    except FileNotFoundError:
        shown = ""
    known = {}
    for paragraph in shown.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in paragraph.splitlines() if ": " in line and line[0] != " ")
        known[fields.get("Package")] = " ".join(
            (fields.get("Version", ""), fields.get("Architecture", ""), f"sha256:{fields.get('SHA256', 'unknown')}")
        )
    lines = [f"{name} {known.get(name, '')}".rstrip() for name in DEBIAN_PACKAGES]
    return "\n".join(("# name, and the newest version that apt knew where this bundle was made", *lines)) + "\n"


def _description(target: Target, package: InstalledPackage | None, now: datetime) -> str:
    said = {
        "format": 1,
        "reporter": __version__,
        "made_at": now.isoformat(timespec="seconds"),
        "python": target.python_version,
        "platform": target.platform,
        "model": package and f"{package.code}-{package.version}",
        "model_licence": package and package.licence,
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _write(folder: Path, out: BinaryIO, now: datetime) -> None:
    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = int(now.timestamp())
        entry.mode = 0o755 if entry.isdir() or entry.name.endswith("/install.sh") else 0o644
        return entry

    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.add(folder, TOP, filter=plain)  # sorted by name


def _notices(config: Config, taken: Desk, package: InstalledPackage | None, key: Path | None) -> list[str]:
    notices = [f"Not in the bundle, because it is a secret: {path} ({name})." for name, path in taken.secrets]
    if any((config.ping.start, config.ping.success, config.ping.fail)):
        notices.append("The addresses in 'ping:' are in the bundle, as part of config.yaml.")
    if package is None:
        notices.append(f"No translation package is in the bundle; run '{installed.INSTALL_COMMAND}' here first.")
    if key is None:
        notices.append("The bundle is not signed; --sign signs it.")
    return notices
