"""The wheels of a bundle: all releases of the lock file for one target, and reporter itself.

In: the lock file and a ``Target``. Out: wheels in a folder, and the requirements that install exactly these. pip does
the downloading, with the settings of this machine, and checks every file against the lock.
"""

import base64
import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from importlib.metadata import Distribution, distribution
from itertools import chain
from pathlib import Path

from reporter import assets
from reporter.bundle.target import Target
from reporter.errors import ReporterError
from reporter.interfaces import Progress

DISTRIBUTION = "reporter-briefing"
BEGINNING = ("Collecting ", "Processing ")
"""What pip prints when it begins with a release, and with a file in a folder."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of all files in our wheel; ZIP knows none earlier."""
_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input")


def gather(lock: Path, target: Target, folder: Path, progress: Progress) -> str:
    """Put the wheels of the releases in `lock` and of reporter into `folder`; return the requirements, with hashes.

    Raises:
        ReporterError: pip is missing or fails, or a release has no wheel for `target`.

    """
    wanted = list(_releases(lock, target))
    _download(wanted, target, folder, progress)
    for sdist in [path for path in folder.iterdir() if path.suffix != ".whl"]:
        _pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(sdist))
        sdist.unlink()
    own_wheel(folder)
    for wheel in folder.iterdir():
        if not target.accepts(wheel.name):
            name = wheel.name.partition("-")[0]
            raise ReporterError(
                f"{name} has no wheel for {target.platform}; make the bundle on such a machine, with Python "
                f"{target.python_version}."
            )
    return "".join(sorted(map(_requirement, folder.iterdir())))


def _releases(lock: Path, target: Target) -> Iterator[str]:
    """Yield the lines of the lock file that apply to `target`, without their markers."""
    from packaging.requirements import Requirement

    text = re.sub(r"#[^\n]*", "", lock.read_text(encoding="utf-8")).replace("\\\n", " ")
    for line in filter(str.strip, text.splitlines()):
        release, *hashes = re.split(r"\s+(?=--hash=)", line.strip())
        requirement = Requirement(release)
        if requirement.marker is None or requirement.marker.evaluate(target.markers):
            yield " ".join((f"{requirement.name}{requirement.specifier}", *hashes))


def _download(wanted: list[str], target: Target, folder: Path, progress: Progress) -> None:
    requirements = folder.with_suffix(".lock")
    requirements.write_text("\n".join(wanted) + "\n", encoding="utf-8")
    platforms = [argument for name in target.platforms for argument in ("--platform", name)]
    with progress.stage("Downloading wheels", len(wanted)) as advance:
        _pip(
            "download", "--no-deps", "--require-hashes", "--dest", str(folder), "--requirement", str(requirements),
            "--implementation", "cp", "--python-version", target.python_version, *platforms,
            seen=lambda line: advance() if line.startswith(BEGINNING) else None,
        )  # fmt: skip
    requirements.unlink()


def _pip(*arguments: str, seen: Callable[[str], object] = lambda _: None) -> None:
    """Run pip; call `seen` with each line that it prints.

    Raises:
        ReporterError: pip is missing or fails; the message has its last error, and what it was getting then.

    """
    release = error = ""
    with subprocess.Popen(  # noqa: S603
        [*_PIP, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            seen(line)
            if line.startswith(BEGINNING):
                release = line.split()[1].rpartition("/")[2]
            elif "No module named pip" in line:
                raise ReporterError(f"A bundle needs pip; install it with: {sys.executable} -m ensurepip")
            elif line.lower().startswith("error:"):
                error = line.strip().removeprefix("ERROR: ").rstrip(".")
    if pip.returncode:
        raise ReporterError(
            f"The wheels cannot be gathered; pip stopped at {release or 'once'}: {error or 'no reason'}."
        )


def _requirement(wheel: Path) -> str:
    from packaging.utils import parse_wheel_filename

    name, version, _, _ = parse_wheel_filename(wheel.name)
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def own_wheel(folder: Path) -> Path:
    """Write the wheel of the reporter that runs into `folder`, whether it was installed from one or is a checkout."""
    installed = distribution(DISTRIBUTION)
    stem = f"{DISTRIBUTION.replace('-', '_')}-{installed.version}"
    record = f"{stem}.dist-info/RECORD"
    wheel = folder / f"{stem}-py3-none-any.whl"
    lines = []
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        contents = dict(chain(_package(), _shared(installed, stem), _metadata(installed, stem)))
        for name, content in sorted(contents.items()):
            archive.writestr(_entry(name), content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            lines.append(f"{name},sha256={digest},{len(content)}\n")
        archive.writestr(_entry(record), "".join((*lines, f"{record},,\n")))
    return wheel


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.external_attr = 0o100644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _package() -> Iterator[tuple[str, bytes]]:
    """Yield the files of the package by their names in a wheel; in a checkout some are in other folders."""
    homes = {
        "reporter": assets.PACKAGE,
        "reporter/templates": assets.template_folders(None)[0],
        "reporter/samples": assets.samples_folder(),
    }
    yield "reporter/requirements.lock", assets.lock_file().read_bytes()
    for home, folder in homes.items():
        for path in folder.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield f"{home}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _shared(installed: Distribution, stem: str) -> Iterator[tuple[str, bytes]]:
    """Yield the man page and the completions: from the checkout, or from where they were installed."""
    checkout = assets.PACKAGE.parent / "share"
    if checkout.is_dir():
        there = {path.relative_to(checkout).as_posix(): path for path in checkout.rglob("*") if path.is_file()}
    else:
        named = {file.as_posix().partition("../share/")[2]: file for file in installed.files or ()}
        there = {place: Path(str(installed.locate_file(file))) for place, file in named.items() if place}
    for place, path in there.items():
        yield f"{stem}.data/data/share/{place}", path.read_bytes()


def _metadata(installed: Distribution, stem: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files that say what the distribution is, without those that say how it was installed here."""
    for name in ("METADATA", "WHEEL", "entry_points.txt", "licenses/LICENSE"):
        content = installed.read_text(name)
        assert content is not None, f"the installed reporter has no {name}"
        yield f"{stem}.dist-info/{name}", content.encode()
