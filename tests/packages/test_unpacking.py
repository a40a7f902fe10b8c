"""Unpacking an untrusted archive."""

import random
import shutil
import stat
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from reporter.errors import ModelError
from reporter.packages import unpacking
from reporter.packages.unpacking import read_metadata, unpack

PYENV = Path.home() / ".pyenv/versions"  # looked up before a test has a home of its own
METADATA = '{"from_code": "ar", "to_code": "en", "package_version": "1.0"}'


@pytest.fixture
def packed(tmp_path):
    """Return a function that writes an archive of (name or ZipInfo, content) pairs."""

    def write(*entries, compression=zipfile.ZIP_DEFLATED):
        path = tmp_path / "x.argosmodel"
        with zipfile.ZipFile(path, "w", compression) as content:
            for name, data in entries:
                content.writestr(name, data)
        return path

    return write


def named_twice(monkeypatch, name):
    """Make zipfile take the name of each entry called p/x from elsewhere, as Python 3.14 does with the field 0x7075."""
    right = zipfile.ZipFile.infolist

    def infolist(self):
        for entry in right(self):
            if entry.orig_filename == "p/x":
                entry.filename = name
        return right(self)

    monkeypatch.setattr(zipfile.ZipFile, "infolist", infolist)


@pytest.mark.parametrize("name", ["../../evil", "/tmp/evil", "p/../../evil", "p/other", "p\\..\\evil"])
def test_the_name_used_for_writing_is_checked(packed, folder, monkeypatch, name):
    """The name in the archive's index looks harmless; nothing at all is written."""
    archive = packed(("p/metadata.json", METADATA), ("p/x", b"evil"))
    named_twice(monkeypatch, name)
    with pytest.raises(ModelError, match="was not installed"):
        unpack(archive, folder)
    assert not list(folder.rglob("*"))
    assert not list(folder.parent.parent.rglob("evil"))


def newest_python():
    """Return the newest Python of this machine whose zipfile reads the field 0x7075, or None."""
    found = [shutil.which(f"python3.{minor}") for minor in range(20, 11, -1)]
    found += [str(path) for minor in range(20, 11, -1) for path in PYENV.glob(f"3.{minor}.*/bin/python")]
    asks = "import inspect, zipfile; raise SystemExit('0x7075' not in inspect.getsource(zipfile))"
    for python in filter(None, [*found, sys.executable]):
        if subprocess.run([python, "-c", asks], capture_output=True, check=False).returncode == 0:
            return python
    return None


def unicode_path(name, shown):
    """Return the field 0x7075 (Info-ZIP Unicode Path) that gives the entry called `shown` the name `name`."""
    data = struct.pack("<BL", 1, zlib.crc32(shown.encode())) + name.encode()
    return struct.pack("<HH", 0x7075, len(data)) + data


@pytest.mark.parametrize("name", ["p/../../evil", "/tmp/evil", "p/other"])
def test_a_python_that_reads_the_second_name_writes_nothing_either(packed, folder, name):
    """The real thing, where this machine has such a Python: its own zipfile, and nothing of ours but `unpack`."""
    python = newest_python()
    if python is None:
        pytest.skip("no Python here reads the Unicode Path field")
    entry = zipfile.ZipInfo("p/x")
    entry.extra = unicode_path(name, "p/x")
    archive = packed(("p/metadata.json", METADATA), (entry, b"evil"))
    program = (
        "import sys; from pathlib import Path; from reporter.packages.unpacking import unpack\n"
        f"unpack(Path({str(archive)!r}), Path({str(folder)!r}))"
    )
    result = subprocess.run(
        [python, "-B", "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(Path(unpacking.__file__).parents[2])},
    )
    assert "was not installed" in result.stderr
    assert not list(folder.rglob("*"))
    assert not list(folder.parent.parent.rglob("evil"))


@pytest.fixture
def folder(tmp_path):
    """Return an empty folder two levels deep, so that any escape from it would be noticed."""
    made = tmp_path / "outer" / "inner"
    made.mkdir(parents=True)
    return made


def test_the_packages_folder_is_unpacked_without_its_name(packed, folder):
    """Files and subfolders are unpacked; anything next to the package is left out."""
    unpack(packed(("p/metadata.json", METADATA), ("p/model/model.bin", b"1"), ("__MACOSX/x", b"2")), folder)
    assert read_metadata(folder)["from_code"] == "ar"
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")) == [
        "metadata.json",
        "model",
        "model/model.bin",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "p/../../evil",
        "p/../evil",
        "/evil",
        "//evil",
        "p\\..\\..\\evil",
        "C:/evil",
        "C:\\evil",
        "p/evil\0.txt",
        "p/ev\nil",
    ],
)
def test_a_name_that_leads_outside_is_rejected(packed, folder, tmp_path, name):
    """Nothing at all is written for such an archive (zip slip)."""
    path = packed(("p/metadata.json", METADATA), (name.replace("\0", "@"), b"evil"))
    if "\0" in name:
        path.write_bytes(path.read_bytes().replace(b"evil@", b"evil\0"))
    with pytest.raises(ModelError, match="points outside"):
        unpack(path, folder)
    assert not list(folder.iterdir())
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_are_rejected(packed, folder, kind):
    """A link could point anywhere."""
    entry = zipfile.ZipInfo("p/model")
    entry.create_system = 3
    entry.external_attr = (kind | 0o777) << 16
    with pytest.raises(ModelError, match="link or a device"):
        unpack(packed(("p/metadata.json", METADATA), (entry, "/etc")), folder)


def test_a_bomb_is_rejected_by_its_ratio(packed, folder):
    """Zeros can be compressed a thousandfold, but weights cannot."""
    with pytest.raises(ModelError, match="100 times its size"):
        unpack(packed(("p/metadata.json", METADATA), ("p/model/model.bin", bytes(20_000_000))), folder)
    assert not list(folder.iterdir())


def test_a_bomb_is_rejected_by_its_size(packed, folder, monkeypatch):
    """The sum over all files is limited."""
    monkeypatch.setattr(unpacking, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(ModelError, match="unpacks to more than"):
        unpack(packed(("p/metadata.json", METADATA), ("p/a", bytes(600)), ("p/b", bytes(600))), folder)


def test_a_bomb_is_rejected_by_its_number_of_files(packed, folder):
    """The number is limited too."""
    with pytest.raises(ModelError, match="more than 2,000"):
        unpack(packed(("p/metadata.json", METADATA), *((f"p/{n}", b"") for n in range(2000))), folder)


def test_a_bomb_that_lies_about_its_size_is_stopped(packed, folder):
    """The directory says 10 bytes, but the content is 5 MB; unpacking stops at the declared size."""
    path = packed(("p/metadata.json", METADATA), ("p/big", bytes(5_000_000)))
    content = path.read_bytes()
    path.write_bytes(content.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 10)))
    with pytest.raises(ModelError):
        unpack(path, folder)
    assert sum(item.stat().st_size for item in folder.rglob("*") if item.is_file()) < 1000


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_duplicate_names_are_rejected(packed, folder):
    """Nobody knows which one counts; some disks ignore case."""
    with pytest.raises(ModelError, match="twice"):
        unpack(packed(("p/metadata.json", METADATA), ("p/a", b"1"), ("p/A", b"2")), folder)


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_unusual_compression_is_rejected(packed, folder, compression):
    """Argos packages are deflated or stored."""
    with pytest.raises(ModelError, match="unsupported compression method"):
        unpack(packed(("p/metadata.json", METADATA), compression=compression), folder)


def test_a_changed_byte_is_found(package_file, tmp_path, folder):
    """The checksums in the archive are verified."""
    content = bytearray(package_file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path = tmp_path / "changed.argosmodel"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"not a complete \.argosmodel file"):
        unpack(path, folder)


@pytest.mark.parametrize("keep", [0, 10, 1000, 5_000_000, 9_046_000])
def test_a_truncated_file_is_found(package_file, tmp_path, folder, keep):
    """Half a download is not a package."""
    path = tmp_path / "cut.argosmodel"
    path.write_bytes(package_file.read_bytes()[:keep])
    with pytest.raises(ModelError, match=r"not a complete \.argosmodel file"):
        unpack(path, folder)


def test_an_encrypted_entry_is_rejected(packed, folder):
    """There is nobody to ask for a password."""
    path = packed(("p/metadata.json", METADATA))
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\1\2")
    content[at + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(ModelError, match="encrypted"):
        unpack(path, folder)


@pytest.mark.parametrize(
    "names", [(), ("metadata.json",), ("a/metadata.json", "b/metadata.json"), ("a/b/metadata.json",)]
)
def test_an_archive_without_exactly_one_package_is_rejected(packed, folder, names):
    """It must contain one folder with a metadata.json, like those of Argos."""
    with pytest.raises(ModelError, match=r"one folder with a metadata\.json"):
        unpack(packed(*((name, METADATA) for name in names)), folder)


def test_a_missing_file_is_reported(tmp_path, folder):
    """The message has the path."""
    with pytest.raises(ModelError, match=r"no file .*nowhere"):
        unpack(tmp_path / "nowhere.argosmodel", folder)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe\x00", b"[" * 100_000])
def test_broken_metadata_is_a_model_error(tmp_path, content):
    """Whatever is in metadata.json, there is one sentence."""
    (tmp_path / "metadata.json").write_bytes(content)
    with pytest.raises(ModelError, match="not an Argos package"):
        read_metadata(tmp_path)


def test_random_damage_never_writes_outside_the_folder(packed, folder, tmp_path):
    """500 archives with a changed byte are unpacked or rejected with a ModelError."""
    rng = random.Random(7)
    original = packed(("p/metadata.json", METADATA), ("p/model/model.bin", b"weights" * 50)).read_bytes()
    path = tmp_path / "y.argosmodel"
    refused = 0
    for number in range(500):
        content = bytearray(original)
        content[rng.randrange(len(content))] = rng.randrange(256)
        path.write_bytes(content)
        target = folder / str(number)
        target.mkdir()
        try:
            unpack(path, target)
        except ModelError:
            refused += 1
    assert refused > 100
    outside = {item for item in tmp_path.rglob("*") if folder not in item.parents}
    assert outside == {folder, folder.parent, path, tmp_path / "x.argosmodel"}
