"""The installed Arabic-English packages: find, verify and remove them.

In: ``TranslateSettings``. Out: ``InstalledPackage`` values. Packages installed by reporter have a manifest with the
size and SHA-256 of every file; the store remembers the hash of other programs' packages when they are first used.
Nothing here loads a package.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reporter.config import TranslateSettings
from reporter.errors import ModelError
from reporter.packages import manifest
from reporter.packages.unpacking import read_metadata
from reporter.store import Store

FROM, TO = "ar", "en"
UNFINISHED = ".unfinished-"
"""Prefix of folders that are not complete packages: being installed, or being removed."""
INSTALL_COMMAND = "reporter models install"
ACCEPT_COMMAND = "reporter models verify --accept"
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,31}")
_LICENCE = re.compile(r"\blicen[cs]e\b[^:\n]{0,40}:\s*(\S[^\n]{0,120})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledPackage:
    """A translation package on this machine."""

    folder: Path
    code: str
    """``translate-ar_en``."""
    version: str
    size_bytes: int
    licence: str | None
    """As the package states it; None if it does not."""
    ours: bool
    """True if reporter installed it (with a manifest) and can remove it; False if another Argos program did."""

    @property
    def name(self) -> str:
        """The package's printed name."""
        return f"{self.code} {self.version}"


def installed(settings: TranslateSettings, environment: Mapping[str, str] = os.environ) -> tuple[InstalledPackage, ...]:
    """Return the Arabic-English packages on this machine in order of preference: ours first, then the newest.

    `environment` determines where other Argos programs keep theirs. Folders that are not packages are ignored.
    """
    ours = models_dir(settings)
    folders = dict.fromkeys((*([ours] if ours else []), *argos_folders(environment)))
    found = [package for folder in folders for path in _subfolders(folder) if (package := read_package(path))]
    return tuple(sorted(found, key=lambda package: (package.ours, version_key(package.version)), reverse=True))


def verify(package: InstalledPackage, store: Store) -> tuple[str, ...]:
    """Return the problems with the files of `package`, each as part of a sentence; empty if there are none."""
    return check(package, store)[1]


def check(package: InstalledPackage, store: Store) -> tuple[str, tuple[str, ...]]:
    """Hash every file of `package`; return the hash of them all, and the problems.

    Another program's package is trusted when it is first seen, and must not change afterwards.
    """
    try:
        files = manifest.files_of(package.folder)
    except OSError as e:
        return "", (f"{package.folder} cannot be read ({e.strerror or e})",)
    sha256 = manifest.package_sha256(files)
    if package.ours:
        return sha256, manifest.differences(files, manifest.read(package.folder))
    known = store.model_sha256(str(package.folder))
    if known is None:
        store.set_model_sha256(str(package.folder), sha256)
    elif known != sha256:
        return sha256, (
            f"its files have changed since they were first used; if you updated it, run '{ACCEPT_COMMAND}'",
        )
    return sha256, ()


def accept(package: InstalledPackage, store: Store) -> None:
    """Trust the current files of another program's package, after that program has updated it."""
    store.set_model_sha256(str(package.folder), None)


def remove(package: InstalledPackage) -> None:
    """Delete `package` from disk.

    Raises:
        ModelError: another program installed it, or it cannot be deleted.

    """
    if not package.ours:
        raise ModelError(f"{package.folder} was installed by another Argos program; remove it there.")
    try:
        doomed = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=package.folder.parent))
        package.folder.rename(doomed / "package")
        shutil.rmtree(doomed)
    except OSError as e:
        raise ModelError(f"{package.folder} cannot be deleted ({e.strerror or e}).") from e


def models_dir(settings: TranslateSettings) -> Path | None:
    """Return the folder of our packages; None if it is not set and the user has no home folder."""
    if settings.models_dir:
        return settings.models_dir
    from platformdirs import user_data_path

    try:
        folder = user_data_path("reporter", appauthor=False) / "models"
    except RuntimeError:
        return None
    return folder if folder.is_absolute() else None  # older platformdirs leave the tilde


def argos_folders(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Return where other Argos programs keep packages, determined like ``argostranslate.settings``."""
    # Without a home folder the tilde remains, and the folder is dropped below; Path.expanduser would raise.
    home = Path(environment.get("SNAP_USER_DATA") or os.path.expanduser("~"))  # noqa: PTH111
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share") / "argos-translate"
    config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config") / "argos-translate"
    main = environment.get("ARGOS_PACKAGES_DIR") or _argos_setting(config / "settings.json") or data / "packages"
    folders = [Path(main)]
    if "SNAP" in environment:
        snap = Path(environment["SNAP"]) / "snap_custom"
        folders += [snap / "packages", *_subfolders(snap / "content_snap_packages")]
    return tuple(folder for folder in folders if folder.is_absolute())


def _argos_setting(path: Path) -> str | None:
    try:
        value = json.loads(path.read_text(encoding="utf-8")).get("ARGOS_PACKAGES_DIR")
    except (OSError, ValueError, AttributeError):
        return None
    return value if isinstance(value, str) else None


def _subfolders(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:
        return []


def read_package(folder: Path) -> InstalledPackage | None:
    """Return the package in `folder`, or None if it is not an Arabic-English package."""
    try:
        metadata = read_metadata(folder)
        if (metadata.get("from_code"), metadata.get("to_code")) != (FROM, TO):
            return None
        return InstalledPackage(
            folder=folder,
            code=f"translate-{FROM}_{TO}",
            version=version_of(metadata),
            size_bytes=sum(path.stat().st_size for path in manifest.paths_of(folder)),
            licence=_licence(folder, metadata),
            ours=(folder / manifest.MANIFEST).is_file(),
        )
    except (ModelError, OSError):
        return None


def version_of(metadata: Mapping[str, Any]) -> str:
    """Return the version stated in `metadata`.

    Raises:
        ModelError: it states none that is usable as a folder name.

    """
    version = metadata.get("package_version")
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        raise ModelError(f"{version!r} is not a valid package version.")
    return version


def version_key(version: str) -> tuple[int, ...]:
    """Return the sort key of a version: its numbers."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _licence(folder: Path, metadata: Mapping[str, Any]) -> str | None:
    for key in ("license", "licence"):
        if isinstance(metadata.get(key), str):
            return str(metadata[key])[:120]
    for path in sorted(folder.iterdir()):
        stem = path.stem.upper()
        if path.is_file() and stem in {"LICENSE", "LICENCE", "COPYING", "README"}:
            text = path.read_text(encoding="utf-8", errors="replace")[:100_000]
            stated = _LICENCE.search(text)
            if stated:
                return stated[1].strip().rstrip(".")
            if stem != "README" and text.strip():
                return text.strip().splitlines()[0][:120]
    return None
