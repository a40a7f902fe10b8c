"""Install an Arabic-English package from the Argos index or an .argosmodel file.

In: ``TranslateSettings`` and the package's location. Out: the ``InstalledPackage``. A package is unpacked and checked
in a temporary folder and moved into place in one step, so an interrupted installation leaves nothing that a run would
use.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reporter.config import TranslateSettings
from reporter.errors import ModelError
from reporter.files import locked, move
from reporter.interfaces import Progress
from reporter.packages import manifest
from reporter.packages.download import READ_TIMEOUT_S, fetch_file, fetch_json
from reporter.packages.installed import (
    FROM,
    TO,
    UNFINISHED,
    InstalledPackage,
    models_dir,
    read_package,
    version_key,
    version_of,
)
from reporter.packages.unpacking import read_metadata, unpack

FROM_FILE = (
    "Without a network, download the .argosmodel file on another machine, copy it here and run: "
    "reporter models install FILE"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailablePackage:
    """A translation package in the index."""

    code: str
    version: str
    links: tuple[str, ...]


def available(settings: TranslateSettings, *, timeout_s: float = READ_TIMEOUT_S) -> tuple[AvailablePackage, ...]:
    """Return the Arabic-English packages in the index, newest first.

    Raises:
        ModelError: the index cannot be reached or is not a list of packages.

    """
    index = fetch_json(settings.index_url, timeout_s=timeout_s)
    if not isinstance(index, list):
        raise ModelError(f"{settings.index_url} is not a list of packages; check translate.index_url.")
    found = [package for item in index if (package := _offer(item))]
    return tuple(sorted(found, key=lambda package: version_key(package.version), reverse=True))


def install_from_index(
    settings: TranslateSettings, progress: Progress, *, sha256: str | None = None, timeout_s: float = READ_TIMEOUT_S
) -> InstalledPackage:
    """Download and install the newest package in the index, using the first of its links that works.

    Raises:
        ModelError: there is none, it cannot be downloaded, its hash is not `sha256`, or it is rejected.

    """
    try:
        offers = available(settings, timeout_s=timeout_s)
    except ModelError as e:
        raise ModelError(f"{e} {FROM_FILE}") from e
    if not offers:
        raise ModelError(f"{settings.index_url} has no Arabic-English package; install one from a file instead.")
    with _writing(settings) as folder:
        failures = []
        for link in offers[0].links:
            file = folder / f"{UNFINISHED}download-{hashlib.sha256(link.encode()).hexdigest()[:16]}.argosmodel"
            try:
                with progress.stage(f"Downloading {offers[0].code} {offers[0].version}", None) as advance:
                    fetch_file(link, file, advance, timeout_s=timeout_s)
            except ModelError as e:
                failures.append(str(e))
                continue
            try:
                return _install(file, folder, progress, source=link, sha256=sha256)
            finally:
                file.unlink(missing_ok=True)
    raise ModelError(" ".join((*failures, FROM_FILE)))


def install_file(
    path: Path, settings: TranslateSettings, progress: Progress, *, sha256: str | None = None
) -> InstalledPackage:
    """Install the .argosmodel file at `path`, replacing an installed package of the same version if it differs.

    Raises:
        ModelError: the file is missing, damaged, hostile or not an Arabic-English package, or its hash is not `sha256`.

    """
    with _writing(settings) as folder:
        return _install(path, folder, progress, source=path.name, sha256=sha256)


def _offer(item: object) -> AvailablePackage | None:
    """Return one element of the index as a package, or None for other language pairs and unusable entries."""
    if not isinstance(item, dict) or (item.get("from_code"), item.get("to_code")) != (FROM, TO):
        return None
    links = item.get("links")
    links = [link for link in links if isinstance(link, str)] if isinstance(links, list) else []
    usable = tuple(link for link in links if link.startswith(("https://", "http://127.0.0.1:", "http://localhost:")))
    try:
        version = version_of(item)
    except ModelError:
        return None
    return AvailablePackage(code=f"translate-{FROM}_{TO}", version=version, links=usable) if usable else None


@contextmanager
def _writing(settings: TranslateSettings) -> Iterator[Path]:
    """Lock the folder of our packages for one installation, and clear the remains of interrupted ones."""
    folder = models_dir(settings)
    if folder is None:
        raise ModelError("This user has no home folder to install to; set translate.models_dir in config.yaml.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / ".lock"):
            for path in folder.glob(f"{UNFINISHED}*"):
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
            yield folder
    except TimeoutError as e:
        raise ModelError(f"Another installation in {folder} is in progress; try again when it has finished.") from e
    except OSError as e:
        raise ModelError(
            f"{folder} cannot be written ({e.strerror or e}); free some space or change its permissions."
        ) from e


def _install(path: Path, folder: Path, progress: Progress, *, source: str, sha256: str | None) -> InstalledPackage:
    """Unpack the archive at `path` in a temporary folder, write the manifest, and move the package into place."""
    archive_sha256 = _archive_sha256(path, progress)
    if sha256 is not None and sha256.strip().lower() != archive_sha256:
        raise ModelError(f"{path.name} has the SHA-256 {archive_sha256} instead of {sha256}; do not use it.")
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=folder, ignore_cleanup_errors=True) as temporary:
        fresh = Path(temporary) / "package"
        fresh.mkdir()
        with progress.stage(f"Unpacking {path.name}", None):
            unpack(path, fresh)
            metadata = read_metadata(fresh)
            _check_content(path, fresh, metadata)
            written = manifest.write(fresh, source=source, archive_sha256=archive_sha256)
        place = folder / f"translate-{FROM}_{TO}-{version_of(metadata)}"
        if not (place.exists() and manifest.same(place, written)):
            if place.exists():
                place.rename(Path(temporary) / "replaced")
            move(fresh, place)
    package = read_package(place)
    if package is None:
        raise ModelError(f"{place} cannot be read after installation; check its permissions.")
    return package


def _archive_sha256(path: Path, progress: Progress) -> str:
    try:
        with progress.stage(f"Checking {path.name}", None), path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as e:
        raise ModelError(f"{path} cannot be read ({e.strerror or e}).") from e


def _check_content(path: Path, folder: Path, metadata: Mapping[str, Any]) -> None:
    pair = (metadata.get("from_code"), metadata.get("to_code"))
    if pair != (FROM, TO):
        raise ModelError(f"{path.name} translates from {pair[0]} to {pair[1]}; it must be from Arabic to English.")
    version_of(metadata)
    tokenizer = any((folder / name).is_file() for name in ("sentencepiece.model", "bpe.model"))
    if not tokenizer or not (folder / "model" / "model.bin").is_file():
        raise ModelError(f"{path.name} lacks its model or its tokenizer; download it again.")
