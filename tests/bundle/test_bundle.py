"""What is in a bundle, and that it is written whole or not at all."""

import hashlib
import json
import re
import subprocess
import sys
import typing
import zipfile
from pathlib import Path

import pytest
from bundle_fixtures import SECRETS, install, write_sdist
from editions import MODEL

from reporter import __version__
from reporter.bundle.desk import MADE, SECRET, TAKEN
from reporter.bundle.sealing import sign
from reporter.bundle.target import target
from reporter.bundle.wheels import gather, own_wheel
from reporter.config import Config, load
from reporter.config.sections import Settings
from reporter.errors import ConfigError, ReporterError
from reporter.exchange import tmx
from reporter.interfaces import Silent
from reporter.packages.install import install_file
from reporter.store import MemoryEntry, Store

ROOT = Path(__file__).parents[2]


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_bundle_has_the_wheels_and_the_desk_and_no_secret(made_once):
    """Secrets stay behind wherever they are, under whatever name; they are named."""
    folder, notices = made_once
    assert files(folder) == {
        "SHA256SUMS", "bundle.json", "debian-packages.txt", "install.sh", "requirements.txt",
        "desk/config.yaml", "desk/memory.tmx", "desk/terms/own.yaml", "desk/letterhead/colours.j2",
        "wheels/palmtree-1.0-py3-none-any.whl", "wheels/lantern-1.0-py3-none-any.whl",
        f"wheels/reporter_briefing-{__version__}-py3-none-any.whl",
    }  # fmt: skip
    assert not [path for path in folder.rglob("*") if path.is_file() and b"hunter2" in path.read_bytes()]
    for name in SECRETS:
        assert [notice for notice in notices if name in notice and "secret" in notice], name
    assert [notice for notice in notices if "reporter models install" in notice]


def test_the_requirements_are_the_wheels_with_their_hashes(bundle):
    folder = bundle
    hashes = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (folder / "wheels").iterdir()}
    lines = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert {line.partition("--hash=sha256:")[2] for line in lines} == hashes
    assert "oasis" not in " ".join(lines), "it is for another system"


def test_every_file_is_in_the_list_of_hashes(bundle):
    folder = bundle
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    found = files(folder) - {"SHA256SUMS"}
    assert listed == {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in found}


def test_the_translations_of_the_store_and_the_package_go_along(make, home):
    """The package is packed as a file that the other machine's reporter installs."""
    config = load(home / "config.yaml")
    install_file(MODEL, config.translate, Silent())
    said = MemoryEntry(
        key="k", text_ar="وصل الوفد", text_en="The delegation arrived", changed="20261120T000000Z", author="a"
    )
    with Store.open(config.store) as store:
        store.replace_memory("/elsewhere.tmx", "0", [said], listed=False)
    folder, _ = make()
    with (folder / "translations.tmx").open("rb") as file:
        assert [unit.text_en for unit in tmx.read(file)] == ["The delegation arrived"]
    packed = next((folder / "packages").iterdir())
    assert (
        json.loads((folder / "bundle.json").read_text(encoding="utf-8"))["model"]
        == packed.stem
        == "translate-ar_en-0.1"
    )
    again = config.translate.model_copy(update={"models_dir": home.parent / "again"})
    assert install_file(packed, again, Silent()).name == "translate-ar_en 0.1"


def test_nothing_is_overwritten(make, tmp_path):
    (tmp_path / "carried.tar").write_text("older", encoding="utf-8")
    with pytest.raises(ReporterError, match="already exists; nothing was changed"):
        make()
    assert (tmp_path / "carried.tar").read_text(encoding="utf-8") == "older"


@pytest.mark.parametrize("trouble", ["another hash", "no hash", "another release"])
def test_a_release_that_cannot_be_had_leaves_nothing_behind(make, lock, tmp_path, trouble):
    """Its name is in the error."""
    text = lock.read_text(encoding="utf-8")
    at = text.index("sha256:", text.index("lantern")) + len("sha256:")
    wrong = {
        "another hash": text[:at] + "0" * 64 + text[at + 64 :],
        "no hash": re.sub(r" \\\n +--hash.*", "", text),
        "another release": text.replace("lantern==1.0", "lantern==1.1"),
    }
    lock.write_text(wrong[trouble], encoding="utf-8")
    with pytest.raises(ReporterError, match=r"lantern|palmtree"):
        make()
    assert not list(tmp_path.glob("*.tar*"))


def test_a_release_without_a_wheel_is_built(tmp_path, lock):
    """With what it says that it needs, from the same index."""
    lock.write_text(write_sdist(tmp_path / "index", "harbour"), encoding="utf-8")
    (tmp_path / "wheels").mkdir()
    requirements = gather(lock, target(None, None), tmp_path / "wheels", Silent())
    assert "harbour==1.0 --hash=sha256:" in requirements
    assert {path.suffix for path in (tmp_path / "wheels").iterdir()} == {".whl"}


def test_what_was_built_for_this_machine_alone_is_refused(tmp_path, lock):
    """The other machine has another processor."""
    here = f"cp3{sys.version_info.minor}-cp3{sys.version_info.minor}-linux_x86_64"
    lock.write_text(write_sdist(tmp_path / "index", "harbour", here), encoding="utf-8")
    (tmp_path / "wheels").mkdir()
    with pytest.raises(ReporterError, match="harbour has no wheel for manylinux_2_36_aarch64"):
        gather(lock, target("manylinux_2_36_aarch64", None), tmp_path / "wheels", Silent())


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ("glossary: [../terms.yaml]", "not in the folder of config.yaml"),
        ("glossary: [/etc/hostname]", "not in the folder of config.yaml"),
        ("layout: {templates: .}", "folder of its own"),
        ("memory: [missing.tmx]", "does not exist"),
    ],
)
def test_a_file_that_the_other_machine_would_not_find_is_named(make, home, settings, problem):
    (home.parent / "terms.yaml").write_text("terms: []\n", encoding="utf-8")
    (home / "config.yaml").write_text(f"inputs: [articles]\n{settings}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=problem):
        make()


def test_every_path_among_the_settings_is_taken_or_left_on_purpose():
    """A new one must be named as something to take along, a secret, or something that reporter makes itself."""

    def names(section):
        for name, field in section.model_fields.items():
            for kind in (field.annotation, *typing.get_args(field.annotation)):
                if kind is Path:
                    yield name
                elif isinstance(kind, type) and issubclass(kind, Settings):
                    yield from names(kind)

    assert set(names(Config)) <= TAKEN | SECRET | MADE
    assert not (TAKEN & SECRET) | (TAKEN & MADE) | (SECRET & MADE)


def test_our_wheel_is_the_one_that_is_built(tmp_path):
    """It has the same files with the same content; the page of text in the metadata is that of the installation."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "built"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    varying = {"METADATA", "RECORD"}
    with zipfile.ZipFile(next((tmp_path / "built").iterdir())) as built, zipfile.ZipFile(own_wheel(tmp_path)) as ours:
        expected, found = (
            {
                entry.filename: entry.CRC
                for entry in archive.infolist()
                if entry.filename.rpartition("/")[2] not in varying
            }
            for archive in (built, ours)
        )
        assert set(ours.namelist()) == set(built.namelist())
    assert found == expected


# install.sh


def test_a_changed_file_is_refused_by_name(bundle, tmp_path):
    folder = bundle
    (folder / "desk/memory.tmx").write_text("changed", encoding="utf-8")
    done = install(folder, tmp_path / "there")
    assert done.returncode == 1
    assert done.stderr == "install.sh: Changed since the bundle was made: desk/memory.tmx. Nothing was installed.\n"
    assert not (tmp_path / "there").exists()


def test_missing_and_added_files_are_refused_by_name(bundle, tmp_path):
    folder = bundle
    (folder / "wheels/extra-1.0-py3-none-any.whl").touch()
    assert "Added to the bundle: wheels/extra-1.0-py3-none-any.whl." in install(folder, tmp_path / "there").stderr
    (folder / "desk/config.yaml").unlink()
    assert "Missing from the bundle: desk/config.yaml." in install(folder, tmp_path / "there").stderr
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize("kind", ["ssh", "minisign"])
def test_a_signature_is_checked(bundle, tmp_path, kind):
    """With the right key the script goes on until it finds the file that was changed; with another it does not."""
    for name in ("ours", "other"):
        command = {
            "ssh": ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / name],
            "minisign": ["minisign", "-G", "-W", "-s", tmp_path / name, "-p", tmp_path / f"{name}.pub"],
        }[kind]
        try:
            subprocess.run(command, capture_output=True, check=True)
        except FileNotFoundError:
            pytest.skip(f"{command[0]} is not installed")
    folder = bundle
    sign(folder, tmp_path / "ours")
    there = tmp_path / "there"
    assert "does not match the key" in install(folder, "--trust", tmp_path / "other.pub", there).stderr
    (folder / "install.sh").write_text((folder / "install.sh").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert (
        "Changed since the bundle was made: install.sh"
        in install(folder, "--trust", tmp_path / "ours.pub", there).stderr
    )
    assert "the signature was not checked" in install(folder, there).stderr
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8")
    (folder / "SHA256SUMS").write_text(sums.replace("  desk/config.yaml", "  desk/config.yml"), encoding="utf-8")
    assert "does not match the key" in install(folder, "--trust", tmp_path / "ours.pub", there).stderr
    (folder / ("SHA256SUMS.sig" if kind == "ssh" else "SHA256SUMS.minisig")).unlink()
    assert "is not signed with" in install(folder, "--trust", tmp_path / "ours.pub", there).stderr
    assert not there.exists()


def test_a_bundle_for_another_machine_is_refused(bundle, tmp_path):
    """Before anything is written."""
    folder = bundle
    said = (folder / "bundle.json").read_text(encoding="utf-8")
    for old, new, answer in (
        (f"3.{sys.version_info.minor}", "3.99", "for Python 3.99, which is not installed"),
        ("manylinux_2_", "manylinux_99_", "glibc 99."),
        ("x86_64" if "x86_64" in said else "aarch64", "riscv64", "for riscv64 with glibc"),
    ):
        (folder / "bundle.json").write_text(said.replace(old, new), encoding="utf-8")
        sums = subprocess.run(
            "find . -type f ! -name SHA256SUMS | cut -c 3- | xargs -d '\\n' sha256sum",
            shell=True,
            cwd=folder,
            capture_output=True,
            check=True,
        )
        (folder / "SHA256SUMS").write_bytes(sums.stdout)
        done = install(folder, tmp_path / "there")
        assert done.returncode == 1
        assert answer in done.stderr
    assert not (tmp_path / "there").exists()


def test_without_a_folder_the_usage_is_printed(bundle):
    folder = bundle
    for arguments in ((), ("--trust",), ("a", "b"), ("--help",)):
        done = install(folder, *arguments)
        assert (done.returncode, done.stderr.splitlines()[-1]) == (2, "Usage: sh install.sh [--trust KEY] FOLDER")
