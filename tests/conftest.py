"""For every test: no network except loopback, and no warning that the test does not check."""

import ipaddress
import logging
import sys

import pytest


def _loopback_only(event, arguments):
    if event != "socket.connect":
        return
    address = arguments[1]
    if not isinstance(address, tuple):  # a Unix socket
        return
    host = str(address[0])
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise PermissionError(f"a test may not open a connection to {address}")


sys.addaudithook(_loopback_only)


def pytest_collection_modifyitems(items):
    """Run the slow tests first, so that no processor waits for one at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(autouse=True)
def _no_unseen_warnings(request, caplog):
    """Fail a test that logs a warning, unless it uses ``caplog`` and so can check the log."""
    yield
    if "caplog" in request.fixturenames and "caplog" in request.node._fixtureinfo.argnames:
        return
    said = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not said, f"unexpected warnings: {said}"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Return a real browser, which the tests of a module share."""
    from browsers import open_browser

    page = open_browser(tmp_path_factory.mktemp("browser"))
    yield page
    page.quit()


@pytest.fixture(autouse=True)
def _logging_as_before():
    """Undo what a command that a test calls in this process sets up, so that later tests see their warnings."""
    root, own, fonts = (logging.getLogger(name) for name in (None, "reporter", "fontTools"))
    handlers, levels = {id(handler) for handler in root.handlers}, (root.level, own.level, fonts.level)
    yield
    root.handlers[:] = [handler for handler in root.handlers if id(handler) in handlers]
    for logger, level in zip((root, own, fonts), levels, strict=True):
        logger.setLevel(level)
    logging.captureWarnings(capture=False)
