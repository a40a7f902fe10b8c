"""Installing a package from a file, and from an index on a real server."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from reporter.config import TranslateSettings
from reporter.errors import ModelError
from reporter.interfaces import Silent
from reporter.packages import installed
from reporter.packages.install import available, install_file, install_from_index


@pytest.fixture
def repacked(package_file, tmp_path):
    """Return a function that writes the small package with other metadata, fewer files or more files."""

    def write(name="other.argosmodel", *, without=(), more=(), **metadata):
        path = tmp_path / name
        with zipfile.ZipFile(package_file) as source, zipfile.ZipFile(path, "w") as target:
            for entry in source.infolist():
                file = entry.filename.partition("/")[2]
                content = source.read(entry)
                if file == "metadata.json":
                    content = json.dumps(json.loads(content) | metadata).encode()
                if file not in without:
                    target.writestr(entry.filename, content)
            for extra, content in more:
                target.writestr(f"translate-ar_en-0_1/{extra}", content)
        return path

    return write


@pytest.fixture
def index(server, package_file):
    """Return a function that serves an index; without arguments, one with the small package."""
    link = server.serve("/p.argosmodel", package_file.read_bytes())

    def serve(*items, **changes):
        item = {"from_code": "ar", "to_code": "en", "package_version": "0.1", "links": [link]} | changes
        return server.serve("/index.json", json.dumps(list(items) or [item]).encode())

    return serve


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def test_a_file_is_installed_with_its_licence_and_hashes(package_file, settings, store, counting):
    """The manifest has the size and hash of every file, and the hash of the archive."""
    package = install_file(package_file, settings, counting)
    assert (package.code, package.version, package.licence, package.ours) == (
        "translate-ar_en",
        "0.1",
        "CC BY 4.0",
        True,
    )
    assert installed.installed(settings) == (package,)
    assert installed.verify(package, store) == ()
    manifest = json.loads((package.folder / "reporter-manifest.json").read_text())
    assert manifest["archive_sha256"] == hashlib.sha256(package_file.read_bytes()).hexdigest()
    files = {item["path"]: item for item in manifest["files"]}
    assert files.keys() == {
        "README.md",
        "metadata.json",
        "sentencepiece.model",
        "model/config.json",
        "model/model.bin",
        "model/shared_vocabulary.json",
    }
    weights = (package.folder / "model" / "model.bin").read_bytes()
    assert files["model/model.bin"]["sha256"] == hashlib.sha256(weights).hexdigest()
    assert files["model/model.bin"]["size"] == len(weights)
    assert counting.stages, "the person sees what is going on"


def test_the_same_version_again_changes_nothing(package_file, settings):
    """No file is written again."""
    package = install_file(package_file, settings, Silent())
    before = {path: path.stat().st_ino for path in package.folder.rglob("*")}
    assert install_file(package_file, settings, Silent()) == package
    assert {path: path.stat().st_ino for path in package.folder.rglob("*")} == before
    assert names(settings.models_dir) == [package.folder.name]


def test_installing_again_repairs_a_damaged_package(package_file, settings, store):
    """The advice in the error message works."""
    package = install_file(package_file, settings, Silent())
    (package.folder / "model" / "model.bin").write_bytes(b"damaged")
    assert installed.verify(package, store)
    install_file(package_file, settings, Silent())
    assert installed.verify(package, store) == ()
    assert names(settings.models_dir) == [package.folder.name]


def test_the_right_hash_is_accepted_and_a_wrong_one_rejected(package_file, settings):
    """Its letters may be in either case."""
    right = hashlib.sha256(package_file.read_bytes()).hexdigest()
    with pytest.raises(ModelError, match="do not use it"):
        install_file(package_file, settings, Silent(), sha256="0" * 64)
    assert names(settings.models_dir) == []
    assert install_file(package_file, settings, Silent(), sha256=right.upper())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"from_code": "en", "to_code": "ar"}, "from en to ar; it must be from Arabic to English"),
        ({"from_code": "fa"}, "from fa to en"),
        ({"package_version": "../../evil"}, "not a valid package version"),
        ({"package_version": 1}, "not a valid package version"),
        ({"without": ("sentencepiece.model",)}, "lacks its model or its tokenizer"),
        ({"without": ("model/model.bin",)}, "lacks its model or its tokenizer"),
        ({"more": (("../../../evil", b""),)}, "points outside"),
    ],
)
def test_an_unusable_package_is_rejected(repacked, settings, tmp_path, changes, message):
    """One sentence says why, and nothing remains."""
    with pytest.raises(ModelError, match=message):
        install_file(repacked(**changes), settings, Silent())
    assert names(settings.models_dir) == []
    assert installed.installed(settings) == ()
    assert not list(tmp_path.rglob("evil*"))


def test_a_missing_or_unreadable_file_is_reported(settings, tmp_path):
    """A folder is not a file either."""
    for path in (tmp_path / "nowhere.argosmodel", tmp_path):
        with pytest.raises(ModelError, match="cannot be read"):
            install_file(path, settings, Silent())


def test_the_newest_version_is_listed_first_and_used(repacked, settings):
    """1.10 is newer than 1.9."""
    for version in ("1.9", "1.10", "0.1"):
        install_file(repacked(package_version=version), settings, Silent())
    assert [package.version for package in installed.installed(settings)] == ["1.10", "1.9", "0.1"]


@pytest.mark.parametrize(
    ("more", "metadata", "licence"),
    [
        ((("LICENSE", b"\nMIT License\n\nCopyright"),), {}, "MIT License"),
        ((), {"license": "CC0"}, "CC0"),
        ((("README.md", b"# A package\nno word of it"),), {}, None),
    ],
)
def test_the_licence_is_shown_as_the_package_states_it(repacked, settings, more, metadata, licence):
    """It comes from the metadata, a licence file or the README, and is never guessed."""
    path = repacked(without=("README.md",), more=more, **metadata)
    assert install_file(path, settings, Silent()).licence == licence


def test_the_index_lists_the_arabic_english_packages(server, settings):
    """Other language pairs, broken entries and other kinds of links are ignored."""
    good = {
        "from_code": "ar",
        "to_code": "en",
        "package_version": "1.0",
        "links": ["ipfs://x", "https://example.org/1"],
    }
    url = server.serve(
        "/index.json",
        json.dumps(
            [
                good,
                good | {"package_version": "1.9"},
                good | {"package_version": "1.10"},
                good | {"from_code": "fr"},
                good | {"links": ["ipfs://x"]},
                good | {"links": "https://example.org"},
                good | {"package_version": "../.."},
                None,
                7,
                {},
            ]
        ).encode(),
    )
    offers = available(settings.model_copy(update={"index_url": url}))
    assert [offer.version for offer in offers] == ["1.10", "1.9", "1.0"]
    assert offers[0].links == ("https://example.org/1",)


@pytest.mark.parametrize("content", [b"{}", b"7", b"null", b"<html></html>", b'"'])
def test_an_invalid_index_is_reported_in_one_sentence(server, settings, content):
    """It names the URL and the setting."""
    with pytest.raises(ModelError, match=r"translate\.index_url"):
        available(settings.model_copy(update={"index_url": server.serve("/index.json", content)}))


def test_a_package_is_installed_from_the_index(index, settings, counting, package_file):
    """It is downloaded, counted and installed, and the download is removed."""
    package = install_from_index(settings.model_copy(update={"index_url": index()}), counting)
    assert installed.installed(settings) == (package,)
    assert counting.stages["Downloading translate-ar_en 0.1"] == package_file.stat().st_size
    assert names(settings.models_dir) == [package.folder.name]


def test_a_broken_download_is_resumed_by_the_next_command(server, settings, package_file):
    """Only the missing part is requested."""
    content = package_file.read_bytes()

    def answer(request):
        wanted = request.headers.get("Range")
        start = int(wanted[6:-1]) if wanted else 0
        request.send_response(206 if wanted else 200)
        request.send_header("Content-Length", str(len(content) - start))
        request.send_header("Last-Modified", "Sat, 21 Nov 2026 00:00:00 GMT")
        if wanted:
            request.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        request.end_headers()
        request.wfile.write(content[start : start + 16 * 65536] if len(server.asked) < 6 else content[start:])
        request.close_connection = True

    server.answers["/p"] = answer
    item = {"from_code": "ar", "to_code": "en", "package_version": "0.1", "links": [server.url + "/p"]}
    settings = settings.model_copy(update={"index_url": server.serve("/i", json.dumps([item]).encode())})
    with pytest.raises(ModelError, match="again to resume it"):
        install_from_index(settings, Silent())
    assert installed.installed(settings) == ()
    package = install_from_index(settings, Silent())
    assert installed.installed(settings) == (package,)
    assert server.asked[-1] == ("/p", f"bytes={4 * 16 * 65536}-")
    assert names(settings.models_dir) == [package.folder.name]


def test_the_second_link_is_tried_if_the_first_fails(index, server, settings, package_file):
    """If none works, all failures are reported."""
    good = server.serve("/good", package_file.read_bytes())
    url = index(links=[server.url + "/gone", good])
    assert install_from_index(settings.model_copy(update={"index_url": url}), Silent())
    url = index(links=[server.url + "/gone", server.url + "/lost"])
    with pytest.raises(ModelError, match=r"/gone .*404.*/lost .*404"):
        install_from_index(settings.model_copy(update={"index_url": url}), Silent())


def test_a_download_with_a_wrong_hash_is_not_kept(index, settings):
    """The next time it is downloaded again, not resumed."""
    with pytest.raises(ModelError, match="do not use it"):
        install_from_index(settings.model_copy(update={"index_url": index()}), Silent(), sha256="0" * 64)
    assert names(settings.models_dir) == []


def test_an_index_without_the_language_pair_is_reported(server, settings):
    """The message says what to do instead."""
    url = server.serve("/index.json", b"[]")
    with pytest.raises(ModelError, match="from a file instead"):
        install_from_index(settings.model_copy(update={"index_url": url}), Silent())


def test_without_a_home_the_setting_is_named(package_file, monkeypatch):
    """Cron may have no home folder; nothing is written to a folder called ~."""
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    with pytest.raises(ModelError, match=r"translate\.models_dir"):
        install_file(package_file, TranslateSettings(), Silent())
    assert installed.installed(TranslateSettings()) == ()


def test_a_folder_that_cannot_be_written_is_reported(package_file):
    """There is one sentence and no traceback."""
    with pytest.raises(ModelError, match=r"/proc/reporter cannot be written"):
        install_file(package_file, TranslateSettings(models_dir=Path("/proc/reporter")), Silent())


def test_a_second_installation_at_the_same_time_is_told_to_wait(package_file, settings):
    """Two would remove each other's temporary files."""
    from filelock import FileLock

    settings.models_dir.mkdir()
    with FileLock(settings.models_dir / ".lock"), pytest.raises(ModelError, match="Another installation"):
        install_file(package_file, settings, Silent())


KILLED_AT_EVERY_STEP = """
import os, signal, sys
from pathlib import Path
from reporter.config import TranslateSettings
from reporter.interfaces import Silent
from reporter.store import Store
from reporter.packages import installed
from reporter.packages.install import install_file

file, settings = Path(sys.argv[1]), TranslateSettings(models_dir=Path(sys.argv[2]))

def dies_at(step):
    left = [step]
    def hook(event, _):
        if event == "open" or event.startswith(("os.", "shutil.", "tempfile.")):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
    return hook

halves = 0
for step in range(1, 10_000):
    child = os.fork()
    if not child:
        sys.addaudithook(dies_at(step))
        install_file(file, settings, Silent())
        os._exit(0)
    _, status = os.waitpid(child, 0)
    with Store.open(Path(sys.argv[3])) as store:
        for package in installed.installed(settings):
            assert package.ours and installed.verify(package, store) == (), (step, package)
    halves += any(settings.models_dir.glob(".unfinished-*/package/*"))
    if status == 0:
        break
    for package in installed.installed(settings):
        installed.remove(package)
print(step, halves)
"""


def test_a_killed_installation_leaves_no_partial_package(package_file, settings, store, tmp_path):
    """It is killed at each file operation in turn; the one that finishes removes the remains of all others."""
    command = [
        sys.executable,
        "-c",
        KILLED_AT_EVERY_STEP,
        package_file,
        settings.models_dir,
        tmp_path / "other.sqlite3",
    ]
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    steps, halves = map(int, result.stdout.split())
    assert steps > 30
    assert halves > 10, "many kills came while files were there already"
    (package,) = installed.installed(settings)
    assert names(settings.models_dir) == [package.folder.name]
    assert installed.verify(package, store) == ()


def test_without_a_network_the_way_by_a_file_is_named(settings):
    """Nothing listens at that port."""
    offline = settings.model_copy(update={"index_url": "http://127.0.0.1:9/index.json"})
    with pytest.raises(ModelError, match=r"cannot be reached.*reporter models install FILE"):
        install_from_index(offline, Silent())
