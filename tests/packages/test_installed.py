"""Which packages are installed, and whether they are unchanged."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from reporter.errors import ModelError
from reporter.interfaces import Silent
from reporter.packages import installed
from reporter.packages.install import install_file


@pytest.fixture
def foreign(package, tmp_path):
    """Return the package as another Argos program would have installed it, in the default folder; ours is removed."""
    folder = tmp_path / "home" / ".local" / "share" / "argos-translate" / "packages" / "ar_en"
    shutil.move(package.folder, folder)
    (folder / "reporter-manifest.json").unlink()
    return folder


def found(settings):
    return [package.folder for package in installed.installed(settings)]


def test_nothing_is_found_on_an_empty_machine(settings):
    """Looking creates no folder."""
    assert installed.installed(settings) == ()
    assert not settings.models_dir.exists()


def test_an_intact_package_has_no_problems(package, store):
    """It is complete and unchanged, and has no additional files."""
    assert installed.verify(package, store) == ()


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda f: (f / "model/model.bin").write_bytes(b""), "model/model.bin has 0 bytes instead of 9,344,365"),
        (lambda f: (f / "sentencepiece.model").unlink(), "sentencepiece.model is missing"),
        (lambda f: (f / "model/extra.bin").write_bytes(b"1"), "model/extra.bin is not part of the package"),
        (lambda f: (f / "reporter-manifest.json").write_text("{"), "reporter-manifest.json cannot be read"),
        (lambda f: (f / "reporter-manifest.json").write_text("[]"), "reporter-manifest.json cannot be read"),
    ],
)
def test_each_kind_of_damage_is_reported(package, store, damage, problem):
    """The message names the file."""
    damage(package.folder)
    (message,) = installed.verify(package, store)
    assert problem in message


def test_one_changed_bit_in_a_large_file_is_found(package, store):
    """Size and time are the same, so only the hash shows it."""
    path = package.folder / "model" / "model.bin"
    times = path.stat()
    content = bytearray(path.read_bytes())
    content[5_000_000] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert installed.verify(package, store) == ("model/model.bin has changed",)


def test_hidden_files_of_systems_are_not_damage(package, store):
    """The files of a file manager do not stop the English."""
    (package.folder / ".DS_Store").write_bytes(b"1")
    (package.folder / "model" / ".directory").write_bytes(b"1")
    assert installed.verify(package, store) == ()


def test_the_hash_of_a_package_depends_only_on_its_content(package, store, tmp_path):
    """Location and file times do not matter, but every byte and name does."""
    first, _ = installed.check(package, store)
    shutil.copytree(package.folder, tmp_path / "copy", copy_function=shutil.copyfile)
    copy = installed.read_package(tmp_path / "copy")
    assert installed.check(copy, store)[0] == first
    (copy.folder / "README.md").rename(copy.folder / "READ.md")
    assert installed.check(copy, store)[0] != first


def test_packages_of_other_programs_are_found(foreign, settings):
    """In the default folder of Argos."""
    assert found(settings) == [foreign]
    assert not installed.installed(settings)[0].ours


@pytest.mark.parametrize("variable", ["ARGOS_PACKAGES_DIR", "XDG_DATA_HOME", "settings.json", "SNAP"])
def test_packages_are_found_where_argos_is_set_to_keep_them(foreign, settings, tmp_path, monkeypatch, variable):
    """By environment, by its settings file, and in a snap."""
    place = tmp_path / "elsewhere"
    if variable == "settings.json":
        config = tmp_path / "home" / ".config" / "argos-translate"
        config.mkdir(parents=True)
        (config / "settings.json").write_text(json.dumps({"ARGOS_PACKAGES_DIR": str(place)}))
    else:
        monkeypatch.setenv(variable, str(place))
    below = {"XDG_DATA_HOME": "argos-translate/packages", "SNAP": "snap_custom/packages"}.get(variable, "")
    shutil.copytree(foreign, place / below / "ar_en")
    assert place / below / "ar_en" in found(settings)


def test_our_folders_agree_with_argos_itself(tmp_path):
    """The folder that argostranslate.settings computes is the one that is searched."""
    for changes in ({}, {"XDG_DATA_HOME": str(tmp_path / "d")}, {"ARGOS_PACKAGES_DIR": str(tmp_path / "p")}):
        environment = {"HOME": str(tmp_path / "h"), "PATH": ""} | changes
        code = (
            "import os, argostranslate.settings as s; from reporter.packages.installed import argos_folders\n"
            "print(list(s.package_dirs) == list(argos_folders(os.environ)))"
        )
        result = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
        )
        assert result.stdout.strip() == "True", changes


def test_a_broken_settings_file_of_argos_is_ignored(foreign, settings, tmp_path):
    """It is not ours."""
    config = tmp_path / "home" / ".config" / "argos-translate"
    config.mkdir(parents=True)
    for content in ("{", "[]", '{"ARGOS_PACKAGES_DIR": 7}'):
        (config / "settings.json").write_text(content)
        assert found(settings) == [foreign]


def test_our_package_takes_precedence(foreign, settings, package_file):
    """Even if another program's is newer, ours has a manifest."""
    metadata = json.loads((foreign / "metadata.json").read_text())
    (foreign / "metadata.json").write_text(json.dumps(metadata | {"package_version": "9.0"}))
    ours = install_file(package_file, settings, Silent())
    assert found(settings) == [ours.folder, foreign]


def test_a_package_of_another_program_is_trusted_at_first_use(foreign, settings, store):
    """The first hash is recorded; a change is a problem until it is accepted."""
    (package,) = installed.installed(settings)
    assert installed.verify(package, store) == ()
    assert installed.verify(package, store) == ()
    (foreign / "model" / "config.json").write_text("{}")
    (problem,) = installed.verify(package, store)
    assert "have changed since they were first used" in problem
    assert installed.ACCEPT_COMMAND in problem
    installed.accept(package, store)
    assert installed.verify(package, store) == ()


def test_other_pairs_and_broken_folders_are_ignored(package, settings):
    """Only Arabic-English packages with a version count."""
    for name, content in (
        ("a", "{"),
        ("b", '{"from_code": "fr", "to_code": "en", "package_version": "1"}'),
        ("c", None),
    ):
        folder = settings.models_dir / name
        folder.mkdir()
        if content:
            (folder / "metadata.json").write_text(content)
    assert found(settings) == [package.folder]


def test_a_package_is_removed_completely(package, settings):
    """Nothing of it remains."""
    installed.remove(package)
    assert installed.installed(settings) == ()
    assert [path.name for path in settings.models_dir.iterdir() if path.name != ".lock"] == []


def test_a_package_of_another_program_is_not_removed(foreign, settings):
    """It is not ours."""
    (package,) = installed.installed(settings)
    with pytest.raises(ModelError, match="another Argos program"):
        installed.remove(package)
    assert foreign.is_dir()


def test_a_package_that_is_gone_cannot_be_removed_twice(package):
    """There is one sentence."""
    installed.remove(package)
    with pytest.raises(ModelError, match="cannot be deleted"):
        installed.remove(package)
