"""Fixtures for tests of packages and translation: a machine without packages, the small real package, a web server."""

import shutil
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reporter.config import TranslateSettings
from reporter.interfaces import Silent
from reporter.packages import install, installed
from reporter.store import Store

__all__ = ["_installed_once", "counting", "no_packages", "package", "package_file", "server", "settings", "store"]
"""What the rooms of the two take from here."""
PACKAGE_FILE = Path(__file__).parent / "data" / "translate-ar_en-0_1.argosmodel"


class Counting:
    """A Progress that records its calls."""

    def __init__(self) -> None:
        self.stages: dict[str, int] = {}
        self.totals: dict[str, int | None] = {}

    @contextmanager
    def stage(self, name: str, total: int | None):
        """Open a stage that a test can inspect afterwards."""
        self.totals[name] = total
        self.stages[name] = 0

        def advance(steps: int = 1) -> None:
            self.stages[name] += steps

        yield advance


class Server:
    """A web server on loopback whose responses a test defines; it records its requests."""

    def __init__(self) -> None:
        self.answers = {}
        self.asked = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, self.headers.get("Range")))
                answer = server.answers.get(self.path)
                if answer is None:
                    self.send_error(404)
                else:
                    answer(self)

            def log_message(self, *_: object) -> None:
                """Log nothing."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self):
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    def serve(self, path: str, content: bytes, *, headers: dict[str, str] | None = None) -> str:
        """Respond to `path` with `content` and return its URL."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(200)
            request.send_header("Content-Length", str(len(content)))
            for name, value in (headers or {}).items():
                request.send_header(name, value)
            request.end_headers()
            request.wfile.write(content)

        self.answers[path] = answer
        return self.url + path


@pytest.fixture(autouse=True)
def no_packages(tmp_path, monkeypatch):
    """Make this a user without a home folder, settings or packages."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "SNAP", "SNAP_USER_DATA", "ARGOS_PACKAGES_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


@pytest.fixture
def server():
    with Server() as running:
        yield running


@pytest.fixture
def counting():
    return Counting()


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store.sqlite3") as opened:
        yield opened


@pytest.fixture
def package_file():
    return PACKAGE_FILE


@pytest.fixture
def settings(tmp_path):
    """Return settings with a models folder that does not exist yet."""
    return TranslateSettings(models_dir=tmp_path / "models", threads=1)


@pytest.fixture(scope="session")
def _installed_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    install.install_file(PACKAGE_FILE, TranslateSettings(models_dir=folder), Silent())
    return folder


@pytest.fixture
def package(settings, _installed_once):
    """Return the small package, installed for one test."""
    shutil.copytree(_installed_once, settings.models_dir)
    (found,) = installed.installed(settings)
    return found
