"""The wheel and the sdist: they have everything that reporter needs, and work without the checkout."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest
from editions import environment
from packaging.metadata import Metadata

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build both, from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", folder]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return folder


def wheel(folder):
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def sdist(folder):
    return tarfile.open(next(folder.glob("*.tar.gz")))


def test_the_wheel_makes_the_sample_edition_far_from_the_checkout(built, tmp_path):
    """Its own templates, data and samples are used: nothing of the checkout is on the path."""
    (tmp_path / "site").mkdir()
    with wheel(built) as archive:
        archive.extractall(tmp_path / "site")
    surroundings = environment(tmp_path) | {"PYTHONPATH": str(tmp_path / "site"), "PYTHONSAFEPATH": "1"}

    def reporter(*arguments):
        command = [sys.executable, "-m", "reporter", *arguments]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    where = (
        "import reporter.assets as a; print(a.PACKAGE, *a.template_folders(None), a.samples_folder(), a.lock_file())"
    )
    found = subprocess.run(
        [sys.executable, "-c", where], cwd=tmp_path, env=surroundings, capture_output=True, check=True
    )
    assert {os.path.commonpath([path, tmp_path]) for path in found.stdout.decode().split()} == {str(tmp_path)}

    assert reporter("init", "--with-samples", "desk").returncode == 0
    made = reporter("run", "--strict", "--config", "desk/config.yaml")
    assert made.returncode == 0, made.stderr
    assert next((tmp_path / "desk/output").glob("*/briefing.pdf")).read_bytes().startswith(b"%PDF")


def test_the_wheel_has_every_file_of_the_package(built):
    """What git would track under reporter/, templates/ and seeds/, and nothing else."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "reporter", "templates", "seeds"]
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    tracked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("this is not a git checkout")
    homes = {"reporter": "reporter", "templates": "reporter/templates", "seeds": "reporter/samples"}
    expected = {f"{homes[path.partition('/')[0]]}/{path.partition('/')[2]}" for path in tracked.stdout.splitlines()}
    with wheel(built) as archive:
        found = {name for name in archive.namelist() if name.startswith("reporter/")}
    assert found == expected | {"reporter/requirements.lock"}


def test_a_wheel_built_from_the_sdist_is_the_same(built, tmp_path):
    """A packager who has only the sdist gets what we ship."""
    with sdist(built) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # new in Python 3.11.4
        archive.extractall(tmp_path)
    unpacked = next(tmp_path.iterdir())
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=unpacked,
        capture_output=True,
        check=True,
    )
    with wheel(built) as ours, wheel(tmp_path) as theirs:
        assert {entry.filename: entry.CRC for entry in ours.infolist()} == {
            entry.filename: entry.CRC for entry in theirs.infolist()
        }


def test_the_metadata_is_whole(built):
    """An index accepts it: a licence, a page of text, and only classifiers that exist."""
    with wheel(built) as archive:
        text = archive.read(next(name for name in archive.namelist() if name.endswith("/METADATA"))).decode()
    metadata = Metadata.from_email(text.encode(), validate=True)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert metadata.license_expression == "MIT"
    assert metadata.license_files == ["LICENSE"]
    assert metadata.description_content_type == "text/markdown"
    assert HeaderParser().parsestr(text).get_payload().startswith("# reporter\n")
    assert metadata.classifiers == settings["classifiers"]
    assert "keyring" in metadata.provides_extra


def test_the_container_is_built_from_everything_that_the_wheel_needs():
    """The Containerfile names each file and folder, so that nothing else of the checkout gets into the image."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    target = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {*target["packages"], *target["force-include"], *target["shared-data"], "pyproject.toml"}
    needed |= {settings["project"]["readme"], *settings["project"]["license-files"]}
    copied = re.findall(r"^COPY (?!--)(.+) /src", (ROOT / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(" ".join(copied).split()) == needed
